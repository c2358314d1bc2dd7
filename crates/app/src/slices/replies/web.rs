//! The pages on which sections answer: the list of their own rows, and the form of one.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    FiscalYear, Id,
    reply::Reply,
    stage::{Stage, Step, after},
};
use serde::Deserialize;
use store::Comment;

use super::{
    Move,
    form::{Asking, QuestionKind, Unsaved, form},
    gaps::GapsView,
    list,
    offers::{OfferStanding, ReplyOffers},
    reply_ref::ReplyRef,
    section::{Context, SectionInbox, context_of, inbox},
    shown::{StageLabel, StepForm, known},
};
use crate::{
    App, Error,
    kit::{
        actor::Actor,
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Frame, Link, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "replies/reply.html")]
#[expect(clippy::struct_excessive_bools, reason = "each shows a part of the page or not")]
pub(super) struct ReplyPage {
    frame: Frame,
    year: FiscalYear,
    section: Link,
    title: String,
    content: String,
    measure: String,
    planned: String,
    partners: Vec<String>,
    stage: StageLabel,
    version: u32,
    /// Whether the section has handed it in.
    handed_in: bool,
    reason: String,
    asking: Vec<Asking>,
    /// Whether the texts may be written now, by this viewer.
    writable: bool,
    /// Whether the viewer may ask about a cell.
    asks: bool,
    /// Whether the viewer may answer the secretariat's questions.
    answers: bool,
    /// Steps of this viewer: code, label, whether it needs a reason, whether it is the main one.
    steps: Vec<(&'static str, &'static str, bool, bool)>,
    until: Option<String>,
    /// Which reply it is.
    at: ReplyRef,
    /// Where to sign in and come back, once the session has ended.
    sign_in: String,
    pager: Vec<Link>,
    said: String,
    /// The row to go on with.
    next: Option<Link>,
    /// Why the viewer's section cannot write; empty where it can, and for others.
    shut: String,
    /// What could not be done; empty when nothing was tried.
    pub(super) problem: String,
    /// The required questions without an answer.
    pub(super) gaps: GapsView,
}

/// The form of a reply that was not handed in because of its gaps; `reason` is what was said of
/// them, where that was asked.
pub(super) async fn not_whole(
    app: &App,
    viewer: &Viewer,
    asked: &ReplyRef,
    reason: Option<&str>,
    why: String,
) -> Result<Response, PageError> {
    let mut drawn = draw(app, viewer, asked, &Unsaved::new(), String::new()).await?;
    let gaps = &mut drawn.gaps;
    gaps.asked = true;
    if let Some(reason) = reason {
        gaps.tried = true;
        reason.clone_into(&mut gaps.reason);
        gaps.error = if reason.trim().is_empty() {
            "空のまま提出する理由を書いてください。".to_owned()
        } else {
            why
        };
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&drawn)?).into_response())
}

/// The form of one reply.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(asked): Path<ReplyRef>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let drawn = draw(&app, &viewer, &asked, &Unsaved::new(), said.sentence()).await?;
    page(&drawn)
}

pub(super) async fn draw(
    app: &App,
    viewer: &Viewer,
    asked: &ReplyRef,
    unsaved: &Unsaved,
    said: String,
) -> Result<ReplyPage, Error> {
    let mut tx = app.store.read().await?;
    let context = context_of(&mut tx, &asked.plan, asked.year, &asked.section).await?;
    let inbox = inbox(&mut tx, &context, &asked.section, viewer.today()).await?;
    let reply = inbox.reply(&asked.action)?;
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let offers = ReplyOffers::of(&mut tx, &context, (&inbox, reply)).await?;
    let asking = form(&context, &inbox, reply, &offers, unsaved);
    Ok(ReplyPage { asking, ..drawn((viewer, &by), (&context, &inbox), reply, unsaved, said) })
}

/// The form again, with what could not be saved, or why something could not be done.
pub(super) async fn drawn_again(
    (app, viewer): (&App, &Viewer),
    asked: &ReplyRef,
    status: StatusCode,
    unsaved: &Unsaved,
    problem: Option<String>,
) -> Result<Response, PageError> {
    let mut drawn = draw(app, viewer, asked, unsaved, String::new()).await?;
    if let Some(problem) = problem {
        drawn.problem = problem;
    }
    Ok((status, page(&drawn)?).into_response())
}

fn drawn(
    (viewer, by): (&Viewer, &Actor),
    (context, inbox): (&Context, &SectionInbox),
    reply: &Reply,
    unsaved: &Unsaved,
    said: String,
) -> ReplyPage {
    let (plan, year, section) = (&context.plan.id, context.round.year, &inbox.section);
    let rows = context.rows(&reply.action);
    let first = rows.first();
    let text = |cell: fn(&domain::sheet::Row) -> &str| {
        first.map_or_else(String::new, |row| cell(row).to_owned())
    };
    let title = text(|row| &row.action.text);
    let closed_return = context.round.closed && !inbox.open;
    ReplyPage {
        frame: Frame::of(viewer, &context.plan, &title, Tab::Round, Some(year)),
        year,
        section: Link {
            label: section.name.clone(),
            href: addresses::section(plan, year, &section.id),
            current: false,
        },
        content: text(|row| &row.content.text),
        measure: first.map_or_else(String::new, |row| context.measure(row).to_owned()),
        planned: context.planned(&reply.action, &section.name),
        partners: context.partners(&reply.action, &section.name),
        stage: StageLabel::of(reply.stage),
        version: reply.version,
        handed_in: reply.stage.is_answered(),
        reason: if reply.stage == Stage::Returned { reply.reason.clone() } else { String::new() },
        asking: Vec::new(),
        writable: inbox.open
            && after(Step::Write, reply.stage, &by.roles, context.round.approval).is_some(),
        asks: by.roles.contains(&domain::person::Role::Secretariat),
        answers: by.roles.iter().any(|role| role.is_of_section()),
        steps: steps(context, inbox, reply, by),
        until: closed_return.then(|| by.today.to_string()),
        at: context.at(reply),
        sign_in: addresses::sign_in_then(&addresses::reply(plan, year, &section.id, &reply.action)),
        pager: pager(context, inbox, reply),
        next: list::next(context, inbox, &reply.action, by),
        shut: shut(context, inbox, reply, by),
        problem: problem(unsaved, &said),
        gaps: GapsView::of(context, reply),
        said,
        title,
    }
}

/// What kept a form from being saved.
fn problem(unsaved: &Unsaved, said: &str) -> String {
    if !said.is_empty() || unsaved.is_empty() {
        return String::new();
    }
    "保存できなかった項目があります。書いた文は下に残っています。赤い枠の項目を確かめてください。"
        .to_owned()
}

/// Why the section's own people cannot write, and the way out.
fn shut(context: &Context, inbox: &SectionInbox, reply: &Reply, by: &Actor) -> String {
    if !by.roles.iter().any(|role| role.is_of_section()) {
        return String::new();
    }
    let approves = after(Step::Approve, reply.stage, &by.roles, context.round.approval).is_some();
    let withdraws = after(Step::Withdraw, reply.stage, &by.roles, context.round.approval).is_some();
    let sentence = match reply.stage {
        Stage::Locked => "確定したので、書き換えられません。直すときは、事務局に連絡してください。",
        Stage::Accepted => {
            "事務局が受理したので、書き換えられません。直すときは、事務局に差し戻しを頼んでください。"
        }
        _ if approves => "内容を確かめて、承認するか、理由を添えて差し戻してください。",
        _ if !inbox.open => return list::closed(&context.round),
        Stage::Approved if !withdraws => {
            "所属長が承認したので、書き換えられません。直すときは、所属長に取り下げを頼んでください。"
        }
        Stage::Submitted | Stage::Approved => {
            "提出したので、書き換えられません。直すときは「提出を取り下げる」を押してください。"
        }
        Stage::NotStarted | Stage::Draft | Stage::Returned => "",
    };
    sentence.to_owned()
}

/// The buttons of whoever looks, by the table of stages. Handing in is part of the form itself.
fn steps(
    context: &Context,
    inbox: &SectionInbox,
    reply: &Reply,
    by: &Actor,
) -> Vec<(&'static str, &'static str, bool, bool)> {
    let offered = [Step::Approve, Step::Accept, Step::Return, Step::Withdraw, Step::Reopen];
    let may = |step: &Step| {
        let open = inbox.open || *step != Step::Withdraw;
        open && after(*step, reply.stage, &by.roles, context.round.approval).is_some()
    };
    let main = |step: Step| matches!(step, Step::Approve | Step::Accept);
    let steps = offered.into_iter().filter(may);
    steps.map(|step| (step.code(), step.label(), step.needs_reason(), main(step))).collect()
}

/// Links to the section's rows before and after this one.
fn pager(context: &Context, inbox: &SectionInbox, reply: &Reply) -> Vec<Link> {
    let at = inbox.replies.iter().position(|other| other.action == reply.action).unwrap_or(0);
    let link = |mark: &str, to: Option<&Reply>| {
        let to = to?;
        let title = context.rows(&to.action).first().map(|row| row.action.text.clone())?;
        let year = context.round.year;
        let href = addresses::reply(&context.plan.id, year, &to.section, &to.action);
        Some(Link { label: format!("{mark}：{title}"), href, current: false })
    };
    let before = at.checked_sub(1).and_then(|at| inbox.replies.get(at));
    [link("前の事業", before), link("次の事業", inbox.replies.get(at + 1))]
        .into_iter()
        .flatten()
        .collect()
}

/// Takes a step.
pub(crate) async fn step(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(asked): Path<ReplyRef>,
    Form(sent): Form<StepForm>,
) -> Result<Response, PageError> {
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let step = known(&sent.step)?;
    let until = Some(sent.until.trim()).filter(|text| !text.is_empty());
    let until = until.map(domain::Day::parse).transpose();
    let until = until.map_err(|error| Error::Refused(error.to_string()))?;
    let taken = Move { step, seen: sent.version, reason: sent.reason, until };
    let base = app.access.base_for(&headers);
    match super::take(&app, &asked, &taken, &by, &base).await {
        Err(Error::Refused(why)) if step == Step::Submit => {
            not_whole(&app, &viewer, &asked, Some(&taken.reason), why).await
        }
        Err(error) => Err(error.into()),
        Ok(_) => {
            let here = addresses::reply(&asked.plan, asked.year, &asked.section, &asked.action);
            Ok(Redirect::to(&addresses::said(&here, step.code())).into_response())
        }
    }
}

/// A question about a cell, or its answer.
#[derive(Debug, Deserialize)]
pub(crate) struct RemarkForm {
    #[serde(default)]
    field: String,
    text: String,
}

/// Asks the section about a cell.
pub(crate) async fn comment(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(asked): Path<ReplyRef>,
    Form(sent): Form<RemarkForm>,
) -> Result<Redirect, PageError> {
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    let base = app.access.base_for(&headers);
    super::comment(&app, &asked, &sent.field, &sent.text, &by, &base).await?;
    let here = addresses::reply(&asked.plan, asked.year, &asked.section, &asked.action);
    Ok(Redirect::to(&addresses::said(&here, "asked")))
}

/// Which question an address is about.
#[derive(Debug, Deserialize)]
pub(crate) struct OfComment {
    comment: Id<Comment>,
}

/// Answers the secretariat's question.
pub(crate) async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path(asked): Path<ReplyRef>,
    Path(of): Path<OfComment>,
    Form(sent): Form<RemarkForm>,
) -> Result<Redirect, PageError> {
    let by = viewer.acting(&asked.plan, Some(&asked.section));
    super::answer(&app, &asked, &of.comment, &sent.text, &by).await?;
    let here = addresses::reply(&asked.plan, asked.year, &asked.section, &asked.action);
    Ok(Redirect::to(&addresses::said(&here, "answered")))
}
