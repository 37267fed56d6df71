//! Documents that people wrote, cut at random places: half a sentence, half a table, half a fence.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use proptest::prelude::*;
use proptest::sample::Index;

use super::documents::document_of;
use crate::input::Input;

/// The texts: the golden documents, or all Markdown files below the folder that `LAWS_TEXTS` names.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let golden = || {
        let roots = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        roots.map(|root| root.join("tests/documents")).find(|folder| folder.is_dir()).expect("the golden documents")
    };
    let mut texts = Vec::new();
    add(&env::var_os("LAWS_TEXTS").map_or_else(golden, PathBuf::from), &mut texts);
    assert!(texts.len() > 20, "{} texts", texts.len());
    texts
});

fn add(folder: &Path, texts: &mut Vec<String>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            texts.extend(fs::read_to_string(&path));
        }
    }
}

/// The beginning of one text, a part of another, and the end of the first.
pub fn cuts() -> impl Strategy<Value = Input> {
    let cut = (any::<[Index; 2]>(), any::<[Index; 4]>()).prop_map(|([first, second], cuts)| {
        let (first, second) = (first.get(&TEXTS), second.get(&TEXTS));
        let [mut head, mut tail] = [cuts[0], cuts[1]].map(|cut| boundary(first, cut));
        let [mut start, mut end] = [cuts[2], cuts[3]].map(|cut| boundary(second, cut));
        if tail < head {
            (head, tail) = (tail, head);
        }
        if end < start {
            (start, end) = (end, start);
        }
        format!("{}{}{}", &first[..head], &second[start..end], &first[tail..])
    });
    document_of(cut).prop_map(Input::Document)
}

fn boundary(text: &str, cut: Index) -> usize {
    let at = cut.index(text.len() + 1);
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
