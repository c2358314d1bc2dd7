//! What a crosswalk leads to: the actions of a year's sheet, or the items of another scheme, as people
//! name them.

use std::collections::BTreeSet;

use domain::{scheme::Scheme, text::fold};
use store::StoredSheet;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TargetEntry {
    /// The identifier of the action, or the code of the item.
    pub(crate) key: String,
    /// The number on the sheet, or the code.
    pub(crate) shown: String,
    /// The name.
    pub(crate) label: String,
}

/// All of them in their order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TargetList {
    pub(crate) entries: Vec<TargetEntry>,
    /// What they are called: 事業, 項目.
    noun: &'static str,
}

impl TargetList {
    /// The actions of a sheet; one that is shown again counts by its first row.
    pub(crate) fn of_sheet(stored: &StoredSheet) -> Self {
        let mut told = BTreeSet::new();
        let rows = stored.actions.iter().zip(&stored.sheet.rows);
        let new = rows.filter(|(action, _)| told.insert(*action));
        let entry = |(action, row): (&domain::Id<_>, &domain::sheet::Row)| TargetEntry {
            key: action.to_string(),
            shown: row.no.to_string(),
            label: row.title(),
        };
        Self { entries: new.map(entry).collect(), noun: "事業" }
    }

    /// The items of a scheme.
    pub(crate) fn of_scheme(scheme: &Scheme) -> Self {
        let entry = |item: &domain::scheme::SchemeItem| TargetEntry {
            key: item.code.clone(),
            shown: item.code.clone(),
            label: item.label.clone(),
        };
        Self { entries: scheme.items.iter().map(entry).collect(), noun: "項目" }
    }

    /// The entry of a key.
    pub(crate) fn entry(&self, key: &str) -> Option<&TargetEntry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The key of what a table names by number or code, by name, or by both; a sentence where it names
    /// nothing, or not one thing.
    pub(crate) fn key(&self, shown: &str, label: &str) -> Result<String, String> {
        let (noun, number, name) = (self.noun, fold(shown), fold(label));
        if number.is_empty() {
            let mut found = self.entries.iter().filter(|one| fold(&one.label) == name);
            return match (found.next(), found.next()) {
                (Some(one), None) => Ok(one.key.clone()),
                (None, _) => Err(format!("「{label}」という{noun}がありません。")),
                (Some(_), Some(_)) => {
                    Err(format!("「{label}」という{noun}が2つ以上あります。番号も書いてください。"))
                }
            };
        }
        let found = self.entries.iter().find(|one| fold(&one.shown) == number);
        let found = found.ok_or_else(|| format!("{shown}番の{noun}がありません。"))?;
        if !name.is_empty() && fold(&found.label) != name {
            return Err(format!(
                "{shown}番の{noun}は「{}」で、表の「{label}」と違います。年度か番号を確かめてください。",
                found.label
            ));
        }
        Ok(found.key.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_names_a_target_by_number_by_name_or_by_both() {
        let entry = |key: &str, shown: &str, label: &str| TargetEntry {
            key: key.into(),
            shown: shown.into(),
            label: label.into(),
        };
        let entries =
            vec![entry("a", "1", "研修"), entry("b", "2", "相談"), entry("c", "3", "相談")];
        let list = TargetList { entries, noun: "事業" };
        for (shown, label, key) in
            [("1", "", Some("a")), ("２", "相談", Some("b")), ("", "研修", Some("a"))]
        {
            assert_eq!(list.key(shown, label).ok().as_deref(), key, "{shown} {label}");
        }
        for (shown, label, told) in [
            ("9", "", "9番の事業がありません"),
            ("1", "相談", "「研修」で、表の「相談」と違います"),
            ("", "相談", "2つ以上"),
            ("", "ない", "「ない」という事業"),
        ] {
            let said = list.key(shown, label).unwrap_err();
            assert!(said.contains(told), "{said}");
        }
    }
}
