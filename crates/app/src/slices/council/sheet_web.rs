//! The pages of 意見シート: downloaded, sent back, looked at, taken.

use askama::Template;
use axum::{
    extract::{Multipart, Query, State},
    response::{Html, Redirect, Response},
};
use domain::{Id, permission::Right, plan::Plan};
use serde::{Deserialize, Serialize};

use super::{
    meeting,
    returned::{ReturnedSheet, SheetPlace, SheetTaken, look, outgoing, receive, take},
    sheet::SheetMember,
};
use crate::{
    App, Error,
    kit::{
        addresses,
        download::attachment,
        error_page::PageError,
        page::{Frame, Tab, page},
        path::Path,
        upload,
        viewer::Viewer,
    },
};

/// What a workbook is.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// For whom the secretariat downloads a 意見シート: a person, or the name of a member without an
/// account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SheetQuery {
    person: String,
    name: String,
}

/// Whoever looks, as a member.
fn own(viewer: &Viewer) -> SheetMember {
    let by = viewer.by();
    SheetMember { name: by.name, person: by.person.map(|id| id.to_string()).unwrap_or_default() }
}

/// The meeting, and the member who may send only the own 意見シート.
fn place(viewer: &Viewer, plan: Id<Plan>, meeting: String) -> SheetPlace {
    let runs = viewer.may(Right::Coordinate, Some(&plan), None);
    SheetPlace { only: (!runs).then(|| own(viewer)), plan, meeting }
}

/// A member's 意見シート.
pub(crate) async fn download(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    Query(asked): Query<SheetQuery>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let member = if viewer.may(Right::Coordinate, Some(&plan), None) {
        meeting(&mut tx, &plan, &id).await?;
        let name = domain::reply::remark(&asked.name).map_err(Error::from)?;
        match (asked.person.as_str(), name.as_str()) {
            ("", "") => {
                let told = "だれの意見シートかを選ぶか、委員の名前を書いてください。";
                return Err(Error::Refused(told.to_owned()).into());
            }
            ("", name) => SheetMember { name: name.to_owned(), person: String::new() },
            (person, _) => {
                let person = tx.person(&Id::new(person)).await?.person;
                SheetMember { name: person.name, person: person.id.to_string() }
            }
        }
    } else {
        own(&viewer)
    };
    let book = outgoing(&mut tx, (&plan, &id), &member).await?;
    drop(tx);
    let name = book.file_name();
    let made = app.desk.run(move || report::reply_workbook(&book)).await?;
    Ok(attachment(&name, XLSX, made.map_err(Error::from)?))
}

/// Keeps a 意見シート that came back, and leads to its preview.
pub(crate) async fn send_back(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, String)>,
    form: Multipart,
) -> Result<Redirect, PageError> {
    let place = place(&viewer, plan, id);
    let (name, bytes) = upload::file(&app, form).await?;
    let digest = receive(&app, &place, (&name, bytes), &viewer.by()).await?;
    Ok(Redirect::to(&addresses::sheet_returned(&place.plan, &place.meeting, &digest)))
}

/// What a redirect tells the page that it leads to.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct SheetFlash {
    said: String,
    added: usize,
    changed: usize,
}

impl SheetFlash {
    fn sentence(&self) -> String {
        match (self.said.as_str(), self.added, self.changed) {
            ("taken", 0, 0) => "新しく取り込むものはありませんでした。".to_owned(),
            ("taken", added, 0) => format!("{added}件を取り込みました。"),
            ("taken", 0, changed) => format!("{changed}件を、届いた内容に改めました。"),
            ("taken", added, changed) => {
                format!("{added}件を取り込み、{changed}件を届いた内容に改めました。")
            }
            _ => String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "council/returned.html")]
struct ReturnedPage {
    frame: Frame,
    plan: Id<Plan>,
    meeting: String,
    title: String,
    digest: String,
    said: String,
    of: ReturnedSheet,
}

/// What taking a 意見シート would do, or has done.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id, digest)): Path<(Id<Plan>, String, String)>,
    Query(said): Query<SheetFlash>,
) -> Result<Html<String>, PageError> {
    let place = place(&viewer, plan, id);
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&place.plan).await?;
    let of = meeting(&mut tx, &plan.id, &place.meeting).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    drop(tx);
    let seen = look(&app, &place, &digest).await?;
    page(&ReturnedPage {
        frame: Frame::of(&viewer, &plan, "返ってきた意見シート", Tab::Council, newest),
        plan: plan.id,
        meeting: of.id,
        title: of.value.title,
        digest,
        said: said.sentence(),
        of: seen,
    })
}

/// Takes what a 意見シート says that is new or changed.
pub(crate) async fn take_up(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id, digest)): Path<(Id<Plan>, String, String)>,
) -> Result<Redirect, PageError> {
    let place = place(&viewer, plan, id);
    let SheetTaken { added, changed } = take(&app, &place, &digest, &viewer.by()).await?;
    let said = SheetFlash { said: "taken".to_owned(), added, changed };
    let here = addresses::sheet_returned(&place.plan, &place.meeting, &digest);
    Ok(Redirect::to(&addresses::telling(&here, &said)))
}
