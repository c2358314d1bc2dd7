//! The crosswalks that an edition holds: a scheme by value, and which of its items correspond to which
//! actions. Remarks on rows stay in the city.

use domain::scheme::{Crosswalk, CrosswalkRow, MappingRelation, Scheme, SchemeItem};
use serde::{Deserialize, Serialize};

/// A scheme with the rows of its crosswalk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkRecord {
    /// The scheme.
    pub scheme: SchemeRecord,
    /// Its rows by item and action.
    pub rows: Vec<MappingRecord>,
}

/// A scheme in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeRecord {
    /// Its name for machines.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The version, from 1.
    pub version: u32,
    /// The first day on which it holds: `2022-04-01`; empty where nobody said it.
    pub valid_from: String,
    /// The last day on which it holds; empty where it holds on.
    pub valid_to: String,
    /// Where it is published; may be empty.
    pub source: String,
    /// Its items in its order.
    pub items: Vec<ItemRecord>,
}

/// An item of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRecord {
    /// Its code, once in the scheme.
    pub code: String,
    /// Its words.
    pub label: String,
    /// The code of the item under which it stands; empty at the top.
    pub parent: String,
}

/// That an item corresponds to an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingRecord {
    /// The code of the item.
    pub item: String,
    /// The public identifier of the action.
    pub action: String,
    /// How closely.
    pub relation: MappingRelation,
    /// Whether it is the main one of the action's items.
    pub primary: bool,
    /// The role that decided it.
    pub decided_by: String,
    /// The day: `2026-04-01`.
    pub decided_on: String,
}

impl CrosswalkRecord {
    /// A crosswalk whose targets are called as an edition calls its actions; only those that it has.
    pub fn of(scheme: &Scheme, crosswalk: &Crosswalk, has: impl Fn(&str) -> bool) -> Self {
        let rows = crosswalk.rows().filter(|row| has(&row.target));
        Self { scheme: SchemeRecord::of(scheme), rows: rows.map(MappingRecord::of).collect() }
    }

    /// The scheme and the crosswalk again, as the domain counts them.
    pub fn counted(&self) -> (Scheme, Crosswalk) {
        let scheme = &self.scheme;
        let item = |item: &ItemRecord| SchemeItem {
            code: item.code.clone(),
            label: item.label.clone(),
            parent: item.parent.clone(),
        };
        let of = Scheme {
            id: scheme.id.clone(),
            title: scheme.title.clone(),
            version: scheme.version,
            valid_from: domain::Day::parse(&scheme.valid_from).ok(),
            valid_to: domain::Day::parse(&scheme.valid_to).ok(),
            source: scheme.source.clone(),
            items: scheme.items.iter().map(item).collect(),
        };
        (of, Crosswalk::of(self.rows.iter().filter_map(MappingRecord::row)))
    }
}

impl SchemeRecord {
    fn of(scheme: &Scheme) -> Self {
        let day = |day: Option<domain::Day>| day.map_or_else(String::new, |day| day.to_string());
        let item = |item: &SchemeItem| ItemRecord {
            code: item.code.clone(),
            label: item.label.clone(),
            parent: item.parent.clone(),
        };
        Self {
            id: scheme.id.clone(),
            title: scheme.title.clone(),
            version: scheme.version,
            valid_from: day(scheme.valid_from),
            valid_to: day(scheme.valid_to),
            source: scheme.source.clone(),
            items: scheme.items.iter().map(item).collect(),
        }
    }
}

impl MappingRecord {
    fn of(row: &CrosswalkRow) -> Self {
        Self {
            item: row.source.clone(),
            action: row.target.clone(),
            relation: row.relation,
            primary: row.primary,
            decided_by: row.decided_by.clone(),
            decided_on: row.decided_on.to_string(),
        }
    }

    fn row(&self) -> Option<CrosswalkRow> {
        Some(CrosswalkRow {
            source: self.item.clone(),
            target: self.action.clone(),
            relation: self.relation,
            primary: self.primary,
            note: String::new(),
            decided_by: self.decided_by.clone(),
            decided_on: domain::Day::parse(&self.decided_on).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::Day;

    use super::*;
    use crate::{EditionContent, canonical, wording::example::edition};

    fn record() -> CrosswalkRecord {
        let item = |code: &str| SchemeItem {
            code: code.into(),
            label: format!("項目{code}"),
            parent: String::new(),
        };
        let scheme = Scheme {
            id: "made-up".into(),
            title: "架空の体系".into(),
            version: 1,
            valid_from: Day::parse("2022-04-01").ok(),
            valid_to: None,
            source: "架空".into(),
            items: vec![item("1"), item("2")],
        };
        let row = |source: &str, target: &str, primary| CrosswalkRow {
            source: source.into(),
            target: target.into(),
            relation: MappingRelation::Partial,
            primary,
            note: "内部の覚え".into(),
            decided_by: "事務局".into(),
            decided_on: Day::parse("2026-04-01").unwrap(),
        };
        let crosswalk = Crosswalk::of([
            row("1", "a1", true),
            row("2", "a1", false),
            row("2", "a2", true),
            row("1", "a9", true),
        ]);
        CrosswalkRecord::of(&scheme, &crosswalk, |action| action != "a9")
    }

    #[test]
    fn an_edition_holds_the_rows_of_its_own_actions_without_remarks() {
        let record = record();
        let rows: Vec<_> = record.rows.iter().map(|row| (&*row.item, &*row.action)).collect();
        assert_eq!(rows, [("1", "a1"), ("2", "a1"), ("2", "a2")]);
        let text = String::from_utf8(canonical(&record).unwrap()).unwrap();
        assert!(
            !text.contains("内部の覚え") && text.contains("\"relation\":\"partial\""),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<CrosswalkRecord>(&text).unwrap(), record);
        let (scheme, crosswalk) = record.counted();
        let totals = crosswalk.totals(&scheme, ["a1", "a2", "a3"]);
        assert_eq!((totals.sum, totals.mapped, totals.primary_sum), (3, 2, 2));
    }

    #[test]
    fn an_edition_without_crosswalks_has_the_bytes_that_it_had() {
        let plain = edition("会議", "会議を2回開いた。");
        let bytes = canonical(&plain).unwrap();
        assert!(!String::from_utf8(bytes.clone()).unwrap().contains("crosswalk"));
        let again: EditionContent = serde_json::from_slice(&bytes).unwrap();
        assert_eq!((canonical(&again).unwrap(), again.crosswalks.len()), (bytes, 0));
    }

    #[test]
    fn the_main_item_is_told_only_where_there_is_one() {
        let mut content = edition("会議", "会議を2回開いた。");
        assert_eq!(content.main_item("a1"), None);
        content.crosswalks = vec![record()];
        assert_eq!(content.main_item("a1").map(|(_, item)| &*item.code), Some("1"));
        assert_eq!(content.main_item("a7"), None);
        content.crosswalks.push(record());
        assert_eq!(content.main_item("a1"), None, "two schemes, and no telling which is meant");
    }
}
