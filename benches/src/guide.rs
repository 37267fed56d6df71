//! An ordinary chapter of a handbook: as long as a document, with headings of its own.

use crate::blocks::Page;
use crate::words;

/// Writes a chapter of about `bytes`, and returns its name.
pub fn write(page: &mut Page, number: usize, bytes: usize) -> String {
    let name = format!("Working on {} {number}", words::topic(&mut page.chance));
    page.block(&format!("# {name}"));
    page.paragraph();
    while page.text.len() < bytes {
        let level = if page.chance.happens(35) { "##" } else { "###" };
        let heading = format!("{level} {}", words::capitalised(&words::phrase(&mut page.chance)));
        page.block(&heading);
        let share = page.chance.between(400, 900);
        page.blocks(share);
    }
    page.definitions();
    name
}
