//! `sasae import`.

use std::path::Path;

use domain::{
    layout::Layout,
    reading::Reading,
    sheet::{Change, ChangeKind},
};
use ingest::Options;
use report::SourceFile;

use super::{Decision, Given};
use crate::{
    App, Error, Result,
    command::{ImportArgs, open, out},
    plans::Choice,
};

/// Runs the verb: reads the file, lists its doubts and, unless it is a dry run, books it.
pub(crate) async fn run(args: &ImportArgs) -> Result<()> {
    let bytes = file(&args.file)?;
    let layout = args.layout.as_deref().map(layout).transpose()?;
    let options = Options { year: args.year, layout };
    let name =
        args.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if args.dry_run {
        let reading = super::read(bytes.clone(), options).await?;
        save_layout(args.save_layout.as_deref(), &reading.sheet.layout)?;
        tell(&reading, &name, &super::digest(&bytes), args.json);
        return Ok(());
    }
    let plan = Choice { municipality: args.city.clone(), area_code: args.area_code.clone() };
    let app = open(&args.database).await?;
    book(&app, args, Given { name, bytes, options, plan }).await?;
    app.store.close().await;
    Ok(())
}

async fn book(app: &App, args: &ImportArgs, given: Given) -> Result<()> {
    let id = super::receive(app, given).await?;
    let mut tx = app.store.read().await?;
    let review = super::review(&mut tx, &id).await?;
    drop(tx);
    let (head, reading) = (&review.import.head, &review.import.reading);
    save_layout(args.save_layout.as_deref(), &reading.sheet.layout)?;
    tell(reading, &head.name, &head.digest, args.json);
    if head.state == store::ImportState::Booked {
        out::note("同じファイルが登録済みです。新しく登録するものはありません。");
        return Ok(());
    }
    for change in review.changes.iter().flatten() {
        out::note(&describe(change));
    }
    let decision =
        Decision { replace: args.replace, same_plan: args.same_plan, others: Vec::new() };
    let booked = super::book(app, &id, decision).await;
    if let Err(Error::Conflict(_)) = booked {
        super::discard(app, &id).await?;
    }
    let plan = booked.map_err(|error| way_out(error, args))?;
    let rows = reading.sheet.rows.len();
    out::note(&format!(
        "{}の{}シートを登録しました（{rows}事業）。",
        plan.name(),
        reading.sheet.year
    ));
    Ok(())
}

/// A conflict's sentence with the option that settles it.
fn way_out(error: Error, args: &ImportArgs) -> Error {
    match error {
        Error::Conflict(why) if why.contains("登録済み") && !args.replace => {
            Error::Conflict(format!("{why} 置き換えるには --replace を付けて実行してください。"))
        }
        Error::Conflict(why) if !args.same_plan => Error::Conflict(format!(
            "{why} 別の市町村の計画として登録するには --city で市町村名を、同じ計画として登録するには --same-plan を指定してください。"
        )),
        other => other,
    }
}

/// The file's bytes, unless it is larger than any sheet.
fn file(path: &Path) -> Result<Vec<u8>> {
    let refused = |error: std::io::Error| {
        Error::Refused(format!(
            "ファイル「{}」を開けません（{error}）。場所と名前を確認してください。",
            path.display()
        ))
    };
    let size = std::fs::metadata(path).map_err(refused)?.len();
    ingest::check_size(size)?;
    std::fs::read(path).map_err(refused)
}

/// A layout file.
fn layout(path: &Path) -> Result<Layout> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::Refused(format!("様式ファイル「{}」を開けません（{error}）。", path.display()))
    })?;
    toml::from_str(&text).map_err(|error| {
        Error::Refused(format!(
            "様式ファイル「{}」の書き方に誤りがあります：{}",
            path.display(),
            error.message()
        ))
    })
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
fn tell(reading: &Reading, name: &str, sha256: &str, json: bool) {
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
