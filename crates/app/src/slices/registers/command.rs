//! `sasae registers`, `sasae records`, `sasae tallies` and `sasae drafts`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use domain::{FiscalYear, plan::Plan};
use registers::{Period, Register, RegisterRecord};
use serde_json::{Value, json};

use super::{
    RegisterShelf,
    define::{DefinitionOutcome, brought, define},
    drafts,
    incoming_line::unknown_register,
    receive::{RecordFile, receive},
    records, tallies,
};
use crate::{
    App, Error, Result,
    kit::{
        actor::By,
        clock,
        database::{Database, open, open_existing},
        files, out,
    },
    slices::plans::{self, PlanChoice},
};

/// What can be done to the registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RegistersStep {
    Define,
}

/// Options of `registers`.
#[derive(Debug, Args)]
pub(crate) struct RegistersArgs {
    #[arg(
        value_name = "define",
        requires = "file",
        help = "台帳を加えます（同じ名前なら次の版にします）。省くと一覧を表示します"
    )]
    step: Option<RegistersStep>,
    #[arg(
        value_name = "ファイル",
        help = "台帳の定義（TOML）。用意された台帳は、その名前でも指定できます"
    )]
    file: Option<String>,
    #[command(flatten)]
    of: RegisterOptions,
    #[arg(long, help = "JSONで出力します")]
    json: bool,
}

/// Which plan's registers.
#[derive(Debug, Args)]
pub(crate) struct RegisterOptions {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

impl RegisterOptions {
    fn choice(&self) -> PlanChoice {
        PlanChoice { municipality: self.city.clone(), area_code: None }
    }

    async fn opened(&self) -> Result<(App, Plan)> {
        let app = open_existing(&self.database).await?;
        let mut tx = app.store.read().await?;
        let plan = plans::chosen(&mut tx, &self.choice()).await?;
        drop(tx);
        Ok((app, plan.ok_or(Error::NotFound("計画"))?))
    }
}

/// What `records` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum RecordsVerb {
    #[command(about = "記録のファイル（NDJSON、1行に1件）を取り込みます")]
    Import(RecordsArgs),
}

/// Options of `records import`.
#[derive(Debug, Args)]
pub(crate) struct RecordsArgs {
    #[arg(value_name = "ファイル", help = "記録のファイル（NDJSON）")]
    file: PathBuf,
    #[arg(long, value_name = "台帳", help = "どの台帳の記録か（行に台帳の名前がないとき）")]
    register: Option<String>,
    #[command(flatten)]
    of: RegisterOptions,
}

/// Options of `tallies`.
#[derive(Debug, Args)]
pub(crate) struct TalliesArgs {
    #[arg(long, value_name = "年度", help = "集計する年度（R3 など）")]
    year: FiscalYear,
    #[arg(long, value_name = "台帳", help = "この台帳だけを集計します")]
    register: Option<String>,
    #[command(flatten)]
    of: RegisterOptions,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Options of `drafts`.
#[derive(Debug, Args)]
pub(crate) struct DraftsArgs {
    #[arg(long, value_name = "年度", help = "文案を作る年度（R3 など）")]
    year: FiscalYear,
    #[arg(long, value_name = "番号", help = "この番号の事業だけ")]
    action: Option<u32>,
    #[command(flatten)]
    of: RegisterOptions,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Lists the registers, or adds one.
pub(crate) async fn registers(args: &RegistersArgs) -> Result<()> {
    if let (Some(RegistersStep::Define), Some(file)) = (args.step, &args.file) {
        return define_from(args, file).await;
    }
    let (app, plan) = args.of.opened().await?;
    let shelf = RegisterShelf::of(&mut app.store.read().await?, &plan.id).await?;
    app.store.close().await;
    if args.json {
        let all: Vec<Value> = shelf.newest.iter().map(|one| json!(one)).collect();
        out::say(&format!("{:#}", Value::Array(all)));
        return Ok(());
    }
    for register in &shelf.newest {
        let (name, version) = (&register.name, register.version);
        let (shape, level) = (register.shape.label(), register.level.label());
        out::say(&format!("{name}\t第{version}版\t{shape}\t{level}"));
    }
    if shelf.newest.is_empty() {
        out::note("台帳はまだありません。sasae registers define で加えてください。");
    }
    Ok(())
}

async fn define_from(args: &RegistersArgs, file: &str) -> Result<()> {
    let register = register_of(file)?;
    let app = open(&args.of.database).await?;
    let outcome = define(&app, &args.of.choice(), &register, &By::local()).await;
    app.store.close().await;
    let done = match outcome? {
        DefinitionOutcome::Added => "加えました",
        DefinitionOutcome::Renewed => "新しい版にしました",
        DefinitionOutcome::Known => "登録済みです。変わりはありません",
    };
    if args.json {
        out::say(&format!("{:#}", json!(register)));
    }
    out::note(&format!("台帳「{}」（第{}版）を{done}。", register.name, register.version));
    Ok(())
}

/// The register of a file, or the one that the product brings under this name.
fn register_of(file: &str) -> Result<Register> {
    if !Path::new(file).exists() {
        return brought(file);
    }
    let bytes = files::bytes(Path::new(file))?;
    Register::from_toml(files::utf8(&bytes)?).map_err(|fault| Error::Refused(fault.to_string()))
}

/// Takes records from a file.
pub(crate) async fn records_verb(verb: &RecordsVerb) -> Result<()> {
    let RecordsVerb::Import(args) = verb;
    let bytes = files::bytes(&args.file)?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let (app, plan) = args.of.opened().await?;
    let file = RecordFile {
        name: &name.unwrap_or_default(),
        bytes: &bytes,
        register: args.register.as_deref(),
        reason: None,
        columns: &[],
    };
    let received = receive(&app, &plan.id, &file, &By::local()).await;
    app.store.close().await;
    let done = received?;
    for warning in &done.warnings {
        out::note(&format!("要確認 {}", warning.told()));
    }
    out::say(&format!(
        "{}件のうち{}件を取り込みました。{}件は登録済みです。",
        done.sent, done.taken, done.known
    ));
    Ok(())
}

/// Prints the figures of a year.
pub(crate) async fn tallies_verb(args: &TalliesArgs) -> Result<()> {
    let (registers, records) = year(&args.of, args.year, args.register.as_deref()).await?;
    let days = (Period::fiscal_year(args.year), clock::day());
    let all = tallies(&registers, &records, days);
    if args.json {
        out::say(&format!("{:#}", json!(all)));
        return Ok(());
    }
    for one in &all {
        let value = one.value.map_or_else(|| "未記録".to_owned(), |n| n.number().to_string());
        let unit = if one.value.is_some() { one.unit.as_str() } else { "" };
        out::say(&format!("{}\t{}\t{value}{unit}\t{}", one.register, one.counting, one.definition));
    }
    Ok(())
}

/// Prints the texts that a year's records write.
pub(crate) async fn drafts_verb(args: &DraftsArgs) -> Result<()> {
    let (registers, records) = year(&args.of, args.year, None).await?;
    let days = (Period::fiscal_year(args.year), clock::day());
    let all = drafts(&registers, &records, days, args.action);
    if args.json {
        let entry = |one: &super::ActionDraft| {
            let tallies: Vec<_> = one.draft.numbers.iter().map(|number| &number.tally).collect();
            json!({
                "action_no": one.action,
                "field": "status",
                "register": one.register,
                "text": one.draft.text,
                "tallies": tallies,
            })
        };
        out::say(&format!("{:#}", Value::Array(all.iter().map(entry).collect())));
        return Ok(());
    }
    for one in &all {
        out::say(&format!("{}\t{}\t{}", one.action, one.register, one.draft.text));
    }
    Ok(())
}

/// The registers of a plan, or the one that was asked for, with the records of a year.
async fn year(
    of: &RegisterOptions,
    year: FiscalYear,
    named: Option<&str>,
) -> Result<(Vec<Register>, Vec<RegisterRecord>)> {
    let (app, plan) = of.opened().await?;
    let mut tx = app.store.read().await?;
    let shelf = RegisterShelf::of(&mut tx, &plan.id).await?;
    let records = records(&mut tx, &plan.id, Period::fiscal_year(year)).await?;
    drop(tx);
    app.store.close().await;
    let Some(name) = named else { return Ok((shelf.newest, records)) };
    let register = shelf.named(name).cloned().ok_or_else(|| {
        out::note(&unknown_register(name, &shelf));
        Error::NotFound("この台帳")
    })?;
    Ok((vec![register], records))
}
