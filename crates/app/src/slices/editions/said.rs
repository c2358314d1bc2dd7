//! What was said in the council, as an edition tells it.

use domain::{
    FiscalYear,
    council::{Meeting, MeetingPaper, Opinion, Outcome},
};
use edition::{ErratumRecord, MeetingRecord, OpinionRecord, PacketOpinion, PaperRecord};
use store::Tx;

use super::state::PlanState;
use crate::{
    Result,
    slices::{
        council::{self, KeptVersion},
        frozen::public_id,
    },
};

/// What the council's records hold, read once for an edition.
pub(super) struct CouncilSaid {
    /// The newest first.
    meetings: Vec<KeptVersion<Meeting>>,
    opinions: Vec<KeptVersion<Opinion>>,
    /// What a changed text can be shown by; not read where no text was changed.
    corrections: Vec<(String, String, ErratumRecord)>,
}

impl CouncilSaid {
    /// What the council's records of a state say.
    pub(super) async fn of(tx: &mut Tx, state: &PlanState) -> Result<Self> {
        let (meetings, opinions) = (state.meetings.clone(), state.opinions.clone());
        let changed =
            |kept: &KeptVersion<Opinion>| kept.value.outcome == Some(Outcome::ChangedText);
        let corrections = if opinions.iter().any(changed) {
            council::corrections_of(tx, &state.editions).await?
        } else {
            Vec::new()
        };
        Ok(Self { meetings, opinions, corrections })
    }

    /// The correction that shows a changed text, with the name of its edition; none where its edition
    /// was withdrawn.
    fn correction(&self, of: &Opinion) -> Option<(&str, &ErratumRecord)> {
        let found = self.corrections.iter().find(|(key, ..)| *key == of.reference);
        found.map(|(_, name, one)| (name.as_str(), one))
    }

    /// The meetings about the year, the first one first, with the names of their papers: of one that
    /// is closed its ground as well.
    pub(super) fn met(&self, year: FiscalYear) -> Vec<MeetingRecord> {
        let record = |one: &Meeting| MeetingRecord {
            held_on: one.held_on.to_string(),
            title: one.title.clone(),
            openness: one.openness.code().to_owned(),
            ground: one.ground.clone(),
            papers: one.papers.iter().map(paper).collect(),
        };
        let own = self.meetings.iter().rev().map(|kept| &kept.value);
        own.filter(|one| one.year == year).map(record).collect()
    }

    /// The opinions about the year that everybody may read, by number, without who said them.
    pub(super) fn published(&self, year: FiscalYear) -> Vec<OpinionRecord> {
        let shown =
            self.opinions.iter().filter(|kept| kept.value.published && kept.value.year == year);
        let mut shown: Vec<OpinionRecord> =
            shown.map(|kept| self.record(&kept.id, &kept.value)).collect();
        shown.sort_by_key(|one| one.no);
        shown
    }

    fn record(&self, no: &str, of: &Opinion) -> OpinionRecord {
        let meeting = self.meetings.iter().find(|kept| kept.id == of.meeting);
        // What shows a changed text is named by its edition: its key is the city's own
        let shown_by = match of.outcome {
            Some(Outcome::ChangedText) => self
                .correction(of)
                .map_or_else(String::new, |(name, one)| format!("{name} 訂正{}", one.no)),
            _ => of.reference.clone(),
        };
        let action = Some(&of.action).filter(|action| !action.is_empty());
        OpinionRecord {
            no: no.parse().unwrap_or_default(),
            meeting_date: meeting.map(|kept| kept.value.held_on.to_string()).unwrap_or_default(),
            action: action.map(|action| public_id("a", action)),
            kind: of.kind.code().to_owned(),
            opinion: of.text.clone(),
            reply: of.reply.clone(),
            outcome: of.outcome.map_or_else(String::new, |one| one.code().to_owned()),
            outcome_reference: shown_by,
        }
    }

    /// What was said before the year and is not finished, or became something in it, each with the
    /// number of its action now.
    pub(super) fn told(
        &self,
        year: FiscalYear,
        no: impl Fn(&str) -> Option<u32>,
    ) -> Vec<PacketOpinion> {
        let earlier = self
            .opinions
            .iter()
            .map(|kept| &kept.value)
            .filter(|one| one.year < year && (one.is_open() || one.year == year.plus(-1)));
        let told = earlier.map(|one| PacketOpinion {
            no: no(&one.action),
            said: one.text.clone(),
            reply: one.reply.clone(),
            became: one.outcome.map_or(one.state.label(), Outcome::label).to_owned(),
            change: self.correction(one).map(|(_, one)| (one.before.clone(), one.after.clone())),
        });
        told.collect()
    }

    /// What the secretariat asks at the year's last meeting.
    pub(super) fn questions(&self, year: FiscalYear) -> String {
        let last = self.meetings.iter().find(|kept| kept.value.year == year);
        last.map(|kept| kept.value.questions.clone()).unwrap_or_default()
    }
}

fn paper(of: &MeetingPaper) -> PaperRecord {
    PaperRecord {
        title: of.title.clone(),
        audience: of.audience.code().to_owned(),
        ground: of.ground.clone(),
    }
}

#[cfg(test)]
mod tests {
    use domain::council::{OpinionKind, OpinionState};

    use super::*;

    #[test]
    fn what_shows_a_changed_text_is_named_by_its_edition_and_never_by_the_citys_own_key() {
        let year = FiscalYear::parse("R7").unwrap();
        let opinion = Opinion {
            state: OpinionState::Finished,
            reply: "直しました。".into(),
            outcome: Some(Outcome::ChangedText),
            reference: "inner-key#1".into(),
            published: true,
            ..Opinion::received(year, "委員", OpinionKind::Opinion, "回数が違う".into())
        };
        let correction = ErratumRecord {
            edition_no: 2,
            no: 1,
            decided_on: "2026-07-10".into(),
            action: None,
            field: "status".into(),
            fiscal_year: None,
            kind: "correction".into(),
            before: "3回".into(),
            after: "4回".into(),
            reason: String::new(),
        };
        let year = opinion.year;
        let kept = KeptVersion { id: "1".into(), version: 1, value: opinion };
        let key = ("inner-key#1".to_owned(), "協議会用第2版".to_owned(), correction);
        let mut said =
            CouncilSaid { meetings: Vec::new(), opinions: vec![kept], corrections: vec![key] };
        assert_eq!(said.published(year)[0].outcome_reference, "協議会用第2版 訂正1");
        // Its edition is withdrawn
        said.corrections.clear();
        assert_eq!(said.published(year)[0].outcome_reference, "");
        assert!(said.told(year.plus(1), |_| None)[0].change.is_none());
    }
}
