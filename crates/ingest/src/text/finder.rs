//! Heads found: pieces of lines put together to headings, the best way that there is.

use std::collections::{BTreeSet, HashMap};

use domain::{
    FiscalYear,
    measure::{self, Likeness},
    scale::Scale,
};

use super::{
    gap::Gap,
    head::{TextHead, kind},
    lines::TextLine,
    pieces::{HeadPiece, pieces},
    steps,
};
use crate::headings::{self, is_heading};

/// The most pieces that one heading has, its instruction included.
const PIECES_OF_HEADING: usize = 14;
/// The most characters of a heading, its instruction included.
const LONGEST_HEADING: usize = 110;
/// The score of a cell in a head that is no heading.
const NO_HEADING: f32 = -4.0;
/// The most pieces of a column's heading that is not understood.
const STRANGE_PIECES: usize = 3;
/// After so many headings judged no more heads are looked for: the work must stay bounded in any
/// text. A sheet of the standard form needs about 1,000 for each of its different heads.
const MOST_WORK: usize = 60_000;

/// All heads of the file.
pub(super) fn find(lines: &[TextLine]) -> Vec<TextHead> {
    let blank = lines.iter().filter(|line| line.text.trim().is_empty()).count();
    let mut finder = Finder { blocks: blank * 10 >= lines.len(), work: 0, judged: HashMap::new() };
    let mut heads: Vec<TextHead> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let again = heads.iter().rev().take(4).find_map(|head| head.again(lines, at));
        let first = lines[at].text.split(' ').find(|piece| !piece.is_empty());
        let begun = again.is_none() && finder.work < MOST_WORK && first.is_some_and(begins_heading);
        let found = again.or_else(|| begun.then(|| finder.region(lines, at)).flatten());
        at = found.as_ref().map_or(at, |head| head.to) + 1;
        heads.extend(found);
    }
    heads
}

/// Looks for heads, and counts its work: it must stay bounded in any text.
struct Finder {
    /// Whether blank lines part the cells.
    blocks: bool,
    /// How many headings were judged.
    work: usize,
    /// What was judged already.
    judged: HashMap<String, f32>,
}

impl Finder {
    /// The head that begins at the line, if one does: at least three different questions.
    fn region(&mut self, lines: &[TextLine], from: usize) -> Option<TextHead> {
        let pieces = pieces(lines, from);
        let cells = self.headings_in(&pieces);
        let last = cells.last().and_then(|cell| pieces.get(cell.to.checked_sub(1)?))?;
        let texts: Vec<String> = cells.iter().map(|cell| cell.text.clone()).collect();
        let understood = headings::understand(&texts);
        let kinds: BTreeSet<String> =
            understood.layout.columns.iter().map(|c| kind(&c.role)).collect();
        (kinds.iter().filter(|kind| *kind != "ignored").count() >= 3).then_some(TextHead {
            from,
            to: last.line,
            understood,
        })
    }

    /// The best way to put pieces together to headings, as far as there are headings. A heading
    /// understood is worth more than all that its place can say against it.
    fn headings_in(&mut self, pieces: &[HeadPiece<'_>]) -> Vec<Heading> {
        let mut best: Vec<Option<Heading>> = vec![None; pieces.len() + 1];
        best[0] = Some(Heading { text: String::new(), from: 0, to: 0, score: 0.0 });
        for from in 0..pieces.len() {
            let Some(before) = best[from].clone() else { continue };
            for heading in self.from(pieces, &before) {
                let known = &mut best[heading.to];
                if known.as_ref().is_none_or(|known| heading.score > known.score) {
                    *known = Some(heading);
                }
            }
        }
        let score = |at: usize| best[at].as_ref().map_or(f32::MIN, |heading| heading.score);
        let mut at =
            (0..best.len()).fold(0, |top, at| if score(at) > score(top) { at } else { top });
        let mut cells = Vec::new();
        while let Some(heading) = best[at].clone().filter(|_| at > 0) {
            at = heading.from;
            cells.push(heading);
        }
        cells.reverse();
        cells
    }

    /// The headings that may follow another.
    fn from(&mut self, pieces: &[HeadPiece<'_>], before: &Heading) -> Vec<Heading> {
        let from = before.to;
        let first = &pieces[from];
        let begins = is_begun(first.text, &|_| true);
        let mut text = String::new();
        let mut score = before.score + begin(first, self.blocks);
        let mut found = Vec::new();
        for (piece, to) in pieces[from..].iter().zip(from + 1..).take(PIECES_OF_HEADING) {
            text.push_str(piece.text);
            if text.len() > LONGEST_HEADING * 4 {
                break;
            }
            score += match piece.gap {
                _ if to == from + 1 => 0.0,
                Gap::Space => -2.0,
                Gap::Line => 0.0,
                Gap::Blank | Gap::Page => -1.5,
            };
            let own = if begins { self.worth(&text) } else { NO_HEADING };
            let strange = own < 0.0 && (from == 0 || to > from + STRANGE_PIECES);
            if !strange {
                let again = own > 0.0 && is_same(&before.text, &text);
                let score = score + own - if again { 6.0 } else { 0.0 };
                found.push(Heading { text: text.clone(), from, to, score });
            }
        }
        found
    }

    /// How surely a text is a heading; the same texts come again and again.
    fn worth(&mut self, text: &str) -> f32 {
        self.work += 1;
        steps::count(text.len());
        if let Some(known) = self.judged.get(text) {
            return *known;
        }
        let worth = worth(text);
        self.judged.insert(text.to_owned(), worth);
        worth
    }
}

/// A heading put together: its text, its pieces, and the score of all headings up to it.
#[derive(Clone)]
struct Heading {
    text: String,
    from: usize,
    to: usize,
    score: f32,
}

/// What the place of a piece says of a heading that begins with it.
fn begin(piece: &HeadPiece<'_>, blocks: bool) -> f32 {
    match (piece.gap, piece.above, piece.below) {
        (Gap::Space, ..) => 0.0,
        (Gap::Blank | Gap::Page, ..) => 0.5,
        // A cell of one line is followed without a blank line only by one of two or three.
        (Gap::Line, 1, 1 | 2) => -0.5,
        (Gap::Line, ..) if blocks => -4.0,
        (Gap::Line, ..) => -0.5,
    }
}

/// How surely a text is a heading.
fn worth(text: &str) -> f32 {
    let open = text.matches(['（', '(']).count() != text.matches(['）', ')']).count();
    let instructed = is_instruction(text) || Scale::from_heading("", text).is_some();
    match () {
        () if open => NO_HEADING,
        () if text.chars().count() > LONGEST_HEADING => NO_HEADING,
        () if is_heading(text) && headings::is_known(text) => 3.0,
        () if is_heading(text) => 0.5,
        () if instructed && headings::is_known(text) => 3.0,
        () => NO_HEADING,
    }
}

/// Whether a piece begins with a heading that is understood, as a head's first one does.
fn begins_heading(piece: &str) -> bool {
    headings::may_begin(piece) && (is_heading(piece) || is_begun(piece, &headings::is_known))
}

/// Whether a piece begins with a heading's words; its instruction or its end may follow.
fn is_begun(piece: &str, wanted: &dyn Fn(&str) -> bool) -> bool {
    if measure::likeness(piece) == Likeness::Branch {
        return false;
    }
    let ends = piece.char_indices().map(|(at, c)| at + c.len_utf8()).take(24);
    ends.skip(1).any(|end| is_heading(&piece[..end]) && wanted(&piece[..end]))
}

/// Whether two headings ask the same of the same year.
fn is_same(a: &str, b: &str) -> bool {
    headings::same_question(a, b) && FiscalYear::find(a) == FiscalYear::find(b)
}

fn is_instruction(text: &str) -> bool {
    ["ください", "選択", "入力", "記入して"].iter().any(|word| text.contains(word))
}
