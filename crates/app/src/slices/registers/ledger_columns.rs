//! What the columns of a city's own table are: the fields of the register's form, months, states,
//! persons; guessed by the words of their headings.

use domain::text::fold;
use registers::{CountingKind, RecordLine, Register, Shape};

use super::form::{TICKS, fields, label};
use crate::kit::page::Choice;

/// A column of persons: each row is one, and their names are not kept.
pub(super) const PERSON: &str = "person";
/// A column of months: 4月.
pub(super) const MONTH: &str = "month";
/// A column of what came of it: 実施, 中止.
pub(super) const STATE: &str = "state";
/// A column of the numbers of one counting.
pub(super) const VALUE: &str = "value:";

/// Which words of a heading mean a field, in the order in which they are tried.
const WORDS: [(&str, &[&str]); 20] = [
    (PERSON, &["氏名", "名前", "参加者氏名", "受講者氏名", "受講者名", "参加者名", "お名前"]),
    (
        "date",
        &["日付", "開催日", "実施日", "配布日", "年月日", "日時", "期日", "月日", "訪問日", "日"],
    ),
    (MONTH, &["月", "年月", "対象月"]),
    ("from", &["初日", "開始日", "から"]),
    ("to", &["末日", "終了日", "まで"]),
    ("start", &["開始時刻", "開始時間", "時刻", "時間"]),
    ("venue", &["場所", "会場", "開催場所", "実施場所", "配布場所", "設置場所"]),
    ("series", &["講座", "講座名", "会議", "会議名", "名称", "件名", "事業名", "研修名"]),
    ("form", &["形式", "開催形式", "方法"]),
    ("seats", &["定員"]),
    ("booked", &["申込", "申込者数", "申込数", "申込人数"]),
    ("attended:", &["参加者", "参加者数", "参加人数", "受講者数", "受講者", "出席者数", "人数"]),
    ("asked", &["回収数", "アンケート回収数", "回答数"]),
    ("quantity", &["部数", "枚数", "数量", "配布数", "配布部数", "冊数"]),
    ("persons", &["配布人数", "人数"]),
    ("item", &["品名", "物品", "資料名", "配布物"]),
    ("audience", &["配布先", "対象", "対象者"]),
    ("channel", &["区分", "種別", "種類", "分類", "媒体"]),
    (STATE, &["状態", "実施状況", "結果", "開催状況"]),
    ("memo", &["備考", "メモ", "摘要"]),
];

/// What a column may be, with the word for it.
pub(super) fn choices(register: &Register, chosen: &str) -> Vec<Choice> {
    let bare = RecordLine::bare(&register.name, register.shape);
    let mut all = vec![(String::new(), "取り込まない".to_owned())];
    if register.shape == Shape::Total {
        all.push((MONTH.to_owned(), "月".to_owned()));
        let sums = register.countings.iter().filter(|one| one.kind != CountingKind::Rate);
        all.extend(sums.map(|one| (format!("{VALUE}{}", one.key), register.name_of(one))));
    }
    let told = fields(register, &bare, "").into_iter();
    let told = told.filter(|field| {
        !matches!(field.name.as_str(), "value" | "counting") && field.kind != TICKS
    });
    all.extend(told.map(|field| (field.name, field.label)));
    for name in ["from", "to"] {
        if register.shape == Shape::Handout {
            all.push((name.to_owned(), label(name).unwrap_or(name).to_owned()));
        }
    }
    all.push((STATE.to_owned(), "状態（実施・中止・延期・予定）".to_owned()));
    if register.shape == Shape::Occasion {
        let word = "人の名前（人数だけ数え、名前は残さない）";
        all.push((PERSON.to_owned(), word.to_owned()));
    }
    all.iter().map(|(value, label)| Choice::of(value, label, chosen)).collect()
}

/// What the columns of a head are: as the last table with these headings had it, else by words.
pub(super) fn roles(
    register: &Register,
    head: &[String],
    known: &[(String, String)],
) -> Vec<String> {
    let same = known.len() == head.len() && known.iter().zip(head).all(|((was, _), is)| was == is);
    if same && !head.is_empty() {
        return known.iter().map(|(_, role)| role.clone()).collect();
    }
    let offered: Vec<String> =
        choices(register, "").into_iter().map(|choice| choice.value).collect();
    let mut taken: Vec<String> = Vec::new();
    for heading in head {
        let role = guess(register, heading)
            .filter(|role| offered.contains(role) && (role == PERSON || !taken.contains(role)));
        taken.push(role.unwrap_or_default());
    }
    taken
}

/// What a heading means.
fn guess(register: &Register, heading: &str) -> Option<String> {
    let bare = heading.split(['（', '(']).next().unwrap_or(heading);
    let (whole, word) = (fold(heading), fold(bare));
    if word.is_empty() {
        return None;
    }
    let is = |name: &str| fold(name) == whole || fold(name) == word;
    if register.shape == Shape::Total
        && let Some(one) = register.countings.iter().find(|one| is(&register.name_of(one)))
    {
        return Some(format!("{VALUE}{}", one.key));
    }
    let bare = RecordLine::bare(&register.name, register.shape);
    let told = fields(register, &bare, "").into_iter().find(|field| is(&field.label));
    let offered: Vec<String> =
        choices(register, "").into_iter().map(|choice| choice.value).collect();
    told.map(|field| field.name).or_else(|| {
        let words = WORDS.iter().filter(|(_, words)| words.iter().any(|one| is(one)));
        words.map(|(role, _)| (*role).to_owned()).find(|role| offered.contains(role))
    })
}
