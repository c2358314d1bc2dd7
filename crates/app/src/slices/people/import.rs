//! The pages of the personnel change: choose a list, look at what it changes, book it.

use askama::Template;
use axum::{
    Form,
    extract::{Multipart, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use domain::{
    Day,
    personnel::{PersonChange, PersonnelEntry, PersonnelProblem as Unclear},
};
use serde::Deserialize;

use super::{
    personnel::{self, Meant, PersonnelPreview},
    view::Places,
};
use crate::{
    App, Error,
    kit::{
        actor::By,
        addresses,
        error_page::PageError,
        page::{Frame, page},
        path::Path,
        upload,
        viewer::Viewer,
    },
    slices::plans::{self, PlanChoice},
};

#[derive(Template)]
#[template(path = "people/import.html")]
struct ImportPage {
    frame: Frame,
    asked: PersonnelQuery,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "people/preview.html")]
struct PreviewPage {
    frame: Frame,
    /// The digest of the list.
    digest: String,
    plan: String,
    on: String,
    mark: String,
    end_absent: bool,
    problems: Vec<Unclear>,
    groups: Vec<Group>,
    same: usize,
    needless: bool,
}

/// Persons to whom the like happens.
struct Group {
    title: &'static str,
    people: Vec<EntryView>,
}

/// What happens to a person.
struct EntryView {
    login: String,
    name: String,
    renamed: bool,
    begins: Vec<(String, String)>,
    ends: Vec<(String, String)>,
}

/// How the list is meant, in the address of its preview.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PersonnelQuery {
    on: String,
    absent: String,
    mark: String,
}

impl PersonnelQuery {
    fn meant(&self) -> Result<Meant, Error> {
        let on = (!self.on.trim().is_empty()).then(|| Day::parse(&self.on)).transpose();
        let on = on.map_err(|error| Error::Refused(error.to_string()))?;
        Ok(Meant { on, end_absent: self.absent == "end" })
    }
}

/// The form.
pub(crate) async fn choose(viewer: Viewer) -> Result<Response, PageError> {
    form(&viewer, PersonnelQuery::default(), None)
}

/// The form, with what was typed and what is wrong with it; the browser asks for the file again.
fn form(
    viewer: &Viewer,
    asked: PersonnelQuery,
    error: Option<String>,
) -> Result<Response, PageError> {
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let frame = Frame::bare("人事異動").seen_by(viewer);
    Ok((status, page(&ImportPage { frame, asked, error })?).into_response())
}

/// Keeps the list and leads to its preview.
pub(crate) async fn receive(
    State(app): State<App>,
    viewer: Viewer,
    form_data: Multipart,
) -> Result<Response, PageError> {
    let mut asked = PersonnelQuery::default();
    match kept((&app, &viewer.by()), form_data, &mut asked).await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(Error::Refused(why)) => form(&viewer, asked, Some(why)),
        Err(error) => Err(error.into()),
    }
}

async fn kept(
    (app, by): (&App, &By),
    mut form: Multipart,
    asked: &mut PersonnelQuery,
) -> Result<String, Error> {
    use upload::broken;

    let (mut name, mut bytes) = (String::new(), Bytes::new());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "file" => (name, bytes) = upload::taken(app, field).await?,
            "on" => asked.on = field.text().await.map_err(broken)?,
            "absent" => asked.absent = field.text().await.map_err(broken)?,
            _ => {}
        }
    }
    let meant = asked.meant()?;
    let digest = personnel::keep(app, by, &name, bytes).await?;
    Ok(addresses::personnel_on(&digest, meant.on, meant.end_absent))
}

/// What the list changes.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(digest): Path<String>,
    Query(asked): Query<PersonnelQuery>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let file = tx.file(&digest).await?;
    let plan = plan(&mut tx).await?;
    drop(tx);
    let list = personnel::lines(&app, file.bytes.into()).await?;
    let meant = asked.meant()?;
    let mut tx = app.store.read().await?;
    let preview = personnel::preview(&mut tx, plan, &list, meant).await?;
    let places = Places::open(&mut tx).await?;
    drop(tx);
    Ok(page(&drawn(&viewer, &digest, &preview, &places, meant))?.into_response())
}

/// The plan that the list is for: the only one.
async fn plan(tx: &mut store::Tx) -> Result<domain::plan::Plan, Error> {
    plans::chosen(tx, &PlanChoice::default()).await?.ok_or_else(|| {
        Error::Refused("計画がまだありません。先に進捗管理シートを取り込んでください。".to_owned())
    })
}

fn drawn(
    viewer: &Viewer,
    digest: &str,
    preview: &PersonnelPreview,
    places: &Places,
    meant: Meant,
) -> PreviewPage {
    let view = |entry: &PersonnelEntry| EntryView {
        login: entry.login.clone(),
        name: entry.name.clone(),
        renamed: entry.renamed,
        begins: entry
            .begins
            .iter()
            .map(|grant| (places.role(grant), Places::days(grant)))
            .collect(),
        ends: entry
            .ends
            .iter()
            .map(|(was, until)| {
                let until =
                    until.map_or_else(|| "期限なし".to_owned(), |day| format!("{day} まで"));
                (places.role(was), until)
            })
            .collect(),
    };
    let comparison = &preview.comparison;
    let group = |title, kind| Group { title, people: comparison.of(kind).map(view).collect() };
    PreviewPage {
        frame: Frame::bare("人事異動の確認").seen_by(viewer),
        digest: digest.to_owned(),
        plan: preview.plan.name(),
        on: preview.on.to_string(),
        mark: preview.mark.clone(),
        end_absent: meant.end_absent,
        problems: comparison.problems.clone(),
        groups: vec![
            group("新しい職員", PersonChange::New),
            group("変わる職員", PersonChange::Changed),
        ],
        same: comparison.of(PersonChange::Same).count(),
        needless: comparison.is_needless(),
    }
}

/// Books what was shown.
pub(crate) async fn book(
    State(app): State<App>,
    viewer: Viewer,
    Path(digest): Path<String>,
    Form(asked): Form<PersonnelQuery>,
) -> Result<Redirect, PageError> {
    let mut tx = app.store.read().await?;
    let file = tx.file(&digest).await?;
    let plan = plan(&mut tx).await?;
    drop(tx);
    let list = personnel::lines(&app, file.bytes.into()).await?;
    let (actor, meant) = (viewer.by(), asked.meant()?);
    personnel::book(&app, &actor, plan, &list, meant, Some(&asked.mark)).await?;
    Ok(Redirect::to(&addresses::people()))
}
