//! Kana in Latin letters, as signs, addresses and passwords spell them (Hepburn).

/// The kana in rows of a consonant with the five vowels.
const ROWS: [(&str, &str); 16] = [
    ("あいうえお", "a i u e o"),
    ("かきくけこ", "ka ki ku ke ko"),
    ("がぎぐげご", "ga gi gu ge go"),
    ("さしすせそ", "sa shi su se so"),
    ("ざじずぜぞ", "za ji zu ze zo"),
    ("たちつてと", "ta chi tsu te to"),
    ("だぢづでど", "da ji zu de do"),
    ("なにぬねの", "na ni nu ne no"),
    ("はひふへほ", "ha hi fu he ho"),
    ("ばびぶべぼ", "ba bi bu be bo"),
    ("ぱぴぷぺぽ", "pa pi pu pe po"),
    ("まみむめも", "ma mi mu me mo"),
    ("やゆよ", "ya yu yo"),
    ("らりるれろ", "ra ri ru re ro"),
    ("わをん", "wa o n"),
    ("ぁぃぅぇぉ", "a i u e o"),
];

/// The reading of a word that is all kana; nothing where a character has none, such as a kanji.
pub(crate) fn in_latin(word: &str) -> Option<String> {
    let mut latin = String::new();
    let mut doubled = false;
    for c in word.chars().map(hiragana) {
        match c {
            'っ' => doubled = true,
            'ー' => {}
            'ゃ' => small(&mut latin, "ya"),
            'ゅ' => small(&mut latin, "yu"),
            'ょ' => small(&mut latin, "yo"),
            _ => {
                let spelled = spelled(c)?;
                let first = spelled.chars().next().filter(|_| doubled);
                // っち is spelled tchi
                latin.extend(first.map(|first| if first == 'c' { 't' } else { first }));
                latin.push_str(spelled);
                doubled = false;
            }
        }
    }
    Some(latin).filter(|latin| !latin.is_empty())
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        other => other,
    }
}

fn spelled(c: char) -> Option<&'static str> {
    ROWS.iter().find_map(|(row, latin)| {
        let at = row.chars().position(|kana| kana == c)?;
        latin.split(' ').nth(at)
    })
}

/// A small kana takes the place of the vowel before: `ki` and `ya` are `kya`, `shi` and `ya` `sha`.
fn small(latin: &mut String, kana: &str) {
    latin.pop();
    let soft = ["sh", "ch", "j"].iter().any(|before| latin.ends_with(before));
    latin.push_str(if soft { &kana[1..] } else { kana });
}

#[cfg(test)]
mod tests {
    use super::in_latin;

    #[test]
    fn kana_are_spelled_as_signs_spell_them() {
        for (word, latin) in [
            ("あおぞら", "aozora"),
            ("さっぽろ", "sapporo"),
            ("むつ", "mutsu"),
            ("きょうと", "kyouto"),
            ("ちゃたん", "chatan"),
            ("にっちょく", "nitchoku"),
            ("ニセコ", "niseko"),
            ("コーヒー", "kohi"),
        ] {
            assert_eq!(in_latin(word).as_deref(), Some(latin), "{word}");
        }
        for other in ["日野", "", "abc"] {
            assert_eq!(in_latin(other), None, "{other}");
        }
    }
}
