//! The list of those who are reminded, and its files.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{Html, Redirect, Response},
};
use domain::{FiscalYear, Id, letter::Letter, plan::Plan};
use serde::{Deserialize, Serialize};

use super::{Prepared, prepare};
use crate::{
    App, Error,
    kit::{
        addresses,
        download::attachment,
        error_page::PageError,
        page::{Frame, Tab, page},
        path::{AddressYear, Path},
        viewer::Viewer,
    },
    slices::mail::files::drafts,
};

#[derive(Template)]
#[template(path = "reminders/reminders.html")]
struct RemindersPage {
    frame: Frame,
    plan: Id<Plan>,
    year: FiscalYear,
    on: bool,
    mail: String,
    letters: Vec<LetterView>,
    silent: Vec<String>,
    said: String,
}

struct LetterView {
    name: String,
    address: String,
    subject: String,
    files: Vec<String>,
}

/// What a redirect tells the page that it leads to.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct RemindersFlash {
    queued: Option<usize>,
    known: usize,
    refused: usize,
}

impl RemindersFlash {
    fn sentence(&self, off: bool) -> String {
        let Some(queued) = self.queued else { return String::new() };
        if off {
            return "メールは送らない設定です。下のファイルで知らせてください。".to_owned();
        }
        let known = match self.known {
            0 => String::new(),
            known => format!("{known}人には、今日すでに知らせています。"),
        };
        let refused = match self.refused {
            0 => String::new(),
            refused => format!("{refused}人には、使えるメールアドレスがないため送れません。"),
        };
        format!("{queued}人あてのメールを送信待ちに入れました。{known}{refused}")
    }
}

async fn prepared(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    (plan, AddressYear(year)): (Id<Plan>, AddressYear),
) -> Result<Prepared, Error> {
    let mut tx = app.store.read().await?;
    prepare(&mut tx, (&plan, year), &app.access.base_for(headers), viewer.today()).await
}

/// Who is reminded, of what.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(place): Path<(Id<Plan>, AddressYear)>,
    Query(said): Query<RemindersFlash>,
) -> Result<Html<String>, PageError> {
    let Prepared { plan, round, letters, silent } =
        prepared(&app, &viewer, &headers, place).await?;
    let status = app.mail.status(&mut app.store.read().await?).await?;
    let on = app.mail.is_on();
    page(&RemindersPage {
        frame: Frame::of(&viewer, &plan, "未提出の課への知らせ", Tab::Round, Some(round.year)),
        year: round.year,
        plan: plan.id,
        on,
        mail: super::status(&status),
        letters: letters.iter().map(view).collect(),
        silent,
        said: said.sentence(!on),
    })
}

fn view(letter: &Letter) -> LetterView {
    LetterView {
        name: letter.to.name.clone(),
        address: letter.to.address.clone(),
        subject: letter.subject.clone(),
        files: letter.enclosures.iter().map(|file| file.name.clone()).collect(),
    }
}

/// Reminds them.
pub(crate) async fn send(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path((plan, AddressYear(year))): Path<(Id<Plan>, AddressYear)>,
) -> Result<Redirect, PageError> {
    let by = viewer.acting(&plan, None);
    let base = app.access.base_for(&headers);
    let (posted, _) = super::send(&app, (&plan, year), &base, &by).await?;
    let said = RemindersFlash {
        queued: Some(posted.queued.len()),
        known: posted.known.len(),
        refused: posted.refused.len(),
    };
    Ok(Redirect::to(&addresses::telling(&addresses::reminders(&plan, year), &said)))
}

/// The letters as a table.
pub(crate) async fn table(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(place): Path<(Id<Plan>, AddressYear)>,
) -> Result<Response, PageError> {
    let prepared = prepared(&app, &viewer, &headers, place).await?;
    let bytes = report::mail_merge(&prepared.letters).map_err(Error::from)?;
    Ok(attachment(&name(&prepared, "csv"), "text/csv; charset=utf-8", bytes))
}

/// From whom the drafts are.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sender {
    from: String,
}

/// The letters as drafts, the table and the workbooks in one zip.
pub(crate) async fn archive(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(place): Path<(Id<Plan>, AddressYear)>,
    Query(sender): Query<Sender>,
) -> Result<Response, PageError> {
    let prepared = prepared(&app, &viewer, &headers, place).await?;
    let mut files =
        vec![("一覧.csv".to_owned(), report::mail_merge(&prepared.letters).map_err(Error::from)?)];
    for enclosure in prepared.letters.iter().flat_map(|letter| &letter.enclosures) {
        let file = (enclosure.name.clone(), enclosure.bytes.clone());
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let from = sender.from.trim();
    if !from.is_empty() {
        files.extend(drafts(&prepared.letters, from)?.files);
    }
    let named = unlike(files);
    let packed = named.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let bytes = report::archive(packed).map_err(Error::from)?;
    Ok(attachment(&name(&prepared, "zip"), "application/zip", bytes))
}

/// The files under names of which no two are alike.
fn unlike(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let mut named: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, bytes) in files {
        let taken = named.iter().filter(|(known, _)| known.ends_with(&name)).count();
        let name = if taken == 0 { name } else { format!("{}_{name}", taken + 1) };
        named.push((name, bytes));
    }
    named
}

fn name(prepared: &Prepared, ending: &str) -> String {
    format!("{}_{}_お知らせ.{ending}", prepared.plan.name(), prepared.round.year.short())
}
