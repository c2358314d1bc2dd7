//! `sasae round books` and `sasae import-replies`.

use std::path::{Path, PathBuf};

use clap::Args;
use domain::{
    FiscalYear,
    plan::Plan,
    reply_workbook::{ComparedCell, Notice},
};
use serde_json::{Value, json};

use super::{ComparedWorkbook, Handed, Received, ReturnTarget, State, book};
use crate::{
    App, Error, Result,
    kit::{
        actor::Actor,
        database::{Database, open_existing},
        out,
    },
    slices::{
        plans::{self, PlanChoice},
        replies::section::context,
    },
};

/// Options of `round books`.
#[derive(Debug, Args)]
pub(crate) struct BooksArgs {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "年度", help = "調査の年度。省くと最新")]
    year: Option<FiscalYear>,
    #[arg(long, value_name = "場所", help = "書き出すフォルダー、または .zip のファイル")]
    output: PathBuf,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

/// Options of `import-replies`.
#[derive(Debug, Args)]
pub(crate) struct ReturnArgs {
    #[arg(
        value_name = "場所",
        required = true,
        help = "返送されたExcel、それをまとめたZIPファイル、またはそれらを入れたフォルダー"
    )]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "年度", help = "調査の年度。省くと最新")]
    year: Option<FiscalYear>,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// The plan and the round that options mean.
async fn place(
    app: &App,
    city: Option<String>,
    year: Option<FiscalYear>,
) -> Result<(Plan, ReturnTarget)> {
    let choice = PlanChoice { municipality: city, area_code: None };
    let mut tx = app.store.read().await?;
    let plan = plans::chosen(&mut tx, &choice).await?.ok_or(Error::NotFound("計画"))?;
    let rounds = tx.rounds(&plan.id).await?;
    let round = rounds.iter().find(|round| year.is_none_or(|wanted| wanted == round.year));
    let year = round.ok_or(Error::NotFound("この年度の調査"))?.year;
    let place = ReturnTarget { plan: plan.id.clone(), year, section: None };
    Ok((plan, place))
}

/// Writes the workbooks of all sections.
pub(crate) async fn books(args: BooksArgs) -> Result<()> {
    let app = open_existing(&args.database).await?;
    let (_, place) = place(&app, args.city, args.year).await?;
    let mut tx = app.store.read().await?;
    let context = context(&mut tx, &place.plan, place.year).await?;
    let context = context.with_records(&mut tx).await?;
    let books = book::all(&mut tx, &context, Actor::local().today).await?;
    drop(tx);
    app.store.close().await;
    let zipped = args.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let bytes = report::reply_workbooks(&books)?;
    if zipped {
        save(&args.output, &bytes)?;
    } else {
        unpack(&args.output, &bytes)?;
    }
    let (count, to) = (books.len(), args.output.display());
    out::say(&format!("{}の回答用のExcelを{count}課分、「{to}」に書き出しました。", place.year));
    Ok(())
}

/// The files of the bundle in a folder, under the same names.
fn unpack(folder: &Path, bundle: &[u8]) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    for entry in ingest::reply_bundle(bundle)? {
        save(&folder.join(&entry.name), &entry.bytes)?;
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(|error| unwritten(path, &error))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Error {
    Error::Refused(format!(
        "「{}」に書き出せません（{error}）。場所を確認してください。",
        path.display()
    ))
}

/// Takes returned workbooks back and lists what waits.
pub(crate) async fn import(args: ReturnArgs) -> Result<()> {
    let app = open_existing(&args.database).await?;
    let (_, place) = place(&app, args.city, args.year).await?;
    let by = Actor::local();
    let (mut told, mut sums, mut unread) = (Vec::new(), Counts::default(), 0);
    for path in files(&args.paths)? {
        let name = name(&path);
        match one(&app, &place, &path, &name, &by).await {
            Ok((received, handed)) => {
                let said = received.taken.into_iter().zip(&received.notices);
                for (book, (taken, notices)) in handed.books.iter().zip(said) {
                    let counts = Counts::of(book, taken);
                    sums = sums.plus(counts);
                    unread += usize::from(book.section.is_none());
                    if !args.json {
                        say(&name, book, counts, notices);
                    }
                    told.push(written(&name, book, counts, notices));
                }
            }
            Err(error @ (Error::Unreadable(_) | Error::Refused(_))) => {
                unread += 1;
                if !args.json {
                    out::say(&format!("{name}：{error}"));
                }
                told.push(json!({ "file": name, "error": error.to_string() }));
            }
            Err(error) => return Err(error),
        }
    }
    app.store.close().await;
    finish(args.json, &told, sums, unread)
}

/// Tells the sums, and whether somebody has something to do.
fn finish(json: bool, told: &[Value], sums: Counts, unread: usize) -> Result<()> {
    if json {
        let all = json!({ "taken": sums.taken, "waiting": sums.waiting, "barred": sums.barred,
            "unread": unread, "workbooks": told });
        out::say(&serde_json::to_string_pretty(&all).unwrap_or_default());
    } else {
        out::say(&format!(
            "合計：取り込み {}か所、決める欄 {}か所、取り込めない欄 {}か所、読めないファイル {unread}個",
            sums.taken, sums.waiting, sums.barred
        ));
    }
    if sums.waiting > 0 {
        return Err(Error::Conflict(format!(
            "{}か所は、どちらの内容にするか決めてください。画面の「進行」で同じファイルを読み込むと選べます。",
            sums.waiting
        )));
    }
    if unread > 0 {
        let sentence = format!("{unread}個のファイルは取り込めませんでした。");
        return Err(Error::Refused(sentence));
    }
    Ok(())
}

async fn one(
    app: &App,
    place: &ReturnTarget,
    path: &Path,
    name: &str,
    by: &Actor,
) -> Result<(Received, Handed)> {
    let unopened = |error: std::io::Error| {
        Error::Refused(format!("ファイル「{}」を開けません（{error}）。", path.display()))
    };
    ingest::check_size(std::fs::metadata(path).map_err(unopened)?.len())?;
    let bytes = std::fs::read(path).map_err(unopened)?;
    let received = super::receive(app, place, name, bytes.into(), by).await?;
    let handed = super::look(app, place, &received.digest, by).await?;
    Ok((received, handed))
}

/// The files that paths name, those of folders in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let unopened = |error| {
            Error::Refused(format!("フォルダー「{}」を開けません（{error}）。", path.display()))
        };
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(unopened)? {
            inside.push(entry.map_err(unopened)?.path());
        }
        inside.sort();
        found.extend(inside.into_iter().filter(|path| path.is_file() && !is_lock(path)));
    }
    Ok(found)
}

/// What spreadsheets leave beside a file that is open, and what systems hide.
fn is_lock(path: &Path) -> bool {
    let name = name(path);
    name.starts_with("~$") || name.starts_with('.')
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// How the answers of a workbook stand.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    taken: usize,
    waiting: usize,
    barred: usize,
}

impl Counts {
    fn of(book: &ComparedWorkbook, taken: usize) -> Self {
        let count = |state| book.cells(state).count();
        // What could be taken and was not was handed in while it was read
        let waiting = count(State::Open) + count(State::Ready);
        Self { taken, waiting, barred: count(State::Barred) }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            taken: self.taken + other.taken,
            waiting: self.waiting + other.waiting,
            barred: self.barred + other.barred,
        }
    }
}

fn section(book: &ComparedWorkbook) -> &str {
    book.section.as_ref().map_or("", |section| &section.name)
}

fn say(file: &str, book: &ComparedWorkbook, counts: Counts, notices: &[Notice]) {
    let name = if book.name == file { file.to_owned() } else { format!("{file}／{}", book.name) };
    let section = Some(section(book)).filter(|name| !name.is_empty());
    let section = section.map_or_else(String::new, |name| format!("（{name}）"));
    out::say(&format!(
        "{name}{section}：取り込み {}か所、決める欄 {}か所、取り込めない欄 {}か所",
        counts.taken, counts.waiting, counts.barred
    ));
    if let Some(why) = &book.refusal {
        out::say(&format!("  {why}"));
    }
    for cell in [State::Open, State::Barred].into_iter().flat_map(|state| book.cells(state)) {
        out::say(&format!(
            "  {} No.{}「{}」{}：{}",
            cell.place,
            cell.no,
            cell.title,
            cell.heading.replace('\n', ""),
            cell.outcome.sentence()
        ));
    }
    for notice in notices {
        out::say(&format!("  {} {}", notice.place, notice.sentence));
    }
}

/// A workbook for machines.
fn written(file: &str, book: &ComparedWorkbook, counts: Counts, notices: &[Notice]) -> Value {
    let cells = [State::Open, State::Barred].into_iter().flat_map(|state| book.cells(state));
    let notices = notices.iter().map(|notice| {
        json!({ "kind": format!("{:?}", notice.kind), "place": notice.place.to_string(),
            "sentence": notice.sentence })
    });
    json!({
        "file": file, "name": book.name, "section": section(book), "error": book.refusal,
        "taken": counts.taken, "waiting": counts.waiting, "barred": counts.barred,
        "cells": cells.map(of_cell).collect::<Vec<_>>(), "notices": notices.collect::<Vec<_>>(),
    })
}

fn of_cell(cell: &ComparedCell) -> Value {
    json!({
        "no": cell.no, "action": cell.title, "field": cell.slot.key(),
        "place": cell.place.to_string(), "base": cell.sent, "theirs": cell.theirs,
        "ours": cell.ours, "sentence": cell.outcome.sentence(),
    })
}
