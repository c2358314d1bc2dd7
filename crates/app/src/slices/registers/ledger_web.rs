//! A table of the city's own is taken into a register: 「この表をこう読みました」. The table travels in
//! the form; it is kept nowhere.

use std::fmt::Write as _;

use askama::Template;
use axum::{
    Form,
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{FiscalYear, Id, event::Event, plan::Plan, section::Section};
use registers::Register;
use store::Tx;

use super::{
    RegisterShelf,
    form::sent,
    ledger::{LedgerReading, LedgerTable},
    ledger_columns::choices,
    own_records::section_of,
    receive::{LineRemark, RecordFile, RecordsSeen, look, receive},
};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        page::{Choice, Frame, Tab, page},
        path::Path,
        upload,
        viewer::Viewer,
    },
};

/// How many rows of the table are shown.
const SHOWN: usize = 8;

#[derive(Template)]
#[template(path = "registers/ledger.html")]
struct LedgerPage {
    frame: Frame,
    plan: Id<Plan>,
    section: Id<Section>,
    name: String,
    register: String,
    year: FiscalYear,
    file: String,
    /// The table as it travels in the form.
    table: String,
    heads: Vec<Choice>,
    columns: Vec<LedgerColumn>,
    /// The first rows below the head, with their numbers.
    rows: Vec<(u32, Vec<String>)>,
    /// How many rows there are below the head.
    all: usize,
    persons: usize,
    absent: usize,
    planned: usize,
    skipped: String,
    seen: RecordsSeen,
    /// Row and sentence, of what cannot be taken.
    faults: Vec<(u32, String)>,
    /// Row and what differs, of what is there and says something else.
    changed: Vec<(u32, String)>,
    warnings: Vec<(u32, String)>,
}

/// A column of the table.
struct LedgerColumn {
    heading: String,
    choices: Vec<Choice>,
    used: bool,
}

/// Where the table goes.
struct LedgerTarget<'a> {
    plan: Plan,
    section: Section,
    register: &'a Register,
    year: FiscalYear,
}

async fn target<'a>(
    tx: &mut Tx,
    (plan, section): (&Id<Plan>, &Id<Section>),
    shelf: &'a RegisterShelf,
    (register, year): (&str, &str),
    viewer: &Viewer,
) -> crate::Result<LedgerTarget<'a>> {
    let year = FiscalYear::parse(year).ok().or_else(|| viewer.today().fiscal_year());
    Ok(LedgerTarget {
        plan: tx.plan(plan).await?,
        section: section_of(tx, plan, section).await?,
        register: shelf.named(register).ok_or(Error::NotFound("この台帳"))?,
        year: year.ok_or(Error::NotFound("この年度"))?,
    })
}

/// Takes a file, or what was copied from a spreadsheet.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section)): Path<(Id<Plan>, Id<Section>)>,
    form: Multipart,
) -> Result<Response, PageError> {
    let given = given(&app, form).await?;
    let mut tx = app.store.read().await?;
    let shelf = RegisterShelf::of(&mut tx, &plan).await?;
    let at = (given.register.as_str(), given.year.as_str());
    let target = target(&mut tx, (&plan, &section), &shelf, at, &viewer).await?;
    let known = known_columns(&mut tx, &target, &given.rows).await?;
    drop(tx);
    let table = LedgerTable::of(&given.name, given.rows, (target.register, &known))?;
    draw(&app, &viewer, &target, table).await
}

/// What a form gave.
#[derive(Default)]
struct GivenLedger {
    register: String,
    year: String,
    name: String,
    rows: Vec<(u32, Vec<String>)>,
}

async fn given(app: &App, mut form: Multipart) -> Result<GivenLedger, Error> {
    use upload::broken;
    let mut given = GivenLedger::default();
    let (mut bytes, mut pasted) = (bytes::Bytes::new(), String::new());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "file" => (given.name, bytes) = upload::taken(app, field).await?,
            "pasted" => pasted = field.text().await.map_err(broken)?,
            "register" => given.register = field.text().await.map_err(broken)?,
            "year" => given.year = field.text().await.map_err(broken)?,
            _ => {}
        }
    }
    if bytes.is_empty() && !pasted.trim().is_empty() {
        "貼り付けた表".clone_into(&mut given.name);
        bytes = pasted.replace("\r\n", "\n").into_bytes().into();
    }
    if bytes.is_empty() {
        let why = "ファイルを選ぶか、Excelでコピーした範囲を貼り付けてください。";
        return Err(Error::Refused(why.to_owned()));
    }
    ingest::check_size(bytes.len() as u64)?;
    let tables = ingest::plain_tables(&bytes).unwrap_or_default();
    let fullest = tables.into_iter().rev().max_by_key(|table| table.rows.len());
    given.rows =
        fullest.map(|table| table.rows).filter(|rows| rows.len() > 1).ok_or_else(|| {
            let why = "表として読めません。1行目に見出しのあるExcelかCSVにしてください。";
            Error::Refused(why.to_owned())
        })?;
    Ok(given)
}

/// How the last table of the register with the same headings was understood.
async fn known_columns(
    tx: &mut Tx,
    target: &LedgerTarget<'_>,
    rows: &[(u32, Vec<String>)],
) -> crate::Result<Vec<(String, String)>> {
    let events = tx.events_of_subject(&target.plan.id, &target.register.name).await?;
    let of = |columns: &Vec<(String, String)>| {
        let heads = columns.iter().map(|(heading, _)| heading);
        !columns.is_empty() && rows.iter().take(20).any(|(_, row)| heads.clone().eq(row))
    };
    let columns = events.into_iter().rev().filter_map(|record| match record.event {
        Event::RecordsImported(imported) => Some(imported.columns),
        _ => None,
    });
    Ok(columns.into_iter().find(of).unwrap_or_default())
}

/// Reads the table anew by what was chosen, or takes what it says.
pub(crate) async fn read_again(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, section)): Path<(Id<Plan>, Id<Section>)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let shelf = RegisterShelf::of(&mut tx, &plan).await?;
    let at = (sent(&form, "register"), sent(&form, "year"));
    let target = target(&mut tx, (&plan, &section), &shelf, at, &viewer).await?;
    drop(tx);
    let table = chosen(&form)?;
    if sent(&form, "do") != "take" {
        return draw(&app, &viewer, &target, table).await;
    }
    let reading = read(&table, &target, &viewer);
    if !reading.faults.is_empty() {
        return draw(&app, &viewer, &target, table).await;
    }
    let lines = lines(&reading);
    let reason = Some(sent(&form, "reason")).filter(|reason| !reason.is_empty());
    let columns = table.columns();
    let file = RecordFile { reason, columns: &columns, ..file(&table, &target, &lines) };
    match receive(&app, &plan, &file, &viewer.by()).await {
        Ok(taken) => {
            let came = (taken.taken, taken.known);
            let to = addresses::registers_taken(&plan, &section, target.year, came);
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Refused(_)) => draw(&app, &viewer, &target, table).await,
        Err(error) => Err(error.into()),
    }
}

/// The table with what was chosen of it.
fn chosen(form: &[(String, String)]) -> Result<LedgerTable, Error> {
    let mut table: LedgerTable = serde_json::from_str(sent(form, "table")).map_err(|_| {
        Error::Refused("表を受け取れませんでした。もう一度ファイルを選んでください。".to_owned())
    })?;
    if let Ok(head) = sent(form, "head").parse::<usize>() {
        table.head = head.min(table.rows.len().saturating_sub(1));
    }
    let width = table.headings().len();
    table.roles = (0..width).map(|at| sent(form, &format!("role.{at}")).to_owned()).collect();
    table.forget_persons();
    Ok(table)
}

fn read(table: &LedgerTable, target: &LedgerTarget<'_>, viewer: &Viewer) -> LedgerReading {
    table.read(target.register, &target.section.name, (target.year, viewer.today()))
}

/// The records as lines.
fn lines(reading: &LedgerReading) -> String {
    reading.records.iter().fold(String::new(), |mut text, (_, line)| {
        let _ = writeln!(text, "{}", line.json());
        text
    })
}

fn file<'a>(
    table: &'a LedgerTable,
    target: &'a LedgerTarget<'_>,
    lines: &'a str,
) -> RecordFile<'a> {
    RecordFile {
        name: &table.name,
        bytes: lines.as_bytes(),
        register: Some(&target.register.name),
        reason: Some("表の取り込み直し"),
        columns: &[],
    }
}

/// The page: what the columns are, what the rows say, and what would come of taking them.
async fn draw(
    app: &App,
    viewer: &Viewer,
    target: &LedgerTarget<'_>,
    table: LedgerTable,
) -> Result<Response, PageError> {
    let reading = read(&table, target, viewer);
    let lines = lines(&reading);
    let seen = look(app, &target.plan.id, &file(&table, target, &lines), &viewer.by()).await?;
    let row_of = |remark: &LineRemark| {
        let at = remark.line.saturating_sub(1);
        let row = reading.records.get(at).map_or(0, |(row, _)| *row);
        (row, remark.sentence.clone())
    };
    let mut faults = reading.faults.clone();
    faults.extend(seen.faults.iter().map(row_of));
    faults.sort();
    let newest = app.store.read().await?.sheets(&target.plan.id).await?.first().map(|one| one.year);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = format!("{}の取り込み", target.register.name);
    let below = table.rows.iter().skip(table.head + 1);
    let skipped: Vec<String> = reading.skipped.iter().map(ToString::to_string).collect();
    let drawn = LedgerPage {
        frame: Frame::of(viewer, &target.plan, &title, Tab::Records, newest),
        plan: target.plan.id.clone(),
        section: target.section.id.clone(),
        name: target.section.name.clone(),
        register: target.register.name.clone(),
        year: target.year,
        file: table.name.clone(),
        heads: heads(&table),
        columns: columns(&table, target.register),
        rows: below.clone().take(SHOWN).cloned().collect(),
        all: below.count(),
        persons: reading.persons,
        absent: reading.absent,
        planned: reading.planned,
        skipped: skipped.join("、"),
        changed: seen.changed.iter().map(row_of).collect(),
        warnings: seen.warnings.iter().map(row_of).collect(),
        table: serde_json::to_string(&table).map_err(Error::internal)?,
        seen,
        faults,
    };
    Ok((status, page(&drawn)?).into_response())
}

fn heads(table: &LedgerTable) -> Vec<Choice> {
    let head = |(at, (no, row)): (usize, &(u32, Vec<String>))| {
        let words: Vec<&str> = row.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
        let words: String = words.join("｜").chars().take(40).collect();
        Choice::of(at.to_string(), format!("{no}行目　{words}"), &table.head.to_string())
    };
    table.rows.iter().take(20).enumerate().map(head).collect()
}

fn columns(table: &LedgerTable, register: &Register) -> Vec<LedgerColumn> {
    let column = |(heading, role): (&String, &String)| LedgerColumn {
        heading: heading.replace('\n', ""),
        choices: choices(register, role),
        used: !role.is_empty(),
    };
    table.headings().iter().zip(&table.roles).map(column).collect()
}
