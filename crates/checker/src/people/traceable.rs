//! Age, place, time and circumstance of one person together.

use prose::{Span, lexicon};

use super::hints;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
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
        &[&[("status", "参加者120人のうち、40代の女性は35人であった。")]],
        &[&[("status", "公立保育所の4歳児の保護者に案内した。")]],
        &[&[("status", "20代の若者の相談が増えた。相談件数は延べ120件であった。")]],
        &[&[("status", "ＤＶの相談に応じ、関係機関につないだ。")]],
        &[&[("status", "相談員3名を東地区の支援センターに配置しました。")]],
        &[&[("status", "・独居高齢者の異変の早期発見のため、港町地区で見守り（8月～）")]],
        &[&[("status", "港町小学校の4年生2人が、標語の募集で10月に入選した。")]],
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
    let titled = lexicon::holds(&line.row.action.text, lexicon::CIRCUMSTANCES);
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let person = hints::person(words)?;
        let open = lexicon::holds(words, lexicon::MANY_PEOPLE) && !person.sure;
        let state = lexicon::holds(words, lexicon::CIRCUMSTANCES);
        let cared = state || titled || lexicon::holds(words, lexicon::CARED_FOR);
        (!open && cared).then_some(())?;
        let months = cell
            .dates
            .iter()
            .any(|date| piece.start <= date.span.start && date.span.end <= piece.end);
        let place = hints::place(words);
        let trade = hints::trade(words);
        let family = lexicon::holds(words, lexicon::HOUSEHOLDS);
        let part = words.contains("うち") && person.single && person.sexed;
        let told = [
            (person.age.is_some(), person.age.unwrap_or_default()),
            (place, "場所"),
            (months || hints::month(words), "時期"),
            (trade, "職業・立場"),
            (hints::workplace(words), "勤務先"),
            (family, "家族・世帯"),
            (state || titled && person.single, "事情"),
            (person.single && (person.sexed || person.age.is_none()), "一人の方"),
            (part && person.age.is_some(), "少人数の内訳"),
        ];
        let told: Vec<&str> =
            told.into_iter().filter_map(|(is, name)| is.then_some(name)).collect();
        // Where, of what trade or of what state of one person: age and month alone tell of nobody
        let near =
            place || trade || hints::workplace(words) || (state || titled || part) && person.single;
        (near && told.len() >= HINTS).then_some(())?;
        let span =
            Span { start: piece.start + person.span.start, end: piece.start + person.span.end };
        let message = format!(
            "{}など、{}が並んでいて、誰のことか分かるおそれがあります。",
            quote(span.of(cell.text)),
            told.join("・")
        );
        let marks = vec![line.words(&cell.slot, span), line.words(&cell.slot, *piece)];
        Some(rule.found(line.row.no, marks, message))
    })
}
