//! Raw HTML as far as it matters here: which block elements are open, and which blocks don't end.

/// Elements that can hold headings. One of them that is open makes what follows part of it; a stray `<p>` or `<a>` doesn't.
const CONTAINERS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "iframe",
    "main",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "pre",
    "script",
    "section",
    "select",
    "style",
    "summary",
    "svg",
    "table",
    "template",
    "textarea",
    "ul",
    "video",
    "audio",
];

/// Elements whose content is text, up to their own closing tag (HTML standard, "raw text elements").
const RAW_TEXT: [&str; 4] = ["script", "style", "textarea", "title"];

/// The container elements that are open, outermost first, each with the place of its HTML.
#[derive(Debug, Default)]
pub(super) struct OpenElements {
    stack: Vec<(String, usize)>,
}

impl OpenElements {
    pub(super) fn any(&self) -> bool {
        !self.stack.is_empty()
    }

    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// What was opened since the stack had that depth ends with the Markdown block around it.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.stack.truncate(depth);
    }

    /// Where the outermost open element was opened.
    pub(super) fn outermost(&self) -> Option<usize> {
        self.stack.first().map(|(_, place)| *place)
    }

    /// Takes in the tags of a piece of raw HTML that stands at `place`.
    pub(super) fn read(&mut self, html: &str, place: usize) {
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            rest = &rest[open + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let is_end = rest.starts_with('/');
            let name: String = rest[usize::from(is_end)..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .map(|c| c.to_ascii_lowercase())
                .collect();
            if name.is_empty() {
                continue;
            }
            let tag = &rest[..tag_length(rest)];
            rest = &rest[tag.len()..];
            if is_end {
                if let Some(opened) = self.stack.iter().rposition(|(known, _)| *known == name) {
                    self.stack.truncate(opened);
                }
            } else if !tag.ends_with('/') {
                if RAW_TEXT.contains(&name.as_str()) {
                    match find_ignoring_case(rest, &format!("</{name}")) {
                        Some(end) => {
                            rest = &rest[end + 2 + name.len()..];
                            continue;
                        }
                        None => rest = "",
                    }
                }
                if CONTAINERS.contains(&name.as_str()) {
                    self.stack.push((name, place));
                }
            }
        }
    }
}

/// The length of a tag behind its `<` up to its `>`, which doesn't count inside quotes.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (place, c) in html.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return place,
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// Whether an HTML block of the kinds that blank lines don't end has no end of its own (CommonMark 0.31, section 4.6).
pub(super) fn is_unclosed_block(block: &str) -> bool {
    let block = block.trim_start();
    let ends: &[&str] = if block.starts_with("<!--") {
        &["-->"]
    } else if block.starts_with("<?") {
        &["?>"]
    } else if block.starts_with("<![CDATA[") {
        &["]]>"]
    } else if block.starts_with("<!") {
        &[">"]
    } else {
        let name: String = block[1.min(block.len())..].chars().take_while(char::is_ascii_alphanumeric).collect();
        return ["script", "pre", "style", "textarea"].contains(&name.to_ascii_lowercase().as_str())
            && !["</script>", "</pre>", "</style>", "</textarea>"]
                .iter()
                .any(|end| find_ignoring_case(block, end).is_some());
    };
    !ends.iter().any(|end| block.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_elements() {
        for (html, open) in [
            ("<div>", vec!["div"]),
            ("<DIV class=\"a>b\">", vec!["div"]),
            ("<div/>", vec![]),
            ("<details><summary>x</summary>", vec!["details"]),
            ("<div><ul></div>", vec![]),
            ("<!-- <div> --><p><a id=x>", vec![]),
            ("<script>if (a < b) document.write('<div>')</script>", vec![]),
            ("<style>div", vec!["style"]),
            ("a < b <", vec![]),
            ("</div>", vec![]),
        ] {
            let mut elements = OpenElements::default();
            elements.read(html, 7);
            assert_eq!(elements.stack.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), open, "{html}");
            assert_eq!(elements.outermost(), (!open.is_empty()).then_some(7));
        }
    }
}
