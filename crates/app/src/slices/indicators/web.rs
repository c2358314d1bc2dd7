//! The plan's indicators: what its work counts, with n of N; the outcomes.

use askama::Template;
use axum::{
    Form,
    extract::{Multipart, Query, State},
    response::{Html, Redirect, Response},
};
use domain::{
    FiscalYear, Id,
    action::Action,
    indicator::{Figure, FigureKind, Indicator, number, written},
    permission::Right,
    plan::Plan,
};
use serde::{Deserialize, Serialize};

use super::{
    Ledger, Series,
    change::{self, Fate},
    columns_of, seen,
    view::{Brief, brief},
};
use crate::{
    App, Error,
    kit::{
        accepted::{AcceptedSwitch, of_them},
        addresses,
        download::attachment,
        error_page::PageError,
        page::{Frame, Link, Svg, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

/// Years of which a plan may tell; others are slips of the hand: R99.
const YEARS: std::ops::RangeInclusive<i32> = 1989..=2099;

/// The code of a kind of figure in forms.
pub(super) fn code(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Base => "base",
        FigureKind::Actual => "actual",
        FigureKind::Target => "target",
    }
}

#[derive(Template)]
#[template(path = "indicators/indicators.html")]
struct IndicatorsPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    tiles: Vec<(String, usize, String)>,
    outcomes: Vec<Outcome>,
    columns: Vec<FiscalYear>,
    lines: Vec<Line>,
    sums: Vec<Sum>,
    may_change: bool,
    open: usize,
    accepted: Option<AcceptedSwitch>,
    /// Where the candidates and the table are, with the wish for what was accepted only.
    candidates: String,
    table: String,
}

/// An outcome of the plan.
struct Outcome {
    name: String,
    href: String,
    chart: Svg,
    facts: Vec<(String, String)>,
}

/// An indicator of an action.
struct Line {
    about: Link,
    name: String,
    href: String,
    /// Where any year has a figure.
    spark: Option<Svg>,
    cells: Vec<Brief>,
    target: String,
    /// Whether a point is left out until someone has called its leap right.
    leaps: bool,
}

/// Figures of several actions under one name.
struct Sum {
    name: String,
    /// How many actions count it.
    of: usize,
    /// For each year the sum, of how many actions, and how many of these were not accepted.
    cells: Vec<Option<SumCell>>,
}

/// The sum of a year.
struct SumCell {
    number: String,
    /// Of how many actions.
    of: usize,
    /// How many of these were not accepted, in words; empty for none.
    unaccepted: String,
}

fn newest(ledger: &Ledger, all: &[Series]) -> Option<FiscalYear> {
    let sheet = ledger.years.as_ref().map(|years| years.stored.sheet.year);
    let told = all.iter().flat_map(|one| one.points.iter());
    sheet.or_else(|| told.filter(|(_, p)| p.actual.is_some()).map(|(year, _)| *year).max())
}

/// The latest year that tells a kind of figure, with its number.
fn latest(series: &Series, kind: FigureKind) -> Option<(FiscalYear, f64)> {
    let mut told = series.points.iter().rev();
    told.find_map(|(year, point)| Some((*year, point.number(kind)?)))
}

fn outcome(plan: &Id<Plan>, series: &Series) -> Outcome {
    let fact = |kind: FigureKind| {
        let (year, number) = latest(series, kind)?;
        Some((format!("{}（{}）", kind.label(), year.short()), written(number)))
    };
    Outcome {
        name: series.name(),
        href: addresses::indicator(plan, &series.indicator.id),
        chart: Svg(series.chart()),
        facts: [FigureKind::Base, FigureKind::Actual, FigureKind::Target]
            .into_iter()
            .filter_map(fact)
            .collect(),
    }
}

/// The years of a series as a small chart draws them.
pub(crate) fn spark(series: &Series, columns: &[FiscalYear]) -> Svg {
    let points: Vec<(FiscalYear, Option<f64>)> = columns
        .iter()
        .map(|year| {
            (*year, series.points.get(year).and_then(|point| point.number(FigureKind::Actual)))
        })
        .map(|(year, number)| (year, number.filter(|_| !series.is_left_out(year))))
        .collect();
    let (name, unit) = (&series.indicator.name, &series.indicator.unit);
    Svg(report::chart::sparkline(name, unit, &points, &series.open_years()))
}

/// Whether a year has a figure.
pub(super) fn has_figure(series: &Series, year: FiscalYear) -> bool {
    series.points.get(&year).is_some_and(|point| point.number(FigureKind::Actual).is_some())
}

fn line(plan: &Id<Plan>, series: &Series, about: Link, columns: &[FiscalYear]) -> Line {
    // The next one that is to be reached; what was to be reached in earlier years is past
    let last = columns.last();
    let mut ahead = series.points.iter().filter(|(year, _)| last.is_none_or(|last| *year >= last));
    let target = ahead
        .find_map(|(year, point)| Some((year, point.number(FigureKind::Target)?)))
        .map(|(year, number)| format!("{}（{}）", written(number), year.short()));
    Line {
        about,
        name: series.name(),
        href: addresses::indicator(plan, &series.indicator.id),
        spark: columns.iter().any(|year| has_figure(series, *year)).then(|| spark(series, columns)),
        cells: columns
            .iter()
            .map(|year| brief(series.points.get(year), series.stage(*year)))
            .collect(),
        leaps: !series.leaps.is_empty(),
        target: target.unwrap_or_default(),
    }
}

/// The indicators of actions in the order of the sheet; those of actions that it no longer has come
/// last.
fn lines(plan: &Id<Plan>, ledger: &Ledger, all: &[Series], columns: &[FiscalYear]) -> Vec<Line> {
    let actions = ledger.actions();
    let place = |series: &&Series| {
        let id = series.indicator.action.as_ref();
        actions.iter().position(|(action, _)| Some(*action) == id).unwrap_or(usize::MAX)
    };
    let mut of_actions: Vec<&Series> =
        all.iter().filter(|series| series.indicator.action.is_some()).collect();
    of_actions.sort_by_key(place);
    let view = |series: &&Series| {
        let id = series.indicator.action.as_ref()?;
        let row = actions.iter().find(|(action, _)| *action == id).map(|(_, row)| *row);
        let label =
            row.map_or_else(|| "今の一覧にない事業".to_owned(), domain::sheet::Row::numbered);
        let about = Link { label, href: addresses::action(plan, id), current: false };
        Some(line(plan, series, about, columns))
    };
    of_actions.iter().filter_map(view).collect()
}

/// Names that several actions count, with the sums of each year. Rates and figures over a month are
/// not summed.
fn sums(all: &[Series], columns: &[FiscalYear]) -> Vec<Sum> {
    let mut groups: Vec<Vec<&Series>> = Vec::new();
    let summed =
        |series: &&Series| series.indicator.action.is_some() && series.indicator.is_summed();
    for series in all.iter().filter(summed) {
        let same = |group: &&mut Vec<&Series>| {
            group
                .first()
                .is_some_and(|first| prose::series::is_like(&first.indicator, &series.indicator))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(series),
            None => groups.push(vec![series]),
        }
    }
    groups.retain(|group| group.len() > 1);
    let cell = |group: &[&Series], year: &FiscalYear| {
        let told: Vec<f64> = group
            .iter()
            .filter_map(|one| one.points.get(year)?.number(FigureKind::Actual))
            .collect();
        let open = group.iter().filter(|one| one.unaccepted.contains_key(year)).count();
        (!told.is_empty()).then(|| SumCell {
            number: written(told.iter().sum()),
            of: told.len(),
            unaccepted: of_them(open),
        })
    };
    let sum = |group: Vec<&Series>| Sum {
        name: group.first().map_or_else(String::new, |first| first.name()),
        of: group.len(),
        cells: columns.iter().map(|year| cell(&group, year)).collect(),
    };
    groups.into_iter().map(sum).collect()
}

fn tiles(
    ledger: &Ledger,
    all: &[Series],
    newest: Option<FiscalYear>,
) -> Vec<(String, usize, String)> {
    let actions = ledger.actions();
    let has = |wanted: &dyn Fn(&Series) -> bool| {
        let of = |action: &Id<Action>| {
            all.iter().any(|one| one.indicator.action.as_ref() == Some(action) && wanted(one))
        };
        actions.iter().filter(|(action, _)| of(action)).count()
    };
    let told = |series: &Series| newest.is_some_and(|year| has_figure(series, year));
    let mut tiles = vec![(
        "指標のある事業".to_owned(),
        has(&|_| true),
        format!("全{}事業（再掲は1つ）", actions.len()),
    )];
    if let Some(year) = newest {
        let open = has(&|series| series.unaccepted.contains_key(&year));
        let of = format!("指標のある{}事業のうち{}", has(&|_| true), of_them(open));
        tiles.push((format!("{year}の値がある事業"), has(&told), of));
    }
    tiles
}

/// What was done, for the page that comes after.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct IndicatorsFlash {
    added: Option<usize>,
    listed: Option<usize>,
    figures: Option<usize>,
    removed: Option<u8>,
}

impl IndicatorsFlash {
    /// How many candidates were taken up.
    pub(super) fn added(count: usize) -> Self {
        Self { added: Some(count), ..Self::default() }
    }

    fn words(&self) -> String {
        match (self.added, self.listed, self.figures, self.removed) {
            (Some(0), ..) => "選んだ数字は、すでに指標になっています。".to_owned(),
            (Some(count), ..) => format!("{count}件を指標にしました。"),
            (_, Some(_), Some(0), _) => "一覧の値は、今の値と同じでした。".to_owned(),
            (_, Some(count), Some(figures), _) => {
                format!("{count}件の指標のうち、値を{figures}か所変えました。")
            }
            (.., Some(_)) => "指標から外しました。".to_owned(),
            _ => String::new(),
        }
    }
}

/// The plan's indicators.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(said): Query<IndicatorsFlash>,
) -> Result<Html<String>, PageError> {
    let (plan, ledger) = opened(&app, &viewer, &plan).await?;
    let all = ledger.series(|_| true);
    let newest = newest(&ledger, &all);
    let columns = columns_of(&all, newest);
    let may_change = viewer.may(Right::Coordinate, Some(&plan.id), None);
    let open = |ledger: &Ledger| {
        ledger.actions().iter().map(|(action, _)| ledger.open(action).len()).sum()
    };
    let kept = |address| viewer.asked().kept(address);
    let mut outcomes: Vec<Outcome> = all
        .iter()
        .filter(|series| series.indicator.action.is_none())
        .map(|series| outcome(&plan.id, series))
        .collect();
    for one in &mut outcomes {
        one.href = kept(std::mem::take(&mut one.href));
    }
    let mut lines = lines(&plan.id, &ledger, &all, &columns);
    for one in &mut lines {
        one.href = kept(std::mem::take(&mut one.href));
    }
    page(&IndicatorsPage {
        frame: Frame::of(&viewer, &plan, "指標", Tab::Indicators, sheet_year(&ledger)),
        said: said.words(),
        tiles: tiles(&ledger, &all, newest),
        outcomes,
        lines,
        candidates: kept(addresses::candidates(&plan.id)),
        table: kept(addresses::indicators_table(&plan.id)),
        sums: sums(&all, &columns),
        columns,
        accepted: AcceptedSwitch::of(&viewer, &plan, ledger.has_unaccepted()),
        plan: plan.id,
        open: if may_change { open(&ledger) } else { 0 },
        may_change,
    })
}

pub(super) async fn opened(
    app: &App,
    viewer: &Viewer,
    plan: &Id<Plan>,
) -> Result<(Plan, Ledger), Error> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(plan).await?;
    let ledger = seen(&mut tx, viewer, &plan.id).await?;
    Ok((plan, ledger))
}

/// The year to which the tabs lead.
pub(super) fn sheet_year(ledger: &Ledger) -> Option<FiscalYear> {
    ledger.years.as_ref().map(|years| years.stored.sheet.year)
}

/// What a form sends.
pub(super) type FormPairs = Form<Vec<(String, String)>>;

pub(super) fn first<'a>(sent: &'a [(String, String)], name: &str) -> &'a str {
    sent.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value)
}

/// Sets a figure or takes it back.
pub(crate) async fn figure(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, Id<Indicator>)>,
    Form(sent): FormPairs,
) -> Result<Redirect, PageError> {
    let year = FiscalYear::parse(first(&sent, "year")).ok();
    let year = year.filter(|year| YEARS.contains(&year.start()));
    let year =
        year.ok_or_else(|| Error::Refused("年度を R8 のように入力してください。".to_owned()))?;
    let kinds = [FigureKind::Base, FigureKind::Actual, FigureKind::Target];
    let kind = kinds.into_iter().find(|kind| code(*kind) == first(&sent, "kind"));
    let kind = kind.ok_or_else(|| Error::Refused("区分を選んでください。".to_owned()))?;
    let (value, fate) = match first(&sent, "do") {
        "none" => (None, Fate::Set),
        "drop" => (None, Fate::Drop),
        _ => {
            let value = number(first(&sent, "value"));
            let wrong = || Error::Refused("値を数字で入力してください（例 1,234.5）。".to_owned());
            (Some(value.ok_or_else(wrong)?), Fate::Set)
        }
    };
    let figure = Figure { year, kind, value };
    change::figure(&app, &plan, &id, (figure, fate), &viewer.by()).await?;
    Ok(Redirect::to(&addresses::indicator_after(&plan, &id, "figure")))
}

/// Keeps that a step of ten times is right.
pub(crate) async fn leap(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(String, String)>,
    Form(sent): FormPairs,
) -> Result<Redirect, PageError> {
    let (plan, id): (Id<Plan>, _) = (Id::new(plan), Id::new(id));
    let right: Vec<&str> =
        sent.iter().filter(|(name, _)| name == "right").map(|(_, value)| value.as_str()).collect();
    if right.is_empty() {
        let why = "元の文を確かめて「この10倍の変化は正しい」に印を付けてください。";
        return Err(Error::Refused(why.to_owned()).into());
    }
    change::call_right(&app, &plan, &id, &right, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::indicator_after(&plan, &id, "right")))
}

/// Gives an indicator another name.
pub(crate) async fn rename(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, Id<Indicator>)>,
    Form(sent): FormPairs,
) -> Result<Redirect, PageError> {
    change::rename(&app, &plan, &id, first(&sent, "name"), &viewer.by()).await?;
    Ok(Redirect::to(&addresses::indicator_after(&plan, &id, "named")))
}

/// Removes an indicator.
pub(crate) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, Id<Indicator>)>,
) -> Result<Redirect, PageError> {
    change::remove(&app, &plan, &id, &viewer.by()).await?;
    let said = IndicatorsFlash { removed: Some(1), ..IndicatorsFlash::default() };
    Ok(Redirect::to(&addresses::telling(&addresses::indicators(&plan), &said)))
}

/// Takes a list of outcomes over.
pub(crate) async fn take_list(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    form: Multipart,
) -> Result<Redirect, PageError> {
    let (name, bytes) = crate::kit::upload::file(&app, form).await?;
    let taken = change::take_list(&app, &plan, (&name, &bytes), &viewer.by()).await?;
    let (listed, figures) = (Some(taken.indicators), Some(taken.figures));
    let said = IndicatorsFlash { listed, figures, ..IndicatorsFlash::default() };
    Ok(Redirect::to(&addresses::telling(&addresses::indicators(&plan), &said)))
}

/// Every figure as a table: one a line.
pub(crate) async fn table(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
) -> Result<Response, PageError> {
    let (plan, ledger) = opened(&app, &viewer, &plan).await?;
    let mut lines = Vec::new();
    for series in ledger.series(|_| true) {
        let rows = series.indicator.action.as_ref().and_then(|action| {
            let rows = ledger.years.as_ref()?.through(action);
            rows.first().map(|(_, row)| row.title())
        });
        for (year, point) in &series.points {
            for kind in [FigureKind::Base, FigureKind::Actual, FigureKind::Target] {
                let Some(number) = point.number(kind) else { continue };
                lines.push([
                    rows.clone().unwrap_or_default(),
                    series.indicator.name.clone(),
                    series.indicator.unit.clone(),
                    year.short(),
                    kind.label().to_owned(),
                    number.to_string(),
                ]);
            }
        }
    }
    let bytes = report::indicators_csv(&lines).map_err(Error::from)?;
    let mark = if ledger.has_unaccepted() { "受理前を含む_" } else { "" };
    let name = format!("{}_{mark}指標.csv", plan.name());
    Ok(attachment(&name, "text/csv; charset=utf-8", bytes))
}
