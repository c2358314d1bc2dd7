//! Noun phrases beside a number.

use crate::{
    chars::Chars,
    classes::{is_hiragana, is_word, joins},
    counted::Counted,
    lexicon,
    units::UnitKind,
};

/// Marks around a label that are no part of it.
pub(super) fn is_mark(c: char) -> bool {
    c.is_whitespace() || ":、。,.・()[]【】〔〕<>《》●○◎◯■□◆◇※★☆▲△▼▽◦•*→⇒-~/".contains(c)
}

/// The label of a line of a list: what is after the last comma, without marks.
pub(super) fn listed_label(words: &str) -> String {
    let words = words.trim_end_matches(is_mark);
    let last = words.rsplit(['、', '。', '\n']).next().unwrap_or_default();
    let label = last.trim_matches(is_mark).trim_end_matches('は');
    let words = label.split(|c: char| c.is_whitespace() || ":()".contains(c));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Particles and links at the end of a phrase.
const PARTICLES: &[&str] = &[
    "を対象に",
    "を対象とし",
    "において",
    "における",
    "について",
    "に対して",
    "に対し",
    "として",
    "では",
    "には",
    "は",
    "が",
    "を",
    "に",
    "で",
    "と",
    "の",
    "も",
    "へ",
    "や",
    "から",
    "より",
    "て",
];

/// The noun phrase at the end of the words. A year is none, and a doing takes its object.
pub(super) fn phrase(words: &str) -> String {
    let (mut found, mut rest) = tail(words);
    for _ in 0..2 {
        if !is_weak(&found) || rest.is_empty() {
            break;
        }
        (found, rest) = tail(rest);
    }
    if found.is_empty() {
        found = kana_noun(words);
    }
    if is_doing(&found) && rest.ends_with(['を', 'の', 'は', 'が']) {
        let (object, _) = tail(rest);
        return format!("{object} {found}").trim().to_owned();
    }
    found
}

/// Nouns of doing say little without what is done, as do those of its record.
fn is_doing(noun: &str) -> bool {
    lexicon::DOING.contains(&noun) || matches!(noun, "活動" | "実績")
}

/// The last phrase of the words, and the words before it.
fn tail(words: &str) -> (String, &str) {
    let rest = unlinked(words);
    let chars: Vec<char> = rest.chars().collect();
    let at = |position: usize| chars.get(position).copied().unwrap_or('\n');
    let mut from = chars.len();
    let mut depth = 0_u32;
    while let Some(last) = from.checked_sub(1) {
        match at(last) {
            '」' | '』' | ')' => depth += 1,
            '「' | '『' | '(' if depth == 0 => break,
            '「' | '『' | '(' => depth -= 1,
            _ if depth > 0 => {}
            c if is_word(c) || matches!(c, '・' | 'の' | '〇' | '-' | '~') => {}
            c if last.checked_sub(1).is_some_and(|back| joins(at(back), c, at(from))) => {}
            // 声かけ訪問, 分かち合いの会
            c if inside(|from_last| at(last.wrapping_add_signed(from_last)), c) => {}
            // 取組みの数
            c if at(from) == 'の'
                && "みりいきちしけめえせ".contains(c)
                && is_word(at(last.wrapping_sub(1))) => {}
            _ => break,
        }
        from = last;
    }
    let phrase: String = chars.get(from..).unwrap_or_default().iter().collect();
    let before = rest.get(..rest.len() - phrase.len()).unwrap_or_default();
    let phrase = phrase.trim_start_matches(|c| is_mark(c) || c == 'の').trim_start_matches("等の");
    (phrase.to_owned(), before)
}

/// Whether a kana is one of two between letters of a word: the letters by their distance from it.
fn inside(at: impl Fn(isize) -> char, c: char) -> bool {
    let kana = |c: char| is_hiragana(c) && !"をにがはでとへもやたの".contains(c);
    let first = kana(at(1)) && is_word(at(2)) && is_word(at(-1));
    let second = kana(at(-1)) && is_word(at(-2)) && is_word(at(1));
    // 新しいカード: an adjective is none of the noun
    let adjective = c == 'し' && at(1) == 'い' || c == 'い' && at(-1) == 'し';
    kana(c) && !adjective && (first || second)
}

/// A noun in kana that stands alone before a particle: つどいを, まつりは.
fn kana_noun(words: &str) -> String {
    let rest = unlinked(words);
    if rest.len() == words.len() {
        return String::new();
    }
    let noun: Vec<char> = rest.chars().rev().take_while(|c| is_hiragana(*c)).collect();
    let noun: String = noun.into_iter().rev().collect();
    let before = rest.strip_suffix(&noun).and_then(|before| before.chars().last());
    let alone = before.is_none_or(|c| is_mark(c) || c == '。');
    let formal = ["こと", "もの", "ところ", "とき", "ため", "よう", "これ", "それ", "うち"];
    let long = (2..=8).contains(&noun.chars().count());
    let fits = alone && long && !formal.iter().any(|word| noun.ends_with(word));
    if fits { noun } else { String::new() }
}

/// The words without particles, marks and a closed remark at their end.
fn unlinked(words: &str) -> &str {
    let mut rest = words.trim_end_matches(|c| c != ')' && is_mark(c));
    if let Some(open) = rest.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        rest = rest.get(..open).filter(|outside| !outside.is_empty()).unwrap_or(rest);
    }
    rest = rest.trim_end_matches(is_mark);
    while let Some(shorter) = PARTICLES.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter.trim_end_matches(is_mark);
    }
    rest
}

/// The noun phrase after a number; after a share, also what was answered.
pub(super) fn following(chars: &Chars, one: &Counted) -> String {
    let rate = one.kind == UnitKind::Rate;
    // What is in brackets belongs to what stands before them
    if !rate && chars.at(one.to) == ')' && chars.at(one.to + 1) != 'の' {
        return String::new();
    }
    let mut at = chars.any(one.to, &["までの", "の間の", "間の"]).unwrap_or(one.to);
    let skipped = |c| matches!(c, '、' | 'の' | ')' | ' ') || rate && matches!(c, 'が' | 'に');
    while at < chars.len() && skipped(chars.at(at)) {
        at += 1;
    }
    let most = at + if rate { 40 } else { 20 };
    let mut to = at;
    let mut depth = 0_u32;
    while to < chars.len().min(most) {
        let c = chars.at(to);
        match c {
            '「' | '『' => depth += 1,
            '」' | '』' => depth = depth.saturating_sub(1),
            '\n' => break,
            _ if depth > 0 || rate && !matches!(c, '。' | '、' | ')') => {}
            _ if is_word(c) && !c.is_ascii_digit() || matches!(c, '・' | 'の') => {}
            _ if joins(chars.before(to), c, chars.at(to + 1)) => {}
            'は' if chars.before(to) == '又' => {}
            _ => match chars.any(to, &["及び", "または", "および", "への", "との"]) {
                Some(end) => to = end - 1,
                None => break,
            },
        }
        to += 1;
    }
    let found = chars.words(at, to).trim_matches(|c| is_mark(c) || c == 'の').to_owned();
    // 行った, 取り上げた: the stem of a verb counts nothing; 配信した is a noun
    let next = chars.at(to);
    let verb = is_hiragana(next) && !"をがのはにでとへもやかしすさ".contains(next);
    if !rate && verb { String::new() } else { found }
}

/// What a clause is about or does something to: the phrase before its last を or は.
pub(super) fn object(words: &str) -> String {
    let clause = words.rsplit(['。', '\n']).next().unwrap_or_default();
    let links = clause.char_indices().rev().filter(|(_, c)| matches!(c, 'を' | 'は'));
    let mut phrases = links.map(|(at, _)| tail(clause.get(..at).unwrap_or_default()).0);
    phrases.find(|phrase| !is_weak(phrase)).unwrap_or_default()
}

/// Words that say how something is counted and not what.
const WEAK: &[&str] = &[
    "",
    "合計",
    "計",
    "合わせて",
    "合せて",
    "延べ",
    "うち",
    "総計",
    "累計",
    "約",
    "実",
    "のべ",
    "男性",
    "女性",
    "実人数",
    "延べ人数",
    "実人員",
    "延人員",
    "延べ人員",
    "延べ数",
    "総数",
];

/// Whether a label says how something is counted, or when, and not what.
pub(super) fn is_weak(own: &str) -> bool {
    let dated = |c: char| {
        c.is_whitespace()
            || c.is_ascii_digit()
            || "年度月日令和平成今昨前来次本元末現在時点RH/.()~・:、の".contains(c)
    };
    // 本 alone is a book, 本年度 is none
    let timed = own.chars().any(|c| c.is_ascii_digit() || "年月日".contains(c));
    WEAK.contains(&own) || timed && WEAK.contains(&own.trim_matches(dated))
}
