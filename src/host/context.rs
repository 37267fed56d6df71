//! Under which circumstances a book is built: which mdBook, for which renderer, with which settings.

use std::path::PathBuf;

use semver::{Prerelease, Version, VersionReq};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::{self, HostError};
use crate::markdown::{AnchorRules, Dialect, Flags};

/// The versions of mdBook that this program is made for. Heading attributes came with 0.4.30.
pub const SUPPORTED: &str = ">=0.4.30, <0.6";

/// What mdBook says beside the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostContext {
    /// The folder of book.toml. mdBook 0.4 runs preprocessors in the caller's folder: paths have to start from this one.
    pub root: PathBuf,
    /// The renderer that the book is built for, for example `html`.
    pub renderer: String,
    /// The version of mdBook.
    pub version: Version,
    /// book.toml with the environment's overrides, as JSON. mdBook 0.5 writes `null` for what isn't set.
    pub config: Value,
}

/// The two generations of mdBook, which differ in their JSON and in their Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// mdBook 0.4.
    V04,
    /// mdBook 0.5 and what comes after it.
    V05,
}

#[derive(Deserialize)]
struct RawContext {
    root: PathBuf,
    renderer: String,
    #[serde(default)]
    mdbook_version: Value,
    #[serde(default)]
    config: Value,
}

impl HostContext {
    /// Reads the first half of the host's JSON.
    pub(super) fn parse(raw: &RawValue) -> Result<Self, HostError> {
        let RawContext { root, renderer, mdbook_version, config } =
            serde_json::from_str(raw.get()).map_err(|error| error::unreadable_context(&error))?;
        let version = mdbook_version.as_str().and_then(|version| Version::parse(version).ok());
        let version = version.ok_or_else(|| HostError::NoVersion { found: mdbook_version.to_string() })?;
        Ok(Self { root, renderer, version, config })
    }

    /// The release that the version is or leads to: what holds for 0.5.0 holds for 0.5.0-beta.1 too, although semver
    /// sorts it below 0.5.0 and keeps it out of every range that doesn't name it.
    fn release(&self) -> Version {
        Version { pre: Prerelease::EMPTY, ..self.version.clone() }
    }

    /// The generation that the host belongs to, by its version.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        if self.release() < Version::new(0, 5, 0) { Protocol::V04 } else { Protocol::V05 }
    }

    /// What the host's parser understands. The source of the rule is `HtmlConfig` in both versions' `config.rs`: all on in
    /// 0.5 unless switched off; in 0.4 punctuation only, off unless switched on, also by its former name.
    #[must_use]
    pub fn parser_flags(&self) -> Flags {
        let html = &self.config["output"]["html"];
        let is = |key: &str, value: bool| html[key].as_bool() == Some(value);
        match self.protocol() {
            Protocol::V04 => Flags {
                smart_punctuation: is("smart-punctuation", true) || is("curly-quotes", true),
                definition_lists: false,
                admonitions: false,
            },
            Protocol::V05 => Flags {
                smart_punctuation: !is("smart-punctuation", false),
                definition_lists: !is("definition-lists", false),
                admonitions: !is("admonitions", false),
            },
        }
    }

    /// How the host reads Markdown and names headings.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        let anchors = match self.protocol() {
            Protocol::V04 => AnchorRules::V04,
            Protocol::V05 => AnchorRules::V05,
        };
        Dialect { flags: self.parser_flags(), anchors }
    }

    /// The folder of the chapters, relative to the root.
    #[must_use]
    pub fn src(&self) -> &str {
        self.config["book"]["src"].as_str().unwrap_or("src")
    }

    /// One line to say if the host is none of those that this program is made for. It is no error: its book was readable.
    #[must_use]
    pub fn outside_supported_range(&self) -> Option<String> {
        let range = VersionReq::parse(SUPPORTED).expect("the constant is a range");
        (!range.matches(&self.release())).then(|| {
            format!("mdBook {} is not among the supported versions ({SUPPORTED}): check the built pages", self.version)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn context(version: &str, config: Value) -> HostContext {
        let version = Version::parse(version).expect("a version");
        HostContext { root: "/book".into(), renderer: "html".to_owned(), version, config }
    }

    #[test]
    fn the_version_decides_and_a_prerelease_counts_as_its_release() {
        for (version, protocol, supported) in [
            ("0.4.29", Protocol::V04, false),
            ("0.4.30", Protocol::V04, true),
            ("0.4.52", Protocol::V04, true),
            ("0.5.0-beta.1", Protocol::V05, true),
            ("0.5.4+vendored", Protocol::V05, true),
            ("0.6.0-alpha.1", Protocol::V05, false),
            ("1.0.0", Protocol::V05, false),
        ] {
            let context = context(version, Value::Null);
            assert_eq!(context.protocol(), protocol, "{version}");
            assert_eq!(context.outside_supported_range().is_none(), supported, "{version}");
        }
    }

    #[test]
    fn flags_follow_the_hosts_defaults_and_settings() {
        let flags = |version, html: Value| {
            let Flags { smart_punctuation, definition_lists, admonitions } =
                context(version, json!({"output": {"html": html}})).parser_flags();
            (smart_punctuation, definition_lists, admonitions)
        };
        let all_on = json!({"smart-punctuation": true, "definition-lists": true, "admonitions": true});
        let all_off = json!({"smart-punctuation": false, "definition-lists": false, "admonitions": false});
        assert_eq!(flags("0.4.52", Value::Null), (false, false, false));
        assert_eq!(flags("0.4.52", all_on.clone()), (true, false, false));
        assert_eq!(flags("0.4.52", json!({"curly-quotes": true, "smart-punctuation": false})), (true, false, false));
        assert_eq!(flags("0.5.4", Value::Null), (true, true, true));
        assert_eq!(flags("0.5.4", all_on), (true, true, true));
        assert_eq!(flags("0.5.4", all_off), (false, false, false));
        assert_eq!(flags("0.5.4", json!({"curly-quotes": false, "admonitions": null})), (true, true, true));
    }

    #[test]
    fn the_folder_of_the_chapters_has_a_default() {
        assert_eq!(context("0.5.4", json!({"book": {"src": "docs"}})).src(), "docs");
        assert_eq!(context("0.5.4", json!({"book": {}})).src(), "src");
    }
}
