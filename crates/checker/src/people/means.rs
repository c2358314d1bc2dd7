//! Means and places of deaths.

use prose::{Span, lexicon};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// How or where somebody died.
pub(super) const RULE: Rule = Rule {
    name: "MEANS_TOLD",
    title: "自殺の手段・場所の記述",
    family: Family::People,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "自殺の手段や場所が具体的に書かれています。公表する資料にこの記述が必要でしょうか。",
    instruction: "手段や場所の名は書かず、「対策を要する場所」「手段への対策」のように書いてください。",
    why: "手段や場所を具体的に伝えると、同じ行動を招くおそれがあり、報道や広報の指針でも避けるよう求められています。",
    example: &[&[("status", "練炭による自殺が２件発生したため、販売店に協力を依頼した。")]],
    controls: &[
        &[&[("status", "手段への対策として、ホームドアの設置を働きかけた。")]],
        &[&[("status", "多量服薬の防止のため、薬局と連携した。")]],
        &[&[("status", "自殺が多発する時期に合わせ、街頭で呼びかけた。")]],
    ],
    find: |context, rule| {
        let cells =
            context.lines.iter().flat_map(|line| line.prose().map(move |cell| (line, cell)));
        cells.filter_map(|(line, cell)| told(line, cell, rule)).collect()
    },
};

fn told(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let place = |list: &[&'static str]| {
            let found = list.iter().filter_map(|word| Some((words.find(word)?, *word)));
            found.min()
        };
        let death = lexicon::holds(words, lexicon::DEATHS);
        // 橋での事案が続く, 踏切の見回り: what it is about is said by what is done against it
        let guard = ["見回り", "巡回", "パトロール", "立ち入り", "柵", "看板", "声かけ", "声掛け"];
        let death = death || words.contains("事案") && lexicon::holds(words, &guard);
        let means = place(lexicon::MEANS).filter(|_| {
            let spot = lexicon::holds(words, lexicon::DEATH_PLACES);
            death || spot || lexicon::holds(words, lexicon::INCIDENTS)
        });
        let spot = place(lexicon::DEATH_PLACES)
            .filter(|_| death && lexicon::holds(words, lexicon::INCIDENTS));
        let (at, word) = means.or(spot)?;
        let guarded = lexicon::holds(words, lexicon::GUARDED)
            && spot.is_none()
            && !lexicon::holds(words, lexicon::INCIDENTS);
        (!guarded).then_some(())?;
        let span = Span { start: piece.start + at, end: piece.start + at + word.len() };
        let message = format!("自殺の手段（場所）として{}と書かれています。", quote(word));
        let marks = vec![line.words(&cell.slot, span), line.words(&cell.slot, *piece)];
        Some(rule.found(line.row.no, marks, message))
    })
}
