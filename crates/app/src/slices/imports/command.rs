//! `sasae import`.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use clap::Args;
use domain::{
    layout::Layout,
    reading::{ProblemKind, Reading},
    sheet::{Change, ChangeKind},
};
use ingest::{Options, Password};
use report::SourceFile;

use super::{Given, ImportDecision, Objection};
use crate::{
    App, Error, Result,
    kit::{
        actor::By,
        database::{Database, open},
        digest::digest,
        files, out,
        secret::Secret,
    },
    slices::plans::{self, PlanChoice},
};

/// Options of `import`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct ImportArgs {
    #[arg(value_name = "ファイル", help = "読み込むファイル")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) database: Database,
    #[arg(
        long,
        value_name = "年度",
        help = "シートの年度（R3、令和３年度、2021 など）。省くと見出しから判断します"
    )]
    pub(crate) year: Option<domain::FiscalYear>,
    #[arg(long, help = "読み取り結果を示すだけで、何も登録しません")]
    pub(crate) dry_run: bool,
    #[arg(long, help = "結果をJSONで出力します")]
    pub(crate) json: bool,
    #[arg(long, value_name = "ファイル", help = "様式ファイル（toml）に従って読み込みます")]
    pub(crate) layout: Option<PathBuf>,
    #[arg(long, value_name = "ファイル", help = "検出した様式をファイル（toml）に保存します")]
    pub(crate) save_layout: Option<PathBuf>,
    #[arg(
        long,
        value_name = "市町村名",
        help = "どの市町村の計画か（計画が複数あるとき、新しく作るとき）"
    )]
    pub(crate) city: Option<String>,
    #[arg(long, value_name = "コード", help = "新しい計画の全国地方公共団体コード")]
    pub(crate) area_code: Option<String>,
    #[arg(long, help = "同じ年度のシートが登録済みなら、違いを示したうえで置き換えます")]
    pub(crate) replace: bool,
    #[arg(
        long,
        env = "SASAE_PDF_PASSWORD_FILE",
        value_name = "ファイル",
        help = "保護されたPDFを開くパスワードを書いたファイル（- は標準入力。環境変数 SASAE_PDF_PASSWORD でも渡せます）"
    )]
    pub(crate) password_file: Option<PathBuf>,
    #[arg(
        long,
        conflicts_with_all = [
            "year", "dry_run", "json", "layout", "save_layout", "city", "area_code", "replace",
            "same_plan", "yes",
        ],
        help = "移行の一式（sasae export --all が書いたzip）を、空のデータベースに取り込みます"
    )]
    pub(crate) all: bool,
    #[arg(long, help = "別の市町村のシートに見えても登録します")]
    pub(crate) same_plan: bool,
    #[arg(
        short,
        long,
        help = "推定した読み方や要確認の箇所を、確認済みとして登録します（端末では尋ねます）"
    )]
    pub(crate) yes: bool,
}

/// Runs the verb: reads the file, lists its doubts and, unless it is a dry run, books it.
pub(crate) async fn run(args: &ImportArgs) -> Result<()> {
    let bytes = Bytes::from(file(&args.file)?);
    let layout = args.layout.as_deref().map(layout).transpose()?;
    let password = Secret::given(args.password_file.as_deref(), "SASAE_PDF_PASSWORD")?;
    let password = password.map(|secret| Password::new(secret.reveal()));
    let answers = layout.as_ref().map_or_else(Vec::new, |layout: &Layout| layout.answers.clone());
    let options = Options { year: args.year, layout, answers, password };
    let name =
        args.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if args.dry_run {
        let reading = ingest::read(&bytes, &options)?;
        save_layout(args.save_layout.as_deref(), &reading.sheet.layout)?;
        print_reading(&reading, &name, &digest(&bytes), args.json);
        return Ok(());
    }
    // What is no sheet makes no database
    let reading = ingest::read(&bytes, &options)?;
    let plan = PlanChoice { municipality: args.city.clone(), area_code: args.area_code.clone() };
    let app = open(&args.database).await?;
    let given = Given { name, bytes, options, plan, by: By::local() };
    let booked = book(&app, args, given, reading).await;
    app.store.close().await;
    booked
}

/// Reads and books. What the reader inferred is confirmed first.
async fn book(app: &App, args: &ImportArgs, mut given: Given, mut reading: Reading) -> Result<()> {
    given.options.answers = super::known_answers(app, &given).await?;
    if !given.options.answers.is_empty() {
        reading = ingest::read(&given.bytes, &given.options)?;
    }
    save_layout(args.save_layout.as_deref(), &reading.sheet.layout)?;
    let digest = digest(&given.bytes);
    print_reading(&reading, &given.name, &digest, args.json);
    let reading = confirmed(args, &mut given, reading)?;
    let decision =
        ImportDecision { replace: args.replace, same_plan: args.same_plan, others: Vec::new() };
    if !is_wanted(app, &given, &reading, &digest, &decision).await? {
        out::note("同じファイルが登録済みです。新しく登録するものはありません。");
        return Ok(());
    }
    let (year, rows) = (reading.sheet.year, reading.sheet.rows.len());
    let id = super::keep(app, given, reading).await?;
    let plan = super::book(app, &id, decision, &By::local()).await?;
    out::note(&format!("{}の{year}シートを登録しました（{rows}事業）。", plan.name()));
    Ok(())
}

/// The reading once somebody has seen what is doubtful about it: with `--yes`, or by a word on the
/// terminal. What was confirmed is kept with the form.
fn confirmed(args: &ImportArgs, given: &mut Given, reading: Reading) -> Result<Reading> {
    let doubts = reading.problems.iter().filter(|p| p.kind == ProblemKind::Doubt).count();
    if doubts == 0 {
        return Ok(reading);
    }
    if !args.yes && !out::agreed("この読み方で登録しますか").map_err(Error::internal)? {
        return Err(Error::Conflict(format!(
            "読み方を確かめたい箇所が{doubts}件あります。上の［要確認］を見て、よければ --yes を付けて実行してください。違うときは、--save-layout で様式を書き出して直し、--layout で指定してください。"
        )));
    }
    given.options.answers = reading.answers(&[]);
    given.options.year = Some(reading.sheet.year);
    Ok(ingest::read(&given.bytes, &given.options)?)
}

/// Whether there is something to book. Nothing is written before it is known that nothing stands
/// against it.
async fn is_wanted(
    app: &App,
    given: &Given,
    reading: &Reading,
    digest: &str,
    decision: &ImportDecision,
) -> Result<bool> {
    let mut tx = app.store.read().await?;
    let Some(plan) = plans::chosen(&mut tx, &given.plan).await? else { return Ok(true) };
    if super::is_booked(&mut tx, &plan, digest, &reading.sheet).await?.is_some() {
        return Ok(false);
    }
    let comparison = super::compare(&mut tx, &plan, reading).await?;
    for change in comparison.changes.iter().flatten() {
        out::note(&describe(change));
    }
    comparison.objection(decision).map_or(Ok(true), |objection| Err(way_out(&objection)))
}

/// An objection with the option that settles it.
fn way_out(objection: &Objection) -> Error {
    let way = match objection {
        Objection::Unconfirmed(_) => "確認したら --yes を付けて実行してください。",
        Objection::Booked(..) => "置き換えるには --replace を付けて実行してください。",
        Objection::Stranger(_) => {
            "別の市町村の計画として登録するには --city で市町村名を、同じ計画として登録するには --same-plan を指定してください。"
        }
    };
    Error::Conflict(format!("{objection} {way}"))
}

/// The file's bytes, unless it is larger than any sheet.
fn file(path: &Path) -> Result<Vec<u8>> {
    let size = std::fs::metadata(path).map_err(|error| files::unopened(path, &error))?.len();
    ingest::check_size(size)?;
    files::bytes(path)
}

/// A layout file.
fn layout(path: &Path) -> Result<Layout> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::Refused(format!("様式ファイル「{}」を開けません（{error}）。", path.display()))
    })?;
    super::layout_of(&text)
}

fn save_layout(path: Option<&Path>, layout: &Layout) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let text = toml::to_string_pretty(layout).map_err(Error::internal)?;
    std::fs::write(path, text).map_err(|error| {
        Error::Refused(format!("様式を「{}」に保存できません（{error}）。", path.display()))
    })?;
    out::note(&format!("様式を「{}」に保存しました。", path.display()));
    Ok(())
}

/// Prints what was read, for people or for machines.
fn print_reading(reading: &Reading, name: &str, sha256: &str, json: bool) {
    if json {
        let source = SourceFile { file: name, sha256, reader: reading.reader };
        let value = report::reading_json(reading, &source);
        out::say(&serde_json::to_string_pretty(&value).unwrap_or_default());
        return;
    }
    let sheet = &reading.sheet;
    let account = reading.account;
    out::say(&format!("{name}（{}）", reading.reader.label()));
    out::say(&format!("  年度      {}", sheet.year));
    out::say(&format!("  事業      {}件、施策 {}件", sheet.rows.len(), sheet.measures.len()));
    out::say(&format!(
        "  文字      {}字 = 欄 {} + 見出し {} + 未配置 {}",
        account.characters_read,
        account.characters_placed,
        account.characters_heading,
        account.characters_unplaced
    ));
    for problem in &reading.problems {
        let row = problem.row.map_or(String::new(), |no| format!("No.{no} "));
        out::say(&format!("  [{}] {row}{}", problem.kind.label(), problem.message));
    }
    for decision in &reading.decisions {
        out::say(&format!(
            "  {}「{}」→ {}（{}。{}）",
            decision.kind.label(),
            decision.subject,
            decision.told(),
            decision.certainty.label(),
            decision.evidence
        ));
    }
}

/// A change in one line.
fn describe(change: &Change) -> String {
    match &change.kind {
        ChangeKind::Added => format!("  ＋ {}（新しい行）", change.action),
        ChangeKind::Removed => format!("  − {}（なくなった行）", change.action),
        ChangeKind::Cell { role, before, after } => {
            format!("  ≠ {} {}：「{before}」→「{after}」", change.action, role.label())
        }
    }
}
