//! Runs stages that need all documents, without the documents that make them panic: a bug affects only the document that triggers it.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, DocumentRecord};
use crate::fault::{self, Fault, Stage, isolate};
use crate::lint;
use crate::settings::Settings;

use super::{Chapter, LocatedDiagnostic, Place, documents};

/// How many documents are found by bisection at most. More of them are one bug in what they have in common.
const MOST_BISECTIONS: usize = 16;

/// The catalog in which documents at which a stage panics can be replaced by what is known of them without reading.
pub(super) struct Suspects<'s> {
    pub chapters: &'s [Chapter<'s>],
    pub settings: &'s Settings,
}

impl Suspects<'_> {
    /// Runs a stage over the catalog. A document at which it panics loses its content in the catalog, so that it is still listed, and is
    /// reported.
    ///
    /// # Errors
    /// The panic that comes without any document, or that could not be traced to documents.
    pub(super) fn run<T>(
        &self,
        catalog: &mut Catalog,
        reported: &mut Vec<LocatedDiagnostic>,
        stage: impl Fn(&Catalog) -> T,
    ) -> Result<T, Fault> {
        let mut fault = match isolate(|| stage(catalog)) {
            Ok(result) => return Ok(result),
            Err(fault) => fault,
        };
        let run = |documents: &[DocumentRecord]| isolate(|| stage(&Catalog { documents: documents.to_vec() }));
        run(&[])?;
        let mut emptied = BTreeSet::new();
        for place in 0..catalog.documents.len() {
            if let Err(fault) = run(&catalog.documents[place..=place]) {
                self.empty(&mut catalog.documents[place], &fault, reported);
                emptied.insert(place);
            }
        }
        for _ in 0..MOST_BISECTIONS {
            match isolate(|| stage(catalog)) {
                Ok(result) => return Ok(result),
                Err(why) => fault = why,
            }
            // It succeeds with the first `least` documents, and panics with the first `most`.
            let (mut least, mut most) = (0, catalog.documents.len());
            while most - least > 1 {
                let middle = least.midpoint(most);
                if run(&catalog.documents[..middle]).is_ok() {
                    least = middle;
                } else {
                    most = middle;
                }
            }
            if !emptied.insert(least) {
                break;
            }
            self.empty(&mut catalog.documents[least], &fault, reported);
        }
        Err(fault)
    }

    fn empty(&self, record: &mut DocumentRecord, fault: &Fault, reported: &mut Vec<LocatedDiagnostic>) {
        let Some((place, bare)) = documents::unread_at(&record.path, self.chapters, self.settings) else { return };
        *record = bare;
        reported.push(internal_error(place, fault, self.settings));
    }
}

/// Where a test can inject a fault for each document of a stage.
pub(super) fn fault_points(stage: Stage, catalog: &Catalog) {
    catalog.documents.iter().for_each(|document| fault::point(stage, document.name.plain()));
}

/// The diagnostic about the chapter in which a fault occurred.
pub(super) fn internal_error(chapter: usize, fault: &Fault, settings: &Settings) -> LocatedDiagnostic {
    let diagnostic = lint::internal_error(fault);
    LocatedDiagnostic { place: Place::Chapter(chapter), severity: settings.rules.of(diagnostic.rule, None), diagnostic }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Runs a stage over five documents, and gives those that keep their name, and the chapters that are reported.
    fn run(panics: impl Fn(&BTreeSet<&str>) -> bool) -> (bool, Vec<String>, Vec<usize>) {
        let paths = ["a", "b", "c", "d", "e"].map(|name| format!("designs/{name}.md"));
        let settings = Settings::default();
        let chapters: Vec<Chapter<'_>> =
            paths.iter().map(|path| Chapter { name: "unread", path: Some(path), file: None, content: &"" }).collect();
        let record = |path: &String| {
            let (_, mut record) = documents::unread_at(path, &chapters, &settings).expect("it is a document");
            record.authors = vec!["Ann".to_owned()];
            record
        };
        let mut catalog = Catalog { documents: paths.iter().map(record).collect() };
        let mut reported = Vec::new();
        let stage = |catalog: &Catalog| {
            let read = catalog.documents.iter().filter(|record| !record.authors.is_empty());
            assert!(
                !panics(
                    &read.map(|record| record.path.trim_start_matches("designs/").trim_end_matches(".md")).collect()
                ),
                "a bug"
            );
        };
        let result = Suspects { chapters: &chapters, settings: &settings }.run(&mut catalog, &mut reported, stage);
        let kept = catalog.documents.iter().filter(|record| !record.authors.is_empty());
        let kept = kept.map(|record| record.path.clone()).collect();
        (result.is_ok(), kept, reported.iter().filter_map(LocatedDiagnostic::chapter).collect())
    }

    #[test]
    fn a_document_is_reported_once_though_its_path_alone_is_too_much() {
        let settings = Settings::default();
        let chapters = [Chapter { name: "unread", path: Some("designs/a.md"), file: None, content: &"" }];
        let (_, record) = documents::unread_at("designs/a.md", &chapters, &settings).expect("it is a document");
        let (mut catalog, mut reported) = (Catalog { documents: vec![record] }, Vec::new());
        let stage = |catalog: &Catalog| assert!(catalog.documents.is_empty(), "a bug");
        let suspects = Suspects { chapters: &chapters, settings: &settings };
        assert!(suspects.run(&mut catalog, &mut reported, stage).is_err());
        assert_eq!(reported.len(), 1);
    }

    #[test]
    fn documents_at_which_a_stage_panics_are_left_out() {
        let names = |names: &[&str]| names.iter().map(|name| format!("designs/{name}.md")).collect::<Vec<_>>();
        assert_eq!(run(|_| false), (true, names(&["a", "b", "c", "d", "e"]), vec![]));
        assert_eq!(run(|read| read.contains("c")), (true, names(&["a", "b", "d", "e"]), vec![2]));
        assert_eq!(run(|read| read.contains("a") || read.contains("e")), (true, names(&["b", "c", "d"]), vec![0, 4]));
        let two = |read: &BTreeSet<&str>| read.contains("b") && read.contains("d");
        assert_eq!(run(two), (true, names(&["a", "b", "c", "e"]), vec![3]));
        assert_eq!(run(|read| !read.is_empty()), (true, vec![], vec![0, 1, 2, 3, 4]));
        assert_eq!(run(|_| true), (false, names(&["a", "b", "c", "d", "e"]), vec![]));
    }
}
