//! The sense of a piece of text: what its last words say about time.

/// What a text speaks of, by its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceTense {
    /// Something was done: 実施した。行いました。
    Past,
    /// Something is to be done: 実施する。努めます。実施予定
    Plan,
    /// Something goes on: 図っている。
    Ongoing,
    /// No verb tells.
    None,
}

const ONGOING: [&str; 6] = ["ている", "ています", "でいる", "でいます", "てきている", "つつある"];
const PAST: [&str; 9] = ["った", "した", "いた", "えた", "れた", "ました", "きた", "いだ", "んだ"];
const PLAN_NOUNS: [&str; 8] =
    ["予定", "継続", "検討", "継続実施", "未定", "実施予定", "予定です", "続ける"];
const PLAN: [&str; 14] = [
    "ます",
    "する",
    "める",
    "ける",
    "てる",
    "れる",
    "える",
    "いく",
    "ていく",
    "図る",
    "行う",
    "つなぐ",
    "なる",
    "ある",
];

/// The tense of a text by its last sentence, brackets at its end set aside.
pub(super) fn tense(text: &str) -> SourceTense {
    let mut text = text.trim_end();
    loop {
        let cut = text.trim_end_matches(['。', '．', '.', ' ', '　', '」', '』', '※']);
        let cut = if cut.ends_with(['）', ')']) {
            cut.rfind(['（', '(']).map_or("", |at| &cut[..at])
        } else {
            cut
        };
        if cut.len() == text.len() || cut.is_empty() {
            text = cut;
            break;
        }
        text = cut;
    }
    let ends = |list: &[&str]| list.iter().any(|end| text.ends_with(end));
    match () {
        () if ends(&ONGOING) => SourceTense::Ongoing,
        () if ends(&PAST) || text.ends_with('た') => SourceTense::Past,
        () if ends(&PLAN) || ends(&PLAN_NOUNS) => SourceTense::Plan,
        () if text.ends_with(['る', 'う', 'く', 'ぐ', 'す', 'つ', 'ぶ', 'む']) => {
            SourceTense::Plan
        }
        () => SourceTense::None,
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
        assert_eq!(tense("支援先につないだ。（こども課）"), SourceTense::Past);
        assert_eq!(tense("啓発に努めました。"), SourceTense::Past);
        assert_eq!(tense("すことを行った"), SourceTense::Past);
        assert_eq!(tense("支援先につなぎます。"), SourceTense::Plan);
        assert_eq!(tense("講座を実施予定"), SourceTense::Plan);
        assert_eq!(tense("対応している。"), SourceTense::Ongoing);
        assert_eq!(tense("場所　緑の館"), SourceTense::None);
    }

    #[test]
    fn alike_texts_share_their_pairs() {
        let alike = |a, b| likeness(&pairs(a), &pairs(b));
        assert!(alike("講座を３回実施した。", "講座を4回実施した。") > 0.7);
        assert!(alike("講座を実施した。", "冊子を配った") < 0.3);
    }
}
