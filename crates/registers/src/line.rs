//! A record as other tools give it: one object of JSON a line. `null` is 「未記録」.

use domain::{Day, Id};
use serde::{Deserialize, Serialize};

use crate::{
    period::Period,
    record::{
        Attendee, BreakdownCount, GroupCount, Handout, Movement, Occasion, OccasionForm,
        Questionnaire, RecordFacts, RegisterRecord, Total,
    },
    state::{RecordState, Shape},
};

/// A line of the contract; every field but the first two may be absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of docs/registers.md, word for word")]
pub struct RecordLine {
    pub register: String,
    pub shape: Shape,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id<RegisterRecord>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Id<RegisterRecord>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<OccasionForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<RecordState>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<Attendee>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attended: Vec<GroupCount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Questionnaire>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub movement: Option<Movement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u64>,
    #[serde(default)]
    pub approx: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persons: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counting: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakdown: Vec<BreakdownCount>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted_for: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Id<RegisterRecord>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
}

/// A line is no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The line is not such an object.
    #[error(
        "記録の行を読めません（{0}）。項目の名前と値を docs/registers.md の表に合わせてください。"
    )]
    Unreadable(String),
    /// A field is missing that the shape needs.
    #[error("「{shape}」の記録に {field} がありません。{field} を入れてください。", shape = .0.label(), field = .1)]
    Missing(Shape, &'static str),
    /// The last day lies before the first.
    #[error("to が from より前の日です。from と to を入れ替えるか、直してください。")]
    EndsBefore,
}

/// What a record is given on its way in: who enters it, when, under which version of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordStamp {
    /// The identifier of a line that brings none.
    pub id: Id<RegisterRecord>,
    /// The version of the register.
    pub register_version: u32,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

impl RecordLine {
    /// Reads a line.
    pub fn parse(line: &str) -> Result<Self, LineFault> {
        serde_json::from_str(line).map_err(|error| LineFault::Unreadable(error.to_string()))
    }

    /// The line as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The record that the line tells, in its first version.
    pub fn into_record(self, stamp: RecordStamp) -> Result<RegisterRecord, LineFault> {
        let facts = self.facts()?;
        Ok(RegisterRecord {
            id: self.id.unwrap_or(stamp.id),
            register: self.register,
            register_version: stamp.register_version,
            version: 1,
            supersedes: self.supersedes,
            state: self.state.unwrap_or(RecordState::Held),
            reason: self.reason,
            replaced_by: self.replaced_by,
            moved_to: self.moved_to,
            counted_for: self.counted_for,
            section: self.section,
            memo: self.memo,
            by: stamp.by,
            at: stamp.at,
            facts,
        })
    }

    fn facts(&self) -> Result<RecordFacts, LineFault> {
        let missing = |field| LineFault::Missing(self.shape, field);
        Ok(match self.shape {
            Shape::Occasion => RecordFacts::Occasion(Occasion {
                date: self.date.ok_or(missing("date"))?,
                start: self.start.clone(),
                series: self.series.clone(),
                form: self.form,
                venue: self.venue.clone(),
                channel: self.channel.clone(),
                seats: self.seats,
                booked: self.booked,
                present: self.present.clone(),
                attended: self.attended.clone(),
                asked: self.asked.clone(),
            }),
            Shape::Handout => RecordFacts::Handout(Handout {
                period: self.period()?,
                movement: self.movement.ok_or(missing("movement"))?,
                item: self.item.clone(),
                channel: self.channel.clone(),
                quantity: self.quantity,
                approx: self.approx,
                venue: self.venue.clone(),
                audience: self.audience.clone(),
                persons: self.persons,
                kinds: self.kinds,
                reach: self.reach,
            }),
            Shape::Total => RecordFacts::Total(Total {
                counting: self.counting.clone().ok_or(missing("counting"))?,
                period: self.period()?,
                value: self.value,
                approx: self.approx,
                breakdown: self.breakdown.clone(),
            }),
        })
    }

    fn period(&self) -> Result<Period, LineFault> {
        let from = self.from.or(self.date).ok_or(LineFault::Missing(self.shape, "from"))?;
        let to = self.to.or(self.date).ok_or(LineFault::Missing(self.shape, "to"))?;
        Period::new(from, to).ok_or(LineFault::EndsBefore)
    }
}

impl From<&RegisterRecord> for RecordLine {
    fn from(record: &RegisterRecord) -> Self {
        let period = record.period();
        let is_day = period.from == period.to;
        let mut line = Self {
            id: Some(record.id.clone()),
            supersedes: record.supersedes.clone(),
            state: Some(record.state),
            counted_for: record.counted_for.clone(),
            replaced_by: record.replaced_by.clone(),
            moved_to: record.moved_to,
            reason: record.reason.clone(),
            section: record.section.clone(),
            memo: record.memo.clone(),
            ..Self::bare(&record.register, record.shape())
        };
        match record.facts.clone() {
            RecordFacts::Occasion(told) => Self {
                date: Some(told.date),
                start: told.start,
                series: told.series,
                form: told.form,
                venue: told.venue,
                channel: told.channel,
                seats: told.seats,
                booked: told.booked,
                present: told.present,
                attended: told.attended,
                asked: told.asked,
                ..line
            },
            RecordFacts::Handout(told) => Self {
                date: is_day.then_some(period.from),
                from: (!is_day).then_some(period.from),
                to: (!is_day).then_some(period.to),
                movement: Some(told.movement),
                item: told.item,
                channel: told.channel,
                quantity: told.quantity,
                approx: told.approx,
                venue: told.venue,
                audience: told.audience,
                persons: told.persons,
                kinds: told.kinds,
                reach: told.reach,
                ..line
            },
            RecordFacts::Total(told) => {
                line.from = Some(period.from);
                line.to = Some(period.to);
                line.counting = Some(told.counting);
                line.value = told.value;
                line.approx = told.approx;
                line.breakdown = told.breakdown;
                line
            }
        }
    }
}

impl RecordLine {
    /// A line that names its register and shape and nothing else.
    pub fn bare(register: &str, shape: Shape) -> Self {
        Self {
            register: register.to_owned(),
            shape,
            id: None,
            supersedes: None,
            date: None,
            from: None,
            to: None,
            start: None,
            series: None,
            form: None,
            state: None,
            present: Vec::new(),
            attended: Vec::new(),
            seats: None,
            booked: None,
            asked: None,
            movement: None,
            item: None,
            quantity: None,
            approx: false,
            audience: None,
            persons: None,
            kinds: None,
            reach: None,
            venue: None,
            channel: None,
            counting: None,
            value: None,
            breakdown: Vec::new(),
            counted_for: Vec::new(),
            replaced_by: None,
            moved_to: None,
            reason: None,
            section: None,
            memo: None,
        }
    }
}
