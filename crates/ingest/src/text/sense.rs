//! The sense of a piece of text: what its last words say about time.

use prose::{Tense, core};

/// Nouns that say a plan without a verb: a column of plans is full of them.
const PLANNED: [&str; 4] = ["継続", "継続実施", "検討", "未定"];

/// The tense of a text by its last sentence.
pub(super) fn tense(text: &str) -> Tense {
    let planned = |text: &str| PLANNED.iter().any(|noun| text.ends_with(noun));
    match prose::tense(text) {
        Tense::Bare if planned(core(text)) => Tense::Future,
        told => told,
    }
}

/// Whether a text counts something that happened: a number with people, times or pieces.
pub(super) fn counts(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .any(|pair| pair[0].is_numeric() && "人名件回部か箇カ団組校世".contains(pair[1]))
}

/// Words with which sections judge their year.
pub(super) fn judges(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "できた",
        "順調",
        "必要",
        "増加",
        "減少",
        "課題",
        "予定どおり",
        "周知でき",
        "つながった",
        "効果",
        "役立",
        "今後も",
        "引き続き",
        "概ね",
        "おおむね",
        "難しい",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// A text as the pairs of neighbouring characters that it consists of, in order.
pub(super) fn pairs(text: &str) -> Vec<(char, char)> {
    let folded = domain::text::fold(text);
    let mut pairs: Vec<(char, char)> = folded.chars().zip(folded.chars().skip(1)).collect();
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
        assert_eq!(tense("啓発に努めました。"), Tense::Past);
        assert_eq!(tense("すことを行った"), Tense::Past);
        assert_eq!(tense("支援先につなぎます。"), Tense::Future);
        assert_eq!(tense("講座を実施予定"), Tense::Future);
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
