//! A chart as numbers for its template: where each bar, mark and word stands. The figures
//! themselves stand in the table below it.

use edition::PublishedFigure;

/// The chart's width; at this width its words are as large as those of the table.
const WIDTH: f64 = 360.0;
/// Its height.
const HEIGHT: f64 = 190.0;
/// Where bars stand.
const FLOOR: f64 = 155.0;
/// The highest that a bar may reach: above it stands its number.
const TOP: f64 = 25.0;
/// No bar is wider, however few there are.
const WIDEST: f64 = 48.0;

/// A chart of one indicator: bars for what was reached, marks for what was aimed at.
#[derive(Debug, Clone)]
pub(crate) struct BarChart {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) floor: f64,
    pub(crate) slots: Vec<ChartSlot>,
}

/// A year of a chart.
#[derive(Debug, Clone)]
pub(crate) struct ChartSlot {
    pub(crate) middle: String,
    pub(crate) year: String,
    /// The bar; none where there is no figure to draw.
    pub(crate) bar: Option<ChartBar>,
    /// What stands over the bar, or in its place: the number, ※, 未記入.
    pub(crate) word: String,
    pub(crate) word_y: String,
    /// The mark of the target: left, right, height.
    pub(crate) target: Option<(String, String, String)>,
}

/// A bar of a chart.
#[derive(Debug, Clone)]
pub(crate) struct ChartBar {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) width: String,
    pub(crate) height: String,
}

/// A year's figures: the year's name, what was reached, what was aimed at.
pub(crate) struct ChartYear<'a> {
    pub(crate) year: String,
    pub(crate) actual: Option<&'a PublishedFigure>,
    pub(crate) target: Option<&'a PublishedFigure>,
}

impl BarChart {
    /// The chart of some years; none where there are fewer than two bars to compare.
    pub(crate) fn of(years: &[ChartYear<'_>]) -> Option<Self> {
        let drawn = years.iter().filter(|year| number(year.actual).is_some()).count();
        if drawn < 2 {
            return None;
        }
        let all = years.iter().flat_map(|year| [number(year.actual), number(year.target)]);
        let most = all.flatten().fold(0.0, f64::max);
        let most = if most > 0.0 { most } else { 1.0 };
        let slot = WIDTH / years.len() as f64;
        let slots = years.iter().enumerate();
        let slots =
            slots.map(|(at, year)| ChartSlot::of(year, slot * (at as f64 + 0.5), slot, most));
        Some(Self { width: WIDTH, height: HEIGHT, floor: FLOOR, slots: slots.collect() })
    }
}

impl ChartSlot {
    fn of(year: &ChartYear<'_>, middle: f64, slot: f64, most: f64) -> Self {
        let height = |number: f64| (FLOOR - TOP) * number / most;
        let width = (slot * 0.6).min(WIDEST);
        let actual = number(year.actual);
        let bar = actual.map(|number| ChartBar {
            x: point(middle - width / 2.0),
            y: point(FLOOR - height(number)),
            width: point(width),
            height: point(height(number)),
        });
        let target = number(year.target).map(|number| {
            let reach = (slot * 0.4).min(WIDEST * 0.7);
            (point(middle - reach), point(middle + reach), point(FLOOR - height(number)))
        });
        Self {
            middle: point(middle),
            year: year.year.clone(),
            word: word(year.actual),
            word_y: point(FLOOR - actual.map_or(0.0, height) - 6.0),
            bar,
            target,
        }
    }
}

/// The number of a figure that is shown; none below zero, which no bar can show.
fn number(figure: Option<&PublishedFigure>) -> Option<f64> {
    let figure = figure.filter(|one| one.state == "given")?;
    figure.number.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0)
}

fn word(figure: Option<&PublishedFigure>) -> String {
    match figure {
        Some(figure) if figure.state == "given" => figure.number.clone(),
        Some(figure) if figure.state == "withheld" => "※".to_owned(),
        _ => "未記入".to_owned(),
    }
}

/// A coordinate with one decimal.
fn point(at: f64) -> String {
    format!("{at:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(state: &str, number: &str) -> PublishedFigure {
        PublishedFigure {
            fiscal_year: 2025,
            figure: "actual".to_owned(),
            state: state.to_owned(),
            number: number.to_owned(),
            approximate: false,
            of: None,
        }
    }

    fn chart(actual: &[(&str, &str)]) -> Option<BarChart> {
        let figures: Vec<_> = actual.iter().map(|(state, number)| figure(state, number)).collect();
        let year = |one| ChartYear { year: "R7".to_owned(), actual: Some(one), target: None };
        BarChart::of(&figures.iter().map(year).collect::<Vec<_>>())
    }

    #[test]
    fn zero_has_a_bar_and_what_is_missing_or_withheld_has_a_word_instead() {
        let given = [("given", "0"), ("given", "8"), ("missing", ""), ("withheld", "")];
        let slots = chart(&given).unwrap().slots;
        let bars: Vec<_> = slots.iter().map(|slot| slot.bar.is_some()).collect();
        assert_eq!(bars, [true, true, false, false]);
        assert_eq!(slots[0].bar.as_ref().unwrap().height, "0.0");
        assert_eq!(
            slots.iter().map(|slot| &*slot.word).collect::<Vec<_>>(),
            ["0", "8", "未記入", "※"]
        );
    }

    #[test]
    fn one_bar_alone_compares_nothing() {
        assert!(chart(&[("given", "8"), ("missing", "")]).is_none());
    }
}
