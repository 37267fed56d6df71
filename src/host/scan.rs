//! One pass over a book's JSON that notes where its chapters' literals stand and copies nothing.
//!
//! An item that is no chapter is read over, known or not: the answer has its bytes all the same. The lists of both
//! protocols are read: `sections` (0.4) and `items` (0.5). Depth is bounded by serde_json's limit.

use std::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::literal::Literal;

/// A book's top level.
#[derive(Debug)]
pub(super) struct ScannedBook<'a> {
    /// Everything in the array, unknown items included.
    pub(super) items: Vec<ScannedItem<'a>>,
    /// The key, with its quotes, that comes next after the array: the array ends before it.
    pub(super) key_behind_items: Option<&'a str>,
}

/// What stands in a list of the sidebar.
#[derive(Debug)]
pub(super) enum ScannedItem<'a> {
    /// A chapter, perhaps with others nested in it.
    Chapter(ScannedChapter<'a>),
    /// A separator, a part's title, or what a later host invents.
    Other,
}

/// The fields of a chapter that matter here.
#[derive(Debug, Deserialize)]
pub(super) struct ScannedChapter<'a> {
    #[serde(borrow)]
    pub(super) name: Literal<'a>,
    #[serde(borrow)]
    pub(super) content: Literal<'a>,
    #[serde(borrow)]
    pub(super) path: Literal<'a>,
    #[serde(borrow, default)]
    pub(super) source_path: Option<Literal<'a>>,
    #[serde(borrow, default)]
    sub_items: Vec<ScannedItem<'a>>,
}

/// All chapters, each before those nested in it.
pub(super) fn depth_first(items: Vec<ScannedItem>) -> Vec<ScannedChapter> {
    let mut chapters = Vec::with_capacity(items.len());
    flatten(items, &mut chapters);
    chapters
}

fn flatten<'a>(items: Vec<ScannedItem<'a>>, chapters: &mut Vec<ScannedChapter<'a>>) {
    for item in items {
        if let ScannedItem::Chapter(mut chapter) = item {
            let nested = std::mem::take(&mut chapter.sub_items);
            chapters.push(chapter);
            flatten(nested, chapters);
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for ScannedBook<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BookVisitor)
    }
}

struct BookVisitor;

impl<'de> Visitor<'de> for BookVisitor {
    type Value = ScannedBook<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a book")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut items = None;
        let mut key_behind_items = None;
        while let Some(key) = map.next_key::<&RawValue>()?.map(RawValue::get) {
            if items.is_some() {
                key_behind_items.get_or_insert(key);
            }
            if !matches!(key, r#""sections""# | r#""items""#) {
                map.next_value::<IgnoredAny>()?;
            } else if items.replace(map.next_value()?).is_some() {
                return Err(A::Error::custom("two lists of chapters"));
            }
        }
        let items = items.ok_or_else(|| A::Error::custom("no list of chapters"))?;
        Ok(ScannedBook { items, key_behind_items })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for ScannedItem<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ItemVisitor)
    }
}

struct ItemVisitor;

/// An item that is a map has one key, which says what it is. With more of them, their order says nothing.
#[derive(Deserialize)]
#[serde(field_identifier)]
enum ItemKind {
    Chapter,
    #[serde(other)]
    Other,
}

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = ScannedItem<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an item of a book: a name, or an object whose key is one")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut item = ScannedItem::Other;
        while let Some(kind) = map.next_key()? {
            match (kind, &item) {
                (ItemKind::Other, _) => drop(map.next_value::<IgnoredAny>()?),
                (ItemKind::Chapter, ScannedItem::Other) => item = ScannedItem::Chapter(map.next_value()?),
                (ItemKind::Chapter, ScannedItem::Chapter(_)) => return Err(A::Error::duplicate_field("Chapter")),
            }
        }
        Ok(item)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(ScannedItem::Other)
    }
}
