//! What an edition holds: the document `sasae-edition-1`.
//!
//! Everything is held by value: names of sections, scales, headings. A figure is the text of a decimal
//! number, so that no machine rounds it. Persons, findings and places of sources are not in it.

use domain::scale::GradeClass;
use serde::{Deserialize, Serialize};

use crate::{ContentDigest, CrosswalkRecord, EditionKind, ItemRecord, SchemeRecord};

/// The name of the document's shape; a change that breaks readers changes it.
pub const FORMAT: &str = "sasae-edition-1";

/// An edition's whole content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionContent {
    /// [`FORMAT`].
    pub format: String,
    /// Whose plan it is.
    pub city: City,
    /// The plan.
    pub plan: PlanRecord,
    /// The year whose results it reports, by its first calendar year.
    pub fiscal_year: i32,
    /// What it is for.
    pub kind: EditionKind,
    /// The number within its kind and year, from 1.
    pub number: u32,
    /// The day of the freeze: `2026-11-24`.
    pub frozen_on: String,
    /// Up to where the history had come.
    pub as_of: AsOf,
    /// The digest of the edition that it follows; none for the first.
    pub based_on: Option<ContentDigest>,
    /// The form's columns in its order.
    pub columns: Vec<ColumnRecord>,
    /// The scales of its grades.
    pub scales: Vec<ScaleRecord>,
    /// The measures' titles in the order of the sheet; an action names its by number from 1.
    pub measures: Vec<String>,
    /// The actions in the order of the sheet.
    pub actions: Vec<ActionRecord>,
    /// The indicators in the order of the plan.
    pub indicators: Vec<IndicatorRecord>,
    /// The crosswalks from schemes to its actions. One without any has the bytes of an edition that
    /// knows none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crosswalks: Vec<CrosswalkRecord>,
    /// The council's meetings about the year, as far as this kind shows them.
    #[serde(default)]
    pub meetings: Vec<MeetingRecord>,
    /// What was said in the council and what became of it, as far as this kind shows it.
    pub opinions: Vec<OpinionRecord>,
    /// What was corrected since the first edition of the kind, in order.
    pub errata: Vec<ErratumRecord>,
    /// Where help is, as it was confirmed.
    pub help: Vec<HelpLine>,
    /// Who publishes, and where to ask.
    pub publisher: Publisher,
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct City {
    /// Its six-figure code (全国地方公共団体コード); empty when it has none.
    pub region_code: String,
    /// Its name: `あおぞら市`.
    pub name: String,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlanRecord {
    /// Its public identifier, ASCII, stable over years and machines.
    pub id: String,
    /// Its title: `自殺対策計画`.
    pub title: String,
}

/// A place in the chain of events.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AsOf {
    /// The number of the last event.
    pub event: i64,
    /// The hash of that event.
    pub head: String,
}

/// A column of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRecord {
    /// The heading as printed.
    pub heading: String,
    /// What stands in it: `no`, `measure`, `action`, `content`, `page`, `department`, `section`,
    /// `relisted`, or `answer`.
    pub role: String,
    /// For answers, the field: `plan`, `status`, `evaluation`, `progress`, `achievement` or `own:名前`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// For answers, the year that is asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
    /// The scale of its grades, by name; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scale: String,
}

/// A code list of grades, in the form's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleRecord {
    /// Its name.
    pub name: String,
    /// Its grades.
    pub grades: Vec<GradeRecord>,
}

/// A grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeRecord {
    /// The code: `ア`; empty where words stand alone.
    pub code: String,
    /// The words: `実施済`; empty where a code stands alone.
    pub label: String,
    /// What it means, by which years and cities are compared.
    pub class: GradeClass,
}

/// An action under one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRecord {
    /// Its public identifier, ASCII, stable over years; the same for rows that show one action twice.
    pub id: String,
    /// Its number on the sheet, from 1.
    pub row_no: u32,
    /// Its measure's place in the list, from 1; none under no measure.
    pub measure_no: Option<usize>,
    /// The title in one line.
    pub title: String,
    /// What the plan says of it.
    pub content: String,
    /// The page of the plan's book, as written.
    pub page: String,
    /// What stands under 再掲, as written; empty where nothing does.
    pub relisted: String,
    /// Its owners, as (部, 課); either may be empty.
    pub owners: Vec<(String, String)>,
    /// The identifiers of the actions that it goes on from, where it took another name or was merged.
    pub follows: Vec<String>,
    /// The answers, in the form's order; every answer column has one, written or not.
    pub answers: Vec<EditionAnswer>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionAnswer {
    /// The field: as in [`ColumnRecord::field`].
    pub field: String,
    /// The year that is asked about.
    pub fiscal_year: i32,
    /// `given`, `missing`, `dash`, `not_applicable`, `too_early`, or `withheld` where the edition keeps
    /// it back.
    pub state: String,
    /// The text, character by character; empty where there is none or it is kept back.
    pub text: String,
    /// The grade's code, its label where it has no code; empty where the answer is no grade.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub grade: String,
    /// What the grade means; none where the answer is no grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<GradeClass>,
    /// The percentage as a decimal number; empty where the answer is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Whether the percentage is written as about so much (約).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRecord {
    /// Its public identifier.
    pub id: String,
    /// Its action; none for an outcome of the plan.
    pub action: Option<String>,
    /// Its name: 受講者数.
    pub name: String,
    /// Its unit: 人.
    pub unit: String,
    /// What is counted, in words; empty where nobody said it.
    pub definition: String,
    /// Its figures by year, then base, actual, target.
    pub figures: Vec<PublishedFigure>,
}

impl EditionContent {
    /// The main item of an action with its scheme, where all its crosswalks together have just one.
    pub fn main_item(&self, action: &str) -> Option<(&SchemeRecord, &ItemRecord)> {
        let mut found = self.crosswalks.iter().flat_map(|of| {
            let main = of.rows.iter().filter(|row| row.primary && row.action == action);
            let items = main.filter_map(|row| of.scheme.items.iter().find(|i| i.code == row.item));
            items.map(|item| (&of.scheme, item))
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// Keeps back what an indicator counted in a year, as one sign; its target stays.
    pub fn withhold(&mut self, indicator: &str, year: i32) {
        let of = self.indicators.iter_mut().filter(|one| one.id == indicator);
        for figure in of.flat_map(|one| &mut one.figures) {
            if figure.fiscal_year == year && figure.state == "given" && figure.figure != "target" {
                "withheld".clone_into(&mut figure.state);
                figure.number.clear();
            }
        }
    }
}

/// A figure of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedFigure {
    /// The year that it tells of.
    pub fiscal_year: i32,
    /// `base`, `actual` or `target`.
    pub figure: String,
    /// `given`, `missing`, or `withheld` where small numbers are hidden.
    pub state: String,
    /// The decimal number; empty unless given.
    pub number: String,
    /// Whether it is written as about so much.
    pub approximate: bool,
    /// Of how many rows it is made (n of N), where it is made of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<(u32, u32)>,
}

/// A meeting of the council with the list of its papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRecord {
    /// The day: `2026-07-10`.
    pub held_on: String,
    /// What it is called.
    pub title: String,
    /// `open`, `partly` or `closed`.
    pub openness: String,
    /// On what ground it is closed, wholly or partly.
    pub ground: String,
    /// Its papers in their order.
    pub papers: Vec<PaperRecord>,
}

/// A paper of a meeting, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRecord {
    /// What it is called.
    pub title: String,
    /// Whom it is for: `members`, `observers`, `public` or `closed`.
    pub audience: String,
    /// On what ground it is closed; may be empty for the others.
    pub ground: String,
}

/// What was said in the council, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionRecord {
    /// Its number in the plan.
    pub no: u32,
    /// The day of the meeting: `2026-07-10`.
    pub meeting_date: String,
    /// The action that it is about; none where it is about the whole.
    pub action: Option<String>,
    /// `question`, `opinion` or `proposal`.
    pub kind: String,
    /// What was said.
    pub opinion: String,
    /// The city's answer; empty until there is one.
    pub reply: String,
    /// `changed_text`, `next_plan`, `indicator_added`, `not_changed`, `under_study`; empty until decided.
    pub outcome: String,
    /// What shows it: an erratum, an event, a reason.
    pub outcome_reference: String,
}

/// A correction of what an earlier edition of the kind said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErratumRecord {
    /// The number of the edition that brought it.
    pub edition_no: u32,
    /// Its number within that edition, from 1.
    pub no: u32,
    /// The day on which it was decided: `2026-11-24`.
    pub decided_on: String,
    /// The action; none where it is about an indicator or the whole.
    pub action: Option<String>,
    /// The field of the cell, `indicator:ID`, or `title`, `content`, `page`, `owners`, `row`.
    pub field: String,
    /// The year of the cell.
    pub fiscal_year: Option<i32>,
    /// `correction` (誤りの訂正), `addition` (追記) or `withdrawal` (公表の取りやめ).
    pub kind: String,
    /// What was said before.
    pub before: String,
    /// What is said.
    pub after: String,
    /// Why.
    pub reason: String,
}

/// Where help is: a line or a desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HelpLine {
    /// Its name.
    pub name: String,
    /// Its telephone number as printed; empty where there is none.
    pub telephone: String,
    /// When it can be reached, in words.
    pub hours: String,
    /// What it is for, or where it is; may be empty.
    pub note: String,
    /// Whether it is the city's own desk.
    pub is_city: bool,
    /// Where the number was looked up.
    pub source: String,
    /// The day on which it was checked: `2026-11-01`; empty until somebody did.
    pub checked_on: String,
    /// Whether a second person confirmed it.
    pub confirmed: bool,
}

/// Who publishes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Publisher {
    /// The section: `健康福祉部 健康推進課`.
    pub section: String,
    /// Its telephone number.
    pub telephone: String,
    /// Where comments go, in words; may be empty.
    pub comments: String,
    /// The licence's name: `公共データ利用規約（第1.0版）`.
    pub licence: String,
    /// The licence's address; may be empty.
    pub licence_address: String,
    /// The absolute address of the folder once it is published; empty leaves feed and site map out.
    pub base_address: String,
}
