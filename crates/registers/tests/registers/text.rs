//! Vectors 2, 5, 12, 33 and 35: a text beside its records.

use registers::{Amount, compare, rate};

use crate::made::{asked, counted, lines, records, register, written, yearly};

const TWO: [&str; 2] = [
    r#""date":"2021-11-16","attended":[{"n":16}]"#,
    r#""date":"2021-11-25","attended":[{"n":19}]"#,
];

#[test]
fn vector_02_a_day_left_over_from_last_year_is_found_and_the_sum_agrees() {
    let register = register("ゲートキーパー養成講座");
    let records = records(&register, &TWO);
    let text = "参加者：１１月１６日：１６人、１１月１７日：１９人　合計３５人";
    let found = compare(text, asked(), &counted(&register, &records));
    let unknown: Vec<_> = found.unknown_days.iter().map(|one| one.span.of(text)).collect();
    assert_eq!(unknown, ["１１月１７日"]);
    assert_eq!((found.agree.len(), found.differ.len()), (3, 0));
    assert_eq!(found.agree[2].1.whole(), Some(35));
}

#[test]
fn vector_05_a_percentage_that_its_base_cannot_give_names_one_that_could() {
    let register = register("ゲートキーパー養成講座");
    let fact = r#""date":"2021-11-08","attended":[{"n":15}],"asked":{"returned":15,
        "answers":[{"question":"useful","n":13}]}"#;
    let records = records(&register, &[fact]);
    let counted = counted(&register, &records);
    let text = "参加者１５人のうち８７．０％が役に立ったと回答した。";
    let found = compare(text, asked(), &counted);
    assert_eq!(found.differ.len(), 1, "{found:?}");
    assert_eq!(found.differ[0].nearest.value, Some(Amount::Tenths(867)));
    assert_eq!(rate::numerator(870, 15), None);
    assert_eq!(found.differ[0].fitting, [(20, 23)]);
}

#[test]
fn vector_12_done_beside_cancelled_is_a_conflict() {
    let register = register("講座・研修・講演会");
    let cancelled = r#""date":"2021-05-20","state":"cancelled","reason":"感染症のため""#;
    let records = records(&register, &[cancelled]);
    let counted = counted(&register, &records);
    let conflict = |text: &str| compare(text, asked(), &counted).state_conflict.is_some();
    assert!(conflict("研修会を実施した。"));
    assert!(!conflict("感染症の影響により中止とした。"));
}

#[test]
fn vector_33_a_rise_without_last_years_number_has_no_base_and_the_draft_tells_days_only() {
    let register = register("配食・活動日数");
    let facts = [yearly("active_days", 4_210, &[])];
    let records = records(&register, &lines(&facts));
    let counted = counted(&register, &records);
    let text = written("活動日数：計{active_days}日{active_days.of}", &counted).unwrap();
    assert_eq!(text, "活動日数：計4,210日");
    assert!(counted.rate("active_days").is_none());
}

#[test]
fn vector_35_a_printed_rate_is_shown_the_bases_that_would_fit() {
    let register = register("乳児家庭訪問");
    let facts = [yearly("visited", 1_046, &[]), yearly("target", 1_083, &[])];
    let records = records(&register, &lines(&facts));
    let counted = counted(&register, &records);
    assert_eq!(counted.rate("visited").unwrap().value, Some(Amount::Tenths(966)));
    let found = compare("訪問家庭数　１，０４６件　訪問率　９６．９％", asked(), &counted);
    assert_eq!((found.agree.len(), found.differ.len()), (1, 1));
    for base in [1_079, 1_080] {
        assert!(found.differ[0].fitting.contains(&(1_046, base)), "{found:?}");
    }
}
