//! What members say, and what the city does with it, step by step.

use domain::{
    Day, Id,
    action::Action,
    council::{Opinion, OpinionState, Outcome},
    plan::Plan,
    section::Section,
    succession,
};
use edition::ErratumRecord;
use store::{StoredEdition, Tx};

use super::kept::{CouncilNoun, KeptVersion, Writing, begun, opinion, opinions, write};
use crate::{App, Result, kit::actor::By, slices::frozen};

/// What the city does with an opinion.
#[derive(Debug, Clone)]
pub(crate) enum OpinionStep {
    /// Gives it to a section, until a day.
    Assign(Id<Section>, Option<Day>),
    /// The section proposes an answer.
    Propose(String),
    /// The secretariat fixes the answer.
    Answer(String),
    /// What becomes of it, with what shows it.
    Decide(Outcome, String),
    /// Nothing more is needed.
    Finish,
    /// Something more is needed after all.
    Reopen,
    /// Whether the other members may read it.
    Share(bool),
    /// Whether the editions for the public carry it.
    Publish(bool),
}

/// Keeps what was said; answers its number.
pub(crate) async fn say(app: &App, plan: &Id<Plan>, new: &Opinion, by: &By) -> Result<String> {
    new.check()?;
    domain::reply::remark(&new.text)?;
    let mut tx = begun(app).await?;
    let no = next_number(&opinions(&mut tx, plan).await?).to_string();
    let step = OpinionState::Received.label();
    let of = Writing { noun: CouncilNoun::Opinion, id: &no, seen: 0, year: new.year, step };
    write(tx, plan, of, new, by).await?;
    Ok(no)
}

/// The number of the next opinion of a plan.
pub(super) fn next_number(known: &[KeptVersion<Opinion>]) -> u32 {
    let last = known.iter().filter_map(|kept| kept.id.parse::<u32>().ok()).max();
    last.unwrap_or_default() + 1
}

/// Does a step with an opinion that was seen in a version.
pub(crate) async fn step(
    app: &App,
    plan: &Id<Plan>,
    (no, seen): (&str, i64),
    step: OpinionStep,
    by: &By,
) -> Result<()> {
    let mut tx = begun(app).await?;
    let KeptVersion { value: mut next, .. } = opinion(&mut tx, plan, no).await?;
    let word = match step {
        OpinionStep::Assign(section, due) => {
            next.assign(section, due)?;
            OpinionState::Assigned.label()
        }
        OpinionStep::Propose(draft) => {
            next.propose(domain::reply::remark(&draft)?)?;
            OpinionState::Drafted.label()
        }
        OpinionStep::Answer(reply) => {
            next.answer(domain::reply::remark(&reply)?)?;
            OpinionState::Answered.label()
        }
        OpinionStep::Decide(outcome, reference) => {
            let reference = domain::reply::remark(&reference)?;
            let is_change = is_change(&mut tx, plan, &next, &reference).await?;
            next.decide(outcome, &reference, is_change)?;
            outcome.label()
        }
        OpinionStep::Finish => {
            next.finish()?;
            OpinionState::Finished.label()
        }
        OpinionStep::Reopen => {
            next.reopen();
            "再開"
        }
        OpinionStep::Share(shared) => {
            next.shared = shared;
            "委員への共有"
        }
        OpinionStep::Publish(published) => {
            next.publish(published)?;
            "公表の可否"
        }
    };
    let (noun, year) = (CouncilNoun::Opinion, next.year);
    write(tx, plan, Writing { noun, id: no, seen, year, step: word }, &next, by).await
}

/// The corrections that the outcome of an opinion can point at: of the action that it is about, as it
/// is called through its successions, in editions of its year or later ones; of any where it is about
/// the whole.
pub(crate) async fn corrections(
    tx: &mut Tx,
    plan: &Id<Plan>,
    of: &Opinion,
) -> Result<Vec<(String, String, ErratumRecord)>> {
    let mut editions = tx.editions(plan).await?;
    editions.retain(|one| one.year >= i64::from(of.year.start()));
    let mut all = corrections_of(tx, &editions).await?;
    if !of.action.is_empty() {
        let own = names(tx, plan, Id::new(&of.action)).await?;
        all.retain(|(.., one)| one.action.as_ref().is_some_and(|action| own.contains(action)));
    }
    Ok(all)
}

/// What an action is called in editions: by itself, by what it was before, and by what it became.
async fn names(tx: &mut Tx, plan: &Id<Plan>, action: Id<Action>) -> Result<Vec<String>> {
    let links = tx.action_links(plan).await?;
    let links: Vec<_> = links.into_iter().map(|(from, to, _)| (from, to)).collect();
    let mut names: Vec<&Id<Action>> = succession::origins(&action, &links);
    for (from, to) in &links {
        if names.contains(&from) && !names.contains(&to) {
            names.push(to);
        }
    }
    Ok(names.into_iter().map(|one| frozen::public_id("a", one.as_str())).collect())
}

/// The corrections of editions, each with its key and the name of its edition, the newest first.
pub(crate) async fn corrections_of(
    tx: &mut Tx,
    editions: &[StoredEdition],
) -> Result<Vec<(String, String, ErratumRecord)>> {
    let mut all = Vec::new();
    for stored in editions.iter().filter(|one| one.number > 1 && one.ground.is_none()) {
        let content = frozen::content(tx, stored).await?;
        let own =
            content.errata.into_iter().filter(|one| i64::from(one.edition_no) == stored.number);
        let name = frozen::name(stored);
        all.extend(own.map(|one| (format!("{}#{}", stored.id, one.no), name.clone(), one)));
    }
    Ok(all)
}

/// What waits for a section's answer: the number of an opinion, what it is called, and until when it is
/// to be answered; the most urgent first.
pub(crate) async fn waiting_for(
    tx: &mut Tx,
    plan: &Id<Plan>,
    section: &Id<Section>,
) -> Result<Vec<(String, String)>> {
    let mut waiting = opinions(tx, plan).await?;
    waiting.retain(|one| {
        let of = &one.value;
        of.section.as_ref() == Some(section) && of.state == OpinionState::Assigned
    });
    waiting.sort_by_key(|one| (one.value.due_on.is_none(), one.value.due_on));
    let told = |one: KeptVersion<Opinion>| {
        let due = one.value.due_on.map(|due| format!("（{due}まで）")).unwrap_or_default();
        let label = format!("{}{}{due}", one.value.kind.label(), one.id);
        (one.id, label)
    };
    Ok(waiting.into_iter().map(told).collect())
}

/// Whether a reference names a correction that can show the outcome of an opinion.
async fn is_change(tx: &mut Tx, plan: &Id<Plan>, of: &Opinion, reference: &str) -> Result<bool> {
    Ok(corrections(tx, plan, of).await?.iter().any(|(key, ..)| key == reference))
}
