//! Opinions and meetings as their pages show them, and who sees which.

use std::collections::BTreeMap;

use domain::{
    Day, Id,
    council::{Audience, Meeting, Opinion, OpinionState, link_opens},
    event::Event,
    permission::Right,
    person::Role,
    plan::Plan,
};

use store::{MeetingLink, Tx};

use super::KeptVersion;
use crate::kit::{addresses, clock, page::Choice, viewer::Viewer};

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
pub(super) fn about(actions: &BTreeMap<String, (u32, String)>, of: &Opinion) -> String {
    match actions.get(&of.action) {
        Some((no, title)) => format!("{no}　{title}"),
        None if !of.action.is_empty() => "いまの一覧にない事業".to_owned(),
        None if of.about.is_empty() => "全体".to_owned(),
        None => of.about.clone(),
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

/// A link to a meeting's papers on the meeting's page.
pub(super) struct LinkLine {
    pub(super) papers: &'static str,
    pub(super) expires_on: String,
    pub(super) made: String,
    pub(super) state: &'static str,
    /// How often something was read by it, and when last.
    pub(super) readings: usize,
    pub(super) last_read: String,
    /// Where it is ended; none where it opens nothing any more.
    pub(super) ending: Option<String>,
}

/// The links of a meeting with what was read by them.
pub(super) async fn links(
    tx: &mut Tx,
    (plan, meeting): (&Id<Plan>, &str),
    today: Day,
) -> crate::Result<Vec<LinkLine>> {
    let mut lines = Vec::new();
    for link in tx.meeting_links(plan, meeting).await? {
        let events = tx.events_of_subject(plan, &link.id).await?;
        let mut read = events.iter().filter(|one| matches!(one.event, Event::MeetingLinkRead(_)));
        let (readings, last) = (read.clone().count(), read.next_back());
        let last = last.map(|one| clock::spoken(&one.at)).unwrap_or_default();
        lines.push(link_line(plan, &link, (readings, last), today));
    }
    Ok(lines)
}

fn link_line(
    plan: &Id<Plan>,
    link: &MeetingLink,
    (readings, last_read): (usize, String),
    today: Day,
) -> LinkLine {
    let ended = link.ended_at.is_some();
    let opens = Day::parse(&link.expires_on).is_ok_and(|last| link_opens(last, ended, today));
    LinkLine {
        papers: Audience::coded(&link.papers).map_or("", Audience::label),
        expires_on: link.expires_on.clone(),
        made: format!("{} {}", clock::spoken(&link.made_at), link.made_by),
        state: match (opens, ended) {
            (true, _) => "有効",
            (false, true) => "取り消し",
            (false, false) => "期限切れ",
        },
        readings,
        last_read,
        ending: opens.then(|| addresses::meeting_link_ending(plan, &link.meeting, &link.id)),
    }
}

/// The members of the council who may sign in today, to choose from.
pub(super) async fn members(
    tx: &mut Tx,
    plan: &Id<Plan>,
    today: Day,
) -> crate::Result<Vec<Choice>> {
    let people = tx.people().await?;
    let held = |one: &store::StoredPerson| {
        one.is_here(today)
            && one.person.grants.iter().any(|grant| {
                grant.role == Role::Council
                    && grant.holds_on(today)
                    && grant.plan.as_ref().is_none_or(|of| of == plan)
            })
    };
    let mut choices = vec![Choice::of("", "（名前を書く）", "")];
    let found = people.iter().filter(|one| held(one));
    choices.extend(found.map(|one| Choice::of(one.person.id.to_string(), &*one.person.name, "")));
    Ok(choices)
}
