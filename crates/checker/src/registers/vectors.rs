//! What is found of made-up records of a made-up city, by the numbers under which the project lists
//! them.

use crate::{cases, catalogue::check, rule::Case};

/// What the family finds: the rule, and the words that lead.
fn told(case: Case) -> Vec<(&'static str, String, String)> {
    let (sheet, earlier) = (cases::sheet(case), cases::earlier(case));
    let earlier: Vec<_> = earlier.iter().collect();
    let context = cases::context(case, &sheet, &earlier);
    let found = check(&context).into_iter();
    let own = found.filter(|one| super::RULES.iter().any(|rule| rule.name == one.rule));
    let words = |one: crate::Finding| {
        let mark = one.marks.first().cloned();
        let words = mark.and_then(|mark| {
            let crate::Spot::Answer(slot) = mark.spot else { return None };
            let row = sheet.rows.iter().find(|row| row.no == mark.no)?;
            Some(mark.span.map_or("", |span| span.of(row.text(&slot))).to_owned())
        });
        (one.rule, words.unwrap_or_default(), one.message)
    };
    own.map(words).collect()
}

/// The rules and the words that lead.
fn rules(case: Case) -> Vec<(&'static str, String)> {
    told(case).into_iter().map(|(rule, words, _)| (rule, words)).collect()
}

fn pairs(all: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    all.iter().map(|(rule, words)| (*rule, (*words).to_owned())).collect()
}

const FIRST: (&str, &str) =
    ("record:ゲートキーパー養成講座", r#""date":"2025-11-16","attended":[{"n":16}]"#);
const SECOND: (&str, &str) =
    ("record:ゲートキーパー養成講座", r#""id":"k","date":"2025-11-25","attended":[{"n":19}]"#);

#[test]
fn vector_02_a_day_left_over_from_last_year_is_told_and_the_sum_agrees() {
    let text = "参加者：１１月１６日：１６人、１１月１７日：１９人　合計３５人";
    let found = told(Box::leak(Box::new([&*vec![("status", text), FIRST, SECOND].leak()])));
    let [(rule, words, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*rule, words.as_str()), ("REGISTER_DATE_UNKNOWN", "１１月１７日"));
    assert!(message.contains("11月16日、11月25日"), "{message}");
}

#[test]
fn vector_05_a_percentage_that_its_base_cannot_give_names_one_that_could() {
    let found = told(&[&[
        ("status", "参加者１５人のうち８７．０％が役に立ったと回答した。"),
        (
            "record:ゲートキーパー養成講座",
            r#""date":"2025-11-08","attended":[{"n":15}],
            "asked":{"returned":15,"answers":[{"question":"useful","n":13}]}"#,
        ),
    ]]);
    let [(rule, words, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*rule, words.as_str()), ("RATE_DENOMINATOR_DIFFERS", "８７．０％"));
    assert!(message.contains("86.7％") && message.contains("23分の20"), "{message}");
}

#[test]
fn vector_11_a_past_plan_without_a_result_is_told_at_the_close() {
    let found = told(&[&[
        ("status", "講座を１回開催した。"),
        ("record:講座・研修・講演会", r#""date":"2025-05-20""#),
        ("record:講座・研修・講演会", r#""date":"2025-06-10","state":"planned""#),
    ]]);
    let [(rule, _, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(*rule, "REGISTER_UNRESOLVED");
    assert!(message.contains("1件") && message.contains("6月10日"), "{message}");
}

#[test]
fn vector_12_done_by_the_text_and_cancelled_by_the_record_is_a_conflict() {
    let found = told(&[&[
        ("status", "研修会を実施した。"),
        (
            "record:講座・研修・講演会",
            r#""date":"2025-05-20","state":"cancelled","reason":"感染症のため""#,
        ),
    ]]);
    let [(rule, words, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*rule, words.as_str()), ("REGISTER_STATE_CONFLICT", "研修会を実施した。"));
    assert!(message.contains("中止：感染症のため"), "{message}");
}

/// Meetings of two kinds, as one row has them.
fn meetings(text: &'static str) -> Case {
    let name = "record:ケア会議・ケース会議";
    let central = r#""date":"2025-05-10","channel":"central""#;
    let mut row = vec![("status", text)];
    row.extend([(name, central); 4]);
    let area = |n: usize| -> &'static str {
        format!(
            r#""date":"2025-07-{:02}","channel":"area","venue":"センター{}""#,
            n % 28 + 1,
            n % 8
        )
        .leak()
    };
    row.extend((0..45).map(|n| (name, area(n))));
    vec![&*row.leak()].leak()
}

#[test]
fn vector_18_two_kinds_of_meetings_are_two_figures_and_another_number_is_told() {
    let right = meetings("中央型の会議：４回、地域型の会議：45回（計画は85回）");
    assert_eq!(rules(right), []);
    let wrong = rules(meetings("中央型の会議：４回、地域型の会議：54回"));
    assert_eq!(wrong, pairs(&[("REGISTER_TEXT_DISAGREES", "54回")]));
}

#[test]
fn vector_19_what_counts_for_two_rows_is_explained_and_both_agree() {
    let lecture = |n: usize| -> (&str, &str) {
        let facts = format!(r#""date":"2025-06-{:02}","counted_for":["2"]"#, n % 28 + 1);
        ("record:講座・研修・講演会", facts.leak())
    };
    let mut first = vec![("status", "講演会を46回開催した。")];
    first.extend((0..46).map(lecture));
    let second: &[(&str, &str)] = &[("status", "講演会を46回開催した（再掲）。")];
    let found = told(vec![&*first.leak(), second].leak());
    let [(rule, _, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(*rule, "COUNTED_TWICE");
    assert!(message.contains("No.1・No.2") && message.contains("46回"), "{message}");
}

#[test]
fn vector_20_the_same_occasion_in_two_registers_is_told_until_they_are_one() {
    let one =
        ("record:講座・研修・講演会", r#""date":"2025-06-01","venue":"会館","section":"健康課""#);
    let twin = r#""date":"2025-06-01","venue":"会館","section":"福祉課","attended":[{"n":9}]"#;
    let merged: &'static str = format!(r#"{twin},"supersedes":"r000""#).leak();
    let text = ("status", "講座を２回開催した。");
    let two = vec![text, one, ("record:ゲートキーパー養成講座", twin)].leak();
    let found = rules(vec![&*two].leak());
    assert_eq!(found, pairs(&[("COUNTED_TWICE", "")]));
    let text = ("status", "講座を１回開催した。");
    let single = vec![text, one, ("record:ゲートキーパー養成講座", merged)].leak();
    assert_eq!(rules(vec![&*single].leak()), []);
}

#[test]
fn vector_22_a_later_correction_tells_old_and_new_who_and_why() {
    let again = r#""id":"k","date":"2025-11-25","attended":[{"n":18}],"reason":"数え直した""#;
    let row = vec![
        ("status", "２回開催し、参加者は合計35人であった。"),
        FIRST,
        SECOND,
        ("record:ゲートキーパー養成講座", again),
    ];
    let found = told(vec![&*row.leak()].leak());
    let [(rule, words, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*rule, words.as_str()), ("REGISTER_STALE", "35人"));
    for part in ["35人だった", "今は34人", "11月25日", "担当", "数え直した"] {
        assert!(message.contains(part), "{message}");
    }
}

/// A register's total of a year.
fn total(counting: &str, year: i32, value: u64) -> &'static str {
    let to = year + 1;
    format!(r#""counting":"{counting}","from":"{year}-04-01","to":"{to}-03-31","value":{value}"#)
        .leak()
}

#[test]
fn vector_29_a_year_of_months_agrees_and_its_fall_is_asked_about() {
    let year = ::registers::Period::fiscal_year(domain::FiscalYear::parse("R7").unwrap());
    let months = year.each_month().into_iter().map(|month| -> (&str, &str) {
        let (from, to) = (month.from, month.to);
        let value = if to == year.to { 1_515 } else { 1_200 };
        let facts = format!(r#""counting":"accesses","from":"{from}","to":"{to}","value":{value}"#);
        ("record:こころの自己チェック", facts.leak())
    });
    let before = ("record:こころの自己チェック", total("accesses", 2024, 27_788));
    let mut row = vec![
        ("previous_status", "年間アクセス件数：27,788件"),
        ("status", "年間アクセス件数：14,715件"),
        before,
    ];
    row.extend(months);
    let case: Case = vec![&*row.leak()].leak();
    assert_eq!(rules(case), []);
    let sheet = cases::sheet(case);
    let found = check(&cases::context(case, &sheet, &[]));
    assert!(found.iter().any(|one| one.rule == "BIG_CHANGE_UNEXPLAINED"), "{found:?}");
}

#[test]
fn vector_33_a_rise_without_last_years_number_has_no_base() {
    let days = "record:配食・活動日数";
    let text = ("status", "活動日数は4,210日で、前年度に比べ12％増となった。");
    let alone = vec![text, (days, total("active_days", 2025, 4_210))].leak();
    let found = told(vec![&*alone].leak());
    let [(rule, words, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*rule, words.as_str()), ("RATE_DENOMINATOR_DIFFERS", "12％"));
    assert!(message.contains("前年度の数") && message.contains("4,210日"), "{message}");
    let both = vec![
        text,
        (days, total("active_days", 2025, 4_210)),
        (days, total("active_days", 2024, 3_759)),
    ];
    assert_eq!(rules(vec![&*both.leak()].leak()), []);
}

#[test]
fn vector_36_a_rate_over_another_base_than_the_declared_one_names_that_base() {
    let name = "record:乳児家庭訪問";
    let row = |text: &'static str| -> Case {
        let own = [
            ("status", text),
            (name, total("visited", 2025, 1_046)),
            (name, total("target", 2025, 1_083)),
        ];
        vec![&*own.to_vec().leak()].leak()
    };
    assert_eq!(rules(row("訪問家庭数　1,046件　訪問率　96.6％")), []);
    let found = told(row("訪問家庭数　1,046件　訪問率　96.3％"));
    let [(rule, words, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*rule, words.as_str()), ("RATE_DENOMINATOR_DIFFERS", "96.3％"));
    assert!(message.contains("1083分の1046") && message.contains("1086分の1046"), "{message}");
}
