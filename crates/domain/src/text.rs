//! How Japanese text is compared and measured. Stored text is never changed by these functions.

use unicode_normalization::UnicodeNormalization;

/// The form in which two texts are compared and searched: NFKC, lower case, no white space, one
/// dash, one wave. `ＤＶ相談` and `DV 相談` fold to the same text.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match alone(c) {
            Alone::Letter(c) => folded.push(c),
            Alone::Blank => {}
            Alone::Never => return fold_any(text),
        }
    }
    folded
}

/// What becomes of a character, whatever stands beside it.
#[derive(Clone, Copy)]
enum Alone {
    Letter(char),
    /// White space, which goes.
    Blank,
    /// It is normalised together with its neighbours.
    Never,
}

/// What a character folds to by itself: nearly all of what sheets hold.
fn alone(c: char) -> Alone {
    let narrow = |c: char| char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
    match c {
        ' ' | '\n' | '\r' | '\t' | '\u{3000}' => Alone::Blank,
        '!'..='~' => Alone::Letter(c.to_ascii_lowercase()),
        '！'..='～' => Alone::Letter(narrow(c).to_ascii_lowercase()),
        'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | '・'
        | 'ー'
        | '一'..='\u{9FFF}'
        | '、'
        | '。'
        | '「'..='】'
        | '々'
        | '〇'
        | '〜'
        | '○'
        | '◎'
        | '●'
        | '△'
        | '▲'
        | '■'
        | '◆'
        | '※'
        | '→'
        | '×' => Alone::Letter(unify(c)),
        _ => Alone::Never,
    }
}

/// Whatever a text is made of.
fn fold_any(text: &str) -> String {
    // Normalised again at the end: a mark may have met its letter when a space between them went.
    let bare = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).map(unify);
    bare.nfkc().collect()
}

/// One character for the dashes and waves that forms use interchangeably.
fn unify(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '〜' | '~' | '∼' => '~',
        other => other,
    }
}

/// How many characters of the text are not white space: the unit of an import's account.
pub fn ink(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Whether a text says nothing but that it repeats the one above.
pub fn is_ditto(text: &str) -> bool {
    let text = text.trim().trim_matches(['（', '）', '(', ')']).trim();
    matches!(
        text,
        "〃" | "″"
            | "”"
            | "\""
            | "゛"
            | "々"
            | "仝"
            | "''"
            | "´´"
            | "同上"
            | "同 上"
            | "同　上"
            | "同前"
            | "上に同じ"
            | "上記に同じ"
            | "上と同じ"
    )
}

/// The first character that a reader does not see, or that turns the order of others: with it two
/// texts that differ look the same. The marks that choose the form of a kanji (異体字) are seen.
pub fn unseen(text: &str) -> Option<char> {
    let hidden = |c: &char| {
        matches!(c,
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
            | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe03}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
    };
    text.chars().find(hidden)
}

/// The width of one character in half-width columns, as a Japanese form prints it.
pub fn char_width(c: char) -> usize {
    match c {
        '\u{0}'..='\u{1f}' => 0,
        '\u{20}'..='\u{7e}' | '\u{ff61}'..='\u{ff9f}' => 1,
        _ => 2,
    }
}

/// The width of a line in half-width columns.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Whether the character is half of a Japanese word: Han, kana or the marks that belong to them.
pub fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}' | '\u{ff66}'..='\u{ff9f}')
}

/// The digits in groups of three.
pub fn thousands(whole: &str) -> String {
    let mut told = String::with_capacity(whole.len() * 4 / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// Half-width digits for full-width ones; every other character stays.
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '．' => '.',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_and_half_width_fold_to_the_same_text() {
        assert_eq!(fold("ＤＶ　相談〜１回"), fold("dv相談～1回"));
        assert_eq!(fold("ｹﾞｰﾄｷｰﾊﾟｰ"), fold("ゲートキーパー"));
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_folds_as_the_long_one(
            text in "[ -~！-～ぁ-ゖァ-ヺー・一-龥、。「」〈〉々〇〜※→×\u{3099}①ｶﾞÉ\\n]{0,12}",
            any in ".{0,8}",
        ) {
            for text in [text, any] {
                proptest::prop_assert_eq!(fold(&text), fold_any(&text));
            }
        }
    }

    #[test]
    fn all_that_stands_alone_folds_as_the_long_way_says() {
        for c in (0..=0xFFFF).filter_map(char::from_u32) {
            let folded = match alone(c) {
                Alone::Letter(folded) => folded.to_string(),
                Alone::Blank => String::new(),
                Alone::Never => continue,
            };
            assert_eq!(folded, fold_any(&c.to_string()), "{c:?}");
        }
    }

    #[test]
    fn the_long_vowel_mark_is_not_a_dash() {
        assert_ne!(fold("センター"), fold("センタ-"));
    }

    #[test]
    fn what_a_reader_does_not_see_is_found() {
        for hidden in
            ['\u{200b}', '\u{202e}', '\u{feff}', '\u{ad}', '\u{3164}', '\u{7}', '\u{2066}']
        {
            assert_eq!(unseen(&format!("山{hidden}田")), Some(hidden));
        }
        for seen in ["山田　太郎", "葛\u{e0100}城", "神\u{fe00}田", "ｶﾞ Á ー・々〆", "A-001.b_c@d"]
        {
            assert_eq!(unseen(seen), None, "{seen}");
        }
    }

    #[test]
    fn white_space_is_not_ink() {
        assert_eq!(ink("ア　実施済 \n"), 4);
    }
}
