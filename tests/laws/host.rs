//! The host's JSON: what mdBook itself would send, we read; the answer is the book that came, but for what we say.

use std::collections::BTreeMap;

use mdbook_design_docs::host::{AddedChapter, BookChanges, parse_request};
use serde_json::{Value, json};

/// Reads bytes as a request, and answers with nothing and with everything changed.
pub fn hold(input: &[u8]) {
    let model: Option<Value> = serde_json::from_slice(input).ok();
    let request = match parse_request(input) {
        Ok(request) => request,
        Err(why) => {
            assert!(!why.to_string().contains(['\n', '\u{1b}']), "{why}");
            let is_read = as_the_host_writes_it(input).is_none_or(|written| parse_request(&written).is_ok());
            return assert!(is_read, "mdBook sends it: {why}: {}", String::from_utf8_lossy(input));
        }
    };
    // Half a surrogate pair is JSON, but no text: `Value` can't hold it, and the bytes are for the host to judge.
    let Some(mut book) = model.and_then(|model| model.get(1).cloned()) else { return };
    let unchanged = request.answer(&BookChanges::default());
    assert_eq!(serde_json::from_str::<Value>(&unchanged).expect("JSON"), book);
    let mut written = Vec::new();
    request.write_answer(&BookChanges::default(), &mut written).expect("a vector");
    assert_eq!(written, unchanged.as_bytes());

    let new = |place: usize| format!("# {place}\u{0}\"\\\u{2028}😀");
    let contents: BTreeMap<usize, String> = (0..request.chapters().len()).map(|place| (place, new(place))).collect();
    let drafts = request.chapters().iter().enumerate().filter(|(_, chapter)| chapter.path.is_none());
    let paths: BTreeMap<usize, String> = drafts.map(|(place, _)| (place, format!("d{place}.md"))).collect();
    let added = AddedChapter { name: new(0), path: "all.md".to_owned(), content: new(1) };
    let answer = request.answer(&BookChanges { contents: &contents, paths, added: Some(added) });
    let mut place = 0;
    for key in ["sections", "items"] {
        if let Some(items) = book.get_mut(key).and_then(Value::as_array_mut) {
            change(items, &mut place, &new);
            items.push(json!({"Chapter": {
                "name": new(0), "content": new(1), "number": null, "sub_items": [],
                "path": "all.md", "source_path": null, "parent_names": [],
            }}));
        }
    }
    assert_eq!(place, request.chapters().len());
    assert_eq!(serde_json::from_str::<Value>(&answer).expect("JSON"), book);
}

/// Gives each chapter its new text, in the order of the sidebar, and each draft a path.
fn change(items: &mut [Value], place: &mut usize, new: &impl Fn(usize) -> String) {
    for item in items {
        let Some(chapter) = item.get_mut("Chapter") else { continue };
        chapter["content"] = new(*place).into();
        if chapter.get("path").is_none_or(Value::is_null) {
            chapter["path"] = format!("d{place}.md").into();
        }
        *place += 1;
        if let Some(items) = chapter.get_mut("sub_items").and_then(Value::as_array_mut) {
            change(items, place, new);
        }
    }
}

/// What mdBook 0.5 would send for what its own types read here: it reads more than it writes, such as a chapter without a path.
fn as_the_host_writes_it(input: &[u8]) -> Option<Vec<u8>> {
    let (context, book) = mdbook_preprocessor::parse_input(input).ok()?;
    semver::Version::parse(&context.mdbook_version).ok()?;
    serde_json::to_vec(&(context, book)).ok()
}
