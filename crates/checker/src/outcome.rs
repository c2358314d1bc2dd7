//! What a text says came of the action: done, done in part, not done, no case.

use domain::{Field, Offset, Slot, scale::GradeClass};
use prose::{Clause, Completion, Span, Tense, lexicon};

use crate::{
    context::{Read, ReadRow},
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
    words.chars().count() >= DEED
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
    sheet: &domain::sheet::Sheet,
    line: &ReadRow<'_>,
) -> Option<(GradeClass, String)> {
    let slot = Slot::new(Field::Progress, Offset::This);
    let cell = line.given(Field::Progress, Offset::This)?;
    let scale = sheet.layout.scale_of(&slot).cloned().unwrap_or_default();
    let grade = scale.cell(cell.text);
    let class = grade.class().filter(|class| !class.is_unknown())?;
    Some((class, grade.written().trim().to_owned()))
}
