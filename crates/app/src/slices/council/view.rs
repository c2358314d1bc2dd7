//! Opinions and meetings as their pages show them, and who sees which.

use std::collections::BTreeMap;

use domain::{
    Id,
    council::{Meeting, Opinion, OpinionState},
    permission::Right,
    plan::Plan,
};

use store::Tx;

use super::KeptVersion;
use crate::kit::{addresses, page::Choice, viewer::Viewer};

/// Whether a viewer sees an opinion: who runs the round or reads the history sees all; a member the
/// own ones and those that are shared; a section those that it is to answer.
pub(super) fn sees(viewer: &Viewer, plan: &Id<Plan>, one: &Opinion) -> bool {
    let own = viewer.person_id().is_some_and(|id| id.as_str() == one.person);
    let member = viewer.may(Right::Advise, Some(plan), None);
    let section = one.section.as_ref().is_some_and(|section| viewer.sections().contains(section));
    viewer.may(Right::ReadDrafts, Some(plan), None) || own || section || (member && one.shared)
}

/// A line of the list of opinions.
pub(super) struct OpinionLine {
    pub(super) no: String,
    pub(super) href: String,
    pub(super) kind: &'static str,
    pub(super) about: String,
    pub(super) text: String,
    pub(super) state: &'static str,
    pub(super) outcome: &'static str,
    pub(super) late: bool,
}

impl OpinionLine {
    /// The line; a member is not told of an answer that is not fixed.
    pub(super) fn of(
        plan: &Id<Plan>,
        kept: &KeptVersion<Opinion>,
        about: String,
        (viewer, inner): (&Viewer, bool),
    ) -> Self {
        let one = &kept.value;
        let state = match one.state {
            OpinionState::Assigned | OpinionState::Drafted if !inner => OpinionState::Received,
            state => state,
        };
        Self {
            no: kept.id.clone(),
            href: addresses::opinion(plan, &kept.id),
            kind: one.kind.label(),
            about,
            text: one.text.clone(),
            state: state.label(),
            outcome: one.outcome.map_or("", domain::council::Outcome::label),
            late: inner && one.is_late(viewer.today()),
        }
    }
}

/// A line of the list of meetings.
pub(super) struct MeetingLine {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) day: String,
    pub(super) form: &'static str,
    pub(super) openness: &'static str,
    pub(super) papers: usize,
}

impl MeetingLine {
    pub(super) fn of(plan: &Id<Plan>, kept: &KeptVersion<Meeting>) -> Self {
        let one = &kept.value;
        Self {
            href: addresses::meeting(plan, &kept.id),
            title: one.title.clone(),
            day: one.held_on.to_string(),
            form: one.form.label(),
            openness: one.openness.label(),
            papers: one.papers.len(),
        }
    }
}

/// The actions of the newest sheet by their identifiers, each with its number and title.
pub(super) async fn actions(
    tx: &mut Tx,
    plan: &Id<Plan>,
) -> crate::Result<BTreeMap<String, (u32, String)>> {
    let Some(head) = tx.sheets(plan).await?.into_iter().next() else { return Ok(BTreeMap::new()) };
    let stored = tx.sheet(plan, head.year).await?;
    let rows = stored.iter().flat_map(|it| it.actions.iter().zip(&it.sheet.rows));
    let mut all = BTreeMap::new();
    for (action, row) in rows {
        all.entry(action.to_string()).or_insert_with(|| (row.no, row.title()));
    }
    Ok(all)
}

/// What an opinion is about, in words.
pub(super) fn about(actions: &BTreeMap<String, (u32, String)>, action: &str) -> String {
    match actions.get(action) {
        Some((no, title)) => format!("{no}　{title}"),
        None => "全体".to_owned(),
    }
}

/// The choice of an action, or of the whole.
pub(super) fn action_choices(actions: &BTreeMap<String, (u32, String)>) -> Vec<Choice> {
    let mut all: Vec<_> = actions.iter().collect();
    all.sort_by_key(|(_, (no, _))| *no);
    let mut choices = vec![Choice::of("", "全体", "")];
    let of = |(id, (no, title)): (&String, &(u32, String))| {
        Choice::of(id.clone(), format!("{no}　{title}"), "")
    };
    choices.extend(all.into_iter().map(of));
    choices
}
