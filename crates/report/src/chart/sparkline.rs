//! Figures through the years as a small line that stands in a cell of a table, beside its text.

use domain::FiscalYear;

use super::{
    figure::{given, with_unit},
    svg::{escape, id, number},
    unaccepted::word,
};

const WIDE: f64 = 96.0;
const HIGH: f64 = 24.0;
/// What the dot at the end needs on every side.
const EDGE: f64 = 4.0;
/// The least that the height of the drawing stands for, of the largest figure: 20, 21, 20 is no
/// mountain.
const LEAST: f64 = 0.25;

/// A line through the figures with a gap where a year has none, and a dot on the last figure; on
/// those of years that were not accepted the dot is open. The height goes from the lowest to the
/// highest, not from zero; the title tells every year.
pub fn sparkline(
    title: &str,
    unit: &str,
    points: &[(FiscalYear, Option<f64>)],
    unaccepted: &[FiscalYear],
) -> String {
    let is_open = |year: &FiscalYear| unaccepted.contains(year);
    let told = points.iter().map(|(year, value)| {
        let word = word(is_open(year) && given(*value).is_some());
        format!("{} {}{word}", year.short(), with_unit(*value, unit))
    });
    let told = format!("{title} {}", told.collect::<Vec<_>>().join("、"));
    let places = places(points);
    let mut drawn = String::new();
    for run in places.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
        match run.as_slice() {
            [] => {}
            [alone] => drawn.push_str(&dot(*alone, 1.5)),
            run => drawn.push_str(&line(run)),
        }
    }
    if let Some(last) = places.iter().rev().flatten().next() {
        drawn.push_str(&dot(*last, 3.0));
    }
    let open = points.iter().zip(&places).filter(|((year, _), _)| is_open(year));
    open.filter_map(|(_, place)| *place).for_each(|place| drawn.push_str(&ring(place)));
    let id = id(&["sparkline", &told]);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="sparkline" role="img" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" aria-labelledby="{id}-title"><title id="{id}-title">{}</title>{drawn}</svg>"#,
        escape(&told)
    )
}

/// Where each figure stands.
fn places(points: &[(FiscalYear, Option<f64>)]) -> Vec<Option<(f64, f64)>> {
    let values = || points.iter().filter_map(|(_, value)| given(*value));
    let most = values().map(f64::abs).fold(0.0, f64::max);
    // Measured by the largest, so that no difference of two is beyond what a number holds
    let part = |value: f64| if most > 0.0 { value / most } else { 0.0 };
    let low = values().map(part).fold(1.0, f64::min);
    let high = values().map(part).fold(-1.0, f64::max);
    let (middle, span) = (f64::midpoint(low, high), (high - low).max(LEAST));
    let place = |(at, (_, value)): (usize, &(FiscalYear, Option<f64>))| {
        let off = (part(given(*value)?) - middle) / span;
        Some((x(at, points.len()), HIGH / 2.0 - off * (HIGH - 2.0 * EDGE)))
    };
    points.iter().enumerate().map(place).collect()
}

/// Where the year stands, of so many.
fn x(at: usize, of: usize) -> f64 {
    EDGE + (WIDE - 2.0 * EDGE) / of.saturating_sub(1).max(1) as f64 * at as f64
}

fn line(run: &[(f64, f64)]) -> String {
    let places: Vec<String> =
        run.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
    format!(
        r##"<polyline points="{}" fill="none" stroke="#00338d" stroke-width="1.5"/>"##,
        places.join(" ")
    )
}

fn dot((x, y): (f64, f64), radius: f64) -> String {
    format!(r##"<circle cx="{}" cy="{}" r="{radius}" fill="#00338d"/>"##, number(x), number(y))
}

/// The open dot of a figure that was not accepted.
fn ring((x, y): (f64, f64)) -> String {
    format!(
        r##"<circle cx="{}" cy="{}" r="3" fill="#ffffff" stroke="#00338d" stroke-width="1.5"/>"##,
        number(x),
        number(y)
    )
}
