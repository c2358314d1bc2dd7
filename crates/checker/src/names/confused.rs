//! Words of the field with one letter that a converter took for another: 認知証, 要支援者名薄.

use std::{collections::HashMap, sync::OnceLock};

use prose::{Span, lexicon};

/// A slip as it is written, with the word that was meant.
type Slip = (String, &'static str);

/// The slips by their first letter.
fn slips() -> &'static HashMap<char, Vec<Slip>> {
    static SLIPS: OnceLock<HashMap<char, Vec<Slip>>> = OnceLock::new();
    SLIPS.get_or_init(|| {
        let words = lexicon::FIELD_TERMS;
        let mut slips = HashMap::<char, Vec<Slip>>::new();
        for term in lexicon::FIELD_TERMS {
            for (at, c) in term.char_indices() {
                for other in alike(c) {
                    let wrong: String = term
                        .char_indices()
                        .map(|(place, own)| if place == at { other } else { own })
                        .collect();
                    let is_word = words.iter().any(|word| word.contains(&wrong))
                        || lexicon::NO_SLIPS.iter().any(|word| word.starts_with(&wrong));
                    if let Some(first) = wrong.chars().next().filter(|_| !is_word) {
                        slips.entry(first).or_default().push((wrong, term));
                    }
                }
            }
        }
        for (term, wrong) in converted() {
            let is_word = words.iter().any(|word| word.contains(&wrong))
                || lexicon::COMPOUNDS.iter().any(|word| word.contains(&wrong))
                || CHANCE.contains(&wrong.as_str());
            if let Some(first) = wrong.chars().next().filter(|_| !is_word) {
                slips.entry(first).or_default().push((wrong, term));
            }
        }
        slips
    })
}

/// Compounds that are words of their own.
const CHANCE: [&str; 13] = [
    "相談期間",
    "生涯者",
    "傘下者",
    "企業支援",
    "起業支援",
    "講演",
    "参加",
    "生涯福祉",
    "公園会",
    "交流",
    "大勢",
    "過程",
    "実施機関",
];

/// Words of the field in which a converter took another word of the same sound: 待機自動.
fn converted() -> impl Iterator<Item = (&'static str, String)> {
    lexicon::COMPOUNDS.iter().flat_map(|term| {
        let held = lexicon::HOMOPHONES.iter().filter(|(word, _)| term.contains(word));
        held.flat_map(move |(word, others)| {
            others.iter().map(move |other| (*term, term.replace(word, other)))
        })
    })
}

/// The letters that are taken for one.
fn alike(c: char) -> impl Iterator<Item = char> {
    let groups = lexicon::CONFUSED.iter().filter(move |group| group.contains(c));
    groups.flat_map(|group| group.chars()).filter(move |other| *other != c)
}

/// The slips of a text: where, and what was meant.
pub(super) fn find(text: &str) -> Vec<(Span, String)> {
    let slips = slips();
    let mut found: Vec<(Span, String)> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(likely) = slips.get(&c) else { continue };
        let rest = text.get(at..).unwrap_or_default();
        let hits = likely.iter().filter(|(wrong, _)| rest.starts_with(wrong.as_str()));
        let Some((wrong, meant)) = hits.max_by_key(|(wrong, _)| wrong.len()) else { continue };
        let span = Span { start: at, end: at + wrong.len() };
        if found.last().is_none_or(|(last, _)| last.end <= at) {
            found.push((span, (*meant).to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_taken_for_another_is_a_slip_of_a_word_of_the_field() {
        for (text, wrong) in [
            ("認知証予防の教室を開いた。", "認知証"),
            ("・要支援者名薄の更新", "要支援者名薄"),
            ("保健指道を行いました。", "保健指道"),
            ("相談窓口一欄を配布した。", "窓口一欄"),
            ("妊産夫への面談", "妊産夫"),
            ("待機自動の解消", "待機自動"),
            ("口腔昨日の低下が疑われる者", "口腔昨日"),
            ("関係期間と連携しました。", "関係期間"),
        ] {
            let found: Vec<&str> = find(text).iter().map(|(span, _)| span.of(text)).collect();
            assert_eq!(found, [wrong], "{text}");
        }
    }

    #[test]
    fn words_of_the_field_are_no_slips_of_each_other() {
        for text in [
            "国民健康保険の窓口から健康増進課の保健師につないだ。",
            "障害者相談支援専門員、児童生徒、保護者と協議会を開いた。",
            "実施期間を設け、対照群を置き、実施機関に委託した。",
            "がん検診と特定健診の受診率、育児休業取得率",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
        for term in lexicon::FIELD_TERMS {
            assert_eq!(find(term), [], "{term}");
        }
    }
}
