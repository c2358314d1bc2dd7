//! What a section sees of a round: its own rows, each with what was planned and said a year ago.

use std::collections::BTreeMap;

use checker::{CheckContext, Spot};
use domain::{
    Day, Field, FiscalYear, Id, Offset, Place, Slot,
    accepted::Accepted,
    action::Action,
    last_year,
    plan::Plan,
    reply::Reply,
    round::Round,
    section::Section,
    sheet::{Cell, Row, Sheet},
    succession,
};
use store::{Comment, StoredSheet, Tx};

use super::reply_ref::{ReplyRef, takes_answers};
use crate::{
    Error, Result,
    slices::{
        checks::settings::CheckSettings,
        registers::{
            known::KnownRecords,
            offer::{RegisterOffer, offers},
        },
        rounds,
    },
};

/// The round's sheet beside last year's.
pub(crate) struct Context {
    pub(crate) plan: Plan,
    pub(crate) round: Round,
    pub(crate) sections: Vec<Section>,
    sheet: StoredSheet,
    last: Option<StoredSheet>,
    /// What was accepted of last year's round, if there was one.
    accepted: Option<Accepted>,
    settings: CheckSettings,
    /// What the plan's registers know, where somebody writes.
    known: Option<KnownRecords>,
    /// Which actions and sections came from which.
    from_actions: Vec<(Id<Action>, Id<Action>)>,
    from_sections: Vec<(String, String)>,
}

/// A section's part of a round.
pub(crate) struct SectionInbox {
    pub(crate) section: Section,
    pub(crate) replies: Vec<Reply>,
    pub(crate) comments: Vec<Comment>,
    /// Whether the section may write today.
    pub(crate) open: bool,
}

/// Reads a round with its sheet and last year's.
pub(crate) async fn context(tx: &mut Tx, plan: &Id<Plan>, year: FiscalYear) -> Result<Context> {
    let round = rounds::of_year(tx, plan, year).await?;
    let sheet = tx.sheet(plan, year).await?;
    let last = tx.sheet(plan, year.plus(-1)).await?;
    with(tx, round, sheet, last).await
}

/// The same with only those rows that concern a section: what its pages cost does not grow with the
/// sheet.
pub(crate) async fn context_of(
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: FiscalYear,
    section: &Id<Section>,
) -> Result<Context> {
    let round = rounds::of_year(tx, plan, year).await?;
    let asked = (&round.id, section);
    let sheet = tx.sheet_for(plan, year, asked).await?;
    let last = tx.sheet_for(plan, year.plus(-1), asked).await?;
    with(tx, round, sheet, last).await?.with_records(tx).await
}

async fn with(
    tx: &mut Tx,
    round: Round,
    sheet: Option<StoredSheet>,
    last: Option<StoredSheet>,
) -> Result<Context> {
    let plan = tx.plan(&round.plan).await?;
    let sheet = sheet.ok_or(Error::NotFound("この年度のシート"))?;
    let sections = tx.sections(&plan.id).await?;
    let links = tx.action_links(&plan.id).await?;
    let from_actions = links.into_iter().map(|(from, to, _)| (from, to)).collect();
    let name = |id: &Id<Section>| rounds::section_name(&sections, id);
    let links = tx.section_links(&plan.id).await?;
    let from_sections = links.iter().map(|(from, to)| (name(from), name(to))).collect();
    let settings = CheckSettings::read(tx, &plan.id).await?;
    let before = tx.round(&plan.id, round.year.plus(-1)).await?;
    let accepted = match &before {
        Some(before) => Some(tx.accepted(before).await?),
        None => None,
    };
    Ok(Context {
        plan,
        round,
        sections,
        sheet,
        last,
        accepted,
        settings,
        known: None,
        from_actions,
        from_sections,
    })
}

/// Reads a section's part of a round.
pub(crate) async fn inbox(
    tx: &mut Tx,
    context: &Context,
    section: &Id<Section>,
    today: Day,
) -> Result<SectionInbox> {
    let found = context.sections.iter().find(|known| known.id == *section).cloned();
    let section = found.ok_or(Error::NotFound("担当課"))?;
    let mut replies = tx.replies_of(&context.round.id, &section.id).await?;
    let order = context.order();
    replies.sort_by_key(|reply| order.get(&reply.action).copied().unwrap_or(usize::MAX));
    let comments = tx.comments(&context.round.id, Some(&section.id)).await?;
    let open = takes_answers(tx, &context.round, &section.id, today).await?;
    Ok(SectionInbox { section, replies, comments, open })
}

impl Context {
    /// The same with what the plan's registers know of its rows.
    pub(crate) async fn with_records(self, tx: &mut Tx) -> Result<Self> {
        let actions: Vec<u32> = self.sheet.sheet.rows.iter().map(|row| row.no).collect();
        let (plan, year) = (&self.plan.id, self.round.year);
        let known = KnownRecords::of_actions(tx, plan, year, &actions).await?;
        Ok(Self { known, ..self })
    }

    /// Where each action stands on the sheet first.
    fn order(&self) -> BTreeMap<Id<Action>, usize> {
        let placed = self.sheet.actions.iter().cloned().enumerate();
        placed.rev().map(|(at, action)| (action, at)).collect()
    }

    /// The rows of an action on the round's sheet.
    pub(crate) fn rows(&self, action: &Id<Action>) -> Vec<&Row> {
        rows(&self.sheet, action)
    }

    /// The measure that a row stands under.
    pub(crate) fn measure(&self, row: &Row) -> &str {
        let measure = row.measure.and_then(|at| self.sheet.sheet.measures.get(at));
        measure.map_or("", |measure| &measure.title)
    }

    /// The layout's scale of grades.
    pub(crate) fn scale(&self) -> domain::scale::Scale {
        self.sheet.sheet.layout.scale()
    }

    /// What the section had planned for the year.
    pub(crate) fn planned(&self, action: &Id<Action>, section: &str) -> String {
        let slot = Slot::new(Field::Plan, Offset::This);
        last_year::part(&self.rows(action), &slot, section)
    }

    /// What the section answered to the same question a year ago; of what others answered then only
    /// what was accepted.
    pub(crate) fn said(&self, action: &Id<Action>, slot: &Slot, section: &str) -> String {
        let last = self.last.as_ref().map_or_else(Vec::new, |last| self.told_in(last, action));
        let (this, names) = (self.rows(action), self.names(section));
        let own = last.iter().any(|row| names.iter().any(|name| row.is_owned_by(name)));
        let Some(accepted) = self.accepted.as_ref().filter(|_| !own) else {
            return last_year::answer(&last, &this, slot, &names);
        };
        let mut covered: Vec<Row> = last.into_iter().cloned().collect();
        for row in &mut covered {
            accepted.cover(row);
        }
        last_year::answer(&covered.iter().collect::<Vec<_>>(), &this, slot, &names)
    }

    /// The same as people read it: a grade by its code and words.
    pub(crate) fn said_in_words(&self, action: &Id<Action>, slot: &Slot, section: &str) -> String {
        let said = self.said(action, slot, section);
        let last = self.last.as_ref().unwrap_or(&self.sheet);
        if slot.field == Field::Progress { last.sheet.layout.scale().shown(&said) } else { said }
    }

    /// What the section's records write for its part of an action, in the style of what it wrote a year
    /// ago.
    pub(crate) fn offers(&self, action: &Id<Action>, section: &str) -> Vec<RegisterOffer> {
        let Some(known) = &self.known else { return Vec::new() };
        let actions: Vec<u32> = self.rows(action).iter().map(|row| row.no).collect();
        let others = self.partners(action, section);
        let last = self.said(action, &Slot::new(Field::Status, Offset::This), section);
        offers(known.recorded(Some(section)), (&actions, &others), self.round.year, &last)
    }

    /// The address of a reply.
    pub(crate) fn at(&self, reply: &Reply) -> ReplyRef {
        ReplyRef {
            plan: self.plan.id.clone(),
            year: self.round.year,
            section: reply.section.clone(),
            action: reply.action.clone(),
        }
    }

    /// The rows that tell of an action on another year's sheet: its own, or those of the actions that
    /// it came from.
    fn told_in<'a>(&self, sheet: &'a StoredSheet, action: &Id<Action>) -> Vec<&'a Row> {
        let own = rows(sheet, action);
        if !own.is_empty() {
            return own;
        }
        let from = succession::came_from(action, &self.from_actions);
        from.flat_map(|from| rows(sheet, from)).collect()
    }

    /// The names that a section has had, the present one first.
    fn names<'a>(&'a self, section: &'a str) -> Vec<&'a str> {
        let before = self.from_sections.iter().filter(|(_, to)| to == section);
        std::iter::once(section).chain(before.map(|(from, _)| from.as_str())).collect()
    }

    /// The sections that share an action with this one.
    pub(crate) fn partners(&self, action: &Id<Action>, section: &str) -> Vec<String> {
        let mut names: Vec<String> =
            self.rows(action).iter().flat_map(|row| row.owner_names()).collect();
        names.retain(|name| name != section);
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What the writer is told at once: what the checker's rules of one cell or row find in the
    /// fields that are asked.
    pub(crate) fn findings(&self, reply: &Reply, section: &str) -> Vec<Advice> {
        let (year, layout) = (self.round.year, self.sheet.sheet.layout.clone());
        let rows = vec![self.written(reply, section)];
        let sheet = Sheet { year, layout, measures: Vec::new(), rows };
        let last = |slot: &Slot| self.said(&reply.action, slot, section);
        let mut context = CheckContext::open(&sheet, &[]).replying(&self.round, reply, last);
        if let Some(known) = &self.known {
            context = context.recorded(known.recorded(Some(section)));
        }
        let found = self.settings.reply_findings(&self.settings.tune(context)).into_iter();
        let told = found.filter_map(|found| match &found.marks.first()?.spot {
            Spot::Answer(slot) => {
                Some(Advice { slot: slot.clone(), message: found.to_writer().to_owned() })
            }
            _ => None,
        });
        told.collect()
    }

    /// The row of a reply as its section writes it: what is asked as the reply says, the rest as the
    /// sheet does.
    fn written(&self, reply: &Reply, section: &str) -> Row {
        let rows = self.rows(&reply.action);
        let mut row = rows.first().map_or_else(|| Row::blank(1, Place::File), |row| (*row).clone());
        for (slot, cell) in &mut row.answers {
            cell.text = last_year::part(&rows, slot, section);
        }
        for question in &self.round.questions {
            let cell = row.answers.entry(question.slot.clone()).or_insert_with(Cell::empty);
            reply.text(&question.slot).clone_into(&mut cell.text);
        }
        row
    }
}

/// What the writer is told of a field.
pub(crate) struct Advice {
    /// The question.
    pub(crate) slot: Slot,
    /// What does not fit, and what to do.
    pub(crate) message: String,
}

fn rows<'a>(stored: &'a StoredSheet, action: &Id<Action>) -> Vec<&'a Row> {
    let pairs = stored.actions.iter().zip(&stored.sheet.rows);
    pairs.filter(|(of, _)| *of == action).map(|(_, row)| row).collect()
}

impl SectionInbox {
    /// The reply for an action.
    pub(crate) fn reply(&self, action: &Id<Action>) -> Result<&Reply> {
        let found = self.replies.iter().find(|reply| reply.action == *action);
        found.ok_or(Error::NotFound("この課の回答"))
    }

    /// The open questions of the secretariat about an action.
    pub(crate) fn open_comments(&self, action: &Id<Action>) -> usize {
        let open = |c: &&Comment| c.asked.action == *action && c.answer.is_none();
        self.comments.iter().filter(open).count()
    }
}
