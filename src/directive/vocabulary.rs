//! The closed lists of words that a query is made of.

use crate::words::words;

words! {
    /// What the rows of a table are.
    Listing {
        /// Decisions.
        Decisions = "decisions",
        /// Documents.
        Documents = "design-docs",
    }
}

words! {
    /// What a table can be filtered by.
    FilterKey {
        /// The status of a decision or a document.
        Status = "status",
        /// The phase of that status.
        Phase = "phase",
        /// What a decision is about; of a document, what one of its decisions is about.
        Area = "area",
        /// A document's name or path.
        Document = "document",
        /// A document's tags.
        Tag = "tag",
        /// A document's authors.
        Author = "author",
        /// The collection that a document belongs to.
        Collection = "collection",
    }
}

words! {
    /// What a table is parted by into several.
    Group {
        /// By status.
        Status = "status",
        /// By phase.
        Phase = "phase",
        /// By area.
        Area = "area",
        /// By document.
        Document = "document",
        /// By tag: a row stands under each of its tags.
        Tag = "tag",
        /// By collection.
        Collection = "collection",
        /// One table.
        None = "none",
    }
}

words! {
    /// What rows are sorted by.
    SortKey {
        /// The area, alphabetically.
        Area = "area",
        /// The document's place in the book.
        Document = "document",
        /// The status's place in the book's list.
        Status = "status",
        /// The date, as text.
        Date = "date",
        /// A decision's number; of a document, its place in the book.
        Number = "number",
    }
}

words! {
    /// A column of a table.
    Column {
        /// A decision's number and area, linked.
        Decision = "decision",
        /// What was chosen.
        Choice = "choice",
        /// The document's name, linked.
        Document = "document",
        /// The badge.
        Status = "status",
        /// How many decisions a document has.
        Decisions = "decisions",
        /// The document's date.
        Date = "date",
        /// The document's authors.
        Authors = "authors",
        /// The document's tags.
        Tags = "tags",
        /// The tasks of the document's plan that are done, of how many.
        Progress = "progress",
        /// The collection that the document belongs to.
        Collection = "collection",
    }
}

impl Listing {
    /// The columns that its table can have.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        use Column::{Authors, Choice, Collection, Date, Decision, Decisions, Document, Progress, Status, Tags};
        match self {
            Self::Decisions => &[Decision, Choice, Document, Status, Date, Authors, Tags, Progress, Collection],
            Self::Documents => &[Document, Status, Decisions, Date, Authors, Tags, Progress, Collection],
        }
    }

    /// The columns that its table has if a directive doesn't say; [`Column::Progress`] only where a row has any.
    #[must_use]
    pub const fn default_columns(self) -> &'static [Column] {
        use Column::{Authors, Choice, Date, Decision, Decisions, Document, Progress, Status};
        match self {
            Self::Decisions => &[Decision, Choice, Document, Status],
            Self::Documents => &[Document, Status, Decisions, Progress, Date, Authors],
        }
    }
}
