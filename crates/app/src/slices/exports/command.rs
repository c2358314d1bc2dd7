//! `sasae export`.

use std::path::PathBuf;

use super::{ExportFormat, Format, Pages, Paper, export};
use crate::{
    App, Error, Result,
    kit::{
        clock,
        database::{Database, open_existing},
        options::Font,
        out,
        typesetter::PdfContent,
    },
    slices::plans::{self, PlanChoice},
};
use clap::Args;

/// Options of `export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[arg(
        long,
        value_name = "年度",
        required_unless_present = "all",
        help = "シートの年度（R3 など）"
    )]
    pub(crate) year: Option<domain::FiscalYear>,
    #[arg(long, value_enum, required_unless_present = "all", help = "形式")]
    pub(crate) format: Option<Format>,
    #[arg(
        long,
        conflicts_with_all = ["year", "format", "tidy", "part", "paper", "edition", "date", "city"],
        help = "計画のすべて（版、原本、様式、履歴、秘密を除く職員）を、移行の一式（zip）に書き出します"
    )]
    pub(crate) all: bool,
    #[arg(long, help = "CSVを、1行に1つの記入を置く縦持ちの形にします")]
    pub(crate) tidy: bool,
    #[arg(
        long,
        value_enum,
        help = "PDFに載せるもの（sheet 公式様式、actions 事業ごと、summary 要約、sections 担当課ごと）。省くと公式様式"
    )]
    pub(crate) part: Option<PdfContent>,
    #[arg(long, value_enum, help = "PDFの公式様式の用紙（a4 は大きな文字）。省くとA3")]
    pub(crate) paper: Option<Paper>,
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

/// The sheet that the options name.
async fn chosen(app: &App, args: &ExportArgs) -> Result<Vec<u8>> {
    let mut tx = app.store.read().await?;
    let choice = PlanChoice { municipality: args.city.clone(), area_code: None };
    let plan = plans::chosen(&mut tx, &choice).await?.ok_or(Error::NotFound("計画"))?;
    let year = args.year.ok_or_else(|| Error::Usage("--year を指定してください。".to_owned()))?;
    export(app, tx, &plan, year, (form(args)?, true)).await
}

/// The form that the options name.
fn form(args: &ExportArgs) -> Result<ExportFormat> {
    let margin = args.edition.is_some() || args.date.is_some();
    let pdf = args.part.is_some() || args.paper.is_some() || margin;
    let part = args.part.unwrap_or(PdfContent::Sheet);
    let usage = |sentence: &str| Err(Error::Usage(sentence.to_owned()));
    match (args.format, args.tidy) {
        (Some(Format::Csv), true) => Ok(ExportFormat::Tidy),
        (_, true) => usage("--tidy は --format csv と一緒に指定してください。"),
        (Some(Format::Pdf), _) if args.paper.is_some() && part != PdfContent::Sheet => {
            usage("--paper は公式様式（--part sheet）にだけ指定できます。")
        }
        (Some(Format::Pdf), _) => Ok(ExportFormat::Pdf(Pages {
            part,
            paper: args.paper.unwrap_or(Paper::A3),
            edition: args.edition.clone().unwrap_or_default(),
            date: args.date.clone().unwrap_or_else(clock::today),
        })),
        _ if pdf => {
            usage("--part・--paper・--edition・--date は --format pdf と一緒に指定してください。")
        }
        (Some(Format::Csv), _) => Ok(ExportFormat::Csv),
        (Some(Format::Xlsx), _) => Ok(ExportFormat::Xlsx),
        (Some(Format::Json), _) => Ok(ExportFormat::Json),
        (None, _) => usage("--format を指定してください。"),
    }
}

/// Runs the verb.
pub(crate) async fn run(args: &ExportArgs) -> Result<()> {
    form(args)?;
    let app = open_existing(&args.database).await?;
    let app = app.with_font(args.font.font.clone());
    let bytes = chosen(&app, args).await;
    app.store.close().await;
    let bytes = bytes?;
    if args.output.as_os_str() == "-" {
        out::put(&bytes);
        return Ok(());
    }
    std::fs::write(&args.output, &bytes).map_err(|error| {
        Error::Refused(format!("「{}」に書き込めません（{error}）。", args.output.display()))
    })?;
    out::note(&format!("「{}」に書き出しました（{}バイト）。", args.output.display(), bytes.len()));
    Ok(())
}
