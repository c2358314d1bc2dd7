//! A target that was missed and is called reached, or the reverse.

use domain::Offset;
use prose::{Span, Tense, lexicon};

use super::{graded::by_grade, reached::reached};
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// The text or the grade says what the figures deny.
pub(super) const RULE: Rule = Rule {
    name: "TARGET_CLAIM",
    title: "目標と実績、達成の記述の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "目標と実績の数からみると、達成（未達成）という記述や評価が合いません。どちらが正しいでしょうか。",
    instruction: "目標と実績の数を確認し、記述か評価を直してください。",
    why: "目標と実績が並んでいるので、読み手は達成したかどうかを自分で判断できます。",
    example: &[&[
        ("field:目標値", "60人"),
        ("field:実績値", "42人"),
        ("evaluation", "目標を達成し、参加者の理解が深まった。"),
    ]],
    controls: &[
        &[&[
            ("field:目標値", "60人"),
            ("field:実績値", "72人"),
            ("evaluation", "目標を達成し、参加者の理解が深まった。"),
        ]],
        &[&[
            ("field:目標値", "60人"),
            ("field:実績値", "42人"),
            ("evaluation", "目標を達成できるよう、周知を図る。"),
        ]],
        &[&[
            ("field:指標", "待機児童数"),
            ("field:目標値", "20人"),
            ("field:実績値", "12人"),
            ("evaluation", "目標を達成した。"),
        ]],
    ],
    find: |context, rule| {
        let of_line = |line| by_words(line, rule).or_else(|| by_grade(context, line, rule));
        context.lines.iter().filter_map(of_line).collect()
    },
};

/// What is to be reached.
const GOALS: [&str; 17] = [
    "目標",
    "計画値",
    "計画数",
    "計画した数",
    "計画した件数",
    "計画した人数",
    "計画した回数",
    "計画件数",
    "計画人数",
    "計画回数",
    "予定数",
    "予定した件数",
    "予定した人数",
    "予定した回数",
    "予定件数",
    "予定人数",
    "予定回数",
];
/// What was done with it: words that say that it was reached, and words that say that it was not.
const MET: [&str; 9] = ["達成", "到達", "達し", "上回", "超え", "超過", "クリア", "どおり", "通り"];
const UNMET: [&str; 9] =
    ["下回", "届か", "届きま", "未達", "及ば", "至ら", "満たな", "満たさ", "及びま"];
/// What denies the words above.
const DENIED: [&str; 6] = ["なかった", "ず", "ない", "ません", "おら", "できな"];
/// What follows where they are only wished or named.
const WISHED: [&str; 18] = [
    "率",
    "度",
    "状況",
    "感",
    "に向け",
    "のため",
    "するため",
    "できるよう",
    "するよう",
    "べく",
    "を目指",
    "したい",
    "すれば",
    "見込",
    "予定",
    "する",
    "が必要",
    "は困難",
];

/// What a clause says of the target.
fn claim(cell: &Read<'_>) -> Option<(Span, bool)> {
    let told = cell.clauses.iter().filter(|clause| clause.tense != Tense::Future);
    let mut told = told.map(|clause| (clause.span, claimed(clause.span.of(cell.text))));
    told.find_map(|(span, says)| Some((span, says?)))
}

/// Whether words say that the target was reached or that it was not; `None` where they say neither.
fn claimed(words: &str) -> Option<bool> {
    if lexicon::holds(words, &["おおむね", "概ね", "ほぼ", "一部", "以外"]) {
        return None;
    }
    // 計画を達成した: only straight before what was done with it
    let done = ["計画を達成し", "計画を上回", "計画は達成", "予定を上回"];
    if let Some((at, done)) = done.iter().find_map(|done| Some((words.find(done)?, *done))) {
        let after = likeness::head(words.get(at + done.len()..)?, 8);
        let open =
            lexicon::holds(after, &DENIED) || lexicon::holds(after, &["よう", "目指", "見込"]);
        return (!open).then_some(true);
    }
    let goals = GOALS.iter().flat_map(|goal| words.match_indices(goal));
    let rest = |(at, goal): (usize, &str)| words.get(at + goal.len()..);
    goals.filter_map(rest).find_map(|rest| {
        // 目標の８回には届かなかった: a figure may stand between
        let near = likeness::head(rest, NEAR).split(['。', '\n']).next().unwrap_or_default();
        let place = |list: &[&'static str]| {
            list.iter().filter_map(|word| Some((near.find(word)?, *word))).min()
        };
        let (met, unmet) = (place(&MET), place(&UNMET));
        let said = met.is_some_and(|(at, _)| unmet.is_none_or(|(other, _)| at < other));
        let (at, word) = if said { met? } else { unmet? };
        let other = near.get(..at)?.contains(['、', '，']) && near.get(..at)?.contains('は');
        let after = likeness::head(rest.get(at + word.len()..)?, 8);
        let denied = DENIED.iter().any(|no| after.contains(no));
        // 達成することができた is no wish
        let able = after.starts_with("すること") && !after.contains('目');
        let wished = WISHED.iter().any(|wish| after.starts_with(wish)) && !able;
        if other || wished && !denied {
            return None;
        }
        match (said, word) {
            (true, _) => Some(!denied),
            (false, "下回") => {
                let after = likeness::head(rest.get(at + word.len()..)?, 14);
                Some(lexicon::holds(
                    after,
                    &["らな", "ことはな", "ことなく", "ありませ", "りません"],
                ))
            }
            _ => Some(false),
        }
    })
}

/// So far behind the target stands what was done with it.
const NEAR: usize = 18;

fn by_words(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let reached = reached(line)?;
    let (cell, span, says) = line.told().into_iter().find_map(|cell| {
        let (span, says) = claim(cell).filter(|_| cell.slot.year == Offset::This)?;
        Some((cell, span, says))
    })?;
    (says != reached.is_met()).then_some(())?;
    let message = format!("{}とありますが、{}です。", quote(span.of(cell.text)), reached.told());
    let mut marks = vec![line.words(&cell.slot, span)];
    marks.extend(reached.marks);
    Some(rule.found(line.row.no, marks, message))
}
