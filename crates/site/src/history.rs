//! An action through the years, and what changed from one to the next: the edition beside those
//! that were published before.

use domain::difference::{Piece, pieces};
use edition::{ActionRecord, EditionAnswer, EditionContent};

use crate::{
    answer::year_label,
    row::{Labelled, PublicPart, owners, parts, title},
    standing::Standing,
};

/// A year before the one that the edition reports.
#[derive(Debug, Clone)]
pub(crate) struct PastYear {
    /// 令和６年度.
    pub(crate) year: String,
    /// How the action stood, in plain sentences; empty where nothing tells it.
    pub(crate) sentence: String,
    /// What it was called, where it was called otherwise.
    pub(crate) titles: Vec<String>,
    /// What was said.
    pub(crate) parts: Vec<PublicPart>,
}

/// A text of two editions or years, with what went and what came.
#[derive(Debug, Clone)]
pub(crate) struct TextChange {
    /// What the two texts are.
    pub(crate) heading: String,
    /// The stretches from the older to the newer.
    pub(crate) pieces: Vec<Piece>,
}

/// The newest edition of each year before the edition's own, the latest year first.
pub(crate) fn past_editions<'a>(
    content: &EditionContent,
    earlier: &'a [EditionContent],
) -> Vec<&'a EditionContent> {
    let mut found: Vec<&EditionContent> = Vec::new();
    for one in earlier.iter().filter(|one| one.fiscal_year < content.fiscal_year) {
        if !found.iter().any(|known| known.fiscal_year == one.fiscal_year) {
            found.push(one);
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.fiscal_year));
    found
}

/// The action in an edition of an earlier year: under its own identifier, else those it goes on
/// from.
pub(crate) fn before<'a>(
    record: &ActionRecord,
    edition: &'a EditionContent,
) -> Vec<&'a ActionRecord> {
    let same: Vec<_> = edition.actions.iter().filter(|one| one.id == record.id).take(1).collect();
    if !same.is_empty() {
        return same;
    }
    let mut found: Vec<&ActionRecord> = Vec::new();
    for one in edition.actions.iter().filter(|one| record.follows.contains(&one.id)) {
        if !found.iter().any(|known| known.id == one.id) {
            found.push(one);
        }
    }
    found
}

/// The years before the edition's own, the latest first.
pub(crate) fn past_years(
    record: &ActionRecord,
    content: &EditionContent,
    past: &[&EditionContent],
) -> Vec<PastYear> {
    let told = record.answers.iter().map(|one| one.fiscal_year);
    let mut years: Vec<i32> = told.chain(past.iter().map(|one| one.fiscal_year)).collect();
    years.retain(|year| *year < content.fiscal_year);
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let of = |year| past_year(record, year, past.iter().find(|one| one.fiscal_year == year));
    years.into_iter().map(of).filter(|year| !year.parts.is_empty()).collect()
}

fn past_year(record: &ActionRecord, year: i32, edition: Option<&&EditionContent>) -> PastYear {
    let then = edition.map_or_else(Vec::new, |edition| before(record, edition));
    let now = parts(record, year, false);
    let own: Vec<PublicPart> = match then.as_slice() {
        [] => return told_later(record, year, now),
        several => several.iter().flat_map(|one| parts(one, year, false)).collect(),
    };
    let titles = then.iter().map(|one| title(one)).filter(|name| *name != title(record)).collect();
    PastYear {
        year: year_label(year),
        sentence: match then.as_slice() {
            [one] => Standing::of(one, year).sentence(),
            _ => String::new(),
        },
        titles,
        parts: with_later_words(own, now),
    }
}

/// A year of which only the edition itself tells.
fn told_later(record: &ActionRecord, year: i32, parts: Vec<PublicPart>) -> PastYear {
    let sentence = Standing::of(record, year).sentence();
    PastYear { year: year_label(year), sentence, titles: Vec::new(), parts }
}

/// What was published then, and beside it what this edition says otherwise of the same year.
fn with_later_words(mut own: Vec<PublicPart>, now: Vec<PublicPart>) -> Vec<PublicPart> {
    for part in now {
        let Some(known) = own.iter_mut().find(|one| one.heading == part.heading) else {
            own.push(part);
            continue;
        };
        for Labelled { label, answer } in part.said {
            if !known.said.iter().any(|one| one.label == label && one.answer == answer) {
                known.said.push(Labelled {
                    label: format!("{label}（この版での記載）"), answer
                });
            }
        }
    }
    own
}

/// What changed of an action since the year before, and what changes with the next.
pub(crate) fn changes(
    record: &ActionRecord,
    content: &EditionContent,
    past: &[&EditionContent],
) -> Vec<TextChange> {
    let year = content.fiscal_year;
    let last = past.first().filter(|one| one.fiscal_year == year - 1);
    let then = last.map_or_else(Vec::new, |edition| before(record, edition));
    let mut found = Vec::new();
    if let [then] = then.as_slice() {
        let (was, is) = (title(then), title(record));
        found.extend(change("事業の名前".to_owned(), &was, &is));
        let (was, is) = (owners(then).join("、"), owners(record).join("、"));
        found.extend(change("担当".to_owned(), &was, &is));
        let heading = format!("前の年に示した{}の計画から", year_label(year));
        found.extend(plans(heading, plan(then, year), plan(record, year)));
    }
    let heading = format!("{}の計画から次の年の計画へ", year_label(year));
    found.extend(plans(heading, plan(record, year), plan(record, year + 1)));
    found
}

fn plan(record: &ActionRecord, year: i32) -> Option<&EditionAnswer> {
    let plan = |one: &&EditionAnswer| one.field == "plan" && one.fiscal_year == year;
    record.answers.iter().find(plan).filter(|one| one.state == "given")
}

fn plans(
    heading: String,
    older: Option<&EditionAnswer>,
    newer: Option<&EditionAnswer>,
) -> Option<TextChange> {
    change(heading, &older?.text, &newer?.text)
}

/// A change of a text; none where both say the same, width and white space aside.
fn change(heading: String, older: &str, newer: &str) -> Option<TextChange> {
    let same = domain::text::fold(older) == domain::text::fold(newer);
    (!same).then(|| TextChange { heading, pieces: pieces(older, newer) })
}
