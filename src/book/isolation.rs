//! Runs stages that need all documents, without the documents that make them panic: a bug affects only the document that triggers it.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, DocumentRecord};
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
        let Some(document) = document else { return };
        *record = DocumentRecord::unread(document);
        faults.push((document.index, fault.clone()));
    }
}

/// Where a test can inject a fault for each document of a stage.
pub(super) fn fault_points(stage: Stage, records: &[DocumentRecord]) {
    records.iter().for_each(|record| fault::point(stage, record.name.plain()));
}
