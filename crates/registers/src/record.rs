//! A record of a register: one sum over three shapes. `None` is 「未記録」 and never zero.

use domain::{Day, Id};
use serde::{Deserialize, Serialize};

use crate::{
    period::Period,
    state::{RecordState, Shape},
};

/// A fact of the work, in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRecord {
    /// Its identifier, the same through its versions.
    pub id: Id<RegisterRecord>,
    /// The register that owns it, by name.
    pub register: String,
    /// The version of the register under whose lists it was entered.
    pub register_version: u32,
    /// Its own version, from 1.
    pub version: u32,
    /// The record that it stands for: a total that is given anew.
    pub supersedes: Option<Id<RegisterRecord>>,
    /// What has become of its matter.
    pub state: RecordState,
    /// Why it is in this state or was corrected.
    pub reason: Option<String>,
    /// The record of what was done instead.
    pub replaced_by: Option<Id<RegisterRecord>>,
    /// The day to which it was put off.
    pub moved_to: Option<Day>,
    /// Further actions for which it counts, by their numbers.
    pub counted_for: Vec<String>,
    /// The section that keeps it, as the sheet names it.
    pub section: Option<String>,
    /// A short note; no names of persons.
    pub memo: Option<String>,
    /// The person who entered this version.
    pub by: String,
    /// When this version was entered.
    pub at: String,
    /// What it tells.
    pub facts: RecordFacts,
}

/// What a record tells, by its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordFacts {
    /// 開催.
    Occasion(Occasion),
    /// 配布・掲出.
    Handout(Handout),
    /// 報告値.
    Total(Total),
}

domain::coded! {
    /// How an occasion was held.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum OccasionForm {
        /// People met.
        InPerson => "in_person", "対面";
        /// By papers.
        Written => "written", "書面";
        /// By network.
        Online => "online", "オンライン";
        /// Some met, some came by network.
        Mixed => "mixed", "併用";
    }
}

domain::coded! {
    /// Whether a section or body was there.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Presence {
        /// It was.
        Present => "present", "出席";
        /// It was not.
        Absent => "absent", "欠席";
        /// Nobody has said.
        Unrecorded => "unrecorded", "未記録";
    }
}

domain::coded! {
    /// Who was there.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum AttendeeKind {
        /// A section of the city.
        Section => "section", "課";
        /// An outside body.
        Body => "body", "団体";
    }
}

/// A section or body and whether it was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendee {
    /// Section or body.
    pub kind: AttendeeKind,
    /// Its name.
    pub name: String,
    /// Whether it was there.
    pub presence: Presence,
}

/// How many of a group came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupCount {
    /// The code of the group; empty where the register tells no groups apart.
    #[serde(default)]
    pub group: String,
    /// How many.
    pub n: Option<u64>,
}

/// A questionnaire's counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// How many came back.
    pub returned: Option<u64>,
    /// How many chose what.
    #[serde(default)]
    pub answers: Vec<AnswerCount>,
}

/// How many chose an option of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerCount {
    /// The key of the question.
    pub question: String,
    /// The option; empty where the question is a statement that one agrees to.
    #[serde(default)]
    pub option: String,
    /// How many.
    pub n: Option<u64>,
}

/// One meeting, session, lecture, day of a campaign, lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Its day.
    pub date: Day,
    /// When it began: `13:30`.
    pub start: Option<String>,
    /// The course or meeting body that it belongs to.
    pub series: Option<String>,
    /// How it was held.
    pub form: Option<OccasionForm>,
    /// Where.
    pub venue: Option<String>,
    /// Its kind, a code of the register.
    pub channel: Option<String>,
    /// Seats offered.
    pub seats: Option<u64>,
    /// Seats booked; never attendance.
    pub booked: Option<u64>,
    /// Sections and bodies.
    pub present: Vec<Attendee>,
    /// Persons who came.
    pub attended: Vec<GroupCount>,
    /// The questionnaire, where there was one.
    pub asked: Option<Questionnaire>,
}

domain::coded! {
    /// What copies did.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Movement {
        /// Printed.
        Print => "print", "印刷";
        /// Came from elsewhere.
        Receive => "receive", "受入";
        /// Handed out.
        Give => "give", "配布";
        /// Put into a rack.
        Restock => "restock", "補充";
        /// Taken out of a rack.
        Remove => "remove", "撤去";
        /// Thrown away.
        Discard => "discard", "廃棄";
        /// Counted on the spot.
        Stocktake => "stocktake", "棚卸";
        /// Published in a channel.
        Post => "post", "掲出";
    }
}

/// Copies that moved, or a post in a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// The day, or the days from the first to the last.
    pub period: Period,
    /// What happened.
    pub movement: Movement,
    /// The item with its version.
    pub item: Option<String>,
    /// The channel of a post, or the kind: a code of the register.
    pub channel: Option<String>,
    /// How many copies.
    pub quantity: Option<u64>,
    /// Whether the numbers are about right only.
    pub approx: bool,
    /// Where.
    pub venue: Option<String>,
    /// To whom.
    pub audience: Option<String>,
    /// To how many persons.
    pub persons: Option<u64>,
    /// How many kinds each of them got.
    pub kinds: Option<u64>,
    /// How many a post reached.
    pub reach: Option<u64>,
}

/// A part of a total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakdownCount {
    /// The code of the part.
    pub code: String,
    /// How many.
    pub n: Option<u64>,
}

/// A number that somebody else counted, for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// What was counted: the key of one of the register's countings.
    pub counting: String,
    /// For which days.
    pub period: Period,
    /// How many.
    pub value: Option<u64>,
    /// Whether the number is about right only.
    pub approx: bool,
    /// Its parts, which need not make up the whole.
    pub breakdown: Vec<BreakdownCount>,
}

impl RegisterRecord {
    /// Its shape.
    pub fn shape(&self) -> Shape {
        match self.facts {
            RecordFacts::Occasion(_) => Shape::Occasion,
            RecordFacts::Handout(_) => Shape::Handout,
            RecordFacts::Total(_) => Shape::Total,
        }
    }

    /// The days that it tells of.
    pub fn period(&self) -> Period {
        match &self.facts {
            RecordFacts::Occasion(occasion) => Period::day(occasion.date),
            RecordFacts::Handout(handout) => handout.period,
            RecordFacts::Total(total) => total.period,
        }
    }

    /// Where it took place.
    pub fn venue(&self) -> Option<&str> {
        match &self.facts {
            RecordFacts::Occasion(occasion) => occasion.venue.as_deref(),
            RecordFacts::Handout(handout) => handout.venue.as_deref(),
            RecordFacts::Total(_) => None,
        }
    }

    /// Every text that is in no list of the register, with its field's name in the contract.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let mut own = vec![("reason", &self.reason), ("memo", &self.memo)];
        own.push(("section", &self.section));
        let mut names: Vec<(&'static str, &String)> =
            self.counted_for.iter().map(|no| ("counted_for", no)).collect();
        match &self.facts {
            RecordFacts::Occasion(told) => {
                own.extend([("start", &told.start), ("series", &told.series)]);
                own.push(("venue", &told.venue));
                names.extend(told.present.iter().map(|one| ("present", &one.name)));
            }
            RecordFacts::Handout(told) => {
                own.extend([("item", &told.item), ("venue", &told.venue)]);
                own.push(("audience", &told.audience));
            }
            RecordFacts::Total(_) => {}
        }
        let own = own.into_iter().filter_map(|(field, text)| Some((field, text.as_ref()?)));
        own.chain(names).map(|(field, text)| (field, text.as_str()))
    }

    /// Its kind or channel, a code of the register.
    pub fn channel(&self) -> Option<&str> {
        match &self.facts {
            RecordFacts::Occasion(occasion) => occasion.channel.as_deref(),
            RecordFacts::Handout(handout) => handout.channel.as_deref(),
            RecordFacts::Total(_) => None,
        }
    }

    /// Whether its day is past and nobody has said what came of it (結果未入力).
    pub fn is_unresolved(&self, today: Day) -> bool {
        self.state == RecordState::Planned && self.period().to < today
    }
}
