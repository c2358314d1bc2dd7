//! Age, place, time and circumstance of one person together.

use prose::{Span, lexicon};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Enough to tell who it is.
pub(super) const RULE: Rule = Rule {
    name: "PERSON_TRACEABLE",
    title: "個人が分かるおそれのある記述",
    family: Family::People,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "年代・地区・時期・事情などの組合せから、個人が分かるおそれがあります。この書き方で公表してよいでしょうか。",
    instruction: "年代・地区・時期などを除き、「個別の事案に応じて支援した」のように書いてください。",
    why: "小さな地域では、事情が少し分かるだけで誰のことか知られてしまいます。",
    example: &[&[(
        "status",
        "６月に港町地区の40代女性から夫の暴力について相談があり、支援につないだ。",
    )]],
    controls: &[
        &[&[("status", "40代から60代の女性を対象に、健康教室を６月に港町地区で開催した。")]],
        &[&[("status", "20代の若者の相談が増えた。相談件数は延べ120件であった。")]],
        &[&[("status", "ＤＶの相談に応じ、関係機関につないだ。")]],
    ],
    find: |context, rule| {
        let cells =
            context.lines.iter().flat_map(|line| line.prose().map(move |cell| (line, cell)));
        let told = cells.filter(|(_, cell)| !matches!(cell.sense, Sense::Owner | Sense::Money));
        told.filter_map(|(line, cell)| traced(line, cell, rule)).collect()
    },
};

/// So many different hints tell who it is.
const HINTS: usize = 3;

fn traced(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let (person, span) = person(words)?;
        let delicate = lexicon::CIRCUMSTANCES.iter().find(|word| words.contains(**word))?;
        let place = lexicon::holds(words, lexicon::NEAR_PLACES) || named_place(words);
        let months = cell
            .dates
            .iter()
            .any(|date| piece.start <= date.span.start && date.span.end <= piece.end);
        let role = lexicon::ROLES.iter().find(|word| words.contains(**word));
        let hints: Vec<&str> = [
            Some(person),
            place.then_some("場所"),
            months.then_some("時期"),
            role.map(|_| "職業・続柄"),
            Some(*delicate),
        ]
        .into_iter()
        .flatten()
        .collect();
        let open = lexicon::holds(words, lexicon::MANY_PEOPLE);
        (hints.len() >= HINTS && !open).then_some(())?;
        let span = Span { start: piece.start + span.start, end: piece.start + span.end };
        let message = format!(
            "{}など、{}が並んでいて、誰のことか分かるおそれがあります。",
            quote(span.of(cell.text)),
            hints.join("・")
        );
        let marks = vec![line.words(&cell.slot, span), line.words(&cell.slot, *piece)];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// One person by age or school year: 40代女性, 82歳の男性, 中学２年生の生徒.
fn person(words: &str) -> Option<(&'static str, Span)> {
    let aged = prose::figures(words).find_map(|figure| {
        let after = figure.after;
        let unit = ["歳代", "代", "歳", "才", "年生", "年の"]
            .iter()
            .find(|unit| after.starts_with(**unit))?;
        let rest = after.strip_prefix(unit)?;
        let many =
            ["以上", "以下", "未満", "から", "～", "~", "〜", "を対象", "、", "・", "児", "前後を"];
        let before = figure.before;
        let ranged =
            before.ends_with(['～', '~', '〜', '・', '、']) || tail(before, 2).contains("から");
        if many.iter().any(|word| rest.starts_with(word)) || ranged {
            return None;
        }
        let one = lexicon::ONE_PERSON.iter().any(|word| head(rest, 10).contains(word))
            || lexicon::ONE_PERSON
                .iter()
                .any(|word| words.contains(word) && word.chars().count() > 1);
        let year = unit.starts_with('年');
        let school =
            ["小学校", "中学校", "高等学校", "小学", "中学", "高校", "大学", "小", "中", "高"]
                .iter()
                .any(|word| before.ends_with(word));
        let start = figure.span.start - if year { tail(before, 2).len() } else { 0 };
        let end = words.len() - rest.len() + head(rest, 3).len();
        let hint = if year { "学年" } else { "年代" };
        (one && (!year
            || school
            || *unit == "年生" && SCHOOLS.iter().any(|word| words.contains(word))))
        .then_some((hint, Span { start, end }))
    });
    aged.or_else(|| {
        let counted = ["１名の", "1名の", "１人の", "1人の", "一人の"].iter().find_map(|word| {
            let at = words.find(word)?;
            let rest = words.get(at + word.len()..)?;
            let person = lexicon::ONE_PERSON.iter().any(|who| head(rest, 8).contains(who));
            person.then_some(Span { start: at, end: at + word.len() })
        });
        counted.map(|span| ("一人の方", span))
    })
    .or_else(|| {
        // 元小学校長宅, 食堂を営む夫婦, 三つ子: there is but one of them in a place
        let role = [
            "元小学校長",
            "元校長",
            "組合長",
            "を営む",
            "三つ子",
            "多胎児世帯",
            "校長宅",
            "を閉店した",
            "廃業した",
        ];
        let at = role.iter().find_map(|word| Some((words.find(word)?, word.len())))?;
        Some(("職業・続柄", Span { start: at.0, end: at.0 + at.1 }))
    })
}

/// Words of schools.
const SCHOOLS: [&str; 5] = ["小学校", "中学校", "高校", "分校", "学園"];

/// 港町地区の, ○○団地, 緑ヶ丘小学校: a place smaller than the city.
fn named_place(words: &str) -> bool {
    const ENDS: [&str; 17] = [
        "地区",
        "町内",
        "丁目",
        "団地",
        "小学校",
        "中学校",
        "高校",
        "高等学校",
        "集落",
        "区内の",
        "保育園",
        "商店",
        "工場",
        "町の",
        "町で",
        "分校",
        "島で",
    ];
    ENDS.iter().any(|end| {
        words.match_indices(end).any(|(at, _)| {
            let before = words.get(..at).unwrap_or_default();
            let last = before.chars().next_back();
            let named = last.is_some_and(|c| {
                prose::classes::is_han(c)
                    || prose::classes::is_katakana(c)
                    || prose::classes::is_digit(c)
            });
            named
                && !["各", "全", "市内", "町内", "県内", "同", "管内", "当該"]
                    .iter()
                    .any(|word| before.ends_with(word))
        })
    })
}
