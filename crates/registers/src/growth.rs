//! Rises and falls in percent (前年度比12％増), held against the figures of two years.

use prose::{Quantity, QuantityRole, Span};

use crate::{
    known_figures::{KnownFigure, KnownFigures},
    tally::{Amount, RegisterTally},
    text_read::{TextRead, says},
};

/// A rate of a rise or fall that figures do not say.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthClaim {
    /// Its words.
    pub span: Span,
    /// This year's figures, each with last year's where records tell of it.
    pub figures: Vec<(RegisterTally, Option<RegisterTally>)>,
}

/// Whether a percentage is one of a rise or fall.
pub(crate) fn is_growth(text: &str, quantity: &Quantity) -> bool {
    let after = text.get(quantity.span.end..).unwrap_or_default();
    let after = after.trim_start_matches(['の', '程', '度', 'も', ' ', '\u{3000}']);
    prose::matching::is_percent(&quantity.unit)
        && ["増", "減", "上昇", "低下", "アップ", "ダウン", "伸び"]
            .iter()
            .any(|word| after.starts_with(word))
}

/// No more rates of a text are looked at.
const MOST: usize = 40;

/// The rates of a rise or fall that no pair of figures says; none where records of the year are silent.
pub(crate) fn growth(read: TextRead<'_>, known: &[KnownFigures<'_>]) -> Vec<GrowthClaim> {
    let claims = read.quantities.iter().filter(|one| {
        one.role == QuantityRole::Actual && one.year == read.year && is_growth(read.text, one)
    });
    claims.take(MOST).filter_map(|claim| unsaid(claim, read, known)).collect()
}

fn unsaid(claim: &Quantity, read: TextRead<'_>, known: &[KnownFigures<'_>]) -> Option<GrowthClaim> {
    let mut figures = Vec::new();
    for now in known.iter().filter(|one| one.tells_of(read.year)) {
        let mut earlier = known.iter().filter(|one| one.tells_of(read.year.plus(-1)));
        let before = earlier.find(|one| one.is_of_register(now));
        for figure in now.whole().filter(|figure| !figure.is_rate()) {
            let then = before.and_then(|one| one.whole().find(|other| is_same(other, figure)));
            let rate = then.and_then(|then| change(then.value, figure.value));
            if rate.is_some_and(|rate| says("％", rate, claim, read.text)) {
                return None;
            }
            let then = then.zip(before).and_then(|(then, one)| one.tally(then));
            figures.push((now.tally(figure)?, then));
        }
    }
    (!figures.is_empty()).then_some(GrowthClaim { span: claim.span, figures })
}

fn is_same(one: &KnownFigure<'_>, other: &KnownFigure<'_>) -> bool {
    one.counting.key == other.counting.key && !one.is_rate()
}

/// By how many percent a figure rose or fell.
fn change(then: Amount, now: Amount) -> Option<Amount> {
    Amount::percent(then.tenths().abs_diff(now.tenths()), then.tenths())
}
