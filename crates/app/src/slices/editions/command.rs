//! `sasae edition`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::FiscalYear;
use edition::{EditionKind, PublicationSettings};
use serde_json::{Value, json};
use store::StoredEdition;

use super::{
    FreezeRequest, WithdrawalRequest, answer, freeze,
    options::{EditionChoice, EditionOptions, chosen, kind},
    package_command::{self, CompareArgs, KeyFileArgs, PackageArgs, PackageVerifyArgs, SiteArgs},
    replay_command::{self, ReplayArgs},
    set, settings, still_told, withdraw,
};
use crate::{
    Error, Result,
    kit::{actor::By, files, out},
    slices::frozen::{
        check_number, name,
        standing::{EditionState, states},
    },
};

/// What can be done with editions.
#[derive(Debug, Subcommand)]
pub(crate) enum EditionVerb {
    #[command(about = "受理された内容を、版として凍結します")]
    Freeze(FreezeArgs),
    #[command(about = "版の一覧を表示します")]
    List(ListArgs),
    #[command(about = "公表を取りやめます（版と要約値は残ります）")]
    Withdraw(WithdrawArgs),
    #[command(about = "公表の前の確認に、理由とともに答えます")]
    Answer(AnswerArgs),
    #[command(about = "版の一式（zip）を書き出します")]
    Package(PackageArgs),
    #[command(about = "版の一式が、凍結したときのままかを確かめます（データベースは要りません）")]
    Verify(PackageVerifyArgs),
    #[command(about = "公表先からダウンロードしたものを、凍結した版と比べます")]
    Compare(CompareArgs),
    #[command(about = "版を履歴だけから作り直し、凍結したものと1バイトも違わないかを確かめます")]
    Replay(ReplayArgs),
    #[command(about = "版に署名する鍵を作ります")]
    Key(KeyFileArgs),
    #[command(about = "公表用のフォルダーを書き出します")]
    Site(SiteArgs),
    #[command(about = "公表の設定（TOML）を表示します。ファイルを指定すると登録します")]
    Settings(SettingsArgs),
}

/// Options of `edition freeze`.
#[derive(Debug, Args)]
pub(crate) struct FreezeArgs {
    #[command(flatten)]
    of: EditionOptions,
    #[arg(long, value_name = "年度", help = "凍結する年度（R3 など）")]
    year: FiscalYear,
    #[arg(
        long,
        value_name = "種類",
        value_parser = kind,
        help = "版の種類（council 協議会用、approved 決定、published 公表）"
    )]
    kind: EditionKind,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        hide_default_value = true,
        help = "前の版を訂正する理由（版に載ります）。訂正がなければ、済んでいないことがあるまま凍結する理由（市の中だけに残ります）"
    )]
    reason: String,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        hide_default_value = true,
        help = "訂正があるときの、済んでいないことがあるまま凍結する理由（市の中だけに残ります。省くと --reason と同じ）"
    )]
    inside_reason: String,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Options of `edition list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    of: EditionOptions,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Options of `edition withdraw`.
#[derive(Debug, Args)]
pub(crate) struct WithdrawArgs {
    #[command(flatten)]
    of: EditionOptions,
    #[command(flatten)]
    edition: EditionChoice,
    #[arg(long, value_name = "根拠", help = "取りやめる根拠（条例の条項、理由）")]
    ground: String,
    #[arg(long, help = "版のファイルを、データベースからも消します（個人情報など）")]
    erase: bool,
    #[arg(
        long,
        value_name = "文",
        default_value = "",
        hide_default_value = true,
        help = "--erase とともに、履歴などの過去の内容からも消す文（今の内容は先に直しておきます）"
    )]
    words: String,
}

/// Options of `edition answer`.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    #[arg(value_name = "番号", help = "確認の番号（［ ］の中。はじめの部分でも可）")]
    mark: String,
    #[command(flatten)]
    of: EditionOptions,
    #[arg(long, value_name = "年度", help = "版の年度（R3 など）")]
    year: FiscalYear,
    #[arg(long, value_name = "理由", help = "直さずに公表する理由")]
    reason: String,
}

/// Options of `edition settings`.
#[derive(Debug, Args)]
pub(crate) struct SettingsArgs {
    #[arg(value_name = "ファイル", help = "登録する設定（TOML）")]
    file: Option<PathBuf>,
    #[command(flatten)]
    of: EditionOptions,
}

/// Runs the verb.
pub(crate) async fn run(verb: &EditionVerb) -> Result<()> {
    match verb {
        EditionVerb::Freeze(args) => freeze_verb(args).await,
        EditionVerb::List(args) => list(args).await,
        EditionVerb::Withdraw(args) => withdraw_verb(args).await,
        EditionVerb::Answer(args) => answer_verb(args).await,
        EditionVerb::Package(args) => package_command::package_verb(args).await,
        EditionVerb::Verify(args) => package_command::verify(args),
        EditionVerb::Compare(args) => package_command::compare(args).await,
        EditionVerb::Replay(args) => replay_command::replay_verb(args).await,
        EditionVerb::Key(args) => package_command::key(args),
        EditionVerb::Site(args) => package_command::site_verb(args).await,
        EditionVerb::Settings(args) => settings_verb(args).await,
    }
}

async fn freeze_verb(args: &FreezeArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let (reason, inside) = (args.reason.clone(), args.inside_reason.clone());
    let request = FreezeRequest { year: args.year, kind: args.kind, reason, inside };
    let frozen = freeze(&app, &plan.id, &request, &By::local()).await;
    app.store.close().await;
    let frozen = frozen?;
    if args.json {
        let mut of = edition_json(&frozen.stored, EditionState::InForce);
        of["files"] = frozen
            .files
            .iter()
            .map(|file| json!({ "name": file.name, "sha256": file.digest, "bytes": file.size }))
            .collect();
        of["open"] = frozen
            .open
            .iter()
            .map(|item| json!({ "code": item.matter.code(), "sentence": item.sentence }))
            .collect();
        out::say(&format!("{of:#}"));
        return Ok(());
    }
    out::say(&format!(
        "{}を凍結しました。照合番号 {}（ファイル{}件）",
        name(&frozen.stored),
        check_number(&frozen.stored),
        frozen.files.len()
    ));
    for item in &frozen.open {
        out::say(&format!("・{}", item.sentence));
    }
    Ok(())
}

/// An edition as JSON.
fn edition_json(of: &StoredEdition, state: EditionState) -> Value {
    json!({
        "id": of.id,
        "fiscal_year": of.year,
        "kind": of.kind,
        "number": of.number,
        "state": state.code(),
        "as_of": of.as_of,
        "content_digest": of.digest,
        "check_number": check_number(of),
        "frozen_at": of.frozen_at,
        "frozen_by": of.frozen_by,
        "ground": of.ground,
    })
}

async fn list(args: &ListArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let all = app.store.read().await?.editions(&plan.id).await;
    app.store.close().await;
    let all = all?;
    let of_all = || all.iter().zip(states(&all));
    if args.json {
        let all: Vec<Value> = of_all().map(|(one, state)| edition_json(one, state)).collect();
        out::say(&format!("{:#}", Value::Array(all)));
        return Ok(());
    }
    for (one, state) in of_all() {
        let year = i32::try_from(one.year).ok().and_then(FiscalYear::starting);
        let year = year.map(FiscalYear::short).unwrap_or_default();
        let (name, word, number) = (name(one), state.label(), check_number(one));
        out::say(&format!("{year}\t{name}\t{word}\t{number}\t{}", one.frozen_at));
    }
    if all.is_empty() {
        out::note("版はまだありません。sasae edition freeze で凍結してください。");
    }
    Ok(())
}

async fn withdraw_verb(args: &WithdrawArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let of = chosen(&app, &plan, &args.edition).await?;
    let request = WithdrawalRequest {
        edition: of.id.clone(),
        ground: args.ground.clone(),
        erase: args.erase,
        words: args.words.clone(),
    };
    let done = withdraw(&app, &plan.id, &request, &By::local()).await;
    app.store.close().await;
    let told = done?;
    out::say(&format!("{}の公表を取りやめました。要約値と根拠は残ります。", name(&of)));
    if let Some(told) = still_told::sentence(&told) {
        out::note(&told);
    }
    Ok(())
}

async fn answer_verb(args: &AnswerArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let given = (args.year, args.mark.as_str(), args.reason.as_str());
    let done = answer(&app, &plan.id, given, &By::local()).await;
    app.store.close().await;
    done?;
    out::say("確認への回答を残しました。");
    Ok(())
}

async fn settings_verb(args: &SettingsArgs) -> Result<()> {
    let read = args.file.as_deref().map(settings_of).transpose()?;
    let (app, plan) = args.of.opened().await?;
    if let Some(read) = read {
        let done = set(&app, &plan.id, &read, &By::local()).await;
        app.store.close().await;
        done?;
        out::say("公表の設定を登録しました。");
        return Ok(());
    }
    let known = settings(&mut app.store.read().await?, &plan.id).await;
    app.store.close().await;
    let text = toml::to_string_pretty(&known?).map_err(Error::internal)?;
    out::say(text.trim_end());
    Ok(())
}

fn settings_of(file: &Path) -> Result<PublicationSettings> {
    let bytes = files::bytes(file)?;
    let text = files::utf8(&bytes)?;
    toml::from_str(text).map_err(|error| {
        Error::Refused(format!("設定を読み取れません。\n{}", error.to_string().trim_end()))
    })
}
