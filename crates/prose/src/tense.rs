//! The tense of a clause, by its last word.

use crate::{classes::is_hiragana, clause::Tense, lexicon::tense as words};

/// What may stand after the last word of a clause and says nothing of its time.
const CLOSERS: &[char] =
    &['。', '．', '.', '、', '，', ',', '！', '!', '？', '?', '」', '』', ';', '；', '※'];

/// The tense of the words' end.
pub fn tense(clause: &str) -> Tense {
    let end = unlinked(core(clause));
    let ends = |table: &[&str]| table.iter().any(|word| end.ends_with(word));
    let mut back = end.chars().rev();
    let (last, before) = (back.next(), back.next());
    if ends(words::FUTURE) {
        return Tense::Future;
    }
    if ends(words::PAST) || last == Some('た') || past_in_voice(last, before) {
        return Tense::Past;
    }
    if ends(words::PRESENT) {
        return Tense::Present;
    }
    if last.is_some_and(|c| "るうくすつぬむぶぐ".contains(c)) && before.is_some() {
        return Tense::Future;
    }
    Tense::Bare
}

/// つないだ, 取り組んだ; 必要だ is none.
fn past_in_voice(last: Option<char>, before: Option<char>) -> bool {
    last == Some('だ') && matches!(before, Some('い' | 'ん'))
}

/// The words without closing marks and bracketed remarks at their end.
pub fn core(words: &str) -> &str {
    let closer = |c: char| c.is_whitespace() || CLOSERS.contains(&c);
    let mut rest = words.trim_end_matches(closer);
    while rest.ends_with(['）', ')']) {
        let Some(open) = rest.rfind(['（', '(']).filter(|at| *at > 0) else { break };
        let outside = rest.get(..open).unwrap_or_default().trim_end_matches(closer);
        if outside.is_empty() {
            break;
        }
        rest = outside;
    }
    rest.trim_end_matches(['）', ')'])
}

/// The words without the link at their end.
fn unlinked(end: &str) -> &str {
    let cut = words::CLAUSE_LINKS.iter().find_map(|link| end.strip_suffix(link));
    cut.filter(|rest| rest.chars().next_back().is_some_and(|c| is_hiragana(c) || c == '定'))
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_clause_tells_its_time() {
        for (words, time) in [
            ("講座を実施した。", Tense::Past),
            ("窓口につないだ。（健康課）", Tense::Past),
            ("会議が行われました", Tense::Past),
            ("開催できませんでした。", Tense::Past),
            ("配布できなかったため、", Tense::Past),
            ("全校に配布済み", Tense::Past),
            ("開催する予定であったが", Tense::Past),
            ("窓口に設置している。", Tense::Present),
            ("講座に参加しています", Tense::Present),
            ("相談員の育成が必要である。", Tense::Present),
            ("周知が難しい。", Tense::Present),
            ("利用者もいます。", Tense::Present),
            ("窓口に来ない人が３割以上いる。", Tense::Present),
            ("リーフレットを配布します。", Tense::Future),
            ("研修を年２回行います。", Tense::Future),
            ("引継ぎ票を用いる。", Tense::Future),
            ("周知に努める（窓口）。", Tense::Future),
            ("会場を増やしていく。", Tense::Future),
            ("次年度に検討したい。", Tense::Future),
            ("９月に実施予定", Tense::Future),
            ("開催する予定である。", Tense::Future),
            ("回数を増やしたいと考えている。", Tense::Future),
            ("書面で行うこととする。", Tense::Future),
            ("連携を図っていきます。", Tense::Future),
            ("継続実施", Tense::Bare),
            ("リーフレットの配布", Tense::Bare),
            ("参加者数：20人", Tense::Bare),
            ("（未定）", Tense::Bare),
            ("", Tense::Bare),
        ] {
            assert_eq!(tense(words), time, "{words}");
        }
    }
}
