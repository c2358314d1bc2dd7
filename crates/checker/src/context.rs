//! The sheet as rules see it: every cell read once, each row beside its rows of earlier years.

use std::collections::BTreeMap;

use domain::{
    Field, FiscalYear, Offset, Slot, Value,
    action::key,
    plan_words::PlanWords,
    reply::{Reply, parts},
    round::Round,
    sheet::{Row, Sheet},
    text::fold,
};
use prose::{AskedField, Clause, Date, Quantity, Span, lexicon};

use crate::{
    finding::{Mark, Spot},
    limit::Limits,
};

/// A cell, read.
#[derive(Debug, Clone)]
pub struct Read<'a> {
    /// The question.
    pub slot: Slot,
    /// Its text.
    pub text: &'a str,
    /// What it says.
    pub value: Value,
    /// The text as it is compared: NFKC, no white space.
    pub folded: String,
    /// Its quantities; empty for grades and percentages.
    pub quantities: Vec<Quantity>,
    /// Its dates.
    pub dates: Vec<Date>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

impl Read<'_> {
    /// Whether something was written that says something.
    pub fn is_given(&self) -> bool {
        self.value.is_given()
    }
}

/// A row, read.
#[derive(Debug)]
pub struct ReadRow<'a> {
    /// The row.
    pub row: &'a Row,
    /// The sheet's year.
    pub sheet: FiscalYear,
    /// Its answers in the order of the standard sheet, then the plan's own.
    pub cells: BTreeMap<Slot, Read<'a>>,
}

impl<'a> ReadRow<'a> {
    /// The answer to a question, if the sheet has it.
    pub fn get(&self, field: Field, year: Offset) -> Option<&Read<'a>> {
        self.cells.get(&Slot::new(field, year))
    }

    /// The answer to a question, if something was written.
    pub fn given(&self, field: Field, year: Offset) -> Option<&Read<'a>> {
        self.get(field, year).filter(|cell| cell.is_given())
    }

    /// The percentage of the year, where one is given.
    pub fn percent(&self, year: Offset) -> Option<f64> {
        self.get(Field::Achievement, year)?.value.percent()
    }

    /// A mark on a cell as a whole.
    pub fn mark(&self, slot: &Slot) -> Mark {
        let spot = Spot::Answer(slot.clone());
        Mark { sheet: self.sheet, no: self.row.no, spot, span: None }
    }

    /// A mark on words of a cell.
    pub fn words(&self, slot: &Slot, span: Span) -> Mark {
        Mark { span: Some(span), ..self.mark(slot) }
    }
}

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
        let words = PlanWords::default();
        Self { sheet, lines: lines(sheet), earlier, asked, limits, words }
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

    /// The same for a plan with words of its own.
    pub fn worded(self, words: PlanWords) -> Self {
        Self { words, ..self }
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

fn lines(sheet: &Sheet) -> Vec<ReadRow<'_>> {
    sheet.rows.iter().map(|row| line(row, sheet.year)).collect()
}

fn line(row: &Row, sheet: FiscalYear) -> ReadRow<'_> {
    let owners = row.sections();
    let cells = row.answers.iter().map(|(slot, cell)| {
        let text = first_part(slot, &cell.text, &owners);
        (slot.clone(), read(slot, text, sheet))
    });
    ReadRow { row, sheet, cells: cells.collect() }
}

/// A grade or percentage that several owners signed, as the first of them gave it: ア（福祉課）.
fn first_part<'a>(slot: &Slot, text: &'a str, owners: &[String]) -> &'a str {
    let coded = matches!(slot.field, Field::Progress | Field::Achievement);
    let first = if coded { parts(text, owners).into_iter().next() } else { None };
    first.and_then(|(_, part)| text.get(part)).map_or(text, str::trim_end)
}

fn read<'a>(slot: &Slot, text: &'a str, sheet: FiscalYear) -> Read<'a> {
    let asked = AskedField { field: &slot.field, year: slot.year.of(sheet) };
    let prose = !matches!(slot.field, Field::Progress | Field::Achievement);
    Read {
        slot: slot.clone(),
        text,
        value: Value::read(text),
        folded: fold(text),
        quantities: if prose { prose::quantities(text, asked) } else { Vec::new() },
        dates: if prose { prose::dates(text, asked) } else { Vec::new() },
        clauses: if prose { prose::clauses(text) } else { Vec::new() },
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Place;

    #[test]
    fn a_signed_grade_or_percentage_is_read_without_its_signature() {
        let mut row = Row::blank(1, Place::File);
        row.section.text = "健康課・福祉課".into();
        for (field, text) in [
            (Field::Progress, "ア（福祉課）"),
            (Field::Achievement, "120（健康課）\n80（福祉課）"),
            (Field::Status, "３回行った。（健康課）"),
        ] {
            row.answers.insert(
                Slot::new(field, Offset::This),
                domain::sheet::Cell::new(text, Place::File),
            );
        }
        let line = line(&row, FiscalYear::parse("R7").unwrap());
        let text = |field| line.get(field, Offset::This).unwrap().text;
        assert_eq!(text(Field::Progress), "ア");
        assert_eq!(line.percent(Offset::This), Some(120.0));
        assert_eq!(text(Field::Status), "３回行った。（健康課）");
    }
}
