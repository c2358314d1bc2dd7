//! Figures of indicators, one a line. A figure that is kept back leaves its cell empty.

use edition::{EditionContent, IndicatorRecord, PublishedFigure};

use super::cells::{flag, line, whose_year};
use crate::{clean::one_line, lists::WHOLE_PLAN};

pub(crate) fn indicators(content: &EditionContent) -> Vec<Vec<String>> {
    let whose = whose_year(content);
    let all = content
        .indicators
        .iter()
        .flat_map(|indicator| indicator.figures.iter().map(move |figure| (indicator, figure)));
    all.map(|(indicator, figure)| line(&whose, cells(indicator, figure))).collect()
}

fn cells(indicator: &IndicatorRecord, figure: &PublishedFigure) -> [String; 12] {
    let number = if figure.state == "given" { figure.number.clone() } else { String::new() };
    let unit = one_line(&indicator.unit);
    let approximate = if number.is_empty() { String::new() } else { flag(figure.approximate) };
    let (n, of) =
        figure.of.map_or_else(Default::default, |(n, of)| (n.to_string(), of.to_string()));
    let counted = count_kind(&unit).to_owned();
    [
        indicator.id.clone(),
        indicator.action.clone().unwrap_or_else(|| WHOLE_PLAN.to_owned()),
        figure.fiscal_year.to_string(),
        figure.figure.clone(),
        figure.state.clone(),
        number,
        unit,
        counted,
        approximate,
        String::new(),
        n,
        of,
    ]
}

/// What a unit counts; empty where it does not say.
fn count_kind(unit: &str) -> &'static str {
    match unit {
        "件" => "cases",
        "回" => "times",
        "人" | "名" => "persons",
        "延べ人" | "延人" | "人回" => "visits",
        "か所" | "ヶ所" | "カ所" | "ヵ所" | "ケ所" | "箇所" | "個所" => "places",
        "部" | "枚" | "冊" => "copies",
        _ => "",
    }
}
