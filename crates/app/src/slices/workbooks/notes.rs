//! What the checker asks about the cells of a workbook that is sent out.

use std::collections::BTreeMap;

use checker::{Finding, Mark, Rule, Spot};
use domain::{
    FiscalYear, Id, Offset, Slot, action::Action, plan::Plan, reply_workbook::WorkbookColumn,
    round::Round,
};
use store::Tx;

use crate::{
    Result,
    slices::checks::{self, Years, answers, is_for_sections, rule, tally::waits},
};

/// The findings that wait, by the action whose row they are about: the cell, and what is asked.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeMap<Id<Action>, Vec<(Vec<Mark>, String)>>);

impl Notes {
    /// Reads them for the sheet of a year.
    pub(crate) async fn read(tx: &mut Tx, plan: &Id<Plan>, year: FiscalYear) -> Result<Self> {
        let years = checks::years(tx, true, plan, year).await?;
        let mut notes = Self::default();
        for one in answers::list(tx, plan, &years).await?.listed {
            if !waits(&one) {
                continue;
            }
            let asked = |rule: &&Rule| is_for_sections(&one.finding, rule);
            let Some(rule) = rule(&one.finding).filter(asked) else { continue };
            let text = format!("【確認】{}\n{}", one.finding.message, rule.instruction);
            for (no, marks) in by_row(&years, &one.finding) {
                if let Some(action) = action_of(&years, no, &marks) {
                    notes.0.entry(action).or_default().push((marks, text.clone()));
                }
            }
        }
        Ok(notes)
    }

    /// The notes on an action's row: on each cell what is asked about it, a finding on the first of
    /// its cells that the workbook has.
    pub(super) fn of(
        &self,
        action: &Id<Action>,
        round: &Round,
    ) -> BTreeMap<WorkbookColumn, String> {
        let mut notes: BTreeMap<WorkbookColumn, String> = BTreeMap::new();
        for (marks, text) in self.0.get(action).into_iter().flatten() {
            let Some(column) = marks.iter().find_map(|mark| column(mark, round)) else { continue };
            let note = notes.entry(column).or_default();
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(text);
        }
        notes
    }
}

/// The marks by the rows that a finding is about: its own; of one that is told once for many rows,
/// each. Marks on earlier sheets belong to the finding's own row.
fn by_row(years: &Years, finding: &Finding) -> BTreeMap<u32, Vec<Mark>> {
    let year = years.stored.sheet.year;
    let mut rows: BTreeMap<u32, Vec<Mark>> = BTreeMap::new();
    for mark in &finding.marks {
        let no = if mark.sheet == year { mark.no } else { finding.no };
        if finding.no == 0 || no == finding.no {
            rows.entry(no).or_default().push(mark.clone());
        }
    }
    let apart = finding
        .marks
        .iter()
        .any(|mark| mark.sheet == year && mark.no != finding.no && years.is_draft(mark));
    // What is said of a row may quote what others wrote and nobody has accepted
    if apart { BTreeMap::new() } else { rows }
}

/// The action of a row whose section may read what is noted on it: on a row of several sections only
/// what is not about this year's answers.
fn action_of(years: &Years, no: u32, marks: &[Mark]) -> Option<Id<Action>> {
    let sheet = &years.stored.sheet;
    let at = sheet.rows.iter().position(|row| row.no == no)?;
    let shared = sheet.rows.get(at)?.sections().len() > 1;
    let draft = marks.iter().any(|mark| mark.sheet == sheet.year && years.is_draft(mark));
    (!(shared && draft)).then(|| years.stored.actions.get(at).cloned())?
}

/// The column of the workbook in which a cell stands.
fn column(mark: &Mark, round: &Round) -> Option<WorkbookColumn> {
    let slot = match &mark.spot {
        Spot::Action => return Some(WorkbookColumn::Action),
        Spot::Content => return Some(WorkbookColumn::Content),
        Spot::Answer(slot) => slot,
        _ => return None,
    };
    let asked = slot.year.of(mark.sheet);
    let own = Offset::between(round.year, asked).map(|year| Slot::new(slot.field.clone(), year));
    let question = |slot: &Slot| round.question(slot).is_some();
    match own {
        Some(own) if question(&own) && mark.sheet == round.year => Some(WorkbookColumn::Input(own)),
        Some(own) if own == Slot::new(domain::Field::Plan, Offset::This) => {
            Some(WorkbookColumn::Plan)
        }
        Some(own) if own.year == Offset::Previous => {
            let asked_again = Slot::new(own.field, Offset::This);
            question(&asked_again).then_some(WorkbookColumn::Last(asked_again))
        }
        _ => None,
    }
}
