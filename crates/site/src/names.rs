//! The names of the folder's files: the only place where a link is made. All are flat and ASCII,
//! and every link is relative, so that the folder works anywhere.

use domain::text::{ascii_digits, fold};

pub(crate) const INDEX: &str = "index.html";
pub(crate) const NOT_DONE: &str = "notdone.html";
pub(crate) const CHANGES: &str = "changes.html";
pub(crate) const INDICATORS: &str = "indicators.html";
pub(crate) const OPINIONS: &str = "opinions.html";
pub(crate) const EDITIONS: &str = "editions.html";
pub(crate) const ERRATA: &str = "errata.html";
pub(crate) const DATA: &str = "data.html";
pub(crate) const HELP: &str = "help.html";
pub(crate) const EASY: &str = "easy.html";
pub(crate) const SEARCH: &str = "search.html";
pub(crate) const SEARCH_SCRIPT: &str = "search.js";
pub(crate) const SEARCH_DATA: &str = "search.json";
pub(crate) const ACCESSIBILITY: &str = "accessibility.html";
pub(crate) const TABLE: &str = "table.html";
pub(crate) const SINGLE: &str = "single.html";
pub(crate) const CMS: &str = "cms.html";
/// Keeps a browser from asking the host for a picture that is not there.
pub(crate) const NO_ICON: &str = "data:,";
pub(crate) const STYLE: &str = "style.css";
pub(crate) const FEED: &str = "feed.xml";
pub(crate) const SITEMAP: &str = "sitemap.xml";

/// The page of an action, by its number on the sheet.
pub(crate) fn action(row_no: u32) -> String {
    format!("action-{row_no:03}.html")
}

/// The page of a measure, by its number from 1; 0 is what stands under none.
pub(crate) fn measure(no: usize) -> String {
    format!("measure-{no}.html")
}

/// A link that calls a telephone number as it is printed; empty where it holds no figure.
pub(crate) fn call(telephone: &str) -> String {
    let figures = ascii_digits(&fold(telephone));
    let figures: String = figures.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if figures.is_empty() { String::new() } else { format!("tel:{figures}") }
}

/// An absolute address in the feed and the site map.
pub(crate) fn absolute(base: &str, name: &str) -> String {
    format!("{}/{name}", base.trim_end_matches('/'))
}

/// Whether a path stays within reach of the folder's own host.
pub(crate) fn is_relative(path: &str) -> bool {
    let scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    !scheme && !path.starts_with(['/', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_called_whatever_the_width_of_its_figures() {
        assert_eq!(call("０００-０００-００００（代）"), "tel:0000000000");
        assert_eq!(call("窓口へ"), "");
    }

    #[test]
    fn an_address_of_another_host_is_not_relative() {
        for path in ["http:example", "//example", "/root", "https://example/x", "\\\\host"] {
            assert!(!is_relative(path), "{path}");
        }
        assert!(is_relative("../R6-2/index.html"));
        assert!(is_relative("csv/answers.csv"));
    }
}
