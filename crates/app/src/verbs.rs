//! The command line: verbs, their options, exit codes.

use std::{net::SocketAddr, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};

use crate::{
    App, Error, Result,
    kit::{
        database::{Database, open, open_existing},
        log::{self, LogFormat},
        mail,
        options::{Font, Listen},
        out, work,
    },
    serve::{self, access_args::AccessArgs},
    slices::{backup, board, checks, demo, exports, imports, mail as mails, people, workbooks},
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
        access: AccessArgs,
        #[command(flatten)]
        font: Font,
        #[command(flatten)]
        mail: Box<mail::MailOptions>,
        #[command(flatten)]
        nightly: backup::command::NightlyArgs,
        #[arg(
            long,
            env = "SASAE_LOG_FORMAT",
            value_enum,
            default_value_t,
            value_name = "形式",
            help = "ログ（標準エラー出力）の形式（text 人が読む形、json プログラムが読む形）"
        )]
        log_format: LogFormat,
    },
    #[command(
        about = "シート（PDF・xlsx・xls・ods・csv・PDFのテキスト・json）を読み込み、登録します"
    )]
    Import(imports::command::ImportArgs),
    #[command(about = "登録済みのシートを書き出します")]
    Export(exports::command::ExportArgs),
    #[command(about = "シートを点検し、指摘を示します")]
    Check(checks::command::CheckArgs),
    #[command(about = "シートの文にある数量を示します")]
    Quantities(checks::command::CheckArgs),
    #[command(about = "年度調査を始め、進み具合を示します", subcommand)]
    Round(board::command::RoundVerb),
    #[command(about = "返送された回答用のExcelを取り込みます")]
    ImportReplies(workbooks::command::ReturnArgs),
    #[command(about = "サインインする職員を登録します", subcommand)]
    People(people::command::PeopleVerb),
    #[command(about = "送信待ちのメールを調べ、送り直すなどします")]
    Mail {
        #[command(subcommand)]
        verb: mails::command::MailVerb,
    },
    #[command(about = "使用中でも、データのすべてを1つのファイルに控えます")]
    Backup(backup::command::BackupArgs),
    #[command(about = "データベースやバックアップが損なわれていないか、履歴とともに確かめます")]
    Verify(backup::command::VerifyArgs),
    #[command(about = "バックアップを、空のデータベースに戻します")]
    Restore(backup::command::RestoreArgs),
    /// What only the server starts, for work of its own.
    #[command(hide = true)]
    Worker {
        #[command(flatten)]
        font: Font,
    },
    #[command(about = "データベースを扱います")]
    Db {
        #[command(subcommand)]
        verb: backup::command::DbVerb,
    },
}

/// How long work may still take that nobody waits for.
const LAST_WORK: Duration = Duration::from_secs(2);

/// Runs the program: the arguments decide what.
pub fn main() -> ExitCode {
    let command = Command::parse();
    log::open(match &command.verb {
        Verb::Serve { log_format, .. } => *log_format,
        _ => LogFormat::default(),
    });
    if let Verb::Worker { font } = command.verb {
        return work::work(font.font);
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Error::internal(error)),
    };
    let done = runtime.block_on(run(command.verb));
    runtime.shutdown_timeout(LAST_WORK);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Demo { listen, font } => {
            serve::refuse_outside(listen.listen)?;
            let app = with_workers(demo::load(font.font).await?);
            serve::serve(app, listen.listen, None).await
        }
        Verb::Serve { database, listen, access, font, mail, nightly, log_format: _ } => {
            let settings = mail::MailServer::read(&mail)?;
            if let Some(notice) = settings.as_ref().and_then(mail::MailServer::notice) {
                out::note(&notice);
            }
            let app = opened(&database, listen.listen, &access).await?;
            let app =
                App { mail: mail::Post::new(settings), ..with_workers(app.with_font(font.font)) };
            nightly.start(&app.store)?;
            serve::serve(app, listen.listen, access.tls()).await
        }
        Verb::Import(args) => imports::command::run(&args).await,
        Verb::Export(args) => exports::command::run(&args).await,
        Verb::Check(args) => checks::command::check(&args).await,
        Verb::Quantities(args) => checks::command::quantities(&args).await,
        Verb::Round(verb) => board::command::run(verb).await,
        Verb::ImportReplies(args) => workbooks::command::import(args).await,
        Verb::People(verb) => people::command::run(verb).await,
        Verb::Mail { verb } => mails::command::run(&verb).await,
        Verb::Backup(args) => backup::command::backup(&args).await,
        Verb::Verify(args) => backup::command::verify(&args).await,
        Verb::Restore(args) => backup::command::restore(&args).await,
        Verb::Db { verb } => backup::command::db(&verb).await,
        Verb::Worker { .. } => Ok(()),
    }
}

/// The application with processes of this very program for its workers.
fn with_workers(app: App) -> App {
    match std::env::current_exe() {
        Ok(program) => app.with_workers(&program, None),
        Err(error) => {
            tracing::warn!("files are read by the server itself: {error}");
            app
        }
    }
}

/// The application behind its doors. Other machines reach it only where someone can sign in.
async fn opened(database: &Database, listen: SocketAddr, args: &AccessArgs) -> Result<App> {
    args.check(listen)?;
    let access = args.access()?;
    if !args.is_open(listen) {
        return Ok(App { access, ..open(database).await? });
    }
    let app = App { access, ..open_existing(database).await? };
    if !app.store.read().await?.has_people().await? {
        return Err(Error::Usage(
            "職員が登録されていないため、この端末（127.0.0.1）以外では開けません。sasae people add で最初のシステム管理者を登録してください。"
                .to_owned(),
        ));
    }
    Ok(app)
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
