//! Which sections a document lacks, and which its template doesn't know.

use crate::template::Slot;

use super::ReadDocument;

impl ReadDocument<'_> {
    /// The names of the template's H2s and H3s that the document lacks, in the template's order. What is optional or not applicable is not
    /// missed, nor what stands below it or below a section that is missed; nor anything in a document that includes a file whose headings can't be seen.
    #[must_use]
    pub fn missing_sections(&self) -> Vec<&str> {
        if self.document.opaque_include.is_some() {
            return Vec::new();
        }
        let not_applicable = self.document.not_applicable();
        let is_exempt = |slot: &Slot| slot.is_optional || slot.is_among(&not_applicable);
        let slots = &self.matching.slots;
        let missing = slots.iter().filter(|placed| {
            let is_below_exempt =
                placed.parent.is_some_and(|parent| is_exempt(slots[parent].slot) || slots[parent].filled_by.is_none());
            placed.slot.level <= 3 && placed.filled_by.is_none() && !is_exempt(placed.slot) && !is_below_exempt
        });
        missing.map(|placed| placed.slot.name.as_str()).collect()
    }

    /// The words of the H2s that the document has beside those of its template, in its order. A section `Status` is metadata.
    #[must_use]
    pub fn unknown_sections(&self) -> Vec<&str> {
        let (outline, parsed) = (&self.document.outline, &self.document.parsed);
        let status = outline.status_section(parsed);
        let sections = outline.sections.iter().enumerate().filter(|(place, section)| {
            let level = i16::from(section.level) + i16::from(self.matching.shift);
            level == 2 && self.matching.matches[*place].is_none() && status != Some(*place)
        });
        sections.map(|(_, section)| &*parsed.headings[section.heading].text).collect()
    }
}
