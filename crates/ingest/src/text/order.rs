//! Refusal: when the order of columns is lost, nothing is guessed.

use domain::{
    Field, Place,
    layout::{ColumnRole, Layout},
    section::is_organisation,
    sheet::Row,
};

use super::{
    anchors,
    gap::Gap,
    lines::TextLine,
    resolve::Resolved,
    score::{Score, TextColumn},
    span::CellSpan,
    units::TextUnit,
};
use crate::{allowance::Allowance, headings, unreadable::Unreadable};

/// The most pieces of text that a sheet has: the real one of 90 rows has about 3,000.
const MOST_UNITS: usize = 40_000;
/// The most lines, blank ones as well.
const MOST_LINES: usize = 200_000;
/// The longest run of lines of one kind that a table read row by row can show.
const LONGEST_RUN: usize = 6;

/// Refuses more lines, or longer ones, than any sheet has, before any of them is looked at.
pub(super) fn refuse_lines(text: &str, allowance: &Allowance) -> Result<(), Unreadable> {
    for (line, no) in text.lines().zip(1..) {
        allowance.text(line.trim(), || Place::Lines { from: no, to: no })?;
        if no as usize > MOST_LINES {
            return Err(endless(&format!("行が{MOST_LINES}行を超えていて")));
        }
    }
    Ok(())
}

/// Refuses a row of which a cell took more lines than a cell can hold.
pub(super) fn refuse_long_cells(
    rows: &[Row],
    layout: &Layout,
    allowance: &Allowance,
) -> Result<(), Unreadable> {
    let cells = rows.iter().flat_map(|row| layout.columns.iter().map(move |column| (row, column)));
    for (row, column) in cells {
        if let Some(cell) = row.cell(&column.role) {
            allowance.text(&cell.text, || cell.place.as_ref().unwrap_or(&row.place).clone())?;
        }
    }
    Ok(())
}

/// Refuses a text whose lines hold several columns side by side: each line mixes pieces of
/// several cells, and where a cell ends is lost.
pub(super) fn refuse_side_by_side(lines: &[TextLine]) -> Result<(), Unreadable> {
    let written: Vec<&TextLine> =
        lines.iter().filter(|line| !line.text.trim().is_empty()).collect();
    let mixed: Vec<&&TextLine> = written.iter().filter(|line| wide_gaps(&line.text) >= 2).collect();
    if mixed.len() >= 5 && mixed.len() * 4 >= written.len() {
        let first = mixed.first().map_or(0, |line| line.no);
        return Err(Unreadable::OrderLost {
            reason: format!(
                "{first}行目など{}行で、複数の列が空白をはさんで同じ行に並んでいます",
                mixed.len()
            ),
        });
    }
    Ok(())
}

/// How many gaps of three or more spaces a line has between its words.
fn wide_gaps(text: &str) -> usize {
    text.trim().split("   ").filter(|piece| !piece.trim().is_empty()).count().saturating_sub(1)
}

/// Refuses a text that is longer than any sheet: the work must stay bounded.
pub(super) fn refuse_endless(units: &[TextUnit]) -> Result<(), Unreadable> {
    if units.len() <= MOST_UNITS {
        return Ok(());
    }
    Err(endless(&format!("文字のまとまりが{MOST_UNITS}個を超えていて")))
}

fn endless(what: &str) -> Unreadable {
    let reason = format!("{what}、進捗管理シートとして考えられる量ではありません");
    Unreadable::OrderLost { reason }
}

/// Refuses a text that lists a column after the other: a long run of percentages or of owners
/// without anything between them.
pub(super) fn refuse_columns(units: &[TextUnit]) -> Result<(), Unreadable> {
    let mut run: Vec<&TextUnit> = Vec::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        let percent = anchors::percent_units(&units[at..]);
        let alone = units.get(at + percent.unwrap_or(1)).is_none_or(|next| next.gap != Gap::Space)
            && unit.gap != Gap::Space;
        let typed =
            percent.is_some() || is_organisation(&unit.text) || anchors::is_page(&unit.text);
        if alone && typed {
            run.push(unit);
        } else {
            run.clear();
        }
        if run.len() > LONGEST_RUN {
            let (from, to) = (run[0].line, unit.line);
            return Err(Unreadable::OrderLost {
                reason: format!(
                    "{from}〜{to}行目に、ページ・担当課・達成度などの同じ列の値が続けて並んでいます"
                ),
            });
        }
        at += percent.unwrap_or(1);
    }
    Ok(())
}

/// Refuses when too many records lack the anchors that show their order.
pub(super) fn refuse_gaps(records: &[Vec<CellSpan>], score: &Score<'_>) -> Result<(), Unreadable> {
    type Wanted<'a> = &'a dyn Fn(&ColumnRole) -> bool;
    let holds = |record: &[CellSpan], wanted: Wanted<'_>| {
        record.iter().any(
            |span| matches!(&score.columns[span.column], TextColumn::Role(role) if wanted(role)),
        )
    };
    let having = |wanted: Wanted<'_>| records.iter().filter(|record| holds(record, wanted)).count();
    let asked = |wanted: Wanted<'_>| {
        score.columns.iter().any(|column| matches!(column, TextColumn::Role(role) if wanted(role)))
    };
    let owner = |role: &ColumnRole| matches!(role, ColumnRole::Section);
    let graded = |role: &ColumnRole| matches!(role, ColumnRole::Answer(slot) if matches!(slot.field, Field::Progress | Field::Achievement));
    let action = |role: &ColumnRole| matches!(role, ColumnRole::Action);
    let rows = having(&action);
    for (name, wanted) in [("担当課", &owner as Wanted<'_>), ("取組状況・達成度", &graded)]
    {
        let without = rows.saturating_sub(having(wanted));
        if asked(wanted) && rows >= 3 && without * 3 > rows {
            return Err(Unreadable::OrderLost {
                reason: format!(
                    "{rows}件の事業のうち{without}件で、{name}が本来の位置に見つかりません"
                ),
            });
        }
    }
    Ok(())
}

/// Refuses when the rows found do not read like rows: their words are there, their order is not.
pub(super) fn refuse_disorder(records: &[Resolved], score: &Score<'_>) -> Result<(), Unreadable> {
    let rows: Vec<&Resolved> = records.iter().filter(|record| record.score.is_some()).collect();
    let broken = rows.iter().filter(|record| record.is_broken(score)).count();
    if rows.len() >= 3 && broken * 5 > rows.len() {
        return Err(Unreadable::OrderLost {
            reason: format!(
                "{}件の事業のうち{broken}件で、文の並びが列の順序と合いません",
                rows.len()
            ),
        });
    }
    Ok(())
}

/// Refuses when words of a head stand where rows have their values: the head was cut, and what
/// follows the cut would slip from column to column. Before its title a row has no such word, and
/// nowhere two of them.
pub(super) fn refuse_cut_head(records: &[Resolved], score: &Score<'_>) -> Result<(), Unreadable> {
    for record in records {
        let action = |span: &&CellSpan| score.role(**span) == Some(&ColumnRole::Action);
        let title = record.spans.iter().find(action).map_or(0, |span| span.from);
        let values = record.spans.iter().filter(|span| may_not_head(score, **span));
        let units = values.flat_map(|span| span.from..span.to);
        let heads: Vec<usize> = units.filter(|at| is_heading(&score.units[*at].text)).collect();
        let Some(first) = heads.first().map(|at| &score.units[*at]) else { continue };
        if heads.len() >= 2 || heads.iter().any(|at| *at < title) {
            return Err(Unreadable::OrderLost {
                reason: format!(
                    "{}行目の見出し「{}」が、値の並ぶ位置にあります",
                    first.line, first.text
                ),
            });
        }
    }
    Ok(())
}

fn is_heading(text: &str) -> bool {
    text.chars().count() >= 3 && headings::is_heading(text) && headings::is_known(text)
}

/// Whether a span's column holds answers, which are no headings.
fn may_not_head(score: &Score<'_>, span: CellSpan) -> bool {
    matches!(score.role(span), Some(ColumnRole::Answer(_) | ColumnRole::Ignored))
}
