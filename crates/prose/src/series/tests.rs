//! Candidates and figures of made-up rows.

use domain::{
    FiscalYear, Place, Slot,
    indicator::{Figure, FigureKind},
    layout::ColumnRole,
    sheet::{Cell, Row},
};
use proptest::prelude::*;

use super::*;

fn year(text: &str) -> FiscalYear {
    FiscalYear::parse(text).unwrap()
}

/// A row by the keys of its cells.
fn row(cells: &[(&str, &str)]) -> Row {
    let mut row = Row::blank(1, Place::File);
    for (key, text) in cells {
        let Ok(ColumnRole::Answer(slot)) = ColumnRole::named(key) else { panic!("{key}") };
        row.answers.insert(slot, Cell { text: (*text).to_owned(), place: None });
    }
    row
}

fn of(rows: &[(&str, &Row)]) -> Vec<Candidate> {
    candidates(rows.iter().map(|(sheet, row)| (year(sheet), *row)))
}

/// A series in a line: 受講者 人 R5=20 R6=30→25(目標).
fn line(one: &Candidate) -> String {
    let told = one.years.iter().map(|(year, told)| {
        let actual = told.actual.as_ref().map_or("-".to_owned(), |s| s.quantity.value.to_string());
        let target =
            told.target.as_ref().map_or(String::new(), |s| format!("→{}", s.quantity.value));
        let hint = told.hint.as_ref().map_or(String::new(), |s| format!("?{}", s.quantity.value));
        format!(" {}={actual}{target}{hint}", year.short())
    });
    format!("{} {}{}", one.name(), one.unit, told.collect::<String>())
}

fn lines(all: &[Candidate]) -> Vec<String> {
    all.iter().map(line).collect()
}

#[test]
fn the_same_figure_of_three_years_is_one_series_with_its_targets() {
    let r5 = row(&[
        ("plan", "見守り講座を4回開催する。"),
        ("status", "見守り講座を4回開催し、受講者は80人であった。"),
    ]);
    let r6 = row(&[
        ("plan", "見守り講座を5回開催する。"),
        ("status", "見守り講座を３回開催し、受講者は６２名であった。"),
    ]);
    let r7 = row(&[
        ("plan", "見守り講座を6回開催する。"),
        ("status", "見守り講座を6回開催し、受講者は104人であった。"),
    ]);
    let found = of(&[("R5", &r5), ("R6", &r6), ("R7", &r7)]);
    assert_eq!(
        lines(&found),
        ["見守り講座 回 R5=4→4 R6=3→5 R7=6→6", "受講者 人 R5=80 R6=62 R7=104"]
    );
}

#[test]
fn what_next_years_sheet_repeats_is_told_once_and_a_difference_is_kept_beside() {
    let r5 = row(&[("status", "相談会を8回開催した。")]);
    let same =
        row(&[("previous_status", "相談会を８回開催した。"), ("status", "相談会を9回開催した。")]);
    let other =
        row(&[("previous_status", "相談会を7回開催した。"), ("status", "相談会を9回開催した。")]);
    let agreed = of(&[("R5", &r5), ("R6", &same)]);
    assert_eq!(lines(&agreed), ["相談会 回 R5=8 R6=9"]);
    assert!(agreed[0].years[&year("R5")].others.is_empty());
    let apart = of(&[("R5", &r5), ("R6", &other)]);
    assert_eq!(lines(&apart), ["相談会 回 R5=8 R6=9"]);
    assert_eq!(apart[0].years[&year("R5")].others[0].words, "7回");
}

#[test]
fn last_years_figure_is_taken_from_this_years_sheet_where_it_has_none_of_its_own() {
    let only = row(&[("previous_status", "巡回を20回行った。"), ("status", "巡回を24回行った。")]);
    assert_eq!(lines(&of(&[("R6", &only)])), ["巡回 回 R5=20 R6=24"]);
}

#[test]
fn other_words_with_the_same_unit_are_a_hint_and_no_figure() {
    let r5 = row(&[("status", "街頭での呼びかけを3回行った。")]);
    let r6 = row(&[("status", "出前授業を7回行った。")]);
    let found = of(&[("R5", &r5), ("R6", &r6)]);
    let newest = found.iter().find(|one| one.label.contains("授業")).unwrap();
    let told = &newest.years[&year("R5")];
    assert!(told.actual.is_none());
    assert_eq!(told.hint.as_ref().unwrap().how, Match::Unit);
    let old = points(Some(newest), &[]);
    assert!(old[&year("R5")].number(FigureKind::Actual).is_none());
    let older = found.iter().find(|one| !one.label.contains("授業")).unwrap();
    let newer = &points(Some(older), &[])[&year("R6")];
    assert_eq!(newer.hint.as_ref().unwrap().words, "7回", "who follows the old words sees the new");
    let taken = Figure { year: year("R6"), kind: FigureKind::Actual, value: Some(7.0) };
    let value = points(Some(older), &[taken])[&year("R6")].actual.clone().unwrap();
    assert!(matches!(value.source, FigureSource::Taken(seen) if seen.words == "7回"));
}

#[test]
fn what_each_of_several_owners_counts_is_a_series_of_its_own() {
    let mut r6 = row(&[("status", "相談10件（健康課）\n相談8件（福祉課）")]);
    let mut r7 = row(&[("status", "相談12件（健康課）\n相談7件（福祉課）")]);
    for row in [&mut r6, &mut r7] {
        row.section.text = "健康課・福祉課".into();
    }
    let found = lines(&of(&[("R6", &r6), ("R7", &r7)]));
    assert_eq!(found, ["相談 健康課 件 R6=10 R7=12", "相談 福祉課 件 R6=8 R7=7"]);
}

#[test]
fn shares_in_other_units_and_columns_of_the_plans_own_are_no_series_with_sentences() {
    let r6 = row(&[("status", "参加率は75％であった。")]);
    let mut r7 = row(&[("status", "参加率は8割であった。")]);
    let own = Slot::new(domain::Field::Other("実績値R1".into()), domain::Offset::This);
    r7.answers.insert(own, Cell { text: "35人".into(), place: None });
    let found = lines(&of(&[("R6", &r6), ("R7", &r7)]));
    assert_eq!(found, ["参加率 割 R7=8", "参加率 ％ R6=75"]);
}

#[test]
fn a_figure_over_a_month_does_not_stand_in_the_series_of_the_year() {
    let r6 = row(&[("status", "定例会を12回開催した。")]);
    let r7 = row(&[("status", "定例会を月1回開催した。")]);
    let found = lines(&of(&[("R6", &r6), ("R7", &r7)]));
    assert!(found.contains(&"定例会 回/月 R7=1".to_owned()), "{found:?}");
    assert!(found.contains(&"定例会 回 R6=12".to_owned()), "{found:?}");
}

#[test]
fn ages_and_percentages_of_progress_are_no_candidates() {
    let r7 = row(&[
        ("status", "65歳以上の方を訪問した。"),
        ("achievement", "80"),
        ("progress", "ア　実施済"),
    ]);
    assert_eq!(lines(&of(&[("R7", &r7)])), [""; 0]);
}

#[test]
fn a_series_is_known_again_by_the_words_of_any_year() {
    let r6 = row(&[("status", "講座の参加者は20人であった。")]);
    let r7 = row(&[("status", "参加者は31名であった。")]);
    let found = of(&[("R6", &r6), ("R7", &r7)]);
    assert_eq!(found.len(), 1, "{:?}", lines(&found));
    assert!(found[0].is("参加者", "人") && found[0].is("講座の参加者", "名"));
    assert!(!found[0].is("参加者", "回") && !found[0].is("相談者", "人"));
}

#[test]
fn what_a_person_gives_stands_over_the_words_which_are_kept_beside() {
    let r7 = row(&[("status", "参加者は31名であった。")]);
    let found = of(&[("R7", &r7)]);
    let given = [
        Figure { year: year("R7"), kind: FigureKind::Actual, value: Some(32.0) },
        Figure { year: year("R8"), kind: FigureKind::Target, value: Some(40.0) },
    ];
    let points = points(found.first(), &given);
    let r7 = points[&year("R7")].actual.as_ref().unwrap();
    assert_eq!(r7.number, Some(32.0));
    assert!(matches!(&r7.source, FigureSource::Given(Some(seen)) if seen.words == "31名"));
    assert_eq!(points[&year("R8")].number(FigureKind::Target), Some(40.0));
}

#[test]
fn that_there_is_no_figure_is_a_figure_of_its_own() {
    let r7 = row(&[("status", "参加者は31名であった。")]);
    let none = [Figure { year: year("R7"), kind: FigureKind::Actual, value: None }];
    let points = points(of(&[("R7", &r7)]).first(), &none);
    assert!(points[&year("R7")].actual.is_some());
    assert_eq!(points[&year("R7")].number(FigureKind::Actual), None);
}

#[test]
fn the_sum_of_sessions_is_its_own_series_and_no_session() {
    let r6 = row(&[("status", "参加者：６月３日：１２人、６月１０日：１５人　　合計２７人")]);
    let r7 = row(&[("status", "参加者：７月１日：２０人、７月８日：１１人　　合計３１人")]);
    let found = of(&[("R6", &r6), ("R7", &r7)]);
    assert_eq!(
        lines(&found),
        [
            "参加者 1回目 人 R6=12 R7=20",
            "参加者 2回目 人 R6=15 R7=11",
            "参加者 合計 人 R6=27 R7=31"
        ]
    );
}

#[test]
fn days_and_years_in_the_words_do_not_part_a_series() {
    let r6 = row(&[(
        "status",
        "第1回：令和６年７月１８日　出席１４団体\n第2回：令和７年２月６日　出席１１団体",
    )]);
    let r7 = row(&[(
        "status",
        "第1回：令和７年７月１７日　出席１５団体\n第2回：令和８年２月５日　出席１４団体",
    )]);
    let found = lines(&of(&[("R6", &r6), ("R7", &r7)]));
    assert_eq!(found, ["第1回 出席 団体 R6=14 R7=15", "第2回 出席 団体 R6=11 R7=14"]);
}

#[test]
fn the_sum_of_a_list_is_none_of_its_parts() {
    let r7 = row(&[("status", "青空組合１回（２０人）、港組合１回（９人）、計２回２９人が参加。")]);
    let found = lines(&of(&[("R7", &r7)]));
    assert!(found.contains(&"合計 回 R7=2".to_owned()), "{found:?}");
    assert!(found.contains(&"港組合 人 R7=9".to_owned()), "{found:?}");
    let r7 = row(&[("status", "研修に集合３３人、オンライン３０人、合わせて６３人が参加した。")]);
    let found = lines(&of(&[("R7", &r7)]));
    assert!(found.contains(&"合計 人 R7=63".to_owned()), "{found:?}");
}

#[test]
fn a_figure_without_words_is_named_by_its_unit() {
    let r7 = row(&[("status", "３件あった。")]);
    assert_eq!(lines(&of(&[("R7", &r7)])), ["件数 件 R7=3"]);
}

const WORDS: &[&str] = &[
    "講座を",
    "3回",
    "１２人",
    "参加者",
    "受講者は",
    "月1回",
    "延べ",
    "合計",
    "実施した。",
    "行う。",
    "令和6年度",
    "前年度は",
    "目標",
    "。",
    "\n",
    "、",
    "約",
    "1,200部",
    "👪",
    "％",
];

proptest! {
    /// Every figure stands where it is said to stand, in one series of its unit, once.
    #[test]
    fn every_figure_of_a_series_stands_in_its_cell(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(WORDS), 0..10), 1..7),
    ) {
        let texts: Vec<String> = texts.iter().map(|words| words.concat()).collect();
        let rows: Vec<Row> = texts.chunks(2).map(|texts| {
            let cells: Vec<_> = ["status", "plan"].into_iter().zip(texts.iter().map(String::as_str)).collect();
            row(&cells)
        }).collect();
        let sheets = rows.iter().zip(0..).map(|(row, n)| (year("R5").plus(n), row));
        let mut places = std::collections::BTreeSet::new();
        for one in candidates(sheets.clone()) {
            for (of, told) in &one.years {
                for seen in [&told.actual, &told.target].into_iter().flatten() {
                    let (_, row) = sheets.clone().find(|(sheet, _)| *sheet == seen.sheet).unwrap();
                    prop_assert_eq!(seen.quantity.span.of(row.text(&seen.slot)), &seen.words);
                    prop_assert_eq!(*of, seen.quantity.year);
                    let place = (seen.sheet, seen.slot.clone(), seen.quantity.span);
                    prop_assert!(places.insert(place), "{} twice", seen.words);
                }
            }
        }
    }
}

#[test]
fn what_came_or_went_and_what_it_was_before_are_not_the_years_figure() {
    for (text, series) in [
        ("見守り協力店は新たに３店が加わり４１店となった。", "見守り協力店 店 R7=41"),
        ("登録団体が２団体増え、１８団体になった。", "登録団体 団体 R7=18"),
        ("会員は5人減り、27人となった。", "会員 人 R7=27"),
        ("配布先を６か所から９か所に広げた。", "配布先 か所 R7=9"),
        ("相談員を４人から７人へ増員した。", "相談員 人 R7=7"),
    ] {
        let r7 = row(&[("status", text)]);
        let found = lines(&of(&[("R7", &r7)]));
        let [only] = found.as_slice() else { panic!("{text}: {found:?}") };
        let (told, meant) = (only.rsplit(' ').next(), series.rsplit(' ').next());
        assert_eq!(told, meant, "{text}: {found:?}");
    }
}

#[test]
fn two_numbers_that_both_count_stay_two_figures() {
    for text in [
        "講座には３０人が参加し、個別相談は５人となった。",
        "窓口で１２件、電話で３０件の相談に応じた。",
    ] {
        let r7 = row(&[("status", text)]);
        assert_eq!(of(&[("R7", &r7)]).len(), 2, "{text}");
    }
}

#[test]
fn a_step_of_ten_times_is_told_and_a_figure_that_a_person_gave_is_not() {
    let told = |texts: &[(&str, &str)], given: &[Figure]| {
        let rows: Vec<_> = texts.iter().map(|(at, text)| (*at, row(&[("status", text)]))).collect();
        let rows: Vec<_> = rows.iter().map(|(at, row)| (*at, row)).collect();
        let found = of(&rows);
        let leaps = leaps(&points(found.first(), given));
        leaps.iter().map(|leap| (leap.from.short(), leap.to.short())).collect::<Vec<_>>()
    };
    let texts = [("R5", "来場者は240人。"), ("R6", "来場者は2,400人。"), ("R7", "来場者は260人。")];
    assert_eq!(told(&texts, &[]), [("R5".to_owned(), "R6".to_owned())]);
    let given = Figure { year: year("R6"), kind: FigureKind::Actual, value: Some(2_400.0) };
    assert_eq!(told(&texts, &[given]), []);
    assert_eq!(told(&[("R6", "来場者は0人。"), ("R7", "来場者は50人。")], &[]), []);
    let texts = [("R5", "来場者は3人。"), ("R6", "来場者は35人。"), ("R7", "来場者は37人。")];
    let given = Figure { year: year("R6"), kind: FigureKind::Actual, value: Some(35.0) };
    assert_eq!(told(&texts, &[given]), [], "what was given stands between its neighbours");
}

#[test]
fn records_stand_over_words_and_a_person_over_records_and_all_are_kept() {
    let this = year("R7");
    let counted = CountedFigure {
        year: this,
        number: Some(35.0),
        register: "講座".to_owned(),
        records: 2,
        lacks: String::new(),
    };
    let told = of(&[("R7", &row(&[("status", "受講者34人")]))]);
    let over = points_with(told.first(), std::slice::from_ref(&counted), &[]);
    let actual = over[&this].actual.clone().unwrap();
    assert_eq!(actual.number, Some(35.0));
    let FigureSource::Counted(Some(words)) = actual.source else { panic!("{actual:?}") };
    assert!((words.quantity.value - 34.0).abs() < f64::EPSILON);
    let given = Figure { year: this, kind: FigureKind::Actual, value: Some(36.0) };
    let person = points_with(told.first(), std::slice::from_ref(&counted), &[given]);
    assert_eq!(person[&this].number(FigureKind::Actual), Some(36.0));
    assert_eq!(person[&this].counted, Some(counted.clone()));
    let unknown = CountedFigure { number: None, ..counted };
    let words = points_with(told.first(), &[unknown], &[]);
    assert_eq!(words[&this].number(FigureKind::Actual), Some(34.0));
}
