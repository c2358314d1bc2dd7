//! Readings: a person sees how a kept file was understood, and confirms or changes it. What was said is
//! kept with the plan's form, so that the next file of the form asks nothing.

pub(crate) mod web;

use bytes::Bytes;
use domain::{FiscalYear, Id, plan::Plan};
use ingest::{Options, Password};
use store::{Import, ImportState};

use crate::{
    App, Error, Result,
    kit::actor::By,
    slices::{
        imports::{self, Given},
        plans::PlanChoice,
    },
};

/// What a person says about a reading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// The value of each decision, by its position in the reading's list; others stand as they are.
    pub(crate) values: Vec<(usize, String)>,
    /// The sheet's year.
    pub(crate) year: Option<FiscalYear>,
    /// What opens the file, where it is locked.
    pub(crate) password: Option<Password>,
}

/// Reads the file of a waiting import anew by what a person said; answers the import that takes its
/// place.
pub(crate) async fn read(
    app: &App,
    plan: &Plan,
    import: &Import,
    said: Said,
    by: &By,
) -> Result<Id<Import>> {
    if import.head.state != ImportState::Read {
        return Err(Error::Conflict(
            "この取込は、すでに登録または取りやめになっています。".to_owned(),
        ));
    }
    let reading = &import.reading;
    for (at, value) in &said.values {
        if let Some(decision) = reading.decisions.get(*at).filter(|known| !known.may_be(value)) {
            let subject = &decision.subject;
            return Err(Error::Refused(format!(
                "「{subject}」の答え「{value}」は選べません。一覧から選んでください。"
            )));
        }
    }
    let file = app.store.read().await?.file(&import.head.digest).await?;
    let options = Options {
        year: said.year.or(Some(reading.sheet.year)),
        layout: reading.by_layout.then(|| reading.sheet.layout.clone()),
        answers: reading.answers(&said.values),
        password: said.password,
    };
    let bytes = Bytes::from(file.bytes);
    let again = imports::read(app, bytes.clone(), options.clone()).await?;
    let plan = PlanChoice { municipality: Some(plan.municipality.clone()), area_code: None };
    let given = Given { name: import.head.name.clone(), bytes, options, plan, by: by.clone() };
    imports::keep_instead(app, Some(import.head.id.clone()), given, again).await
}
