//! The candidates: what sentences count and no indicator has taken up.

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{
    FiscalYear, Id,
    action::Action,
    indicator::{FigureKind, written},
    plan::Plan,
};
use prose::series::{Candidate, Point};
use serde::Deserialize;

use super::{
    Ledger,
    change::{self, IndicatorRequest},
    named,
    registered::RegisterCounting,
    view::{Brief, Quote, brief, columns, quote},
    web::{FormPairs, IndicatorsFlash, first, opened, sheet_year},
};
use crate::{
    App, Error,
    kit::{
        accepted::{AcceptedSwitch, chip},
        addresses,
        error_page::PageError,
        page::{Frame, Link, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "indicators/candidates.html")]
struct CandidatesPage {
    frame: Frame,
    plan: Id<Plan>,
    columns: Vec<FiscalYear>,
    actions: Vec<(Link, Vec<Open>)>,
    shown: usize,
    total: usize,
    /// Whether those of a single year are shown as well.
    whole: bool,
    accepted: Option<AcceptedSwitch>,
}

/// A candidate on a page.
pub(crate) struct Open {
    /// What its press sends.
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) cells: Vec<Brief>,
    pub(crate) quote: Option<Quote>,
    /// Its steps of ten times in words; each is to be called right before it is drawn.
    pub(crate) leaps: Vec<String>,
}

/// Between the parts of what a press sends; no text of a form has it.
const BETWEEN: char = '\u{1f}';

/// What of the candidates is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// `all` for those of a single year as well.
    show: String,
}

/// Whether a candidate is told by more than one year.
fn goes_on(one: &Candidate) -> bool {
    one.years().count() > 1
}

/// Candidates as a page shows them, with the years of its columns.
pub(crate) struct OpenTable {
    pub(crate) columns: Vec<FiscalYear>,
    pub(crate) actions: Vec<Vec<Open>>,
    /// How many there are, wanted or not.
    total: usize,
}

/// The candidates of actions that nothing has taken up; those that the latest year tells come first.
pub(crate) fn open(
    plan: &Id<Plan>,
    ledger: &Ledger,
    actions: &[&Id<Action>],
    wanted: fn(&Candidate) -> bool,
) -> OpenTable {
    let mut all: Vec<Vec<Candidate>> = actions.iter().map(|action| ledger.open(action)).collect();
    let total = all.iter().map(Vec::len).sum();
    for open in &mut all {
        open.retain(wanted);
        open.sort_by_key(|one| std::cmp::Reverse(one.years().next_back()));
    }
    let told = all.iter().flatten().flat_map(Candidate::years);
    let newest = sheet_year(ledger);
    let columns = newest.map_or_else(Vec::new, |newest| columns(told, newest.plus(1)));
    let mut total = total;
    let mut view = |(action, open): (&&Id<Action>, &Vec<Candidate>)| {
        let registered = ledger.registered(action);
        total += registered.len();
        let told = open.iter().map(|one| row(plan, ledger, (action, one), &columns));
        let counted = registered.into_iter().map(|one| counted(one, columns.len()));
        told.chain(counted).collect()
    };
    let actions = actions.iter().zip(&all).map(&mut view).collect();
    OpenTable { columns, actions, total }
}

fn row(
    plan: &Id<Plan>,
    ledger: &Ledger,
    (action, one): (&Id<Action>, &Candidate),
    columns: &[FiscalYear],
) -> Open {
    let told = prose::series::points(Some(one), &[]);
    let mut seen = one.years.values().rev();
    let last = seen.find_map(|told| told.actual.as_ref().or(told.target.as_ref()));
    Open {
        value: format!("{action}{BETWEEN}{}{BETWEEN}{}", one.label, one.unit),
        name: named(&one.name(), &one.unit),
        cells: columns.iter().map(|year| beside(ledger, told.get(year))).collect(),
        leaps: prose::series::leaps(&told).iter().map(super::leap_sentence).collect(),
        quote: last.and_then(|seen| Some(quote(plan, ledger.years.as_ref()?, seen))),
    }
}

/// What a register counts: its figures are read once it is an indicator.
fn counted(one: &RegisterCounting, columns: usize) -> Open {
    let (action, name, unit) = (&one.action, &one.name, &one.unit);
    Open {
        value: format!("{action}{BETWEEN}{name}{BETWEEN}{unit}"),
        name: format!("{}　台帳", named(name, unit)),
        cells: (0..columns).map(|_| brief(None, "")).collect(),
        leaps: Vec::new(),
        quote: None,
    }
}

/// A year's figure with its target, where only that is told.
fn beside(ledger: &Ledger, point: Option<&Point>) -> Brief {
    let value = point.and_then(|point| point.actual.as_ref().or(point.target.as_ref()));
    let stage = chip(value.and_then(|value| ledger.stage(value)));
    match point.and_then(|point| Some((point.number(FigureKind::Target)?, &point.actual))) {
        Some((target, None)) => {
            Brief { text: format!("目標 {}", written(target)), absent: false, stage }
        }
        _ => brief(point, stage),
    }
}

/// The candidates of the plan.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, PageError> {
    let (plan, ledger) = opened(&app, &viewer, &plan).await?;
    let listed = ledger.actions();
    let ids: Vec<&Id<Action>> = listed.iter().map(|(action, _)| *action).collect();
    let whole = wanted.show == "all";
    let table = open(&plan.id, &ledger, &ids, if whole { |_| true } else { goes_on });
    let link = |(action, row): &(&Id<Action>, &domain::sheet::Row)| {
        let label = row.numbered();
        Link { label, href: addresses::action(&plan.id, action), current: false }
    };
    let actions = listed.iter().map(link).zip(table.actions).filter(|(_, open)| !open.is_empty());
    let actions: Vec<_> = actions.collect();
    page(&CandidatesPage {
        frame: Frame::of(&viewer, &plan, "指標の候補", Tab::Indicators, sheet_year(&ledger)),
        columns: table.columns,
        shown: actions.iter().map(|(_, open)| open.len()).sum(),
        total: table.total,
        accepted: AcceptedSwitch::of(&viewer, &plan, ledger.has_unaccepted()),
        plan: plan.id,
        whole,
        actions,
    })
}

/// Makes candidates indicators.
pub(crate) async fn take_up(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(sent): FormPairs,
) -> Result<Redirect, PageError> {
    let request = |value: &str| {
        let mut parts = value.split(BETWEEN);
        let (action, counted, unit) = (parts.next()?, parts.next()?, parts.next()?);
        let right = sent.iter().any(|(name, of)| name == "right" && of == value);
        let (counted, unit) = (counted.to_owned(), unit.to_owned());
        Some(IndicatorRequest { action: Id::new(action), counted, unit, right })
    };
    let requests: Vec<IndicatorRequest> = sent
        .iter()
        .filter(|(name, _)| name == "take")
        .filter_map(|(_, value)| request(value))
        .collect();
    if requests.is_empty() {
        return Err(Error::Refused("指標にする候補を選んでください。".to_owned()).into());
    }
    let added = change::take_up(&app, &plan, &requests, &viewer.by()).await?;
    let back = match (first(&sent, "back"), requests.first()) {
        ("action", Some(request)) => {
            format!("{}#indicators", addresses::action(&plan, &request.action))
        }
        _ => addresses::telling(&addresses::indicators(&plan), &IndicatorsFlash::added(added)),
    };
    Ok(Redirect::to(&back))
}
