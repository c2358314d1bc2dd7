//! Units: the smallest pieces of the text that may be a cell or part of one.

use domain::text::width;

use super::{gap::Gap, head::TextHead, lines::TextLine, steps};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextUnit {
    /// Its text.
    pub(super) text: String,
    /// The line's number in the file.
    pub(super) line: u32,
    /// What stands before it.
    pub(super) gap: Gap,
    /// How many lines of its block come before its line.
    pub(super) above: usize,
    /// How many lines of its block come after its line.
    pub(super) below: usize,
}

/// The body of the file: all that is not head, title or page number.
pub(super) struct TextBody {
    /// The units in their order.
    pub(super) units: Vec<TextUnit>,
    /// Lines above the first head.
    pub(super) title: Vec<String>,
    /// Positions of lines that carry a page number.
    pub(super) page_numbers: Vec<usize>,
}

/// The most lines that a title above the first head has.
const TITLE_LINES: usize = 6;

/// Cuts the body into units.
pub(super) fn body(lines: &[TextLine], heads: &[TextHead]) -> TextBody {
    let title_end = title_end(lines, heads);
    let in_head = in_head(lines, heads);
    let mut body = TextBody { units: Vec::new(), title: Vec::new(), page_numbers: Vec::new() };
    let mut gap = Gap::Page;
    let mut block: Vec<usize> = Vec::new();
    let mut firsts: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.trim_matches(|c: char| c == ' ');
        if in_head[at] {
            close(&mut body.units, &mut block, &mut firsts);
            gap = Gap::Page;
            continue;
        }
        if line.starts_page {
            close(&mut body.units, &mut block, &mut firsts);
            gap = Gap::Page;
        }
        if text.is_empty() {
            close(&mut body.units, &mut block, &mut firsts);
            gap = if gap == Gap::Page { Gap::Page } else { Gap::Blank };
        } else if at < title_end {
            body.title.push(text.to_owned());
        } else if is_page_number(lines, &in_head, at) {
            body.page_numbers.push(at);
        } else {
            firsts.push((body.units.len(), block.len()));
            block.push(at);
            for piece in text.split(' ').filter(|piece| !piece.is_empty()) {
                let (line, text) = (line.no, piece.to_owned());
                body.units.push(TextUnit { text, line, gap, above: block.len() - 1, below: 0 });
                gap = Gap::Space;
            }
            gap = Gap::Line;
        }
    }
    close(&mut body.units, &mut block, &mut firsts);
    body
}

/// Which lines belong to heads.
fn in_head(lines: &[TextLine], heads: &[TextHead]) -> Vec<bool> {
    let mut in_head = vec![false; lines.len()];
    for head in heads {
        in_head.iter_mut().take(head.to + 1).skip(head.from).for_each(|own| *own = true);
    }
    in_head
}

/// Ends a block: now it is known how many lines come after each of its lines.
fn close(units: &mut [TextUnit], block: &mut Vec<usize>, firsts: &mut Vec<(usize, usize)>) {
    if let Some((first, _)) = firsts.first() {
        for unit in &mut units[*first..] {
            unit.below = block.len() - 1 - unit.above;
        }
    }
    block.clear();
    firsts.clear();
}

/// The position of the first line that is not title: lines above the first head are, when they
/// are few and short.
fn title_end(lines: &[TextLine], heads: &[TextHead]) -> usize {
    let Some(first) = heads.first() else { return 0 };
    let above = lines[..first.from].iter().filter(|line| !line.text.trim().is_empty());
    let (count, widest) = above.fold((0, 0), |(n, w), line| (n + 1, w.max(width(&line.text))));
    if count <= TITLE_LINES && widest <= 100 { first.from } else { 0 }
}

/// Whether a line beside the end of a page holds only its number.
fn is_page_number(lines: &[TextLine], in_head: &[bool], at: usize) -> bool {
    let folded = domain::text::fold(&lines[at].text);
    let bare = folded.trim_matches(|c: char| "-()pページ頁 ".contains(c));
    let number = |s: &str| !s.is_empty() && s.len() <= 4 && s.chars().all(|c| c.is_ascii_digit());
    let numbered = bare.split_once('/').map_or(number(bare), |(a, b)| number(a) && number(b));
    if !numbered {
        return false;
    }
    let blank = |at: usize| {
        steps::count(1);
        lines.get(at).is_none_or(|line| line.text.trim().is_empty())
    };
    let next = (at + 1..lines.len()).find(|at| !blank(*at));
    let ends_page = next.is_none_or(|next| lines[next].starts_page || in_head[next]);
    ends_page && (folded != bare || blank(at.wrapping_sub(1)))
}
