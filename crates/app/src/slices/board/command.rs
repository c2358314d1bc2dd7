//! `sasae round`: begins the next year's round, and shows where one stands.

use clap::{Args, Subcommand};
use domain::{Day, FiscalYear, plan::Plan, stage::Stage};
use serde_json::json;

use super::counts::board;
use crate::{
    App, Error, Result,
    kit::{
        actor::Actor,
        database::{Database, open_existing},
        out,
    },
    slices::{
        plans::{self, PlanChoice},
        rounds::{self, RoundRequest},
        workbooks,
    },
};

/// What can be done with rounds.
#[derive(Debug, Subcommand)]
pub(crate) enum RoundVerb {
    #[command(
        about = "最新のシートの次の年度の調査を始めます（「今後の計画」が「計画」になります）"
    )]
    Next(NextArgs),
    #[command(about = "調査の進み具合を課ごとに示します")]
    Status(StatusArgs),
    #[command(about = "全課の回答用のExcelを書き出します")]
    Books(workbooks::command::BooksArgs),
}

/// Options of `round next`.
#[derive(Debug, Args)]
pub(crate) struct NextArgs {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "日付", help = "提出期限（2026-06-30 など）")]
    due: Day,
    #[arg(long, value_name = "日付", help = "記入できる最初の日。省くと今日")]
    opens: Option<Day>,
    #[arg(long, help = "所属長の承認を省きます")]
    no_approval: bool,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

/// Options of `round status`.
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "年度", help = "調査の年度。省くと最新")]
    year: Option<FiscalYear>,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

/// Runs the verb.
pub(crate) async fn run(verb: RoundVerb) -> Result<()> {
    match verb {
        RoundVerb::Next(args) => next(args).await,
        RoundVerb::Status(args) => status(args).await,
        RoundVerb::Books(args) => workbooks::command::books(args).await,
    }
}

async fn plan(app: &App, city: Option<String>) -> Result<Plan> {
    let choice = PlanChoice { municipality: city, area_code: None };
    let mut tx = app.store.read().await?;
    plans::chosen(&mut tx, &choice).await?.ok_or(Error::NotFound("計画"))
}

async fn next(args: NextArgs) -> Result<()> {
    let app = open_existing(&args.database).await?;
    let plan = plan(&app, args.city).await?;
    let newest = app.store.read().await?.sheets(&plan.id).await?.first().map(|head| head.year);
    let year = newest.ok_or(Error::NotFound("シート"))?.plus(1);
    let by = Actor::local();
    let settings = RoundRequest {
        opens_on: args.opens.unwrap_or(by.today),
        due_on: args.due,
        approval: !args.no_approval,
        questions: None,
    };
    let round = rounds::open(&app, &plan.id, year, settings, &by).await?;
    let mut tx = app.store.read().await?;
    let asked = tx.reply_heads(&round.id).await?;
    let mut sections: Vec<_> = asked.iter().map(|head| &head.section).collect();
    sections.dedup();
    out::say(&format!(
        "{}の{year}の調査を始めました：{}課、{}件。提出期限は{}です。",
        plan.name(),
        sections.len(),
        asked.len(),
        round.due_on.spoken()
    ));
    drop(tx);
    app.store.close().await;
    Ok(())
}

async fn status(args: StatusArgs) -> Result<()> {
    let app = open_existing(&args.database).await?;
    let plan = plan(&app, args.city).await?;
    let mut tx = app.store.read().await?;
    let rounds = tx.rounds(&plan.id).await?;
    let round = rounds.iter().find(|round| args.year.is_none_or(|wanted| wanted == round.year));
    let round = round.ok_or(Error::NotFound("この年度の調査"))?;
    let sections = tx.sections(&plan.id).await?;
    let board = board(&mut tx, round, &sections, Actor::local().today).await?;
    if args.json {
        let lines = board.lines.iter().map(|line| {
            let stages: serde_json::Map<_, _> = Stage::ALL
                .iter()
                .zip(line.stages)
                .map(|(stage, count)| (stage.code().to_owned(), json!(count)))
                .collect();
            json!({
                "section": line.name, "asked": line.counts.asked, "answered": line.counts.answered,
                "complete": line.counts.complete, "accepted": line.counts.accepted,
                "late": line.late, "stages": stages,
            })
        });
        let lines: Vec<_> = lines.collect();
        let told = json!({ "fiscal_year": round.year, "due_on": round.due_on, "sections": lines });
        out::say(&told.to_string());
    } else {
        for line in &board.lines {
            let counts = line.counts;
            out::say(&format!(
                "{}：提出 {}/{}、揃った {}、受理 {}、遅れ {}",
                line.name,
                counts.answered,
                counts.asked,
                counts.complete,
                counts.accepted,
                line.late
            ));
        }
    }
    drop(tx);
    app.store.close().await;
    Ok(())
}
