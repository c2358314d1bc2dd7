//! Meetings and their minutes, as the secretariat writes them and members confirm them.

use domain::{
    Day, FiscalYear, Id,
    council::{
        Audience, Meeting, MeetingForm as Form, MeetingPaper, Minutes, MinutesState, Openness,
    },
    plan::Plan,
};
use serde::Deserialize;

use super::kept::{CouncilNoun, Writing, begun, meeting, minutes, write};
use crate::{
    App, Error, Result,
    kit::{actor::By, ids},
};

/// What the form of a meeting sends. Its papers are lines of a table, of which those without a title
/// are none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MeetingFields {
    pub(crate) year: String,
    pub(crate) title: String,
    pub(crate) held_on: String,
    pub(crate) form: String,
    pub(crate) openness: String,
    pub(crate) ground: String,
    pub(crate) questions: String,
    pub(crate) seen: i64,
    #[serde(skip)]
    pub(crate) papers: Vec<MeetingPaper>,
}

impl MeetingFields {
    /// The form with its lines of papers: `paper.NO.title`, `.edition`, `.audience`, `.ground`.
    pub(crate) fn of(sent: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let found = sent.iter().find(|(known, _)| known == name);
            found.map_or_else(String::new, |(_, value)| value.trim().to_owned())
        };
        let papers = (0..sent.len()).map(|no| {
            let of = |name: &str| value(&format!("paper.{no}.{name}"));
            let audience = Audience::coded(&of("audience")).unwrap_or_default();
            MeetingPaper {
                title: of("title"),
                edition: of("edition"),
                audience,
                ground: of("ground"),
            }
        });
        Self {
            papers: papers.filter(|paper| !paper.title.is_empty()).collect(),
            year: value("year"),
            title: value("title"),
            held_on: value("held_on"),
            form: value("form"),
            openness: value("openness"),
            ground: value("ground"),
            questions: value("questions"),
            seen: value("seen").parse().unwrap_or_default(),
        }
    }

    fn meeting(&self) -> Result<Meeting> {
        let year = FiscalYear::parse(&self.year)
            .map_err(|_| Error::Refused("年度を選んでください。".to_owned()))?;
        let held_on = Day::parse(&self.held_on)
            .map_err(|_| Error::Refused("会議の日を書いてください。".to_owned()))?;
        let meeting = Meeting {
            year,
            title: domain::reply::remark(&self.title)?,
            held_on,
            form: Form::coded(&self.form).unwrap_or_default(),
            openness: Openness::coded(&self.openness).unwrap_or_default(),
            ground: domain::reply::remark(&self.ground)?,
            papers: self.papers.clone(),
            questions: domain::reply::remark(&self.questions)?,
        };
        for paper in &meeting.papers {
            domain::reply::remark(&paper.title)?;
            domain::reply::remark(&paper.ground)?;
        }
        meeting.check()?;
        Ok(meeting)
    }
}

/// Keeps a meeting; answers its identifier.
pub(crate) async fn save_meeting(
    app: &App,
    plan: &Id<Plan>,
    (id, form): (Option<&str>, &MeetingFields),
    by: &By,
) -> Result<String> {
    let new = form.meeting()?;
    let mut tx = begun(app).await?;
    for paper in new.papers.iter().filter(|paper| !paper.edition.is_empty()) {
        tx.edition(plan, &paper.edition).await?;
    }
    let made = id.map_or_else(ids::text, str::to_owned);
    let of = Writing {
        noun: CouncilNoun::Meeting,
        id: &made,
        seen: if id.is_some() { form.seen } else { 0 },
        year: new.year,
        step: if id.is_some() { "変更" } else { "作成" },
    };
    write(tx, plan, of, &new, by).await?;
    Ok(made)
}

/// Writes the minutes of a meeting after those that were seen.
pub(crate) async fn write_minutes(
    app: &App,
    plan: &Id<Plan>,
    (id, seen): (&str, i64),
    next: Minutes,
    by: &By,
) -> Result<()> {
    let mut tx = begun(app).await?;
    let of = meeting(&mut tx, plan, id).await?;
    let before = minutes(&mut tx, plan, id).await?.map(|kept| kept.value).unwrap_or_default();
    let state = next.state;
    let next = before.followed(next)?;
    let (noun, year) = (CouncilNoun::Minutes, of.value.year);
    write(tx, plan, Writing { noun, id, seen, year, step: state.label() }, &next, by).await
}

/// A member confirms the minutes that are to be confirmed.
pub(crate) async fn confirm(app: &App, plan: &Id<Plan>, id: &str, by: &By) -> Result<()> {
    let mut tx = begun(app).await?;
    let of = meeting(&mut tx, plan, id).await?;
    let kept = minutes(&mut tx, plan, id).await?.ok_or(Error::NotFound("会議録"))?;
    if kept.value.state != MinutesState::Confirming {
        return Err(Error::Conflict("この会議録は、確認を求められていません。".to_owned()));
    }
    let next = kept.value.confirmed_by(&by.name);
    let (noun, year, seen) = (CouncilNoun::Minutes, of.value.year, kept.version);
    write(tx, plan, Writing { noun, id, seen, year, step: "委員の確認" }, &next, by).await
}
