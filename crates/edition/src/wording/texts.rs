//! The texts of an edition, each with its place.

use crate::{EditionContent, wording::rule::EditionPlace};

/// A text that is published.
pub(super) struct PublishedText<'c> {
    pub(super) place: EditionPlace,
    /// The title of its action; empty outside actions.
    pub(super) title: &'c str,
    pub(super) text: &'c str,
}

/// Every text that sections, secretariat or members wrote.
pub(super) fn texts(content: &EditionContent) -> Vec<PublishedText<'_>> {
    let measures = content
        .measures
        .iter()
        .zip(1..)
        .map(|(title, no)| of(None, format!("measure:{no}"), None, "", title));
    let mut all: Vec<_> = measures.collect();
    all.extend(of_actions(content));
    all.extend(of_indicators(content));
    all.extend(of_opinions(content));
    all.extend(of_errata(content));
    all.retain(|one| !one.text.trim().is_empty());
    all
}

fn of<'c>(
    action: Option<&str>,
    field: String,
    fiscal_year: Option<i32>,
    title: &'c str,
    text: &'c str,
) -> PublishedText<'c> {
    let place = EditionPlace { action: action.map(str::to_owned), field, fiscal_year };
    PublishedText { place, title, text }
}

fn of_actions(content: &EditionContent) -> impl Iterator<Item = PublishedText<'_>> {
    content.actions.iter().flat_map(|action| {
        let (id, title) = (Some(action.id.as_str()), action.title.as_str());
        let own = [("title", title), ("content", action.content.as_str())];
        let own = own.map(|(field, text)| of(id, field.to_owned(), None, title, text));
        let answers = action.answers.iter().map(move |answer| {
            of(id, answer.field.clone(), Some(answer.fiscal_year), title, &answer.text)
        });
        own.into_iter().chain(answers)
    })
}

fn of_indicators(content: &EditionContent) -> impl Iterator<Item = PublishedText<'_>> {
    content.indicators.iter().flat_map(|one| {
        [&one.name, &one.definition]
            .map(|text| of(one.action.as_deref(), format!("indicator:{}", one.id), None, "", text))
    })
}

fn of_opinions(content: &EditionContent) -> impl Iterator<Item = PublishedText<'_>> {
    content.opinions.iter().flat_map(|one| {
        [&one.opinion, &one.reply, &one.outcome_reference]
            .map(|text| of(one.action.as_deref(), format!("opinion:{}", one.no), None, "", text))
    })
}

fn of_errata(content: &EditionContent) -> impl Iterator<Item = PublishedText<'_>> {
    content.errata.iter().flat_map(|one| {
        let field = || format!("erratum:{}-{}", one.edition_no, one.no);
        [&one.before, &one.after, &one.reason]
            .map(|text| of(one.action.as_deref(), field(), one.fiscal_year, "", text))
    })
}
