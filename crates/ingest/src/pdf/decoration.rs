//! Underlines and strikes: lines that belong to a text, not to a table. Such a line is as long as
//! the characters along which it runs, just below them or through their middle, and hangs on no
//! other line; borders go from line to line, or further than any text.

use super::marks::{PageMark, PdfPage, RuledLine};

/// A line that ends nearer to an upright one than this hangs on it, in points. Text keeps more
/// distance from the lines of its cell than that.
const TIED: f32 = 0.6;
/// How far beyond its characters such a line may go, in ems.
const OVER: f32 = 0.4;
/// A gap between characters up to this is none, in ems: a space that the file does not set.
const GAP: f32 = 1.2;
/// Where a line runs by its distance above the baseline, in ems: below its text, or through it.
const UNDER: (f32, f32) = (-0.36, 0.1);
const THROUGH: (f32, f32) = (0.1, 0.66);
/// How deep the em lies below the baseline.
const DESCENT: f32 = 0.12;
/// Larger characters are no text of a cell.
const LARGEST: f32 = 60.0;
/// The most lines of a page, and the most comparisons with characters; beyond is a drawing.
const MOST_LINES: usize = 6_000;
const MOST_LOOKS: usize = 30_000_000;

/// Which line along a text it is.
#[derive(Clone, Copy, PartialEq)]
enum Along {
    Under,
    Through,
}

/// Marks what is struck out, and takes the lines along texts from those of the page's tables.
pub(super) fn settle(page: &mut PdfPage) {
    let upright: Vec<RuledLine> =
        page.rules.iter().filter(|rule| rule.upright && !rule.over).copied().collect();
    let level = lines(page, &upright);
    if level.len() <= MOST_LINES && upright.len() <= MOST_LINES {
        let mut judged = judged(&level, &upright, &Texts::of(&page.marks));
        judged.sort_by(|(a, _), (b, _)| a.at.total_cmp(&b.at));
        page.rules.retain(|rule| {
            rule.upright || !near(&judged, rule.at, 1.0).any(|(line, _)| covers(line, rule))
        });
        for mark in page.marks.iter_mut().filter(|mark| mark.turn == 0) {
            let (x, y) = mark.area.middle();
            mark.struck = near(&judged, y, mark.size).any(|(line, how)| {
                *how == Along::Through
                    && along(mark, line) == Some(Along::Through)
                    && (line.from..=line.to).contains(&x)
            });
        }
    }
    page.rules.retain(|rule| !rule.over);
}

/// The page's level lines. What two cells have on one height is not one line across the border
/// between them.
fn lines(page: &PdfPage, upright: &[RuledLine]) -> Vec<RuledLine> {
    let level = page.rules.iter().filter(|rule| !rule.upright);
    let parted = |last: &RuledLine, next: &RuledLine| {
        let between = |rule: &RuledLine| last.to < rule.at - 0.1 && rule.at + 0.1 < next.from;
        upright.iter().any(|rule| between(rule) && meets(rule, last.at))
    };
    super::ruled::whole(level, |last, next| next.from <= last.to || !parted(last, next))
}

/// Whether an upright line goes past a height.
fn meets(upright: &RuledLine, at: f32) -> bool {
    upright.from - 1.0 <= at && at <= upright.to + 1.0
}

/// Those of the lines, sorted by their height, that are no farther than this from a height.
fn near(
    lines: &[(RuledLine, Along)],
    at: f32,
    far: f32,
) -> impl Iterator<Item = &(RuledLine, Along)> {
    let from = lines.partition_point(|(line, _)| line.at < at - far);
    lines[from..].iter().take_while(move |(line, _)| line.at <= at + far)
}

/// The lines along texts. Where one runs on the height of a border that hangs on no upright line,
/// as in tables without them, both are borders.
fn judged(
    level: &[RuledLine],
    upright: &[RuledLine],
    texts: &Texts<'_>,
) -> Vec<(RuledLine, Along)> {
    let mut looks = 0;
    let (mut along, mut free) = (Vec::new(), Vec::new());
    for line in level {
        let tied = !line.over && is_tied(line, upright);
        match Some(line).filter(|_| !tied).and_then(|line| texts.along(line, &mut looks)) {
            Some(found) => along.push((*line, found)),
            None if !tied => free.push(line.at),
            None => {}
        }
    }
    free.sort_by(f32::total_cmp);
    let beside = |line: &RuledLine| {
        let at = free.partition_point(|at| *at < line.at - 0.5);
        free.get(at).is_some_and(|at| *at <= line.at + 0.5)
    };
    along.retain(|(line, along)| *along == Along::Through || line.over || !beside(line));
    along
}

/// Whether a level line goes from one upright line to another, or crosses one.
fn is_tied(line: &RuledLine, upright: &[RuledLine]) -> bool {
    let met = || upright.iter().filter(|rule| meets(rule, line.at));
    let hangs = |x: f32| met().any(|rule| (rule.at - x).abs() <= TIED);
    let crossed = |rule: &RuledLine| line.from + TIED < rule.at && rule.at < line.to - TIED;
    hangs(line.from) && hangs(line.to) || met().any(crossed)
}

fn covers(line: &RuledLine, rule: &RuledLine) -> bool {
    (line.at - rule.at).abs() <= 1.0 && rule.from >= line.from - 0.1 && rule.to <= line.to + 0.1
}

/// How the line runs along the character by its height.
fn along(mark: &PageMark, line: &RuledLine) -> Option<Along> {
    let above = (mark.area.bottom - line.at) / mark.size - DESCENT;
    match above {
        above if (UNDER.0..=UNDER.1).contains(&above) => Some(Along::Under),
        above if (THROUGH.0..=THROUGH.1).contains(&above) => Some(Along::Through),
        _ => None,
    }
}

/// The characters of a page by their height.
struct Texts<'a> {
    marks: Vec<&'a PageMark>,
    /// The height of the largest em.
    largest: f32,
}

impl<'a> Texts<'a> {
    fn of(marks: &'a [PageMark]) -> Self {
        let own = |mark: &&PageMark| mark.turn == 0 && mark.size <= LARGEST;
        let mut marks: Vec<&PageMark> = marks.iter().filter(own).collect();
        marks.sort_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom));
        let largest = marks.iter().map(|mark| mark.size).fold(0.0, f32::max);
        Self { marks, largest }
    }

    /// How a line runs along the characters that it is as long as.
    fn along(&self, line: &RuledLine, looks: &mut usize) -> Option<Along> {
        let from = self.marks.partition_point(|m| m.area.bottom < line.at - self.largest);
        let to = self.marks.partition_point(|m| m.area.bottom <= line.at + self.largest);
        *looks += to.saturating_sub(from);
        if *looks > MOST_LOOKS {
            return None;
        }
        let near = self.marks.get(from..to)?;
        [Along::Through, Along::Under].into_iter().find(|wanted| {
            let beside = |mark: &&&PageMark| {
                let both = mark.area.right.min(line.to) - mark.area.left.max(line.from);
                along(mark, line) == Some(*wanted) && both > mark.area.width() * 0.3
            };
            let own: Vec<&PageMark> = near.iter().filter(beside).copied().collect();
            is_as_long(line, own)
        })
    }
}

/// Whether the characters fill the line from end to end.
fn is_as_long(line: &RuledLine, mut marks: Vec<&PageMark>) -> bool {
    marks.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return false };
    let begins = line.from >= first.area.left - first.size * OVER;
    let ends = line.to <= last.area.right + last.size * OVER;
    let joined = |pair: &[&PageMark]| pair[1].area.left - pair[0].area.right <= pair[1].size * GAP;
    let written = marks.iter().any(|mark| !mark.is_space());
    begins && ends && written && marks.windows(2).all(joined)
}
