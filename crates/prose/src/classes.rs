//! Classes of characters, as words of Japanese are told apart.

/// Whether a character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// Whether a character is katakana, its long mark included.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

/// A letter of which nouns are written: Han or katakana.
pub fn is_of_noun(c: char) -> bool {
    is_han(c) || is_katakana(c)
}

/// Whether a character is hiragana.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

/// Whether a character is a digit of either width.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Half of a word: Han, katakana, a letter or figure.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_hiragana(c) || matches!(c, 'ー' | '々')
}

/// Whether a kana between two letters is one of their word: 子育て支援, 元気な高齢者.
pub fn joins(before: char, c: char, after: char) -> bool {
    is_hiragana(c) && !"をにがはでとへもやた".contains(c) && is_word(before) && is_word(after)
}

/// The pairs of neighbouring characters of which both are of a class: what two texts have in common
/// is counted by them.
pub fn pairs(text: &str, holds: impl Fn(char) -> bool) -> impl Iterator<Item = (char, char)> {
    let next = text.chars().skip(1);
    text.chars().zip(next).filter(move |(a, b)| holds(*a) && holds(*b))
}
