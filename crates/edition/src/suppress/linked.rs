//! Tables that count the same: what is hidden in one is hidden in all.

use std::collections::BTreeSet;

use super::{
    pattern::{SmallNumberPolicy, Suppression},
    search::suppress_with,
    table::{CellPosition, CountTable},
};

/// A count that one table hides and another shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellDisagreement {
    /// What is counted.
    pub key: String,
    /// The table that hides it.
    pub hidden_in: String,
    /// The table that shows it.
    pub shown_in: String,
}

impl CellDisagreement {
    /// What is wrong, and the way out.
    pub fn sentence(&self) -> String {
        let Self { key, hidden_in, shown_in } = self;
        format!(
            "「{key}」は、「{hidden_in}」では伏せていますが、「{shown_in}」では示しています。\
             両方で伏せるか、どちらかの公表を取りやめてください。"
        )
    }
}

/// Which cells of several tables are hidden, where cells of the same key are the same count: what one
/// table hides is hidden in each, and guarded there like a small count.
pub fn suppress_linked(tables: &[CountTable], policy: SmallNumberPolicy) -> Vec<Suppression> {
    let tables = published_in_all(tables);
    let mut hidden = BTreeSet::<String>::new();
    loop {
        let found: Vec<Suppression> = tables
            .iter()
            .map(|table| suppress_with(table, &cells_of(table, &hidden), policy))
            .collect();
        let before = hidden.len();
        for (table, cells) in tables.iter().zip(&found) {
            hidden.extend(hidden_keys(table, cells).map(str::to_owned));
        }
        if hidden.len() == before {
            return found;
        }
    }
}

/// What one of several tables hides and another shows. A table that is withheld hides nothing that
/// could be looked up elsewhere: it is not there.
pub fn disagreements(tables: &[(&CountTable, &Suppression)]) -> Vec<CellDisagreement> {
    let mut found = Vec::new();
    for (hiding, hides) in tables {
        for key in hidden_keys(hiding, hides) {
            let shows = |(table, its): &&(&CountTable, &Suppression)| {
                table.keys().any(|(cell, of)| of == key && !its.hides(cell))
            };
            found.extend(tables.iter().filter(shows).map(|(showing, _)| CellDisagreement {
                key: key.to_owned(),
                hidden_in: hiding.name().to_owned(),
                shown_in: showing.name().to_owned(),
            }));
        }
    }
    found
}

/// The keys of the cells that a table hides one by one.
fn hidden_keys<'t>(
    table: &'t CountTable,
    suppression: &'t Suppression,
) -> impl Iterator<Item = &'t str> {
    let one_by_one = *suppression != Suppression::Withheld;
    let hidden = table.keys().filter(move |(cell, _)| one_by_one && suppression.hides(*cell));
    hidden.map(|(_, key)| key)
}

fn cells_of(table: &CountTable, keys: &BTreeSet<String>) -> BTreeSet<CellPosition> {
    table.keys().filter(|(_, key)| keys.contains(*key)).map(|(cell, _)| cell).collect()
}

/// The tables where what an earlier edition shows in one is known to be shown in all.
fn published_in_all(tables: &[CountTable]) -> Vec<CountTable> {
    let shown = |table: &CountTable| {
        let cells = table.keys().filter(|(cell, _)| table.is_published(*cell));
        cells.map(|(_, key)| key.to_owned()).collect::<Vec<_>>()
    };
    let keys: BTreeSet<String> = tables.iter().flat_map(shown).collect();
    let with = |table: &CountTable| {
        cells_of(table, &keys).into_iter().fold(table.clone(), CountTable::published)
    };
    tables.iter().map(with).collect()
}
