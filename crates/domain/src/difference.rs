//! What changed between two texts, marked so that a person sees it at once.

use similar::{ChangeTag, TextDiff};

/// A stretch of text that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What happened to it.
    pub kind: PieceKind,
    /// The stretch.
    pub text: String,
}

impl Piece {
    /// Whether it stands only in the older text.
    pub fn is_removed(&self) -> bool {
        self.kind == PieceKind::Removed
    }

    /// Whether it stands only in the newer text.
    pub fn is_added(&self) -> bool {
        self.kind == PieceKind::Added
    }
}

/// What happened to a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// It stands in both texts.
    Same,
    /// It stands only in the older text.
    Removed,
    /// It stands only in the newer text.
    Added,
}

/// Stretches shorter than this between two changes read better as part of the change.
const ISLAND: usize = 2;

/// Two texts that differ throughout are compared up to 2,000 characters each: comparing takes as long
/// as the product of what differs.
const MOST: usize = 2_000 * 2_000;

/// The pieces that lead from one text to the other: the same and removed ones together are the
/// older text, the same and added ones the newer.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let mut left = MOST;
    pieces_within(before, after, &mut left)
}

/// The same with a share of what several comparisons may take together. What would take more than is
/// left is told as wholly removed and wholly added, where it does not begin or end alike.
pub fn pieces_within(before: &str, after: &str, left: &mut usize) -> Vec<Piece> {
    let (before, after) = (tokens(before), tokens(after));
    let head = alike(before.iter().zip(&after));
    let tail = alike(before[head..].iter().rev().zip(after[head..].iter().rev()));
    let (before_end, after_end) = (before.len() - tail, after.len() - tail);
    let cost = (before_end - head) * (after_end - head);
    if cost <= MOST.min(*left) {
        *left -= cost;
        return compared(&before, &after);
    }
    let mut pieces = Vec::new();
    for (kind, tokens) in [
        (PieceKind::Same, &before[..head]),
        (PieceKind::Removed, &before[head..before_end]),
        (PieceKind::Added, &after[head..after_end]),
        (PieceKind::Same, &before[before_end..]),
    ] {
        if !tokens.is_empty() {
            pieces.push(Piece { kind, text: tokens.concat() });
        }
    }
    pieces
}

/// How many pairs are alike from the first on.
fn alike<'a>(pairs: impl Iterator<Item = (&'a &'a str, &'a &'a str)>) -> usize {
    pairs.take_while(|(one, other)| one == other).count()
}

fn compared(before: &[&str], after: &[&str]) -> Vec<Piece> {
    let diff = TextDiff::from_slices(before, after);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => PieceKind::Same,
            ChangeTag::Delete => PieceKind::Removed,
            ChangeTag::Insert => PieceKind::Added,
        };
        push(&mut pieces, kind, change.value());
    }
    drown_islands(pieces)
}

/// What changes as a whole: a number, thousands marks included, or one character.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let figures = |c: char| c.is_numeric() || matches!(c, ',' | '，' | '.' | '．');
        let number = rest.find(|c| !figures(c)).unwrap_or(rest.len());
        let end = if c.is_numeric() { number } else { c.len_utf8() };
        let (token, tail) = rest.split_at(end);
        tokens.push(token);
        rest = tail;
    }
    tokens
}

fn push(pieces: &mut Vec<Piece>, kind: PieceKind, text: &str) {
    match pieces.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => pieces.push(Piece { kind, text: text.to_owned() }),
    }
}

/// Turns short unchanged stretches between changes into removed and added text, and puts each
/// change's removed text before its added text.
fn drown_islands(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let last = pieces.len().saturating_sub(1);
    for (i, piece) in pieces.into_iter().enumerate() {
        match piece.kind {
            PieceKind::Removed => removed.push_str(&piece.text),
            PieceKind::Added => added.push_str(&piece.text),
            PieceKind::Same => {
                let inside = i != last && !(removed.is_empty() && added.is_empty());
                if inside && piece.text.chars().count() < ISLAND {
                    removed.push_str(&piece.text);
                    added.push_str(&piece.text);
                } else {
                    flush(&mut out, &mut removed, &mut added);
                    push(&mut out, PieceKind::Same, &piece.text);
                }
            }
        }
    }
    flush(&mut out, &mut removed, &mut added);
    out
}

fn flush(out: &mut Vec<Piece>, removed: &mut String, added: &mut String) {
    for (kind, text) in [(PieceKind::Removed, removed), (PieceKind::Added, added)] {
        if !text.is_empty() {
            push(out, kind, &std::mem::take(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_number_is_marked_alone() {
        let found = pieces("公民館18回実施した。", "公民館26回実施した。");
        let marked: Vec<_> = found.iter().map(|p| (p.kind, p.text.as_str())).collect();
        assert_eq!(
            marked,
            [
                (PieceKind::Same, "公民館"),
                (PieceKind::Removed, "18"),
                (PieceKind::Added, "26"),
                (PieceKind::Same, "回実施した。")
            ]
        );
    }

    #[test]
    fn texts_that_differ_throughout_are_told_whole_and_soon() {
        let odd = |step: usize| -> String {
            (0..20_000).map(|at| if at * at % step < step / 2 { 'あ' } else { 'い' }).collect()
        };
        let (before, after) = (format!("頭{}末", odd(7919)), format!("頭{}末", odd(104_729)));
        let found = pieces(&before, &after);
        let kinds: Vec<PieceKind> = found.iter().map(|piece| piece.kind).collect();
        assert!(kinds.contains(&PieceKind::Removed) && kinds.len() <= 4, "{kinds:?}");
        let of = |not: PieceKind| -> String {
            found.iter().filter(|piece| piece.kind != not).map(|p| p.text.as_str()).collect()
        };
        assert_eq!((of(PieceKind::Added), of(PieceKind::Removed)), (before, after));
    }

    #[test]
    fn comparisons_that_share_are_told_whole_once_their_share_is_spent() {
        let mut left = 3 * 3;
        let marked = pieces_within("甲乙丙", "丁乙戊", &mut left);
        assert_eq!(left, 0);
        assert_eq!(pieces_within("甲乙丙", "丁乙戊", &mut left).len(), 2);
        assert!(marked.len() >= 2);
        assert_eq!(pieces_within("同じ", "同じ", &mut left).len(), 1, "costs nothing");
    }

    #[test]
    fn equal_texts_are_one_piece() {
        assert_eq!(pieces("同じ", "同じ").len(), 1);
        assert!(pieces("", "").is_empty());
    }
}
