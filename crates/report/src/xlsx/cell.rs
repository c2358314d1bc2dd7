//! What a cell of a workbook can hold.

/// The longest text of a cell, in UTF-16 units.
pub(super) const LONGEST_TEXT: usize = 32_767;

/// The number that a percentage's text stands for, if the number says all of it: `96.90` does not.
pub(super) fn number(text: &str) -> Option<f64> {
    let written = domain::percent::number(text)?;
    let number: f64 = written.parse().ok()?;
    (domain::percent::trim(number) == written).then_some(number)
}
