//! Runs stages that need all documents, without the documents that make them panic: a bug affects only the document that triggers it.

use std::collections::BTreeSet;

use crate::catalog::DocumentRecord;
use crate::fault::{self, Fault, Stage, isolate};
use crate::read::DocumentChapter;

/// How many documents are found by bisection at most. More of them are one bug in what they have in common.
const MOST_BISECTIONS: usize = 16;

/// The documents of a book, each of which can be replaced in the catalog by what is known of it without reading.
pub(super) struct Suspects<'s> {
    pub documents: &'s [DocumentChapter<'s>],
}

impl Suspects<'_> {
    /// Runs a stage over the documents' records. A document at which it panics loses its content, so that it is still listed; those are given with
    /// their faults, by their chapters' places.
    ///
    /// # Errors
    /// The panic that comes without any document, or that could not be traced to documents; what was traced before is in `faults`.
    pub(super) fn run<T>(
        &self,
        records: &mut [DocumentRecord],
        faults: &mut Vec<(usize, Fault)>,
        stage: impl Fn(&[DocumentRecord]) -> T,
    ) -> Result<T, Fault> {
        let mut fault = match isolate(|| stage(records)) {
            Ok(result) => return Ok(result),
            Err(fault) => fault,
        };
        let run = |documents: &[DocumentRecord]| isolate(|| stage(documents));
        run(&[])?;
        let mut emptied = BTreeSet::new();
        for place in 0..records.len() {
            if let Err(fault) = run(&records[place..=place]) {
                self.empty(&mut records[place], &fault, faults);
                emptied.insert(place);
            }
        }
        for _ in 0..MOST_BISECTIONS {
            match run(records) {
                Ok(result) => return Ok(result),
                Err(why) => fault = why,
            }
            // It succeeds with the first `least` documents, and panics with the first `most`.
            let (mut least, mut most) = (0, records.len());
            while most - least > 1 {
                let middle = least.midpoint(most);
                if run(&records[..middle]).is_ok() {
                    least = middle;
                } else {
                    most = middle;
                }
            }
            if !emptied.insert(least) {
                break;
            }
            self.empty(&mut records[least], &fault, faults);
        }
        Err(fault)
    }

    fn empty(&self, record: &mut DocumentRecord, fault: &Fault, faults: &mut Vec<(usize, Fault)>) {
        let document = self.documents.iter().find(|document| document.index == record.chapter);
        // One without content can lose none.
        let Some(document) = document.filter(|_| record.is_read) else { return };
        *record = DocumentRecord::unread(document);
        faults.push((document.index, fault.clone()));
    }
}

/// Where a test can inject a fault for each document of a stage.
pub(super) fn fault_points(stage: Stage, records: &[DocumentRecord]) {
    records.iter().for_each(|record| fault::point(stage, record.name.plain()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Chapter, document_chapters};
    use crate::settings::Settings;

    /// Runs a stage over five documents, and gives those that keep their name, and the chapters that are reported.
    fn run(panics: impl Fn(&BTreeSet<&str>) -> bool) -> (bool, Vec<String>, Vec<usize>) {
        let paths = ["a", "b", "c", "d", "e"].map(|name| format!("designs/{name}.md"));
        let settings = Settings::default();
        let chapters: Vec<Chapter<'_>> =
            paths.iter().map(|path| Chapter { name: "unread", path: Some(path), file: None, content: &"" }).collect();
        let documents: Vec<_> = document_chapters(&chapters, &settings).collect();
        let record = |document| {
            let mut record = DocumentRecord::unread(document);
            record.authors = vec!["Ann".to_owned()];
            record.is_read = true;
            record
        };
        let mut records: Vec<DocumentRecord> = documents.iter().map(record).collect();
        let mut faults = Vec::new();
        let stage = |records: &[DocumentRecord]| {
            let read = records.iter().filter(|record| !record.authors.is_empty());
            assert!(
                !panics(
                    &read
                        .map(|record| record.path.as_str().trim_start_matches("designs/").trim_end_matches(".md"))
                        .collect()
                ),
                "a bug"
            );
        };
        let result = Suspects { documents: &documents }.run(&mut records, &mut faults, stage);
        let kept = records.iter().filter(|record| !record.authors.is_empty());
        let kept = kept.map(|record| record.path.to_string()).collect();
        (result.is_ok(), kept, faults.into_iter().map(|(chapter, _)| chapter).collect())
    }

    #[test]
    fn a_document_is_reported_once_though_its_path_alone_is_too_much() {
        let settings = Settings::default();
        let chapters = [Chapter { name: "unread", path: Some("designs/a.md"), file: None, content: &"" }];
        let documents: Vec<_> = document_chapters(&chapters, &settings).collect();
        let read = DocumentRecord { is_read: true, ..DocumentRecord::unread(&documents[0]) };
        let (mut records, mut faults) = (vec![read], Vec::new());
        let stage = |records: &[DocumentRecord]| assert!(records.is_empty(), "a bug");
        assert!(Suspects { documents: &documents }.run(&mut records, &mut faults, stage).is_err());
        assert_eq!(faults.len(), 1);
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
