//! The rows of a crosswalk: which item corresponds to what, how closely, and which of several is the
//! main one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Scheme;
use crate::{Day, coded};

coded! {
    /// How closely what an item says fits what stands on the other side.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum MappingRelation {
        /// Both say the same.
        Exact => "exact", "一致";
        /// The other side is a part of the item.
        Narrower => "narrower", "対応先が狭い";
        /// The item is a part of the other side.
        Broader => "broader", "対応先が広い";
        /// They overlap.
        Partial => "partial", "一部が重なる";
    }
}

/// Which crosswalk: from a version of a scheme to the plan's actions, or to a version of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CrosswalkKey {
    /// The scheme.
    pub scheme: String,
    /// Its version.
    pub version: u32,
    /// The other scheme with its version; none for the plan's actions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<(String, u32)>,
}

impl CrosswalkKey {
    /// From a version of a scheme to the plan's actions.
    pub fn to_actions(scheme: &Scheme) -> Self {
        Self { scheme: scheme.id.clone(), version: scheme.version, to: None }
    }
}

/// That an item corresponds to something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkRow {
    /// The code of the item.
    pub source: String,
    /// The identifier of the action, or the code of the other scheme's item.
    pub target: String,
    /// How closely.
    pub relation: MappingRelation,
    /// Whether it is the main one of those that name the same target (主): by these marks nothing is
    /// counted twice.
    pub primary: bool,
    /// What there is to say of it; stays in the city.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The role that decided it: 事務局.
    pub decided_by: String,
    /// When.
    pub decided_on: Day,
}

/// Why a row cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CrosswalkFault {
    /// The scheme has no such item.
    #[error("この体系にない項目です。項目を選び直してください。")]
    NoItem,
    /// Nothing would be the main one any more.
    #[error("主な対応が一つ要ります。先に、同じ対応先の別の行に「主」の印を付けてください。")]
    NoPrimary,
    /// There is no such row.
    #[error("この対応はありません。画面を開き直して、今の対応表を確かめてください。")]
    NoRow,
}

/// A row before and after a change; none where it was not, or is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkChange {
    /// The row before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<CrosswalkRow>,
    /// The row after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<CrosswalkRow>,
}

impl CrosswalkChange {
    /// The item and the target that it is about.
    pub fn place(&self) -> (&str, &str) {
        let row = self.after.as_ref().or(self.before.as_ref());
        row.map_or(("", ""), |row| (&row.source, &row.target))
    }
}

/// The rows of a crosswalk. Of those that name one target exactly one is the main one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crosswalk {
    rows: BTreeMap<(String, String), CrosswalkRow>,
}

impl Crosswalk {
    /// Rows as they were kept: of several marks for one target the first stands, and where there is
    /// none the first row takes it.
    pub fn of(rows: impl IntoIterator<Item = CrosswalkRow>) -> Self {
        let mut all = Self::default();
        for row in rows {
            let key = (row.source.clone(), row.target.clone());
            all.rows.entry(key).or_insert(row);
        }
        let mut marked = BTreeSet::new();
        for row in all.rows.values_mut().filter(|row| row.primary) {
            row.primary = marked.insert(row.target.clone());
        }
        for row in all.rows.values_mut() {
            row.primary |= marked.insert(row.target.clone());
        }
        all
    }

    /// Its rows by item and target.
    pub fn rows(&self) -> impl Iterator<Item = &CrosswalkRow> {
        self.rows.values()
    }

    /// A row.
    pub fn row(&self, source: &str, target: &str) -> Option<&CrosswalkRow> {
        self.rows.get(&(source.to_owned(), target.to_owned()))
    }

    /// The code of the main item of a target.
    pub fn primary_of(&self, target: &str) -> Option<&str> {
        let main = self.rows().find(|row| row.primary && row.target == target);
        main.map(|row| row.source.as_str())
    }

    fn others<'a>(&'a self, row: (&'a str, &'a str)) -> impl Iterator<Item = &'a CrosswalkRow> {
        self.rows().filter(move |other| other.target == row.1 && other.source != row.0)
    }

    /// The crosswalk with a row as it is to be. The only row of a target is its main one; a mark that
    /// is set takes that of another row.
    pub fn with(&self, scheme: &Scheme, mut row: CrosswalkRow) -> Result<Self, CrosswalkFault> {
        if scheme.item(&row.source).is_none() {
            return Err(CrosswalkFault::NoItem);
        }
        let place = (row.source.as_str(), row.target.as_str());
        let is_only = self.others(place).next().is_none();
        let is_marked = self.others(place).any(|other| other.primary);
        row.primary |= is_only;
        if !row.primary && !is_marked {
            return Err(CrosswalkFault::NoPrimary);
        }
        let mut next = self.clone();
        if row.primary {
            for other in next.rows.values_mut().filter(|other| other.target == row.target) {
                other.primary = false;
            }
        }
        next.rows.insert((row.source.clone(), row.target.clone()), row);
        Ok(next)
    }

    /// The crosswalk without a row. The only one that is left of a target becomes its main one.
    pub fn without(&self, source: &str, target: &str) -> Result<Self, CrosswalkFault> {
        let gone = self.row(source, target).ok_or(CrosswalkFault::NoRow)?;
        let left = self.others((source, target)).count();
        if gone.primary && left > 1 {
            return Err(CrosswalkFault::NoPrimary);
        }
        let mut next = self.clone();
        next.rows.remove(&(source.to_owned(), target.to_owned()));
        if gone.primary {
            for other in next.rows.values_mut().filter(|other| other.target == target) {
                other.primary = true;
            }
        }
        Ok(next)
    }

    /// What another one says otherwise, by item and target.
    pub fn changes(&self, after: &Self) -> Vec<CrosswalkChange> {
        let places: BTreeSet<_> = self.rows.keys().chain(after.rows.keys()).collect();
        let changed = places.into_iter().map(|place| CrosswalkChange {
            before: self.rows.get(place).cloned(),
            after: after.rows.get(place).cloned(),
        });
        changed.filter(|one| one.before != one.after).collect()
    }

    /// The same with targets named as they are called elsewhere; those that have no name there are
    /// left out.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(&str) -> Option<String>) -> Self {
        let rows = self.rows().filter_map(|row| {
            let target = name(&row.target)?;
            // A row that was of the target itself goes before one that came to it
            Some((target != row.target, CrosswalkRow { target, ..row.clone() }))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(came, row)| (*came, !row.primary));
        let mut marked = BTreeSet::new();
        Self::of(rows.into_iter().map(|(_, row)| {
            let primary = row.primary && marked.insert(row.target.clone());
            CrosswalkRow { primary, ..row }
        }))
    }
}
