//! A page as a host alone builds it, held against the same page built with the preprocessor: what is lost, spoilt or elsewhere. It
//! takes HTML, and knows no host and no book.

pub mod failure;
pub mod ids;
pub mod markup;
mod page;
mod renamed;
pub mod rules;
pub mod sections;
