//! Status and evaluation in each other's place.

use domain::{Field, Offset};
use prose::{Tense, lexicon};

use super::{
    likeness::{held, pairs},
    tally,
    tense::{ends, this},
};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
};

pub(super) const CELL_SHIFT: Rule = Rule {
    name: "CELL_SHIFT",
    title: "実施状況が評価の欄にある",
    family: Family::Cells,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "評価の欄に実施状況の文が入っているように見えます。欄の取り違えがないか、ご確認ください。",
    instruction: "行ったことは実施状況の欄に、その結果は評価の欄に記入してください。",
    why: "欄がずれていると、実施状況も評価も正しく読み取れないため。",
    example: &[&[
        (
            "previous_status",
            "理容店に気付きの視点を知ってもらうため、手引の送付を行い、協力を求めた。",
        ),
        ("status", "手引の送付"),
        ("evaluation", "理容店に気付きの視点を知ってもらうため、手引の送付を行い、協力を求めた。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "理容店に手引の送付を行い、協力を求めた。"),
            ("status", "理容店に手引の送付を行い、協力を求めた。"),
            ("evaluation", "手引の送付により、協力の輪ができた。"),
        ]],
        &[&[
            ("previous_status", "来所件数　412件"),
            ("status", "来所件数　388件"),
            ("evaluation", "来所件数は減少したが、複雑な相談が増えている。"),
        ]],
    ],
    find: shifted,
};

/// Shorter texts are alike by chance.
const SHORT: usize = 8;

fn shifted(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let (status, evaluation) = both(line)?;
        if line.row.text(&this(Field::Status)).is_empty()
            || evaluation.folded.chars().nth(SHORT).is_none()
        {
            return None;
        }
        let past = ends(evaluation).last().is_some_and(|clause| clause.tense == Tense::Past);
        let told =
            ends(status).iter().any(|clause| matches!(clause.tense, Tense::Past | Tense::Present));
        let words = pairs(&evaluation.folded);
        let model = held(&words, &pairs(&model(line)?.folded));
        let here = held(&words, &pairs(&status.folded));
        (past && !told && model >= 0.7 && here < 0.7).then(|| {
            let percent = (model * 100.0).round();
            let marks = vec![line.mark(&status.slot), line.mark(&evaluation.slot)];
            let message = format!("評価の文の{percent}％が前年度の実施状況や計画と同じで、欄がずれているように見えます。");
            rule.found(line.row.no, marks, message)
        })
    };
    context.lines.iter().filter_map(of_line).collect()
}

fn both<'b, 'a>(line: &'b ReadRow<'a>) -> Option<(&'b Read<'a>, &'b Read<'a>)> {
    let status = line.given(Field::Status, Offset::This)?;
    Some((status, line.given(Field::Evaluation, Offset::This)?))
}

/// What this year's status is expected to be like.
fn model<'b, 'a>(line: &'b ReadRow<'a>) -> Option<&'b Read<'a>> {
    line.given(Field::Status, Offset::Previous).or_else(|| line.given(Field::Plan, Offset::This))
}

pub(super) const CELL_SWAP: Rule = Rule {
    name: "CELL_SWAP",
    title: "実施状況と評価の取り違え",
    family: Family::Cells,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "実施状況と評価の欄が入れ替わっているように見えます。ご確認ください。",
    instruction: "実施状況と評価の欄を入れ替えてください。",
    why: "公表すると、行ったことと評価が逆に読まれるため。",
    example: &[&[
        ("plan", "市民向けの講座を開催する。"),
        ("status", "概ね順調で、参加者の理解が深まった。"),
        ("evaluation", "市民向けの講座を２回開催し、30人が参加した。"),
    ]],
    controls: &[
        &[&[
            ("plan", "市民向けの講座を開催する。"),
            ("status", "市民向けの講座を２回開催し、30人が参加した。"),
            ("evaluation", "概ね順調で、参加者の理解が深まった。"),
        ]],
        &[&[("status", "講座を開催し、理解が深まった。"), ("evaluation", "参加者が増加した。")]],
    ],
    find: swapped,
};

fn swapped(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let (status, evaluation) = both(line)?;
        let verdict = lexicon::holds(status.text, lexicon::VERDICT) && !tally::has_evidence(status);
        let judged = lexicon::holds(evaluation.text, lexicon::JUDGING);
        let past = ends(evaluation).last().is_some_and(|clause| clause.tense == Tense::Past);
        if !verdict || judged || !past {
            return None;
        }
        let model = model(line).map(|read| pairs(&read.folded)).unwrap_or_default();
        let (theirs, ours) =
            (held(&pairs(&evaluation.folded), &model), held(&pairs(&status.folded), &model));
        let like = theirs >= 0.5 && theirs > ours * 1.5;
        let counted = tally::has_evidence(evaluation);
        (like || counted && theirs >= ours).then(|| {
            let marks = vec![line.mark(&status.slot), line.mark(&evaluation.slot)];
            let message = "実施状況の欄に評価が、評価の欄に実施状況が書かれているように見えます。";
            rule.found(line.row.no, marks, message.to_owned())
        })
    };
    context.lines.iter().filter_map(of_line).collect()
}
