//! The pages of a round: opening it, the board, its settings.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    Day, FiscalYear, Id,
    permission::Right,
    plan::Plan,
    reply::remark,
    round::{Exception, Question, Round, Season},
    stage::{Stage, Step},
};
use serde::Deserialize;

use super::counts::{Counts, board};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Frame, Link, Tab, page},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::{
        checks::tally::open_findings,
        reminders,
        replies::{
            bulk,
            shown::{Due, StepForm, due, known},
        },
        rounds::{self, RoundRequest},
    },
};

#[derive(Template)]
#[template(path = "board/index.html")]
struct IndexPage {
    frame: Frame,
    rounds: Vec<(Link, String)>,
    /// The year that may be opened, with dates to begin with.
    next: Option<Next>,
    plan: Id<Plan>,
    why_not: String,
}

struct Next {
    year: FiscalYear,
    opens_on: String,
    due_on: String,
}

#[derive(Template)]
#[template(path = "board/board.html")]
struct BoardPage {
    frame: Frame,
    plan: Id<Plan>,
    year: FiscalYear,
    due: Due,
    season: &'static str,
    stages: Vec<Stage>,
    lines: Vec<BoardLine>,
    total: Counts,
    late: usize,
    runs: bool,
    closed: bool,
    acceptable: usize,
    exceptions: Vec<String>,
    /// The state of mail.
    mail: String,
    said: String,
}

struct BoardLine {
    href: String,
    id: String,
    name: String,
    /// How many replies are in each stage of the round.
    stages: Vec<(usize, Stage)>,
    counts: Counts,
    late: usize,
    /// The findings that wait in its rows, and where they are listed.
    findings: (usize, String),
}

#[derive(Template)]
#[template(path = "board/settings.html")]
struct SettingsPage {
    frame: Frame,
    plan: Id<Plan>,
    year: FiscalYear,
    opens_on: String,
    due_on: String,
    approval: bool,
    questions: Vec<Offer>,
}

struct Offer {
    key: String,
    label: String,
    asked: bool,
    required: bool,
    guidance: String,
    limit: String,
}

/// The plan's rounds; a clerk or chief is led to the newest one's page of the own section.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let rounds = tx.rounds(&plan.id).await?;
    let runs = viewer.may(Right::Coordinate, Some(&plan.id), None);
    if let (false, Some(round)) = (runs, rounds.first()) {
        return Ok(Redirect::to(&own_page(&viewer, &plan, round)).into_response());
    }
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let next = newest.filter(|_| runs).map(|newest| suggestion(newest.plus(1), viewer.today()));
    let listed = rounds.iter().map(|round| {
        let href = addresses::round(&plan.id, round.year);
        let link = Link { label: format!("{}の調査", round.year), href, current: false };
        (link, format!("{}、提出期限 {}", season(round, viewer.today()), round.due_on.spoken()))
    });
    let why_not = if newest.is_none() {
        "調査を始めるには、先に昨年度のシートを取り込んでください。".to_owned()
    } else {
        String::new()
    };
    let year = newest;
    let html = page(&IndexPage {
        frame: Frame::of(&viewer, &plan, "年度調査", Tab::Round, year),
        rounds: listed.collect(),
        next,
        plan: plan.id,
        why_not,
    })?;
    Ok(html.into_response())
}

/// Where a section's people answer; the board where someone has several sections or none.
fn own_page(viewer: &Viewer, plan: &Plan, round: &Round) -> String {
    match viewer.sections().as_slice() {
        [own] => addresses::section(&plan.id, round.year, own),
        _ => addresses::round(&plan.id, round.year),
    }
}

/// Dates to begin with: from today, for a month.
fn suggestion(year: FiscalYear, today: Day) -> Next {
    Next { year, opens_on: today.to_string(), due_on: today.after(30).to_string() }
}

fn season(round: &Round, today: Day) -> &'static str {
    match round.season(today) {
        Season::Planned => "開始前",
        Season::Open => "受付中",
        Season::Closed => "締切済み",
    }
}

fn day(text: &str) -> Result<Day, Error> {
    Day::parse(text.trim()).map_err(|error| Error::Refused(error.to_string()))
}

/// The settings of a round as its forms send them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SettingsForm {
    /// Of a round that is to be opened.
    year: String,
    opens_on: String,
    due_on: String,
    /// Sent where it is ticked.
    approval: Option<String>,
    /// What is asked, by the question's key and the part of it: `status.limit`.
    #[serde(flatten)]
    questions: BTreeMap<String, String>,
}

impl SettingsForm {
    fn settings(&self, questions: Option<Vec<Question>>) -> Result<RoundRequest, Error> {
        Ok(RoundRequest {
            opens_on: day(&self.opens_on)?,
            due_on: day(&self.due_on)?,
            approval: self.approval.is_some(),
            questions,
        })
    }

    /// A question as it is to be asked; none where it is not ticked.
    fn question(&self, question: Question) -> Result<Option<Question>, Error> {
        let key = question.slot.key();
        let sent = |part: &str| self.questions.get(&format!("{key}.{part}"));
        let text = |part: &str| sent(part).map_or("", |text| text.trim());
        if sent("asked").is_none() {
            return Ok(None);
        }
        Ok(Some(Question {
            required: sent("required").is_some(),
            guidance: remark(text("guidance"))?,
            limit: text("limit").parse().ok().filter(|limit| *limit > 0),
            ..question
        }))
    }
}

/// Opens the round of a year.
pub(crate) async fn open(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(sent): Form<SettingsForm>,
) -> Result<Redirect, PageError> {
    let by = viewer.acting(&plan, None);
    let year = FiscalYear::parse(&sent.year);
    let year = year.map_err(|error| Error::Refused(error.to_string()))?;
    rounds::open(&app, &plan, year, sent.settings(None)?, &by).await?;
    Ok(Redirect::to(&addresses::said(&addresses::round(&plan, year), "opened")))
}

/// The board.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let round = rounds::of_year(&mut tx, &plan.id, year).await?;
    let sections = tx.sections(&plan.id).await?;
    let board = board(&mut tx, &round, &sections, viewer.today()).await?;
    let given = tx.exceptions(&round.id).await?;
    let mail = reminders::status(&app.mail.status(&mut tx).await?);
    let runs = viewer.may(Right::Coordinate, Some(&plan.id), None);
    let waiting =
        if runs { Some(open_findings(&app, &mut tx, &plan.id, round.year).await?) } else { None };
    let ready = if round.approval { Stage::Approved } else { Stage::Submitted };
    let at = Stage::ALL.iter().position(|stage| *stage == ready).unwrap_or_default();
    let exceptions = given.iter().map(|given| {
        let name = rounds::section_name(&sections, &given.exception.section);
        format!("{name}：{}まで（{}）", given.exception.until.spoken(), given.exception.reason)
    });
    let passes = |stage: Stage| round.approval || stage != Stage::Approved;
    let lines = board.lines.iter().map(|line| BoardLine {
        href: addresses::section(&plan.id, round.year, &line.section),
        id: line.section.to_string(),
        name: line.name.clone(),
        stages: line
            .stages
            .iter()
            .zip(Stage::ALL)
            .map(|(count, stage)| (*count, stage))
            .filter(|(_, stage)| passes(*stage))
            .collect(),
        counts: line.counts,
        late: line.late,
        findings: (
            waiting.as_ref().map_or(0, |of| of.get(&line.name).copied().unwrap_or_default()),
            addresses::check_of(&plan.id, round.year, &line.name),
        ),
    });
    page(&BoardPage {
        frame: Frame::of(&viewer, &plan, "進行", Tab::Round, Some(round.year)),
        year: round.year,
        due: due(&round, viewer.today()),
        season: season(&round, viewer.today()),
        stages: Stage::ALL.into_iter().filter(|stage| passes(*stage)).collect(),
        lines: lines.collect(),
        total: board.total,
        late: board.lines.iter().filter(|line| line.late > 0).count(),
        runs,
        closed: round.closed,
        plan: plan.id,
        acceptable: board.lines.iter().map(|line| line.stages[at]).sum(),
        exceptions: exceptions.collect(),
        mail,
        said: said.sentence(),
    })
}

/// The settings of a round.
pub(crate) async fn settings(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let round = rounds::of_year(&mut tx, &plan.id, year).await?;
    let offered = offered(&mut tx, &round).await?;
    page(&SettingsPage {
        frame: Frame::of(&viewer, &plan, "調査の設定", Tab::Round, Some(round.year)),
        year: round.year,
        plan: plan.id,
        opens_on: round.opens_on.to_string(),
        due_on: round.due_on.to_string(),
        approval: round.approval,
        questions: offered
            .iter()
            .map(|(question, asked)| question_line(&round, question, *asked))
            .collect(),
    })
}

/// The questions that the form could ask, and whether the round does.
async fn offered(tx: &mut store::Tx, round: &Round) -> Result<Vec<(Question, bool)>, Error> {
    let stored =
        tx.sheet(&round.plan, round.year).await?.ok_or(Error::NotFound("この年度のシート"))?;
    let all = domain::round::questions(&stored.sheet.layout);
    let own = all.into_iter().map(|question| {
        round.question(&question.slot).map_or((question, false), |asked| (asked.clone(), true))
    });
    Ok(own.collect())
}

fn question_line(round: &Round, question: &Question, asked: bool) -> Offer {
    Offer {
        key: question.slot.key(),
        label: question.slot.heading(round.year),
        asked,
        required: question.required,
        guidance: question.guidance.clone(),
        limit: question.limit.map_or_else(String::new, |limit| limit.to_string()),
    }
}

/// Changes the settings.
pub(crate) async fn set(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Form(sent): Form<SettingsForm>,
) -> Result<Redirect, PageError> {
    let mut tx = app.store.read().await?;
    let round = rounds::of_year(&mut tx, &plan, year).await?;
    let offered = offered(&mut tx, &round).await?;
    drop(tx);
    let questions =
        offered.into_iter().filter_map(|(question, _)| sent.question(question).transpose());
    let settings = sent.settings(Some(questions.collect::<Result<_, _>>()?))?;
    rounds::set(&app, &plan, year, settings, &viewer.acting(&plan, None)).await?;
    Ok(Redirect::to(&addresses::said(&addresses::round(&plan, year), "set")))
}

/// Closes the round.
pub(crate) async fn close(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
) -> Result<Redirect, PageError> {
    let count = rounds::close(&app, &plan, year, &viewer.acting(&plan, None)).await?;
    Ok(Redirect::to(&addresses::counted(&addresses::round(&plan, year), "closed", count)))
}

/// Why something is done, as a form sends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Reason {
    reason: String,
}

/// Opens a closed round again.
pub(crate) async fn reopen(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Form(sent): Form<Reason>,
) -> Result<Redirect, PageError> {
    let by = viewer.acting(&plan, None);
    rounds::reopen(&app, &plan, year, sent.reason.trim(), &by).await?;
    Ok(Redirect::to(&addresses::said(&addresses::round(&plan, year), "reopened")))
}

/// Leave for one section, as its form sends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ExceptionForm {
    section: String,
    until: String,
    reason: String,
}

/// Gives one section leave.
pub(crate) async fn except(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Form(sent): Form<ExceptionForm>,
) -> Result<Redirect, PageError> {
    let exception = Exception {
        section: Id::new(sent.section.trim()),
        until: day(&sent.until)?,
        reason: sent.reason.trim().to_owned(),
    };
    rounds::except(&app, &plan, year, exception, &viewer.acting(&plan, None)).await?;
    Ok(Redirect::to(&addresses::said(&addresses::round(&plan, year), "excepted")))
}

/// Accepts everything that has no finding.
pub(crate) async fn steps(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
    Form(sent): Form<StepForm>,
) -> Result<Redirect, PageError> {
    let step = known(&sent.step)?;
    if step != Step::Accept {
        return Err(Error::Refused("全課への操作は「受理する」だけです。".to_owned()).into());
    }
    let by = viewer.acting(&plan, None);
    let taken = bulk::take_all(&app, &plan, year, None, step, &by).await?;
    Ok(Redirect::to(&taken.told_at(&addresses::round(&plan, year), step)))
}
