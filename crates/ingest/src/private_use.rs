//! Characters that a system has made for itself (外字): elsewhere nobody knows what they are.

use std::collections::BTreeSet;

use domain::{
    reading::{Problem, ProblemKind},
    sheet::Sheet,
};

/// The most cells that are told of one by one; a font of the city hall's own may be everywhere.
const MOST_TOLD: usize = 200;

/// Each cell that has such characters, once where several rows share it.
pub(crate) fn told(sheet: &Sheet) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for row in &sheet.rows {
        for cell in row.cells().filter(|cell| cell.text.contains(is_private)) {
            let place = cell.place.clone().unwrap_or_else(|| row.place.clone());
            if problems.len() == MOST_TOLD || !seen.insert(place.clone()) {
                continue;
            }
            let codes: BTreeSet<char> = cell.text.chars().filter(|c| is_private(*c)).collect();
            let codes: Vec<String> =
                codes.iter().take(5).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            let message = format!(
                "{place} に外字（{}）があります。ほかの機器では読めないため、元のファイルで普通の文字に直してから読み込み直してください。",
                codes.join("、")
            );
            let problem = Problem::new(ProblemKind::Doubt, place, message);
            problems.push(Problem { row: Some(row.no), ..problem });
        }
    }
    problems
}

/// Whether Unicode leaves the character to whoever uses it.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}
