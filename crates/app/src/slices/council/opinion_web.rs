//! The page of an opinion, and the steps that are taken with it.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{
    Day, FiscalYear, Id,
    council::{Opinion, OpinionKind, OpinionPhase, OpinionState, Outcome},
    permission::Right,
    plan::Plan,
    section::Section,
};
use serde::Deserialize;

use super::{
    OpinionStep, meeting, opinion, opinion_versions,
    opinions::corrections,
    say, step,
    view::{about, actions, sees},
};
use crate::{
    App, Error,
    kit::{
        addresses, clock,
        error_page::PageError,
        flash::Flash,
        page::{Choice, Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

/// What the form of an opinion sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OpinionForm {
    year: String,
    meeting: String,
    member: String,
    kind: String,
    phase: String,
    action: String,
    text: String,
}

/// Keeps what a member says.
pub(crate) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(form): Form<OpinionForm>,
) -> Result<Redirect, PageError> {
    let mut tx = app.store.read().await?;
    // What is said at a meeting is about the meeting's year
    let year = if form.meeting.is_empty() {
        FiscalYear::parse(&form.year)
            .map_err(|_| Error::Refused("年度を選んでください。".to_owned()))?
    } else {
        meeting(&mut tx, &plan, &form.meeting).await?.value.year
    };
    if !form.action.is_empty() && !actions(&mut tx, &plan).await?.contains_key(&form.action) {
        return Err(Error::Refused("事業を一覧から選んでください。".to_owned()).into());
    }
    drop(tx);
    // The secretariat writes for whoever sent a paper; a member speaks for itself
    let runs = viewer.may(Right::Coordinate, Some(&plan), None);
    let named = domain::reply::remark(&form.member).map_err(Error::from)?;
    let by = viewer.by();
    let person = by.person.as_ref().filter(|_| !runs).map(ToString::to_string);
    let member = if runs && !named.is_empty() { named } else { by.name.clone() };
    let kind = OpinionKind::coded(&form.kind).unwrap_or_default();
    let text = domain::reply::remark(&form.text).map_err(Error::from)?;
    let new = Opinion {
        meeting: form.meeting,
        person: person.unwrap_or_default(),
        phase: OpinionPhase::coded(&form.phase).unwrap_or_default(),
        action: form.action,
        ..Opinion::received(year, &member, kind, text)
    };
    let no = say(&app, &plan, &new, &by).await?;
    Ok(Redirect::to(&addresses::said(&addresses::opinion(&plan, &no), "saved")))
}

/// So many characters of a correction stand in a choice.
const LONGEST: usize = 60;

#[derive(Template)]
#[template(path = "council/opinion.html")]
struct OpinionPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    no: String,
    version: i64,
    of: Opinion,
    about: String,
    /// When it was first written down.
    said_on: String,
    section: String,
    sections: Vec<Choice>,
    outcomes: Vec<Choice>,
    /// What a changed text can be shown by.
    corrections: Vec<Choice>,
    /// What shows the outcome, in words.
    shown_by: String,
    /// Until when it is to be answered, as a form holds it.
    due: String,
    /// Whether the answer is the next step.
    is_answered_next: bool,
    may_run: bool,
    /// Where the section that is to answer sends its proposal.
    proposal: Option<String>,
    /// Whether inner steps are shown.
    inner: bool,
}

/// An opinion with its answer and what becomes of it.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, no)): Path<(Id<Plan>, String)>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let kept = opinion(&mut tx, &plan.id, &no).await?;
    if !sees(&viewer, &plan.id, &kept.value) {
        return Err(Error::NotFound("意見").into());
    }
    let actions = actions(&mut tx, &plan.id).await?;
    let sections = tx.sections(&plan.id).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let errata = corrections(&mut tx, &plan.id, &kept.value).await?;
    let owned = tx.owned(&plan.id, kept.value.year).await?;
    let owner = owned.into_iter().find(|(action, _)| action.as_str() == kept.value.action);
    let versions = opinion_versions(&mut tx, &plan.id, &no).await?;
    let said_on = versions.last().map(|(_, at)| clock::spoken(at)).unwrap_or_default();
    drop(tx);
    let of = kept.value;
    let told = |(key, name, one): &(String, String, edition::ErratumRecord)| {
        let mut words: String = format!("{name} 訂正{}：{}", one.no, one.after);
        if let Some((cut, _)) = words.char_indices().nth(LONGEST) {
            words.truncate(cut);
            words.push('…');
        }
        (key.clone(), words)
    };
    let errata: Vec<(String, String)> = errata.iter().map(told).collect();
    let shown_by = errata.iter().find(|(key, _)| *key == of.reference);
    let owner = owner.map(|(_, section)| section);
    let chosen = of.section.as_ref().or(owner.as_ref());
    let chosen = chosen.map(ToString::to_string).unwrap_or_default();
    let name = |one: &Section| one.full_name(&sections);
    let own = of.section.as_ref().filter(|own| {
        viewer.may(Right::Answer, Some(&plan.id), Some(own)) && of.state < OpinionState::Answered
    });
    let outcome = of.outcome.map(Outcome::code).unwrap_or_default();
    page(&OpinionPage {
        frame: Frame::of(&viewer, &plan, &format!("{}{no}", of.kind.label()), Tab::Council, newest),
        said: said.sentence(),
        about: about(&actions, &of),
        said_on,
        section: sections
            .iter()
            .find(|one| Some(&one.id) == of.section.as_ref())
            .map(name)
            .unwrap_or_default(),
        sections: sections
            .iter()
            .map(|one| Choice::of(one.id.to_string(), name(one), &chosen))
            .collect(),
        outcomes: Outcome::ALL
            .into_iter()
            .map(|one| Choice::of(one.code(), one.label(), outcome))
            .collect(),
        shown_by: shown_by.map_or_else(|| of.reference.clone(), |(_, words)| words.clone()),
        corrections: std::iter::once(Choice::of("", "（選ばない）", &of.reference))
            .chain(
                errata
                    .iter()
                    .map(|(key, words)| Choice::of(key.clone(), words.clone(), &of.reference)),
            )
            .collect(),
        due: of.due_on.map(|due| due.to_string()).unwrap_or_default(),
        is_answered_next: of.state < OpinionState::Answered,
        may_run: viewer.may(Right::Coordinate, Some(&plan.id), None),
        proposal: own.map(|own| addresses::opinion_proposal(&plan.id, own, &no)),
        inner: viewer.may(Right::Read, Some(&plan.id), None),
        no,
        version: kept.version,
        of,
        plan: plan.id,
    })
}

/// What a step with an opinion sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OpinionStepForm {
    step: String,
    seen: i64,
    section: String,
    due_on: String,
    text: String,
    outcome: String,
    change: String,
    reason: String,
}

impl OpinionStepForm {
    fn read(self) -> Result<OpinionStep, Error> {
        Ok(match self.step.as_str() {
            "assign" => {
                let due = self.due_on.trim();
                let due = if due.is_empty() { None } else { Some(Day::parse(due)) };
                let due = due.transpose();
                let due =
                    due.map_err(|_| Error::Refused("期限の日を直してください。".to_owned()))?;
                if self.section.is_empty() {
                    return Err(Error::Refused("担当課を選んでください。".to_owned()));
                }
                OpinionStep::Assign(Id::new(self.section), due)
            }
            "answer" => OpinionStep::Answer(self.text),
            "decide" => {
                let outcome = Outcome::coded(&self.outcome)
                    .ok_or_else(|| Error::Refused("反映を選んでください。".to_owned()))?;
                let is_changed = outcome == Outcome::ChangedText;
                OpinionStep::Decide(outcome, if is_changed { self.change } else { self.reason })
            }
            "finish" => OpinionStep::Finish,
            "reopen" => OpinionStep::Reopen,
            "share" => OpinionStep::Share(true),
            "unshare" => OpinionStep::Share(false),
            "publish" => OpinionStep::Publish(true),
            "unpublish" => OpinionStep::Publish(false),
            _ => return Err(Error::NotFound("この手順")),
        })
    }
}

/// The secretariat does a step with an opinion.
pub(crate) async fn take_step(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, no)): Path<(Id<Plan>, String)>,
    Form(form): Form<OpinionStepForm>,
) -> Result<Redirect, PageError> {
    let seen = form.seen;
    if form.step == "assign" {
        let known = app.store.read().await?.sections(&plan).await?;
        if !known.iter().any(|one| one.id.as_str() == form.section) {
            return Err(Error::Refused("担当課を選んでください。".to_owned()).into());
        }
    }
    step(&app, &plan, (&no, seen), form.read()?, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::opinion(&plan, &no), "saved")))
}

/// The section that is to answer proposes an answer.
pub(crate) async fn propose(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section, no)): Path<(Id<Plan>, Id<Section>, String)>,
    Form(form): Form<OpinionStepForm>,
) -> Result<Redirect, PageError> {
    let kept = opinion(&mut app.store.read().await?, &plan, &no).await?;
    if kept.value.section.as_ref() != Some(&section) {
        return Err(Error::NotFound("意見").into());
    }
    if kept.value.state >= OpinionState::Answered {
        let told = "事務局が回答を確定したため、回答案は変えられません。";
        return Err(Error::Conflict(told.to_owned()).into());
    }
    let by = viewer.by();
    step(&app, &plan, (&no, form.seen), OpinionStep::Propose(form.text), &by).await?;
    Ok(Redirect::to(&addresses::said(&addresses::opinion(&plan, &no), "saved")))
}
