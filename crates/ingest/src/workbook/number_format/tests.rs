//! What formats show, as Excel and `LibreOffice` show it.

use super::*;

/// What a code shows of a number.
fn shown(code: &str, number: f64) -> String {
    NumberFormat::of(code).number(number, false).text
}

#[test]
fn a_hidden_zero_shows_nothing_and_a_dash_for_zero_is_a_dash() {
    for code in ["0;-0;;@", "#", ";;;", "0;;;", "#,###", "[=0]\"\";0", "0;-0;\"\""] {
        assert_eq!(shown(code, 0.0), "", "{code}");
    }
    let accounting = "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ";
    assert_eq!([0.0, 1234.0, -5.0].map(|n| shown(accounting, n)), ["-", "1,234", "-5"]);
    assert_eq!(shown("#,##0", 0.0), "0");
}

#[test]
fn words_of_a_format_stand_around_the_number() {
    assert_eq!(shown("\"面接相談を\"0\"回実施した。\"", 22.0), "面接相談を22回実施した。");
    assert_eq!(shown("#,##0\"部\"", 1300.0), "1,300部");
    assert_eq!(shown("\"P.\"0", 31.0), "P.31");
    assert_eq!(shown("0人", 12.0), "12人");
    assert_eq!(shown("000", 7.0), "007");
    assert_eq!(shown("000\\-0000", 3_600_001.0), "360-0001");
    assert_eq!(shown("[DBNum3]0\"校で実施した。\"", 22.0), "２２校で実施した。");
    assert_eq!(shown("[$¥-411]#,##0", -1500.0), "-¥1,500");
}

#[test]
fn numbers_are_rounded_a_half_upwards() {
    assert_eq!(shown("0\"%\"", 66.666_666_67), "67%");
    assert_eq!(shown("0.00", 0.125), "0.13");
    assert_eq!(shown("0.00", 66.665), "66.67");
    assert_eq!(shown("0.0", 0.05), "0.1");
    assert_eq!(shown("0", 99.5), "100");
    assert_eq!(shown("0.0", -0.04), "0.0");
    assert_eq!(shown("0.0%", 0.969), "96.9%");
    assert_eq!(shown("0%", 1.2), "120%");
    assert_eq!(shown("0.0##", 2.5), "2.5");
    assert_eq!(shown("#.##", 0.5), ".5");
    assert_eq!(shown("0.0,", 12_345.0), "12.3");
    assert_eq!(shown("#,##0,\"千円\"", 1_234_567.0), "1,235千円");
}

#[test]
fn a_number_without_a_format_shows_what_a_cell_has_room_for() {
    let numbers = [18.0, 0.1 + 0.2, 96.9, 1.0 / 3.0, 200.0 / 3.0, 123_456_789_012.0, -2.5, 1e-10];
    let texts = numbers.map(general);
    let wanted =
        ["18", "0.3", "96.9", "0.333333333", "66.66666667", "123456789012", "-2.5", "1E-10"];
    assert_eq!(texts, wanted);
}

#[test]
fn powers_and_fractions_are_shown() {
    assert_eq!(shown("0.00E+00", 12_345.0), "1.23E+04");
    assert_eq!(shown("##0.0E+0", 12_345.0), "12.3E+3");
    assert_eq!(shown("0.##E-00", 0.000_12), "1.2E-04");
    assert_eq!(shown("# ?/?", 1.5), "1 1/2");
    assert_eq!(shown("# ?/?", 0.25), "1/4");
    assert_eq!(shown("# ??/??", 3.0), "3");
    assert_eq!(shown("# ?/8", 0.5), "4/8");
}

#[test]
fn days_of_eras_read_as_they_are_shown() {
    let day = 45_017.0;
    let codes = [
        ("[$-411]ggge\"年\"", "令和5年"),
        ("[$-411]ge", "R5"),
        ("ggge\"年\"", "令和5年"),
        ("[$-411]e\"年\"", "5年"),
        ("ggge\"年度\"", "令和5年度"),
        ("[$-411]ge.m.d", "R5.4.1"),
        ("ggee\"年\"mm\"月\"", "令05年04月"),
        ("yyyy\"年度\"", "2023年度"),
        ("m\"月\"d\"日\"(aaa)", "4月1日(土)"),
        ("aaaa", "土曜日"),
        ("mmm\\-yy", "Apr-23"),
        ("yyyy/mm/dd", "2023/04/01"),
        ("[$-411]mmmm", "4月"),
    ];
    for (code, wanted) in &codes {
        assert_eq!(shown(code, day), *wanted, "{code}");
    }
    assert_eq!(shown("[$-ja-JP-x-gannen]ggge\"年\"", 43_600.0), "令和元年");
    assert_eq!(shown("ggge\"年\"", 43_600.0), "令和1年");
    assert_eq!(shown("ggge\"年\"m\"月\"d\"日\"", 43_585.0), "平成31年4月30日");
    assert_eq!(shown("ggge\"年\"", 32_515.0), "昭和64年");
    assert_eq!(NumberFormat::of("yyyy/m/d").number(43_555.0, true).text, "2023/4/1");
    assert_eq!(shown("yyyy/m/d", 60.0), "1900/2/29");
}

#[test]
fn times_and_durations_are_shown() {
    assert_eq!(shown("h:mm", 0.5625), "13:30");
    assert_eq!(shown("h:mm AM/PM", 0.5625), "1:30 PM");
    assert_eq!(shown("[$-411]AM/PMh\"時\"mm\"分\"", 0.5625), "午後1時30分");
    assert_eq!(shown("[h]:mm", 1.5), "36:00");
    assert_eq!(shown("[mm]:ss", 0.125), "180:00");
    assert_eq!(shown("mm:ss.0", 0.000_694_444), "01:00.0");
    assert_eq!(shown("yyyy/m/d h:mm", 45_017.75), "2023/4/1 18:00");
}

#[test]
fn a_section_is_taken_by_its_condition() {
    let code = "[>=100]\"達成\";[<50]\"未達\";0";
    assert_eq!([120.0, 10.0, 70.0].map(|n| shown(code, n)), ["達成", "未達", "70"]);
    assert_eq!(shown("0;(0)", -3.0), "(3)");
    assert_eq!(shown("0;\"△\"0", -3.0), "△3");
    assert_eq!(shown("0.0", -3.0), "-3.0");
    assert!(NumberFormat::of("0;[Red]0").number(-3.0, false).hides_sign);
    assert!(!NumberFormat::of("0;[Red]-0").number(-3.0, false).hides_sign);
}

#[test]
fn a_text_takes_the_section_for_texts() {
    assert_eq!(NumberFormat::of("0;-0;;@").text("済"), "済");
    assert_eq!(NumberFormat::of(";;;").text("済"), "");
    assert_eq!(NumberFormat::of("@\"課\"").text("福祉"), "福祉課");
    assert_eq!(NumberFormat::of("General").text("済"), "済");
    assert!(NumberFormat::of("@").is_plain() && NumberFormat::of("General;@").is_plain());
}

#[test]
fn a_percentage_is_known_as_one() {
    let kind = |code: &str| NumberFormat::of(code).number(0.85, false).kind;
    assert_eq!(kind("0%"), ShownKind::Percent);
    assert_eq!(kind("0\"%\""), ShownKind::Number);
}

#[test]
fn every_built_in_format_shows_something() {
    for id in (0..60).filter(|id| builtin(*id).is_some()) {
        let shown = NumberFormat::of(builtin(id).unwrap_or_default()).number(45_017.5, false);
        assert!(!shown.text.is_empty(), "{id}");
    }
}
