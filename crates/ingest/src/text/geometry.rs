//! Geometry: what gaps, blocks and the widths of lines say about where cells end.
//!
//! In a table's text layer a cell of one line is followed without a blank line by one of two or
//! three lines, and by nothing else: one of one line stands on the same line, a longer one after
//! a blank line; after a cell of several lines there is always one. A text that lost its blank
//! lines only has the widths of its lines: a cell's last line is seldom full, the others are.

use domain::text::{is_japanese, width};

use super::{gap::Gap, units::TextUnit};

/// The widest line of a column is as wide as the column, a mark or two aside.
const SLACK: usize = 4;

/// How a text was set.
pub(super) struct Geometry {
    /// Whether blank lines part the cells.
    pub(super) blocks: bool,
    /// The width of a full line, whatever its column.
    full: usize,
    /// The width of each unit.
    widths: Vec<usize>,
}

impl Geometry {
    /// Measures the units.
    pub(super) fn of(units: &[TextUnit]) -> Self {
        let widths: Vec<usize> = units.iter().map(|unit| width(&unit.text)).collect();
        let lines = units.iter().filter(|unit| unit.gap != Gap::Space).count();
        let blank = units.iter().filter(|unit| unit.gap == Gap::Blank).count();
        let goes_on = |at: usize| units.get(at + 1).is_some_and(|next| next.gap == Gap::Line);
        let wrapped = (0..units.len()).filter(|at| goes_on(*at)).map(|at| widths[at]);
        let full = full_line(wrapped.collect()).unwrap_or(50);
        Self { blocks: blank * 8 >= lines, full, widths }
    }

    /// The width of the unit.
    pub(super) fn width(&self, at: usize) -> usize {
        self.widths.get(at).copied().unwrap_or(0)
    }

    /// How well a row begins before the unit.
    pub(super) fn row(&self, units: &[TextUnit], at: usize) -> f32 {
        match units.get(at).map(|unit| unit.gap) {
            Some(Gap::Blank | Gap::Page) => 1.0,
            Some(Gap::Line) if !self.blocks => 0.0,
            _ => -2.5,
        }
    }

    /// How well a cell begins before the unit, whatever stands before it.
    pub(super) fn begin(&self, units: &[TextUnit], at: usize) -> f32 {
        let (Some(unit), Some(before)) = (units.get(at), at.checked_sub(1).map(|at| &units[at]))
        else {
            return 0.0;
        };
        match unit.gap {
            Gap::Space if is_sign(&unit.text) => -8.0,
            Gap::Space => 0.0,
            Gap::Blank => 1.0,
            Gap::Page => 0.5,
            Gap::Line if self.blocks && begins_inside(&unit.text) => in_block(before) - 4.0,
            Gap::Line if self.blocks => in_block(before),
            Gap::Line if begins_inside(&unit.text) => -4.0,
            Gap::Line if is_labelled(&unit.text) => -2.0,
            Gap::Line if ends_sentence(&before.text) => -0.3,
            Gap::Line if begins_amid(&unit.text) => -3.5,
            Gap::Line => -1.5,
        }
    }

    /// How well a cell ends before the unit, when a full line of its column is `full` wide.
    pub(super) fn end(&self, units: &[TextUnit], at: usize, full: Option<usize>) -> f32 {
        let (Some(unit), Some(before)) = (units.get(at), at.checked_sub(1)) else { return 0.0 };
        let wrapped = self.is_wrapped(&units[before], before, full.unwrap_or(self.full));
        let open = if ends_open(&units[before].text) { -2.0 } else { 0.0 };
        match unit.gap {
            Gap::Line
                if wrapped
                    && !self.blocks
                    && self.width(before) + 1 < full.unwrap_or(self.full) =>
            {
                open - 2.5
            }
            Gap::Line if wrapped => open - 4.5,
            Gap::Page if wrapped => open - 2.0,
            Gap::Line | Gap::Page => open,
            Gap::Space | Gap::Blank => 0.0,
        }
    }

    /// How well a cell goes on before the unit.
    pub(super) fn on(&self, units: &[TextUnit], at: usize, full: Option<usize>) -> f32 {
        let (Some(unit), Some(last)) = (units.get(at), at.checked_sub(1)) else { return 0.0 };
        let before = &units[last];
        let wrapped = self.is_wrapped(before, last, full.unwrap_or(self.full));
        match unit.gap {
            Gap::Space if is_sign(&unit.text) => 0.0,
            Gap::Space if both(before, unit, &is_japanese) => -3.0,
            Gap::Space => -1.5,
            Gap::Line if self.blocks && unit.above == 1 && self.is_short(before, last, full) => {
                -1.5
            }
            Gap::Line if self.blocks => -0.1,
            Gap::Line => self.on_line(before, &unit.text, last, full),
            Gap::Blank if wrapped => -5.0,
            Gap::Blank if self.blocks => -8.0,
            Gap::Blank => -4.0,
            Gap::Page if wrapped => -0.5,
            Gap::Page => -6.0,
        }
    }

    /// How well a cell goes on after a line where no blank lines part the cells.
    fn on_line(&self, before: &TextUnit, next: &str, at: usize, full: Option<usize>) -> f32 {
        let own = self.width(at);
        // Of the lines of one cell the wrapped ones are the widest.
        let wider =
            self.width(at + 1) > own + SLACK && !ends_sentence(&before.text) && !is_labelled(next);
        let Some(full) = full else { return if wider { -2.0 } else { -0.4 } };
        match () {
            () if own > full + 1 => -6.0,
            () if is_labelled(next) => -0.1,
            () if own + 1 >= full => -0.1,
            () if own + SLACK >= full => -0.6,
            () if ends_sentence(&before.text) => -1.0,
            () => -2.0,
        }
    }

    /// Whether a line ends because it was full, not because its sentence ended.
    fn is_wrapped(&self, before: &TextUnit, at: usize, full: usize) -> bool {
        self.width(at) + SLACK >= full && !before.text.ends_with('。')
    }

    /// Whether a line breaks off long before it is full, as a cell of one line does.
    fn is_short(&self, before: &TextUnit, at: usize, full: Option<usize>) -> bool {
        self.width(at) * 10 <= full.unwrap_or(self.full) * 7 && matches!(before.below, 2 | 3)
    }
}

/// The width that nine lines in ten do not exceed.
pub(super) fn full_line(mut widths: Vec<usize>) -> Option<usize> {
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied()
}

/// Whether a cell of one line may be followed without a blank line.
fn in_block(before: &TextUnit) -> f32 {
    match (before.above, before.below) {
        (0, 2 | 3) => -1.0,
        (0, 1) => -5.0,
        (0, 4) => -4.0,
        _ => -7.0,
    }
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '）', ')', '」'])
}

/// Whether a text begins with a kana with which words seldom begin but often go on.
fn begins_amid(text: &str) -> bool {
    text.starts_with(['る', 'れ', 'ら', 'り', 'ん', 'て', 'ず', 'め', 'け', 'せ', 'え', 'が', 'に'])
}

/// Whether a line begins with a short label: `日時：`, `第１回：`. Such lines list one cell's facts.
fn is_labelled(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(label, rest)| {
        !rest.is_empty() && label.chars().count() <= 8 && !label.contains(['、', '。'])
    })
}

/// Whether a text ends as no cell does: before a comma's or a particle's other half.
fn ends_open(text: &str) -> bool {
    text.ends_with(['、', 'を', 'は', 'が', 'に', 'と', 'で', 'の', 'へ', '・', '（', '「'])
}

/// Whether a text begins with a mark with which no cell begins.
fn begins_inside(text: &str) -> bool {
    text.starts_with([
        '、', '。', '）', '」', '』', 'ー', 'ッ', 'ャ', 'ュ', 'ョ', 'っ', 'ゃ', 'ゅ', 'ょ', 'を',
    ])
}

fn both(before: &TextUnit, after: &TextUnit, is: &dyn Fn(char) -> bool) -> bool {
    before.text.chars().next_back().is_some_and(is) && after.text.chars().next().is_some_and(is)
}

fn is_sign(text: &str) -> bool {
    matches!(text, "%" | "％" | "パーセント")
}
