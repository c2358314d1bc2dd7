//! Persons by name, and their own telephones and mails.

use std::collections::HashMap;

use prose::{Span, lexicon};

use super::staff;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, last_run, tail},
    rule::{Family, Rule, RuleScope},
    scan::{self, quote},
};

/// A person's name.
pub(super) const RULE: Rule = Rule {
    name: "PERSON_NAMED",
    title: "個人名・個人の連絡先",
    family: Family::People,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "個人の名前（または個人の連絡先）が書かれています。公表してよいものでしょうか。",
    instruction: "名前を除き、「担当者」「相談者」「講師」のように書いてください。",
    why: "本人の承諾なしに名前や連絡先を公表すると、個人情報の漏えいになります。",
    example: &[&[("status", "佐藤さんの世帯を訪問し、見守りを続けた。")]],
    controls: &[
        &[&[("status", "講師に鈴木一郎氏を迎え、講演会を開催した。")]],
        &[&[("status", "お母さんと赤ちゃん、おじいさんの集いを開いた。")]],
        &[&[("status", "田中町の集会所で、民生委員さんと話した。")]],
    ],
    find: |context, rule| {
        let names = by_letter();
        let cells =
            context.lines.iter().flat_map(|line| line.prose().map(move |cell| (line, cell)));
        cells.filter_map(|(line, cell)| named(line, cell, &names, rule)).collect()
    },
};

/// Titles behind a surname.
const TITLES: [&str; 28] = [
    "さん",
    "様",
    "氏",
    "君",
    "主任",
    "係長",
    "主査",
    "主事",
    "保健師",
    "相談員",
    "先生",
    "課長",
    "部長",
    "宅",
    "家の",
    "管理栄養士",
    "栄養士",
    "看護師",
    "社会福祉士",
    "心理士",
    "教諭",
    "校長",
    "園長",
    "支援員",
    "指導員",
    "推進員",
    "議員",
    "医師",
];

/// Surnames by their first letters.
type Surnames = HashMap<char, Vec<&'static str>>;

fn by_letter() -> Surnames {
    let mut names = Surnames::new();
    for name in lexicon::SURNAMES {
        if let Some(c) = name.chars().next() {
            names.entry(c).or_default().push(name);
        }
    }
    names
}

/// The surnames of a text, each with its place.
fn surnames(text: &str, names: &Surnames) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(likely) = names.get(&c) else { continue };
        let rest = text.get(at..).unwrap_or_default();
        found.extend(likely.iter().filter(|name| rest.starts_with(**name)).map(|name| (at, *name)));
    }
    found
}

fn named(line: &ReadRow<'_>, cell: &Read<'_>, names: &Surnames, rule: &Rule) -> Option<Finding> {
    let told = surnames(cell.text, names);
    let span = by_title(cell.text, &told)
        .or_else(|| staff::find(cell.text))
        .or_else(|| in_charge(cell.text))
        .or_else(|| alone(cell.text, &told))
        .or_else(|| addressed(cell.text))
        .or_else(|| in_full(cell.text))
        .or_else(|| contact(cell.text))?;
    let message =
        format!("{}と、個人の名前（連絡先）が書かれています。", quote(span.of(cell.text)));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
}

/// 佐藤さん, 山田太郎氏; of a lecturer who is announced it is no secret.
fn by_title(text: &str, names: &[(usize, &str)]) -> Option<Span> {
    names.iter().copied().find_map(|(at, name)| {
        let before = text.get(..at)?;
        let after = text.get(at + name.len()..)?;
        // A given name of up to three letters may stand between
        let given: String =
            after.chars().take(3).take_while(|c| prose::classes::is_han(*c)).collect();
        let (title, long) = (0..=given.chars().count()).find_map(|n| {
            let skip: usize = after.chars().take(n).map(char::len_utf8).sum();
            let rest = after.get(skip..)?;
            let title = TITLES.iter().find(|title| rest.starts_with(**title))?;
            // 千葉県保健師: behind more letters only a form of address makes a name
            let addressed = matches!(*title, "さん" | "様" | "氏" | "君" | "先生");
            (n == 0 || addressed).then_some(())?;
            Some((*title, skip + title.len()))
        })?;
        let joined = before.chars().next_back().is_some_and(prose::classes::is_han);
        let public = lexicon::holds(tail(before, 24), lexicon::ANNOUNCED);
        let place = after.starts_with(['町', '市', '区', '村', '川', '駅']);
        let works = matches!(title, "先生" | "氏") && public;
        (!joined && !place && !works && !public)
            .then_some(Span { start: at, end: at + name.len() + long })
    })
}

/// 三枝先生, 鬼頭さん: two or three Han that no list of surnames has, before a form of address.
fn addressed(text: &str) -> Option<Span> {
    // What somebody is, and not who: 担任の先生, 住職さん, 八百屋さん, 両氏
    const WHAT: &str = "者員民生師長医婦親客任当校園主事家方様社母父兄姉弟妹孫娘嫁人職手那子女男科屋店隊官工\
        各両同諸皆全新元現前学門育健語楽族夫息婚包括局院会所庁署協合\
        銀行係部室団体商農漁業";
    ["先生", "さん", "氏"].iter().find_map(|title| {
        scan::places(text, title).into_iter().find_map(|at| {
            let before = text.get(..at.start)?;
            let name = last_run(before, 4, prose::classes::is_han);
            let long = (2..=3).contains(&name.chars().count());
            let lead = before.get(..before.len() - name.len())?;
            let led = ["の", "、", "。", "・", "（", "は、", "\n", "に", "と"]
                .iter()
                .any(|end| lead.ends_with(end));
            let whose = name.chars().any(|c| WHAT.contains(c));
            let public = lexicon::holds(tail(before, 24), lexicon::ANNOUNCED);
            let after = text.get(at.end..)?;
            let told = ["が", "は", "と", "に", "の", "を", "か", "へ", "も", "、", "（", "よ"];
            let ends = after.is_empty() || told.iter().any(|joint| after.starts_with(joint));
            (long && led && !whose && !public && ends)
                .then_some(Span { start: at.start - name.len(), end: at.end })
        })
    })
}

/// 沼袋彗太さん, 北原区の田所フミ子さん: a surname with a given name before a form of address.
fn in_full(text: &str) -> Option<Span> {
    // What such letters make of a trade, a body or a kind of people
    const WHAT: &str = "者員民師長医婦客店屋隊官協会団体社校園課室係署局院党部業所様議";
    const KANA: [&str; 6] = ["ママ", "パパ", "ケア", "デイ", "バス", "クラブ"];
    ["さん", "氏", "君", "様"].iter().find_map(|title| {
        scan::places(text, title).into_iter().find_map(|at| {
            let before = text.get(..at.start)?;
            let name = last_run(before, 8, prose::classes::is_of_noun);
            let lead = before.get(..before.len() - name.len())?;
            let led = lead.chars().next_back().is_none_or(|c| !prose::classes::is_word(c));
            let after = text.get(at.end..)?;
            let told =
                ["が", "は", "と", "に", "の", "を", "か", "へ", "も", "、", "（", "(", "よ"];
            let ends = after.is_empty() || told.iter().any(|joint| after.starts_with(joint));
            let public = lexicon::holds(tail(before, 24), lexicon::ANNOUNCED);
            let han = name.chars().take_while(|c| prose::classes::is_han(*c)).count();
            let all = name.chars().count();
            let kana = name.chars().filter(|c| prose::classes::is_katakana(*c)).count();
            let mixed = (2..=3).contains(&han)
                && (2..=3).contains(&kana)
                && all - han - kana <= 1
                && !lexicon::holds(name, &KANA);
            let whole = kana == 0
                && (4..=5).contains(&all)
                && !name.chars().any(|c| WHAT.contains(c))
                && *title != "様";
            let surname = |n: usize| staff::is_likely(&name.chars().take(n).collect::<String>());
            let known = surname(2) || surname(3);
            let given =
                all > han + kana && name.ends_with(['子', '江', '代', '枝', '美', '乃', '香']);
            let sure = mixed && (known || given) || whole && (known || *title == "さん");
            (led && ends && !public && sure)
                .then_some(Span { start: at.start - name.len(), end: at.end })
        })
    })
}

/// 担当：佐藤, 担当者 佐藤（内線123）.
fn in_charge(text: &str) -> Option<Span> {
    [
        "担当：",
        "担当:",
        "担当 ",
        "担当　",
        "担当者：",
        "担当者:",
        "記入者：",
        "記入者:",
        "作成者：",
        "（担当",
        "連絡先：",
    ]
    .iter()
    .find_map(|label| {
        let at = text.find(label)?;
        let rest = text.get(at + label.len()..)?;
        let name =
            lexicon::SURNAMES.iter().find(|name| head(rest.trim_start(), 4).starts_with(**name))?;
        let start = at;
        let end = text.len() - rest.len() + rest.find(name)? + name.len();
        Some(Span { start, end })
    })
}

/// 窓口で対応した鈴木が: a surname where a person does something.
fn alone(text: &str, names: &[(usize, &str)]) -> Option<Span> {
    const LED: [&str; 8] =
        ["した", "する", "担当の", "担当者の", "職員の", "保健師の", "主任の", "（担当"];
    const ACTS: [&str; 6] = ["が", "は", "より", "から", "に確認", "に連絡"];
    names.iter().copied().find_map(|(at, name)| {
        let (before, after) = (text.get(..at)?, text.get(at + name.len()..)?);
        let told = LED.iter().any(|word| before.ends_with(word))
            && ACTS.iter().any(|word| after.starts_with(word));
        told.then_some(Span { start: at, end: at + name.len() })
    })
}

/// A mobile telephone.
fn contact(text: &str) -> Option<Span> {
    ["090", "080", "070", "０９０", "０８０", "０７０"].iter().find_map(|start| {
        text.match_indices(start).find_map(|(at, _)| {
            let rest = text.get(at..)?;
            let number: String = rest
                .chars()
                .take_while(|c| prose::classes::is_digit(*c) || matches!(c, '-' | '－' | '‐' | '−'))
                .collect();
            let digits = number.chars().filter(|c| prose::classes::is_digit(*c)).count();
            let inner = text.get(..at)?.chars().next_back().is_some_and(prose::classes::is_digit);
            (digits == 11 && !inner).then_some(Span { start: at, end: at + number.len() })
        })
    })
}
