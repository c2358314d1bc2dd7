//! The style of every page, as a file and within the page that is one file.

pub(super) const STYLE: &str = include_str!("../../templates/style.css");
