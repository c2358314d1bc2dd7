//! What was said in the council, as an edition tells it.

use domain::{
    FiscalYear, Id,
    council::{Meeting, MeetingPaper, Outcome},
    plan::Plan,
    succession,
};
use edition::{MeetingRecord, OpinionRecord, PacketOpinion, PaperRecord};
use store::{StoredSheet, Tx};

use crate::{
    Result,
    slices::{council, frozen::public_id},
};

/// The meetings about the year, the first one first, with the names of their papers: of one that is
/// closed its ground as well.
pub(super) async fn met(
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<Vec<MeetingRecord>> {
    let all = council::meetings(tx, plan).await?.into_iter().map(|kept| kept.value);
    let record = |one: Meeting| MeetingRecord {
        held_on: one.held_on.to_string(),
        title: one.title,
        openness: one.openness.code().to_owned(),
        ground: one.ground,
        papers: one.papers.into_iter().map(paper).collect(),
    };
    let mut met: Vec<MeetingRecord> = all.filter(|one| one.year == year).map(record).collect();
    met.reverse();
    Ok(met)
}

fn paper(of: MeetingPaper) -> PaperRecord {
    PaperRecord { title: of.title, audience: of.audience.code().to_owned(), ground: of.ground }
}

/// The opinions about the year that everybody may read, by number, without who said them.
pub(super) async fn published(
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<Vec<OpinionRecord>> {
    let meetings = council::meetings(tx, plan).await?;
    let corrections = council::corrections(tx, plan).await?;
    let held_on = |id: &str| {
        let meeting = meetings.iter().find(|kept| kept.id == id);
        meeting.map(|kept| kept.value.held_on.to_string()).unwrap_or_default()
    };
    let shown_by = |reference: String| {
        let correction = corrections.iter().find(|(key, ..)| *key == reference);
        correction.map_or(reference, |(_, name, one)| format!("{name} 訂正{}", one.no))
    };
    let all = council::opinions(tx, plan).await?;
    let shown = all.into_iter().filter(|kept| kept.value.published && kept.value.year == year);
    let mut shown: Vec<OpinionRecord> = shown
        .map(|kept| OpinionRecord {
            no: kept.id.parse().unwrap_or_default(),
            meeting_date: held_on(&kept.value.meeting),
            action: Some(kept.value.action)
                .filter(|action| !action.is_empty())
                .map(|action| public_id("a", &action)),
            kind: kept.value.kind.code().to_owned(),
            opinion: kept.value.text,
            reply: kept.value.reply,
            outcome: kept.value.outcome.map_or_else(String::new, |one| one.code().to_owned()),
            outcome_reference: shown_by(kept.value.reference),
        })
        .collect();
    shown.sort_by_key(|one| one.no);
    Ok(shown)
}

/// What was said in the council before the year and is not finished, or became something in it; and
/// what the secretariat asks at the year's last meeting.
pub(super) async fn told(
    tx: &mut Tx,
    plan: &Id<Plan>,
    stored: &StoredSheet,
    year: FiscalYear,
) -> Result<(Vec<PacketOpinion>, String)> {
    let links = tx.action_links(plan).await?;
    let links: Vec<_> = links.into_iter().map(|(from, to, _)| (from, to)).collect();
    let no = |action: &str| {
        let became = succession::became(&Id::new(action), &links).clone();
        let at = stored.actions.iter().position(|of| *of == became)?;
        stored.sheet.rows.get(at).map(|row| row.no)
    };
    let corrections = council::corrections(tx, plan).await?;
    let earlier = council::opinions(tx, plan).await?.into_iter().map(|kept| kept.value);
    let earlier =
        earlier.filter(|one| one.year < year && (one.is_open() || one.year == year.plus(-1)));
    let said = earlier.map(|one| PacketOpinion {
        no: no(&one.action),
        became: one.outcome.map_or(one.state.label(), Outcome::label).to_owned(),
        said: one.text,
        reply: one.reply,
        change: corrections
            .iter()
            .find(|(key, ..)| *key == one.reference)
            .map(|(_, _, change)| (change.before.clone(), change.after.clone())),
    });
    let said = said.collect();
    let meetings = council::meetings(tx, plan).await?;
    let last = meetings.into_iter().find(|kept| kept.value.year == year);
    Ok((said, last.map(|kept| kept.value.questions).unwrap_or_default()))
}
