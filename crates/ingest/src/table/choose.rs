//! From tables to a reading: which worksheet, which year, and the account of every character.

use domain::{
    Place,
    municipality::named_in,
    place::letters,
    reading::{Problem, ProblemKind, Reader, Reading},
    sheet::Sheet,
};

use super::{
    answers,
    body::TableBody,
    grid::Table,
    head::{self, TableHead},
    remarks, title,
};
use crate::{allowance::Allowance, options::Options, problems::in_order, unreadable::Unreadable};

/// The cells in which the municipality's name is looked for; a real sheet has about 1,200.
const SOME_CELLS: usize = 5_000;

/// Reads the table that holds the sheet; the others are named as not read.
pub(crate) fn read(
    tables: &[Table],
    reader: Reader,
    options: &Options,
    allowance: &Allowance,
) -> Result<Reading, Unreadable> {
    let filled: Vec<&Table> = tables.iter().filter(|table| !table.lines.is_empty()).collect();
    if filled.is_empty() {
        return Err(Unreadable::Empty);
    }
    let (chosen, head, others) = choose(&filled, options)?;
    let lines = title::lines(chosen, &head);
    let (year, year_found) = title::year(chosen, &head, &lines, options)?;
    let title = title::title(&lines);
    let above = title::scale(&lines);

    let mut layout = head.layout.clone();
    let body = TableBody::read(chosen, &head, allowance)?;
    if body.rows.is_empty() {
        let first = head.columns.iter().find(|c| !c.heading.is_empty());
        let place = first.map_or_else(|| chosen.whole(), |c| c.place.clone());
        return Err(Unreadable::NoRows { place: place.to_string() });
    }
    let TableBody { mut rows, measures, mut problems, mut account } = body;
    let above_ink: usize = lines.iter().map(|(_, cell)| domain::text::ink(&cell.text)).sum();
    let head_ink = chosen.lines.iter().filter(|line| (head.first..=head.last).contains(&line.row));
    let head_ink: usize =
        head_ink.flat_map(|line| &line.cells).map(|cell| domain::text::ink(&cell.text)).sum();
    account.characters_heading += above_ink + head_ink;
    let detected = options.layout.is_none();
    problems.extend(answers::settle(&mut rows, &mut layout, above.as_ref(), detected));
    problems.extend(head.columns.iter().filter(|c| c.by_values).map(remarks::by_values));
    problems.extend(others);
    problems.extend(hidden(chosen));
    problems.extend(repaired(chosen));
    problems.extend(chosen.told());
    let municipality = named_in(&title, 1).or_else(|| named_in(&some_text(chosen), 3));
    account.characters_read = read_ink(chosen) + chosen.aside_ink();
    account.characters_unplaced += chosen.aside_ink();
    Ok(Reading {
        reader,
        year_found,
        title,
        municipality,
        sheet: Sheet { year, layout, measures: measures.list, rows },
        problems: in_order(problems),
        account,
        decisions: Vec::new(),
        by_layout: false,
    })
}

/// The table whose head is understood best, with a note for every other one.
fn choose<'a>(
    tables: &[&'a Table],
    options: &Options,
) -> Result<(&'a Table, TableHead, Vec<Problem>), Unreadable> {
    let named = options.layout.as_ref().map(|l| l.sheet.as_str()).filter(|sheet| !sheet.is_empty());
    let candidates = tables.iter().filter(|table| named.is_none_or(|name| *table.name == *name));
    let mut best: Option<(&Table, TableHead)> = None;
    let mut refused = None;
    let mut alike = Vec::new();
    for table in candidates {
        match head::find(table, options) {
            Ok(head) => {
                alike.push(&table.name);
                let better = |known: &(&Table, TableHead)| {
                    rank(table, &head, options) > rank(known.0, &known.1, options)
                };
                if best.as_ref().is_none_or(better) {
                    best = Some((table, head));
                }
            }
            Err(reason) => refused = refused.or(Some((reason, table.name.to_string()))),
        }
    }
    let Some((table, head)) = best else { return Err(refusal(refused, tables, named)) };
    let others = tables.iter().filter(|other| !std::ptr::eq(**other, table));
    let notes = others.map(|other| {
        let way = if alike.contains(&&other.name) {
            "同じ形の表があるので、読み込むには様式の sheet にシート名を指定してください。"
        } else {
            "進捗管理シートの見出しがないためです。"
        };
        let message = format!("シート「{}」は読み込んでいません。{way}", other.name);
        Problem::new(ProblemKind::Note, other.whole(), message)
    });
    Ok((table, head, notes.collect()))
}

/// What makes one worksheet better than another: the year that was asked for, that it is shown,
/// the columns understood, the rows below.
fn rank(table: &Table, head: &TableHead, options: &Options) -> (bool, bool, usize, usize) {
    let year = head.year.as_ref().map(|(year, _)| *year);
    let asked = options.year.is_some() && year == options.year;
    let below = table.lines.iter().filter(|line| line.row > head.last).count();
    (asked, !table.hidden, head.understood(), below)
}

/// Why no worksheet was taken.
fn refusal(
    refused: Option<(Unreadable, String)>,
    tables: &[&Table],
    wanted: Option<&str>,
) -> Unreadable {
    let names: Vec<String> = tables.iter().map(|table| format!("「{}」", table.name)).collect();
    match (refused, wanted) {
        (Some((reason @ Unreadable::LayoutMissed { .. }, _)), _) => reason,
        (Some((reason, _)), _) if tables.len() == 1 => reason,
        (None, Some(name)) => Unreadable::NoHead {
            looked: format!("様式が指定するシート「{name}」はなく、シート{}", names.concat()),
        },
        _ => Unreadable::NoHead { looked: format!("シート{}", names.concat()) },
    }
}

/// Notes on hidden columns and rows, which are read like the others.
fn hidden(table: &Table) -> Vec<Problem> {
    let mut notes = Vec::new();
    let mut note = |kind: &str, names: Vec<String>, place: Place| {
        let shown = names.iter().take(10).cloned().collect::<Vec<_>>().join("、");
        let more = if names.len() > 10 {
            format!(" ほか{}か所", names.len() - 10)
        } else {
            String::new()
        };
        let message = format!(
            "非表示の{kind}（{shown}{more}）も読み込みました。不要であれば元のファイルで削除してください。"
        );
        notes.push(Problem::new(ProblemKind::Note, place, message));
    };
    if let Some(first) = table.hidden_columns.first() {
        let names = table.hidden_columns.iter().map(|column| format!("{}列", letters(*column)));
        note("列", names.collect(), table.place(0, *first));
    }
    if let Some(first) = table.hidden_rows.first() {
        let names = table.hidden_rows.iter().map(|row| format!("{}行", row + 1));
        note("行", names.collect(), table.place(*first, 0));
    }
    if table.hidden {
        let message = format!("非表示のシート「{}」を読み込みました。", table.name);
        notes.push(Problem::new(ProblemKind::Note, table.whole(), message));
    }
    notes
}

/// Each repair of the source's characters.
fn repaired(table: &Table) -> impl Iterator<Item = Problem> + '_ {
    table.repairs.iter().map(|(row, column, repair)| {
        let place = table.place(*row, *column);
        // The names of replacements end where the verb belongs
        let verb = if repair.ends_with('に') { "直しました" } else { "" };
        let message = format!("{place} の{repair}{verb}。");
        Problem::new(ProblemKind::Repair, place, message)
    })
}

fn cells(table: &Table) -> impl Iterator<Item = &str> {
    table.lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.as_str())
}

/// Enough of the texts to tell which municipality they name most.
fn some_text(table: &Table) -> String {
    cells(table).take(SOME_CELLS).collect::<Vec<_>>().join("\n")
}

/// The characters of every cell, white space aside.
fn read_ink(table: &Table) -> usize {
    cells(table).map(domain::text::ink).sum()
}
