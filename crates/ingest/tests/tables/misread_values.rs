//! Inputs of a made-up city that are easily read wrong: what workbooks show, and csv files of other
//! systems.

use domain::{
    Field, Slot,
    reading::{ProblemKind, Reading},
};

use crate::made::{self, samples, this, told};

/// Reads a sample; `None` where the samples are absent.
fn misread(test: &str, name: &str) -> Option<Reading> {
    let bytes = std::fs::read(samples(test)?.join("misread").join(name)).unwrap();
    Some(made::read(&bytes))
}

fn column(reading: &Reading, slot: &Slot) -> Vec<String> {
    reading.sheet.rows.iter().map(|row| row.text(slot).to_owned()).collect()
}

fn statuses(reading: &Reading) -> Vec<String> {
    column(reading, &this(Field::Status))
}

fn achievements(reading: &Reading) -> Vec<String> {
    column(reading, &this(Field::Achievement))
}

/// The doubts that say a word.
fn doubts(reading: &Reading, word: &str) -> Vec<String> {
    let doubts = reading.problems.iter().filter(|problem| problem.kind == ProblemKind::Doubt);
    doubts.map(|problem| problem.message.clone()).filter(|said| said.contains(word)).collect()
}

#[test]
fn a_zero_that_no_cell_shows_is_blank_and_told() {
    for name in ["x05_blankref_zero_hidden.xlsx", "x05b_zero_hidden_format.xlsx"] {
        let Some(reading) = misread("zero", name) else { return };
        let texts = [statuses(&reading), achievements(&reading)].concat();
        assert!(!texts.contains(&"0".to_owned()), "{name}: {texts:?}");
        assert!(texts.contains(&String::new()), "{name}: {texts:?}");
        let told = doubts(&reading, "表示されていません");
        let names = |cell: &str| told.iter().any(|told| told.contains(cell));
        assert!(names("!K5") && names("!N5"), "{name}: {told:?}");
    }
}

#[test]
fn a_dash_for_zero_is_a_dash() {
    let Some(reading) = misread("dash", "x06_accounting_dash.xlsx") else { return };
    assert!(achievements(&reading).contains(&"-".to_owned()), "{:?}", achievements(&reading));
}

#[test]
fn words_of_formats_and_rounded_numbers_read_as_they_are_shown() {
    let Some(reading) = misread("literal", "x07_literal_formats.xlsx") else { return };
    assert_eq!(statuses(&reading)[0], "面接相談を22回実施した。");
    assert!(achievements(&reading).contains(&"67".to_owned()), "{:?}", achievements(&reading));
    assert_eq!(reading.sheet.rows[0].page.text, "P.31");
    assert!(told(&reading).iter().any(|told| told.contains("丸めて")), "{:#?}", told(&reading));
}

#[test]
fn days_and_years_of_eras_read_as_they_are_shown() {
    let Some(reading) = misread("dates", "x09_dates.xlsx") else { return };
    let texts = statuses(&reading);
    assert_eq!(texts[..3], ["10月", "令和5年10月1日", "4月2日"]);
    for name in ["x42_era_year_only.xlsx", "x42_era_year_only.xls"] {
        let Some(reading) = misread("era", name) else { return };
        let texts: Vec<String> =
            reading.sheet.rows.iter().flat_map(|row| row.cells().map(|c| c.text.clone())).collect();
        assert!(texts.contains(&"令和5年".to_owned()), "{name}: {texts:?}");
        assert!(texts.contains(&"2023年度".to_owned()), "{name}: {texts:?}");
    }
}

#[test]
fn a_formula_without_its_result_is_told_by_its_cell() {
    let Some(reading) = misread("formula", "x04_formula_nocache.xlsx") else { return };
    let told = doubts(&reading, "計算結果がファイルに入っていません");
    assert!(told.iter().any(|told| told.contains("K3、K6")), "{told:#?}");
    assert_eq!(statuses(&reading)[0], "");
}

#[test]
fn struck_words_are_told_and_never_joined() {
    for ending in ["xlsx", "xls", "ods"] {
        let Some(reading) = misread("strike", &format!("x10_strike.{ending}")) else { return };
        assert_eq!(statuses(&reading)[0], "面接相談を22回実施し、延べ61人が利用した。", "{ending}");
        let told = doubts(&reading, "取り消し線");
        let old = "面接相談を24回実施し、延べ70人が利用した。";
        assert!(told.iter().any(|told| told.contains(old)), "{ending}: {told:#?}");
        assert!(told.iter().any(|told| told.contains("N4")), "{ending}: {told:#?}");
        assert_eq!(achievements(&reading)[1], "", "{ending}");
        assert!(reading.account.characters_unplaced > 0);
    }
}

#[test]
fn sound_workbooks_of_other_programs_are_read() {
    for name in [
        "x40_empty_sst.xlsx",
        "x43_bad_sst_count.xlsx",
        "x35_utf16_part.xlsx",
        "x16c_backslash_names.xlsx",
        "x26_07_SPILL.xlsx",
        "x26_08_CALC.xlsx",
        "x26_09_GETTING_DATA.xlsx",
        "x26_11_BLOCKED.xlsx",
    ] {
        let Some(reading) = misread("sound", name) else { return };
        assert_eq!(reading.sheet.rows.len(), 6, "{name}");
        let errors = reading.problems.iter().filter(|p| p.kind == ProblemKind::Unexpected).count();
        assert_eq!(errors > 0, name.starts_with("x26"), "{name}: {:#?}", told(&reading));
    }
}

#[test]
fn quotes_that_moved_are_told_with_their_line() {
    for name in ["c10b_quoteall_inner_quote.csv", "c10c_backslash_quote.csv"] {
        let Some(reading) = misread("quotes", name) else { return };
        assert_eq!(reading.sheet.rows.len(), 6, "{name}");
        let told = doubts(&reading, "引用符");
        assert!(told.iter().any(|told| told.contains("行目")), "{name}: {told:#?}");
        let texts: String = reading
            .sheet
            .rows
            .iter()
            .flat_map(domain::sheet::Row::cells)
            .map(|c| c.text.as_str())
            .collect();
        assert!(texts.contains('"') && !texts.contains('\\'), "{name}: {texts}");
    }
}

#[test]
fn what_other_systems_put_into_a_csv_file_is_read_or_told() {
    let Some(reading) = misread("csv", "c16b_formula_guard_pct.csv") else { return };
    assert!(achievements(&reading).contains(&"92".to_owned()), "{:?}", achievements(&reading));
    for name in ["c20_vt_nel.csv", "c29_controls.csv"] {
        let Some(reading) = misread("csv", name) else { return };
        let cells = reading.sheet.rows.iter().flat_map(domain::sheet::Row::cells);
        let control = |c: char| c.is_control() && c != '\n';
        for cell in cells {
            assert!(!cell.text.contains(control), "{name}: {:?}", cell.text);
        }
        assert!(statuses(&reading)[0].contains('\n'), "{name}");
    }
    let Some(reading) = misread("csv", "c08_sep_line.csv") else { return };
    assert_eq!(reading.sheet.rows.len(), 6);
    assert!(told(&reading).iter().all(|told| !told.contains("sep=")), "{:#?}", told(&reading));
    for name in ["c01b_gaiji.csv", "y09_gaiji.xlsx"] {
        let Some(reading) = misread("gaiji", name) else { return };
        assert!(!doubts(&reading, "外字").is_empty(), "{name}: {:#?}", told(&reading));
    }
}
