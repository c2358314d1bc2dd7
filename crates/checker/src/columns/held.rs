//! All that was planned is called done, and another cell says that a part of it was cancelled.

use domain::Offset;
use prose::{Completion, Span, Tense, lexicon};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Not all was held.
pub(super) const RULE: Rule = Rule {
    name: "ALL_HELD_CANCELLED",
    title: "「すべて実施」と中止の記述の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "すべて（計画どおり）実施したとありますが、別の欄では一部が中止になっています。どちらが正しいでしょうか。",
    instruction: "実際に行った回数を確認し、記述を直してください。別の方法で行った場合は、そのことを書いてください。",
    why: "一つの行で中止と全回実施の両方が読めると、何が行われたのか分かりません。",
    example: &[&[
        ("status", "１回目は６月に開催し、28人が参加した。２回目は講師の都合により中止した。"),
        ("evaluation", "計画した２回とも実施でき、対応の技術が向上した。"),
    ]],
    controls: &[
        &[&[
            ("status", "１回目は６月に、２回目は11月に開催した。"),
            ("evaluation", "計画した２回とも実施でき、対応の技術が向上した。"),
        ]],
        &[&[
            ("status", "２回目は講師の都合により中止し、後日オンラインで開催した。"),
            ("evaluation", "計画した２回とも実施できた。"),
        ]],
        &[&[
            ("status", "２回目は講師の都合により中止した。"),
            ("evaluation", "計画した２回とも実施できるよう、講師を早めに決める。"),
        ]],
        &[&[
            ("status", "２回目は講師の都合により中止した。"),
            ("evaluation", "中止した回を除き、予定どおり実施した。"),
        ]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| denied(line, rule)).collect(),
};

fn denied(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told();
    let now = || cells.iter().copied().filter(|cell| cell.slot.year == Offset::This);
    let told = now().filter(|cell| matches!(cell.sense, Sense::Report | Sense::Actual));
    let (report, fell) = told.into_iter().find_map(|cell| Some((cell, cancelled(cell)?)))?;
    let others = now().filter(|cell| cell.slot != report.slot);
    let (cell, span) = others.into_iter().find_map(|cell| Some((cell, all_held(cell)?)))?;
    let message = format!(
        "{}に{}とありますが、{}には{}とあります。",
        cell.slot.field,
        quote(span.of(cell.text)),
        report.slot.field,
        quote(fell.of(report.text))
    );
    let marks = vec![line.words(&cell.slot, span), line.words(&report.slot, fell)];
    Some(rule.found(line.row.no, marks, message))
}

/// The clause that says that something was cancelled, where nothing was done in its place.
fn cancelled(cell: &Read<'_>) -> Option<Span> {
    if lexicon::holds(cell.text, lexicon::IN_ITS_PLACE) {
        return None;
    }
    let fell = |of: Completion| matches!(of, Completion::Cancelled | Completion::NotDone);
    let clause = cell.clauses.iter().find(|clause| {
        let words = clause.span.of(cell.text);
        fell(clause.completion)
            && clause.tense != Tense::Future
            && lexicon::holds(words, &["回", "中止", "開催", "日"])
    })?;
    Some(clause.span)
}

/// The clause that says that all was held: 2回とも実施, 全6回を開催し, 予定どおり行った.
fn all_held(cell: &Read<'_>) -> Option<Span> {
    cell.clauses.iter().filter(|clause| clause.tense != Tense::Future).find_map(|clause| {
        let words = clause.span.of(cell.text);
        let (at, long) = ALL
            .iter()
            .filter_map(|word| Some((words.find(*word)?, word.len())))
            .chain(every(words))
            .min()?;
        let rest = words.get(at + long..)?;
        let near = crate::likeness::head(rest, 12);
        let done = lexicon::WAS_HELD.iter().filter_map(|verb| Some(near.find(*verb)? + verb.len()));
        let after = crate::likeness::head(rest.get(done.min()?..)?, 16);
        let open =
            lexicon::holds(words, &["除", "以外", "ほかは", "中止", "一部", "概ね", "おおむね"]);
        let denied = ["なかった", "ません", "ず", "ない", "るよう", "予定", "したい", "する必要"];
        let denied = lexicon::holds(after, &denied);
        (!open && !denied).then_some(clause.span)
    })
}

/// Words that say that all of it was meant.
const ALL: [&str; 12] = [
    "回とも",
    "日とも",
    "会場とも",
    "すべて",
    "全て",
    "全部",
    "いずれも",
    "全回",
    "予定どおり",
    "計画どおり",
    "予定通り",
    "計画通り",
];

/// 全6回, 全４日程: all of so many.
fn every(words: &str) -> Option<(usize, usize)> {
    let (at, word) = words.match_indices('全').next()?;
    let rest = words.get(at + word.len()..)?;
    let digits = rest.trim_start_matches(prose::classes::is_digit);
    let long = rest.len() - digits.len();
    let counted = digits.starts_with(['回', '日', '会']);
    (long > 0 && counted).then_some((at, word.len() + long))
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn what_was_cancelled_was_not_held_in_every_style() {
        let row = |text| {
            [("status", "・第１回　６月12日　28人\n・第２回　台風のため中止"), ("evaluation", text)]
        };
        for text in [
            "全２回を開催し、対応の技術が向上しました。",
            "・２回とも実施",
            "予定どおり開催し、参加者の理解が深まった。",
            "計画した回をすべて実施することができた。",
        ] {
            speaks("ALL_HELD_CANCELLED", &row(text));
        }
        for text in [
            "全２回を開催することはできなかった。",
            "次年度は２回とも実施する予定である。",
            "第２回以外は予定どおり実施した。",
            "参加者はすべて市内の保育士でした。",
        ] {
            silent("ALL_HELD_CANCELLED", &row(text));
        }
    }
}
