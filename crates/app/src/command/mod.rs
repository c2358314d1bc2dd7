//! The command line: verbs, their options, exit codes.

mod doors;
pub(crate) mod out;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use doors::DoorArgs;

use crate::{
    App, Error, Result, checks, demo, exports, exports::press::Press, imports, keeping, mail,
    people, returns, rounds, web,
};

/// What a person can ask of the program.
#[derive(Debug, Parser)]
#[command(
    name = "sasae",
    version,
    about = "Sasae（支え）— 自殺対策計画などの進捗管理シートを読み込み、見て、書き出します。",
    after_help = "終了コード: 0 成功 / 1 内部の問題 / 2 指定の誤り / 3 読み込めないファイル / 4 年度・様式の指定違い / 5 確認が必要 / 6 データベース / 7 対象がない / 8 データの損傷",
    disable_help_subcommand = true
)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    #[command(about = "架空の「あおぞら市」のデータで試します（データは終了時に消えます）")]
    Demo {
        #[command(flatten)]
        listen: Listen,
        #[command(flatten)]
        font: Font,
    },
    #[command(about = "画面を開けるようにします")]
    Serve {
        #[command(flatten)]
        database: Database,
        #[command(flatten)]
        listen: Listen,
        #[command(flatten)]
        doors: DoorArgs,
        #[command(flatten)]
        font: Font,
        #[command(flatten)]
        mail: Box<mail::Options>,
        #[command(flatten)]
        nightly: keeping::command::NightlyArgs,
    },
    #[command(
        about = "シート（PDF・xlsx・xls・ods・csv・PDFのテキスト・json）を読み込み、登録します"
    )]
    Import(ImportArgs),
    #[command(about = "登録済みのシートを書き出します")]
    Export(ExportArgs),
    #[command(about = "シートを点検し、指摘を示します")]
    Check(checks::command::CheckArgs),
    #[command(about = "シートの文にある数量を示します")]
    Quantities(checks::command::CheckArgs),
    #[command(about = "年度調査を始め、進み具合を示します", subcommand)]
    Round(rounds::command::Verb),
    #[command(about = "返送された回答用のExcelを取り込みます")]
    ImportReplies(returns::command::ReturnArgs),
    #[command(about = "サインインする職員を登録します", subcommand)]
    People(people::command::Verb),
    #[command(about = "送信待ちのメールを調べ、送り直すなどします")]
    Mail {
        #[command(subcommand)]
        verb: mail::command::MailVerb,
    },
    #[command(about = "使用中でも、データのすべてを1つのファイルに控えます")]
    Backup(keeping::command::BackupArgs),
    #[command(about = "データベースやバックアップが損なわれていないか、履歴とともに確かめます")]
    Verify(keeping::command::VerifyArgs),
    #[command(about = "バックアップを、空のデータベースに戻します")]
    Restore(keeping::command::RestoreArgs),
    #[command(about = "データベースを扱います")]
    Db {
        #[command(subcommand)]
        verb: keeping::command::DbVerb,
    },
}

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub(crate) struct Database {
    #[arg(
        long,
        env = "SASAE_DATABASE",
        hide_env_values = true,
        default_value = "sqlite:sasae.sqlite",
        value_name = "URL",
        help = "データベース（sqlite:ファイル名 または postgres://…）"
    )]
    pub(crate) database: String,
}

/// Where the pages are.
#[derive(Debug, Clone, Args)]
pub(crate) struct Listen {
    #[arg(
        long,
        env = "SASAE_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "アドレス:ポート",
        help = "画面を開くアドレス"
    )]
    pub(crate) listen: SocketAddr,
}

/// The font of PDF files.
#[derive(Debug, Clone, Args)]
pub(crate) struct Font {
    #[arg(
        long,
        env = "SASAE_FONT",
        value_name = "書体",
        help = "PDFの書体（書体名かフォントファイル）。省くと、この端末にある日本語の書体を使います"
    )]
    pub(crate) font: Option<String>,
}

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
        env = "SASAE_PDF_PASSWORD",
        hide_env_values = true,
        value_name = "パスワード",
        help = "保護されたPDFを開くパスワード"
    )]
    pub(crate) password: Option<String>,
    #[arg(long, help = "別の市町村のシートに見えても登録します")]
    pub(crate) same_plan: bool,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[arg(long, value_name = "年度", help = "シートの年度（R3 など）")]
    pub(crate) year: domain::FiscalYear,
    #[arg(long, value_enum, help = "形式")]
    pub(crate) format: exports::Format,
    #[arg(long, help = "CSVを、1行に1つの記入を置く縦持ちの形にします")]
    pub(crate) tidy: bool,
    #[arg(
        long,
        value_enum,
        help = "PDFに載せるもの（sheet 公式様式、actions 事業ごと、summary 要約、sections 担当課ごと）。省くと公式様式"
    )]
    pub(crate) part: Option<exports::press::Part>,
    #[arg(long, value_enum, help = "PDFの公式様式の用紙（a4 は大きな文字）。省くとA3")]
    pub(crate) paper: Option<exports::Paper>,
    #[arg(long, value_name = "版", help = "PDFの欄外に記す版の名前（「協議会資料」など）")]
    pub(crate) edition: Option<String>,
    #[arg(
        long,
        value_name = "日付",
        help = "PDFの欄外に記す日付（令和８年６月３０日 など）。省くと今日"
    )]
    pub(crate) date: Option<String>,
    #[command(flatten)]
    pub(crate) font: Font,
    #[arg(long, value_name = "ファイル", help = "書き出すファイル（- は標準出力）")]
    pub(crate) output: PathBuf,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    pub(crate) city: Option<String>,
}

/// Runs the program: the arguments decide what.
pub fn main() -> ExitCode {
    let command = Command::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::WARN)
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Error::internal(error)),
    };
    match runtime.block_on(run(command.verb)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Demo { listen, font } => {
            web::refuse_outside(listen.listen)?;
            let app = demo::load(font.font).await?;
            web::serve(app, listen.listen, None).await
        }
        Verb::Serve { database, listen, doors, font, mail, nightly } => {
            let settings = mail::Settings::read(&mail)?;
            if let Some(notice) = settings.as_ref().and_then(mail::Settings::notice) {
                out::note(&notice);
            }
            let app = opened(&database, listen.listen, &doors).await?;
            let app = App { press: Press::with(font.font), mail: mail::Post::new(settings), ..app };
            nightly.start(&app.store)?;
            web::serve(app, listen.listen, doors.tls()).await
        }
        Verb::Import(args) => imports::command::run(&args).await,
        Verb::Export(args) => exports::run(&args).await,
        Verb::Check(args) => checks::command::check(&args).await,
        Verb::Quantities(args) => checks::command::quantities(&args).await,
        Verb::Round(verb) => rounds::command::run(verb).await,
        Verb::ImportReplies(args) => returns::command::import(args).await,
        Verb::People(verb) => people::command::run(verb).await,
        Verb::Mail { verb } => mail::command::run(&verb).await,
        Verb::Backup(args) => keeping::command::backup(&args).await,
        Verb::Verify(args) => keeping::command::verify(&args).await,
        Verb::Restore(args) => keeping::command::restore(&args).await,
        Verb::Db { verb } => keeping::command::db(&verb).await,
    }
}

/// The application behind its doors. Other machines reach it only where someone can sign in.
async fn opened(database: &Database, listen: SocketAddr, args: &DoorArgs) -> Result<App> {
    args.check(listen)?;
    let doors = args.doors()?;
    if !args.is_open(listen) {
        return Ok(App { doors, ..open(database).await? });
    }
    let app = App { doors, ..open_existing(database).await? };
    if !app.store.read().await?.has_people().await? {
        return Err(Error::Usage(
            "職員が登録されていないため、この端末（127.0.0.1）以外では開けません。sasae people add で最初のシステム管理者を登録してください。"
                .to_owned(),
        ));
    }
    Ok(app)
}

/// Opens the database that the options name.
pub(crate) async fn open(database: &Database) -> Result<App> {
    Ok(App::new(store::Store::open(&database.database).await?, None))
}

/// Opens a database that must be there already.
pub(crate) async fn open_existing(database: &Database) -> Result<App> {
    existing(database)?;
    open(database).await
}

/// The address of a database that must be there already.
pub(crate) fn existing(database: &Database) -> Result<&str> {
    if let Some(path) = store::missing_file(&database.database) {
        return Err(Error::Usage(format!(
            "データファイル「{}」がありません。--database の指定を確認してください。",
            path.display()
        )));
    }
    Ok(&database.database)
}

/// Says what went wrong, and the cause where the program or its database is at fault.
fn failed(error: &Error) -> ExitCode {
    let mut message = format!("エラー: {error}");
    let mut cause = std::error::Error::source(error);
    while let (Some(source), Error::Store(_) | Error::Internal(_)) = (cause, error) {
        message = format!("{message}\n  原因: {source}");
        cause = source.source();
    }
    out::note(&message);
    ExitCode::from(error.exit_code())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Command::command().debug_assert();
    }
}
