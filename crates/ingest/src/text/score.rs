//! How well a stretch of units is a cell of a column. Scores are comparable odds: about 1 is a
//! hint, 4 is evidence, 10 settles it.

use domain::{
    Field, Offset, Value,
    layout::{Layout, Role},
    measure::{self, Likeness},
    percent,
    scale::Scale,
    text::{fold, is_japanese, width},
};

use super::{
    anchors::{self, Owners},
    path::Span,
    sense::{self, Tense},
    units::{Gap, Unit},
};

/// The most units that a cell with a recognisable content has.
const TYPED_UNITS: usize = 8;
/// The most units that a cell of text has.
const TEXT_UNITS: usize = 90;

/// A column as the search sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// A measure's heading between rows.
    Measure,
    /// A column of the layout.
    Role(Role),
    /// Text that belongs to no row: notes under the table.
    Outside,
}

/// The evidence for every stretch of the text, prepared so that each is judged in no time.
pub(super) struct Score<'a> {
    /// The units.
    pub(super) units: &'a [Unit],
    /// The columns in the order of the form.
    pub(super) columns: Vec<Column>,
    scale: Scale,
    owners: Owners,
    /// Score of a cell's end before each unit, and the running sum of scores of going on.
    cut: Vec<f32>,
    on: Vec<f32>,
    /// Running counts: anchors, counting words, judging words.
    anchors: Vec<u16>,
    counts: Vec<u16>,
    judges: Vec<u16>,
    /// The tense at each unit with the unit whose words tell it.
    tense: Vec<(Tense, usize)>,
}

impl<'a> Score<'a> {
    /// Prepares the evidence.
    pub(super) fn new(units: &'a [Unit], layout: &Layout) -> Self {
        let mut columns: Vec<Column> =
            layout.columns.iter().map(|c| Column::Role(c.role.clone())).collect();
        if layout.position(&Role::Measure).is_none() {
            columns.insert(0, Column::Measure);
        }
        columns.push(Column::Outside);
        let owners = Owners::learn(units);
        let scale = layout.scale();
        let page = Page::of(units);
        let on = units.iter().enumerate().scan(0.0, |sum, (at, _)| {
            *sum += page.going_on(units, at);
            Some(*sum)
        });
        let anchored = |at: usize| is_anchor(units, at, &owners, &scale);
        let running = |found: &dyn Fn(usize) -> bool| {
            let mut count = 0_u16;
            let counts = (0..units.len()).map(|at| {
                count = count.saturating_add(u16::from(found(at)));
                count
            });
            counts.collect::<Vec<u16>>()
        };
        Self {
            cut: (0..units.len()).map(|at| page.cut(units, at)).collect(),
            on: on.collect(),
            anchors: running(&anchored),
            counts: running(&|at| sense::counts(&units[at].text)),
            judges: running(&|at| sense::judges(&units[at].text)),
            tense: tenses(units),
            units,
            columns,
            scale,
            owners,
        }
    }

    /// The role of a span's column; `None` for what stands between rows.
    pub(super) fn role(&self, span: Span) -> Option<&Role> {
        match self.columns.get(span.column)? {
            Column::Role(role) => Some(role),
            Column::Measure | Column::Outside => None,
        }
    }

    /// What it costs that a row has nothing in the column.
    pub(super) fn absence(&self, column: usize) -> f32 {
        match &self.columns[column] {
            Column::Measure | Column::Outside => 0.0,
            Column::Role(role) => match role {
                Role::No | Role::Measure | Role::Relisted | Role::Ignored => 0.2,
                Role::Page => 1.0,
                Role::Department => 1.5,
                Role::Section | Role::Content => 5.0,
                Role::Action => 14.0,
                Role::Answer(slot) => match (&slot.field, slot.year) {
                    (Field::Achievement, _) => 1.5,
                    (Field::Progress, _) => 4.0,
                    (_, Offset::Previous) => 2.5,
                    (Field::Plan, Offset::Next) => 4.0,
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
            Column::Measure => false,
            Column::Outside => true,
            Column::Role(role) => match role {
                Role::Action | Role::Content | Role::Ignored => true,
                Role::Answer(slot) => !matches!(slot.field, Field::Progress | Field::Achievement),
                _ => false,
            },
        }
    }

    /// The cost of joining the units of a stretch into one cell; falls as the stretch grows.
    pub(super) fn joined(&self, from: usize, to: usize) -> f32 {
        self.on[to - 1] - self.on[from]
    }

    /// How well the units from `from` up to `to` are a cell of the column.
    pub(super) fn cell(&self, from: usize, to: usize, column: usize) -> f32 {
        let base = self.cut[from] + self.joined(from, to);
        base + match &self.columns[column] {
            Column::Measure => self.measure(from, to),
            Column::Outside => self.outside(from, to),
            Column::Role(role) if self.is_text(column) => self.text(from, to, role),
            Column::Role(role) => self.typed(from, to, role),
        }
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

    fn measure(&self, from: usize, to: usize) -> f32 {
        let unit = &self.units[from];
        let apart = matches!(unit.gap, Gap::Blank | Gap::Page);
        let ends = self.units.get(to).is_none_or(|next| matches!(next.gap, Gap::Blank | Gap::Page));
        match measure::likeness(&self.short(from, to)) {
            Likeness::Branch if apart && ends => 9.0,
            Likeness::Branch if apart => 3.0,
            Likeness::Outline if apart && ends && to - from <= 3 => 1.0,
            _ => -20.0,
        }
    }

    fn outside(&self, from: usize, to: usize) -> f32 {
        let text = &self.units[from].text;
        let noted = text.starts_with(['※', '注', '＊', '*']) || text.starts_with("（注");
        let apart = matches!(self.units[from].gap, Gap::Blank | Gap::Page);
        let last = to == self.units.len();
        match (noted && apart, last) {
            (true, true) => -2.0,
            (true, false) => -7.0,
            (false, true) => -14.0,
            _ => -22.0,
        }
    }

    fn typed(&self, from: usize, to: usize, role: &Role) -> f32 {
        let text = self.short(from, to);
        let single = to - from == 1;
        match role {
            Role::No => {
                if single && fold(&text).chars().all(|c| c.is_ascii_digit() || c == '-') {
                    2.0
                } else {
                    -12.0
                }
            }
            Role::Page => match () {
                () if single && anchors::is_page(&text) => 3.0,
                () if single && matches!(Value::read(&text), Value::Dash(_)) => 1.0,
                () => -12.0,
            },
            Role::Department => self.owners.department(&text),
            Role::Section => self.owners.section(&text),
            Role::Relisted => {
                if single
                    && ["再掲", "○", "〇", "●", "◎", "有", "あり", "レ", "✓", "再"]
                        .contains(&text.trim())
                {
                    4.0
                } else {
                    -12.0
                }
            }
            Role::Measure => match measure::likeness(&text) {
                Likeness::Branch => 5.0,
                Likeness::Outline => 1.0,
                Likeness::None => -8.0,
            },
            Role::Answer(slot) if slot.field == Field::Progress => {
                if single {
                    anchors::grade(&text, &self.scale)
                } else {
                    anchors::grade(&text, &self.scale) - 1.0
                }
            }
            _ => self.percentage(from, to, &text),
        }
    }

    fn percentage(&self, from: usize, to: usize, text: &str) -> f32 {
        let signed = anchors::percent_units(&self.units[from..to]) == Some(to - from);
        match (signed, percent::number(text), Value::read(text)) {
            (true, ..) => 5.0,
            (_, Some(_), _) if to - from == 1 => 2.0,
            (_, _, Value::Dash(_) | Value::NotApplicable(_) | Value::TooEarly(_))
                if to - from == 1 =>
            {
                1.5
            }
            _ => -14.0,
        }
    }

    fn text(&self, from: usize, to: usize, role: &Role) -> f32 {
        let units = &self.units[from..to];
        let before = |sums: &[u16]| if from == 0 { 0 } else { sums[from - 1] };
        let anchors = self.anchors[to - 1] - before(&self.anchors);
        let counts = self.counts[to - 1] > before(&self.counts);
        let judges = self.judges[to - 1] > before(&self.judges);
        let (tense, told) = self.tense[to - 1];
        let tense = if told >= from { tense } else { Tense::None };
        let last = &units[units.len() - 1].text;
        let stop = last.ends_with(['。', '）', ')']);
        let heading = measure::likeness(&units[0].text) == Likeness::Branch;
        let penalty = -9.0 * f32::from(anchors) - if heading { 6.0 } else { 0.0 };
        penalty
            + match role {
                Role::Action => action(units, tense),
                Role::Content => match (tense, stop) {
                    (Tense::Plan, true) => 1.5,
                    (_, true) => 0.8,
                    (Tense::Plan, false) => 0.5,
                    _ => -1.0,
                },
                Role::Answer(slot) => match slot.field {
                    Field::Status => {
                        by_tense(tense, [2.0, -1.8, 0.2, 0.0]) + if counts { 0.6 } else { 0.0 }
                    }
                    Field::Plan => by_tense(tense, [-2.5, 1.5, -0.6, 0.0]),
                    Field::Evaluation => {
                        by_tense(tense, [0.4, 0.0, 0.6, 0.1]) + if judges { 0.8 } else { 0.0 }
                    }
                    _ => 0.0,
                },
                _ => 0.0,
            }
    }
}

fn by_tense(tense: Tense, [past, plan, ongoing, none]: [f32; 4]) -> f32 {
    match tense {
        Tense::Past => past,
        Tense::Plan => plan,
        Tense::Ongoing => ongoing,
        Tense::None => none,
    }
}

/// An action's title: short, without a full stop, beginning apart from what stands before it.
fn action(units: &[Unit], tense: Tense) -> f32 {
    let chars: usize = units.iter().map(|unit| unit.text.chars().count()).sum();
    let lines = units.iter().filter(|unit| unit.gap != Gap::Space).count();
    let stop = units.iter().any(|unit| unit.text.ends_with('。'));
    let apart = matches!(units[0].gap, Gap::Blank | Gap::Page);
    let mut score = if apart { 1.0 } else { -2.5 };
    score += if stop { -6.0 } else { 1.0 };
    score += if chars > 60 || lines > 3 { -4.0 } else { 0.0 };
    score + if tense == Tense::Past { -2.0 } else { 0.0 }
}

/// Whether an anchor begins at the unit that no cell of text contains.
fn is_anchor(units: &[Unit], at: usize, owners: &Owners, scale: &Scale) -> bool {
    let unit = &units[at];
    let next = units.get(at + 1).filter(|next| next.gap == Gap::Space);
    let starts_line = unit.gap != Gap::Space;
    let percent = anchors::percent_units(&units[at..]).is_some()
        && (starts_line || at > 0 && anchors::grade(&units[at - 1].text, scale) > 0.0);
    let owner = owners.knows_department(&unit.text)
        && next.is_some_and(|next| owners.knows_section(&next.text));
    let graded = unit.text.chars().count() > 1
        && scale
            .find(&unit.text)
            .is_some_and(|g| !g.code.is_empty() && fold(&unit.text) != fold(&g.label));
    percent || owner || graded
}

/// The tense at every unit: its own with the line before it, else that of the units before.
fn tenses(units: &[Unit]) -> Vec<(Tense, usize)> {
    let mut found: Vec<(Tense, usize)> = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        let wrapped = (unit.gap == Gap::Line).then(|| at.checked_sub(1)).flatten();
        let text = wrapped.map_or_else(
            || unit.text.clone(),
            |before| format!("{}{}", units[before].text, unit.text),
        );
        let own = sense::tense(&text);
        let before = found.last().copied().filter(|_| unit.gap == Gap::Line);
        found.push(match (own, before) {
            (Tense::None, Some(before)) => before,
            _ => (own, at),
        });
    }
    found
}

/// How the page was set: whether blocks follow the rule of a table's text layer, and how wide
/// a full line is.
struct Page {
    blocks: bool,
    full: usize,
}

impl Page {
    fn of(units: &[Unit]) -> Self {
        let lines: Vec<&Unit> = units.iter().filter(|unit| unit.gap != Gap::Space).collect();
        let blank = lines.iter().filter(|unit| matches!(unit.gap, Gap::Blank)).count();
        let mut widths: Vec<usize> = units
            .iter()
            .enumerate()
            .filter(|(at, _)| units.get(at + 1).is_some_and(|next| next.gap == Gap::Line))
            .map(|(_, unit)| width(&unit.text))
            .collect();
        widths.sort_unstable();
        let full = widths.get(widths.len() * 9 / 10).copied().unwrap_or(50);
        Self { blocks: blank * 8 >= lines.len(), full }
    }

    /// Whether a line ends because it was full, not because its sentence ended.
    fn is_wrapped(&self, before: &Unit) -> bool {
        width(&before.text) + 4 >= self.full && !before.text.ends_with('。')
    }

    /// Whether a line breaks off long before it is full, as a cell of one line does.
    fn is_short(&self, before: &Unit) -> bool {
        width(&before.text) * 10 <= self.full * 7 && matches!(before.below, 2 | 3)
    }

    /// The score of a cell ending before the unit.
    fn cut(&self, units: &[Unit], at: usize) -> f32 {
        let (unit, Some(before)) = (&units[at], at.checked_sub(1).map(|at| &units[at])) else {
            return 0.0;
        };
        let wrapped = if self.is_wrapped(before) { -4.5 } else { 0.0 };
        match unit.gap {
            Gap::Space if is_sign(&unit.text) => -8.0,
            Gap::Space => 0.0,
            Gap::Blank => 1.0,
            Gap::Page => {
                if self.is_wrapped(before) {
                    -1.5
                } else {
                    0.5
                }
            }
            Gap::Line if self.blocks => wrapped + in_block(before),
            Gap::Line => wrapped - 1.5 + if before.text.ends_with('。') { 1.2 } else { 0.0 },
        }
    }

    /// The score of a cell going on before the unit.
    fn going_on(&self, units: &[Unit], at: usize) -> f32 {
        let (unit, Some(before)) = (&units[at], at.checked_sub(1).map(|at| &units[at])) else {
            return 0.0;
        };
        let both = |f: &dyn Fn(char) -> bool| {
            before.text.chars().next_back().is_some_and(f)
                && unit.text.chars().next().is_some_and(f)
        };
        match unit.gap {
            Gap::Space if is_sign(&unit.text) => 0.0,
            Gap::Space if both(&is_japanese) => -3.0,
            Gap::Space => -1.5,
            Gap::Line if self.blocks && self.is_short(before) && unit.above == 1 => -1.5,
            Gap::Line if self.blocks => -0.1,
            Gap::Line => -0.4,
            Gap::Blank if self.is_wrapped(before) => -5.0,
            Gap::Blank => {
                if self.blocks {
                    -8.0
                } else {
                    -4.0
                }
            }
            Gap::Page if self.is_wrapped(before) => -0.5,
            Gap::Page => -6.0,
        }
    }
}

fn is_sign(text: &str) -> bool {
    matches!(text, "%" | "％" | "パーセント")
}

/// In a table's text layer a cell of one line is followed without a blank line by one of two or
/// three lines, and by nothing else: one of one line stands on the same line, a longer one after
/// a blank line; after a cell of several lines there is always one.
fn in_block(before: &Unit) -> f32 {
    match (before.above, before.below) {
        (0, 2 | 3) => -1.0,
        (0, 1) => -5.0,
        (0, 4) => -4.0,
        _ => -7.0,
    }
}
