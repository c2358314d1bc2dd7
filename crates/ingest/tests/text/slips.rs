//! Texts in which cells slipped: what is read otherwise than it was printed is doubted, or the text
//! is refused. Nothing slips unseen.

use domain::reading::{ProblemKind, Reading};

use crate::{
    fiction::{self, Dice, Row, Sheet},
    printer::{Form, Heads, Slip},
    shares::{bare, paired, told},
    variants,
};

/// Rows of a text, and how many texts of each kind are tried; debug builds are slow.
const ROWS: usize = 14;
const TEXTS: usize = if cfg!(debug_assertions) { 24 } else { 100 };

/// The columns whose cells are dropped and swapped: sentences, a percentage and a grade.
const COLUMNS: [usize; 7] = [6, 7, 8, 9, 10, 11, 12];

/// What a reader of the paper would see in a row.
fn printed(form: &Form, sheet: &Sheet, no: usize) -> Row {
    let mut row = sheet.rows[no].clone();
    match form.slip {
        Some(Slip::Dropped { row: at, column }) if at == no => {
            row.insert(form.columns[column].role.to_owned(), String::new());
        }
        Some(Slip::Swapped { row: at, column }) if at == no => {
            let [a, b] = [0, 1].map(|next| form.columns[column + next].role.to_owned());
            let (first, second) = (row[&a].clone(), row[&b].clone());
            row.insert(a, second);
            row.insert(b, first);
        }
        _ => {}
    }
    row
}

/// The roles in which a row was read otherwise than the given one says.
fn wrong(form: &Form, row: &Row, reading: &Reading, at: Option<usize>) -> Vec<String> {
    let Some(read) = at.map(|at| &reading.sheet.rows[at]) else { return vec!["no row".into()] };
    let differs = |role: &&str| {
        bare(row.get(*role).map_or("", String::as_str)) != bare(&told(reading, read, role))
    };
    let tell = |role: &str| format!("{role}: {} ≠ {}", row[role], told(reading, read, role));
    form.columns.iter().map(|column| column.role).filter(differs).map(tell).collect()
}

/// The rows that are wrong and of which nobody is told.
fn silent(form: &Form, sheet: &Sheet) -> Vec<String> {
    let text = form.print(sheet);
    let Ok(reading) = crate::read(&text) else { return Vec::new() };
    assert!(reading.account.balances(), "{:?}", reading.account);
    let asked = |p: &domain::reading::Problem| {
        matches!(p.kind, ProblemKind::Doubt | ProblemKind::Unexpected | ProblemKind::Unplaced)
    };
    let pairs = paired(sheet, &reading);
    let mut silent = Vec::new();
    for (no, at) in pairs.iter().enumerate() {
        let seen = wrong(form, &printed(form, sheet, no), &reading, *at);
        let meant = wrong(form, &sheet.rows[no], &reading, *at);
        let row = at.map(|at| reading.sheet.rows[at].no);
        let doubted = reading.problems.iter().any(|p| asked(p) && (row.is_none() || p.row == row));
        if !seen.is_empty() && !meant.is_empty() && !doubted {
            silent.push(format!("{:?} row {no}:\n{}", form.slip, seen.join("\n")));
        }
    }
    silent
}

/// Tries slips of one kind in texts with and without blank lines.
fn hold(slip: impl Fn(&mut Dice, usize) -> Slip) {
    let mut sheet = fiction::years().remove(0);
    sheet.rows.truncate(ROWS);
    let mut dice = Dice(17);
    let mut all = Vec::new();
    for no in 0..TEXTS {
        let mut form = variants::standard(sheet.year);
        form.heads = Heads::Once;
        form.blank_lines = no % 2 == 0;
        let row = dice.below(ROWS - 1);
        form.slip = Some(slip(&mut dice, row));
        all.extend(silent(&form, &sheet));
    }
    assert!(all.is_empty(), "{} silent:\n{}", all.len(), all.join("\n"));
}

#[test]
fn the_last_cells_of_a_row_never_slip_into_the_next_unseen() {
    hold(|dice, row| Slip::Carried { row, cells: 1 + dice.below(3) });
}

#[test]
fn a_cell_that_is_missing_moves_no_other_unseen() {
    hold(|dice, row| Slip::Dropped { row, column: COLUMNS[dice.below(COLUMNS.len())] });
}

#[test]
fn cells_that_changed_places_are_read_as_printed_or_doubted() {
    hold(|dice, row| Slip::Swapped { row, column: COLUMNS[dice.below(COLUMNS.len() - 1)] });
}

#[test]
fn a_head_that_was_cut_is_refused() {
    let Some(text) = crate::sample::sample("misread/t03c_raw.txt") else { return };
    let why = crate::read(&text).err();
    assert!(matches!(why, Some(ingest::Unreadable::OrderLost { .. })), "{why:?}");
}
