//! What programs are told of published editions: parts of their documents, page by page.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::EditionFile;

use super::PublishedPlan;
use crate::{
    kit::{clock, problem::ProblemDetails},
    slices::frozen,
};

/// A page holds no more.
pub(super) const MOST: usize = 500;

/// A page holds so many where nothing else is asked.
const USUAL: usize = 100;

/// The parts of an edition that are lists.
pub(super) const PARTS: [&str; 7] =
    ["actions", "answers", "indicators", "errata", "opinions", "codes", "files"];

/// Which page of a list, and which fields of its items.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    limit: Option<String>,
    next: Option<String>,
    fields: Option<String>,
}

impl Paging {
    /// The page of a part of an edition, with the mark of the next one.
    pub(super) fn page(&self, part: &str, items: Vec<Value>) -> Result<Value, ProblemDetails> {
        let limit = match &self.limit {
            None => USUAL,
            Some(text) => match text.parse::<usize>() {
                Ok(limit @ 1..=MOST) => limit,
                _ => {
                    return Err(ProblemDetails::parameter(
                        "limit",
                        "limit は1から500までの整数です。",
                    ));
                }
            },
        };
        let total = items.len();
        let from = match &self.next {
            None => 0,
            Some(mark) => place(mark).ok_or_else(|| {
                ProblemDetails::parameter(
                    "next",
                    "next は、前の答えにあったものをそのまま使ってください。",
                )
            })?,
        };
        if from > 0 && from >= total {
            return Err(ProblemDetails::nowhere("この続き"));
        }
        let end = (from + limit).min(total);
        let shown = items.into_iter().skip(from).take(limit);
        let wanted = self.wanted(part)?;
        let narrowed = |item: Value| match &wanted {
            None => item,
            // A field that is empty is left out of the document: it is asked for, so it is told
            Some(wanted) => {
                let value = |name: &String| (name.clone(), item[name.as_str()].clone());
                Value::Object(wanted.iter().map(value).collect())
            }
        };
        let shown: Vec<Value> = shown.map(narrowed).collect();
        let next = (end < total).then(|| mark(end));
        Ok(json!({ "items": shown, "total": total, "next": next }))
    }

    /// The fields that are asked for, where some are; one that the part does not show is refused.
    fn wanted(&self, part: &str) -> Result<Option<Vec<String>>, ProblemDetails> {
        let Some(fields) = &self.fields else { return Ok(None) };
        let wanted = fields.split(',').map(str::trim).filter(|it| !it.is_empty());
        let wanted: Vec<String> = wanted.map(str::to_owned).collect();
        let shown = fields_of(part)?;
        let strange: Vec<String> =
            wanted.iter().filter(|name| !shown.contains(name)).cloned().collect();
        if strange.is_empty() { Ok(Some(wanted)) } else { Err(ProblemDetails::fields(strange)) }
    }
}

/// The fields of a part's items, as the document's schema has them.
fn fields_of(part: &str) -> Result<Vec<String>, ProblemDetails> {
    let item = match part {
        "actions" => "action",
        "answers" => "answer",
        "indicators" => "indicator",
        "errata" => "erratum",
        "opinions" => "opinion",
        "codes" => "scale",
        _ => return Ok(FILE_FIELDS.map(str::to_owned).to_vec()),
    };
    let schema: Value = serde_json::from_str(opendata::edition_schema())
        .map_err(|error| ProblemDetails::from(crate::Error::internal(error)))?;
    let own = schema["$defs"][item]["properties"].as_object();
    let own = own.into_iter().flat_map(|own| own.keys().cloned());
    let of_action = ANSWER_FIELDS.map(str::to_owned).into_iter().filter(|_| part == "answers");
    Ok(of_action.chain(own).collect())
}

/// What a file's item tells.
const FILE_FIELDS: [&str; 4] = ["name", "media_type", "bytes", "sha256"];

/// What an answer's item tells of its action.
const ANSWER_FIELDS: [&str; 2] = ["action_id", "row_no"];

/// A place in a list as a mark that says nothing by itself.
fn mark(place: usize) -> String {
    format!("p{place:08x}")
}

fn place(text: &str) -> Option<usize> {
    let place = usize::from_str_radix(text.strip_prefix('p')?, 16).ok()?;
    (mark(place) == text).then_some(place)
}

/// A plan that has published.
pub(super) fn plan(of: &PublishedPlan) -> Value {
    json!({
        "id": of.id,
        "region_code": of.plan.area_code,
        "city_name": of.plan.municipality,
        "title": of.plan.title,
        "editions": of.editions.len(),
    })
}

/// The editions of a plan, of a year, or that which was in force on a day of each year.
pub(super) fn editions(
    of: &PublishedPlan,
    year: Option<i64>,
    day: Option<NaiveDate>,
) -> Vec<Value> {
    let frozen_on = |at: &str| clock::in_japan(at).map(|time| time.date().to_string());
    let shown = of.editions.iter().filter(|one| year.is_none_or(|year| one.stored.year == year));
    let in_force = |one: &&super::PublishedEdition| {
        let Some(day) = day.map(|day| day.to_string()) else { return true };
        let before = |other: &super::PublishedEdition| {
            frozen_on(&other.stored.frozen_at).is_some_and(|on| on <= day)
        };
        let later = |other: &super::PublishedEdition| {
            other.stored.year == one.stored.year
                && other.stored.number > one.stored.number
                && before(other)
        };
        before(one) && !of.editions.iter().any(later)
    };
    shown
        .filter(in_force)
        .map(|one| {
            json!({
                "id": one.stored.id,
                "fiscal_year": one.stored.year,
                "kind": one.stored.kind,
                "number": one.stored.number,
                "state": one.state,
                "frozen_on": frozen_on(&one.stored.frozen_at),
                "content_digest": one.stored.digest,
                "check_number": frozen::check_number(&one.stored),
            })
        })
        .collect()
}

/// A file of an edition.
pub(super) fn file(of: &EditionFile) -> Value {
    json!({ "name": of.name, "media_type": of.media_type, "bytes": of.size, "sha256": of.digest })
}

/// The items of a part of a document.
pub(super) fn part(document: &[u8], part: &str) -> Result<Vec<Value>, ProblemDetails> {
    let read = serde_json::from_slice::<Value>(document);
    let document =
        read.map_err(|error| ProblemDetails::from(crate::Error::Damaged(error.to_string())))?;
    let list = |name: &str| document[name].as_array().cloned().unwrap_or_default();
    match part {
        "actions" | "indicators" | "errata" | "opinions" => Ok(list(part)),
        "answers" => Ok(list("actions").iter().flat_map(answers).collect()),
        "codes" => Ok(list("scales")),
        _ => Err(ProblemDetails::nowhere("この部分")),
    }
}

/// The answers of an action, each with the action that it is of.
fn answers(action: &Value) -> Vec<Value> {
    let with = |answer: &Value| {
        let mut own = Map::new();
        own.insert("action_id".to_owned(), action["id"].clone());
        own.insert("row_no".to_owned(), action["row_no"].clone());
        own.extend(answer.as_object().cloned().unwrap_or_default());
        Value::Object(own)
    };
    action["answers"].as_array().map_or_else(Vec::new, |all| all.iter().map(with).collect())
}

/// The first calendar year of a fiscal year.
pub(super) fn year(text: &str) -> Result<i64, ProblemDetails> {
    let year = domain::FiscalYear::parse(text).ok();
    let year =
        year.filter(|year| [year.start().to_string(), year.short()].contains(&text.to_owned()));
    year.map(|year| i64::from(year.start())).ok_or_else(|| {
        ProblemDetails::parameter("year", "年度は 2021 や R3 のように書いてください。")
    })
}

/// A day of the calendar.
pub(super) fn day(text: &str) -> Result<NaiveDate, ProblemDetails> {
    let day = text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text);
    day.ok_or_else(|| {
        ProblemDetails::parameter("as_of", "日付は 2026-07-01 のように書いてください。")
    })
}
