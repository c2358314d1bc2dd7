//! Links that open a meeting's papers without an account: made for a day, ended, read. Of the token
//! only its digest is kept, and each reading is an event.

pub(crate) mod web;

use domain::{
    Day, Id,
    council::{Audience, Meeting, MeetingPaper, check_link_day, link_opens},
    event::{Event, MeetingLinkRead, MeetingLinkSet},
    plan::Plan,
};
use store::{AuditRecord, MeetingLink, StoredEdition, Tx};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, ids},
    slices::{council, frozen::standing::is_for_council},
};

/// Under what name the history keeps who reads by a link: nobody knows who it is.
const READER: &str = "リンクの閲覧者";

/// What a link opens, while it does.
pub(crate) struct OpenedMeeting {
    link: MeetingLink,
    pub(crate) plan: Plan,
    pub(crate) meeting: Meeting,
    /// For whom its papers are.
    pub(crate) to: Audience,
    /// The editions among its papers.
    pub(crate) editions: Vec<StoredEdition>,
}

impl OpenedMeeting {
    /// The papers that it names: those that it shows, and those that are closed, by their names.
    pub(crate) fn papers(&self) -> impl Iterator<Item = &MeetingPaper> {
        self.meeting
            .papers
            .iter()
            .filter(|paper| paper.is_shown_by_link(self.to) || paper.audience == Audience::Closed)
    }

    /// The edition that a paper is, where the link shows it.
    pub(crate) fn edition_of(&self, paper: &MeetingPaper) -> Option<&StoredEdition> {
        let shown = paper.is_shown_by_link(self.to);
        self.editions.iter().find(|one| shown && one.id == paper.edition)
    }

    /// An edition that the link shows.
    pub(crate) fn edition(&self, id: &str) -> Option<&StoredEdition> {
        self.papers().filter_map(|paper| self.edition_of(paper)).find(|one| one.id == id)
    }
}

/// Makes a link to a meeting's papers for members or for who listens; answers its token, which nobody
/// can find out again.
pub(crate) async fn make(
    app: &App,
    (plan, meeting): (&Id<Plan>, &str),
    (papers, expires_on): (Audience, Day),
    by: &By,
) -> Result<String> {
    check_link_day(expires_on, clock::day())?;
    if !matches!(papers, Audience::Members | Audience::Observers) {
        return Err(Error::Refused("だれに見せるかを選んでください。".to_owned()));
    }
    let (token, at) = (ids::token()?, clock::now());
    let mut tx = app.store.begin().await?;
    let of = council::meeting(&mut tx, plan, meeting).await?;
    let link = MeetingLink {
        id: ids::text(),
        plan_id: plan.to_string(),
        meeting: of.id,
        digest: digest(token.as_bytes()),
        papers: papers.code().to_owned(),
        expires_on: expires_on.to_string(),
        made_by: by.name.clone(),
        made_at: at.clone(),
        ended_by: None,
        ended_at: None,
    };
    tx.add_meeting_link(&link).await?;
    let set = set(&of.value, &link)?;
    tx.record(&record(plan, &link.id, by.did(Event::MeetingLinkMade(set), &at))).await?;
    tx.commit().await?;
    Ok(token)
}

/// Ends a link before its day.
pub(crate) async fn end(
    app: &App,
    plan: &Id<Plan>,
    (meeting, id): (&str, &str),
    by: &By,
) -> Result<()> {
    let at = clock::now();
    let mut tx = app.store.begin().await?;
    let of = council::meeting(&mut tx, plan, meeting).await?;
    let links = tx.meeting_links(plan, meeting).await?;
    let link = links.into_iter().find(|one| one.id == id).ok_or(Error::NotFound("リンク"))?;
    tx.end_meeting_link(plan, (meeting, id), (&by.name, &at)).await?;
    let set = set(&of.value, &link)?;
    tx.record(&record(plan, id, by.did(Event::MeetingLinkEnded(set), &at))).await?;
    Ok(tx.commit().await?)
}

fn set(meeting: &Meeting, link: &MeetingLink) -> Result<MeetingLinkSet> {
    Ok(MeetingLinkSet {
        meeting: meeting.title.clone(),
        papers: audience(link)?.label().to_owned(),
        expires_on: last_day(link)?,
    })
}

fn record(plan: &Id<Plan>, link: &str, did: AuditRecord) -> AuditRecord {
    AuditRecord { plan: Some(plan.clone()), subject: link.to_owned(), ..did }
}

fn audience(link: &MeetingLink) -> Result<Audience> {
    let damaged = || Error::Damaged(format!("会議のリンク {}", link.id));
    Audience::coded(&link.papers).ok_or_else(damaged)
}

fn last_day(link: &MeetingLink) -> Result<Day> {
    Day::parse(&link.expires_on).map_err(|error| Error::Damaged(error.to_string()))
}

/// What a token opens today; none where it opens nothing, whatever the reason.
pub(crate) async fn opened(tx: &mut Tx, token: &str) -> Result<Option<OpenedMeeting>> {
    let Some(link) = tx.meeting_link(&digest(token.as_bytes())).await? else { return Ok(None) };
    if !link_opens(last_day(&link)?, link.ended_at.is_some(), clock::day()) {
        return Ok(None);
    }
    let plan = tx.plan(&Id::new(&link.plan_id)).await?;
    let meeting = council::meeting(tx, &plan.id, &link.meeting).await?.value;
    let mut editions = tx.editions(&plan.id).await?;
    editions.retain(is_for_council);
    let to = audience(&link)?;
    Ok(Some(OpenedMeeting { link, plan, meeting, to, editions }))
}

/// Keeps that something was read. While nothing can be written it is shown all the same: the log has
/// the request.
pub(crate) async fn log(app: &App, of: &OpenedMeeting, what: &str) -> Result<()> {
    match recorded(app, of, what).await {
        Err(error) if error.is_for_now() => {
            tracing::warn!(link = %of.link.id, "{error}");
            Ok(())
        }
        other => other,
    }
}

async fn recorded(app: &App, of: &OpenedMeeting, what: &str) -> Result<()> {
    let by = By { name: READER.to_owned(), person: None };
    let read = Event::MeetingLinkRead(MeetingLinkRead { what: what.to_owned() });
    let mut tx = app.store.begin().await?;
    tx.record(&record(&of.plan.id, &of.link.id, by.did(read, &clock::now()))).await?;
    Ok(tx.commit().await?)
}
