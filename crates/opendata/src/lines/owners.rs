//! Owners: who has an action in charge.

use domain::text::fold;
use edition::{ContentDigest, EditionContent};

use super::{
    cells::{line, whose_year},
    grouped::by_action,
};
use crate::clean::one_line;

pub(crate) fn owners(content: &EditionContent) -> Vec<Vec<String>> {
    let whose = whose_year(content);
    let mut lines = Vec::new();
    for rows in by_action(content) {
        let mut owners: Vec<(String, String)> = Vec::new();
        for (department, section) in rows.iter().flat_map(|row| &row.owners) {
            let owner = (one_line(department), one_line(section));
            let says = !(owner.0.is_empty() && owner.1.is_empty());
            if says && !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        let id = rows.first().map_or_else(String::new, |row| row.id.clone());
        for ((department, section), no) in owners.into_iter().zip(1..) {
            let code = code(&department, &section);
            let role = "in_charge".to_owned();
            lines.push(line(&whose, [id.clone(), no.to_string(), code, department, section, role]));
        }
    }
    lines
}

/// A code that stays as long as the names do, however wide they are written.
fn code(department: &str, section: &str) -> String {
    let digest = ContentDigest::of(format!("{}\t{}", fold(department), fold(section)).as_bytes());
    format!("owner-{}", digest.as_str().get(..8).unwrap_or_default())
}
