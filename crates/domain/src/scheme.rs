//! Schemes (体系): how others order the work — a package of measures, the items of a survey — each in
//! versions, and the crosswalk (対応表) from their items to the plan's actions.

mod crosswalk;
mod line;
mod totals;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use self::{
    crosswalk::{
        Crosswalk, CrosswalkChange, CrosswalkFault, CrosswalkKey, CrosswalkRow, MappingRelation,
    },
    line::{CrosswalkLine, CrosswalkLineFault, MOST_ROWS, rows_of},
    totals::{CrosswalkTotals, ItemTotal},
};
use crate::Day;

/// The most items of a scheme; the longest known list, that of a yearly survey, has a few hundred.
pub const MOST_ITEMS: usize = 2_000;
/// The most characters of a code, a label or a title.
const LONGEST: usize = 200;

/// A scheme in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Its name for machines, the same through its versions: `survey-2026`.
    pub id: String,
    /// Its title as its author calls it.
    pub title: String,
    /// The version, from 1.
    #[serde(default = "first")]
    pub version: u32,
    /// The first day on which it holds; none where nobody said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// The last day on which it holds; none where it holds on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// Where it is published: an address, or the name of a paper.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Its items in its order.
    #[serde(default)]
    pub items: Vec<SchemeItem>,
}

fn first() -> u32 {
    1
}

/// An item of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchemeItem {
    /// Its code, once in the scheme: `2-1`.
    pub code: String,
    /// Its words.
    pub label: String,
    /// The code of the item under which it stands; empty at the top.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
}

/// Why something is no scheme: a sentence that names the place and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}：{sentence}")]
pub struct SchemeFault {
    /// The key or item.
    pub place: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl SchemeFault {
    fn at(place: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { place: place.into(), sentence: sentence.into() }
    }
}

impl Scheme {
    /// Whether its parts fit together.
    pub fn check(&self) -> Result<(), SchemeFault> {
        let id_fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        if self.id.is_empty() || self.id.len() > 64 || !self.id.chars().all(id_fits) {
            let sentence = "体系の符号は、半角の英小文字・数字・-・_・. の64字までにしてください。";
            return Err(SchemeFault::at("id", sentence));
        }
        if self.id.chars().all(|c| c == '.') {
            return Err(SchemeFault::at("id", "体系の符号に、英字か数字を入れてください。"));
        }
        if !is_line(&self.title) {
            return Err(SchemeFault::at("title", "体系の名前を、1行で入れてください。"));
        }
        if self.version == 0 {
            return Err(SchemeFault::at("version", "版は1から始めてください。"));
        }
        if matches!((self.valid_from, self.valid_to), (Some(from), Some(to)) if from > to) {
            let sentence = "終わりの日が、始めの日より前です。";
            return Err(SchemeFault::at("valid_to", sentence));
        }
        if self.source.chars().count() > 10 * LONGEST || self.source.contains(char::is_control) {
            return Err(SchemeFault::at("source", "出典は、1行で入れてください。"));
        }
        self.check_items()
    }

    fn check_items(&self) -> Result<(), SchemeFault> {
        if self.items.is_empty() || self.items.len() > MOST_ITEMS {
            let sentence = format!("項目は1つ以上、{MOST_ITEMS}までです。");
            return Err(SchemeFault::at("items", sentence));
        }
        let mut known = BTreeSet::new();
        for (item, no) in self.items.iter().zip(1..) {
            let place = format!("items の{no}番目（{}）", item.code);
            if !is_line(&item.code) || !is_line(&item.label) {
                let sentence = "code（符号）と label（名称）を、1行で入れてください。";
                return Err(SchemeFault::at(place, sentence));
            }
            if !known.insert(item.code.as_str()) {
                let sentence = "同じ code が二つあります。別の符号にしてください。";
                return Err(SchemeFault::at(place, sentence));
            }
        }
        for (item, no) in self.items.iter().zip(1..) {
            let place = || format!("items の{no}番目（{}）", item.code);
            if !item.parent.is_empty() && !known.contains(item.parent.as_str()) {
                let sentence = format!("parent の「{}」という項目がありません。", item.parent);
                return Err(SchemeFault::at(place(), sentence));
            }
            if self.above(&item.code).is_none() {
                let sentence = "parent をたどると、自分に戻ります。上位の項目を直してください。";
                return Err(SchemeFault::at(place(), sentence));
            }
        }
        Ok(())
    }

    /// Whether it may take the place of another version.
    pub fn may_follow(&self, before: &Self) -> Result<(), SchemeFault> {
        if self.version == before.version + 1 {
            return Ok(());
        }
        let (before, next) = (before.version, before.version + 1);
        let sentence = format!(
            "いまは第{before}版です。直すときは版を {next} にしてください（前の版は残ります）。"
        );
        Err(SchemeFault::at("version", sentence))
    }

    /// Whether it holds on any day of a span.
    pub fn holds_within(&self, first: Day, last: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= last)
            && self.valid_to.is_none_or(|to| to >= first)
    }

    /// An item.
    pub fn item(&self, code: &str) -> Option<&SchemeItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The codes of an item and of those above it, from it to the top; none where the way up comes
    /// back to itself.
    fn above(&self, code: &str) -> Option<Vec<&str>> {
        let mut way = Vec::new();
        let mut at = self.item(code);
        while let Some(item) = at {
            if way.contains(&item.code.as_str()) {
                return None;
            }
            way.push(item.code.as_str());
            at = Some(&item.parent).filter(|up| !up.is_empty()).and_then(|up| self.item(up));
        }
        Some(way)
    }

    /// Whether an item is another one, or stands under it.
    pub fn is_under(&self, code: &str, top: &str) -> bool {
        self.above(code).is_some_and(|way| way.contains(&top))
    }

    /// The items as a reader goes through them: each with how deep it stands, those below an item
    /// right after it.
    pub fn in_tree(&self) -> Vec<(usize, &SchemeItem)> {
        let mut found = Vec::with_capacity(self.items.len());
        self.below("", 0, &mut found);
        found
    }

    fn below<'a>(&'a self, parent: &str, depth: usize, found: &mut Vec<(usize, &'a SchemeItem)>) {
        // What is deeper than it has items is a circle, which `check` refuses
        if depth > self.items.len() {
            return;
        }
        for item in self.items.iter().filter(|item| item.parent == parent) {
            found.push((depth, item));
            self.below(&item.code, depth + 1, found);
        }
    }
}

/// Whether a text is one line with something on it, not too long.
fn is_line(text: &str) -> bool {
    !text.trim().is_empty()
        && text.trim() == text
        && text.chars().count() <= LONGEST
        && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(code: &str, parent: &str) -> SchemeItem {
        SchemeItem { code: code.into(), label: format!("項目{code}"), parent: parent.into() }
    }

    fn scheme(items: &[(&str, &str)]) -> Scheme {
        Scheme {
            id: "made-up".into(),
            title: "架空の体系".into(),
            version: 1,
            valid_from: Day::parse("2022-04-01").ok(),
            valid_to: None,
            source: String::new(),
            items: items.iter().map(|(code, parent)| item(code, parent)).collect(),
        }
    }

    #[test]
    fn a_scheme_that_fits_together_is_taken_and_others_are_told_their_place() {
        let good = scheme(&[("1", ""), ("1-1", "1"), ("2", "")]);
        assert_eq!(good.check(), Ok(()));
        let wrong = [
            (Scheme { id: "Made Up".into(), ..good.clone() }, "id"),
            (Scheme { id: "..".into(), ..good.clone() }, "id"),
            (Scheme { title: "一\n二".into(), ..good.clone() }, "title"),
            (Scheme { version: 0, ..good.clone() }, "version"),
            (Scheme { valid_to: Day::parse("2020-03-31").ok(), ..good.clone() }, "valid_to"),
            (scheme(&[]), "items"),
            (scheme(&[("1", ""), ("1", "")]), "items の2番目（1）"),
            (scheme(&[("1", "9")]), "items の1番目（1）"),
            (scheme(&[("1", "2"), ("2", "1")]), "items の1番目（1）"),
            (scheme(&[(" 1", "")]), "items の1番目（ 1）"),
        ];
        for (scheme, place) in wrong {
            assert_eq!(scheme.check().map_err(|fault| fault.place), Err(place.to_owned()));
        }
    }

    #[test]
    fn what_stands_below_an_item_is_read_right_after_it() {
        let scheme = scheme(&[("1-1", "1"), ("2", ""), ("1", ""), ("1-1-a", "1-1")]);
        let read: Vec<_> =
            scheme.in_tree().iter().map(|(depth, item)| (*depth, item.code.as_str())).collect();
        assert_eq!(read, [(0, "2"), (0, "1"), (1, "1-1"), (2, "1-1-a")]);
        assert!(scheme.is_under("1-1-a", "1") && scheme.is_under("1", "1"));
        assert!(!scheme.is_under("2", "1") && !scheme.is_under("9", "1"));
    }

    #[test]
    fn a_version_follows_the_one_before_it_and_holds_for_its_days() {
        let old = scheme(&[("1", "")]);
        let next = Scheme { version: 2, ..old.clone() };
        assert_eq!(next.may_follow(&old), Ok(()));
        assert!(old.may_follow(&old).is_err());
        let day = |text| Day::parse(text).unwrap();
        assert!(old.holds_within(day("2021-04-01"), day("2022-04-01")));
        assert!(!old.holds_within(day("2021-04-01"), day("2022-03-31")));
        let ended = Scheme { valid_to: Some(day("2023-03-31")), ..old };
        assert!(!ended.holds_within(day("2023-04-01"), day("2024-03-31")));
    }
}
