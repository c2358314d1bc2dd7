//! The command line: verbs, their options, exit codes.

use std::{net::SocketAddr, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};

use crate::{
    App, Error, Result,
    doctor::{self, DoctorArgs},
    kit::{
        clock,
        database::{Database, open, open_existing},
        files,
        log::{self, LogFormat},
        mail,
        options::{Font, Listen},
        out,
        scanner::ScanOptions,
        seed_key::KeyArgs,
        work,
    },
    serve::{self, access_args::AccessArgs},
    slices::{
        backup, board, checks, council, demo, editions, exports, imports, leaving, mail as mails,
        people, public, registers, report_forms, schemes, signin, workbooks,
    },
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
        access: Box<AccessArgs>,
        #[command(flatten)]
        key: KeyArgs,
        #[command(flatten)]
        font: Font,
        #[command(flatten)]
        mail: Box<mail::MailOptions>,
        #[command(flatten)]
        scan: ScanOptions,
        #[command(flatten)]
        nightly: backup::command::NightlyArgs,
        #[command(flatten)]
        heads: backup::command::HeadArgs,
        #[arg(
            long,
            env = "SASAE_PUBLIC",
            help = "公表した版を、サインインなしで見せます（/public と /api/v1/public）"
        )]
        public: bool,
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
    #[command(about = "台帳の一覧を表示し、台帳を加えます")]
    Registers(registers::command::RegistersArgs),
    #[command(about = "台帳の記録を取り込みます", subcommand)]
    Records(registers::command::RecordsVerb),
    #[command(about = "台帳の記録を集計します")]
    Tallies(registers::command::TalliesArgs),
    #[command(about = "台帳の記録から、シートの文案を作ります")]
    Drafts(registers::command::DraftsArgs),
    #[command(about = "版を凍結し、一覧し、公表の設定をします", subcommand)]
    Edition(editions::command::EditionVerb),
    #[command(about = "協議会の会議を一覧し、意見シートを書き出し、取り込みます", subcommand)]
    Council(council::command::CouncilVerb),
    #[command(about = "国などの体系の一覧を表示し、体系を加えます")]
    Schemes(schemes::command::SchemesArgs),
    #[command(about = "体系と事業の対応表を取り込み、書き出します", subcommand)]
    Crosswalk(schemes::command::CrosswalkVerb),
    #[command(about = "提出様式を埋めます", subcommand)]
    ReportForm(report_forms::command::ReportFormVerb),
    #[command(about = "公表した版を、標準入出力でほかのプログラムに答えます（MCP、読むだけ）")]
    Mcp(public::mcp::McpArgs),
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
    #[command(about = "設置のようす（権限、時計、空き、証明書、控えなど）を診ます")]
    Doctor(Box<DoctorArgs>),
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

impl Verb {
    /// Whether it makes no database and no backup, and what it writes is for others: then the user's
    /// own settings decide who may read it.
    fn is_for_others(&self) -> bool {
        use Verb::{
            Check, Council, Crosswalk, Drafts, Edition, Export, Quantities, ReportForm, Round,
            Tallies,
        };
        // What is carried away has drafts and the names of persons
        let is_all = matches!(self, Export(args) if args.all);
        !is_all
            && matches!(
                self,
                Export(_)
                    | Check(_)
                    | Quantities(_)
                    | Round(_)
                    | Tallies(_)
                    | Drafts(_)
                    | Edition(_)
                    | Council(_)
                    | Crosswalk(_)
                    | ReportForm(_)
            )
    }
}

/// How long work may still take that nobody waits for.
const LAST_WORK: Duration = Duration::from_secs(2);

/// Runs the program: the arguments decide what.
pub fn main() -> ExitCode {
    let command = Command::parse();
    if !command.verb.is_for_others() {
        files::keep_private();
    }
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
    // The doctor tells it beside the rest
    let told = matches!(command.verb, Verb::Doctor(_));
    let done = match clock::objection().filter(|_| !told) {
        Some(sentence) => Err(Error::Usage(sentence)),
        None => runtime.block_on(run(command.verb)),
    };
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
            let app = with_workers(demo::load(font.font).await?).published();
            let later = app.clone();
            tokio::spawn(async move {
                if let Err(error) = demo::editions::add(&later).await {
                    out::note(&format!("見本の版を作れませんでした：{error}"));
                }
            });
            serve::serve(app, listen.listen, None).await
        }
        Verb::Serve {
            database,
            listen,
            access,
            key,
            font,
            mail,
            scan,
            nightly,
            heads,
            public,
            log_format: _,
        } => {
            let settings = mail::MailServer::read(&mail)?;
            if let Some(notice) = settings.as_ref().and_then(mail::MailServer::notice) {
                out::note(&notice);
            }
            let app = opened(&database, listen.listen, &access).await?;
            let app = App {
                mail: mail::Post::new(settings),
                seeds: key.key(&database.database),
                ..with_workers(app.with_font(font.font))
            };
            let app = App { public, ..app.scanned_by(scan.into()) };
            doctor::warn(&app.store, &database).await;
            app.health.watch(&app.store, &database.database).await;
            signin::seeds::settle(&app).await?;
            nightly.start(&app.store)?;
            heads.start(&app).await?;
            serve::serve(app, listen.listen, access.tls()).await
        }
        Verb::Import(args) if args.all => {
            leaving::command::import(&args.file, &args.database).await
        }
        Verb::Export(args) if args.all => {
            leaving::command::export(&args.database, &args.output).await
        }
        Verb::Import(args) => imports::command::run(&args).await,
        Verb::Export(args) => exports::command::run(&args).await,
        Verb::Check(args) => checks::command::check(&args).await,
        Verb::Quantities(args) => checks::command::quantities(&args).await,
        Verb::Round(verb) => board::command::run(verb).await,
        Verb::ImportReplies(args) => workbooks::command::import(args).await,
        Verb::Registers(args) => registers::command::registers(&args).await,
        Verb::Records(verb) => registers::command::records_verb(&verb).await,
        Verb::Tallies(args) => registers::command::tallies_verb(&args).await,
        Verb::Drafts(args) => registers::command::drafts_verb(&args).await,
        Verb::Edition(verb) => editions::command::run(&verb).await,
        Verb::Council(verb) => council::command::run(verb).await,
        Verb::Schemes(args) => schemes::command::schemes(&args).await,
        Verb::Crosswalk(verb) => schemes::command::crosswalk(&verb).await,
        Verb::ReportForm(verb) => report_forms::command::run(&verb).await,
        Verb::Mcp(args) => public::mcp::run(&args).await,
        Verb::People(verb) => people::command::run(verb).await,
        Verb::Mail { verb } => mails::command::run(&verb).await,
        Verb::Backup(args) => backup::command::backup(&args).await,
        Verb::Verify(args) => backup::command::verify(&args).await,
        Verb::Doctor(args) => doctor::run(&args).await,
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
        let app = App { access, ..open(database).await? };
        return if app.store.read().await?.has_lost_people().await? {
            Err(lost())
        } else {
            Ok(app)
        };
    }
    let app = App { access, ..open_existing(database).await? };
    let mut tx = app.store.read().await?;
    if tx.has_lost_people().await? {
        return Err(lost());
    }
    if !tx.has_people().await? {
        return Err(Error::Usage(
            "職員が登録されていないため、この端末（127.0.0.1）以外では開けません。sasae people add で最初のシステム管理者を登録してください。"
                .to_owned(),
        ));
    }
    Ok(app)
}

/// Without its people the pages would be open to whoever sits at this machine.
fn lost() -> Error {
    Error::Damaged(
        "職員が1人も残っていませんが、履歴には職員の操作があります。データの一部が失われています。そのままにして、バックアップから戻してください（sasae restore）。"
            .to_owned(),
    )
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
