//! The page of one indicator: its chart, each figure with the words from which it was read, and the
//! forms that correct it.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    FiscalYear, Id,
    indicator::{FigureKind, Indicator, written},
    permission::Right,
    plan::Plan,
};
use prose::series::{CountedFigure, Leap, Point, SourcedFigure};
use serde::Deserialize;

use super::{
    Ledger, Series, leap_sentence, seen,
    view::{Quote, ShownFigure, quote, shown},
};
use crate::{
    App, Error,
    kit::{
        accepted::{AcceptedSwitch, chip},
        addresses,
        error_page::PageError,
        page::{Frame, Link, Svg, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "indicators/indicator.html")]
struct IndicatorPage {
    frame: Frame,
    plan: Id<Plan>,
    indicator: Id<Indicator>,
    /// The list, as it was asked for.
    back: String,
    title: String,
    name: String,
    said: &'static str,
    about: Option<Link>,
    chart: Option<Svg>,
    years: Vec<YearView>,
    /// Whether sentences tell it.
    counted: bool,
    may_change: bool,
    /// Steps of ten times that nobody has called right.
    leaps: Vec<LeapView>,
    accepted: Option<AcceptedSwitch>,
}

/// A step of ten times with the words on both sides of it.
struct LeapView {
    told: String,
    /// What its press sends.
    value: String,
    quotes: Vec<Quote>,
}

/// The leaps of a series that are asked about.
fn leap_views(plan: &Id<Plan>, ledger: &Ledger, series: &Series) -> Vec<LeapView> {
    let quoted = |year: FiscalYear| {
        let value = series.points.get(&year)?.actual.as_ref()?;
        shown(plan, ledger.years.as_ref(), value, "").quote
    };
    let view = |leap: &Leap| LeapView {
        told: leap_sentence(leap),
        value: super::change::leap_code(leap),
        quotes: [leap.from, leap.to].into_iter().filter_map(quoted).collect(),
    };
    series.leaps.iter().map(view).collect()
}

/// A figure of a year with its kind.
struct FigureView {
    word: &'static str,
    code: &'static str,
    shown: ShownFigure,
    /// Sentences that tell another number for it.
    others: Vec<Quote>,
    /// What records give, in words; empty where none do.
    counted: String,
    /// Whether the words tell another number than the records.
    differs: bool,
}

/// A year of the indicator.
struct YearView {
    year: FiscalYear,
    figures: Vec<FigureView>,
    hint: Option<Quote>,
}

/// The figures of a year that there are, with the words and codes of their kinds.
fn figures(plan: &Id<Plan>, ledger: &Ledger, point: &Point) -> Vec<FigureView> {
    let quoted = |seen| ledger.years.as_ref().map(|years| quote(plan, years, seen));
    let others = |kind| match kind {
        FigureKind::Actual => point.others.iter().filter_map(quoted).collect(),
        FigureKind::Base | FigureKind::Target => Vec::new(),
    };
    let all = [
        (FigureKind::Base, &point.base),
        (FigureKind::Actual, &point.actual),
        (FigureKind::Target, &point.target),
    ];
    let view = |(kind, value): (FigureKind, &Option<SourcedFigure>)| {
        let value = value.as_ref()?;
        let shown = shown(plan, ledger.years.as_ref(), value, chip(ledger.stage(value)));
        let (word, code) = (kind.label(), super::web::code(kind));
        let counted = point.counted.as_ref().filter(|_| kind == FigureKind::Actual);
        let differs = counted.is_some_and(|counted| {
            shown.quote.as_ref().is_some_and(|quote| Some(quote.number) != counted.number)
        });
        let counted = counted.map(counted_words).unwrap_or_default();
        Some(FigureView { word, code, shown, others: others(kind), counted, differs })
    };
    all.into_iter().filter_map(view).collect()
}

/// What records give: ゲートキーパー養成講座 35（記録2件）.
fn counted_words(counted: &CountedFigure) -> String {
    let number = counted.number.map_or_else(|| "未記録".to_owned(), written);
    let lacks =
        if counted.lacks.is_empty() { String::new() } else { format!("、{}", counted.lacks) };
    format!("{} {number}（記録{}件{lacks}）", counted.register, counted.records)
}

fn year(plan: &Id<Plan>, ledger: &Ledger, (year, point): (&FiscalYear, &Point)) -> YearView {
    let quoted = |seen| ledger.years.as_ref().map(|years| quote(plan, years, seen));
    YearView {
        year: *year,
        figures: figures(plan, ledger, point),
        hint: point.hint.as_ref().and_then(quoted),
    }
}

/// The action that the indicator is of.
fn about(plan: &Id<Plan>, ledger: &Ledger, series: &Series) -> Option<Link> {
    let id = series.indicator.action.as_ref()?;
    let rows = ledger.years.as_ref()?.through(id);
    let (_, row) = rows.first()?;
    let label = row.title();
    Some(Link { label, href: addresses::action(plan, id), current: false })
}

/// What was done, for the page that comes after.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

/// The page.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, Id<Indicator>)>,
    Query(done): Query<Done>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let ledger = seen(&mut tx, &viewer, &plan.id).await?;
    drop(tx);
    let series = ledger.series(|one| one.id == id).pop();
    let series = series.ok_or(Error::NotFound("この指標"))?;
    let about = about(&plan.id, &ledger, &series);
    let title = series.name();
    let subject =
        about.as_ref().map_or_else(|| title.clone(), |of| format!("{} {title}", of.label));
    let drawn = series.drawn();
    let newest = ledger.years.as_ref().map(|years| years.stored.sheet.year);
    page(&IndicatorPage {
        frame: Frame::of(&viewer, &plan, &subject, Tab::Indicators, newest),
        chart: (!drawn.is_empty()).then(|| Svg(series.chart())),
        leaps: leap_views(&plan.id, &ledger, &series),
        accepted: AcceptedSwitch::of(&viewer, &plan, !series.unaccepted.is_empty()),
        years: series.points.iter().rev().map(|pair| year(&plan.id, &ledger, pair)).collect(),
        name: series.indicator.name.clone(),
        said: match done.done.as_str() {
            "figure" => "値を変えました。",
            "right" => "10倍の変化を正しいものとして描いています。",
            "named" => "名前を変えました。",
            _ => "",
        },
        back: viewer.asked().kept(addresses::indicators(&plan.id)),
        counted: series.indicator.action.is_some(),
        may_change: viewer.may(Right::Coordinate, Some(&plan.id), None),
        indicator: series.indicator.id,
        plan: plan.id,
        about,
        title,
    })
}
