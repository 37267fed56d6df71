//! Links of a built book, between its pages.

/// A link on a page that leads to another place in the book.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// A file of the site, for example `designs/x.html`.
    pub page: String,
    /// The id on that page; empty for the page itself.
    pub fragment: String,
}

/// Where `href` on `page` leads; nothing if it leaves the book.
pub fn resolve(page: &str, href: &str) -> Option<Link> {
    if href.starts_with("//") || href.split(['/', '#', '?']).next()?.contains(':') {
        return None;
    }
    let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
    let mut steps: Vec<&str> = match path {
        "" => page.split('/').collect(),
        _ if path.starts_with('/') => Vec::new(),
        _ => page.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
    };
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    Some(Link { page: decoded(&steps.join("/")), fragment: decoded(fragment) })
}

/// `%20` and the like decoded.
fn decoded(url: &str) -> String {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).expect("links are UTF-8")
}
