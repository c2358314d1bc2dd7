//! From tables to a reading: rows of all parts, their year, scales and owners, the account of every
//! character and of every decision.

use domain::{
    Place,
    decision::{Certainty, Decision, DecisionKind},
    layout::{ColumnRole, Layout},
    municipality::named_in,
    place::letters,
    reading::{Problem, ProblemKind, Reader, Reading},
    sheet::Sheet,
    text::ink,
};

use super::{
    answers,
    apart::apart,
    body::GatheredRows,
    choose::{self, ChosenTables, ReadTable},
    decide::Decisions,
    grid::{Table, TableLine},
    head::TableHead,
    legend::Legends,
    owners, remarks, title,
};
use crate::{allowance::Allowance, options::Options, problems::in_order, unreadable::Unreadable};

/// The cells in which the municipality's name is looked for; a real sheet has about 1,200.
const SOME_CELLS: usize = 5_000;
/// The most hidden columns or rows that one sentence names.
const MOST_HIDDEN: usize = 10;

/// Reads the tables that hold the sheet; the others are named as not read.
pub(crate) fn read(
    tables: &[Table],
    reader: Reader,
    options: &Options,
    allowance: &Allowance,
) -> Result<Reading, Unreadable> {
    let filled = apart(tables, options);
    if filled.is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut decisions = Decisions::new(&options.answers);
    let chosen = choose::choose(&filled, options, &mut decisions)?;
    let Some(main) = chosen.tables.get(chosen.main) else { return Err(Unreadable::Empty) };
    let Some(head) = main.head() else { return Err(Unreadable::Empty) };
    let lines = title::lines(main.table, head);
    let (year, year_found) = title::year(main.table, main.year.as_ref(), options, &mut decisions)?;
    let title = title::title(&lines);

    let mut gathered = GatheredRows::new(allowance, decisions);
    for table in &chosen.tables {
        gather(&mut gathered, table, chosen.tables.len() > 1)?;
    }
    for table in &chosen.beside {
        gathered.elsewhere(table, &table.lines, Certainty::Certain)?;
    }
    if gathered.rows.is_empty() {
        let first = head.columns.iter().find(|c| !c.heading.is_empty());
        let place = first.map_or_else(|| main.table.whole(), |c| c.place.clone());
        return Err(Unreadable::NoRows { place: place.to_string() });
    }
    let mut layout = layout_of(&chosen);
    layout.answers.clone_from(&options.answers);
    let GatheredRows {
        mut rows,
        measures,
        mut problems,
        mut account,
        mut decisions,
        aside,
        below_struck,
        ..
    } = gathered;
    columns(&chosen, &mut decisions);
    aside.tell(&mut decisions);
    let legends = Legends::of(&filled, &chosen);
    let detected = options.layout.is_none();
    problems.extend(answers::settle(&mut rows, &mut layout, &legends, detected, &mut decisions));
    problems.extend(owners::settle(&mut rows, &below_struck, &mut decisions));
    problems.extend(chosen.problems);
    for table in chosen.tables.iter().map(|read| read.table).chain(chosen.beside) {
        problems.extend(hidden(table));
        problems.extend(repaired(table));
        problems.extend(table.told());
        account.characters_read += read_ink(table) + table.aside_ink();
        account.characters_unplaced += table.aside_ink();
    }
    let (decisions, asked) = decisions.finish();
    problems.extend(asked);
    let municipality = named_in(&title, 1).or_else(|| named_in(&some_text(main.table), 3));
    Ok(Reading {
        reader,
        year_found,
        title,
        municipality,
        sheet: Sheet { year, layout, measures: measures.list, rows },
        problems: in_order(problems),
        account,
        decisions,
        by_layout: options.layout.is_some(),
    })
}

/// Reads the rows of a table's parts.
fn gather<'a>(
    gathered: &mut GatheredRows<'a>,
    read: &'a ReadTable<'a>,
    several: bool,
) -> Result<(), Unreadable> {
    let table = read.table;
    let above = read.head().map_or(0, |head| head.first);
    let above = table.lines.iter().take_while(|line| line.row < above);
    gathered.account.characters_heading += above.map(line_ink).sum::<usize>();
    if several {
        gathered.measures.worksheet(&table.name, table.whole());
    }
    for (at, part) in read.parts.iter().enumerate() {
        match &part.head {
            Some(head) => {
                gathered.account.characters_heading += head_ink(table, head);
                let more = read.parts.iter().skip(at + 1).any(|part| part.head.is_some());
                gathered.part(table, head, part, more)?;
            }
            None => gathered.elsewhere(table, part.lines, part.certainty)?,
        }
    }
    Ok(())
}

fn head_ink(table: &Table, head: &TableHead) -> usize {
    let lines = table.lines.iter().filter(|line| (head.first..=head.last).contains(&line.row));
    lines.map(line_ink).sum()
}

fn line_ink(line: &TableLine) -> usize {
    line.cells.iter().map(|cell| ink(&cell.text)).sum()
}

/// The form of the sheet: that of the main table, with what the others ask besides.
fn layout_of(chosen: &ChosenTables) -> Layout {
    let heads =
        || chosen.tables.iter().flat_map(|table| &table.parts).filter_map(|p| p.head.as_ref());
    let main = chosen.tables.get(chosen.main).and_then(ReadTable::head);
    let mut layout = main.map(|head| head.layout.clone()).unwrap_or_default();
    for other in heads().map(|head| &head.layout) {
        for column in other.columns.iter().filter(|column| column.role != ColumnRole::Ignored) {
            if layout.position(&column.role).is_none() {
                layout.columns.push(column.clone());
            }
        }
        for scale in &other.scales {
            if !layout.scales.iter().any(|known| known.name == scale.name) {
                layout.scales.push(scale.clone());
            }
        }
    }
    layout
}

/// Notes what each column was taken for, and why.
fn columns(chosen: &ChosenTables, decisions: &mut Decisions) {
    let parts = chosen.tables.iter().flat_map(|table| &table.parts);
    for head in parts.filter_map(|part| part.head.as_ref()) {
        for column in head.columns.iter().filter(|column| !column.heading.is_empty()) {
            decisions.note(Decision {
                kind: DecisionKind::Column,
                subject: column.subject.clone(),
                value: column.role.name(),
                certainty: column.reason.certainty,
                evidence: column.reason.evidence.to_owned(),
                place: column.place.clone(),
            });
        }
    }
}

/// Notes on hidden columns and rows, which are read like the others.
fn hidden(table: &Table) -> Vec<Problem> {
    let mut notes = Vec::new();
    let mut note = |kind: &str, names: Vec<String>, place: Place| {
        let shown = remarks::listed(names.into_iter(), MOST_HIDDEN);
        let message = format!(
            "非表示の{kind}（{shown}）も読み込みました。不要であれば元のファイルで削除してください。"
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
    cells(table).map(ink).sum()
}
