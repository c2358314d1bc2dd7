//! The sheet as rules see it: every cell read once, each row beside its rows of earlier years.

use std::collections::BTreeMap;

use domain::{
    Day, FiscalYear, Slot, action::key, plan_words::PlanWords, reply::Reply, round::Round,
    sheet::Sheet,
};
use prose::lexicon;

pub use crate::read_row::{Read, ReadRow};
use crate::{
    grades::Grades,
    limit::Limits,
    read_row::lines,
    recorded::{Recorded, SheetRecords},
};

/// An earlier year's sheet, with the row of each action.
#[derive(Debug)]
pub struct Earlier<'a> {
    /// Its rows, read.
    pub lines: Vec<ReadRow<'a>>,
    /// For each row of the checked sheet, by position, its row here.
    pub row_of: Vec<Option<usize>>,
    /// Its year.
    pub year: FiscalYear,
}

/// What a round asks of a cell while the reply is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// Whether a reply without it is not complete.
    pub required: bool,
    /// The most characters, if there is a limit.
    pub limit: Option<u32>,
    /// Last year's answer to the same question.
    pub last: String,
    /// Whether the writer has said that the answer is last year's.
    pub same: bool,
}

/// The checked sheet with what is known beside it.
#[derive(Debug)]
pub struct CheckContext<'a> {
    /// The checked sheet.
    pub sheet: &'a Sheet,
    /// Its rows, read.
    pub lines: Vec<ReadRow<'a>>,
    /// Earlier sheets of the plan, the latest first; may be empty.
    pub earlier: Vec<Earlier<'a>>,
    /// What is asked of the row, in the order of the form, while it is being written; empty for a
    /// sheet that is only checked.
    pub asked: Vec<(Slot, Ask)>,
    limits: Limits,
    words: PlanWords,
    recorded: SheetRecords<'a>,
    written: Option<Day>,
    grades: Grades,
}

impl<'a> CheckContext<'a> {
    /// Reads the sheet and the earlier ones (any order), matching rows by the action's title.
    pub fn open(sheet: &'a Sheet, earlier: &[&'a Sheet]) -> Self {
        Self::joined(sheet, earlier, |other| by_title(sheet, other))
    }

    /// The same, with rows matched by the caller: for each row of `sheet`, its row in the other.
    pub fn joined(
        sheet: &'a Sheet,
        earlier: &[&'a Sheet],
        rows: impl Fn(&Sheet) -> Vec<Option<usize>>,
    ) -> Self {
        let mut earlier: Vec<_> = earlier
            .iter()
            .filter(|other| other.year < sheet.year)
            .map(|other| Earlier { lines: lines(other), row_of: rows(other), year: other.year })
            .collect();
        earlier.sort_by_key(|other| std::cmp::Reverse(other.year));
        let (asked, limits) = (Vec::new(), Limits::default());
        let (words, recorded) = (PlanWords::default(), SheetRecords::default());
        let (written, lines) = (None, lines(sheet));
        let grades = Grades::of(sheet, &lines);
        Self { sheet, lines, earlier, asked, limits, words, recorded, written, grades }
    }

    /// The same for a plan that has set limits.
    pub fn tuned(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same for a row that a reply writes: what the round asks, and what was answered a year ago.
    pub fn replying(self, round: &Round, reply: &Reply, last: impl Fn(&Slot) -> String) -> Self {
        let asked = round.questions.iter().map(|question| {
            let same = reply.entries.get(&question.slot).is_some_and(|entry| entry.same.is_some());
            let (required, limit) = (question.required, question.limit);
            (question.slot.clone(), Ask { required, limit, last: last(&question.slot), same })
        });
        let asked = asked.collect();
        Self { asked, ..self }
    }

    /// What is asked of a cell; `None` where the sheet is only checked.
    pub fn ask(&self, slot: &Slot) -> Option<&Ask> {
        self.asked.iter().find(|(asked, _)| asked == slot).map(|(_, ask)| ask)
    }

    /// The same for a sheet of which the day is known on which it was written: nothing was done later.
    pub fn written(self, day: Day) -> Self {
        Self { written: Some(day), ..self }
    }

    /// The day after which nothing can have been done yet, where it is known.
    pub(crate) fn written_on(&self) -> Option<Day> {
        self.written
    }

    /// The same for a plan with words of its own.
    pub fn worded(self, words: PlanWords) -> Self {
        Self { words, ..self }
    }

    /// The same for a plan that keeps registers of its work.
    pub fn recorded(self, known: Recorded<'a>) -> Self {
        Self { recorded: SheetRecords::of(known, &self.lines), ..self }
    }

    /// What the registers know of the sheet.
    pub(crate) fn records(&self) -> &SheetRecords<'a> {
        &self.recorded
    }

    /// In which column the year is graded.
    pub(crate) fn grades(&self) -> &Grades {
        &self.grades
    }

    /// The plan's own words.
    pub(crate) fn words(&self) -> &PlanWords {
        &self.words
    }

    /// Whether words name something that one hopes to have none of.
    pub(crate) fn is_hoped_absent(&self, words: &str) -> bool {
        lexicon::holds(words, lexicon::HOPED_ABSENT)
            || self.words.hoped_absent.iter().any(|own| words.contains(own))
    }

    /// What the plan has set.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The line of the same action on the sheet of `years` before.
    pub fn before(&self, line: usize, years: i32) -> Option<&ReadRow<'a>> {
        let year = self.sheet.year.plus(-years);
        let earlier = self.earlier.iter().find(|earlier| earlier.year == year)?;
        earlier.lines.get((*earlier.row_of.get(line)?)?)
    }
}

/// The n-th row of a title with the n-th of the other sheet.
fn by_title(sheet: &Sheet, other: &Sheet) -> Vec<Option<usize>> {
    let numbered = |sheet: &Sheet| {
        let mut seen = BTreeMap::<String, usize>::new();
        let keys = sheet.rows.iter().map(|row| {
            let title = key(&row.action.text);
            let nth = seen.entry(title.clone()).or_default();
            *nth += 1;
            (title, *nth)
        });
        keys.collect::<Vec<_>>()
    };
    let known: BTreeMap<_, _> = numbered(other).into_iter().zip(0..).collect();
    numbered(sheet).iter().map(|key| known.get(key).copied()).collect()
}
