//! The indicators: a chart for each, and the same figures in a table below it.

use std::collections::BTreeSet;

use askama::Template;
use edition::{DerivedFile, IndicatorRecord, PublishedFigure};

use super::chart::{BarChart, ChartYear};
use crate::{
    answer::{lines, year_label, year_short},
    error::Error,
    frame::{SiteFrame, page},
    names,
    site::{Site, SiteLink},
};

/// An indicator, ready to show.
#[derive(Debug, Clone)]
pub(crate) struct IndicatorView {
    /// Its place in the edition, from 1: what tells it from the others on a page.
    pub(crate) place: usize,
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) definition: Vec<String>,
    /// The action's page; none for an outcome of the plan.
    pub(crate) about: Option<SiteLink>,
    pub(crate) chart: Option<BarChart>,
    pub(crate) years: Vec<FigureYear>,
    pub(crate) withheld: bool,
}

/// The figures of a year, in words.
#[derive(Debug, Clone)]
pub(crate) struct FigureYear {
    pub(crate) year: String,
    pub(crate) base: String,
    pub(crate) actual: String,
    pub(crate) target: String,
    /// Of how many rows the figure is made.
    pub(crate) of: String,
}

#[derive(Template)]
#[template(path = "indicators.html")]
struct IndicatorsPage<'a> {
    frame: SiteFrame<'a>,
    indicators: Vec<IndicatorView>,
}

/// The page of all indicators.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let frame = SiteFrame::of(site, names::INDICATORS, "指標");
    page(names::INDICATORS, &IndicatorsPage { frame, indicators: IndicatorView::all(site, None) })
}

impl IndicatorView {
    /// The indicators of an action, or all, in the order of the plan.
    pub(crate) fn all(site: &Site<'_>, action: Option<&str>) -> Vec<Self> {
        let wanted = |one: &&IndicatorRecord| action.is_none() || one.action.as_deref() == action;
        let placed = site.content.indicators.iter().enumerate();
        placed.filter(|(_, one)| wanted(one)).map(|(at, one)| Self::of(site, at + 1, one)).collect()
    }

    fn of(site: &Site<'_>, place: usize, one: &IndicatorRecord) -> Self {
        let row = one.action.as_deref().and_then(|id| site.row(id));
        let years: BTreeSet<i32> = one.figures.iter().map(|figure| figure.fiscal_year).collect();
        let find = |year: i32, kind: &str| {
            one.figures.iter().find(|one| one.fiscal_year == year && one.figure == kind)
        };
        let drawn: Vec<ChartYear<'_>> = years
            .iter()
            .map(|year| ChartYear {
                year: year_short(*year),
                actual: find(*year, "actual").or_else(|| find(*year, "base")),
                target: find(*year, "target"),
            })
            .collect();
        Self {
            place,
            name: one.name.clone(),
            unit: one.unit.clone(),
            definition: lines(&one.definition),
            about: row.map(|row| SiteLink::new(row.href.clone(), row.title.clone())),
            chart: BarChart::of(&drawn),
            years: years.iter().map(|year| FigureYear::of(*year, &find)).collect(),
            withheld: one.figures.iter().any(|figure| figure.state == "withheld"),
        }
    }
}

impl FigureYear {
    fn of<'a>(year: i32, find: &impl Fn(i32, &str) -> Option<&'a PublishedFigure>) -> Self {
        let actual = find(year, "actual");
        Self {
            year: year_label(year),
            base: word(find(year, "base")),
            actual: word(actual),
            target: word(find(year, "target")),
            of: actual
                .and_then(|one| one.of)
                .map_or_else(|| "—".to_owned(), |(n, all)| format!("{all}件のうち{n}件")),
        }
    }
}

/// A figure in words; a dash where the plan has none for the year.
fn word(figure: Option<&PublishedFigure>) -> String {
    let Some(figure) = figure else { return "—".to_owned() };
    match figure.state.as_str() {
        "given" if figure.approximate => format!("約{}", figure.number),
        "given" => figure.number.clone(),
        "withheld" => "※".to_owned(),
        _ => "未記入".to_owned(),
    }
}
