//! How wide the columns of the official form are: each gets the room that saves the most lines.

use domain::{Field, Slot, layout::ColumnRole, text::width};
use report::columns::{ExportColumn, is_percentage, is_short};

/// The step in which room is given out, in half-width letters.
const STEP: f64 = 1.0;

/// How strongly a high cell weighs against many low ones: a row is as high as its highest cell.
const WEIGHT: i32 = 3;

/// How many rows a page has, more or less.
const ROWS_OF_A_PAGE: usize = 8;

/// The most rows that are measured; from a longer sheet every n-th is.
const MEASURED: usize = 200;

/// The widths of the columns in half-width letters, together `room`. `texts` gives the texts of
/// each column, its heading first.
pub(crate) fn fit(columns: &[ExportColumn], texts: &[Vec<String>], room: f64) -> Vec<f64> {
    let measured: Vec<Vec<Vec<f64>>> = texts.iter().map(|texts| measure(texts)).collect();
    let least = columns.iter().zip(texts);
    let mut widths: Vec<f64> = least.map(|(column, texts)| least_width(column, texts)).collect();
    let mut gains: Vec<f64> =
        widths.iter().zip(&measured).map(|(width, texts)| gain(texts, *width)).collect();
    let mut left = room - widths.iter().sum::<f64>();
    while left >= STEP {
        let best = gains.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((at, _)) = best.filter(|(_, gain)| **gain > 0.0) else { break };
        widths[at] += STEP;
        gains[at] = gain(&measured[at], widths[at]);
        left -= STEP;
    }
    share(columns, &mut widths, room);
    widths
}

/// The lengths of the real lines of each text. The heading, which stands on every page, counts
/// as often as it does there.
fn measure(texts: &[String]) -> Vec<Vec<f64>> {
    let every = texts.len().div_ceil(MEASURED).max(1);
    let heading = texts.iter().take(1).cycle().take(texts.len() / ROWS_OF_A_PAGE / every);
    let texts = texts.iter().step_by(every).chain(heading);
    texts.map(|text| text.split('\n').map(|line| width(line) as f64).collect()).collect()
}

/// Figures and marks get what they need; sentences at least four letters, names six.
fn least_width(column: &ExportColumn, texts: &[String]) -> f64 {
    let lines = texts.iter().skip(1).flat_map(|text| text.split('\n'));
    let longest = lines.map(width).max().unwrap_or(0) as f64;
    match &column.role {
        ColumnRole::No => longest.clamp(3.0, 6.0),
        role if is_percentage(role) => longest.clamp(6.0, 8.0),
        role if is_short(role) => longest.clamp(4.0, 8.0),
        ColumnRole::Answer(Slot { field: Field::Progress, .. }) => longest.clamp(14.0, 16.0),
        ColumnRole::Department | ColumnRole::Section => longest.clamp(6.0, 12.0),
        ColumnRole::Action => longest.clamp(8.0, 16.0),
        _ => longest.clamp(6.0, 10.0),
    }
}

/// What a step more would save, over all cells of a column.
fn gain(texts: &[Vec<f64>], width: f64) -> f64 {
    texts.iter().map(|text| cost(text, width) - cost(text, width + STEP)).sum()
}

fn cost(text: &[f64], width: f64) -> f64 {
    // Half a line is lost on average where a line is wrapped
    let lines = text.iter().map(|line| if *line <= width { 1.0 } else { line / width + 0.5 });
    lines.sum::<f64>().powi(WEIGHT)
}

/// Gives what is left, or takes what is too much, in equal shares of the wide columns.
fn share(columns: &[ExportColumn], widths: &mut [f64], room: f64) {
    let fixed = |column: &ExportColumn| is_short(&column.role);
    let sum = |wide: bool, widths: &[f64]| -> f64 {
        let pairs = columns.iter().zip(widths).filter(|(column, _)| fixed(column) != wide);
        pairs.map(|(_, width)| width).sum()
    };
    let (wide, narrow) = (sum(true, widths), sum(false, widths));
    if wide <= 0.0 {
        return;
    }
    let factor = ((room - narrow) / wide).max(0.2);
    for (column, width) in columns.iter().zip(widths) {
        if !fixed(column) {
            *width *= factor;
        }
    }
}
