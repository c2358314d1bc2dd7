//! What a stretch of a sentence says happened: by words, with care for negation and attributes.

use std::sync::LazyLock;

use crate::{
    classes::is_hiragana, clause::Completion, lexicon::completion as words, many::WordIndex,
    span::Span,
};

static NOUNS: LazyLock<WordIndex<'static>> =
    LazyLock::new(|| WordIndex::of(words::NOUNS.iter().map(|(noun, _)| *noun)));
static VERBS: LazyLock<WordIndex<'static>> =
    LazyLock::new(|| WordIndex::of(words::VERBS.iter().map(|(verb, _)| *verb)));
static NEGATIONS: LazyLock<WordIndex<'static>> = LazyLock::new(|| {
    let also = words::ABSENCES.iter().filter(|word| !NOT.contains(word));
    WordIndex::of(NOT.iter().chain(also).copied())
});

/// What denies a verb.
const NOT: [&str; 6] = ["なかった", "無かった", "ませんでした", "ず", "ない", "ません"];

/// A word that tells what happened, and where it ends.
struct Event {
    end: usize,
    completion: Completion,
}

/// What the words say happened to the action; where they say several things, the last.
pub(super) fn completion(words: &str) -> Completion {
    let found = nouns(words).into_iter().chain(verbs(words)).chain(negations(words));
    let last = found.max_by_key(|event| event.end);
    match last.map(|event| event.completion) {
        // Something done in its place says more than why
        Some(Completion::Cancelled | Completion::Postponed | Completion::NotDone)
            if is_partial(words) =>
        {
            Completion::Reduced
        }
        Some(completion) => completion,
        None => Completion::Plain,
    }
}

/// 一部の講座を中止した: a part is a part.
fn is_partial(words: &str) -> bool {
    words.contains("一部")
}

fn nouns(words: &str) -> Vec<Event> {
    let of = |(n, Span { end, .. }): (usize, Span)| {
        let (_, completion) = *words::NOUNS.get(n)?;
        is_told(words.get(end..)?).then_some(Event { end, completion })
    };
    NOUNS.find(words).filter_map(of).collect()
}

/// Whether what follows a noun of an event makes it the sentence's own statement.
fn is_told(rest: &str) -> bool {
    let rest = words::COMPOUNDS.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let fitting = words::PREDICATES.iter().filter(|word| rest.starts_with(*word));
    let longest = fitting.max_by_key(|word| word.len());
    match longest.and_then(|word| Some((word, rest.strip_prefix(word)?))) {
        Some((word, tail)) => !(denies(tail) || is_finite(word) && is_attribute(tail)),
        None => {
            ends(rest)
                || ["のため", "により", "によって", "に伴い", "に伴って"]
                    .iter()
                    .any(|w| rest.starts_with(w))
        }
    }
}

/// 中止することなく, 中止してはいない, 中止する場合, 中止とするか.
fn denies(tail: &str) -> bool {
    let words = [
        "ことなく",
        "ことは",
        "ことが",
        "は",
        "ない",
        "なく",
        "か",
        "も",
        "べき",
        "よう",
        "と判断しな",
    ];
    words.iter().any(|word| tail.starts_with(word)) && !tail.starts_with("が")
}

fn verbs(words: &str) -> Vec<Event> {
    let of = |(n, Span { end, .. }): (usize, Span)| {
        let (verb, completion) = *words::VERBS.get(n)?;
        let rest = words.get(end..)?;
        (!is_finite(verb) || !is_attribute(rest)).then_some(Event { end, completion })
    };
    VERBS.find(words).filter_map(of).collect()
}

fn negations(words: &str) -> Vec<Event> {
    let of = |(_, span): (usize, Span)| {
        let (before, rest) = (words.get(..span.start)?, words.get(span.end..)?);
        if is_attribute(rest) || reports(rest) {
            return None;
        }
        denied(before, span.of(words), rest).map(|completion| Event { end: span.end, completion })
    };
    NEGATIONS.find(words).filter_map(of).collect()
}

/// What a negation denies, by the words before it.
fn denied(before: &str, absence: &str, rest: &str) -> Option<Completion> {
    let after = |table: &[&str]| table.iter().any(|word| before.ends_with(word));
    let state = ["おら", "おり", "お", "い"].iter().find_map(|word| before.strip_suffix(word));
    let stated = state.is_some_and(|b| words::DEEDS_STATE.iter().any(|word| b.ends_with(word)));
    let deed = match absence {
        "なかった" | "無かった" | "ませんでした" => {
            after(words::DEEDS) || after(words::DEEDS_BARE) || stated
        }
        "ず" => (after(words::DEEDS_BARE) || stated) && !rest.starts_with(['に', 'と', 'し']),
        "ない" | "ません" => after(words::DEEDS_BARE) && ends_or_links(rest) || stated,
        _ => false,
    };
    if deed {
        return Some(Completion::NotDone);
    }
    is_case(before, absence, rest)
}

/// Whether the words say that there was none of something that is counted.
fn is_case(before: &str, absence: &str, rest: &str) -> Option<Completion> {
    if !words::ABSENCES.contains(&absence) {
        return None;
    }
    let bare = matches!(absence, "なし" | "無し" | "ゼロ");
    if matches!(absence, "ない" | "無い" | "いない" | "ありません") && !ends(rest) {
        return None;
    }
    let subject = words::CASE_PARTICLES
        .iter()
        .filter(|particle| bare || !particle.is_empty())
        .filter_map(|particle| before.strip_suffix(*particle));
    let subjects: Vec<&str> = subject.collect();
    let any = |table: &[&str]| subjects.iter().any(|b| table.iter().any(|word| b.ends_with(word)));
    if any(words::CASES) && !subjects.iter().any(|b| is_ability(b)) {
        return Some(Completion::NoCase);
    }
    any(words::RECORDS).then_some(Completion::NotDone)
}

/// 利用ができない人 and the like are not absences of a case.
fn is_ability(before: &str) -> bool {
    before.ends_with("した人") || before.ends_with("する人")
}

/// 中止した may describe the noun that follows; 縮小して goes on.
fn is_finite(word: &str) -> bool {
    word.ends_with(['た', 'る', 'す'])
}

/// Whether a finite verb before these words only describes the noun that they begin with.
pub(super) fn is_attribute(rest: &str) -> bool {
    if words::LINKS.iter().any(|link| rest.starts_with(link)) {
        return false;
    }
    let noun = rest.chars().next().is_some_and(is_noun_char);
    noun || ["こと", "もの", "ところ", "とき", "かた", "うち", "ほか", "の"]
        .iter()
        .any(|w| rest.starts_with(w))
        && !rest.starts_with("ものの")
        && !rest.starts_with("ので")
        && !rest.starts_with("のため")
}

/// 知らなかったと回答した: somebody's words.
fn reports(rest: &str) -> bool {
    rest.starts_with("と回答") || rest.starts_with("と答え") || rest.starts_with('」')
}

fn ends(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with([
            '。', '、', '，', '．', '）', ')', '\n', '\r', ' ', '　', '（', '(', '・', '」',
        ])
}

fn ends_or_links(rest: &str) -> bool {
    ends(rest)
        || ["が", "ため", "ので", "ものの", "けれど"].iter().any(|word| rest.starts_with(word))
}

/// Whether the character is one of a noun: Han, katakana, a letter or figure, an opening bracket.
fn is_noun_char(c: char) -> bool {
    matches!(c, '「' | '『') || c.is_alphanumeric() && !is_hiragana(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_what_happened_unless_they_are_denied_or_describe() {
        use Completion::{Cancelled, NoCase, NotDone, Plain, Postponed, Reduced, Replaced};
        let mut wrong = Vec::new();
        for (words, told) in [
            ("研修会は中止となった。", Cancelled),
            ("感染拡大防止のため中止。", Cancelled),
            ("講座を中止することなく実施した。", Plain),
            ("一度も中止せず開催した。", Plain),
            ("来年度は中止しない。", Plain),
            ("中止した前年度に対し今年度は実施した。", Plain),
            ("荒天時は中止する場合がある。", Plain),
            ("一部の会場で中止となった。", Reduced),
            ("講演会を延期した。", Postponed),
            ("延期していた講座を実施した。", Plain),
            ("街頭啓発は実施できなかった。", NotDone),
            ("配布を行わなかった。", NotDone),
            ("参加できなかった方に資料を送付した。", Plain),
            ("今年度は未実施", NotDone),
            ("未実施者への勧奨を行った。", Plain),
            ("開催を見送った。", NotDone),
            ("実績なし", NotDone),
            ("会議は開催していない。", NotDone),
            ("ロールプレイを実施せず、", NotDone),
            ("講座は開催できていません。", NotDone),
            ("規模を縮小して開催した。", Reduced),
            ("回数を減らして実施した。", Reduced),
            ("講話のみとした。", Reduced),
            ("書面開催とした。", Replaced),
            ("代わりにリーフレットを配布した。", Replaced),
            ("会議を書面にて開催した。", Replaced),
            ("相談はなかった。", NoCase),
            ("該当なし", NoCase),
            ("扱ったケースは無かったが、", NoCase),
            ("参加者がいなかった。", NoCase),
            ("申込みがありませんでした。", NoCase),
            ("支障はなかった。", Plain),
            ("不登校をなくす。", Plain),
            ("相談しやすい環境を整えた。", Plain),
            ("参加者が少なかった。", Plain),
            ("窓口を知らなかったと回答した。", Plain),
            ("仕事内容にかかわらず支援した。", Plain),
            ("必ず声をかけた。", Plain),
            ("連絡がとれない世帯を訪問した。", Plain),
            ("荒天のため中止といたしました。", Cancelled),
            ("催しの中止に伴い", Cancelled),
            ("講演会の中止が決定した。", Cancelled),
            ("中止になった事業の資料を活用した。", Plain),
            ("中止になりました", Cancelled),
            ("研修会は来年度に延期となっている。", Postponed),
            ("開催が延期された。", Postponed),
            ("キャンペーンは実施しておりません。", NotDone),
            ("会議を開催するに至らなかった。", NotDone),
            ("対面での講座は開催できない状況が続いた。", Plain),
            ("調整がつかず開催できず、", NotDone),
            ("今年度の実施は見送りとした。", NotDone),
            ("開催実績なし。", NotDone),
            ("実施なし", NotDone),
            ("未実施のため、", NotDone),
            ("対象者なし", NoCase),
            ("つなぎの実績はなかった。", NotDone),
            ("相談件数はゼロであった。", NoCase),
            ("希望者がおらず、", NoCase),
            ("該当する事例はなかった。", NoCase),
            ("特に問題はなかった。", Plain),
            ("滞りなく実施した。", Plain),
            ("例年と変わりなく実施した。", Plain),
            ("少なくない相談があった。", Plain),
            ("利用しやすいように見直した。", Plain),
            ("相談できない方への支援を行う。", Plain),
            ("参加者を半数に減らして開催した。", Reduced),
            ("規模縮小で開催した。", Reduced),
            ("オンライン開催に変更した。", Replaced),
            ("集合研修に代えて動画を配信した。", Replaced),
            ("書面決議により行った。", Replaced),
            ("待ち時間の短縮を図った。", Plain),
            ("自殺者数の削減を目指す。", Plain),
            ("医療費の削減に努めた。", Plain),
            ("一部改訂したリーフレットを配布した。", Plain),
            ("窓口の休止はなかった。", Plain),
            ("活動を休止している。", Cancelled),
        ] {
            if completion(words) != told {
                wrong.push((words, completion(words)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
