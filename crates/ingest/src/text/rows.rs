//! Cells become rows: lines are joined where they were only wrapped.

use std::collections::BTreeMap;

use domain::{
    Field, Place, Value,
    layout::{Layout, Role},
    measure::Measure,
    percent,
    reading::{Problem, ProblemKind},
    section::is_organisation,
    sheet::{Cell, Row},
    text::{ink, width},
};

use super::{
    path::Span,
    resolve::Resolved,
    score::{Column, Score},
    units::{Gap, Unit},
};

/// What was written.
#[derive(Default)]
pub(super) struct Written {
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
pub(super) fn write(score: &Score<'_>, records: Vec<Resolved>, layout: &Layout) -> Written {
    let widths = Widths::of(score, &records);
    let mut written = Written::default();
    for record in records {
        let inside: Vec<Span> = record.spans.iter().filter(|span| score.role(**span).is_some()).copied().collect();
        for span in record.spans.iter().filter(|span| score.role(**span).is_none()) {
            write_apart(score, *span, &widths, &mut written);
        }
        let Some(place) = place(score.units, &inside) else { continue };
        let mut row = Row::blank(u32::try_from(written.rows.len()).unwrap_or(u32::MAX - 1) + 1, place);
        row.answers.extend(layout.slots().map(|slot| (slot.clone(), Cell::empty())));
        let mut characters = 0;
        for span in &inside {
            characters += ink_of(score, *span);
            if let (Some(role), Some(cell)) = (score.role(*span), widths.cell(score, *span)) {
                place_cell(&mut row, role, cell, &mut written);
            }
        }
        row.measure = row.measure.or(written.measures.len().checked_sub(1));
        if inside.iter().any(|span| score.role(*span) == Some(&Role::Action)) {
            doubt(score, &record, &row, &mut written.problems);
            written.ink.placed += characters;
            written.rows.push(row);
        } else {
            written.ink.unplaced += characters;
            lost(&row, &mut written.unplaced);
        }
    }
    written
}

/// Writes what stands between rows: a measure's heading, or text that no row takes.
fn write_apart(score: &Score<'_>, span: Span, widths: &Widths, written: &mut Written) {
    let Some(cell) = widths.cell(score, span) else { return };
    if score.columns[span.column] == Column::Measure {
        written.ink.measures += ink_of(score, span);
        written.measures.push(measure(&score.short(span.from, span.to), &cell));
    } else {
        written.ink.unplaced += ink_of(score, span);
        written.unplaced.push(unplaced(&cell));
    }
}

fn ink_of(score: &Score<'_>, span: Span) -> usize {
    score.units[span.from..span.to].iter().map(|unit| ink(&unit.text)).sum()
}

/// Puts a cell into the row.
fn place_cell(row: &mut Row, role: &Role, mut cell: Cell, written: &mut Written) {
    match role {
        Role::Measure => {
            let known = written.measures.iter().position(|measure| measure.title == cell.text);
            row.measure = known.or_else(|| {
                written.measures.push(measure(&cell.text, &cell));
                Some(written.measures.len() - 1)
            });
        }
        Role::Ignored => written.unplaced.push(unplaced(&cell)),
        Role::No => {}
        Role::Answer(slot) if slot.field == Field::Achievement => {
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

/// Lists the reading that came close, with the lines on which the two differ.
fn doubt(score: &Score<'_>, record: &Resolved, row: &Row, problems: &mut Vec<Problem>) {
    let Some(rival) = &record.rival else { return };
    let differing: Vec<&Span> = record
        .spans
        .iter()
        .filter(|span| score.role(**span).is_some() && !rival.contains(span))
        .collect();
    let (Some(first), Some(_)) = (differing.first(), differing.last()) else { return };
    let others: Vec<&Span> = rival.iter().filter(|span| !record.spans.contains(span)).collect();
    let told = |spans: &[&Span]| -> String {
        let tell = |span: &&Span| {
            let name = score.role(**span).map_or("", |role| label(role));
            format!("{name}＝「{}」", excerpt(&score.short(span.from, span.to)))
        };
        spans.iter().map(tell).collect::<Vec<_>>().join("、")
    };
    let Some(place) = place(score.units, &differing.iter().map(|span| **span).collect::<Vec<_>>()) else { return };
    let message = format!(
        "{place}：二通りに読めます。{} と読みました。{} とも読めます。",
        told(&differing),
        told(&others)
    );
    let role = score.role(**first).cloned().unwrap_or(Role::Ignored);
    problems.push(Problem::new(ProblemKind::Doubt, place, message).at(row.no, role));
}

/// The word for a role in a sentence.
fn label(role: &Role) -> &str {
    match role {
        Role::Action => "項目",
        Role::Content => "実施内容",
        Role::Page => "ページ",
        Role::Department => "担当部署",
        Role::Section => "担当課",
        Role::Relisted => "再掲",
        Role::Answer(slot) => match (&slot.field, slot.year) {
            (Field::Status, domain::Offset::Previous) => "前年度の実施状況",
            (Field::Achievement, domain::Offset::Previous) => "前年度の達成度",
            (Field::Plan, domain::Offset::Next) => "今後の実施計画",
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

/// The lines of some spans; none when there are no spans.
fn place(units: &[Unit], spans: &[Span]) -> Option<Place> {
    let from = spans.iter().map(|span| units[span.from].line).min()?;
    let to = spans.iter().map(|span| units[span.to - 1].line).max()?;
    Some(Place::Lines { from, to })
}

/// The width of a full line in each column.
struct Widths(BTreeMap<usize, usize>, Vec<bool>);

impl Widths {
    fn of(score: &Score<'_>, records: &[Resolved]) -> Self {
        let mut widths: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for span in records.iter().flat_map(|record| &record.spans) {
            let units = &score.units[span.from..span.to];
            let wrapped = units.windows(2).filter(|pair| pair[1].gap == Gap::Line);
            widths.entry(span.column).or_default().extend(wrapped.map(|pair| width(&pair[0].text)));
        }
        let full = widths.into_iter().filter_map(|(column, mut widths)| {
            widths.sort_unstable();
            Some((column, *widths.get(widths.len() * 9 / 10)?))
        });
        let text = (0..score.columns.len()).map(|column| score.is_text(column)).collect();
        Self(full.collect(), text)
    }

    /// The cell of a span.
    fn cell(&self, score: &Score<'_>, span: Span) -> Option<Cell> {
        let text = self.join(&score.units[span.from..span.to], span.column);
        Some(Cell::new(text, place(score.units, &[span])?))
    }

    /// The text of a cell: a line break is kept where it is a real one.
    fn join(&self, units: &[Unit], column: usize) -> String {
        let mut text = units.first().map_or(String::new(), |unit| unit.text.clone());
        for pair in units.windows(2) {
            match pair[1].gap {
                Gap::Space => text.push(' '),
                _ if !self.1[column] => {}
                _ if self.is_real(&pair[0].text, &pair[1].text, column) => text.push('\n'),
                _ => {}
            }
            text.push_str(&pair[1].text);
        }
        text
    }

    /// Whether the writer broke the line: it had room for more, and a new thought begins.
    fn is_real(&self, before: &str, after: &str, column: usize) -> bool {
        let full = self.0.get(&column).copied().unwrap_or(50);
        let own = width(before);
        let room = own + 2 <= full;
        let first = after.chars().next().unwrap_or(' ');
        let listed = matches!(
            first,
            '・' | '※' | '○' | '●' | '◎' | '◆' | '■' | '□' | '　' | '①'..='⑳' | '【' | '＊'
        ) || after.starts_with("（※");
        let label = after.split(['：', ':', '　']).next().unwrap_or(after);
        let labelled = label.len() < after.len()
            && label.chars().count() <= 12
            && !label.contains('、')
            && !label.contains('。');
        let goes_on = "をにはがのでともへやしてたなきりれるいくんっょゃゅーッョャュ、。）」』・～"
            .contains(first);
        let tag = after.strip_prefix('（').and_then(|tag| tag.strip_suffix('）'));
        match () {
            () if tag.is_some_and(is_organisation) => false,
            () if listed => room || before.ends_with(['。', '）', '」']),
            () if before.ends_with('。') => room,
            () if goes_on => false,
            () if labelled && room => own + 4 <= full,
            () if before.ends_with(['）', '」']) => own + 6 <= full,
            () => own * 10 <= full * 7,
        }
    }
}
