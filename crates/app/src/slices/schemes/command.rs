//! `sasae schemes` and `sasae crosswalk`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use domain::{Day, FiscalYear, plan::Plan, scheme::Scheme};
use serde_json::{Value, json};

use super::{CrosswalkFile, SchemeOutcome, SchemeShelf, define, exported, import};
use crate::{
    App, Error, Result,
    kit::{
        actor::By,
        database::{Database, open, open_existing},
        files, out,
    },
    slices::plans::{self, PlanChoice},
};

/// What can be done to the schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemesStep {
    Define,
}

/// Which plan's schemes and forms.
#[derive(Debug, Args)]
pub(crate) struct SchemeOptions {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

impl SchemeOptions {
    fn choice(&self) -> PlanChoice {
        PlanChoice { municipality: self.city.clone(), area_code: None }
    }

    pub(crate) async fn opened(&self) -> Result<(App, Plan)> {
        let app = open_existing(&self.database).await?;
        let plan = plans::chosen(&mut app.store.read().await?, &self.choice()).await?;
        Ok((app, plan.ok_or(Error::NotFound("計画"))?))
    }
}

/// Options of `schemes`.
#[derive(Debug, Args)]
pub(crate) struct SchemesArgs {
    #[arg(
        value_name = "define",
        requires = "file",
        help = "体系を加えます（同じ符号なら次の版にします）。省くと一覧を表示します"
    )]
    step: Option<SchemesStep>,
    #[arg(value_name = "ファイル", help = "体系の定義（TOML・JSON、または項目の一覧のCSV）")]
    file: Option<PathBuf>,
    #[command(flatten)]
    table: SchemeTable,
    #[command(flatten)]
    of: SchemeOptions,
    #[arg(long, help = "JSONで出力します")]
    json: bool,
}

/// What a table of items does not say of its scheme.
#[derive(Debug, Args)]
pub(crate) struct SchemeTable {
    #[arg(long, value_name = "符号", requires = "title", help = "体系の符号（CSVのとき）")]
    id: Option<String>,
    #[arg(long, value_name = "名前", requires = "id", help = "体系の名前（CSVのとき）")]
    title: Option<String>,
    #[arg(long, value_name = "番号", requires = "id", help = "体系の版（CSVのとき。省くと1）")]
    version: Option<u32>,
    #[arg(long, value_name = "日付", requires = "id", help = "有効期間の始め（CSVのとき）")]
    valid_from: Option<Day>,
    #[arg(long, value_name = "日付", requires = "id", help = "有効期間の終わり（CSVのとき）")]
    valid_to: Option<Day>,
    #[arg(long, value_name = "出典", requires = "id", help = "体系の出典（CSVのとき）")]
    source: Option<String>,
}

/// What can be done to a crosswalk.
#[derive(Debug, Subcommand)]
pub(crate) enum CrosswalkVerb {
    #[command(about = "対応表（CSV）を取り込みます。表にない行は、対応表から外します")]
    Import(CrosswalkArgs),
    #[command(about = "対応表（CSV）を書き出します")]
    Export(CrosswalkArgs),
}

/// Options of `crosswalk`.
#[derive(Debug, Args)]
pub(crate) struct CrosswalkArgs {
    #[arg(value_name = "ファイル", help = "対応表のファイル（書き出しでは - は標準出力）")]
    file: PathBuf,
    #[arg(long, value_name = "符号", help = "どの体系の対応表か（体系が複数あるとき）")]
    scheme: Option<String>,
    #[arg(long, value_name = "番号", help = "体系の版。省くと最新")]
    version: Option<u32>,
    #[arg(long, value_name = "符号", help = "事業ではなく、この体系（最新の版）への対応表")]
    to: Option<String>,
    #[arg(long, value_name = "年度", help = "事業の番号がどの年度のシートのものか。省くと最新")]
    year: Option<FiscalYear>,
    #[command(flatten)]
    of: SchemeOptions,
    #[arg(long, help = "取り込みの結果をJSONで出力します")]
    json: bool,
}

impl CrosswalkArgs {
    fn which(&self) -> CrosswalkFile {
        CrosswalkFile {
            scheme: self.scheme.clone(),
            version: self.version,
            to: self.to.clone(),
            year: self.year,
        }
    }
}

/// Lists the schemes, or adds one.
pub(crate) async fn schemes(args: &SchemesArgs) -> Result<()> {
    if let (Some(SchemesStep::Define), Some(file)) = (args.step, &args.file) {
        return define_from(args, file).await;
    }
    let (app, plan) = args.of.opened().await?;
    let shelf = SchemeShelf::of(&mut app.store.read().await?, &plan.id).await?;
    app.store.close().await;
    if args.json {
        let all: Vec<Value> = shelf.newest.iter().map(|one| json!(one)).collect();
        out::say(&format!("{:#}", Value::Array(all)));
        return Ok(());
    }
    for scheme in &shelf.newest {
        let (id, version, title) = (&scheme.id, scheme.version, &scheme.title);
        out::say(&format!("{id}\t第{version}版\t{title}\t{}項目", scheme.items.len()));
    }
    if shelf.newest.is_empty() {
        out::note("体系はまだありません。sasae schemes define で加えてください。");
    }
    Ok(())
}

async fn define_from(args: &SchemesArgs, file: &Path) -> Result<()> {
    let scheme = scheme_of(file, &args.table)?;
    let app = open(&args.of.database).await?;
    let outcome = define(&app, &args.of.choice(), &scheme, &By::local()).await;
    app.store.close().await;
    let done = match outcome? {
        SchemeOutcome::Added => "加えました",
        SchemeOutcome::Renewed => "新しい版にしました",
        SchemeOutcome::Known => "登録済みです。変わりはありません",
    };
    if args.json {
        out::say(&format!("{:#}", json!(scheme)));
    }
    out::note(&format!("体系「{}」（第{}版）を{done}。", scheme.title, scheme.version));
    Ok(())
}

/// The scheme of a file: whole, or its items with what the options say of it.
fn scheme_of(file: &Path, table: &SchemeTable) -> Result<Scheme> {
    let bytes = files::bytes(file)?;
    let refused = |why: ingest::schemes::UnreadableScheme| Error::Refused(why.to_string());
    let (Some(id), Some(title)) = (&table.id, &table.title) else {
        if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            return Err(Error::Usage(
                "項目の一覧（CSV）から加えるときは、--id と --title を指定してください。"
                    .to_owned(),
            ));
        }
        return ingest::schemes::scheme(&bytes).map_err(refused);
    };
    Ok(Scheme {
        id: id.clone(),
        title: title.clone(),
        version: table.version.unwrap_or(1),
        valid_from: table.valid_from,
        valid_to: table.valid_to,
        source: table.source.clone().unwrap_or_default(),
        items: ingest::schemes::items(&bytes).map_err(refused)?,
    })
}

/// Takes a crosswalk from a table, or hands one back.
pub(crate) async fn crosswalk(verb: &CrosswalkVerb) -> Result<()> {
    match verb {
        CrosswalkVerb::Import(args) => import_from(args).await,
        CrosswalkVerb::Export(args) => export_to(args).await,
    }
}

async fn import_from(args: &CrosswalkArgs) -> Result<()> {
    let bytes = files::bytes(&args.file)?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let (app, plan) = args.of.opened().await?;
    let changes = import(&app, &plan, &args.which(), (&name, &bytes), &By::local()).await;
    app.store.close().await;
    let changes = changes?;
    let count = |before: bool, after: bool| {
        let of = changes.iter();
        of.filter(|one| one.before.is_some() == before && one.after.is_some() == after).count()
    };
    let (added, changed, removed) = (count(false, true), count(true, true), count(true, false));
    if args.json {
        let done = json!({ "added": added, "changed": changed, "removed": removed });
        out::say(&format!("{done:#}"));
        return Ok(());
    }
    out::say(&format!("対応表を取り込みました。追加{added}件、変更{changed}件、削除{removed}件。"));
    Ok(())
}

async fn export_to(args: &CrosswalkArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let mut tx = app.store.read().await?;
    let bytes = exported(&mut tx, &plan.id, &args.which()).await;
    drop(tx);
    app.store.close().await;
    let bytes = bytes?;
    if args.file.as_os_str() == "-" {
        out::put(&bytes);
        return Ok(());
    }
    std::fs::write(&args.file, &bytes).map_err(|error| {
        Error::Refused(format!("「{}」に書き込めません（{error}）。", args.file.display()))
    })?;
    out::note(&format!("「{}」に書き出しました（{}バイト）。", args.file.display(), bytes.len()));
    Ok(())
}
