//! A meeting of the council with its papers.

use serde::{Deserialize, Serialize};

use super::CouncilFault;
use crate::{Day, FiscalYear, coded};

coded! {
    /// How a meeting is held.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum MeetingForm {
        /// In a room.
        #[default]
        InPerson => "in_person", "対面";
        /// By papers sent around.
        Written => "written", "書面";
        /// Over a line.
        Online => "online", "オンライン";
    }
}

coded! {
    /// Whether the public may listen.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Openness {
        /// To all of it.
        #[default]
        Open => "open", "公開";
        /// To a part.
        Partly => "partly", "一部公開";
        /// To nothing; the ground is stated.
        Closed => "closed", "非公開";
    }
}

coded! {
    /// Whom a paper is for.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Audience {
        /// The members.
        #[default]
        Members => "members", "委員";
        /// The members and who listens.
        Observers => "observers", "傍聴者まで";
        /// Everybody.
        Public => "public", "公表";
        /// The members, and nobody may pass it on; the ground is stated.
        Closed => "closed", "非公開";
    }
}

/// A paper of a meeting: an edition, or a title of what is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingPaper {
    /// What it is called.
    pub title: String,
    /// The edition that it is; empty for another paper.
    pub edition: String,
    /// Whom it is for.
    pub audience: Audience,
    /// On what ground it is closed; may be empty for the others.
    pub ground: String,
}

/// A meeting of the council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The year whose results it is about.
    pub year: FiscalYear,
    /// What it is called: 第1回自殺対策推進協議会.
    pub title: String,
    /// The day.
    pub held_on: Day,
    /// How it is held.
    pub form: MeetingForm,
    /// Whether the public may listen.
    pub openness: Openness,
    /// On what ground it is closed, wholly or partly.
    pub ground: String,
    /// Its papers in their order.
    pub papers: Vec<MeetingPaper>,
    /// What the secretariat asks its members.
    #[serde(default)]
    pub questions: String,
}

impl MeetingPaper {
    /// Whether a link without an account shows it, made for members or for who listens. What is closed
    /// is not shown: a link can be passed on.
    pub fn is_shown_by_link(&self, to: Audience) -> bool {
        match self.audience {
            Audience::Public | Audience::Observers => true,
            Audience::Members => to == Audience::Members,
            Audience::Closed => false,
        }
    }
}

impl Meeting {
    /// Checks what a person wrote. An error is a sentence with the way out.
    pub fn check(&self) -> Result<(), CouncilFault> {
        if self.title.trim().is_empty() {
            return Err(CouncilFault::Missing("会議の名前"));
        }
        if self.openness != Openness::Open && self.ground.trim().is_empty() {
            return Err(CouncilFault::MeetingWithoutGround);
        }
        let closed = |paper: &&MeetingPaper| paper.audience == Audience::Closed;
        match self.papers.iter().filter(closed).find(|paper| paper.ground.trim().is_empty()) {
            Some(paper) => Err(CouncilFault::PaperWithoutGround(paper.title.clone())),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn meeting() -> Meeting {
        Meeting {
            year: FiscalYear::parse("R7").unwrap(),
            title: "第1回協議会".into(),
            held_on: Day::parse("2026-07-10").unwrap(),
            form: MeetingForm::InPerson,
            openness: Openness::Open,
            ground: String::new(),
            papers: Vec::new(),
            questions: String::new(),
        }
    }

    #[test]
    fn a_link_shows_nothing_that_is_closed_and_to_who_listens_nothing_that_is_the_members() {
        let shown = |audience, to| {
            MeetingPaper { audience, ..MeetingPaper::default() }.is_shown_by_link(to)
        };
        for to in [Audience::Members, Audience::Observers] {
            assert!(shown(Audience::Public, to) && shown(Audience::Observers, to));
            assert!(!shown(Audience::Closed, to));
            assert_eq!(shown(Audience::Members, to), to == Audience::Members);
        }
    }

    #[test]
    fn what_is_closed_says_on_what_ground() {
        let closed = MeetingPaper {
            title: "統計".into(),
            audience: Audience::Closed,
            ..MeetingPaper::default()
        };
        let with = |papers: Vec<MeetingPaper>| Meeting { papers, ..meeting() }.check();
        let fault = CouncilFault::PaperWithoutGround("統計".into());
        assert_eq!(with(vec![closed.clone()]), Err(fault));
        assert_eq!(with(vec![MeetingPaper { ground: "条例第7条".into(), ..closed }]), Ok(()));
        let shut = Meeting { openness: Openness::Partly, ..meeting() };
        assert_eq!(shut.check(), Err(CouncilFault::MeetingWithoutGround));
    }
}
