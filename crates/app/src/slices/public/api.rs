//! What programs are told of published editions: parts of their documents, page by page.

use domain::Day;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::EditionFile;

use super::{Problem, PublishedPlan};
use crate::{kit::clock, slices::frozen};

/// A page holds no more.
const MOST: usize = 500;

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
    /// The page of a list, with the mark of the next one.
    pub(super) fn page(&self, items: Vec<Value>) -> Result<Value, Problem> {
        let limit = match &self.limit {
            None => USUAL,
            Some(text) => match text.parse::<usize>() {
                Ok(limit @ 1..=MOST) => limit,
                _ => return Err(Problem::parameter("limit", "limit は1から500までの整数です。")),
            },
        };
        let total = items.len();
        let from = match &self.next {
            None => 0,
            Some(mark) => place(mark).filter(|from| *from < total.max(1)).ok_or_else(|| {
                Problem::parameter(
                    "next",
                    "next は、前の答えにあったものをそのまま使ってください。",
                )
            })?,
        };
        let end = (from + limit).min(total);
        let shown = items.into_iter().skip(from).take(limit);
        let shown: Result<Vec<Value>, Problem> = shown.map(|item| self.narrowed(item)).collect();
        let next = (end < total).then(|| mark(end));
        Ok(json!({ "items": shown?, "total": total, "next": next }))
    }

    /// An item with only the fields that are asked for; a field that it does not show is refused.
    fn narrowed(&self, item: Value) -> Result<Value, Problem> {
        let (Some(fields), Value::Object(whole)) = (&self.fields, &item) else { return Ok(item) };
        let wanted: Vec<&str> =
            fields.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
        let strange = wanted.iter().filter(|name| !whole.contains_key(**name));
        let strange: Vec<String> = strange.map(|name| (*name).to_owned()).collect();
        if !strange.is_empty() {
            return Err(Problem::fields(strange));
        }
        let own = whole.iter().filter(|(name, _)| wanted.contains(&name.as_str()));
        Ok(Value::Object(own.map(|(name, value)| (name.clone(), value.clone())).collect()))
    }
}

/// A place in a list as a mark that says nothing by itself.
fn mark(place: usize) -> String {
    format!("p{place:08x}")
}

fn place(mark: &str) -> Option<usize> {
    usize::from_str_radix(mark.strip_prefix('p')?, 16).ok()
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
pub(super) fn editions(of: &PublishedPlan, year: Option<i64>, day: Option<Day>) -> Vec<Value> {
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
pub(super) fn part(document: &[u8], part: &str) -> Result<Vec<Value>, Problem> {
    let read = serde_json::from_slice::<Value>(document);
    let document = read.map_err(|error| Problem::from(crate::Error::Damaged(error.to_string())))?;
    let list = |name: &str| document[name].as_array().cloned().unwrap_or_default();
    match part {
        "actions" | "indicators" | "errata" | "opinions" => Ok(list(part)),
        "answers" => Ok(list("actions").iter().flat_map(answers).collect()),
        "codes" => Ok(list("scales")),
        _ => Err(Problem::nowhere("この部分")),
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
pub(super) fn year(text: &str) -> Result<i64, Problem> {
    let year = domain::FiscalYear::parse(text).ok().map(|year| i64::from(year.start()));
    year.ok_or_else(|| Problem::parameter("year", "年度は 2021 や R3 のように書いてください。"))
}

/// A day of the calendar.
pub(super) fn day(text: &str) -> Result<Day, Problem> {
    Day::parse(text)
        .map_err(|_| Problem::parameter("as_of", "日付は 2026-07-01 のように書いてください。"))
}
