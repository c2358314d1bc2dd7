//! Checks of what an edition says before the public reads it: words that harm, places and persons that
//! can be recognised, numbers of a few. A person answers each; nothing is rewritten by machine.

#[cfg(test)]
pub(crate) mod example;
mod lexicon;
mod person;
mod rule;
mod sentence;
mod telling;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::BTreeSet;

use domain::{FiscalYear, text::fold};

pub(crate) use self::person::small_numbers;
pub use self::rule::{EditionPlace, PublishingWeight, WordingFinding, WordingRule};
use self::{
    person::{recognisable, small_figure},
    sentence::sentences,
    telling::{CHECKS, means},
    texts::{PublishedText, texts},
};
use crate::{EditionContent, suppress::SmallNumberPolicy};

/// What a person must look at before an edition is published, in the order of its texts. The policy is
/// the plan's: from which number on persons are shown.
pub fn wording_findings(
    content: &EditionContent,
    policy: SmallNumberPolicy,
) -> Vec<WordingFinding> {
    let year = FiscalYear::starting(content.fiscal_year);
    let mut found: Vec<_> =
        texts(content).iter().flat_map(|text| of_text(text, year, policy)).collect();
    found.extend(of_figures(content, policy));
    // A row that the sheet shows twice is told once
    let mut told = BTreeSet::new();
    found.retain(|one| told.insert(one.clone()));
    found
}

fn of_text(
    text: &PublishedText<'_>,
    year: Option<FiscalYear>,
    policy: SmallNumberPolicy,
) -> Vec<WordingFinding> {
    let named = means(&fold(text.text)).into_iter();
    let mut told: Vec<_> = named.map(|words| (WordingRule::Means, words)).collect();
    for sentence in sentences(text.text) {
        for (rule, check) in CHECKS {
            told.extend(check(&sentence).into_iter().map(|words| (rule, words)));
        }
        told.extend(recognisable(&sentence).map(|words| (WordingRule::Case, words)));
    }
    let year = text.place.fiscal_year.and_then(FiscalYear::starting).or(year);
    if let Some(year) = year {
        let few = small_numbers(text.text, text.title, year, policy.least);
        told.extend(few.into_iter().map(|words| (WordingRule::SmallCell, words)));
    }
    let finding = |(rule, words)| WordingFinding { rule, place: text.place.clone(), words };
    told.into_iter().map(finding).collect()
}

fn of_figures(
    content: &EditionContent,
    policy: SmallNumberPolicy,
) -> impl Iterator<Item = WordingFinding> {
    let figures =
        content.indicators.iter().flat_map(|one| one.figures.iter().map(move |f| (one, f)));
    figures.filter_map(move |(one, figure)| {
        let place = EditionPlace {
            action: one.action.clone(),
            field: format!("indicator:{}", one.id),
            fiscal_year: Some(figure.fiscal_year),
        };
        let words = small_figure(one, figure, policy.least)?;
        Some(WordingFinding { rule: WordingRule::SmallCell, place, words })
    })
}
