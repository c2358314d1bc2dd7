//! The registers of the sections at a glance: what was entered this month, what waits for a result,
//! and the calendar of what is to come, as a page and as a file for calendars.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{Day, Id, permission::Right, plan::Plan, section::Section, text::fold};
use registers::{Period, RecordState, Register, RegisterRecord};
use store::{StoredRecord, Tx};

use super::{
    RegisterShelf,
    calendar::{ComingEntry, calendar},
    own_records::sections_seen,
    record_of,
    view::said,
};
use crate::{
    App, Error, Result,
    kit::{
        addresses,
        error_page::PageError,
        page::{Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

/// How many days ahead the page tells.
const AHEAD: i64 = 92;

#[derive(Template)]
#[template(path = "registers/index.html")]
struct RecordsPage {
    frame: Frame,
    plan: Id<Plan>,
    sections: Vec<SectionLine>,
    coming: Vec<ComingEntry>,
    may_define: bool,
    month: u32,
}

/// A section's registers in a line.
struct SectionLine {
    name: String,
    href: String,
    year: usize,
    month: usize,
    waiting: usize,
}

/// The page; where there is one section to see, that section's registers.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> std::result::Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let sections = sections_seen(&mut tx, &viewer, &plan.id).await?;
    if let [only] = sections.as_slice() {
        return Ok(Redirect::to(&addresses::registers(&plan.id, &only.id)).into_response());
    }
    let today = viewer.today();
    let year = Period::fiscal_year(today.fiscal_year().ok_or(Error::NotFound("この年度"))?);
    let until = today.after(AHEAD).max(year.to);
    let stored = tx.records_between(&plan.id, year.from, until).await?;
    let shelf = RegisterShelf::of(&mut tx, &plan.id).await?;
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    let coming =
        coming(&mut tx, &plan.id, (&sections, &stored), (today, today.after(AHEAD))).await?;
    drop(tx);
    let drawn = RecordsPage {
        frame: Frame::of(&viewer, &plan, "台帳", Tab::Records, newest),
        sections: lines(&plan.id, &sections, (&stored, &shelf.newest), today)?,
        may_define: viewer.may(Right::Coordinate, Some(&plan.id), None),
        month: today.calendar().1,
        plan: plan.id,
        coming,
    };
    let html: Html<String> = page(&drawn)?;
    Ok(html.into_response())
}

fn lines(
    plan: &Id<Plan>,
    sections: &[Section],
    (stored, registers): (&[StoredRecord], &[Register]),
    today: Day,
) -> Result<Vec<SectionLine>> {
    let keeps = |name: &str| {
        let mut served = registers.iter().flat_map(|register| &register.serves);
        served.any(|served| fold(&served.section) == fold(name))
    };
    let mut of: BTreeMap<&str, Vec<RegisterRecord>> = BTreeMap::new();
    for one in stored {
        if let Some(section) = one.section_id.as_deref() {
            of.entry(section).or_default().push(record_of(one)?);
        }
    }
    let month = |day: Day| (day.calendar().0, day.calendar().1);
    let line = |section: &Section| {
        let records = of.get(section.id.as_str()).map_or(&[][..], Vec::as_slice);
        let counted = || records.iter().filter(|record| record.state.counts());
        let now = |record: &&RegisterRecord| month(record.period().to) == month(today);
        SectionLine {
            name: section.name.clone(),
            href: addresses::registers(plan, &section.id),
            year: counted()
                .filter(|one| one.period().to.fiscal_year() == today.fiscal_year())
                .count(),
            month: counted().filter(now).count(),
            waiting: records.iter().filter(|record| record.is_unresolved(today)).count(),
        }
    };
    let lines = sections.iter().map(line);
    Ok(lines.filter(|line| keeps(&line.name) || line.year + line.waiting > 0).collect())
}

/// What is planned, and until when rounds are to be answered, in the order of the days.
async fn coming(
    tx: &mut Tx,
    plan: &Id<Plan>,
    (sections, stored): (&[Section], &[StoredRecord]),
    (from, to): (Day, Day),
) -> Result<Vec<ComingEntry>> {
    let mut coming = Vec::new();
    for one in stored {
        let name = |section: &&Section| one.section_id.as_deref() == Some(section.id.as_str());
        let Some(section) = sections.iter().find(name) else { continue };
        let record = record_of(one)?;
        let day = record.period().from;
        if record.state == RecordState::Planned && from <= day && day <= to {
            coming.push(ComingEntry {
                id: record.id.to_string(),
                day,
                said: said(day),
                what: record.register.clone(),
                place: record.venue().unwrap_or_default().to_owned(),
                section: section.name.clone(),
            });
        }
    }
    for round in tx.rounds(plan).await? {
        if !round.closed && from <= round.due_on && round.due_on <= to {
            coming.push(ComingEntry {
                id: round.id.to_string(),
                day: round.due_on,
                said: said(round.due_on),
                what: format!("{}の調査の期限", round.year),
                place: String::new(),
                section: String::new(),
            });
        }
    }
    coming.sort_by(|a, b| (a.day, &a.what, &a.id).cmp(&(b.day, &b.what, &b.id)));
    Ok(coming)
}

/// The year's calendar as a file.
pub(crate) async fn file(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> std::result::Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let sections = sections_seen(&mut tx, &viewer, &plan.id).await?;
    let today = viewer.today();
    let year = today.fiscal_year().ok_or(Error::NotFound("この年度"))?;
    let days = (Period::fiscal_year(year).from, Period::fiscal_year(year.plus(1)).to);
    let stored = tx.records_between(&plan.id, days.0, days.1).await?;
    let entries = coming(&mut tx, &plan.id, (&sections, &stored), days).await?;
    let text = calendar(&plan.name(), &entries);
    let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
    let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"calendar.ics\"");
    Ok(([kind, name], text).into_response())
}
