//! Characters to lines, lines to the text of a cell. A line that was only wrapped is joined to the
//! next; a break that the writer made stays. Geometry decides: the writer broke a line where the
//! next piece would have had room on it.

use super::marks::{Area, PageMark};

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PdfLine {
    pub(super) text: String,
    /// Its box, from its first character's left to its last one's right.
    pub(super) area: Area,
    /// The height of its em.
    pub(super) size: f32,
    /// The width of its first piece that cannot be broken.
    pub(super) first: f32,
    /// Whether it reads along the page's width.
    pub(super) level: bool,
    /// The page that it stands on.
    pub(super) page: u32,
    /// Whether every character is called no content by the file.
    pub(super) furniture: bool,
    /// What of it is struck out; no part of its text, but of its box.
    pub(super) struck: String,
}

/// The lines that the marks form, top down. Marks that mostly read in another direction, such as
/// an upright heading, are read in theirs.
pub(super) fn lines(marks: &[&PageMark], page: u32) -> Vec<PdfLine> {
    let turn = common_turn(marks);
    let mut marks: Vec<PageMark> = marks.iter().map(|mark| (*mark).clone()).collect();
    for mark in marks.iter_mut().filter(|_| turn > 0) {
        mark.area = mark.area.turned(turn, 0.0, 0.0);
    }
    marks.sort_by(|a, b| a.area.middle().1.total_cmp(&b.area.middle().1));
    let mut rows: Vec<(f32, Vec<PageMark>)> = Vec::new();
    for mark in marks {
        let (_, y) = mark.area.middle();
        match rows.last_mut() {
            Some((known, row)) if y - *known < mark.size.min(row[0].size) * 0.5 => row.push(mark),
            _ => rows.push((y, vec![mark])),
        }
    }
    let lines = rows.into_iter().filter_map(|(_, row)| line(row, page, turn == 0));
    lines.collect()
}

fn common_turn(marks: &[&PageMark]) -> u8 {
    let count =
        |turn: u8| marks.iter().filter(|mark| mark.turn == turn && !mark.is_space()).count();
    (0..4_u8).max_by_key(|turn| (count(*turn), 4 - turn)).unwrap_or(0)
}

fn line(mut marks: Vec<PageMark>, page: u32, level: bool) -> Option<PdfLine> {
    marks.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    let end = marks.iter().rposition(|mark| !mark.is_space())?;
    let begin = marks.iter().position(|mark| !mark.is_space())?;
    let (mut text, mut struck) = (String::new(), String::new());
    for (at, mark) in marks.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| marks.get(before));
        let into = if mark.struck { &mut struck } else { &mut text };
        // What a strike parts is joined again, as a reader does
        if before.is_some_and(|before| before.struck == mark.struck) {
            into.push_str(space(before, mark));
        }
        into.push(mark.c);
    }
    if text.trim().is_empty() {
        text.clear();
    }
    let seen = marks.get(begin..=end)?;
    let area = seen.iter().map(|mark| mark.area).reduce(Area::join)?;
    let size = seen.iter().map(|mark| mark.size).fold(0.0, f32::max);
    let furniture = seen.iter().all(|mark| mark.furniture);
    Some(PdfLine { text, area, size, first: first_piece(seen), level, page, furniture, struck })
}

/// The space that a gap stands for, where the file sets none.
fn space(before: Option<&PageMark>, mark: &PageMark) -> &'static str {
    let Some(before) = before.filter(|before| !before.is_space() && !mark.is_space()) else {
        return "";
    };
    let gap = mark.area.left - before.area.right;
    match gap / mark.size {
        gap if gap > 0.7 => "　",
        gap if gap > 0.2 => " ",
        _ => "",
    }
}

/// The width of the piece up to the first place where a line may be broken.
fn first_piece(marks: &[PageMark]) -> f32 {
    let Some(first) = marks.first() else { return 0.0 };
    let breaks = marks.windows(2).position(|pair| may_break(pair[0].c, pair[1].c));
    let last = breaks.and_then(|at| marks.get(at)).or(marks.last()).unwrap_or(first);
    last.area.right - first.area.left
}

/// Whether a line may be broken between two characters, as Japanese typesetting does (JIS X 4051).
fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "([{「『（【〔［｛〈《“‘｢";
    const CLOSING: &str = "!%),.:;?]}、。々〉》」』】〕ぁぃぅぇぉっゃゅょゎ゛゜ゝゞァィゥェォッャュョヮヵヶ・ーヽヾ！％），．：；？］｝｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ’”";
    let word = |c: char| c.is_ascii_alphanumeric() || "-.,%/&+_@".contains(c);
    let holds = OPENING.contains(before) || CLOSING.contains(after) || after.is_whitespace();
    let within_word = word(before) && word(after);
    !holds && !within_word
}

/// What tells a wrapped line from a break in one file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Manner {
    /// The distance of two lines of one paragraph, in ems.
    leading: f32,
    /// From this distance on lines belong to two paragraphs, where the file sets them apart.
    paragraph: Option<f32>,
}

/// A cell's lines with the width that its text may take.
pub(super) type LinesWithin<'a> = (&'a [PdfLine], f32);

impl Manner {
    /// Learns from all cells of a file.
    pub(super) fn of<'a>(cells: impl Iterator<Item = LinesWithin<'a>>) -> Self {
        let (mut wrapped, mut broken) = (Vec::new(), Vec::new());
        for (lines, width) in cells {
            for pair in lines.windows(2) {
                let Some(distance) = distance(&pair[0], &pair[1]) else { continue };
                match room(&pair[0], &pair[1], width) {
                    Room::None => wrapped.push(distance),
                    Room::Some => broken.push(distance),
                    Room::Unsure => {}
                }
            }
        }
        let middle = |values: &mut Vec<f32>| {
            values.sort_by(f32::total_cmp);
            values.get(values.len() / 2).copied()
        };
        let (tight, loose) = (middle(&mut wrapped), middle(&mut broken));
        let leading = tight.or(loose).unwrap_or(1.3);
        let apart = loose.filter(|loose| *loose > leading * 1.1 && broken.len() >= 3);
        Self { leading, paragraph: apart.map(|loose| f32::midpoint(leading, loose)) }
    }

    /// The text of a cell.
    pub(super) fn text(self, (lines, width): LinesWithin<'_>) -> String {
        let mut text = lines.first().map_or(String::new(), |line| line.text.clone());
        let mut between = String::new();
        for pair in lines.windows(2) {
            let own = self.between(&pair[0], &pair[1], width);
            // A line that is struck out whole leaves one break behind, not two
            if !between.contains('\n') {
                between = own;
            }
            if !pair[1].text.is_empty() {
                if !text.is_empty() {
                    text.push_str(&between);
                }
                text.push_str(&pair[1].text);
                between.clear();
            }
        }
        text
    }

    /// What stands between two lines.
    fn between(self, before: &PdfLine, after: &PdfLine, width: f32) -> String {
        if !before.level {
            return String::new();
        }
        let distance = distance(before, after);
        let blank = distance.map_or(0.0, |distance| distance / self.leading).round() as usize;
        if (2..6).contains(&blank) {
            return "\n".repeat(blank);
        }
        let broken = match (self.paragraph, distance) {
            (Some(paragraph), Some(distance)) => distance > paragraph,
            _ => match room(before, after, width) {
                Room::Some => true,
                // A full line may still be the last of its paragraph
                Room::None => ends_sentence(before) && begins_entry(after),
                Room::Unsure => ends_sentence(before) || begins_entry(after),
            },
        };
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        match () {
            () if broken => "\n".to_owned(),
            () if word(before.text.chars().last()) && word(after.text.chars().next()) => {
                // A wrapped word would have been moved as a whole
                if after.first < width { " ".to_owned() } else { String::new() }
            }
            () => String::new(),
        }
    }
}

/// How far two lines of one page are apart, in ems.
fn distance(before: &PdfLine, after: &PdfLine) -> Option<f32> {
    let same = before.page == after.page && before.level == after.level;
    same.then(|| (after.area.middle().1 - before.area.middle().1) / before.size.max(after.size))
}

enum Room {
    None,
    Some,
    Unsure,
}

/// Whether the next line's first piece would have had room.
fn room(before: &PdfLine, after: &PdfLine, width: f32) -> Room {
    match (width - before.area.width() - after.first) / before.size {
        spare if spare > 0.3 => Room::Some,
        spare if spare < 0.05 => Room::None,
        _ => Room::Unsure,
    }
}

/// Whether the next line begins with the mark or the label of a list.
fn begins_entry(after: &PdfLine) -> bool {
    let next = after.text.trim_start();
    let listed = next.starts_with(|c: char| "・※○●◎◆■□▪【＊①②③④⑤⑥⑦⑧⑨⑩➀➁➂".contains(c));
    let label = next.split(['：', ':']).next().unwrap_or(next);
    listed || label.len() < next.len() && label.chars().count() <= 8
}

/// Whether the line ends a sentence.
fn ends_sentence(before: &PdfLine) -> bool {
    before.text.trim_end().ends_with(['。', '．'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of full-width characters of 10 points, 13 apart.
    fn set(texts: &[&str]) -> Vec<PdfLine> {
        let mut marks = Vec::new();
        for (row, text) in texts.iter().enumerate() {
            let top = 13.0 * row as f32;
            for (at, c) in text.chars().enumerate() {
                let left = 10.0 * at as f32;
                let area = Area { left, top, right: left + 10.0, bottom: top + 10.0 };
                let at = area.middle();
                let plain = PageMark {
                    c,
                    area,
                    at,
                    size: 10.0,
                    turn: 0,
                    hidden: false,
                    furniture: false,
                    struck: false,
                    aside: None,
                };
                marks.push(plain);
            }
        }
        lines(&marks.iter().collect::<Vec<_>>(), 1)
    }

    fn text(texts: &[&str], width: f32) -> String {
        let lines = set(texts);
        let manner = Manner::of([(lines.as_slice(), width)].into_iter());
        manner.text((&lines, width))
    }

    #[test]
    fn a_line_is_joined_when_the_next_piece_had_no_room() {
        assert_eq!(text(&["相談窓口の周", "知を行った。"], 62.0), "相談窓口の周知を行った。");
        assert_eq!(text(&["相談窓口の", "（周知）"], 62.0), "相談窓口の（周知）");
    }

    #[test]
    fn a_break_stays_where_the_next_piece_had_room() {
        assert_eq!(text(&["講座", "回数：３回"], 62.0), "講座\n回数：３回");
    }
}
