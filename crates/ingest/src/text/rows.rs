//! Cells become rows: lines are joined where they were only wrapped.

use domain::{
    Field, Offset, Place, Value,
    layout::{ColumnRole, Layout},
    measure::Measure,
    percent,
    reading::{OtherCell, Problem, ProblemKind},
    sheet::{Cell, Row},
    text::ink,
};

use super::{
    join::Widths,
    resolve::Resolved,
    score::{Score, TextColumn},
    span::{CellSpan, place},
};

/// A row whose score is so far below the middle one's is doubted.
const FAR: f32 = 20.0;
/// A sentence that so many rows in ten have is missed where there is none.
const USUAL: usize = 9;
const FEWEST_ROWS: usize = 5;

/// What was written.
#[derive(Default)]
pub(super) struct WrittenRows {
    pub(super) rows: Vec<Row>,
    pub(super) measures: Vec<Measure>,
    pub(super) problems: Vec<Problem>,
    /// Text that no row took.
    pub(super) unplaced: Vec<Problem>,
    /// The characters of cells, of measures and of what no row took.
    pub(super) ink: Ink,
}

/// Characters by what became of them.
#[derive(Default)]
pub(super) struct Ink {
    pub(super) placed: usize,
    pub(super) measures: usize,
    pub(super) unplaced: usize,
}

/// Writes the rows.
pub(super) fn write(score: &Score<'_>, records: Vec<Resolved>, layout: &Layout) -> WrittenRows {
    let widths = Widths::of(score, &records);
    let weak = weak(&records);
    let usual = usual(score, &records);
    let mut written = WrittenRows::default();
    for record in records {
        for span in record.spans.iter().filter(|span| score.role(**span).is_none()) {
            write_apart(score, *span, &widths, &mut written);
        }
        let no = u32::try_from(written.rows.len()).unwrap_or(u32::MAX - 1) + 1;
        let read = |spans: &[CellSpan], written: &mut WrittenRows| {
            row(score, (spans, no), layout, &widths, written)
        };
        let Some((mut row, characters)) = read(&record.spans, &mut written) else { continue };
        row.measure = row.measure.or(written.measures.len().checked_sub(1));
        if record.spans.iter().any(|span| score.role(*span) == Some(&ColumnRole::Action)) {
            if let Some(rival) = &record.rival {
                let other = read(rival, &mut WrittenRows::default()).map(|(other, _)| other);
                let doubt =
                    other.and_then(|other| doubt(score, &record, rival, (&row, &other), layout));
                written.problems.extend(doubt);
            } else if record.score.is_some_and(|own| own < weak) || record.is_broken(score) {
                written.problems.push(unsure(&row));
            } else if let Some(column) = usual.iter().find(|column| !has(&record, **column)) {
                written.problems.extend(bare(score, &row, *column));
            }
            written.ink.placed += characters;
            written.rows.push(row);
        } else {
            written.ink.unplaced += characters;
            lost(&row, &mut written.unplaced);
        }
    }
    written
}

/// The row that spans make, and how many characters stand in it; none when no span is of a row.
fn row(
    score: &Score<'_>,
    (spans, no): (&[CellSpan], u32),
    layout: &Layout,
    widths: &Widths,
    written: &mut WrittenRows,
) -> Option<(Row, usize)> {
    let inside: Vec<CellSpan> =
        spans.iter().filter(|span| score.role(**span).is_some()).copied().collect();
    let mut row = Row::blank(no, place(score.units, &inside)?);
    row.answers.extend(layout.slots().map(|slot| (slot.clone(), Cell::empty())));
    let mut characters = 0;
    for span in inside {
        characters += ink_of(score, span);
        if let (Some(role), Some(cell)) = (score.role(span), widths.cell(score, span)) {
            place_cell(&mut row, role, cell, written);
        }
    }
    Some((row, characters))
}

/// Writes what stands between rows: a measure's heading, or text that no row takes.
fn write_apart(score: &Score<'_>, span: CellSpan, widths: &Widths, written: &mut WrittenRows) {
    let Some(cell) = widths.cell(score, span) else { return };
    if score.columns[span.column] == TextColumn::Measure {
        written.ink.measures += ink_of(score, span);
        written.measures.push(measure(&score.short(span.from, span.to), &cell));
    } else {
        written.ink.unplaced += ink_of(score, span);
        written.unplaced.push(unplaced(&cell));
    }
}

fn ink_of(score: &Score<'_>, span: CellSpan) -> usize {
    score.units[span.from..span.to].iter().map(|unit| ink(&unit.text)).sum()
}

/// Puts a cell into the row.
fn place_cell(row: &mut Row, role: &ColumnRole, mut cell: Cell, written: &mut WrittenRows) {
    match role {
        ColumnRole::Measure => {
            let known = written.measures.iter().position(|measure| measure.title == cell.text);
            row.measure = known.or_else(|| {
                written.measures.push(measure(&cell.text, &cell));
                Some(written.measures.len() - 1)
            });
        }
        ColumnRole::Ignored => written.unplaced.push(unplaced(&cell)),
        ColumnRole::No => {}
        ColumnRole::Answer(slot) if slot.field == Field::Achievement => {
            match (percent::number(&cell.text), Value::read(&cell.text)) {
                (Some(number), _) => cell.text = number,
                (None, Value::Given(text)) => {
                    let place = cell.place.clone().unwrap_or(Place::File);
                    let message = format!(
                        "{place}：達成度の欄に「{text}」とあります。数値でない場合は確認してください。"
                    );
                    written.problems.push(
                        Problem::new(ProblemKind::Unexpected, place, message)
                            .at(row.no, role.clone()),
                    );
                }
                _ => {}
            }
            row.answers.insert(slot.clone(), cell);
        }
        role => {
            if let Some(own) = row.cell_mut(role) {
                *own = cell;
            }
        }
    }
}

fn measure(title: &str, cell: &Cell) -> Measure {
    let place = cell.place.clone().unwrap_or(Place::File);
    Measure { title: title.to_owned(), parent: None, place }
}

fn unplaced(cell: &Cell) -> Problem {
    let place = cell.place.clone().unwrap_or(Place::File);
    let message = format!(
        "{place}：表の外の文と判断し、どの欄にも入れていません：「{}」",
        cell.text.replace('\n', " ")
    );
    Problem::new(ProblemKind::Unplaced, place, message)
}

/// A record without a title cannot be a row: its cells are listed.
fn lost(row: &Row, unplaced_list: &mut Vec<Problem>) {
    let cells = [&row.content, &row.page, &row.department, &row.section, &row.relisted];
    for cell in cells.into_iter().chain(row.answers.values()).filter(|cell| !cell.text.is_empty()) {
        unplaced_list.push(unplaced(cell));
    }
}

/// The score below which a row reads worse than the sheet's others.
fn weak(records: &[Resolved]) -> f32 {
    let mut scores: Vec<f32> = records.iter().filter_map(|record| record.score).collect();
    scores.sort_by(f32::total_cmp);
    scores.get(scores.len() / 2).map_or(0.0, |middle| (middle - FAR).max(0.0))
}

/// Whether a record has a cell of the column.
fn has(record: &Resolved, column: usize) -> bool {
    record.spans.iter().any(|span| span.column == column)
}

/// The columns of sentences that nearly every row has; an action that is new has no last year.
fn usual(score: &Score<'_>, records: &[Resolved]) -> Vec<usize> {
    let rows: Vec<&Resolved> = records.iter().filter(|record| record.score.is_some()).collect();
    let often = |column: &usize| {
        let having = rows.iter().filter(|record| has(record, *column)).count();
        having * 10 >= rows.len() * USUAL && rows.len() >= FEWEST_ROWS
    };
    let sentences = |column: &usize| {
        let role = match &score.columns[*column] {
            TextColumn::Role(role) => role,
            TextColumn::Measure | TextColumn::Outside => return false,
        };
        let last = matches!(role, ColumnRole::Answer(slot) if slot.year == Offset::Previous);
        score.is_text(*column) && !last
    };
    (0..score.columns.len()).filter(sentences).filter(often).collect()
}

/// A row without a sentence that nearly every other has: its neighbours may have slipped.
fn bare(score: &Score<'_>, row: &Row, column: usize) -> Option<Problem> {
    let TextColumn::Role(role) = &score.columns[column] else { return None };
    let message = format!(
        "{}：ほかの事業にはある「{}」の文がありません。隣の欄の文が入っていないか、元の資料と照らして確認してください。",
        row.place,
        label(role)
    );
    Some(Problem::new(ProblemKind::Doubt, row.place.clone(), message).at(row.no, role.clone()))
}

/// A row that reads worse than the others may be read wrongly though no other reading is near.
fn unsure(row: &Row) -> Problem {
    let message = format!(
        "{}：ほかの行と比べて列の並びが不確かです。各欄を元の資料と照らして確認してください。",
        row.place
    );
    Problem::new(ProblemKind::Doubt, row.place.clone(), message).at(row.no, ColumnRole::Action)
}

/// The reading that came close: the lines on which the two differ, and the cells of the other.
fn doubt(
    score: &Score<'_>,
    record: &Resolved,
    rival: &[CellSpan],
    (row, other): (&Row, &Row),
    layout: &Layout,
) -> Option<Problem> {
    let differs = |span: &&CellSpan| score.role(**span).is_some() && !rival.contains(span);
    let differing: Vec<CellSpan> = record.spans.iter().filter(differs).copied().collect();
    let others: Vec<CellSpan> =
        rival.iter().filter(|span| !record.spans.contains(span)).copied().collect();
    let told = |spans: &[CellSpan]| -> String {
        let tell = |span: &CellSpan| {
            let name = score.role(*span).map_or("", |role| label(role));
            format!("{name}＝「{}」", excerpt(&score.short(span.from, span.to)))
        };
        spans.iter().map(tell).collect::<Vec<_>>().join("、")
    };
    let role = score.role(*differing.first()?)?.clone();
    let place = place(score.units, &differing)?;
    let message = format!(
        "{place}：二通りに読めます。{} と読みました。{} とも読めます。",
        told(&differing),
        told(&others)
    );
    let cells = layout.columns.iter().filter_map(|column| {
        let (own, cell) = row.cell(&column.role).zip(other.cell(&column.role))?;
        let role = column.role.clone();
        (own.text != cell.text).then(|| OtherCell { role, cell: cell.clone() })
    });
    let mut problem = Problem::new(ProblemKind::Doubt, place, message).at(row.no, role);
    problem.other = cells.collect();
    Some(problem)
}

/// The word for a role in a sentence.
fn label(role: &ColumnRole) -> &str {
    match role {
        ColumnRole::Measure => "施策",
        ColumnRole::Action => "項目",
        ColumnRole::Content => "実施内容",
        ColumnRole::Page => "ページ",
        ColumnRole::Department => "担当部署",
        ColumnRole::Section => "担当課",
        ColumnRole::Relisted => "再掲",
        ColumnRole::Answer(slot) => match (&slot.field, slot.year) {
            (Field::Status, Offset::Previous) => "前年度の実施状況",
            (Field::Achievement, Offset::Previous) => "前年度の達成度",
            (Field::Plan, Offset::Next) => "今後の実施計画",
            (field, _) => field.label(),
        },
        _ => "その他",
    }
}

fn excerpt(text: &str) -> String {
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(18).collect();
    if chars.next().is_some() { format!("{head}…") } else { head }
}
