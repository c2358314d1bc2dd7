//! An action of the edition as its pages show it: promised, done, judged, next.

use edition::{ActionRecord, EditionAnswer, EditionContent};

use crate::{
    answer::{PublicAnswer, clean, field_label, year_label},
    names,
    standing::{OpenKind, Standing},
};

/// An answer under its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Labelled {
    /// The field's word, or where the answer comes from.
    pub(crate) label: String,
    /// The answer.
    pub(crate) answer: PublicAnswer,
}

/// What is said of an action under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicPart {
    /// 約束したこと, 行ったこと, …
    pub(crate) heading: String,
    /// The answers.
    pub(crate) said: Vec<Labelled>,
}

/// An action under one measure, ready to show.
#[derive(Debug, Clone)]
pub(crate) struct PublicRow<'a> {
    /// What the edition holds of it.
    pub(crate) record: &'a ActionRecord,
    /// Its page.
    pub(crate) href: String,
    /// Its title in one line.
    pub(crate) title: String,
    /// Its owners: 部 and 課 in one.
    pub(crate) owners: Vec<String>,
    /// Its measure's title; empty where it stands under none.
    pub(crate) measure: String,
    /// How it stands.
    pub(crate) standing: Standing<'a>,
    /// What is said of the edition's year.
    pub(crate) parts: Vec<PublicPart>,
}

impl<'a> PublicRow<'a> {
    /// An action of the edition.
    pub(crate) fn of(record: &'a ActionRecord, content: &'a EditionContent) -> Self {
        let measure = record.measure_no.and_then(|no| content.measures.get(no.checked_sub(1)?));
        Self {
            record,
            href: names::action(record.row_no),
            title: title(record),
            owners: owners(record),
            measure: measure.map_or_else(String::new, |title| one_line(title)),
            standing: Standing::of(record, content.fiscal_year),
            parts: parts(record, content.fiscal_year, true),
        }
    }

    /// The year in plain sentences.
    pub(crate) fn sentence(&self) -> String {
        self.standing.sentence()
    }

    /// The owners in one line.
    pub(crate) fn owner_line(&self) -> String {
        self.owners.join("、")
    }

    /// The words for everything that puts it on the list of what was not done or cannot be told.
    pub(crate) fn open_words(&self) -> Vec<&'static str> {
        self.standing.reasons().into_iter().map(OpenKind::label).collect()
    }

    /// Whether a reason is to be asked for.
    pub(crate) fn asks_why(&self) -> bool {
        self.standing.reasons().into_iter().any(OpenKind::asks_why)
    }

    /// What the section itself wrote: the field that asks for a reason, else what it did and
    /// thinks.
    pub(crate) fn reason(&self) -> Vec<Labelled> {
        let year = self.record.answers.iter().filter(|one| one.fiscal_year == self.standing.year);
        let given: Vec<&EditionAnswer> =
            year.filter(|one| matches!(one.state.as_str(), "given" | "withheld")).collect();
        let asked: Vec<_> = given.iter().filter(|one| one.field.contains("理由")).collect();
        let wanted = if asked.is_empty() {
            let texts =
                |one: &&&EditionAnswer| matches!(one.field.as_str(), "status" | "evaluation");
            given.iter().filter(texts).collect()
        } else {
            asked
        };
        wanted.into_iter().map(|one| labelled(one)).collect()
    }
}

/// An action's title in one line.
pub(crate) fn title(record: &ActionRecord) -> String {
    let title = one_line(&record.title);
    if title.is_empty() { format!("事業{}", record.row_no) } else { title }
}

/// A text in one line.
pub(crate) fn one_line(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| clean(line.trim())).collect();
    lines.concat()
}

/// An action's owners, each in one line.
pub(crate) fn owners(record: &ActionRecord) -> Vec<String> {
    let named = record.owners.iter().map(|(bureau, section)| {
        let names = [bureau, section].map(|name| one_line(name));
        names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
    });
    named.filter(|name| !name.is_empty()).collect()
}

/// The fields of the standard sheet; the others are the plan's own.
const STANDARD: [&str; 5] = ["plan", "status", "evaluation", "progress", "achievement"];

/// What is said of a year: promised, done, judged, by the plan's own fields and, where wanted,
/// next.
pub(crate) fn parts(record: &ActionRecord, year: i32, with_next: bool) -> Vec<PublicPart> {
    let part = |heading: &str, wanted: &dyn Fn(&EditionAnswer) -> bool| PublicPart {
        heading: heading.to_owned(),
        said: record.answers.iter().filter(|one| wanted(one)).map(labelled).collect(),
    };
    let of_year = |names: &'static [&'static str]| {
        move |one: &EditionAnswer| one.fiscal_year == year && names.contains(&one.field.as_str())
    };
    let own = |one: &EditionAnswer| one.fiscal_year == year && !STANDARD.contains(&&*one.field);
    let mut parts = vec![
        part("約束したこと", &of_year(&["plan"])),
        part("行ったこと", &of_year(&["status"])),
        part("市の評価", &of_year(&["evaluation", "progress", "achievement"])),
        part("そのほか", &own),
    ];
    if with_next {
        parts.push(next(record, year));
    }
    parts.retain(|part| !part.said.is_empty());
    parts
}

/// What is said of the years after the one that is reported.
fn next(record: &ActionRecord, year: i32) -> PublicPart {
    let later = record.answers.iter().filter(|one| one.fiscal_year > year);
    let said = later.map(|one| {
        let Labelled { label, answer } = labelled(one);
        Labelled { label: format!("{}の{label}", year_label(one.fiscal_year)), answer }
    });
    PublicPart { heading: "次に行うこと".to_owned(), said: said.collect() }
}

/// An answer under its field's word.
pub(crate) fn labelled(answer: &EditionAnswer) -> Labelled {
    Labelled { label: field_label(&answer.field), answer: PublicAnswer::of(answer) }
}
