//! How much of one text another holds, by pairs of neighbouring characters.

use std::collections::HashSet;

use prose::classes;

/// The pairs of neighbouring characters of a text.
pub(super) type Pairs = HashSet<(char, char)>;

/// The pairs of letters and figures.
pub(super) fn pairs(folded: &str) -> Pairs {
    classes::pairs(folded, char::is_alphanumeric).collect()
}

/// The pairs of Han and katakana: what a text is about.
pub(super) fn topic(folded: &str) -> Pairs {
    classes::pairs(folded, classes::is_of_noun).collect()
}

/// Which part of the first the second holds, 0 to 1; 0 when there is nothing to hold.
pub(super) fn held(part: &Pairs, whole: &Pairs) -> f64 {
    if part.is_empty() {
        return 0.0;
    }
    part.iter().filter(|pair| whole.contains(pair)).count() as f64 / part.len() as f64
}
