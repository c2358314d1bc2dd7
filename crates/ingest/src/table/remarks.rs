//! What a person is told about the rows below the head, each in a sentence with its place.

use domain::{
    decision::RowKind,
    reading::{Problem, ProblemKind},
};

use crate::headings;

use super::{
    grid::{CellKind, Table, TableCell},
    head::Headed,
};

/// The most places that one sentence names.
const MOST_NAMED: usize = 10;

/// The first of so many names, and how many more there are.
pub(super) fn listed(names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let named = names.take(most).collect::<Vec<_>>().join("、");
    if more > 0 { format!("{named} ほか{more}か所") } else { named }
}

/// What is odd about a cell's kind.
pub(super) fn odd(table: &Table, row: u32, cell: &TableCell) -> Option<Problem> {
    let place = || table.place(row, cell.column);
    match cell.kind {
        CellKind::Plain => None,
        CellKind::Error => {
            let message = format!(
                "{} は計算式のエラー（{}）です。元のファイルで値を直してから読み込み直してください。",
                place(),
                cell.text
            );
            Some(Problem::new(ProblemKind::Unexpected, place(), message))
        }
        CellKind::Date => {
            let message =
                format!("{} は日付のセルです。「{}」として読みました。", place(), cell.text);
            Some(Problem::new(ProblemKind::Note, place(), message))
        }
    }
}

/// A value merged over other columns of the table.
pub(super) fn across(table: &Table, row: u32, cell: &TableCell, columns: &[u32]) -> Problem {
    let place = table.place(row, cell.column);
    let columns: Vec<String> = columns.iter().map(|column| table.column_name(*column)).collect();
    let message = format!(
        "{place} は右の列（{}）と結合されています。左端の列の値として読みました。ほかの列の値でもある場合は、結合を解除して記入してください。",
        columns.join("、")
    );
    Problem::new(ProblemKind::Doubt, place, message)
}

/// A row that no action takes: a note, or cells without an action's title.
pub(super) fn loose(table: &Table, row: u32, cells: &[&TableCell]) -> Option<Problem> {
    let first = cells.first()?;
    let place = table.place(row, first.column);
    let texts = texts(cells);
    let message = if cells.len() == 1 {
        format!("{place} の「{texts}」は表の外の文として、どの事業にも取り込んでいません。")
    } else {
        format!(
            "{}には事業名がないため、「{texts}」を取り込んでいません。事業名を記入してから読み込み直してください。",
            if table.has_positions() {
                format!("{}の行", table.row_name(row))
            } else {
                format!("{}目", table.row_name(row))
            }
        )
    };
    Some(Problem::new(ProblemKind::Unplaced, place, message))
}

/// A row that shows how the sheet is filled in, or adds others up.
pub(super) fn aside(
    table: &Table,
    row: u32,
    cells: &[&TableCell],
    kind: RowKind,
) -> Option<Problem> {
    let first = cells.first()?;
    let place = table.place(row, first.column);
    let message = format!(
        "{place} からの行「{}」は{}の行として、どの事業にも取り込んでいません。",
        texts(cells),
        kind.label()
    );
    Some(Problem::new(ProblemKind::Unplaced, place, message))
}

/// Rows of a table that is no sheet.
pub(super) fn elsewhere(
    table: &Table,
    row: u32,
    cells: &[&TableCell],
    rows: usize,
) -> Option<Problem> {
    let first = cells.first()?;
    let place = table.place(row, first.column);
    let message = format!(
        "{place} からの{rows}行（「{}」など）は、進捗管理シートの見出しのない別の表とみなし、取り込んでいません。",
        texts(cells)
    );
    Some(Problem::new(ProblemKind::Unplaced, place, message))
}

fn texts(cells: &[&TableCell]) -> String {
    let texts: Vec<String> = cells.iter().map(|cell| cell.text.replace('\n', " ")).collect();
    texts.join("」「")
}

/// A value that a merged region hides.
pub(super) fn covered(table: &Table, row: u32, cell: &TableCell) -> Problem {
    let place = table.place(row, cell.column);
    let message = format!(
        "{place} の「{}」は結合されたセルに隠れているため、取り込んでいません。必要であれば結合を解除してから読み込み直してください。",
        cell.text
    );
    Problem::new(ProblemKind::Unplaced, place, message)
}

/// Rows that print the head again.
pub(super) fn heads_again(table: &Table, rows: &[u32]) -> Option<Problem> {
    let named = rows.iter().take(MOST_NAMED).map(|row| table.row_name(*row));
    let named = named.collect::<Vec<_>>().join("、");
    let count = rows.len();
    let message = format!(
        "見出しが表の途中の{count}か所（{named}）にもあるため、その行は見出しとして読みました。"
    );
    let place = table.place(*rows.first()?, 0);
    Some(Problem::new(ProblemKind::Repair, place, message))
}

/// A column of which nothing is taken, with how many values it has and the first one's row.
pub(super) fn untaken(
    table: &Table,
    column: u32,
    headed: Option<&Headed>,
    (cells, row): (usize, u32),
) -> Problem {
    let name = format!("{}列", table.column_name(column));
    let Some(headed) = headed.filter(|headed| !headed.heading.is_empty()) else {
        let message = format!(
            "{name}には見出しがないため、値（{cells}個）を取り込んでいません。見出しを付けるか、不要であれば列を削除してください。"
        );
        return Problem::new(ProblemKind::Unplaced, table.place(row, column), message);
    };
    let heading = headed.heading.replace('\n', "");
    let place = headed.place.clone();
    if headed.on_purpose {
        let message =
            format!("{name}「{heading}」は様式の指定により、値（{cells}個）を取り込んでいません。");
        return Problem::new(ProblemKind::Note, place, message);
    }
    if headed.reason == headings::TWICE {
        let message = format!(
            "{name}「{heading}」は、同じ意味の見出しの列が左にもあるため、値（{cells}個）を取り込んでいません。別の内容であれば、「この表をこう読みました」の画面か様式ファイルで列の意味を指定してください。"
        );
        return Problem::new(ProblemKind::Unplaced, place, message);
    }
    let message = format!(
        "{name}「{heading}」は意味が分からないため、値（{cells}個）を取り込んでいません。必要な列であれば、様式ファイルの columns に見出しと role を加え、その様式を指定して読み込み直してください。"
    );
    Problem::new(ProblemKind::Unplaced, place, message)
}
