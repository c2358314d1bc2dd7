//! The checker over a plan's sheets: a year's sheet beside the earlier ones, its findings with their
//! words and owners, and the quantities of its sentences.

pub(crate) mod answers;
pub(crate) mod changes;
pub(crate) mod command;
pub(crate) mod excerpt;
pub(crate) mod grades;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod tally;
pub(crate) mod update;
pub(crate) mod web;
pub(crate) mod words;

use std::collections::BTreeMap;

use checker::{CheckContext, Family, Finding, Mark, Rule, Spot};
use domain::{
    Field, FiscalYear, Id, Offset, Slot,
    action::Action,
    plan::Plan,
    round::Round,
    sheet::{Row, Sheet},
    stage::Stage,
    succession,
};
use store::{StoredSheet, Tx};

use crate::{
    Error, Result,
    kit::clock,
    slices::{registers::known::KnownRecords, sheets},
};

/// How many years back a sheet is compared with.
pub(crate) const YEARS: i32 = 5;

/// A year's sheet with the earlier ones.
pub(crate) struct Years {
    pub(crate) stored: StoredSheet,
    pub(crate) earlier: Vec<StoredSheet>,
    settings: settings::CheckSettings,
    /// What the year's round asks for, where there is one.
    round: Option<Round>,
    /// Which action came from which.
    links: Vec<(Id<Action>, Id<Action>)>,
}

/// Reads a year's sheet with the earlier ones, with drafts or only with what was accepted.
pub(crate) async fn years(
    tx: &mut Tx,
    drafts: bool,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<Years> {
    let stored = sheets::read_with(tx, drafts, plan, year).await?;
    let stored = stored.ok_or(Error::NotFound("この年度のシート"))?;
    let known: Vec<FiscalYear> = tx.sheets(plan).await?.iter().map(|head| head.year).collect();
    let mut earlier = Vec::new();
    for back in (1..=YEARS).map(|back| year.plus(-back)).filter(|year| known.contains(year)) {
        earlier.extend(sheets::read_with(tx, drafts, plan, back).await?);
    }
    let links = tx.action_links(plan).await?.into_iter().map(|(from, to, _)| (from, to)).collect();
    let settings = settings::CheckSettings::read(tx, plan).await?;
    let round = tx.round(plan, year).await?;
    Ok(Years { stored, earlier, settings, round, links })
}

impl Years {
    /// The sheets as the checker reads them; rows of one action belong together.
    pub(crate) fn book(&self) -> CheckContext<'_> {
        let earlier: Vec<&Sheet> = self.earlier.iter().map(|stored| &stored.sheet).collect();
        let book = CheckContext::joined(&self.stored.sheet, &earlier, |other| self.rows_of(other));
        // Nothing was done yet on a day to come
        self.settings.tune(book.written(clock::day()))
    }

    /// For each row of the checked sheet, its row on another: the n-th of its action, else that of
    /// an action that it came from.
    fn rows_of(&self, other: &Sheet) -> Vec<Option<usize>> {
        let Some(other) = self.earlier.iter().find(|stored| stored.sheet.year == other.year) else {
            return Vec::new();
        };
        let mut at: BTreeMap<&Id<Action>, Vec<usize>> = BTreeMap::new();
        for (position, action) in other.actions.iter().enumerate() {
            at.entry(action).or_default().push(position);
        }
        let mut seen: BTreeMap<&Id<Action>, usize> = BTreeMap::new();
        let row = |action| {
            let nth = seen.entry(action).or_default();
            let own = at.get(action).and_then(|rows| rows.get(*nth));
            *nth += 1;
            let from = || {
                let from =
                    self.links.iter().find(|(from, to)| to == action && at.contains_key(from));
                from.and_then(|(from, _)| at.get(from)?.first())
            };
            own.or_else(from).copied()
        };
        self.stored.actions.iter().map(row).collect()
    }

    /// The row of a number on the sheet of a year.
    pub(crate) fn sheet_row(&self, year: FiscalYear, no: u32) -> Option<&Row> {
        let all = std::iter::once(&self.stored).chain(&self.earlier);
        let sheet = all.map(|stored| &stored.sheet).find(|sheet| sheet.year == year)?;
        sheet.rows.iter().find(|row| row.no == no)
    }

    /// The stage of a cell that was not accepted.
    pub(crate) fn stage(&self, year: FiscalYear, no: u32, slot: &Slot) -> Option<Stage> {
        let mut all = std::iter::once(&self.stored).chain(&self.earlier);
        all.find(|stored| stored.sheet.year == year)?.unaccepted.cell(no, slot)
    }

    /// Whether any sheet has what was not accepted.
    pub(crate) fn has_unaccepted(&self) -> bool {
        let mut all = std::iter::once(&self.stored).chain(&self.earlier);
        all.any(|stored| !stored.unaccepted.is_empty())
    }

    /// The row that a mark points at; `None` for a head, or where the sheet is not one of these.
    pub(crate) fn row(&self, mark: &Mark) -> Option<&Row> {
        self.sheet_row(mark.sheet, mark.no)
    }

    /// The text of the cell that a mark points at.
    pub(crate) fn text(&self, mark: &Mark) -> &str {
        let row = self.row(mark);
        match &mark.spot {
            Spot::Answer(slot) => row.map_or("", |row| row.text(slot)),
            Spot::Action => row.map_or("", |row| &row.action.text),
            Spot::Content => row.map_or("", |row| &row.content.text),
            Spot::Page => row.map_or("", |row| &row.page.text),
            Spot::Section => row.map_or("", |row| &row.section.text),
            Spot::Head(at) => {
                self.stored.sheet.layout.columns.get(*at).map_or("", |column| &column.heading)
            }
        }
    }

    /// The same as people read it: a grade by its code and words.
    pub(crate) fn shown(&self, mark: &Mark) -> String {
        let text = self.text(mark);
        let all = std::iter::once(&self.stored).chain(&self.earlier);
        let sheet = all.map(|stored| &stored.sheet).find(|sheet| sheet.year == mark.sheet);
        match (&mark.spot, sheet) {
            (Spot::Answer(slot), Some(sheet)) if slot.field == Field::Progress => {
                sheet.layout.scale().shown(text)
            }
            _ => text.to_owned(),
        }
    }

    /// Whether a mark points at something that was written: where a round asks, at an answer to one of
    /// its questions.
    pub(crate) fn is_written(&self, mark: &Mark) -> bool {
        let asked = match (&self.round, &mark.spot) {
            (Some(round), Spot::Answer(slot)) => round.question(slot).is_some(),
            (Some(_), _) => false,
            (None, _) => true,
        };
        mark.sheet == self.stored.sheet.year && asked && !self.text(mark).trim().is_empty()
    }

    /// Whether a mark points at an answer of the sheet's own year, which may not have been accepted.
    pub(crate) fn is_draft(&self, mark: &Mark) -> bool {
        matches!(&mark.spot, Spot::Answer(slot) if slot.year != Offset::Previous)
            && mark.sheet == self.stored.sheet.year
            && !self.text(mark).trim().is_empty()
    }

    /// What an action became, as long as one became one.
    pub(crate) fn became(&self, action: &Id<Action>) -> Id<Action> {
        succession::became(action, &self.links).clone()
    }

    /// The words that a mark points at.
    pub(crate) fn words(&self, mark: &Mark) -> &str {
        let text = self.text(mark);
        mark.span.map_or(text, |span| span.of(text))
    }

    /// The rows that tell of an action, one a sheet, the newest first: its own, else those of the
    /// action that it was before.
    pub(crate) fn through(&self, action: &Id<Action>) -> Vec<(FiscalYear, &Row)> {
        let all = std::iter::once(&self.stored).chain(&self.earlier);
        let sheets = all.map(|stored| (&stored.sheet, stored.actions.as_slice()));
        succession::through(sheets, &self.links, action)
    }

    /// The findings of the sheet beside what the plan's registers know, as the plan has set its rules.
    pub(crate) fn findings(&self, known: Option<&KnownRecords>) -> Vec<Finding> {
        let book = self.book();
        match known {
            Some(known) => self.settings.findings(&book.recorded(known.recorded(None))),
            None => self.settings.findings(&book),
        }
    }
}

/// The rule of a finding.
pub(crate) fn rule(finding: &Finding) -> Option<&'static Rule> {
    checker::rule(finding.rule)
}

/// Whether sections are asked about a finding: how the sheet is coded as a whole is the secretariat's
/// own question.
pub(crate) fn is_for_sections(finding: &Finding, rule: &Rule) -> bool {
    finding.no != 0 || rule.family != Family::Grade
}

/// The name under which JSON and layouts know the cell that a mark points at.
pub(crate) fn field(mark: &Mark, sheet: &Sheet) -> String {
    match &mark.spot {
        Spot::Answer(slot) => slot.key(),
        Spot::Action => "action".to_owned(),
        Spot::Content => "content".to_owned(),
        Spot::Page => "page".to_owned(),
        Spot::Section => "section".to_owned(),
        Spot::Head(at) => {
            sheet.layout.columns.get(*at).map_or_else(String::new, |column| column.role.name())
        }
    }
}

/// The year that the cell of a mark asks about.
pub(crate) fn asked_year(mark: &Mark) -> FiscalYear {
    match &mark.spot {
        Spot::Answer(slot) => slot.year.of(mark.sheet),
        _ => mark.sheet,
    }
}
