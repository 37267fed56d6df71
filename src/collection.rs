//! What a collection is called: in settings and queries by its id, on a page by its label.

/// The id of the collection that a book has without settings: what the book's own `docs` name.
pub const OWN: &str = "design-docs";

/// The names of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionName {
    /// The key in the settings' table `collections`, for example `adr`.
    pub id: String,
    /// What a page shows.
    pub label: String,
}

impl CollectionName {
    /// The collection of that id; without a label of its own, its id is shown.
    #[must_use]
    pub fn new(id: &str, label: Option<String>) -> Self {
        let usual = || if id == OWN { "Design documents".to_owned() } else { id.to_owned() };
        Self { id: id.to_owned(), label: label.unwrap_or_else(usual) }
    }
}
