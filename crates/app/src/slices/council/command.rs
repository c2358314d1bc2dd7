//! `sasae council`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::plan::Plan;
use serde_json::{Value, json};

use super::{
    kept::{KeptVersion, meetings},
    returned::{ReturnedSheet, SheetPlace, SheetTaken, look, outgoing, preview, receive, take},
    sheet::SheetMember,
};
use crate::{
    App, Error, Result,
    kit::{
        actor::By,
        database::{Database, open_existing},
        out,
    },
    slices::plans::{self, PlanChoice},
};

/// What can be done with the council's meetings.
#[derive(Debug, Subcommand)]
pub(crate) enum CouncilVerb {
    #[command(about = "会議の一覧を表示します")]
    List(ListMeetingsArgs),
    #[command(about = "委員の意見シート（Excel）を書き出します")]
    Sheet(SheetArgs),
    #[command(about = "返ってきた意見シートを取り込みます")]
    Take(TakeArgs),
}

/// Which plan's.
#[derive(Debug, Args)]
struct CouncilOptions {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

/// Options of `council list`.
#[derive(Debug, Args)]
pub(crate) struct ListMeetingsArgs {
    #[command(flatten)]
    of: CouncilOptions,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Options of `council sheet`.
#[derive(Debug, Args)]
pub(crate) struct SheetArgs {
    #[command(flatten)]
    of: CouncilOptions,
    #[arg(long, value_name = "名前", help = "委員の名前")]
    member: String,
    #[arg(long, value_name = "会議", help = "会議の番号（council list）。省くと最新の会議")]
    meeting: Option<String>,
    #[arg(long, value_name = "ファイル", help = "書き出すファイル（.xlsx）")]
    output: PathBuf,
}

/// Options of `council take`.
#[derive(Debug, Args)]
pub(crate) struct TakeArgs {
    #[arg(value_name = "ファイル", required = true, help = "返ってきた意見シート")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    of: CouncilOptions,
    #[arg(long, value_name = "会議", help = "会議の番号（council list）。省くと最新の会議")]
    meeting: Option<String>,
    #[arg(long, help = "何が取り込まれるかを示すだけで、書き込みません")]
    dry_run: bool,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Runs a verb.
pub(crate) async fn run(verb: CouncilVerb) -> Result<()> {
    match verb {
        CouncilVerb::List(args) => list(args).await,
        CouncilVerb::Sheet(args) => sheet(args).await,
        CouncilVerb::Take(args) => take_all(args).await,
    }
}

async fn opened(of: CouncilOptions) -> Result<(App, Plan)> {
    let app = open_existing(&of.database).await?;
    let choice = PlanChoice { municipality: of.city, area_code: None };
    let mut tx = app.store.read().await?;
    let plan = plans::chosen(&mut tx, &choice).await?.ok_or(Error::NotFound("計画"))?;
    drop(tx);
    Ok((app, plan))
}

/// The meeting that is named, else the newest.
async fn place(app: &App, plan: &Plan, meeting: Option<&str>) -> Result<SheetPlace> {
    let held = meetings(&mut app.store.read().await?, &plan.id).await?;
    let named = |kept: &&KeptVersion<_>| meeting.is_none_or(|wanted| wanted == kept.id);
    let found = held.iter().find(named).ok_or(Error::NotFound("会議"))?;
    Ok(SheetPlace { plan: plan.id.clone(), meeting: found.id.clone(), only: None })
}

async fn list(args: ListMeetingsArgs) -> Result<()> {
    let (app, plan) = opened(args.of).await?;
    let held = meetings(&mut app.store.read().await?, &plan.id).await?;
    app.store.close().await;
    if args.json {
        let all = held.iter().map(|kept| {
            let of = &kept.value;
            json!({ "id": kept.id, "title": of.title, "held_on": of.held_on.to_string(),
                "year": of.year.short(), "papers": of.papers.len() })
        });
        out::say(&serde_json::to_string_pretty(&all.collect::<Vec<_>>()).unwrap_or_default());
        return Ok(());
    }
    if held.is_empty() {
        out::say("会議はまだありません。画面の「協議会」で加えてください。");
    }
    for kept in &held {
        out::say(&format!("{}　{}　{}", kept.id, kept.value.held_on, kept.value.title));
    }
    Ok(())
}

async fn sheet(args: SheetArgs) -> Result<()> {
    let (app, plan) = opened(args.of).await?;
    let place = place(&app, &plan, args.meeting.as_deref()).await?;
    let name = domain::reply::remark(&args.member)?;
    if name.is_empty() {
        return Err(Error::Usage("委員の名前を書いてください（--member）。".to_owned()));
    }
    let member = SheetMember { name, person: String::new() };
    let mut tx = app.store.read().await?;
    let book = outgoing(&mut tx, (&place.plan, &place.meeting), &member).await?;
    drop(tx);
    app.store.close().await;
    let (bytes, to) = (report::reply_workbook(&book)?, args.output.display());
    std::fs::write(&args.output, &bytes).map_err(|error| {
        Error::Refused(format!("「{to}」に書き出せません（{error}）。場所を確認してください。"))
    })?;
    out::say(&format!("{}さんの意見シートを「{to}」に書き出しました。", member.name));
    Ok(())
}

async fn take_all(args: TakeArgs) -> Result<()> {
    let (app, plan) = opened(args.of).await?;
    let place = place(&app, &plan, args.meeting.as_deref()).await?;
    let (mut told, mut sums, mut barred, mut unread) = (Vec::new(), SheetTaken::default(), 0, 0);
    for path in &args.files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        match one(&app, &place, (path, &name), args.dry_run).await {
            Ok((sheet, taken)) => {
                sums.added += taken.added;
                sums.changed += taken.changed;
                barred += sheet.barred();
                if !args.json {
                    say(&sheet, taken, args.dry_run);
                }
                told.push(written(&sheet, taken));
            }
            Err(error @ (Error::Unreadable(_) | Error::Refused(_))) => {
                unread += 1;
                if !args.json {
                    out::say(&error.to_string());
                }
                told.push(json!({ "file": name, "error": error.to_string() }));
            }
            Err(error) => return Err(error),
        }
    }
    app.store.close().await;
    if args.json {
        let all = json!({ "added": sums.added, "changed": sums.changed, "barred": barred,
            "unread": unread, "sheets": told });
        out::say(&serde_json::to_string_pretty(&all).unwrap_or_default());
    }
    if unread > 0 {
        return Err(Error::Refused(format!("{unread}個のファイルは取り込めませんでした。")));
    }
    if barred > 0 {
        let sentence =
            format!("{barred}か所は取り込めませんでした。直して、もう一度送ってもらってください。");
        return Err(Error::Conflict(sentence));
    }
    Ok(())
}

/// What a file says beside what was taken before, and what was taken of it now.
async fn one(
    app: &App,
    place: &SheetPlace,
    (path, name): (&std::path::Path, &str),
    dry_run: bool,
) -> Result<(ReturnedSheet, SheetTaken)> {
    let unopened = |error: std::io::Error| {
        Error::Refused(format!("ファイル「{}」を開けません（{error}）。", path.display()))
    };
    ingest::check_size(std::fs::metadata(path).map_err(unopened)?.len())?;
    let bytes = bytes::Bytes::from(std::fs::read(path).map_err(unopened)?);
    if dry_run {
        return Ok((preview(app, place, (name, bytes)).await?, SheetTaken::default()));
    }
    let digest = receive(app, place, (name, bytes), &By::local()).await?;
    let seen = look(app, place, &digest).await?;
    let taken = take(app, place, &digest, &By::local()).await?;
    Ok((seen, taken))
}

fn say(sheet: &ReturnedSheet, taken: SheetTaken, dry_run: bool) {
    let head = format!("{}（{}）", sheet.file, sheet.member.name);
    let done = if dry_run {
        format!("取り込めるもの {}件", sheet.waiting())
    } else {
        format!("取り込み {}件、改めたもの {}件", taken.added, taken.changed)
    };
    out::say(&format!("{head}：{done}、取り込めないもの {}件", sheet.barred()));
    if sheet.is_known() {
        out::say("  この意見シートの記入は、すべて取り込み済みです。");
    }
    for one in &sheet.opinions {
        out::say(&format!("  {} {}：{}{}", one.place, one.title, one.step.sentence(), one.told));
    }
    for notice in &sheet.notices {
        out::say(&format!("  {} {}", notice.place, notice.sentence));
    }
}

/// A 意見シート for machines.
fn written(sheet: &ReturnedSheet, taken: SheetTaken) -> Value {
    let rows = sheet.opinions.iter().map(|one| {
        json!({ "row": one.row, "no": one.no, "about": one.title, "place": one.place.to_string(),
            "kind": one.kind.code(), "text": one.text, "taken": one.step.is_taken(),
            "sentence": format!("{}{}", one.step.sentence(), one.told) })
    });
    let notices = sheet.notices.iter().map(|notice| {
        json!({ "kind": format!("{:?}", notice.kind), "place": notice.place.to_string(),
            "sentence": notice.sentence })
    });
    json!({ "file": sheet.file, "member": sheet.member.name, "added": taken.added,
        "changed": taken.changed, "barred": sheet.barred(), "known": sheet.is_known(),
        "rows": rows.collect::<Vec<_>>(), "notices": notices.collect::<Vec<_>>() })
}
