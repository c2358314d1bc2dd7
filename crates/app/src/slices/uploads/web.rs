//! Taking a sheet's file.

use axum::{
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use domain::{FiscalYear, Id, permission::Right, plan::Plan, reply::remark};
use ingest::{Options, Password};
use store::{Import, ImportState};

use crate::{
    App, Error,
    kit::{addresses, error_page::PageError, path::Path, upload, viewer::Viewer},
    slices::{
        columns,
        imports::{self, Given, web::list},
        plans::{self, PlanChoice},
    },
};

/// Reads a file for the plan.
pub(crate) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    form: Multipart,
) -> Result<Response, PageError> {
    let plan = app.store.read().await?.plan(&plan).await?;
    let mut kept = None;
    let received = match given(&app, &viewer, form).await {
        Ok(mut given) => {
            given.plan =
                PlanChoice { municipality: Some(plan.municipality.clone()), area_code: None };
            imports::receive(&app, kept.insert(given).clone()).await
        }
        Err(error) => Err(error),
    };
    if let (Err(why), Some(given)) = (&received, &kept)
        && let Some(page) = columns::web::offered(&app, &viewer, given, why).await?
    {
        return Ok(page);
    }
    match received {
        Ok(import) => Ok(Redirect::to(&next(&app, &import).await?).into_response()),
        Err(error @ (Error::Unreadable(_) | Error::Refused(_))) => {
            let html = list(&app, &viewer, &plan.id, Some(error.to_string())).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads a file where there is no plan yet.
pub(crate) async fn create_first(
    State(app): State<App>,
    viewer: Viewer,
    form: Multipart,
) -> Result<Response, PageError> {
    let given = given(&app, &viewer, form).await?;
    let mut tx = app.store.read().await?;
    let plan = plans::chosen(&mut tx, &given.plan).await?;
    drop(tx);
    if !viewer.may_at(Right::Coordinate, plan.as_ref().map(|plan| &plan.id)) {
        return Err(PageError::forbidden(match plan {
            Some(_) => {
                "この計画の役割がありません。必要な場合は、システム管理者に連絡してください。"
            }
            None => {
                "新しい計画を作る役割がありません。市町村名を確認してください。すべての計画の事務局だけが、新しい計画を作れます。"
            }
        }));
    }
    let import = match imports::receive(&app, given.clone()).await {
        Ok(import) => import,
        Err(why) => {
            let page = columns::web::offered(&app, &viewer, &given, &why).await?;
            return page.ok_or_else(|| why.into());
        }
    };
    Ok(Redirect::to(&next(&app, &import).await?).into_response())
}

/// Where a person goes on: first to how the file was understood, where something was inferred.
async fn next(app: &App, import: &Id<Import>) -> Result<String, Error> {
    let import = app.store.read().await?.import(import).await?;
    let (plan, id) = (&import.head.plan, &import.head.id);
    let asked = import.head.state == ImportState::Read && import.reading.asked().next().is_some();
    Ok(if asked { addresses::reading(plan, id) } else { addresses::import(plan, id) })
}

/// The file and what the person says about it.
async fn given(app: &App, viewer: &Viewer, mut form: Multipart) -> Result<Given, Error> {
    use upload::broken;
    let mut given = Given {
        name: String::new(),
        bytes: Bytes::new(),
        options: Options::default(),
        plan: PlanChoice::default(),
        by: viewer.by(),
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "file" => (given.name, given.bytes) = upload::taken(app, field).await?,
            "year" => {
                let text = field.text().await.map_err(broken)?;
                given.options.year = year(&text)?;
            }
            "password" => {
                let text = field.text().await.map_err(broken)?;
                given.options.password = (!text.is_empty()).then(|| Password::new(text));
            }
            "city" => {
                given.plan.municipality = Some(remark(&field.text().await.map_err(broken)?)?);
            }
            "layout" => {
                let text = field.text().await.map_err(broken)?;
                given.options.layout = layout_in(&text)?;
            }
            _ => {}
        }
    }
    if given.name.is_empty() && given.bytes.is_empty() {
        return Err(Error::Refused(
            "ファイルが選ばれていません。ファイルを選んでから読み込んでください。".to_owned(),
        ));
    }
    Ok(given)
}

fn layout_in(text: &str) -> Result<Option<domain::layout::Layout>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    imports::layout_of(text).map(Some)
}

fn year(text: &str) -> Result<Option<FiscalYear>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    FiscalYear::parse(text).map(Some).map_err(|error| Error::Refused(error.to_string()))
}
