//! `sasae check` and `sasae quantities`: what a careful reviewer would find, and what the sentences
//! count.

use std::collections::{BTreeMap, BTreeSet};

use checker::{Family, Finding, Mark, Severity};
use clap::Args;
use domain::{FiscalYear, Slot, plan::Plan};
use prose::{Quantity, QuantityRole};
use serde_json::{Value, json};

use super::words::{code, family, word};
use super::{Years, asked_year, field, rule, years};
use crate::{
    Error, Result,
    kit::{
        database::{Database, open_existing},
        out,
    },
    slices::{
        plans::{self, PlanChoice},
        registers::known::KnownRecords,
    },
};

/// Options of both verbs.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "年度", help = "シートの年度（R3 など）。省くと最新")]
    year: Option<FiscalYear>,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

async fn opened(args: &CheckArgs) -> Result<(Plan, Years, Option<KnownRecords>)> {
    let app = open_existing(&args.database).await?;
    let mut tx = app.store.read().await?;
    let choice = PlanChoice { municipality: args.city.clone(), area_code: None };
    let plan = plans::chosen(&mut tx, &choice).await?.ok_or(Error::NotFound("計画"))?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let year = args.year.or(newest).ok_or(Error::NotFound("シート"))?;
    let years = years(&mut tx, true, &plan.id, year).await?;
    let known = KnownRecords::of(&mut tx, &plan.id, year).await?;
    drop(tx);
    app.store.close().await;
    Ok((plan, years, known))
}

/// Checks a sheet.
pub(crate) async fn check(args: &CheckArgs) -> Result<()> {
    let (plan, years, known) = opened(args).await?;
    let findings = years.findings(known.as_ref());
    if args.json {
        let all: Vec<Value> = findings.iter().flat_map(|found| entries(&years, found)).collect();
        out::say(&format!("{:#}", Value::Array(all)));
        return Ok(());
    }
    let count = |wanted| findings.iter().filter(|found| found.severity == wanted).count();
    out::say(&format!(
        "{}の{}：指摘 {}件（要修正 {}、要確認 {}、参考 {}）",
        plan.name(),
        years.stored.sheet.year,
        findings.len(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info)
    ));
    let (told, beside): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|found| found.severity != Severity::Info);
    for found in told {
        out::say(&line(&years, found));
    }
    for line in grouped(&beside) {
        out::say(&line);
    }
    Ok(())
}

/// More rows of one rule are not named.
const NAMED: usize = 12;

/// What is only for information, a line for each rule: its title, how often, and in which rows.
fn grouped(findings: &[&Finding]) -> Vec<String> {
    let mut rules: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for found in findings {
        rules.entry(found.rule).or_default().push(found);
    }
    let lines = rules.into_values().filter_map(|found| {
        let first = found.first()?;
        let title = rule(first).map_or(first.rule, |rule| rule.title);
        let rows: BTreeSet<u32> = found
            .iter()
            .flat_map(|one| &one.marks)
            .map(|mark| mark.no)
            .filter(|no| *no > 0)
            .collect();
        let named: Vec<String> = rows.iter().take(NAMED).map(u32::to_string).collect();
        let rest = if rows.len() > NAMED { "ほか" } else { "" };
        let places = if rows.is_empty() {
            "全体".to_owned()
        } else {
            format!("{}の行（{}{rest}）", rows.len(), named.join("、"))
        };
        Some(format!("［{} {title}］{places}　例：{}", word(first.severity), first.message))
    });
    lines.collect()
}

/// A finding in a line: 12 相談会［要確認 前年度と同じ文］…
fn line(years: &Years, found: &Finding) -> String {
    let title = rule(found).map_or(found.rule, |rule| rule.title);
    let row = years.stored.sheet.rows.iter().find(|row| row.no == found.no);
    let about = row.map_or_else(|| "全体".to_owned(), domain::sheet::Row::numbered);
    format!("{about}［{} {title}］{}", word(found.severity), found.message)
}

/// A finding as JSON. One that is told once for many rows of the sheet is an entry for each of
/// them, unless it is about their difference or about a column.
fn entries(years: &Years, found: &Finding) -> Vec<Value> {
    let of = rule(found).map(|rule| rule.family);
    let rows: BTreeSet<u32> = found.marks.iter().map(|mark| mark.no).collect();
    let apart = found.no == 0 && !rows.contains(&0) && of != Some(Family::Grade);
    if !apart {
        return vec![entry(years, found, found.no, &found.marks)];
    }
    let of_row = |no: &u32| {
        let marks: Vec<Mark> = found.marks.iter().filter(|mark| mark.no == *no).cloned().collect();
        entry(years, found, *no, &marks)
    };
    rows.iter().map(of_row).collect()
}

fn entry(years: &Years, found: &Finding, no: u32, marks: &[Mark]) -> Value {
    let sheet = &years.stored.sheet;
    let cells = marks.iter().map(
        |mark| json!({ "fiscal_year": asked_year(mark).start(), "field": field(mark, sheet) }),
    );
    json!({
        "rule": found.rule,
        "family": rule(found).map(|rule| family(rule.family)),
        "severity": code(found.severity),
        "action_no": no,
        "cells": cells.collect::<Vec<_>>(),
        "quote": marks.first().map_or("", |mark| years.words(mark)),
        "message": found.message,
        "records": found.records.iter().map(|one| one.record.as_str()).collect::<Vec<_>>(),
    })
}

/// Lists the quantities of a sheet.
pub(crate) async fn quantities(args: &CheckArgs) -> Result<()> {
    let (_, years, _) = opened(args).await?;
    let book = years.book();
    let mut all = Vec::new();
    for line in &book.lines {
        for (slot, cell) in &line.cells {
            let of = cell.quantities.iter();
            all.extend(of.map(|quantity| quantity_json(line.row.no, slot, cell.text, quantity)));
        }
    }
    if args.json {
        out::say(&format!("{:#}", Value::Array(all)));
        return Ok(());
    }
    for one in &all {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        out::say(&format!(
            "{}\t{}\t{}\t{}\t{}",
            one["action_no"],
            text("field"),
            text("quote"),
            text("label"),
            text("role")
        ));
    }
    Ok(())
}

fn quantity_json(no: u32, slot: &Slot, text: &str, quantity: &Quantity) -> Value {
    let role = match quantity.role {
        QuantityRole::Actual => "actual",
        QuantityRole::Target => "target",
        QuantityRole::Context => "context",
    };
    json!({
        "action_no": no,
        "field": slot.key(),
        "quote": quantity.span.of(text),
        "value": quantity.value,
        "unit": quantity.unit,
        "label": quantity.label,
        "fiscal_year": quantity.year.start(),
        "role": role,
    })
}
