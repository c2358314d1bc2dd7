//! The demo: the files that a fictional city would have, loaded through the same importer, and a
//! sample person for each role.

pub(crate) mod editions;
mod numbers;
pub(crate) mod people;
mod registers;
mod replies;
mod schemes;
pub(crate) mod web;

use bytes::Bytes;
use domain::plan::Plan;

use crate::{
    App, Result,
    kit::{
        actor::{Actor, By},
        out,
    },
    slices::{
        imports::{self, Given, ImportDecision},
        plans::PlanChoice,
        rounds::{self, RoundRequest},
    },
};

/// The files of あおぞら市, oldest year first; `scripts/make-demo` makes them.
const FILES: [(&str, &[u8]); 3] = [
    ("aozora-r5.xlsx", include_bytes!("../../../../../demo/aozora-r5.xlsx")),
    ("aozora-r6.xlsx", include_bytes!("../../../../../demo/aozora-r6.xlsx")),
    ("aozora-r7.pdf", include_bytes!("../../../../../demo/aozora-r7.pdf")),
];

/// The city of the demo. It has no code: it does not exist.
const CITY: &str = "あおぞら市";

/// A database in memory with the demo city's three years and its sample persons.
pub(crate) async fn load(font: Option<String>) -> Result<App> {
    let store = store::Store::open("sqlite::memory:").await?;
    let app = App { samples: people::buttons(), ..App::new(store, font) };
    let bar = out::progress(FILES.len() as u64);
    for (name, bytes) in FILES {
        bar.set_message(format!("{name} を読み込んでいます"));
        let given = Given {
            name: name.to_owned(),
            bytes: Bytes::from_static(bytes),
            options: ingest::Options::default(),
            plan: PlanChoice { municipality: Some(CITY.to_owned()), area_code: None },
            by: By::local(),
        };
        let import = imports::receive(&app, given).await?;
        imports::book(&app, &import, ImportDecision::default(), &By::local()).await?;
        bar.inc(1);
        bar.suspend(|| out::note(&format!("{name} を登録しました")));
    }
    bar.finish_and_clear();
    let mut tx = app.store.begin().await?;
    let plans = tx.plans().await?;
    for plan in &plans {
        people::add(&mut tx, plan).await?;
    }
    tx.commit().await?;
    for plan in &plans {
        begin(&app, plan).await?;
    }
    Ok(app)
}

/// Opens the round of the year after the newest sheet, for a month from today; some sections have
/// answered already.
async fn begin(app: &App, plan: &Plan) -> Result<()> {
    let newest = app.store.read().await?.sheets(&plan.id).await?.first().map(|head| head.year);
    let Some(year) = newest.map(|newest| newest.plus(1)) else { return Ok(()) };
    let by = Actor::local();
    let settings = RoundRequest {
        opens_on: by.today,
        due_on: by.today.after(30),
        approval: true,
        questions: None,
    };
    let round = rounds::open(app, &plan.id, year, settings, &by).await?;
    registers::add(app, plan).await?;
    schemes::add(app, plan).await?;
    replies::add(app, plan, &round).await?;
    numbers::add(app, plan).await
}
