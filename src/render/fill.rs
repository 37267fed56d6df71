//! What is filled into a planned page: the style, the header with its relations, and what directives ask for.

use std::borrow::Cow;
use std::cell::RefCell;

use crate::catalog::{Catalog, target};
use crate::directive::{Column, Directive, Group, Listing, Query};
use crate::page::header::{Header, HeaderRelations};
use crate::page::plan::{Fill, Plan};
use crate::page::segment::{PlacedDirective, Segment};

use super::index::{self, PageContext, Tables};
use super::related;

/// Renders a planned page. `document` is the place of the page's document in the catalog, if it is one.
#[must_use]
pub fn render_page(
    plan: &Plan,
    source: &str,
    page: PageContext<'_>,
    document: Option<usize>,
    is_index: bool,
    catalog: &Catalog,
) -> String {
    let has_header = plan.segments().iter().any(|segment| matches!(segment, Segment::Header(_)));
    let related =
        document.filter(|_| has_header).map(|document| related::header_relations(document, catalog, &page.options));
    let related = related.unwrap_or_default();
    let mut fill =
        PageFill { catalog, page, related, style: None, tables: RefCell::new(Tables::new(catalog, page, is_index)) };
    fill.style = if plan.directives().any(is_table) {
        page.options.index_style()
    } else if has_header || plan.directives().any(|placed| fill.is_known(placed)) {
        page.options.document_style()
    } else {
        None
    };
    plan.render(source, &fill).text
}

/// Whether a directive gives a table.
fn is_table(placed: &PlacedDirective) -> bool {
    match placed.directive {
        None | Some(Directive::Decisions(_) | Directive::Documents(_)) => true,
        Some(Directive::Decision { .. } | Directive::Status { .. }) => false,
    }
}

struct PageFill<'f> {
    catalog: &'f Catalog,
    page: PageContext<'f>,
    related: HeaderRelations,
    style: Option<&'static str>,
    tables: RefCell<Tables<'f>>,
}

impl PageFill<'_> {
    /// Whether what a directive names is there.
    fn is_known(&self, placed: &PlacedDirective) -> bool {
        match &placed.directive {
            Some(Directive::Status { path }) => target::find_document(self.page.path, path, self.catalog).is_ok(),
            Some(Directive::Decision { target }) => target::find_decision(self.page.path, target, self.catalog).is_ok(),
            None | Some(Directive::Decisions(_) | Directive::Documents(_)) => true,
        }
    }
}

impl Fill for PageFill<'_> {
    fn style(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.style.unwrap_or_default())
    }

    fn header(&self, header: &Header) -> String {
        header.write(&self.related, &self.page.options)
    }

    fn directive(&self, placed: &PlacedDirective) -> Option<String> {
        let (page, catalog) = (&self.page, self.catalog);
        match &placed.directive {
            None => Some(self.tables.borrow_mut().write(Listing::Decisions, &index_query(catalog))),
            Some(Directive::Decisions(query)) => Some(self.tables.borrow_mut().write(Listing::Decisions, query)),
            Some(Directive::Documents(query)) => Some(self.tables.borrow_mut().write(Listing::Documents, query)),
            Some(Directive::Status { path }) => {
                let document = target::find_document(page.path, path, catalog).ok()?;
                Some(page.options.badge(document.status.as_ref()))
            }
            Some(Directive::Decision { target }) => {
                let (document, decision) = target::find_decision(page.path, target, catalog).ok()?;
                Some(index::decision_link(document, decision, page))
            }
        }
    }
}

/// What the index page lists if it doesn't say: all decisions by phase, each with its collection if there are several.
fn index_query(catalog: &Catalog) -> Query {
    let query = Query::all().grouped_by(Group::Phase);
    let mut collections = catalog.documents.iter().map(|document| &document.collection.id);
    let first = collections.next();
    if collections.any(|other| Some(other) != first) {
        let usual = Listing::Decisions.default_columns().iter().copied();
        return query.with_columns(usual.chain([Column::Collection]));
    }
    query
}
