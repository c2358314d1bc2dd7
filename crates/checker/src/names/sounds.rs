//! Compounds of the field of which a converter took one word for others of its sound: 性的試行,
//! 権利養護.

use std::{collections::HashMap, sync::OnceLock};

use prose::{Span, classes::is_han, lexicon};

/// One word of a compound, which stands right in a text, and the other one, which may be wrong.
struct Half {
    right: &'static str,
    other: &'static str,
    /// Whether the other one stands behind it.
    behind: bool,
}

/// The halves by the first letter of the one that is right.
fn halves() -> &'static HashMap<char, Vec<Half>> {
    static HALVES: OnceLock<HashMap<char, Vec<Half>>> = OnceLock::new();
    HALVES.get_or_init(|| {
        let mut halves = HashMap::<char, Vec<Half>>::new();
        for (front, back) in terms() {
            for (right, other, behind) in [(front, back, true), (back, front, false)] {
                let whole = other.chars().all(is_han);
                if let Some(first) = right.chars().next().filter(|_| whole) {
                    halves.entry(first).or_default().push(Half { right, other, behind });
                }
            }
        }
        halves
    })
}

fn terms() -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::CUT_TERMS.split_whitespace().filter_map(|term| term.split_once('|'))
}

/// The lines of sounds on which a letter stands.
fn sounds() -> &'static HashMap<char, Vec<usize>> {
    static SOUNDS: OnceLock<HashMap<char, Vec<usize>>> = OnceLock::new();
    SOUNDS.get_or_init(|| {
        let mut sounds = HashMap::<char, Vec<usize>>::new();
        for (at, line) in lexicon::SOUNDS.iter().enumerate() {
            for c in line.chars() {
                sounds.entry(c).or_default().push(at);
            }
        }
        sounds
    })
}

/// Whether two letters are read alike.
fn sound_alike(a: char, b: char) -> bool {
    let of = |c: char| sounds().get(&c).map_or(&[][..], Vec::as_slice);
    a == b || of(a).iter().any(|line| of(b).contains(line))
}

/// Whether words are others of the same sound.
fn is_taken(words: &str, meant: &str) -> bool {
    let alike = words.chars().zip(meant.chars()).all(|(a, b)| is_han(a) && sound_alike(a, b));
    words != meant && alike && words.chars().count() == meant.chars().count()
}

/// The slips of a text: where, and what was meant.
pub(super) fn find(text: &str) -> Vec<(Span, String)> {
    let halves = halves();
    let mut found: Vec<(Span, String)> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(likely) = halves.get(&c) else { continue };
        let rest = text.get(at..).unwrap_or_default();
        for half in likely.iter().filter(|half| rest.starts_with(half.right)) {
            let Some(span) = beside(text, at, half) else { continue };
            let meant = if half.behind {
                format!("{}{}", half.right, half.other)
            } else {
                format!("{}{}", half.other, half.right)
            };
            if found.last().is_none_or(|(last, _)| last.end <= span.start) {
                found.push((span, meant));
            }
        }
    }
    found
}

/// The compound at one of its words, where the other one is not what was meant.
fn beside(text: &str, at: usize, half: &Half) -> Option<Span> {
    let long = half.other.len();
    let end = at + half.right.len();
    // Every letter of both is Han, of three bytes each
    let (span, place) = if half.behind {
        (Span { start: at, end: end + long }, Span { start: end, end: end + long })
    } else {
        let start = at.checked_sub(long)?;
        (Span { start, end }, Span { start, end: at })
    };
    let words = text.get(place.start..place.end)?;
    is_taken(words, half.other).then_some(())?;
    let whole = text.get(span.start..span.end)?;
    (!lexicon::OTHER_COMPOUNDS.contains(&whole) && !is_term(whole)).then_some(span)
}

/// Whether words are a compound of the list themselves.
fn is_term(words: &str) -> bool {
    let whole = |(front, back): (&str, &str)| {
        words.strip_prefix(front).is_some_and(|rest| rest == back)
            || words.len() < front.len() + back.len() && words == front
    };
    terms().any(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_another_sense_and_the_same_sound_is_a_slip() {
        for (text, wrong, meant) in [
            ("性的試行と性自認について学んだ。", "性的試行", "性的指向"),
            ("・性的嗜好、性自認", "性的嗜好", "性的指向"),
            ("権利養護の研修会を開きました。", "権利養護", "権利擁護"),
            ("自死遺属のつどい", "自死遺属", "自死遺族"),
            ("伴奏型支援を行う", "伴奏型支援", "伴走型支援"),
            ("厚生保護の団体", "厚生保護", "更生保護"),
            ("職業照会を２件", "職業照会", "職業紹介"),
            ("親交管理を徹底", "親交管理", "進行管理"),
            ("関係期間と調整しました。", "関係期間", "関係機関"),
            ("虐待帽子の啓発", "虐待帽子", "虐待防止"),
            ("社会補償の仕組み", "社会補償", "社会保障"),
        ] {
            let found: Vec<_> = find(text);
            let told: Vec<_> =
                found.iter().map(|(span, meant)| (span.of(text), meant.as_str())).collect();
            assert_eq!(told, [(wrong, meant)], "{text}");
        }
    }

    #[test]
    fn compounds_of_the_field_are_no_slips_of_each_other() {
        let whole: Vec<String> = terms().map(|(front, back)| format!("{front}{back}")).collect();
        for text in whole.iter().map(String::as_str).chain(lexicon::FIELD_TERMS.iter().copied()) {
            assert_eq!(find(text), [], "{text}");
        }
        for text in [
            "健康保健課の窓口、相談態勢の強化、企業支援と起業支援",
            "児童委員会で、保護者への講演を行った。",
            "関係各課と協議し、実施期間を設けた。",
            "社会資源の整理、地域講習会、生活用品の提供",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
