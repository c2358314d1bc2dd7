//! Steps of one work whose days are not in their order: a lot drawn before the applications end.

use domain::Day;
use prose::{Span, lexicon};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A step before the one that it follows.
pub(super) const RULE: Rule = Rule {
    name: "STEP_ORDER",
    title: "手順と日付の順序の逆転",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "申込み・選考・決定・実施などの日付が、手順の順になっていません。正しい日付をお知らせください。",
    instruction: "それぞれの日付を確認し、直してください。",
    why: "締切の前に決まったり始まったりすることはなく、読み手は誤りに気付きます。",
    example: &[&[("status", "申込受付 12/2～12/13 → 世帯確認 12/16 → 配布 11/29")]],
    controls: &[
        &[&[("status", "申込受付 12/2～12/13 → 世帯確認 12/16 → 配布 12/20")]],
        &[&[("status", "５月10日に講演会を開催し、10月１日から20日まで作文を募集した。")]],
        &[&[("status", "教室を６月４日に開催した（申込期間：５月７日から５月20日まで）。")]],
        &[&[("status", "前期の教室を６月４日に開催した。申込みは７月８日まで（後期）。")]],
        &[&[("status", "第１回を６月４日、第２回を９月３日に開催。申込締切 ８月20日")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| odd(line, cell, rule)),
};

/// What is done on a day, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Apply,
    Choose,
    Tell,
    Hold,
}

/// A step with its days.
struct DatedStep {
    step: Step,
    /// Whether nothing says of what the step is one: 申込期間, and not 作文の募集.
    bare: bool,
    first: Day,
    last: Day,
    span: Span,
}

fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.dates.len() >= 2 && cell.sense.is_told()).then_some(())?;
    (!lexicon::holds(cell.text, lexicon::SEVERAL_ROUNDS)).then_some(())?;
    let steps = steps(cell);
    let mut applied = steps.iter().filter(|one| one.step == Step::Apply);
    let (apply, None) = (applied.next()?, applied.next()) else { return None };
    let held = steps.iter().filter(|one| one.step == Step::Hold).count();
    let early = |one: &&DatedStep| match one.step {
        Step::Apply => false,
        Step::Choose => one.last < apply.first,
        Step::Tell => one.first < apply.last,
        Step::Hold => apply.bare && held == 1 && one.first < apply.last,
    };
    let one = steps.iter().find(early)?;
    let message = format!(
        "{}は、申込み（{}）が終わる前の日付です。",
        quote(one.span.of(cell.text)),
        quote(apply.span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, one.span), line.words(&cell.slot, apply.span)];
    Some(rule.found(line.row.no, marks, message))
}

/// Marks between which a day has its words.
const BOUNDS: [char; 12] = ['。', '\n', '→', '⇒', '、', '，', '（', '(', '：', ':', '／', '・'];

/// The steps of a cell, a stretch of days as one.
fn steps(cell: &Read<'_>) -> Vec<DatedStep> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut from = 0;
    while let Some(first) = cell.dates.get(at) {
        let next = cell.dates.get(at + 1);
        let stretch = next.filter(|next| {
            let gap = cell.text.get(first.end()..next.span.start).unwrap_or_default();
            ["から", "～", "〜", "~", "－", "-", "より"].contains(&gap.trim())
        });
        let last = stretch.unwrap_or(first);
        at += if stretch.is_some() { 2 } else { 1 };
        let until = cell.dates.get(at).map_or(cell.text.len(), |date| date.span.start);
        let lead = cell.text.get(from..first.span.start).unwrap_or_default();
        let rest = cell.text.get(last.end()..until).unwrap_or_default();
        from = last.end();
        let (Some(start), Some(stop)) = (first.calendar(), last.calendar()) else { continue };
        if let Some((step, bare)) = step(lead, rest) {
            let span = Span { start: first.span.start, end: last.end() };
            found.push(DatedStep { step, bare, first: start, last: stop, span });
        }
    }
    found
}

/// The step of which a day is told by the words before it or behind it.
fn step(lead: &str, rest: &str) -> Option<(Step, bool)> {
    let label = lead.trim_end_matches(['：', ':', ' ', '　', 'は', 'を', '（', '(']);
    let label = label.rsplit(BOUNDS).next().unwrap_or(label).trim();
    let rest = rest.trim_start_matches(['に', 'ま', 'で', ')', '）', ' ', '　', 'か', 'ら']);
    let rest = rest.split(['。', '\n', '→', '⇒']).next().unwrap_or(rest);
    let rest = unbracketed(rest);
    let rest = rest.split(['、', '，']).next().unwrap_or_default();
    // The words behind the day say it where there is a verb, of what the label before it names; else
    // the label does
    let own = label.is_empty() || is_bare(label) || labelled(label).is_some_and(|(_, bare)| bare);
    behind(rest).map(|(step, bare)| (step, bare && own)).or_else(|| labelled(label))
}

/// Words without what stands in brackets; an open bracket ends them.
fn unbracketed(words: &str) -> String {
    let mut depth = 0_usize;
    let kept = words.chars().filter(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

fn labelled(label: &str) -> Option<(Step, bool)> {
    of_words(label).map(|(step, at)| (step, is_bare(label.get(..at).unwrap_or_default())))
}

fn behind(rest: &str) -> Option<(Step, bool)> {
    let (step, at) = of_words(rest)?;
    Some((step, is_bare(rest.get(..at).unwrap_or_default())))
}

/// The last step that words name, with its place: 採否通知を発送 tells, whatever stands before it.
fn of_words(words: &str) -> Option<(Step, usize)> {
    let all = [
        (Step::Tell, lexicon::TOLD_RESULT),
        (Step::Choose, lexicon::CHOSEN),
        (Step::Apply, lexicon::APPLIED),
        (Step::Hold, lexicon::HELD_OR_GIVEN),
    ];
    all.into_iter().find_map(|(step, list)| {
        list.iter().filter_map(|word| words.find(word)).min().map(|at| (step, at))
    })
}

/// Whether before a step's word nothing says of what it is one.
fn is_bare(lead: &str) -> bool {
    let bare = ["参加", "受講", "来場", "の", "■", "・", "●", "※", "○", "事前", "WEB", " ", "　"];
    let mut rest = lead.to_owned();
    for word in bare {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}
