//! How well a stretch of units is a cell of a column. Scores are comparable odds: about 1 is a
//! hint, 4 is evidence, 10 settles it.

use domain::{
    Field, Offset,
    layout::{ColumnRole, Layout},
    measure::Likeness,
    scale::Scale,
};
use prose::Tense;

use super::{
    anchors::{self, Owners},
    evidence::{self, Sums},
    gap::Gap,
    geometry::{self, Geometry},
    span::CellSpan,
    units::TextUnit,
};

/// The most units that a cell with a recognisable content has.
const TYPED_UNITS: usize = 8;
/// The most units that a cell of text has.
const TEXT_UNITS: usize = 90;

/// A column as the search sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TextColumn {
    /// A measure's heading between rows.
    Measure,
    /// A column of the layout.
    Role(ColumnRole),
    /// Text that belongs to no row: notes under the table.
    Outside,
}

/// The evidence for every stretch of the text, prepared so that each is judged in no time.
pub(super) struct Score<'a> {
    /// The units.
    pub(super) units: &'a [TextUnit],
    /// The columns in the order of the form.
    pub(super) columns: Vec<TextColumn>,
    pub(super) scale: Scale,
    pub(super) owners: Owners,
    pub(super) geometry: Geometry,
    /// Score of a row's and of a cell's beginning before each unit.
    rows: Vec<f32>,
    begins: Vec<f32>,
    /// By column: score of a cell's end before each unit, and the running sum of the scores of
    /// going on.
    ends: Vec<Vec<f32>>,
    on: Vec<Vec<f32>>,
    /// Running counts over the units.
    pub(super) sums: Vec<Sums>,
    /// The tense at each unit with the unit whose words tell it.
    pub(super) tense: Vec<(Tense, usize)>,
    /// How each unit, or it and the next two, looks as a measure's heading.
    pub(super) branches: Vec<Likeness>,
}

/// A stretch of units, with the text that recognisable cells are judged by.
pub(super) struct Stretch {
    from: usize,
    to: usize,
    /// Empty when the stretch is too long for such a cell.
    short: String,
}

impl<'a> Score<'a> {
    /// Prepares the evidence.
    pub(super) fn new(units: &'a [TextUnit], layout: &Layout) -> Self {
        let mut columns: Vec<TextColumn> =
            layout.columns.iter().map(|c| TextColumn::Role(c.role.clone())).collect();
        if layout.position(&ColumnRole::Measure).is_none() {
            columns.insert(0, TextColumn::Measure);
        }
        columns.push(TextColumn::Outside);
        let owners = Owners::learn(units);
        let scale = anchors::learned(layout.scale(), units);
        let geometry = Geometry::of(units);
        let mut score = Self {
            rows: (0..units.len()).map(|at| geometry.row(units, at)).collect(),
            begins: (0..units.len()).map(|at| geometry.begin(units, at)).collect(),
            ends: Vec::new(),
            on: Vec::new(),
            sums: evidence::sums(units, &owners, &scale),
            tense: evidence::tenses(units),
            branches: evidence::branches(units),
            units,
            columns,
            scale,
            owners,
            geometry,
        };
        score.set_widths(&vec![None; score.columns.len()]);
        score
    }

    /// Prepares what depends on the width of a full line in each column.
    fn set_widths(&mut self, full: &[Option<usize>]) {
        let range = 0..self.units.len();
        let end = |full: &Option<usize>| -> Vec<f32> {
            (0..=range.end).map(|at| self.geometry.end(self.units, at, *full)).collect()
        };
        let on = |full: &Option<usize>| -> Vec<f32> {
            let each = range.clone().map(|at| self.geometry.on(self.units, at, *full));
            each.scan(0.0, |sum, own| {
                *sum += own;
                Some(*sum)
            })
            .collect()
        };
        let (ends, on) = (full.iter().map(end).collect(), full.iter().map(on).collect());
        (self.ends, self.on) = (ends, on);
    }

    /// Learns from a first reading how wide each column is.
    pub(super) fn learn(&mut self, records: &[Vec<CellSpan>]) {
        let mut widths: Vec<Vec<usize>> = vec![Vec::new(); self.columns.len()];
        for span in records.iter().flatten() {
            let goes_on = |at: &usize| self.units[*at + 1].gap == Gap::Line;
            let lines = (span.from..span.to - 1).filter(goes_on);
            widths[span.column].extend(lines.map(|at| self.geometry.width(at)));
        }
        let enough = |widths: Vec<usize>| (widths.len() >= 5).then_some(widths);
        let full: Vec<Option<usize>> =
            widths.into_iter().map(|own| enough(own).and_then(geometry::full_line)).collect();
        self.set_widths(&full);
    }

    /// How well a row begins at the unit with a cell of the column.
    pub(super) fn row(&self, at: usize, column: usize) -> f32 {
        if self.is_between_rows(column) { 0.0 } else { self.rows[at] }
    }

    /// Whether the column stands between rows rather than in them.
    pub(super) fn is_between_rows(&self, column: usize) -> bool {
        matches!(self.columns[column], TextColumn::Measure | TextColumn::Outside)
    }

    /// A stretch, prepared to be judged.
    pub(super) fn stretch(&self, from: usize, to: usize) -> Stretch {
        let short = if to - from <= TYPED_UNITS { self.short(from, to) } else { String::new() };
        Stretch { from, to, short }
    }

    /// The role of a span's column; `None` for what stands between rows.
    pub(super) fn role(&self, span: CellSpan) -> Option<&ColumnRole> {
        match self.columns.get(span.column)? {
            TextColumn::Role(role) => Some(role),
            TextColumn::Measure | TextColumn::Outside => None,
        }
    }

    /// What it costs that a row has nothing in the column.
    pub(super) fn absence(&self, column: usize) -> f32 {
        match &self.columns[column] {
            TextColumn::Measure | TextColumn::Outside => 0.0,
            TextColumn::Role(role) => match role {
                ColumnRole::No
                | ColumnRole::Measure
                | ColumnRole::Relisted
                | ColumnRole::Ignored => 0.2,
                ColumnRole::Page => 1.0,
                ColumnRole::Department => 1.5,
                ColumnRole::Section | ColumnRole::Content => 5.0,
                ColumnRole::Action => 14.0,
                ColumnRole::Answer(slot) => match (&slot.field, slot.year) {
                    (Field::Achievement, _) => 1.5,
                    (Field::Progress, _) | (Field::Plan, Offset::Next) => 4.0,
                    (_, Offset::Previous) => 2.5,
                    (Field::Other(_), _) => 1.0,
                    _ => 3.3,
                },
            },
        }
    }

    /// The most units that a cell of the column has.
    pub(super) fn longest(&self, column: usize) -> usize {
        if self.is_text(column) { TEXT_UNITS } else { TYPED_UNITS }
    }

    /// Whether the column holds sentences rather than something recognisable.
    pub(super) fn is_text(&self, column: usize) -> bool {
        match &self.columns[column] {
            TextColumn::Measure => false,
            TextColumn::Outside => true,
            TextColumn::Role(role) => match role {
                ColumnRole::Action | ColumnRole::Content | ColumnRole::Ignored => true,
                ColumnRole::Answer(slot) => {
                    !matches!(slot.field, Field::Progress | Field::Achievement)
                }
                _ => false,
            },
        }
    }

    /// The cost of joining the units of a stretch into one cell; falls as the stretch grows.
    pub(super) fn joined(&self, from: usize, to: usize, column: usize) -> f32 {
        self.on[column][to - 1] - self.on[column][from]
    }

    /// How well a stretch is a cell of the column.
    pub(super) fn cell(&self, stretch: &Stretch, column: usize) -> f32 {
        let Stretch { from, to, short } = stretch;
        let (from, to) = (*from, *to);
        let base = self.begins[from] + self.joined(from, to, column) + self.ends[column][to];
        base + self.beside(from, to)
            + match &self.columns[column] {
                TextColumn::Measure => self.measure(from, to, short),
                TextColumn::Outside => self.outside(from, to),
                TextColumn::Role(role) if self.is_text(column) => self.text(from, to, role),
                TextColumn::Role(role) => self.typed(from, to, role, short),
            }
    }

    /// What it says against a cell of several lines that it begins or ends within a line: only
    /// cells of one line stand beside each other.
    fn beside(&self, from: usize, to: usize) -> f32 {
        let within = |at: usize| self.units.get(at).is_some_and(|unit| unit.gap == Gap::Space);
        let several = self.sums[to - 1].lines > self.sums[from].lines;
        let times = u8::from(within(from)) + u8::from(within(to));
        if several { f32::from(times) * -4.0 } else { 0.0 }
    }

    /// The text of a stretch as a short cell: lines joined.
    pub(super) fn short(&self, from: usize, to: usize) -> String {
        let mut text = String::new();
        for (at, unit) in self.units[from..to].iter().enumerate() {
            if at > 0 && unit.gap == Gap::Space {
                text.push(' ');
            }
            text.push_str(&unit.text);
        }
        text
    }
}
