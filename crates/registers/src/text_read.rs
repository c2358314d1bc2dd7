//! A text, read once, and its numbers as they are held against figures.

use domain::FiscalYear;
use prose::{Clause, Date, Quantity};

use crate::tally::Amount;

/// A text with what it says, read once.
#[derive(Debug, Clone, Copy)]
pub struct TextRead<'t> {
    /// The text.
    pub text: &'t str,
    /// The year that it is asked about.
    pub year: FiscalYear,
    /// Its quantities.
    pub quantities: &'t [Quantity],
    /// Its dates.
    pub dates: &'t [Date],
    /// Its clauses.
    pub clauses: &'t [Clause],
}

/// The number of a text, exact to its tenths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before")]
pub(crate) fn amount(quantity: &Quantity) -> Option<Amount> {
    let scaled = (quantity.value * 10.0).round();
    let bounded = (0.0..1e15).contains(&scaled);
    bounded.then_some(match scaled as u64 {
        whole if whole % 10 == 0 => Amount::Whole(whole / 10),
        tenths => Amount::Tenths(tenths),
    })
}

/// Whether a figure says the number: exactly, about where the text says 約, and a percentage without
/// a decimal if it rounds to it.
pub(crate) fn says(unit: &str, value: Amount, quantity: &Quantity, text: &str) -> bool {
    let Some(written) = amount(quantity) else { return false };
    let (value, written) = (value.tenths(), written.tenths());
    if unit == "％" && !quantity.span.of(text).contains(['.', '．']) {
        return (value + 5) / 10 == written / 10;
    }
    let near = value.abs_diff(written).saturating_mul(20) <= value.max(written);
    value == written || quantity.approximate && near
}
