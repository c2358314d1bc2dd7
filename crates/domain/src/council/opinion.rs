//! What a member asked or said, the city's answer, and what became of it.

use serde::{Deserialize, Serialize};

use super::CouncilFault;
use crate::{Day, FiscalYear, Id, coded, section::Section};

coded! {
    /// What a member says.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum OpinionKind {
        /// A question.
        #[default]
        Question => "question", "質問";
        /// An opinion.
        Opinion => "opinion", "意見";
        /// A proposal.
        Proposal => "proposal", "提案";
    }
}

coded! {
    /// When it was said.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum OpinionPhase {
        /// Before the meeting.
        #[default]
        Before => "before", "会議の前";
        /// At it.
        At => "at", "会議で";
        /// After it.
        After => "after", "会議のあと";
    }
}

coded! {
    /// How far an opinion has come.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum OpinionState {
        /// It came in.
        #[default]
        Received => "received", "受付";
        /// A section is to answer.
        Assigned => "assigned", "担当へ";
        /// The section has proposed an answer.
        Drafted => "drafted", "回答案";
        /// The secretariat has fixed the answer.
        Answered => "answered", "回答確定";
        /// What becomes of it is decided.
        Decided => "decided", "反映を決定";
        /// It was told and needs nothing more.
        Finished => "finished", "完了";
    }
}

coded! {
    /// What becomes of an opinion.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Outcome {
        /// A text was changed; the change shows it.
        ChangedText => "changed_text", "文言を改めた";
        /// It goes into next year's plan.
        NextPlan => "next_plan", "次年度計画に入れた";
        /// An indicator was added.
        IndicatorAdded => "indicator_added", "指標を足した";
        /// Nothing is changed; the reason is told.
        NotChanged => "not_changed", "改めない";
        /// It is being studied, until a day.
        UnderStudy => "under_study", "検討する";
    }
}

/// What a member asked or said, with the city's answer and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The year that it is about.
    pub year: FiscalYear,
    /// The meeting; empty for none.
    pub meeting: String,
    /// Who said it, by name on the member's list; never published.
    pub member: String,
    /// The person who typed it; empty where the secretariat did.
    pub person: String,
    /// What it is.
    pub kind: OpinionKind,
    /// When it was said.
    pub phase: OpinionPhase,
    /// The action that it is about, by its identifier; empty for the whole.
    pub action: String,
    /// What it is about where that is no action: 指標; empty for the whole.
    #[serde(default)]
    pub about: String,
    /// The row of the member's 意見シート in which it was written; empty where it was typed.
    #[serde(default)]
    pub row: String,
    /// What was said.
    pub text: String,
    /// How far it has come.
    pub state: OpinionState,
    /// The section that is to answer.
    #[serde(default)]
    pub section: Option<Id<Section>>,
    /// Until when it is to be answered.
    #[serde(default)]
    pub due_on: Option<Day>,
    /// What the section proposes as an answer.
    #[serde(default)]
    pub draft: String,
    /// The answer.
    #[serde(default)]
    pub reply: String,
    /// What becomes of it.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// What shows it: the identifier of an event or the number of an erratum; else a reason or a day.
    #[serde(default)]
    pub reference: String,
    /// Whether the other members may read it.
    #[serde(default)]
    pub shared: bool,
    /// Whether the editions for the public carry it, without who said it.
    #[serde(default)]
    pub published: bool,
}

impl Opinion {
    /// What was said on the whole of a year and nobody has dealt with yet.
    pub fn received(year: FiscalYear, member: &str, kind: OpinionKind, text: String) -> Self {
        Self {
            year,
            meeting: String::new(),
            member: member.to_owned(),
            person: String::new(),
            kind,
            phase: OpinionPhase::default(),
            action: String::new(),
            about: String::new(),
            row: String::new(),
            text,
            state: OpinionState::Received,
            section: None,
            due_on: None,
            draft: String::new(),
            reply: String::new(),
            outcome: None,
            reference: String::new(),
            shared: false,
            published: false,
        }
    }

    /// Checks what was said.
    pub fn check(&self) -> Result<(), CouncilFault> {
        if self.text.trim().is_empty() {
            Err(CouncilFault::Missing("意見・質問"))
        } else {
            Ok(())
        }
    }

    /// Gives it to a section.
    pub fn assign(
        &mut self,
        section: Id<Section>,
        due_on: Option<Day>,
    ) -> Result<(), CouncilFault> {
        self.unfinished()?;
        (self.section, self.due_on) = (Some(section), due_on);
        self.state = self.state.max(OpinionState::Assigned);
        Ok(())
    }

    /// Refuses what was finished: its answer was told to the member.
    fn unfinished(&self) -> Result<(), CouncilFault> {
        if self.state == OpinionState::Finished { Err(CouncilFault::Finished) } else { Ok(()) }
    }

    /// What its section proposes as an answer.
    pub fn propose(&mut self, draft: String) -> Result<(), CouncilFault> {
        if draft.trim().is_empty() {
            return Err(CouncilFault::Missing("回答案"));
        }
        self.draft = draft;
        self.state = self.state.max(OpinionState::Drafted);
        Ok(())
    }

    /// The answer that the secretariat gives.
    pub fn answer(&mut self, reply: String) -> Result<(), CouncilFault> {
        if reply.trim().is_empty() {
            return Err(CouncilFault::Missing("回答"));
        }
        self.unfinished()?;
        self.reply = reply;
        self.state = self.state.max(OpinionState::Answered);
        Ok(())
    }

    /// What becomes of it. A changed text is shown by its change, `is_change` says whether the
    /// reference names one.
    pub fn decide(
        &mut self,
        outcome: Outcome,
        reference: &str,
        is_change: bool,
    ) -> Result<(), CouncilFault> {
        let reference = reference.trim();
        self.unfinished()?;
        match outcome {
            _ if self.reply.trim().is_empty() => return Err(CouncilFault::WithoutReply),
            Outcome::ChangedText if !is_change => return Err(CouncilFault::WithoutChange),
            Outcome::NotChanged if reference.is_empty() => return Err(CouncilFault::WithoutReason),
            Outcome::UnderStudy if reference.is_empty() => return Err(CouncilFault::WithoutDay),
            _ => {}
        }
        (self.outcome, self.reference) = (Some(outcome), reference.to_owned());
        self.state = self.state.max(OpinionState::Decided);
        Ok(())
    }

    /// Lets the editions for the public carry it or not; they carry it with its answer.
    pub fn publish(&mut self, published: bool) -> Result<(), CouncilFault> {
        if published && self.reply.trim().is_empty() {
            return Err(CouncilFault::WithoutReply);
        }
        self.published = published;
        Ok(())
    }

    /// Says that nothing more is needed.
    pub fn finish(&mut self) -> Result<(), CouncilFault> {
        if self.outcome.is_none() {
            return Err(CouncilFault::WithoutReply);
        }
        self.state = OpinionState::Finished;
        Ok(())
    }

    /// Opens it again, as far as it had come.
    pub fn reopen(&mut self) {
        if self.state == OpinionState::Finished {
            self.state = OpinionState::Decided;
        }
    }

    /// Whether next year's papers open with it.
    pub fn is_open(&self) -> bool {
        self.state != OpinionState::Finished
    }

    /// Whether an answer is late.
    pub fn is_late(&self, today: Day) -> bool {
        self.state < OpinionState::Answered && self.due_on.is_some_and(|due| due < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opinion() -> Opinion {
        let year = FiscalYear::parse("R7").unwrap();
        Opinion::received(year, "委員", OpinionKind::Question, "減ったのはなぜか".into())
    }

    #[test]
    fn a_changed_text_is_proved_by_its_change_and_an_outcome_follows_an_answer() {
        let mut one = opinion();
        let early = one.decide(Outcome::NotChanged, "理由", false);
        assert_eq!(early, Err(CouncilFault::WithoutReply));
        assert_eq!(one.publish(true), Err(CouncilFault::WithoutReply));
        one.answer("見学者を除いたため".into()).unwrap();
        let bare = one.decide(Outcome::ChangedText, "改めた", false);
        assert_eq!(bare, Err(CouncilFault::WithoutChange));
        let why = one.decide(Outcome::NotChanged, " ", false);
        assert_eq!(why, Err(CouncilFault::WithoutReason));
        one.decide(Outcome::ChangedText, "2-1", true).unwrap();
        assert!(one.is_open());
        one.finish().unwrap();
        assert!(!one.is_open());
    }

    #[test]
    fn what_is_finished_is_opened_again_before_it_is_changed() {
        let mut one = opinion();
        one.answer("回答".into()).unwrap();
        one.decide(Outcome::NotChanged, "理由", false).unwrap();
        one.finish().unwrap();
        assert_eq!(one.answer("別の回答".into()), Err(CouncilFault::Finished));
        assert_eq!(one.decide(Outcome::NextPlan, "", false), Err(CouncilFault::Finished));
        assert_eq!(one.assign(Id::new("s"), None), Err(CouncilFault::Finished));
        assert_eq!(one.reply, "回答");
        one.reopen();
        assert_eq!(one.state, OpinionState::Decided);
        one.answer("別の回答".into()).unwrap();
    }

    #[test]
    fn a_later_step_is_never_undone_by_an_earlier_one() {
        let mut one = opinion();
        one.answer("回答".into()).unwrap();
        one.assign(Id::new("s"), None).unwrap();
        one.propose("案".into()).unwrap();
        assert_eq!(one.state, OpinionState::Answered);
        assert_eq!(one.finish(), Err(CouncilFault::WithoutReply));
    }

    #[test]
    fn an_answer_is_late_after_its_day_until_it_is_given() {
        let day = |text| Day::parse(text).unwrap();
        let mut one = opinion();
        one.assign(Id::new("s"), Some(day("2026-07-20"))).unwrap();
        assert!(!one.is_late(day("2026-07-20")) && one.is_late(day("2026-07-21")));
        one.answer("回答".into()).unwrap();
        assert!(!one.is_late(day("2026-07-21")));
    }
}
