//! Cells that repeat the row above: ditto marks say so, an empty owner may.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Place, Slot,
    decision::{Certainty, DecisionKind, Treatment},
    layout::ColumnRole,
    reading::{Problem, ProblemKind},
    sheet::Row,
    text::is_ditto,
};

use super::{
    decide::{Decisions, Undecided},
    remarks,
};

/// The most places that one sentence names.
const MOST_NAMED: usize = 60;

/// Cells by the number of their row and their role.
type Cells = BTreeSet<(u32, ColumnRole)>;

/// Settles what repeats the row above, and owners that nobody wrote.
pub(super) fn settle(
    rows: &mut [Row],
    below_struck: &Cells,
    decisions: &mut Decisions,
) -> Vec<Problem> {
    let repeats = repeat_owners(rows);
    let mut problems = dittos(rows, below_struck);
    problems.extend(blank_owners(rows, repeats, decisions));
    problems
}

/// Ditto marks say what the cell above says, unless that is struck out.
fn dittos(rows: &mut [Row], below_struck: &Cells) -> Vec<Problem> {
    let mut found: BTreeMap<ColumnRole, Vec<Place>> = BTreeMap::new();
    let mut lost = Vec::new();
    for at in 0..rows.len() {
        let (before, rest) = rows.split_at_mut(at);
        let Some(row) = rest.first_mut() else { break };
        for role in roles(row) {
            let Some(cell) = row.cell(&role).filter(|cell| is_ditto(&cell.text)) else { continue };
            let place = cell.place.clone().unwrap_or(Place::File);
            let above = before.last().and_then(|above| above.cell(&role));
            let above = above.filter(|_| !below_struck.contains(&(row.no, role.clone())));
            let says = |text: &String| !text.is_empty() && !is_ditto(text);
            match above.map(|above| above.text.clone()).filter(says) {
                Some(text) if role != ColumnRole::Action => {
                    if let Some(cell) = row.cell_mut(&role) {
                        cell.text = text;
                    }
                    found.entry(role).or_default().push(place);
                }
                _ => lost.push(not_above(
                    &row.cell(&role).map(|c| c.text.clone()).unwrap_or_default(),
                    place,
                    row.no,
                    &role,
                )),
            }
        }
    }
    let repeated = found.into_iter().filter_map(|(role, places)| repeated(&role, &places));
    repeated.chain(lost).collect()
}

fn roles(row: &Row) -> Vec<ColumnRole> {
    let named = [
        ColumnRole::Action,
        ColumnRole::Content,
        ColumnRole::Page,
        ColumnRole::Department,
        ColumnRole::Section,
    ];
    let answers = row.answers.iter().filter(|(_, cell)| is_ditto(&cell.text));
    let answers = answers.map(|(slot, _): (&Slot, _)| ColumnRole::Answer(slot.clone()));
    named.into_iter().chain(answers).collect()
}

fn repeated(role: &ColumnRole, places: &[Place]) -> Option<Problem> {
    let named = listed(places);
    // What an owner repeats is the same owner; what an answer repeats may be another action's words
    let kind = match role {
        ColumnRole::Answer(_) => ProblemKind::Doubt,
        _ => ProblemKind::Repair,
    };
    let message = format!(
        "「{}」の「〃」「同上」（{named}）は、上の行と同じ内容として読みました。",
        role.label()
    );
    Some(Problem::new(kind, places.first()?.clone(), message))
}

fn not_above(text: &str, place: Place, row: u32, role: &ColumnRole) -> Problem {
    let message = format!(
        "{place} の「{text}」は、上の行の何を指すのか分かりません。そのままの文字で取り込みます。元のファイルに内容を書いてください。"
    );
    Problem::new(ProblemKind::Doubt, place, message).at(row, role.clone())
}

fn listed(places: &[Place]) -> String {
    remarks::listed(places.iter().map(Place::to_string), MOST_NAMED)
}

/// Whether somebody is named as the owner.
fn named(row: &Row) -> bool {
    !row.section.text.trim().is_empty() || !row.department.text.trim().is_empty()
}

fn place_of_owner(row: &Row) -> Place {
    row.section.place.clone().unwrap_or_else(|| row.place.clone())
}

/// What people call the owner's cell: its address; on a page, the action's title.
fn named_row(row: &Row) -> String {
    match place_of_owner(row) {
        page @ Place::Box { .. } => format!("{page}「{}」", row.action.text.replace('\n', "")),
        place => place.to_string(),
    }
}

/// Whether the same owner is written on two rows one after the other.
fn repeat_owners(rows: &[Row]) -> bool {
    rows.windows(2).any(|pair| match pair {
        [a, b] => {
            named(a) && a.section.text == b.section.text && a.department.text == b.department.text
        }
        _ => false,
    })
}

/// Owners that nobody wrote: those above where the column names each owner once, else nobody.
fn blank_owners(rows: &mut [Row], repeats: bool, decisions: &mut Decisions) -> Vec<Problem> {
    let blank: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| !named(row)).map(|(at, _)| at).collect();
    // Without a column of owners there is nothing to be blank
    if blank.is_empty() || blank.len() == rows.len() {
        return Vec::new();
    }
    let take = if repeats || !rows.first().is_some_and(named) {
        Treatment::Blank
    } else {
        Treatment::Above
    };
    let nobodys = || blank.iter().filter_map(|at| rows.get(*at));
    let first = nobodys().next().map_or(Place::File, place_of_owner);
    let nobody =
        remarks::listed(nobodys().map(named_row).collect::<Vec<_>>().into_iter(), MOST_NAMED);
    let undecided = Undecided {
        kind: DecisionKind::Value,
        subject: "担当課の空欄".to_owned(),
        place: first.clone(),
        certainty: Certainty::Inferred,
        evidence: format!("担当課のない事業が{}件ある（{nobody}）", blank.len()),
    };
    let value = decisions.decide(undecided, take.code());
    if Treatment::coded(&value) == Some(Treatment::Above) {
        for at in 1..rows.len() {
            let (before, rest) = rows.split_at_mut(at);
            if let (Some(above), Some(row)) = (before.last(), rest.first_mut())
                && !named(row)
            {
                row.section.text.clone_from(&above.section.text);
                row.department.text.clone_from(&above.department.text);
            }
        }
        return Vec::new();
    }
    let message = format!(
        "担当課のない事業が{}件あります（{nobody}）。このままでは調査でだれにも配られません。元のファイルに担当課を書くか、登録のあとで担当を決めてください。",
        blank.len(),
    );
    vec![Problem::new(ProblemKind::Doubt, first, message)]
}
