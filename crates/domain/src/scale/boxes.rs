//! Boxes: a cell that prints every grade after a box, and ticks one of them: `□a進んだ ■b 遅れた`.

const EMPTY: [char; 4] = ['□', '☐', '◻', '▢'];
const TICKED: [char; 7] = ['■', '☑', '☒', '◼', '▣', '✅', '✔'];

/// The grades that a cell prints after boxes, each with whether it is ticked; none when the cell
/// does not begin with a box.
pub fn options(text: &str) -> Vec<(bool, &str)> {
    let is_box = |c: char| EMPTY.contains(&c) || TICKED.contains(&c);
    if !text.trim_start().starts_with(is_box) {
        return Vec::new();
    }
    let starts: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_box(*c)).collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let option = |((at, mark), end): (&(usize, char), usize)| {
        let words = text.get(at + mark.len_utf8()..end).unwrap_or_default();
        (TICKED.contains(mark), words.trim().trim_end_matches(['・', '、', ',', '/']).trim_end())
    };
    starts.iter().zip(ends).map(option).collect()
}

/// What is ticked; `None` when the cell has no boxes.
pub(super) fn ticked(text: &str) -> Option<Vec<&str>> {
    let options = options(text);
    (!options.is_empty()).then(|| {
        options.into_iter().filter(|(ticked, _)| *ticked).map(|(_, words)| words).collect()
    })
}

/// Whether a cell has boxes and none is ticked: nothing was chosen.
pub fn is_unticked(text: &str) -> bool {
    ticked(text).is_some_and(|ticked| ticked.is_empty())
}
