//! `sasae edition package`, `verify`, `compare`, `key` and `site`.

use std::path::{Path, PathBuf};

use clap::Args;
use domain::FiscalYear;
use edition::EditionKind;
use package::{KnownSigners, Principal, SigningKey};
use store::StoredEdition;

use super::{
    options::{EditionChoice, EditionOptions, chosen},
    packages,
};
use crate::{
    Error, Result,
    kit::{files, ids, out, secret::Secret},
    slices::frozen::{check_number, name},
};

/// Options of `edition package`.
#[derive(Debug, Args)]
pub(crate) struct PackageArgs {
    #[command(flatten)]
    of: EditionOptions,
    #[command(flatten)]
    edition: EditionChoice,
    #[arg(
        long,
        value_name = "鍵",
        help = "署名する鍵のファイル（sasae edition key で作ったもの）"
    )]
    key: Option<PathBuf>,
    #[command(flatten)]
    passphrase: Passphrase,
    #[arg(long, value_name = "ファイル", help = "書き出すファイル（.zip）")]
    output: PathBuf,
}

/// The passphrase of a key.
#[derive(Debug, Args)]
pub(crate) struct Passphrase {
    #[arg(
        long,
        value_name = "ファイル",
        help = "鍵の合言葉を書いたファイル（- は標準入力。環境変数 SASAE_KEY_PASSPHRASE でも渡せます）"
    )]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    fn read(&self) -> Result<Secret> {
        let given = Secret::given(self.passphrase_file.as_deref(), "SASAE_KEY_PASSPHRASE")?;
        given.ok_or_else(|| {
            Error::Usage("鍵の合言葉を --passphrase-file で渡してください。".to_owned())
        })
    }
}

/// Options of `edition verify`.
#[derive(Debug, Args)]
pub(crate) struct PackageVerifyArgs {
    #[arg(value_name = "ファイル", help = "版の一式（zip、または展開したフォルダー）")]
    place: PathBuf,
    #[arg(long, value_name = "ファイル", help = "知っている署名者（allowed_signers）")]
    signers: Option<PathBuf>,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Options of `edition compare`.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    #[arg(
        value_name = "ファイル",
        help = "公表先からダウンロードしたもの（zip、またはフォルダー）"
    )]
    place: PathBuf,
    #[command(flatten)]
    of: EditionOptions,
    #[command(flatten)]
    edition: EditionChoice,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Options of `edition key`.
#[derive(Debug, Args)]
pub(crate) struct KeyFileArgs {
    #[arg(long, value_name = "名前", help = "署名者の名前（半角。112020@sasae など）")]
    name: String,
    #[command(flatten)]
    passphrase: Passphrase,
    #[arg(long, value_name = "ファイル", help = "鍵を書き出すファイル")]
    output: PathBuf,
}

/// Options of `edition site`.
#[derive(Debug, Args)]
pub(crate) struct SiteArgs {
    #[command(flatten)]
    of: EditionOptions,
    #[arg(long, value_name = "年度", help = "版の年度（R3 など）。省くと最新の公表の版")]
    year: Option<FiscalYear>,
    #[arg(long, value_name = "番号", help = "第何版か。省くと最新")]
    number: Option<u32>,
    #[arg(long, value_name = "フォルダー", help = "書き出す新しいフォルダー")]
    output: PathBuf,
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(|error| {
        Error::Refused(format!("「{}」に書き込めません（{error}）。", path.display()))
    })
}

pub(super) async fn package_verb(args: &PackageArgs) -> Result<()> {
    let key = match &args.key {
        Some(file) => {
            let bytes = files::bytes(file)?;
            let passphrase = args.passphrase.read()?;
            Some(SigningKey::open(files::utf8(&bytes)?, passphrase.reveal())?)
        }
        None => None,
    };
    let (app, plan) = args.of.opened().await?;
    let of = chosen(&app, &plan, &args.edition).await?;
    let packed = packages::packed(&app, &of, key).await;
    app.store.close().await;
    let packed = packed?;
    write(&args.output, &packed.bytes)?;
    out::note(&format!(
        "{}を「{}」に書き出しました（照合番号 {}、{}バイト）。",
        name(&of),
        args.output.display(),
        check_number(&of),
        packed.bytes.len()
    ));
    Ok(())
}

pub(super) fn verify(args: &PackageVerifyArgs) -> Result<()> {
    let signers = match &args.signers {
        Some(file) => KnownSigners::parse(files::utf8(&files::bytes(file)?)?)?,
        None => KnownSigners::default(),
    };
    let report = packages::verified(&args.place, &signers)?;
    if args.json {
        let told = serde_json::to_value(&report).map_err(Error::internal)?;
        out::say(&format!("{told:#}"));
    } else {
        out::say(&report.sentence());
        if let Some(number) = &report.short_digest {
            out::say(&format!("{}　照合番号 {number}", report.title));
        }
        out::say(&report.signature.sentence());
        for finding in &report.findings {
            out::say(&format!("・{}", finding.sentence));
        }
    }
    if report.is_sound() {
        return Ok(());
    }
    Err(Error::Damaged("版の一式が、凍結したときのままではありません。".to_owned()))
}

pub(super) async fn compare(args: &CompareArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let of = chosen(&app, &plan, &args.edition).await?;
    let frozen = packages::files_of(&app, &of).await;
    app.store.close().await;
    let compared = packages::compared(&args.place, &frozen?)?;
    if args.json {
        let told = serde_json::to_value(&compared).map_err(Error::internal)?;
        out::say(&format!("{told:#}"));
    } else {
        for file in &compared.files {
            out::say(&format!("{}\t{}\t{}", file.verdict.label(), file.name, file.detail));
        }
    }
    if compared.is_whole() {
        return Ok(());
    }
    Err(Error::Damaged("公表先のものが、凍結した版と一致しません。".to_owned()))
}

pub(super) fn key(args: &KeyFileArgs) -> Result<()> {
    let passphrase = args.passphrase.read()?;
    let name = Principal::parse(&args.name)?;
    let key = SigningKey::of_seed(&ids::random()?, &name)?;
    let sealed = key.sealed(passphrase.reveal(), ids::random()?)?;
    if args.output.exists() {
        return Err(Error::Refused(format!(
            "「{}」はすでにあります。鍵を上書きしないよう、別の名前にしてください。",
            args.output.display()
        )));
    }
    files::keep_private();
    write(&args.output, sealed.as_bytes())?;
    out::say(&key.signer().allowed_line());
    out::note(
        "上の1行が、署名を確かめるための公開鍵です（allowed_signers）。公表のページと会議録に載せてください。",
    );
    Ok(())
}

/// Says that nothing is published that was asked for, and the way out.
fn nothing_published(args: &SiteArgs) -> Error {
    let year = args.year.map(|year| format!("{}の", year.official())).unwrap_or_default();
    let named = |number| EditionKind::Published.named(number);
    let name = args.number.map_or_else(|| "公表の版".to_owned(), named);
    Error::Absent(format!(
        "{year}{name}が見つかりません。sasae edition list で版を確かめるか、\
         sasae edition freeze --kind published で公表の版を凍結してください。"
    ))
}

pub(super) async fn site_verb(args: &SiteArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let all = app.store.read().await?.editions(&plan.id).await?;
    let wanted = |one: &&StoredEdition| {
        one.kind == EditionKind::Published.code()
            && one.ground.is_none()
            && args.year.is_none_or(|year| i64::from(year.start()) == one.year)
            && args.number.is_none_or(|number| i64::from(number) == one.number)
    };
    let newest = all.iter().filter(wanted).max_by_key(|one| (one.year, one.number));
    let of = newest.ok_or_else(|| nothing_published(args))?;
    let files = packages::files_of(&app, of).await;
    app.store.close().await;
    let count = packages::write_site(&files?, &args.output)?;
    out::note(&format!(
        "{}の公表用フォルダーを「{}」に書き出しました（{count}ファイル）。index.html を開いてください。",
        name(of),
        args.output.display()
    ));
    Ok(())
}
