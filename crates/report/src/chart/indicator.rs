//! The figures of an indicator through the years beside their targets, over a table of them: the
//! heads of its lines say which mark is what.

use domain::FiscalYear;

use super::{
    figure::{fitted, given, with_unit},
    svg::{Drawing, LETTER, LINE, SMALL, Side, WIDTH, id, lines},
    unaccepted::{OPEN, legend, word},
};

/// What an indicator says of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    /// The year.
    pub year: FiscalYear,
    /// What was counted or measured; `None` where nothing is known, which is not zero.
    pub actual: Option<f64>,
    /// What is to be reached.
    pub target: Option<f64>,
    /// From where the plan set out.
    pub base: Option<f64>,
}

const HEIGHT: f64 = 110.0;
/// How many years have room for a figure of six places each.
const YEARS: usize = 8;
/// The room of the table's heads.
const HEADS: f64 = 50.0;
/// Zero is a value: it has a foot that a gap has not.
const FOOT: f64 = 2.0;

const SOLID: &str = r##"fill="#00338d""##;
const HOLLOW: &str = r##"fill="#ffffff" stroke="#333333" stroke-width="1.5""##;
const GAP: &str = r##"fill="none" stroke="#767676" stroke-dasharray="3 2""##;
/// A line with a white edge, so that it is seen on a column as well.
const STROKE: &str = r##"fill="#8f1414" stroke="#ffffff" stroke-width="1.5""##;

/// A line of the table, in its order.
#[derive(Clone, Copy)]
enum PlotMark {
    Actual,
    Target,
    Base,
}

impl PlotMark {
    const ALL: [Self; 3] = [Self::Actual, Self::Target, Self::Base];

    fn word(self) -> &'static str {
        match self {
            Self::Actual => "実績",
            Self::Target => "目標",
            Self::Base => "基準",
        }
    }

    fn of(self, point: &ChartPoint) -> Option<f64> {
        given(match self {
            Self::Actual => point.actual,
            Self::Target => point.target,
            Self::Base => point.base,
        })
    }

    /// The mark beside its word.
    fn swatch(self, drawing: &mut Drawing, y: f64) {
        match self {
            Self::Actual => drawing.rect((1.0, y - 11.0), (12.0, 12.0), SOLID),
            Self::Target => drawing.rect((0.0, y - 7.0), (14.0, 4.0), STROKE),
            Self::Base => drawing.rect((2.0, y - 10.0), (10.0, 10.0), HOLLOW),
        }
    }
}

/// Columns of the actual values, one a year, a short line for the target and a hollow column for
/// the base value; a year without a value is a dashed gap. The chart shows eight of the years,
/// the latest and the base value's, and its description all of them. The columns of the years whose
/// figures were not accepted are open.
pub fn indicator(
    title: &str,
    unit: &str,
    points: &[ChartPoint],
    unaccepted: &[FiscalYear],
) -> String {
    let is_open = |point: &ChartPoint| {
        unaccepted.contains(&point.year) && PlotMark::Actual.of(point).is_some()
    };
    let told = |point: &ChartPoint| format!("{}{}", told(point, unit), word(is_open(point)));
    let mut points = points.to_vec();
    points.sort_by_key(|point| point.year);
    let desc = points.iter().map(told).collect::<Vec<_>>().join("、");
    let shown = &shown(points)[..];
    let mut drawing = Drawing::default();
    over(&mut drawing, unit);
    let plot = Plot::of(shown, drawing.y);
    let marks = PlotMark::ALL.into_iter().filter(|mark| {
        matches!(mark, PlotMark::Actual) || shown.iter().any(|point| mark.of(point).is_some())
    });
    let marks: Vec<PlotMark> = marks.collect();
    for (at, point) in shown.iter().enumerate() {
        drawing.group(&told(point), |drawing| {
            let paint = if is_open(point) { OPEN } else { SOLID };
            plot.marks(drawing, plot.middle(at), point, paint);
            plot.figures(drawing, plot.middle(at), point, &marks);
        });
    }
    drawing.rect((HEADS, plot.zero), (WIDTH - HEADS, 1.0), r##"fill="#595959""##);
    for (mark, y) in marks.iter().zip(plot.lines()) {
        mark.swatch(&mut drawing, y);
        drawing.text((18.0, y), Side::Start, LETTER, mark.word());
    }
    drawing.y = plot.bottom + LINE * (marks.len() as f64 + 1.0) + 8.0;
    legend(&mut drawing, shown.iter().any(is_open));
    drawing.finish("chart-indicator", &id(&[title, unit, &desc]), title, &desc)
}

/// The latest years; where the plan set out is always among them.
fn shown(points: Vec<ChartPoint>) -> Vec<ChartPoint> {
    let mut left_out = points.len().saturating_sub(YEARS);
    let keep = move |point: &ChartPoint| {
        let out = left_out > 0 && PlotMark::Base.of(point).is_none();
        left_out -= usize::from(out);
        !out
    };
    points.into_iter().filter(keep).collect()
}

/// A year in words: 令和３年度 実績35人 目標40人.
fn told(point: &ChartPoint, unit: &str) -> String {
    let given = PlotMark::ALL.into_iter().filter(|mark| mark.of(point).is_some());
    let mut parts: Vec<String> =
        given.map(|mark| format!("{}{}", mark.word(), with_unit(mark.of(point), unit))).collect();
    if PlotMark::Actual.of(point).is_none() && PlotMark::Base.of(point).is_none() {
        parts.insert(0, "値なし".to_owned());
    }
    format!("{} {}", point.year, parts.join(" "))
}

/// What stands over the columns: the unit.
fn over(drawing: &mut Drawing, unit: &str) {
    if !unit.trim().is_empty() {
        let said = lines(&format!("単位：{unit}"), WIDTH, 1).concat();
        drawing.y += LINE;
        drawing.text((0.0, drawing.y - 4.0), Side::Start, SMALL, &said);
    }
    drawing.y += 8.0;
}

/// Where values stand.
struct Plot {
    /// The room of a year.
    slot: f64,
    /// The largest of all figures, by which they are measured; never zero.
    most: f64,
    top: f64,
    zero: f64,
    bottom: f64,
}

impl Plot {
    fn of(shown: &[ChartPoint], top: f64) -> Self {
        let values = || shown.iter().flat_map(|point| PlotMark::ALL.map(|mark| mark.of(point)));
        let most = values().flatten().map(f64::abs).fold(0.0, f64::max);
        let most = if most > 0.0 { most } else { 1.0 };
        let below = values().flatten().any(|value| value < 0.0);
        let above = values().flatten().any(|value| value > 0.0) || !below;
        let height = |is: bool| if is { HEIGHT } else { 0.0 };
        let zero = top + height(above);
        let slot = (WIDTH - HEADS) / shown.len().max(4) as f64;
        Self { slot, most, top, zero, bottom: zero + height(below) }
    }

    fn middle(&self, at: usize) -> f64 {
        HEADS + self.slot * (at as f64 + 0.5)
    }

    /// The baselines of the table's lines, below that of the years.
    fn lines(&self) -> impl Iterator<Item = f64> {
        let first = self.bottom + 2.0 * LINE;
        (0..PlotMark::ALL.len()).map(move |at| first + LINE * at as f64)
    }

    fn y(&self, value: f64) -> f64 {
        self.zero - value / self.most * HEIGHT
    }

    fn marks(&self, drawing: &mut Drawing, middle: f64, point: &ChartPoint, paint: &str) {
        let (actual, base) = (PlotMark::Actual.of(point), PlotMark::Base.of(point));
        if let Some(base) = base {
            self.column(drawing, (middle, 16.0), base, HOLLOW);
        }
        match actual {
            Some(actual) => {
                let half = if base.is_some() { 9.0 } else { 13.0 };
                self.column(drawing, (middle, half), actual, paint);
            }
            None if base.is_none() => {
                let high = self.bottom - self.top;
                drawing.rect((middle - 13.0, self.top), (26.0, high), GAP);
                drawing.text((middle, self.top + high / 2.0 + 4.0), Side::Middle, SMALL, "—");
            }
            None => {}
        }
        if let Some(target) = PlotMark::Target.of(point) {
            drawing.rect((middle - 18.0, self.y(target) - 2.0), (36.0, 4.0), STROKE);
        }
    }

    fn column(&self, drawing: &mut Drawing, (middle, half): (f64, f64), value: f64, paint: &str) {
        let y = self.y(value);
        let high = (self.zero - y).abs().max(FOOT);
        let top = if value < 0.0 { self.zero } else { self.zero - high };
        drawing.rect((middle - half, top), (2.0 * half, high), paint);
    }

    /// The year and the figures below it.
    fn figures(&self, drawing: &mut Drawing, middle: f64, point: &ChartPoint, marks: &[PlotMark]) {
        let year = (middle, self.bottom + LINE - 2.0);
        drawing.text(year, Side::Middle, SMALL, &point.year.short());
        for (mark, y) in marks.iter().zip(self.lines()) {
            let (figure, size) = match mark.of(point) {
                Some(value) => fitted(value, self.slot - 2.0),
                None => ("—".to_owned(), SMALL),
            };
            drawing.text((middle, y), Side::Middle, size, &figure);
        }
    }
}
