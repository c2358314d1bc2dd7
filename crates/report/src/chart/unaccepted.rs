//! Figures that were not accepted yet: their marks are open where others are filled, and a legend says
//! so.

use super::svg::{Drawing, LINE, SMALL, Side};

/// An open mark: told from a filled one without its colour.
pub(super) const OPEN: &str =
    r##"fill="#ffffff" stroke="#00338d" stroke-width="2" stroke-dasharray="4 2""##;

/// What stands behind a figure in words.
pub(super) fn word(unaccepted: bool) -> &'static str {
    if unaccepted { "（受理前）" } else { "" }
}

/// How many of a count were not accepted, behind it: 、うち受理前3件.
pub(super) fn of_them(count: usize) -> String {
    if count == 0 { String::new() } else { format!("、うち受理前{count}件") }
}

/// The line that explains open marks, where there are any.
pub(super) fn legend(drawing: &mut Drawing, any: bool) {
    if any {
        drawing.y += LINE;
        drawing.rect((1.0, drawing.y - 13.0), (11.0, 11.0), OPEN);
        let words = "受理前：事務局がまだ受理していない記入の値です。";
        drawing.text((18.0, drawing.y - 3.0), Side::Start, SMALL, words);
    }
}
