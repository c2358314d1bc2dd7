//! One heading by itself: what its words ask for and which year they name.

use domain::{FiscalYear, Offset, text::fold};

use super::{
    meaning::{self, Meaning},
    words::{without_number, without_years, year_of},
};

/// A heading understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) meaning: Meaning,
    pub(super) year: HeadingYear,
    /// Why it is merely suggested, where the words alone do not say it.
    pub(super) why: Option<&'static str>,
}

/// What a heading says about its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingYear {
    Named(FiscalYear),
    Relative(Offset),
    Unsaid,
}

/// What a heading asks, with its year; none where its words are not understood.
pub(super) fn guess(heading: &str) -> Option<Guess> {
    let heading = without_number(heading);
    let folded = fold(heading);
    let words = without_years(&folded);
    let meaning = meaning::of(&words, heading)?;
    Some(Guess { meaning, year: year(&folded, heading), why: None })
}

fn year(folded: &str, heading: &str) -> HeadingYear {
    if let Some((year, _)) = year_of(heading) {
        return HeadingYear::Named(year);
    }
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["前年", "昨年", "前回"]) {
        HeadingYear::Relative(Offset::Previous)
    } else if has(&["次年度", "翌年度", "来年度", "今後", "以降"]) {
        HeadingYear::Relative(Offset::Next)
    } else if has(&["今年度", "本年度", "当年度", "当該年度"]) {
        HeadingYear::Relative(Offset::This)
    } else {
        HeadingYear::Unsaid
    }
}
