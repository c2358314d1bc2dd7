//! Wrapped lines are joined to the text of a cell; a line break that the writer made stays.

use std::collections::BTreeMap;

use domain::{section::is_organisation, sheet::Cell, text::width};

use super::{
    gap::Gap,
    geometry::full_line,
    resolve::Resolved,
    score::Score,
    span::{CellSpan, place},
    units::TextUnit,
};

/// The width of a full line in each column.
pub(super) struct Widths(BTreeMap<usize, usize>, Vec<bool>);

impl Widths {
    /// Measures the lines of every cell.
    pub(super) fn of(score: &Score<'_>, records: &[Resolved]) -> Self {
        let mut widths: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for span in records.iter().flat_map(|record| &record.spans) {
            let units = &score.units[span.from..span.to];
            let wrapped = units.windows(2).filter(|pair| pair[1].gap == Gap::Line);
            widths.entry(span.column).or_default().extend(wrapped.map(|pair| width(&pair[0].text)));
        }
        let full = widths.into_iter().filter_map(|(column, own)| Some((column, full_line(own)?)));
        let text = (0..score.columns.len()).map(|column| score.is_text(column)).collect();
        Self(full.collect(), text)
    }

    /// The cell of a span.
    pub(super) fn cell(&self, score: &Score<'_>, span: CellSpan) -> Option<Cell> {
        let text = self.join(&score.units[span.from..span.to], span.column);
        Some(Cell::new(text, place(score.units, &[span])?))
    }

    /// The text of a cell: a line break is kept where it is a real one.
    fn join(&self, units: &[TextUnit], column: usize) -> String {
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
