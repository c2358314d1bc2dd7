//! A section's list of its own rows: what waits for the viewer first, then what waits for others.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{
    FiscalYear, Id,
    action::Action,
    permission::Right,
    plan::Plan,
    reply::Reply,
    round::{Round, Season},
    section::Section,
    stage::{Stage, Step, after},
};
use store::Tx;

use super::{
    bulk,
    section::{Context, SectionInbox, context_of, inbox},
    shown::{Due, StageLabel, StepForm, due, known},
};
use crate::{
    App,
    kit::{
        actor::Actor,
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Frame, Link, Tab, page},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::{checks::tally::open_findings, council},
};

#[derive(Template)]
#[template(path = "replies/section.html")]
struct SectionPage {
    frame: Frame,
    plan: Id<Plan>,
    year: FiscalYear,
    section: Id<Section>,
    name: String,
    due: Due,
    groups: Vec<Group>,
    /// How many replies are handed in, of how many.
    answered: usize,
    asked: usize,
    /// Many at once: step, label, how many.
    bulk: Vec<(&'static str, String, usize)>,
    said: String,
    /// The row to go on with.
    next: Option<Link>,
    /// Why the section cannot write; empty where it can.
    shut: String,
    board: Option<String>,
    /// The findings that wait in its rows, for whoever runs the round.
    findings: Option<Link>,
    /// What the council asked and the section has not answered: number and name.
    council: Vec<(String, String)>,
    /// Whether the viewer may send the workbook back.
    may_return: bool,
}

/// Rows that wait for the same thing.
struct Group {
    title: &'static str,
    lines: Vec<Line>,
}

/// A row of the list.
struct Line {
    href: String,
    nos: String,
    title: String,
    measure: String,
    stage: StageLabel,
    missing: Vec<String>,
    partners: Vec<String>,
    findings: usize,
    comments: usize,
    reason: String,
    /// Why it was handed in with gaps.
    gap_reason: String,
    late: bool,
}

/// What a row waits for, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wait {
    Answer,
    Approve,
    Accept,
    Write,
    Others,
    Done,
}

impl Wait {
    const ALL: [Self; 6] =
        [Self::Answer, Self::Approve, Self::Accept, Self::Write, Self::Others, Self::Done];

    /// What a row waits for, seen by whoever looks.
    fn of(context: &Context, inbox: &SectionInbox, reply: &Reply, by: &Actor) -> Self {
        let may = |step| after(step, reply.stage, &by.roles, context.round.approval).is_some();
        let of_section = by.roles.iter().any(|role| role.is_of_section());
        match reply.stage {
            _ if of_section && inbox.open_comments(&reply.action) > 0 => Self::Answer,
            _ if of_section && may(Step::Approve) => Self::Approve,
            _ if may(Step::Accept) => Self::Accept,
            _ if of_section && inbox.open && may(Step::Write) => Self::Write,
            stage if stage.is_answered() => Self::Done,
            _ => Self::Others,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Answer => "事務局からの質問に答えるもの",
            Self::Approve => "承認を待つもの",
            Self::Accept => "受理を待つもの",
            Self::Write => "記入するもの",
            Self::Others => "まだ提出されていないもの",
            Self::Done => "提出したもの",
        }
    }

    /// Whether it waits for the viewer.
    fn is_own(self) -> bool {
        !matches!(self, Self::Others | Self::Done)
    }
}

/// The page.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), section)): Path<(Id<Plan>, AddressYear, Id<Section>)>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let context = context_of(&mut tx, &plan, year, &section).await?;
    let inbox = inbox(&mut tx, &context, &section, viewer.today()).await?;
    let by = viewer.acting(&plan, Some(&section));
    let title = format!("{}の担当分", inbox.section.name);
    let board = (viewer.sections().as_slice() != [section.clone()])
        .then(|| addresses::round(&plan, context.round.year));
    let findings = findings(&app, &mut tx, &viewer, &context, &inbox).await?;
    let council = council::waiting_for(&mut tx, &plan, &section).await?;
    drop(tx);
    page(&SectionPage {
        findings,
        council,
        frame: Frame::of(&viewer, &context.plan, &title, Tab::Round, Some(context.round.year)),
        year: context.round.year,
        name: inbox.section.name.clone(),
        due: due(&context.round, viewer.today()),
        answered: inbox.replies.iter().filter(|reply| reply.stage.is_answered()).count(),
        asked: inbox.replies.len(),
        groups: groups(&context, &inbox, &by),
        bulk: many(&context, &inbox, &by),
        said: said.sentence(),
        next: first(&context, &inbox, &by),
        shut: if inbox.open { String::new() } else { closed(&context.round) },
        board,
        may_return: inbox.open && viewer.may(Right::Answer, Some(&plan), Some(&section)),
        plan,
        section,
    })
}

/// The link to the section's findings, for whoever runs the round.
async fn findings(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    context: &Context,
    inbox: &SectionInbox,
) -> Result<Option<Link>, PageError> {
    let (plan, year) = (&context.plan.id, context.round.year);
    if !viewer.may(Right::Coordinate, Some(plan), None) {
        return Ok(None);
    }
    let count = open_findings(app, tx, plan, year)
        .await?
        .get(&inbox.section.name)
        .copied()
        .unwrap_or_default();
    let href = addresses::check_of(plan, year, &inbox.section.name);
    Ok((count > 0)
        .then(|| Link { label: format!("点検の指摘 {count}件"), href, current: false }))
}

/// Why a section cannot write while the round does not take answers.
pub(super) fn closed(round: &Round) -> String {
    if round.closed {
        "締め切られたので、記入できません。直すときは、事務局に期限の延長を頼んでください。"
            .to_owned()
    } else {
        format!("記入できるのは{}からです。", round.opens_on.spoken())
    }
}

/// The rows by what they wait for; what was sent back is first.
fn groups(context: &Context, inbox: &SectionInbox, by: &Actor) -> Vec<Group> {
    let of = |wait: Wait| -> Vec<Line> {
        let mut replies: Vec<&Reply> =
            inbox.replies.iter().filter(|r| Wait::of(context, inbox, r, by) == wait).collect();
        replies.sort_by_key(|reply| reply.stage != Stage::Returned);
        replies.into_iter().map(|reply| line(context, inbox, reply, by)).collect()
    };
    let groups = Wait::ALL.map(|wait| Group { title: wait.title(), lines: of(wait) });
    groups.into_iter().filter(|group| !group.lines.is_empty()).collect()
}

fn line(context: &Context, inbox: &SectionInbox, reply: &Reply, by: &Actor) -> Line {
    let rows = context.rows(&reply.action);
    let missing = reply.missing(&context.round);
    let begun = !reply.entries.is_empty();
    let nos: Vec<String> = rows.iter().map(|row| row.no.to_string()).collect();
    let findings = context.findings(reply, &inbox.section.name).len();
    let first = rows.first();
    Line {
        href: addresses::reply(&context.plan.id, context.round.year, &reply.section, &reply.action),
        nos: nos.join("・"),
        title: first.map_or_else(String::new, |row| row.action.text.clone()),
        measure: first.map_or_else(String::new, |row| context.measure(row).to_owned()),
        stage: StageLabel::of(reply.stage),
        findings: findings.saturating_sub(missing.len()),
        // Where nothing is written, that says it all
        missing: missing
            .iter()
            .filter(|_| begun)
            .map(|slot| slot.field.label().to_owned())
            .collect(),
        partners: context.partners(&reply.action, &inbox.section.name),
        comments: inbox.open_comments(&reply.action),
        reason: if reply.stage == Stage::Returned { reply.reason.clone() } else { String::new() },
        gap_reason: reply.gap_reason().to_owned(),
        late: context.round.season(by.today) != Season::Closed
            && reply.is_late(&context.round, by.today),
    }
}

/// The steps that may be taken for many replies at once.
fn many(context: &Context, inbox: &SectionInbox, by: &Actor) -> Vec<(&'static str, String, usize)> {
    let approval = context.round.approval;
    let steps = [
        (Step::Submit, "記入が揃ったものをまとめて提出"),
        (Step::Approve, "前回の承認から変わらないものを承認"),
        (Step::Accept, "指摘のないものをまとめて受理"),
    ];
    let fit = |step: Step| {
        let may = |reply: &&Reply| {
            after(step, reply.stage, &by.roles, approval).is_some()
                && (step != Step::Submit || inbox.open)
                && bulk::is_fit(context, inbox, reply, step)
        };
        inbox.replies.iter().filter(may).count()
    };
    let steps = steps.into_iter().map(|(step, label)| (step.code(), label.to_owned(), fit(step)));
    steps.filter(|(_, _, count)| *count > 0).collect()
}

/// The first row that waits for the viewer.
fn first(context: &Context, inbox: &SectionInbox, by: &Actor) -> Option<Link> {
    let mut own = inbox.replies.iter().filter(|r| Wait::of(context, inbox, r, by).is_own());
    own.next().map(|reply| link(context, reply))
}

/// The next row that waits for the viewer after this one; after the last the first.
pub(super) fn next(
    context: &Context,
    inbox: &SectionInbox,
    at: &Id<Action>,
    by: &Actor,
) -> Option<Link> {
    let place = inbox.replies.iter().position(|reply| reply.action == *at)?;
    let (before, rest) = inbox.replies.split_at(place);
    let mut round = rest.iter().skip(1).chain(before);
    round.find(|r| Wait::of(context, inbox, r, by).is_own()).map(|reply| link(context, reply))
}

fn link(context: &Context, reply: &Reply) -> Link {
    let title = context.rows(&reply.action).first().map(|row| row.action.text.clone());
    let href =
        addresses::reply(&context.plan.id, context.round.year, &reply.section, &reply.action);
    Link { label: title.unwrap_or_default(), href, current: false }
}

/// Takes a step for every reply of the section that is fit for it.
pub(crate) async fn steps(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, AddressYear(year), section)): Path<(Id<Plan>, AddressYear, Id<Section>)>,
    Form(sent): Form<StepForm>,
) -> Result<Redirect, PageError> {
    let step = known(&sent.step)?;
    let by = viewer.acting(&plan, Some(&section));
    let taken = bulk::take_all(&app, &plan, year, Some(&section), step, &by).await?;
    Ok(Redirect::to(&taken.told_at(&addresses::section(&plan, year, &section), step)))
}
