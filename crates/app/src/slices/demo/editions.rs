//! The demo's editions: a published year with a correction, and the council's edition of the next with
//! what its members said.

use bytes::Bytes;
use domain::{
    Field, FiscalYear, Offset, Slot,
    council::{Opinion, OpinionKind, OpinionPhase, Outcome},
    plan::Plan,
};
use edition::{EditionKind, HelpEntry, PublicationSettings, Publisher};
use report::Heading;

use crate::{
    App, Error, Result,
    kit::actor::By,
    slices::{
        council::{self, MeetingFields, OpinionStep},
        editions::{self, FreezeRequest},
        imports::{self, Given, ImportDecision},
        plans::PlanChoice,
    },
};

/// Why the demo's editions are frozen although something is open: its sheets have planted faults.
const REASON: &str = "見本のため";

/// The correction after the publication: the action's number, and what is put right.
const CORRECTED: u32 = 1;

/// Adds editions to the demo city's plan. PDFs take a while: the pages are open before.
pub(crate) async fn add(app: &App) -> Result<()> {
    let plans = app.store.read().await?.plans().await?;
    for plan in &plans {
        published(app, plan).await?;
        council_edition(app, plan).await?;
    }
    Ok(())
}

async fn freeze(
    app: &App,
    plan: &Plan,
    (year, kind, reason): (&str, EditionKind, &str),
) -> Result<String> {
    let year = FiscalYear::parse(year).map_err(Error::internal)?;
    let (reason, inside) = (reason.to_owned(), REASON.to_owned());
    let request = FreezeRequest { year, kind, reason, inside };
    Ok(editions::freeze(app, &plan.id, &request, &By::local()).await?.stored.id)
}

async fn published(app: &App, plan: &Plan) -> Result<()> {
    editions::set(app, &plan.id, &settings(), &By::local()).await?;
    freeze(app, plan, ("R6", EditionKind::Approved, REASON)).await?;
    look_through(app, plan).await?;
    freeze(app, plan, ("R6", EditionKind::Published, REASON)).await?;
    answered_in_public(app, plan).await?;
    correct(app, plan).await?;
    look_through(app, plan).await?;
    let reason = "参加者数の記載に誤りがあったため";
    freeze(app, plan, ("R6", EditionKind::Published, reason)).await?;
    Ok(())
}

/// Answers what a person has to look at before a publication, one by one.
async fn look_through(app: &App, plan: &Plan) -> Result<()> {
    let year = FiscalYear::parse("R6").map_err(Error::internal)?;
    let draft = editions::drafted(app, &plan.id, year, EditionKind::Published).await?;
    for item in draft.open.iter().filter(|item| !item.mark.is_empty()) {
        let given = (year, item.mark.as_str(), REASON);
        editions::answer(app, &plan.id, given, &By::local()).await?;
    }
    Ok(())
}

/// What the demo city says wherever it publishes. Its numbers lead nowhere.
fn settings() -> PublicationSettings {
    let entry = |name: &str, hours: &str, is_city| HelpEntry {
        name: name.to_owned(),
        telephone: "099-000-0000".to_owned(),
        hours: hours.to_owned(),
        note: "見本の番号です。つながりません。".to_owned(),
        is_city,
        source: "見本".to_owned(),
        checked_on: crate::kit::clock::day().to_string(),
        checked_by: "健康推進課 担当者".to_owned(),
        confirmed_by: "健康推進課 所属長".to_owned(),
    };
    PublicationSettings {
        publisher: Publisher {
            section: "健康推進課".to_owned(),
            telephone: "099-000-0001".to_owned(),
            comments: "健康推進課の窓口、または電話".to_owned(),
            licence: "公共データ利用規約（第1.0版）".to_owned(),
            ..Publisher::default()
        },
        help: vec![
            entry("あおぞら市 こころの相談", "平日 8時30分から17時15分", true),
            entry("夜間のこころの電話（見本）", "毎日 18時から22時", false),
        ],
        ..PublicationSettings::default()
    }
}

/// Puts a sentence of the published year right, as a city does: by the corrected sheet.
async fn correct(app: &App, plan: &Plan) -> Result<()> {
    let year = FiscalYear::parse("R6").map_err(Error::internal)?;
    let stored = app.store.read().await?.sheet(&plan.id, year).await?;
    let mut sheet = stored.ok_or(Error::NotFound("シート"))?.sheet;
    let status = Slot::new(Field::Status, Offset::This);
    let row = sheet.rows.iter_mut().find(|row| row.no == CORRECTED);
    if let Some(cell) = row.and_then(|row| row.answers.get_mut(&status)) {
        cell.text.push_str("\n（集計の誤りを訂正した）");
    }
    let heading = Heading {
        municipality: &plan.municipality,
        area_code: &plan.area_code,
        plan_title: &plan.title,
    };
    let given = Given {
        name: "aozora-r6-訂正.xlsx".to_owned(),
        bytes: Bytes::from(report::xlsx(&heading, &sheet)?),
        options: ingest::Options { year: Some(year), ..ingest::Options::default() },
        plan: PlanChoice { municipality: Some(plan.municipality.clone()), area_code: None },
        by: By::local(),
    };
    let import = imports::receive(app, given).await?;
    let decision = ImportDecision { replace: true, ..ImportDecision::default() };
    imports::book(app, &import, decision, &By::local()).await?;
    Ok(())
}

/// What was said about the published year, as everybody may read it.
async fn answered_in_public(app: &App, plan: &Plan) -> Result<()> {
    let fields = [
        ("year", "R6"),
        ("title", "令和６年度 第１回 あおぞら市自殺対策推進協議会"),
        ("held_on", "2025-07-11"),
    ];
    let meeting = meet(app, plan, &fields, None).await?;
    let said = "働く世代が相談しやすい時間に、窓口を開けられないでしょうか。";
    let asked = ask(app, plan, ("R6", &meeting), (OpinionKind::Proposal, said)).await?;
    let answer = "夜間の相談日を月１回設けます。";
    for (step, seen) in [
        (OpinionStep::Answer(answer.to_owned()), 1),
        (OpinionStep::Decide(Outcome::NextPlan, "令和７年度の計画に記載".to_owned()), 2),
        (OpinionStep::Publish(true), 3),
        (OpinionStep::Finish, 4),
    ] {
        council::step(app, &plan.id, (&asked, seen), step, &By::local()).await?;
    }
    Ok(())
}

/// Keeps a meeting as its form sends it, with a paper that is an edition.
async fn meet(
    app: &App,
    plan: &Plan,
    fields: &[(&str, &str)],
    paper: Option<String>,
) -> Result<String> {
    let typed = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let paper = paper.map(|edition| ("paper.0.edition".to_owned(), edition));
    let form = MeetingFields::of(&typed.chain(paper).collect::<Vec<_>>());
    council::save_meeting(app, &plan.id, (None, &form), &By::local()).await
}

/// The council's edition, its meeting and what was said: one answered and decided, one that waits.
async fn council_edition(app: &App, plan: &Plan) -> Result<()> {
    let by = By::local();
    let edition = freeze(app, plan, ("R7", EditionKind::Council, REASON)).await?;
    let fields = [
        ("year", "R7"),
        ("title", "令和７年度 第１回 あおぞら市自殺対策推進協議会"),
        ("held_on", "2026-07-10"),
        ("questions", "若い世代に届く周知の方法について、ご意見をください。"),
        ("paper.0.title", "資料１　進捗管理シート（協議会用）"),
        ("paper.0.audience", "public"),
    ];
    let meeting = meet(app, plan, &fields, Some(edition)).await?;
    let first = ask(
        app,
        plan,
        ("R7", &meeting),
        (OpinionKind::Question, "ゲートキーパー養成講座の参加者が減ったのはなぜですか。"),
    )
    .await?;
    let answer = "会場の都合で１回少なく開いたためです。次年度は回数を戻します。";
    let step = |step, seen| council::step(app, &plan.id, (&first, seen), step, &by);
    step(OpinionStep::Answer(answer.to_owned()), 1).await?;
    step(OpinionStep::Decide(Outcome::NextPlan, "次年度の計画に回数を記載".to_owned()), 2).await?;
    step(OpinionStep::Share(true), 3).await?;
    ask(
        app,
        plan,
        ("R7", &meeting),
        (OpinionKind::Proposal, "窓口の案内を学校の端末にも載せてはどうでしょうか。"),
    )
    .await?;
    Ok(())
}

async fn ask(
    app: &App,
    plan: &Plan,
    (year, meeting): (&str, &str),
    (kind, text): (OpinionKind, &str),
) -> Result<String> {
    let year = FiscalYear::parse(year).map_err(Error::internal)?;
    let opinion = Opinion {
        meeting: meeting.to_owned(),
        phase: OpinionPhase::At,
        ..Opinion::received(year, "委員", kind, text.to_owned())
    };
    council::say(app, &plan.id, &opinion, &By::local()).await
}
