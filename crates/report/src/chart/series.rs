//! The percentage of one action through the years. A year without one is a gap, never zero.

use domain::FiscalYear;

use super::{
    achievement::percent,
    svg::{Drawing, LINE, SMALL, Side, WIDTH, id},
    unaccepted::{OPEN, legend, word},
};

const HEIGHT: f64 = 120.0;
/// How many years have room for the word 未記入 each.
const YEARS: usize = 8;
const SOLID: &str = r##"fill="#00338d""##;

/// Columns, one a year; a missing year is a dashed gap with 未記入. The chart shows the latest
/// eight years and its description all of them. The columns of years that were not accepted are
/// open.
pub fn series(
    title: &str,
    years: &[(FiscalYear, Option<f64>)],
    unaccepted: &[FiscalYear],
) -> String {
    let is_open =
        |year: &FiscalYear, value: Option<f64>| unaccepted.contains(year) && given(value).is_some();
    let told = |(year, value): &(FiscalYear, Option<f64>)| {
        format!("{year} {}{}", figure(*value), word(is_open(year, *value)))
    };
    let desc = years.iter().map(told).collect::<Vec<_>>().join("、");
    let mut drawing = Drawing::default();
    drawing.y = LINE;
    let most = years.iter().filter_map(|(_, value)| given(*value)).fold(100.0, f64::max);
    let shown = &years[years.len().saturating_sub(YEARS)..];
    let slot = WIDTH / shown.len().max(4) as f64;
    let base = drawing.y + HEIGHT;
    for (at, pair) in shown.iter().enumerate() {
        let (middle, (year, value)) = (slot * (at as f64 + 0.5), pair);
        drawing.group(&told(pair), |drawing| {
            let paint = if is_open(year, *value) { OPEN } else { SOLID };
            column(drawing, (middle, base), *value, (HEIGHT / most, paint));
            drawing.text((middle, base + LINE), Side::Middle, SMALL, &year.short());
        });
    }
    drawing.rect((0.0, base), (WIDTH, 1.0), r##"fill="#595959""##);
    drawing.y = base + LINE + 8.0;
    legend(&mut drawing, shown.iter().any(|(year, value)| is_open(year, *value)));
    drawing.finish("chart-series", &id(&[title, &desc]), title, &desc)
}

/// The value, if it is one.
fn given(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite() && *v >= 0.0)
}

fn figure(value: Option<f64>) -> String {
    given(value).map_or_else(|| "未記入".to_owned(), |value| format!("{}％", percent(value)))
}

fn column(
    drawing: &mut Drawing,
    (middle, base): (f64, f64),
    value: Option<f64>,
    (unit, paint): (f64, &str),
) {
    let half = 14.0;
    let Some(value) = given(value) else {
        let (at, size) = ((middle - half, base - HEIGHT), (2.0 * half, HEIGHT));
        drawing.rect(at, size, r##"fill="none" stroke="#767676" stroke-dasharray="3 2""##);
        return drawing.text((middle, base - HEIGHT / 2.0), Side::Middle, SMALL, "未記入");
    };
    // Zero is a value: it has a foot that a gap has not
    let high = (value * unit).max(2.0);
    drawing.rect((middle - half, base - high), (2.0 * half, high), paint);
    drawing.text((middle, base - high - 5.0), Side::Middle, SMALL, &figure(Some(value)));
}
