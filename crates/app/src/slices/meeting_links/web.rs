//! The pages of a meeting's link: what the secretariat is shown once, and what its readers see.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    Day, Id,
    council::{Audience, Meeting},
    plan::Plan,
};
use serde::Deserialize;
use store::{EditionFile, StoredEdition};

use super::{OpenedMeeting, log, opened};
use crate::{
    App, Error,
    kit::{
        addresses,
        download::attachment,
        error_page::PageError,
        page::{Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
    slices::{
        council,
        editions::view::EditionView,
        frozen::{check_number, content, name},
    },
};

/// What the form of a new link sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MeetingLinkForm {
    papers: String,
    expires_on: String,
}

#[derive(Template)]
#[template(path = "meeting_links/made.html")]
struct MadePage {
    frame: Frame,
    plan: Id<Plan>,
    id: String,
    title: String,
    link: String,
    papers: &'static str,
    expires_on: Day,
}

/// Makes a link and shows it, once.
pub(crate) async fn make(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Form(form): Form<MeetingLinkForm>,
) -> Result<Html<String>, PageError> {
    let papers = Audience::coded(&form.papers)
        .ok_or_else(|| Error::Refused("だれに見せるかを選んでください。".to_owned()))?;
    let expires_on = Day::parse(form.expires_on.trim())
        .map_err(|_| Error::Refused("リンクの期限の日を書いてください。".to_owned()))?;
    let token = super::make(&app, (&plan, &id), (papers, expires_on), &viewer.by()).await?;
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let of = council::meeting(&mut tx, &plan.id, &id).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    drop(tx);
    page(&MadePage {
        frame: Frame::of(&viewer, &plan, "会議のリンク", Tab::Council, newest),
        plan: plan.id,
        id: of.id,
        title: of.value.title,
        link: format!("{}{}", app.access.base_for(&headers), addresses::meeting_link(&token)),
        papers: papers.label(),
        expires_on,
    })
}

/// Ends a link before its day.
pub(crate) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id, link)): Path<(Id<Plan>, String, String)>,
) -> Result<Redirect, PageError> {
    super::end(&app, &plan, (&id, &link), &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::meeting(&plan, &id), "ended")))
}

/// What a token opens; where it opens nothing there is no such page, whatever the reason.
async fn open(app: &App, token: &str) -> Result<OpenedMeeting, PageError> {
    let opened = opened(&mut app.store.read().await?, token).await?;
    opened.ok_or_else(PageError::nowhere)
}

/// An answer that no other site is told of, and no search engine keeps.
fn unlisted(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let robots = HeaderName::from_static("x-robots-tag");
    headers.insert(robots, HeaderValue::from_static("noindex, nofollow"));
    response
}

/// A paper on the page of a link.
struct LinkedPaper {
    title: String,
    /// Where its edition is read; empty where it is none, or not shown.
    href: String,
    /// The 照合番号 of its edition.
    number: String,
    /// Why it is not shown; empty where it is.
    closed: String,
}

#[derive(Template)]
#[template(path = "meeting_links/meeting.html")]
struct LinkedMeetingPage {
    frame: Frame,
    city: String,
    of: Meeting,
    papers: Vec<LinkedPaper>,
}

/// The meeting with its papers.
pub(crate) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let of = open(&app, &token).await?;
    log(&app, &of, "資料の一覧").await?;
    let papers = of.papers().map(|paper| {
        let edition = of.edition_of(paper);
        let href = edition.map(|one| addresses::meeting_link_edition(&token, &one.id));
        LinkedPaper {
            title: paper.title.clone(),
            href: href.unwrap_or_default(),
            number: edition.map(check_number).unwrap_or_default(),
            closed: match paper.audience {
                Audience::Closed => format!("非公開：{}", paper.ground),
                _ => String::new(),
            },
        }
    });
    let html = page(&LinkedMeetingPage {
        frame: Frame::bare(&of.meeting.title),
        city: of.plan.name(),
        papers: papers.collect(),
        of: of.meeting,
    })?;
    Ok(unlisted(html))
}

#[derive(Template)]
#[template(path = "meeting_links/edition.html")]
struct LinkedEditionPage {
    frame: Frame,
    /// Back to the list of papers.
    back: String,
    meeting: String,
    city: String,
    name: String,
    number: String,
    /// The files with where each is.
    files: Vec<(String, String)>,
    view: EditionView,
}

/// What a link opens, with an edition that it shows.
async fn with_edition(
    app: &App,
    (token, id): (&str, &str),
) -> Result<(OpenedMeeting, StoredEdition), PageError> {
    let of = open(app, token).await?;
    let edition = of.edition(id).cloned().ok_or_else(PageError::nowhere)?;
    Ok((of, edition))
}

/// An edition among the papers.
pub(crate) async fn edition(
    State(app): State<App>,
    Path((token, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (of, edition) = with_edition(&app, (&token, &id)).await?;
    log(&app, &of, &name(&edition)).await?;
    let mut tx = app.store.read().await?;
    let files = tx.edition_files(&edition.id).await?;
    let content = content(&mut tx, &edition).await?;
    drop(tx);
    let href = |file: &EditionFile| addresses::meeting_link_file(&token, &edition.id, &file.name);
    let files = files.iter().filter(|file| !file.name.contains('/'));
    let html = page(&LinkedEditionPage {
        frame: Frame::bare(&name(&edition)),
        back: addresses::meeting_link(&token),
        meeting: of.meeting.title,
        city: of.plan.name(),
        name: name(&edition),
        number: check_number(&edition),
        files: files.map(|file| (file.name.clone(), href(file))).collect(),
        view: EditionView::of(&content),
    })?;
    Ok(unlisted(html))
}

/// A file of an edition among the papers, as it was frozen.
pub(crate) async fn file(
    State(app): State<App>,
    Path((token, id, file)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let (of, edition) = with_edition(&app, (&token, &id)).await?;
    let (kind, bytes) = app.store.read().await?.edition_file(&edition.id, &file).await?;
    log(&app, &of, &format!("{} {file}", name(&edition))).await?;
    let file = file.replace('/', "_");
    let named = format!("{}_{}_{file}", of.plan.name(), name(&edition));
    Ok(unlisted(attachment(&named, &kind, bytes)))
}
