//! The sense of a piece of text: what its last words say about time, and what only one column says.

use domain::text::fold;
use prose::{Tense, classes, core, figures, lexicon};

/// The tense of a text by its last sentence. A noun that says a plan (講座の継続) tells of the future
/// here: a column of plans is full of them.
pub(super) fn tense(text: &str) -> Tense {
    match prose::tense(text) {
        Tense::Bare if lexicon::ends(core(text), lexicon::PLANNED) => Tense::Future,
        told => told,
    }
}

/// Whether a text counts something that happened: a number with people, times or pieces.
pub(super) fn counts(text: &str) -> bool {
    let counted = |after: &str| lexicon::RESULT_UNITS.iter().any(|unit| after.starts_with(unit));
    figures(text).any(|figure| counted(figure.after))
}

/// Whether a text holds words with which sections judge their year.
pub(super) fn judges(text: &str) -> bool {
    lexicon::holds(text, lexicon::ASSESSING)
}

/// A text as the pairs of neighbouring characters that it consists of, in order.
pub(super) fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = classes::pairs(&fold(text), |_| true).collect();
    pairs.sort_unstable();
    pairs
}

/// How alike two texts are: the share of pairs of characters that both have, 0 to 1.
pub(super) fn likeness(a: &[(char, char)], b: &[(char, char)]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0_u16);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Equal => {
                common = common.saturating_add(1);
                (i, j) = (i + 1, j + 1);
            }
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
    }
    2.0 * f32::from(common) / (a.len() + b.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_tell_the_time() {
        assert_eq!(tense("支援先につないだ。（こども課）"), Tense::Past);
        assert_eq!(tense("すことを行った"), Tense::Past);
        assert_eq!(tense("支援先につなぎます。"), Tense::Future);
        assert_eq!(tense("講座の継続。（こども課）"), Tense::Future);
        assert_eq!(tense("対応している。"), Tense::Present);
        assert_eq!(tense("場所　緑の館"), Tense::Bare);
    }

    #[test]
    fn alike_texts_share_their_pairs() {
        let alike = |a, b| likeness(&pairs(a), &pairs(b));
        assert!(alike("講座を３回実施した。", "講座を4回実施した。") > 0.7);
        assert!(alike("講座を実施した。", "冊子を配った") < 0.3);
    }
}
