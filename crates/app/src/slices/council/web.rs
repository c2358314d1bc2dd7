//! The council's pages.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{
    Id,
    council::{
        Audience, Meeting, MeetingForm as HeldAs, MeetingPaper, Minutes, MinutesState, Openness,
        Opinion, OpinionKind, OpinionPhase,
    },
    permission::Right,
    plan::Plan,
};
use serde::Deserialize;

use super::{
    KeptVersion, MeetingFields, confirm, meeting, meetings, minutes, opinions, save_meeting,
    view::{
        LinkLine, MeetingLine, OpinionLine, about, action_choices, actions, links, members, sees,
    },
    write_minutes,
};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Choice, Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
    slices::frozen::{check_number, name, standing::may_read},
};

/// So many days after the meeting a link ends where nobody says otherwise: what was said is settled.
const LINK_DAYS: i64 = 14;

/// So many empty lines follow the papers that are there.
const EMPTY: usize = 2;

#[derive(Template)]
#[template(path = "council/index.html")]
struct IndexPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    meetings: Vec<MeetingLine>,
    meeting_choices: Vec<Choice>,
    opinions: Vec<OpinionLine>,
    actions: Vec<Choice>,
    years: Vec<Choice>,
    may_run: bool,
    may_say: bool,
}

/// The meetings, and the opinions that the viewer sees.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let held = meetings(&mut tx, &plan.id).await?;
    let all = opinions(&mut tx, &plan.id).await?;
    let actions = actions(&mut tx, &plan.id).await?;
    let heads = tx.sheets(&plan.id).await?;
    drop(tx);
    let inner = viewer.may(Right::Read, Some(&plan.id), None);
    let seen = all.iter().filter(|kept| sees(&viewer, &plan.id, &kept.value));
    let line = |kept| {
        let kept: &KeptVersion<Opinion> = kept;
        OpinionLine::of(&plan.id, kept, about(&actions, &kept.value), (&viewer, inner))
    };
    let newest = heads.first().map(|head| head.year);
    // What is said without a meeting is most likely about the year that the council looks at
    let met = held.iter().map(|kept| kept.value.year).max().or(newest);
    let short = met.map(domain::FiscalYear::short).unwrap_or_default();
    let next = held.iter().map(|kept| (kept.value.held_on, kept.id.as_str())).max();
    let next = next.map_or("", |(_, id)| id);
    page(&IndexPage {
        frame: Frame::of(&viewer, &plan, "協議会", Tab::Council, newest),
        said: said.sentence(),
        meetings: held.iter().map(|kept| MeetingLine::of(&plan.id, kept)).collect(),
        meeting_choices: held
            .iter()
            .map(|kept| Choice::of(kept.id.clone(), kept.value.title.clone(), next))
            .chain(std::iter::once(Choice::of("", "（会議のほか）", "-")))
            .collect(),
        opinions: seen.map(line).collect(),
        actions: action_choices(&actions),
        years: heads
            .iter()
            .map(|head| Choice::of(head.year.short(), head.year.official(), &short))
            .collect(),
        may_run: viewer.may(Right::Coordinate, Some(&plan.id), None),
        may_say: viewer.may(Right::Advise, Some(&plan.id), None),
        plan: plan.id,
    })
}

/// Keeps a new meeting.
pub(crate) async fn add_meeting(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let form = MeetingFields::of(&sent);
    let id = save_meeting(&app, &plan, (None, &form), &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::meeting(&plan, &id), "saved")))
}

/// What a viewer has to do with minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Confirmation {
    /// Nothing: only members confirm, and only what is to be confirmed.
    None,
    /// A member is asked to confirm them.
    Wanted,
    /// The member has confirmed them as they stand.
    Given,
}

#[derive(Template)]
#[template(path = "council/meeting.html")]
struct MeetingPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    id: String,
    version: i64,
    of: Meeting,
    year: String,
    /// The papers that the viewer sees, each with where its edition is and its 照合番号.
    papers: Vec<(MeetingPaper, String, String)>,
    lines: Vec<MeetingPaper>,
    editions: Vec<Choice>,
    minutes: Minutes,
    /// What the form for minutes begins with.
    begun: String,
    minutes_version: i64,
    opinions: Vec<OpinionLine>,
    may_run: bool,
    /// What the viewer has to do with the minutes.
    confirmation: Confirmation,
    may_say: bool,
    /// Of whom the secretariat may download a 意見シート.
    members: Vec<Choice>,
    links: Vec<LinkLine>,
    /// The last day that the form of a link begins with.
    link_day: String,
}

/// A meeting with its papers, opinions and minutes.
pub(crate) async fn show_meeting(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Query(done): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let kept = meeting(&mut tx, &plan.id, &id).await?;
    let written = minutes(&mut tx, &plan.id, &id).await?;
    let all = opinions(&mut tx, &plan.id).await?;
    let actions = actions(&mut tx, &plan.id).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let frozen = tx.editions(&plan.id).await?;
    let may_run = viewer.may(Right::Coordinate, Some(&plan.id), None);
    let (members, links) = if may_run {
        let today = viewer.today();
        let members = members(&mut tx, &plan.id, today).await?;
        (members, links(&mut tx, (&plan.id, &id), today).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    drop(tx);
    let inner = viewer.may(Right::Read, Some(&plan.id), None);
    let of = kept.value;
    let papers = of.papers.iter().map(|paper| {
        let edition = frozen.iter().find(|one| one.id == paper.edition);
        let shown = edition.filter(|one| may_read(&viewer, &plan.id, one));
        let href = shown.map(|one| addresses::edition(&plan.id, &one.id)).unwrap_or_default();
        (paper.clone(), href, shown.map(check_number).unwrap_or_default())
    });
    let papers: Vec<_> = papers.collect();
    let mut lines = of.papers.clone();
    lines.extend(std::iter::repeat_n(MeetingPaper::default(), EMPTY));
    let here =
        all.iter().filter(|one| one.value.meeting == id && sees(&viewer, &plan.id, &one.value));
    let mut editions = vec![Choice::of("", "（版ではない資料）", "")];
    let own = frozen.iter().filter(|one| one.year == i64::from(of.year.start()));
    editions.extend(own.map(|one| Choice::of(one.id.clone(), name(one), "")));
    let (minutes, minutes_version) =
        written.map_or_else(|| (Minutes::default(), 0), |kept| (kept.value, kept.version));
    let numbers: Vec<String> = papers.iter().map(|(.., number)| number.clone()).collect();
    let here: Vec<_> = here.collect();
    let said: Vec<&Opinion> = here.iter().map(|kept| &kept.value).collect();
    let begun = if minutes.text.is_empty() {
        Minutes::begun(&of, &numbers, &said)
    } else {
        minutes.text.clone()
    };
    let may_say = viewer.may(Right::Advise, Some(&plan.id), None);
    let visible = may_run || minutes.state != MinutesState::Draft;
    page(&MeetingPage {
        frame: Frame::of(&viewer, &plan, &of.title, Tab::Council, newest),
        said: done.sentence(),
        id: id.clone(),
        version: kept.version,
        year: of.year.short(),
        begun,
        opinions: here
            .into_iter()
            .map(|one| {
                let about = about(&actions, &one.value);
                OpinionLine::of(&plan.id, one, about, (&viewer, inner))
            })
            .collect(),
        confirmation: match minutes.state {
            MinutesState::Draft => Confirmation::None,
            _ if minutes.confirmed.contains(&viewer.by().name) => Confirmation::Given,
            MinutesState::Confirming if may_say && !may_run => Confirmation::Wanted,
            _ => Confirmation::None,
        },
        minutes: if visible { minutes } else { Minutes::default() },
        minutes_version,
        may_say,
        members,
        links,
        link_day: of.held_on.max(viewer.today()).after(LINK_DAYS).to_string(),
        papers,
        lines,
        editions,
        may_run,
        of,
        plan: plan.id,
    })
}

/// Changes a meeting.
pub(crate) async fn change_meeting(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let form = MeetingFields::of(&sent);
    save_meeting(&app, &plan, (Some(&id), &form), &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::meeting(&plan, &id), "saved")))
}

/// What the form of minutes sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MinutesForm {
    text: String,
    state: String,
    reason: String,
    seen: i64,
}

/// Writes the minutes of a meeting.
pub(crate) async fn minute(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Form(form): Form<MinutesForm>,
) -> Result<Redirect, PageError> {
    let next = Minutes {
        text: domain::reply::storable(&form.text).map_err(Error::from)?,
        state: MinutesState::coded(&form.state).unwrap_or_default(),
        reason: domain::reply::remark(&form.reason).map_err(Error::from)?,
        confirmed: Vec::new(),
    };
    write_minutes(&app, &plan, (&id, form.seen), next, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::meeting(&plan, &id), "saved")))
}

/// A member confirms the minutes.
pub(crate) async fn confirm_minutes(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
) -> Result<Redirect, PageError> {
    if viewer.may(Right::Coordinate, Some(&plan), None) {
        let told = "会議録の確認は、委員が自分の画面でします。";
        return Err(Error::Refused(told.to_owned()).into());
    }
    confirm(&app, &plan, &id, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::meeting(&plan, &id), "saved")))
}
