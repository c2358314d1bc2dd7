//! What the sections of the demo city have answered before a visitor comes: written, handed in,
//! approved, accepted and sent back by the use cases that people use.

use domain::{
    Field, Id, Offset, Slot, action::Action, person::Role, plan::Plan, round::Round,
    section::Section, stage::Step,
};
use serde::Deserialize;

use crate::{
    App, Error, Result,
    kit::{actor::Actor, clock},
    slices::replies::{self, Move, ReplyRef, WriteRequest},
};

/// The replies, in the words of the demo city.
const REPLIES: &str = include_str!("replies.json");

/// One reply and how far it is.
#[derive(Deserialize)]
struct Sample {
    section: String,
    action: String,
    stage: String,
    status: String,
    #[serde(default)]
    evaluation: String,
    #[serde(default)]
    progress: String,
    #[serde(default)]
    achievement: String,
    #[serde(default)]
    next_plan: String,
    /// Why it was sent back.
    #[serde(default)]
    reason: String,
    /// What the secretariat asked about it.
    question: Option<Asks>,
}

/// A question of the secretariat about a field.
#[derive(Deserialize)]
struct Asks {
    field: String,
    text: String,
}

impl Sample {
    fn requests(&self) -> Vec<WriteRequest> {
        let texts = [
            (Field::Status, Offset::This, &self.status),
            (Field::Evaluation, Offset::This, &self.evaluation),
            (Field::Progress, Offset::This, &self.progress),
            (Field::Achievement, Offset::This, &self.achievement),
            (Field::Plan, Offset::Next, &self.next_plan),
        ];
        let request = |(field, year, text): (Field, Offset, &String)| WriteRequest {
            slot: Slot::new(field, year),
            text: text.clone(),
            same: None,
            base: 0,
        };
        texts.into_iter().filter(|(_, _, text)| !text.is_empty()).map(request).collect()
    }

    /// The steps that lead to its stage, each with the role that takes it.
    fn steps(&self) -> &'static [(Step, Role)] {
        const STEPS: [(Step, Role); 3] = [
            (Step::Submit, Role::Clerk),
            (Step::Approve, Role::Chief),
            (Step::Accept, Role::Secretariat),
        ];
        match self.stage.as_str() {
            "returned" => &[(Step::Submit, Role::Clerk), (Step::Return, Role::Secretariat)],
            "submitted" => &STEPS[..1],
            "approved" => &STEPS[..2],
            "accepted" => &STEPS,
            _ => &[],
        }
    }
}

/// Whoever does it in the demo city.
fn actor(role: Role, section: &str) -> Actor {
    let section = if role.is_of_section() { section } else { "" };
    let name = super::people::name(role, section);
    Actor { name, person: None, roles: vec![role], today: clock::day() }
}

/// Answers for the sections of the demo city.
pub(super) async fn add(app: &App, plan: &Plan, round: &Round) -> Result<()> {
    let samples: Vec<Sample> = serde_json::from_str(REPLIES).map_err(Error::internal)?;
    let mut tx = app.store.read().await?;
    let sections = tx.sections(&plan.id).await?;
    let sheet = tx.sheet(&plan.id, round.year).await?.ok_or(Error::NotFound("シート"))?;
    drop(tx);
    for sample in samples {
        let titles = sheet.sheet.rows.iter().map(|row| &row.action.text);
        let mut actions = titles.zip(&sheet.actions);
        let action = actions.find(|(title, _)| **title == sample.action).map(|(_, id)| id);
        let section = sections.iter().find(|known| known.name == sample.section);
        let Some((action, section)) = action.zip(section) else {
            let words = format!("the demo knows no {} of {}", sample.action, sample.section);
            return Err(Error::internal(std::io::Error::other(words)));
        };
        answer(app, &asked(round, section, action), &sample).await?;
    }
    Ok(())
}

fn asked(round: &Round, section: &Section, action: &Id<Action>) -> ReplyRef {
    let (plan, section, action) = (round.plan.clone(), section.id.clone(), action.clone());
    ReplyRef { plan, year: round.year, section, action }
}

async fn answer(app: &App, asked: &ReplyRef, sample: &Sample) -> Result<()> {
    let by = |role| actor(role, &sample.section);
    replies::write(app, asked, sample.requests(), &by(Role::Clerk)).await?;
    for (step, role) in sample.steps() {
        let reason = sample.reason.clone();
        let taken = Move { step: *step, seen: None, reason, until: None };
        replies::take(app, asked, &taken, &by(*role), "").await?;
    }
    if let Some(Asks { field, text }) = &sample.question {
        replies::comment(app, asked, field, text, &by(Role::Secretariat), "").await?;
    }
    Ok(())
}
