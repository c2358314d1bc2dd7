//! The shared files that were once read wrong and silently: tables below, years, owners, rows that are
//! no actions, headings of evaluation lists, grades that nobody explained.

use std::path::Path;

use domain::{
    Field, Offset, Slot,
    decision::DecisionKind,
    layout::ColumnRole,
    reading::Reading,
    scale::GradeClass,
};
use ingest::Options;

use crate::made::{self, told};

fn each(test: &str, names: &[&str], check: impl Fn(&str, &Reading)) {
    let Some(samples) = made::samples(test) else { return };
    for name in names {
        check(name, &made::read(&file(&samples, name)));
    }
}

fn file(samples: &Path, name: &str) -> Vec<u8> {
    let path = samples.join("misread").join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// What the six actions of these files say they did this year, by a word of each.
const DONE: [&str; 6] = ["22回", "4回", "300個", "447世帯", "12回", "6校"];

fn said(reading: &Reading, field: Field, year: Offset) -> Vec<&str> {
    let slot = Slot::new(field, year);
    reading.sheet.rows.iter().map(|row| row.text(&slot)).collect()
}

fn assert_six(name: &str, reading: &Reading) {
    let status = said(reading, Field::Status, Offset::This);
    assert_eq!(status.len(), 6, "{name}: {:#?}", told(reading));
    for (text, word) in status.iter().zip(DONE) {
        assert!(text.contains(word), "{name}: {text}");
    }
}

#[test]
fn tables_below_are_read_by_their_own_heads() {
    let names = [
        "x12_stacked_other_order.xlsx",
        "x12b_stacked_fewer_columns.xlsx",
        "x12c_stacked_inserted_column.xlsx",
        "c26_stacked_other_order.csv",
    ];
    each("tables below", &names, |name, reading| {
        assert_six(name, reading);
        let sections: Vec<&str> =
            reading.sheet.rows.iter().map(|row| row.section.text.as_str()).collect();
        assert_eq!(sections[3..], ["高齢福祉課", "くらし安全課", "学校教育課"], "{name}");
        assert_eq!(said(reading, Field::Achievement, Offset::This)[3..], ["99", "100", "75"]);
    });
}

#[test]
fn last_years_column_never_becomes_this_years() {
    let names = ["y20c", "y20g", "y20h", "y20j", "y20k"].map(|name| format!("{name}_year.xlsx"));
    let Some(samples) = made::samples("years") else { return };
    for name in names {
        let bytes = file(&samples, &name);
        for year in [None, Some("R5".parse().unwrap())] {
            let reading =
                ingest::read(&bytes, &Options { year, ..Options::default() }).unwrap();
            assert_six(&name, &reading);
            assert!(said(&reading, Field::Status, Offset::Previous)[0].contains("24回"), "{name}");
        }
    }
}

#[test]
fn marks_and_gaps_of_owners_are_told_and_no_sections() {
    each("owners", &["y03_ditto.xlsx", "y04_blank_section.xlsx"], |name, reading| {
        let owners: Vec<String> =
            reading.sheet.rows.iter().flat_map(domain::sheet::Row::sections).collect();
        assert_eq!(owners.len(), 6, "{name}");
        assert!(!owners.iter().any(|owner| ["〃", "同上", ""].contains(&owner.as_str())), "{name}");
        let told = told(reading).join("\n");
        assert!(told.contains("上の行と同じ"), "{name}: {told}");
    });
}

#[test]
fn rows_that_are_no_actions_are_told_and_not_taken() {
    let names = [
        "y05_sample_row.xlsx",
        "y06_number_row.xlsx",
        "y11_subtotals.xlsx",
        "x28_totals.xlsx",
        "y08_notes_in_title_column.xlsx",
    ];
    each("rows", &names, assert_six);
    each("sample sheets", &["y05b_sample_sheet_more_rows.xlsx"], |name, reading| {
        assert_eq!(reading.sheet.rows.len(), 1, "{name}");
        assert!(told(reading).join("\n").contains("「記入例」は読み込んでいません"), "{name}");
    });
}

#[test]
fn headings_of_evaluation_lists_are_understood() {
    each("evaluation lists", &["k20_numbered_headings.xlsx"], |name, reading| {
        assert_six(name, reading);
        assert_eq!(reading.sheet.rows[0].title(), "こころの相談窓口の設置");
        assert_eq!(reading.sheet.measure_of(&reading.sheet.rows[0]), "相談体制の充実");
        let told = told(reading).join("\n");
        assert!(!told.contains("評価区分"), "{name}: {told}");
    });
    each("main and related section", &["y12_main_and_related_section.xlsx"], |name, reading| {
        assert_eq!(reading.sheet.rows[0].section.text, "健康部", "{name}");
        let own = Slot::new(Field::Other("関係課".to_owned()), Offset::This);
        assert_eq!(reading.sheet.rows[0].text(&own), "健康づくり課", "{name}");
    });
    each("a title on the right", &["y18_repeated_title_right.xlsx"], |name, reading| {
        assert_six(name, reading);
        let told = told(reading).join("\n");
        assert!(told.contains("同じ意味の見出しの列が左にもある"), "{name}: {told}");
    });
}

#[test]
fn no_grade_is_called_done_by_its_place() {
    let names = ["a", "b", "c", "d", "e"].map(|which| format!("z01{which}_no_best_grade.xlsx"));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    each("grades", &names, |name, reading| {
        let scale = reading.sheet.layout.scale();
        assert!(!scale.grades.is_empty(), "{name}");
        assert!(scale.grades.iter().all(|grade| grade.class != GradeClass::Done), "{name}");
        let asked = reading.asked().filter(|asked| asked.kind == DecisionKind::Grade).count();
        let open = scale.grades.iter().filter(|grade| grade.class.is_unknown()).count();
        assert_eq!(asked, open, "{name}");
    });
    let progress = ColumnRole::Answer(Slot::new(Field::Progress, Offset::This));
    each("a list of all grades", &["x24_choice_by_shape.xlsx"], |name, reading| {
        let told = reading.problems.iter().any(|problem| {
            problem.role.as_ref() == Some(&progress) || problem.message.contains("評価区分")
        });
        assert!(told, "{name}: {:#?}", self::told(reading));
    });
}
