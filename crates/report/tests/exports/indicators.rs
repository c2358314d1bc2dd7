//! The charts of indicators: a year without a value is a gap, and no figure breaks a drawing.

use domain::FiscalYear;
use proptest::prelude::*;
use report::chart::{self, ChartPoint};

use crate::charts::lines;

fn year(text: &str) -> FiscalYear {
    FiscalYear::parse(text).unwrap()
}

fn point(of: &str, actual: Option<f64>, target: Option<f64>, base: Option<f64>) -> ChartPoint {
    ChartPoint { year: year(of), actual, target, base }
}

/// From a base value in H30 to a target in R7, with a year that nobody told.
fn points() -> Vec<ChartPoint> {
    vec![
        point("H30", None, None, Some(850.0)),
        point("R2", Some(1234.0), Some(1000.0), None),
        point("R3", None, Some(1100.0), None),
        point("R4", Some(0.0), Some(1200.0), None),
        point("R5", Some(1180.5), Some(1300.0), Some(900.0)),
        point("R7", None, Some(1500.0), None),
    ]
}

/// What is wrong with the markup, if anything: elements that do not close in their order.
fn fault(svg: &str) -> Option<String> {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>')?;
        let name = tag.split(' ').next().unwrap_or_default();
        let quotes = tag.matches('"').count();
        match name.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return Some(format!("</{name}>")),
            None if quotes % 2 == 1 => return Some(tag.to_owned()),
            None if !tag.ends_with('/') => open.push(name),
            _ => {}
        }
        if text.contains('>') || tag.contains(char::is_control) {
            return Some(text.to_owned());
        }
    }
    (!open.is_empty()).then(|| open.join(" "))
}

#[test]
fn an_indicator_stands_in_columns_beside_its_targets_over_a_table_of_figures() {
    let svg = chart::indicator("受講者数", "人", &points(), &[]);
    for text in ["令和２年度 実績1,234人 目標1,000人", "平成30年度 基準850人", ">1,180.5<"]
    {
        assert!(svg.contains(text), "{text}\n{svg}");
    }
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn a_year_without_a_value_is_a_gap_and_zero_is_a_foot() {
    let svg = chart::indicator("受講者数", "人", &points(), &[]);
    assert_eq!(svg.matches("stroke-dasharray").count(), 2, "R3 and R7");
    assert!(svg.contains("令和３年度 値なし 目標1,100人") && svg.contains("令和４年度 実績0人"));
    assert!(svg.contains(r##"height="2" fill="#00338d""##), "{svg}");
}

#[test]
fn the_latest_eight_years_are_drawn_and_all_are_described() {
    let first = year("H28");
    let told =
        |n: i32| ChartPoint { year: first.plus(n), actual: Some(16.8), target: None, base: None };
    let svg = chart::indicator(
        "自殺死亡率",
        "人口10万対",
        &(0..10).rev().map(told).collect::<Vec<_>>(),
        &[],
    );
    assert_eq!((svg.matches("<g>").count(), svg.matches(">16.8</text>").count()), (8, 8));
    assert!(svg.contains("平成28年度 実績16.8人口10万対、平成29年度") && !svg.contains(">H28<"));
    assert!(
        !svg.contains("目標") && !svg.contains("基準"),
        "no line of the table without a figure"
    );
}

#[test]
fn a_value_below_zero_hangs_under_the_line() {
    let points = [point("R2", Some(-4.5), None, None), point("R3", Some(9.0), None, None)];
    let svg = chart::indicator("増減率", "％", &points, &[]);
    assert!(svg.contains(">-4.5<") && svg.contains(r#"height="55""#), "{svg}");
}

#[test]
fn an_indicator_without_years_draws_nothing_wrong() {
    for svg in [chart::indicator("<指標>", "", &[], &[]), chart::sparkline("<指標>", "", &[], &[])]
    {
        assert!(svg.contains("&lt;指標&gt;") && fault(&svg).is_none(), "{svg}");
    }
}

#[test]
fn a_sparkline_tells_its_years_and_leaves_a_gap() {
    let points = [("R1", Some(20.0)), ("R2", None), ("R3", Some(28.0)), ("R4", Some(35.0))];
    let svg = chart::sparkline("受講者数", "人", &points.map(|(of, value)| (year(of), value)), &[]);
    assert!(svg.contains(">受講者数 R1 20人、R2 値なし、R3 28人、R4 35人</title>"), "{svg}");
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn a_sparkline_of_hardly_any_change_is_no_mountain() {
    let points = [("R1", Some(20.0)), ("R2", Some(21.0)), ("R3", Some(20.0))];
    let svg = chart::sparkline("回数", "回", &points.map(|(of, value)| (year(of), value)), &[]);
    assert!(svg.contains(r#"points="4,13.5 48,10.5 92,13.5""#), "{svg}");
}

#[test]
fn what_was_not_accepted_has_an_open_mark_and_is_told_in_words() {
    let open = [year("R4")];
    let points = [point("R3", Some(28.0), None, None), point("R4", Some(35.0), None, None)];
    let svg = chart::indicator("受講者数", "人", &points, &open);
    assert!(svg.contains("令和３年度 実績28人、令和４年度 実績35人（受理前）"), "{svg}");
    assert_eq!(svg.matches("stroke-dasharray").count(), 2, "the column and the legend: {svg}");
    let line = points.map(|point| (point.year, point.actual));
    let small = chart::sparkline("受講者数", "人", &line, &open);
    assert!(
        small.contains("R4 35人（受理前）") && small.contains(r##"fill="#ffffff""##),
        "{small}"
    );
    assert!(!chart::indicator("受講者数", "人", &points, &[]).contains("受理前"));
}

/// Figures as nobody should give them.
fn figure() -> impl Strategy<Value = Option<f64>> {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 5e-324, -0.0];
    prop_oneof![
        Just(None),
        prop::sample::select(odd.to_vec()).prop_map(Some),
        any::<f64>().prop_map(Some),
        (-10_000_i32..10_000).prop_map(|n| Some(f64::from(n) / 8.0)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_figures_a_drawing_is_whole(
        title in "[<>&\"'あA\u{1}\n]{0,8}",
        unit in "[<&\"人]{0,40}",
        figures in prop::collection::vec((1900_i32..2100, figure(), figure(), figure()), 0..12),
    ) {
        let of = |start: i32| FiscalYear::starting(start).unwrap();
        let points: Vec<ChartPoint> = figures
            .iter()
            .map(|(start, actual, target, base)| {
                ChartPoint { year: of(*start), actual: *actual, target: *target, base: *base }
            })
            .collect();
        let line: Vec<_> = points.iter().map(|point| (point.year, point.actual)).collect();
        let open: Vec<_> = points.iter().map(|point| point.year).step_by(2).collect();
        for svg in [
            chart::indicator(&title, &unit, &points, &open),
            chart::sparkline(&title, &unit, &line, &open),
        ] {
            prop_assert_eq!(fault(&svg), None, "{}", svg);
            let odd = ["NaN", "inf", "style"].into_iter().find(|word| svg.contains(word));
            prop_assert_eq!(odd, None, "{}", svg);
        }
    }
}
