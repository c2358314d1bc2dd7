//! What tells of one person or of a few: a recognisable case, and small numbers in prose.

use domain::{Field, FiscalYear, text::fold};
use prose::{
    AskedField, QuantityRole,
    lexicon::{AUDIENCE, DELICATE},
    matching::{is_people, kind},
    quantities,
};

use super::{
    lexicon::{OF_ONE, OFFERS, SCHOOL_AGES, SEXES, WHEREABOUTS},
    sentence::{deaths, head, holds, quote, tail},
};
use crate::{IndicatorRecord, PublishedFigure};

/// The sentence that holds age, sex, place and day of somebody.
pub(super) fn recognisable(sentence: &str) -> Option<String> {
    let told = !deaths(sentence).is_empty() || holds(sentence, OF_ONE);
    let all = age(sentence)
        && holds(sentence, SEXES)
        && holds(sentence, WHEREABOUTS)
        && (after_figure(sentence, &["月", "日"]) || holds(sentence, &["昨年", "先月", "昨日"]));
    (told && all && !holds(sentence, OFFERS)).then(|| quote(sentence, 0, sentence.len()))
}

/// Whether one age is told: 50代, 17歳, but no group as 65歳以上.
fn age(sentence: &str) -> bool {
    let groups = ["以上", "以下", "未満", "から", "~", "まで"];
    let figure = |unit: &str| {
        sentence.match_indices(unit).any(|(at, _)| {
            let (before, after) = sentence.split_at(at);
            let after = after.get(unit.len()..).unwrap_or_default();
            ends_in_figure(before) && !holds(head(after, 3), &groups)
        })
    };
    holds(sentence, SCHOOL_AGES) || ["歳", "才", "代"].iter().any(|unit| figure(unit))
}

fn after_figure(sentence: &str, units: &[&str]) -> bool {
    let after = |unit: &&str| {
        sentence.match_indices(*unit).any(|(at, _)| ends_in_figure(sentence.split_at(at).0))
    };
    units.iter().any(after)
}

fn ends_in_figure(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// The small numbers of persons or cases in a text, where it tells of consultations, attempts or
/// deaths, and not of courses and their audience.
pub(crate) fn small_numbers(text: &str, title: &str, year: FiscalYear, least: u64) -> Vec<String> {
    let asked = AskedField { field: &Field::Status, year };
    let small = quantities(text, asked).into_iter().filter(|one| {
        let counts = counts_persons(&one.unit) && one.role == QuantityRole::Actual;
        counts && one.per.is_none() && is_small(one.value, least)
    });
    let of_few = small.filter(|one| {
        let before = text.get(..one.span.start).unwrap_or_default();
        let line = before.rsplit(['。', '\n']).next().unwrap_or_default();
        is_delicate(&[fold(&one.label), fold(tail(line, 16))], &fold(title))
    });
    let quoted = |label: String, number: String| format!("{}{number}", tail(&label, 12));
    of_few.map(|one| quoted(fold(&one.label), fold(one.span.of(text)))).collect()
}

fn counts_persons(unit: &str) -> bool {
    is_people(unit) || matches!(kind(unit), "件" | "世帯" | "組" | "ケース")
}

fn is_small(value: f64, least: u64) -> bool {
    value >= 1.0 && value < least as f64
}

/// By the words near a number, else by the title of its action.
fn is_delicate(near: &[String], title: &str) -> bool {
    let of_audience = near.iter().any(|words| holds(words, AUDIENCE))
        || holds(title, AUDIENCE) && !near.iter().any(|words| words.contains("相談"));
    let delicate = near.iter().any(|words| holds(words, DELICATE)) || holds(title, DELICATE);
    delicate && !of_audience
}

/// Whether a figure of an indicator is a small number of persons or cases of that kind.
pub(super) fn small_figure(
    indicator: &IndicatorRecord,
    figure: &PublishedFigure,
    least: u64,
) -> Option<String> {
    let value: f64 = figure.number.parse().ok()?;
    let told = figure.state == "given" && figure.figure != "target";
    let name = fold(&indicator.name);
    let near = [name.clone(), fold(&indicator.definition)];
    let small = counts_persons(&indicator.unit) && is_small(value, least);
    (told && small && is_delicate(&near, ""))
        .then(|| format!("{name}{}{}", figure.number, indicator.unit))
}
