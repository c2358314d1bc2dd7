//! The charts: texts as texts, no inline style, nothing by colour alone.

use crate::fixture::{scale, sheet};
use domain::{Field, FiscalYear, Offset, Slot, progress, stage::Stage, unaccepted::Unaccepted};
use report::chart;

fn years(values: &[Option<f64>]) -> Vec<(FiscalYear, Option<f64>)> {
    let first = FiscalYear::parse("R2").unwrap();
    values.iter().zip(0..).map(|(value, n)| (first.plus(n), *value)).collect()
}

/// One element a line, so that a difference is seen.
pub(crate) fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn grades_are_counted_in_bars_with_their_codes() {
    let svg = chart::grades(
        "施策別の取組状況",
        "施策ごとの件数",
        &progress::by_measure(&sheet(), &Unaccepted::default()),
        &scale(),
    );
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn a_mean_stands_with_its_n_of_n_and_no_mean_says_so() {
    let svg = chart::achievement(
        "達成度",
        "平均達成度",
        &progress::by_measure(&sheet(), &Unaccepted::default()),
    );
    assert!(svg.contains("平均 48.5％（2件／全2件）"), "{svg}");
    assert!(svg.contains("達成度の記入なし（0件／全1件）"), "{svg}");
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn a_missing_year_is_a_gap_and_zero_is_a_value() {
    let svg =
        chart::series("達成度の推移", &years(&[Some(100.0), None, Some(0.0), Some(96.94)]), &[]);
    for text in ["令和２年度 100％、令和３年度 未記入、令和４年度 0％", ">未記入</text>", ">0％<"]
    {
        assert!(svg.contains(text), "{text}");
    }
    assert_eq!(svg.matches("stroke-dasharray").count(), 1);
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn counts_and_means_say_how_much_of_them_was_not_accepted() {
    let slot = |field| Slot::new(field, Offset::This);
    let open = Unaccepted::of([
        (1, slot(Field::Progress), Stage::Draft),
        (1, slot(Field::Achievement), Stage::Submitted),
    ]);
    let groups = progress::by_measure(&sheet(), &open);
    let grades = chart::grades("取組状況", "", &groups, &scale());
    let means = chart::achievement("達成度", "", &groups);
    for svg in [&grades, &means] {
        assert!(svg.contains("うち受理前1件") && svg.contains("stroke-dasharray"), "{svg}");
        assert!(svg.contains("受理前：事務局がまだ受理していない"), "the legend: {svg}");
    }
    let years = chart::series("推移", &years(&[Some(1.0)]), &[FiscalYear::parse("R2").unwrap()]);
    assert!(years.contains("令和２年度 1％（受理前）"), "{years}");
}

#[test]
fn a_number_that_is_none_and_a_chart_without_data_draw_nothing_wrong() {
    let svg =
        chart::series("<推移>", &years(&[Some(f64::NAN), Some(f64::INFINITY), Some(-1.0)]), &[]);
    assert!(svg.contains("&lt;推移&gt;") && !svg.contains("NaN") && !svg.contains("inf"));
    assert!(chart::series("推移", &[], &[]).contains("<svg"));
    assert!(chart::grades("空", "", &[], &domain::scale::Scale::default()).contains("<svg"));
    assert!(chart::achievement("空", "", &[]).contains("<svg"));
}

#[test]
fn charts_stand_under_a_strict_policy_and_beside_one_another() {
    let groups = progress::by_section(&sheet(), &Unaccepted::default());
    let charts = [
        chart::grades("課別", "課ごとの件数", &groups, &scale()),
        chart::grades("課別", "別の説明", &groups, &scale()),
        chart::achievement("課別", "課ごとの件数", &groups),
        chart::series("課別", &years(&[Some(1.0)]), &[]),
    ];
    let mut ids = std::collections::BTreeSet::new();
    for svg in &charts {
        assert!(!svg.contains("style") && svg.contains(r#"role="img""#));
        let own = svg.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        own.for_each(|id| assert!(ids.insert(id.to_owned()), "{id} twice"));
    }
}
