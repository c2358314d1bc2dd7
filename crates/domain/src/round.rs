//! The yearly round (年度調査): what is asked, until when, and how a day stands to it.

use serde::{Deserialize, Serialize};

use crate::{
    Day, Field, FiscalYear, Id, Offset, Slot, layout::Layout, plan::Plan, section::Section,
};

/// The yearly collection of a plan's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its identifier.
    pub id: Id<Round>,
    /// The plan.
    pub plan: Id<Plan>,
    /// The year that it asks about.
    pub year: FiscalYear,
    /// The first day on which sections may write.
    pub opens_on: Day,
    /// The day until which an answer is on time.
    pub due_on: Day,
    /// Whether a chief approves before the secretariat accepts.
    pub approval: bool,
    /// What is asked, in the order of the form.
    pub questions: Vec<Question>,
    /// Whether the secretariat has closed it.
    pub closed: bool,
}

/// A field that the round asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The field and its year.
    pub slot: Slot,
    /// Whether a reply without it is not complete.
    pub required: bool,
    /// What the writer should know.
    #[serde(default)]
    pub guidance: String,
    /// The most characters, if there is a limit; more is pointed out, not refused.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Leave for a section to write although the round is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The section.
    pub section: Id<Section>,
    /// The last day on which it may write.
    pub until: Day,
    /// Why it was granted.
    pub reason: String,
}

/// How a day stands to a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// It has not opened.
    Planned,
    /// Sections may write.
    Open,
    /// The secretariat has closed it.
    Closed,
}

/// The most that one field takes: refused beyond, since no form can show it.
pub const LONGEST: usize = 20_000;

impl Round {
    /// How the day stands to it.
    pub fn season(&self, today: Day) -> Season {
        match (self.closed, today < self.opens_on) {
            (true, _) => Season::Closed,
            (false, true) => Season::Planned,
            (false, false) => Season::Open,
        }
    }

    /// Whether a section may write today.
    pub fn takes_answers(
        &self,
        section: &Id<Section>,
        exceptions: &[Exception],
        today: Day,
    ) -> bool {
        let excepted = |e: &Exception| e.section == *section && today <= e.until;
        self.season(today) == Season::Open || exceptions.iter().any(excepted)
    }

    /// The question of a slot.
    pub fn question(&self, slot: &Slot) -> Option<&Question> {
        self.questions.iter().find(|question| question.slot == *slot)
    }
}

/// What a round of a form asks unless the secretariat decides otherwise: the results of the year and
/// the plan of the next, in the form's order. This year's plan was asked a year ago.
pub fn questions(layout: &Layout) -> Vec<Question> {
    let asked = layout.slots().filter(|slot| match (&slot.field, slot.year) {
        (_, Offset::Previous) | (Field::Plan, Offset::This) => false,
        (_, Offset::This | Offset::Next) => true,
    });
    asked
        .map(|slot| Question {
            slot: slot.clone(),
            required: !matches!(slot.field, Field::Other(_)),
            guidance: guidance(slot).to_owned(),
            limit: (!matches!(slot.field, Field::Progress | Field::Achievement)).then_some(400),
        })
        .collect()
}

/// What the writer of a standard field should know.
fn guidance(slot: &Slot) -> &'static str {
    match (&slot.field, slot.year) {
        (Field::Plan, Offset::Next) => {
            "次の年度に行うことを、回数や対象を添えて書きます。次回の「計画」になります。"
        }
        (Field::Status, _) => {
            "今年度に行ったことを「いつ・何を・何回・何人」で書きます。できなかったことは理由も書きます。"
        }
        (Field::Evaluation, _) => {
            "行った結果どうだったか、課題と見直しを書きます。実施状況の繰り返しは避けます。"
        }
        (Field::Progress, _) => "計画に対する取組の段階を選びます。",
        (Field::Achievement, _) => {
            "計画どおりなら100です。数字で表せないときは「対象外」を選びます。"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::Scale;

    fn round() -> Round {
        let year = FiscalYear::parse("R8").unwrap();
        Round {
            id: Id::new("r"),
            plan: Id::new("p"),
            year,
            opens_on: Day::parse("2027-04-01").unwrap(),
            due_on: Day::parse("2027-05-31").unwrap(),
            approval: true,
            questions: questions(&Layout::standard(year, Scale::default())),
            closed: false,
        }
    }

    #[test]
    fn a_round_asks_for_the_years_results_and_the_next_years_plan() {
        let keys: Vec<_> = round().questions.iter().map(|q| q.slot.key()).collect();
        assert_eq!(keys, ["status", "evaluation", "progress", "achievement", "next_plan"]);
    }

    #[test]
    fn a_closed_round_takes_answers_of_an_excepted_section_only() {
        let (mut round, own, other) = (round(), Id::new("a"), Id::new("b"));
        let day = |text| Day::parse(text).unwrap();
        assert!(!round.takes_answers(&own, &[], day("2027-03-31")));
        assert!(round.takes_answers(&own, &[], day("2027-06-10")), "late is not closed");
        round.closed = true;
        let until = day("2027-06-20");
        let exceptions = [Exception { section: own.clone(), until, reason: "人事異動".into() }];
        assert!(round.takes_answers(&own, &exceptions, until));
        assert!(!round.takes_answers(&other, &exceptions, until));
        assert!(!round.takes_answers(&own, &exceptions, day("2027-06-21")));
    }
}
