//! What each kind of column wants of a stretch of units, as a score.

use domain::{
    Field, Value,
    layout::ColumnRole,
    measure::{self, Likeness},
    percent,
    text::fold,
};

use super::{
    anchors,
    evidence::{Sums, between},
    gap::Gap,
    score::Score,
    sense::SourceTense,
    span::CellSpan,
    units::TextUnit,
};

impl Score<'_> {
    /// How well a stretch is a measure's heading between rows.
    pub(super) fn measure(&self, from: usize, to: usize, text: &str) -> f32 {
        if self.branches[from] == Likeness::None || text.is_empty() {
            return -20.0;
        }
        let lost = !self.geometry.blocks;
        let apart = |unit: &TextUnit| match unit.gap {
            Gap::Blank | Gap::Page => true,
            Gap::Line => lost,
            Gap::Space => false,
        };
        let ends = self.units.get(to).is_none_or(apart);
        let apart = apart(&self.units[from]);
        match measure::likeness(text) {
            Likeness::Branch if apart && ends => 9.0,
            Likeness::Branch if apart => 3.0,
            Likeness::Outline if lost => -20.0,
            Likeness::Outline if apart && ends && to - from <= 3 => 1.0,
            _ => -20.0,
        }
    }

    /// How well a stretch is text that belongs to no row.
    pub(super) fn outside(&self, from: usize, to: usize) -> f32 {
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

    /// How well a stretch is a cell with a content that can be recognised.
    pub(super) fn typed(&self, from: usize, to: usize, role: &ColumnRole, text: &str) -> f32 {
        let single = to - from == 1;
        let Sums { chars, stops, .. } = between(&self.sums, from, to);
        let short = chars <= 24 && to - from <= 3;
        match role {
            ColumnRole::Department | ColumnRole::Section if stops > 0 || chars > 90 => -12.0,
            ColumnRole::Department => self.owners.department(text),
            ColumnRole::Section => self.owners.section(text),
            ColumnRole::Measure if self.branches[from] == Likeness::None => -8.0,
            ColumnRole::Measure => match measure::likeness(text) {
                Likeness::Branch => 5.0,
                Likeness::Outline => 1.0,
                Likeness::None => -8.0,
            },
            _ if !short => -14.0,
            ColumnRole::No => {
                if single && fold(text).chars().all(|c| c.is_ascii_digit() || c == '-') {
                    2.0
                } else {
                    -12.0
                }
            }
            ColumnRole::Page => match () {
                () if single && anchors::is_page(text) => 3.0,
                () if single && matches!(Value::read(text), Value::Dash(_)) => 1.0,
                () => -12.0,
            },
            ColumnRole::Relisted => {
                if single
                    && ["再掲", "○", "〇", "●", "◎", "有", "あり", "レ", "✓", "再"]
                        .contains(&text.trim())
                {
                    4.0
                } else {
                    -12.0
                }
            }
            ColumnRole::Answer(slot) if slot.field == Field::Progress => {
                if single {
                    anchors::grade(text, &self.scale)
                } else {
                    anchors::grade(text, &self.scale) - 1.0
                }
            }
            _ => self.percentage(from, to, text),
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

    /// Whether a cell of sentences holds something that only another column has, or a dash that
    /// was a cell of its own.
    pub(super) fn swallows_anchor(&self, span: CellSpan) -> bool {
        let own = &self.units[span.from..span.to];
        let dash = |unit: &TextUnit| {
            unit.gap != Gap::Space && matches!(Value::read(&unit.text), Value::Dash(_))
        };
        self.is_text(span.column)
            && (between(&self.sums, span.from, span.to).anchors > 0
                || own.len() > 1 && own.iter().any(dash))
    }

    /// How well a stretch is a cell of sentences.
    pub(super) fn text(&self, from: usize, to: usize, role: &ColumnRole) -> f32 {
        let sums = between(&self.sums, from, to);
        let (counts, judges) = (sums.counts > 0, sums.judges > 0);
        let (tense, told) = self.tense[to - 1];
        let tense = if told >= from { tense } else { SourceTense::None };
        let stop = self.units[to - 1].text.ends_with(['。', '）', ')']);
        let open = if sums.opened == sums.closed { 0.0 } else { 2.0 };
        let penalty = -9.0 * sums.anchors as f32
            - open
            - if self.branches[from] == Likeness::Branch { 6.0 } else { 0.0 };
        penalty
            + match role {
                ColumnRole::Action => action(sums, tense),
                ColumnRole::Content => match (tense, stop) {
                    (SourceTense::Plan, true) => 1.5,
                    (_, true) => 0.8,
                    (SourceTense::Plan, false) => 0.5,
                    _ => -1.0,
                },
                ColumnRole::Answer(slot) => match slot.field {
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

fn by_tense(tense: SourceTense, [past, plan, ongoing, none]: [f32; 4]) -> f32 {
    match tense {
        SourceTense::Past => past,
        SourceTense::Plan => plan,
        SourceTense::Ongoing => ongoing,
        SourceTense::None => none,
    }
}

/// An action's title: short, without a full stop.
fn action(sums: Sums, tense: SourceTense) -> f32 {
    let mut score = if sums.stops > 0 { -6.0 } else { 1.0 };
    score += if sums.chars > 60 || sums.lines > 3 { -4.0 } else { 0.0 };
    score + if tense == SourceTense::Past { -2.0 } else { 0.0 }
}
