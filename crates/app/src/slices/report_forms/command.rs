//! `sasae report-form`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::FiscalYear;
use formfill::{CellOutcome, CellReport, FormMap, fill};
use serde_json::json;

use super::facts;
use crate::{
    Error, Result,
    kit::{files, out},
    slices::schemes::command::SchemeOptions,
};

/// What can be done with forms.
#[derive(Debug, Subcommand)]
pub(crate) enum ReportFormVerb {
    #[command(about = "提出様式（xlsx）の空いたセルを、受理された内容から埋めます")]
    Fill(FillArgs),
}

/// Options of `report-form fill`.
#[derive(Debug, Args)]
pub(crate) struct FillArgs {
    #[arg(long, value_name = "ファイル", help = "提出様式のファイル（xlsx）")]
    form: PathBuf,
    #[arg(long, value_name = "ファイル", help = "どのセルに何を入れるかの指定（TOML）")]
    map: PathBuf,
    #[arg(long, value_name = "年度", help = "どの年度のシートから埋めるか（R3 など）")]
    year: FiscalYear,
    #[arg(long, value_name = "ファイル", help = "書き出すファイル（- は標準出力）")]
    output: PathBuf,
    #[command(flatten)]
    of: SchemeOptions,
    #[arg(long, help = "セルごとの結果をJSONで出力します")]
    json: bool,
}

/// Runs the verb.
pub(crate) async fn run(verb: &ReportFormVerb) -> Result<()> {
    let ReportFormVerb::Fill(args) = verb;
    let is_piped = args.output.as_os_str() == "-";
    if is_piped && args.json {
        return Err(Error::Usage(
            "--output - と --json は一緒に指定できません。ファイルに書き出してください。"
                .to_owned(),
        ));
    }
    let (form, map) = (files::bytes(&args.form)?, files::bytes(&args.map)?);
    ingest::check_size(form.len() as u64)?;
    let map = FormMap::parse(files::utf8(&map)?)?;
    let (app, plan) = args.of.opened().await?;
    let known = facts(&mut app.store.read().await?, &plan.id, args.year).await;
    app.store.close().await;
    let done = fill(&form, &map, &known?)?;
    if is_piped {
        out::put(&done.bytes);
    } else {
        std::fs::write(&args.output, &done.bytes).map_err(|error| {
            Error::Refused(format!("「{}」に書き込めません（{error}）。", args.output.display()))
        })?;
    }
    if args.json {
        out::say(&format!("{:#}", json!({ "title": map.title, "cells": done.cells })));
        return Ok(());
    }
    for cell in &done.cells {
        let told = sentence(cell);
        if is_piped { out::note(&told) } else { out::say(&told) }
    }
    let count = |of: CellOutcome| done.cells.iter().filter(|one| one.outcome == of).count();
    let counts = CellOutcome::ALL.map(|of| format!("{}{}", of.label(), count(of)));
    out::note(&format!("{}セル：{}。", done.cells.len(), counts.join("、")));
    Ok(())
}

/// A cell in a line: what became of it, where, which fact, why.
fn sentence(cell: &CellReport) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = if cell.label.is_empty() { &cell.fact } else { &cell.label };
    let mut line =
        format!("{}\t{}\t{named}\t{}", cell.outcome.label(), cell.cell, one_line(&cell.value));
    if cell.outcome == CellOutcome::Differs {
        line.extend(["\t様式では「", &one_line(&cell.found), "」"]);
    }
    if !cell.note.is_empty() {
        line.extend(["\t", &cell.note]);
    }
    line
}
