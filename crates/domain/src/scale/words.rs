//! The words of grades: what they say of the action, and where they leave it open.
//!
//! Judgements of how well it goes (順調, 遅れ, 良好) say neither that it was done nor that it was not.
//! Directions (継続, 拡充, 縮小, 廃止) say what comes next and not what was done. A threshold alone
//! (80％以上) says how much and not of what. None of these has a class until a person gives it one.

use super::GradeClass;
use crate::{Value, text::fold};

/// Words by their class, parted by spaces.
type ClassWords = [(GradeClass, &'static str)];

/// Words whose class no grammar tells, whole. What says that there is no value is known to
/// [`Value::read`].
const WHOLE_WORDS: &ClassWords = &[
    (GradeClass::Done, "済 済み 実施済である 実施あり 実施有 実施有り"),
    (GradeClass::Done, "取り組んだ 達成している 達成できている"),
    (GradeClass::UnderWay, "着手 進行中 推進中 継続中 作業中 展開中 取り組んでいる"),
    (GradeClass::UnderWay, "継続実施 継続して実施 継続的に実施"),
    (GradeClass::Preparing, "準備 検討 予定 準備中 検討中 調整中 協議中 計画中 企画中"),
    (GradeClass::NotDone, "未達 未済 未着手 見送り 見送った 着手していない"),
    (GradeClass::NotDone, "取り組んでいない 取り組めなかった"),
    (GradeClass::Cancelled, "中止 休止 取りやめ 取り止め 取止め 廃止済"),
    (GradeClass::Substituted, "代替 別の方法で実施 振替実施"),
    (GradeClass::NotApplicable, "対象でない 該当しない"),
    (GradeClass::TooEarly, "時期未到来 実施時期未到来 時期が未到来"),
    (GradeClass::Other, "その他"),
];

/// What is done of an action, as the first part of a grade's words.
const DEEDS: &str =
    "実施 達成 完了 完成 着手 対応 措置 開催 策定 整備 導入 作成 設置 配布 取組 取り組み 実行";

/// Deeds that are told as done without an ending.
const BARE: &str = "実施 達成 完了 完成 開催 対応 措置";

/// What follows a deed.
const ENDINGS: &ClassWords = &[
    (GradeClass::Done, "済 済み ずみ 完了 した できた しました することができた"),
    (GradeClass::UnderWay, "中 している しています 継続中 途中"),
    (GradeClass::Preparing, "予定 準備中 検討中 準備 検討 に向けて準備中 に向けて検討中"),
    (GradeClass::Preparing, "に向け準備中 に向け検討中 に向けて調整中"),
    (GradeClass::NotDone, "せず なし 無し できず 見送り を見送った しなかった できなかった"),
    (GradeClass::NotDone, "していない できていない"),
    (GradeClass::Cancelled, "中止 取りやめ を中止 を中止した"),
];

/// What stands before the words and changes nothing: what is done, and when it will be.
const OBJECTS: &str = "事業を 事業は 事業 取組を 取組は 計画を 計画は 計画 目標値を 目標値 \
    目標を 目標は 目標 今後 次年度に 次年度 翌年度 来年度";

/// What says that nothing is missing.
const WHOLLY: &str = "計画どおりに 計画どおり 計画通りに 計画通り 予定どおりに 予定どおり 予定通りに \
    予定通り 計画以上に 目標以上に 計画を上回って 目標を上回って すべて 全て 100%";

/// What says that something is missing, and not that the most of it is there.
const IN_PART: &str =
    "一部を 一部は 一部のみ 一部 部分的に 部分的 部分 規模を縮小して 縮小して 縮小";

/// What says that the most of it is there.
const MOSTLY: &str = "概ね おおむね ほぼ";

/// The longest words that are looked at; more is a sentence, which says many things.
const LONGEST: usize = 40;

/// The class that the words of a grade say.
pub(super) fn class(label: &str) -> GradeClass {
    if label.chars().nth(LONGEST).is_some() {
        return GradeClass::Unknown;
    }
    let folded = fold(label);
    let words = without_note(&folded);
    let whole = of_part(words);
    if !whole.is_unknown() {
        return whole;
    }
    // 検討・準備中 says one thing, 着手・実施 two
    let mut parts = words.split(['・', '/', '、', ',']).map(of_part);
    let first = parts.next().unwrap_or_default();
    if parts.all(|class| class == first) { first } else { GradeClass::Unknown }
}

/// The words without a note in brackets that only bounds them (90％以上) or asks for more (具体的に).
fn without_note(words: &str) -> &str {
    let note = words.strip_suffix(')').and_then(|words| words.rsplit_once('('));
    match note {
        Some((words, note)) if is_bound(note) || asks_for_more(note) => words,
        _ => words,
    }
}

fn is_bound(note: &str) -> bool {
    const BOUNDS: [&str; 16] = [
        "以上",
        "未満",
        "以下",
        "超",
        "程度",
        "点",
        "割",
        "達成率",
        "達成度",
        "進捗率",
        "実施率",
        "目標値",
        "目標",
        "計画",
        "の",
        "が",
    ];
    let mut rest = note.to_owned();
    for word in BOUNDS {
        rest = rest.replace(word, "");
    }
    rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | '~' | '-' | '.' | ',' | ':' | '='))
}

fn asks_for_more(note: &str) -> bool {
    ["具体", "理由", "内容", "備考", "自由"].iter().any(|word| note.starts_with(word))
}

fn of_part(words: &str) -> GradeClass {
    let plain = plain(words);
    if !plain.is_unknown() {
        return plain;
    }
    let after = |heads: &str, means: fn(GradeClass) -> GradeClass| {
        let rests = heads.split_whitespace().filter_map(|head| words.strip_prefix(head));
        rests.map(|rest| means(of_part(rest))).find(|class| !class.is_unknown())
    };
    after(OBJECTS, |class| class)
        .or_else(|| after(WHOLLY, wholly))
        .or_else(|| after(IN_PART, in_part))
        .or_else(|| after(MOSTLY, mostly))
        .unwrap_or_default()
}

/// 計画どおり未実施 and the like contradict themselves.
fn wholly(class: GradeClass) -> GradeClass {
    match class {
        GradeClass::Done | GradeClass::UnderWay | GradeClass::Preparing => class,
        _ => GradeClass::Unknown,
    }
}

/// Of what was done, or left undone, in part the other part is left undone, or done.
fn in_part(class: GradeClass) -> GradeClass {
    match class {
        GradeClass::Done | GradeClass::NotDone | GradeClass::Cancelled | GradeClass::Partly => {
            GradeClass::Partly
        }
        GradeClass::UnderWay => GradeClass::UnderWay,
        _ => GradeClass::Unknown,
    }
}

/// Almost done is not done: whoever counts it as done says so.
fn mostly(class: GradeClass) -> GradeClass {
    if class == GradeClass::Done { GradeClass::Partly } else { GradeClass::Unknown }
}

/// The class under which a list has the words.
fn known(lists: &ClassWords, words: &str) -> Option<GradeClass> {
    let of = |(_, list): &&(GradeClass, &str)| is_one(words, list);
    lists.iter().find(of).map(|(class, _)| *class)
}

/// Whether the words are one of those in a list.
fn is_one(words: &str, list: &str) -> bool {
    list.split(' ').any(|one| one == words)
}

/// Words without anything before them.
fn plain(words: &str) -> GradeClass {
    match Value::read(words) {
        Value::NotApplicable(_) => return GradeClass::NotApplicable,
        Value::TooEarly(_) => return GradeClass::TooEarly,
        _ => {}
    }
    let undone = words.strip_prefix(['未', '不']).filter(|deed| *deed != "完了");
    let deed = || DEEDS.split(' ').find_map(|deed| Some((deed, words.strip_prefix(deed)?)));
    match (known(WHOLE_WORDS, words), undone) {
        (Some(class), _) => class,
        (None, Some(deed)) if is_one(deed, DEEDS) => GradeClass::NotDone,
        (None, _) if is_substitute(words) => GradeClass::Substituted,
        (None, _) => match deed() {
            Some((deed, "")) if is_one(deed, BARE) => GradeClass::Done,
            Some(("着手", "済" | "済み" | "した" | "中")) => GradeClass::UnderWay,
            Some(("達成" | "完了" | "完成", "予定")) => GradeClass::Unknown,
            Some((_, ending)) => known(ENDINGS, ending).unwrap_or_default(),
            None => stopped(words),
        },
    }
}

/// 代替事業を実施, 代替手段で対応済: in whatever way it is said.
fn is_substitute(words: &str) -> bool {
    let Some(mut rest) = words.strip_prefix("代替") else { return false };
    for parts in [
        &["事業", "措置", "手段", "策", "方法"][..],
        &["を", "で", "により", "にて"],
        &["実施", "対応", "開催"],
        &["済み", "済", "した"],
    ] {
        let after = parts.iter().find_map(|part| rest.strip_prefix(part));
        rest = after.unwrap_or(rest);
    }
    rest.is_empty()
}

/// 中止した, 休止中.
fn stopped(words: &str) -> GradeClass {
    let rest = ["中止", "休止"].iter().find_map(|word| words.strip_prefix(word));
    match rest {
        Some("した" | "済" | "済み" | "中" | "となった") => GradeClass::Cancelled,
        _ => GradeClass::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(class: GradeClass, words: &[&str]) {
        for words in words {
            assert_eq!(super::class(words), class, "{words}");
        }
    }

    #[test]
    fn what_was_done_is_told_from_what_was_done_in_part() {
        all(
            GradeClass::Done,
            &[
                "実施済",
                "実施済み",
                "実 施 済",
                "計画どおり実施",
                "計画通りに実施した",
                "予定どおり実施済",
                "完了",
                "達成",
                "目標を達成",
                "達成（90％以上）",
                "１００％達成",
                "目標値達成",
                "実施することができた",
                "事業完了",
                "策定済",
                "開催",
            ],
        );
        all(
            GradeClass::Partly,
            &[
                "一部実施",
                "一部実施済み",
                "概ね達成",
                "おおむね達成した",
                "ほぼ計画どおり実施",
                "部分的に実施",
                "一部未実施",
                "縮小して実施",
                "一部達成（50％以上）",
                "一部中止",
            ],
        );
    }

    #[test]
    fn what_goes_on_is_told_from_what_is_to_come() {
        all(
            GradeClass::UnderWay,
            &[
                "実施中",
                "着手",
                "着手済",
                "着手済み",
                "取組中",
                "計画どおり進行中",
                "継続実施",
                "一部着手",
            ],
        );
        all(
            GradeClass::Preparing,
            &[
                "準備中",
                "検討中",
                "検討",
                "検討・準備中",
                "実施予定",
                "次年度実施予定",
                "実施に向けて準備中",
            ],
        );
    }

    #[test]
    fn what_was_not_done_is_told_with_its_reason_where_the_words_have_one() {
        all(
            GradeClass::NotDone,
            &[
                "未実施",
                "未着手",
                "未達成",
                "未達",
                "不実施",
                "実施せず",
                "実施できなかった",
                "目標未達成",
                "実施なし",
            ],
        );
        all(
            GradeClass::Cancelled,
            &["中止", "休止", "事業中止", "休止中", "中止・休止", "開催中止"],
        );
        all(GradeClass::Substituted, &["代替実施", "代替事業を実施", "代替手段で対応済"]);
        all(GradeClass::NotApplicable, &["該当なし", "対象外", "評価対象外"]);
        all(GradeClass::TooEarly, &["時期未到来", "時期尚早", "未確定"]);
        all(GradeClass::Other, &["その他", "その他（具体的に記入）"]);
    }

    #[test]
    fn what_a_careful_reader_would_ask_about_has_no_class() {
        all(
            GradeClass::Unknown,
            &[
                "",
                "順調",
                "概ね順調",
                "遅れ",
                "やや遅れている",
                "良好",
                "進んだ",
                "継続",
                "拡充",
                "縮小",
                "廃止",
                "見直し",
                "80％以上",
                "着手・実施",
                "実施済・未実施",
                "未実施・中止",
                "計画どおり",
                "未完了",
                "達成困難",
                "実施（一部）",
                "延期",
                "A",
                "再検討",
                "100％",
                "有",
            ],
        );
    }
}
