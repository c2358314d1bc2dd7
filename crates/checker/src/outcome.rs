//! What a text says came of the action: done, done in part, not done, no case.

use domain::scale::GradeClass;
use prose::{Clause, Completion, Span, Tense, lexicon};

use crate::{
    context::{CheckContext, Read, ReadRow},
    likeness::tail,
};

/// What the clauses of a text say, each with the first words that say it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TextOutcome {
    /// Not done, cancelled or put off.
    pub undone: Option<Span>,
    /// Cancelled or put off.
    pub cancelled: Option<Span>,
    /// Something was done.
    pub done: Option<Span>,
    /// Something was done in its place.
    pub replaced: Option<Span>,
    /// It was done smaller.
    pub reduced: Option<Span>,
    /// There was no case.
    pub no_case: Option<Span>,
    /// Something is to be done.
    pub future: Option<Span>,
}

/// Fewer characters than these tell of no deed: 場所, 内容.
const DEED: usize = 4;

impl TextOutcome {
    /// Reads a cell.
    pub(super) fn of(cell: &Read<'_>) -> Self {
        let mut outcome = Self::default();
        for clause in &cell.clauses {
            outcome.add(clause, cell.text);
        }
        outcome
    }

    fn add(&mut self, clause: &Clause, text: &str) {
        let slot = match clause.completion {
            Completion::NotDone => &mut self.undone,
            Completion::Cancelled | Completion::Postponed => {
                self.cancelled.get_or_insert(clause.span);
                &mut self.undone
            }
            Completion::Replaced => {
                self.replaced.get_or_insert(clause.span);
                &mut self.done
            }
            Completion::Reduced => &mut self.reduced,
            Completion::NoCase => &mut self.no_case,
            Completion::Plain if clause.tense == Tense::Future => &mut self.future,
            Completion::Plain if is_deed(clause.span.of(text)) => &mut self.done,
            Completion::Plain => return,
        };
        slot.get_or_insert(clause.span);
    }

    /// The words that say that the action fell out: cancelled, whatever was done besides, or not
    /// done at all.
    pub(super) fn fell_out(&self) -> Option<Span> {
        self.cancelled.or(self.undone.filter(|_| self.is_undone()))
    }

    /// Nothing was done, whatever the reason.
    pub(super) fn is_undone(&self) -> bool {
        self.undone.is_some() && self.done.is_none() && self.reduced.is_none()
    }
}

fn is_deed(words: &str) -> bool {
    let words = words.trim().trim_end_matches(['、', '。', ',']);
    let end = tail(words, 8);
    // 年度内には決まりませんでした is no deed
    let denied = ["ませんでした", "なかった", "ておらず", "ておりません", "ていません", "ていない"];
    words.chars().count() >= DEED
        && !lexicon::ends(end, &denied)
        && !lexicon::ends(end, lexicon::INTENT_ENDS)
        && !lexicon::CAUSE_ENDS.iter().any(|cause| end.ends_with(cause.trim_end_matches('、')))
        && !is_heading(words)
}

/// 日時：…, 場所　…: a line of a list.
fn is_heading(words: &str) -> bool {
    lexicon::LIST_HEADINGS.iter().any(|heading| {
        words
            .strip_prefix(heading)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：', ' ', '　', '・']))
    })
}

/// What the year's grade means, where that is known; with the grade as people read it.
pub(super) fn standing(
    context: &CheckContext<'_>,
    line: &ReadRow<'_>,
) -> Option<(GradeClass, String)> {
    let cell = context.grades().cell(line)?;
    let grade = context.grades().read(cell.text);
    let told = grade.class().filter(|class| !class.is_unknown());
    let label = grade.written().trim().to_owned();
    let class = told.or_else(|| of_label(&label)).or_else(|| of_mark(cell.text.trim()))?;
    Some((class, label))
}

/// What the words of a grade say of its result where they name no class: 計画どおり, 遅れている.
fn of_label(label: &str) -> Option<GradeClass> {
    let holds = |words: &[&str]| lexicon::holds(label, words);
    if holds(&["未実施", "できなかった", "達成できな", "未達成", "実施しなかった"])
    {
        return Some(GradeClass::NotDone);
    }
    let good =
        holds(&["計画どおり", "計画通り", "達成した", "上回", "順調", "おおむね達成", "に達した"]);
    let less = holds(&["一部", "遅れ", "下回", "未満の", "未達", "やや"]);
    (good && !less).then_some(GradeClass::Done)
}

/// What a mark alone means on Japanese forms, where nobody said it: ◎ is done, × is not.
fn of_mark(mark: &str) -> Option<GradeClass> {
    match mark {
        "◎" => Some(GradeClass::Done),
        "×" | "✕" => Some(GradeClass::NotDone),
        "△" | "▲" => Some(GradeClass::Partly),
        _ => None,
    }
}
