//! The mean percentage of each group, always with its n of N.

use domain::progress::Tally;

use super::{
    svg::{Drawing, LINE, SMALL, Side, WIDTH, id},
    unaccepted::{OPEN, legend, of_them},
};

const BAR: f64 = 14.0;
const SOLID: &str = r##"fill="#00338d""##;

/// Bars of the mean percentage, one a group. A group without a percentage has no bar and says so; that
/// of a mean with percentages that were not accepted is open.
pub fn achievement(title: &str, desc: &str, groups: &[Tally]) -> String {
    let figures: Vec<String> = groups.iter().map(figure).collect();
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    let id = id(&[title, desc, &names.join("\n"), &figures.join("\n")]);
    let most = groups.iter().filter_map(Tally::mean).fold(100.0, f64::max);
    let unit = (WIDTH - 2.0) / most;
    let mut drawing = Drawing::default();
    for (group, figure) in groups.iter().zip(&figures) {
        drawing.group(&format!("{}：{figure}", group.name), |drawing| {
            drawing.label(&group.name, "");
            let paint = if group.unaccepted.percents > 0 { OPEN } else { SOLID };
            bar(drawing, group.mean(), (unit, paint));
            drawing.y += LINE;
            drawing.text((0.0, drawing.y - 4.0), Side::Start, SMALL, figure);
        });
        drawing.y += 10.0;
    }
    legend(&mut drawing, groups.iter().any(|group| group.unaccepted.percents > 0));
    drawing.finish("chart-achievement", &id, title, desc)
}

fn figure(group: &Tally) -> String {
    let open = of_them(group.unaccepted.percents);
    let count = format!("{}件{open}／全{}件", group.with_percent(), group.rows);
    match group.mean() {
        Some(mean) => format!("平均 {}％（{count}）", percent(mean)),
        None => format!("達成度の記入なし（{count}）"),
    }
}

/// A percentage with at most one decimal.
pub(super) fn percent(value: f64) -> String {
    domain::percent::trim((value * 10.0).round() / 10.0)
}

/// The track up to 100 and the bar on it.
fn bar(drawing: &mut Drawing, mean: Option<f64>, (unit, paint): (f64, &str)) {
    let at = (1.0, drawing.y);
    let track = match mean {
        Some(_) => r##"fill="#f2f2f2" stroke="#767676""##,
        None => r##"fill="#ffffff" stroke="#767676" stroke-dasharray="3 2""##,
    };
    drawing.rect(at, (100.0 * unit, BAR), track);
    if let Some(mean) = mean {
        drawing.rect(at, (mean.max(0.0) * unit, BAR), paint);
    }
    drawing.y += BAR;
}
