//! What a host sends.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use serde_json::{Value, json};

use super::words::{PATHS, words};
use crate::input::Input;
use crate::texts;

/// What a host might send: JSON of the right kind with surprises in it, spelled in several ways.
pub fn hosts() -> impl Strategy<Value = Input> {
    let text = || prop_oneof![texts::fragments(), words(), ".{0,9}"];
    let odd =
        select(vec![Value::Null, json!([]), json!({}), json!(1), json!("x"), json!([[{"Chapter": 1}]]), json!(1e300)]);
    let path = prop_oneof![Just(Value::Null), select(&PATHS[..]).prop_map(Value::from), text().prop_map(Value::from)];
    let chapter = (text(), text(), path, prop::option::weighted(0.2, odd.clone()), prop::bool::weighted(0.9));
    let item = prop_oneof![
        24 => chapter.prop_map(|(name, content, path, odd, more)| {
            let mut chapter = json!({"name": name, "content": content, "number": null, "sub_items": [], "path": path, "source_path": path, "parent_names": []});
            if let Some(odd) = odd {
                chapter[if more { "later" } else { "source_path" }] = odd;
            }
            json!({"Chapter": chapter})
        }),
        4 => Just(json!("Separator")),
        4 => text().prop_map(|title| json!({"PartTitle": title})),
        1 => odd.clone(),
    ];
    let nested = item.prop_recursive(4, 12, 4, |inner| {
        (inner.clone(), vec(inner, 0..4)).prop_map(|(mut item, below)| {
            if item.get("Chapter").is_some() {
                item["Chapter"]["sub_items"] = below.into();
            }
            item
        })
    });
    let context = (
        prop_oneof![9 => select(&["0.4.52", "0.5.4", "0.5.0-beta.1", "0.6.0"][..]), 1 => select(&["x", ""][..])],
        select(&["html", "markdown", "test"][..]),
        prop::option::weighted(0.2, odd),
    );
    let spelling = (select(&["sections", "items"][..]), any::<(bool, bool)>(), 0..10_usize);
    (context, vec(nested, 0..5), spelling).prop_map(|((version, renderer, odd), items, (key, (pretty, last), cut))| {
        let mut context = json!({"root": "/book", "renderer": renderer, "mdbook_version": version, "config": {"book": {"src": "src"}}});
        if let Some(odd) = odd {
            context["config"] = odd;
        }
        let mut book = serde_json::Map::new();
        if last {
            book.insert("__non_exhaustive".to_owned(), Value::Null);
        }
        book.insert(key.to_owned(), items.into());
        let request = json!([context, book]);
        let mut request = if pretty { serde_json::to_string_pretty(&request) } else { serde_json::to_string(&request) }.expect("JSON");
        if cut == 0 {
            let half = (0..=request.len() / 2).rev().find(|&at| request.is_char_boundary(at)).unwrap_or(0);
            request.truncate(half);
        }
        Input::Host { request }
    })
}
