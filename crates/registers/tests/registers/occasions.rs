//! Vectors 1 to 24: courses and lectures.

use domain::FiscalYear;
use registers::{Amount, CountedRecords, FaultLevel, Period, TallyFlag, compare::stale, faults};

use crate::made::{counted, day, drafted, records, register, whole, written, year};

const LIST: &str = r#"{each held "{date.md}：{attended}人" sep "、"}　合計{attended.sum}人"#;
const TWO: [&str; 2] = [
    r#""date":"2021-11-16","attended":[{"group":"staff","n":16}]"#,
    r#""date":"2021-11-25","attended":[{"group":"staff","n":19}],
       "asked":{"returned":35,"answers":[{"question":"useful","n":32}]}"#,
];

#[test]
fn vector_01_two_sessions_write_their_days_numbers_and_sum() {
    let register = register("ゲートキーパー養成講座");
    let records = records(&register, &TWO);
    let draft = drafted(LIST, &counted(&register, &records)).unwrap();
    assert_eq!(draft.text, "11月16日：16人、11月25日：19人　合計35人");
    let told: Vec<_> = draft.numbers.iter().map(|one| &draft.text[one.bytes.clone()]).collect();
    assert_eq!(told, ["16", "19", "35"]);
    assert_eq!(draft.numbers[2].tally.evidence.len(), 2);
    assert_eq!(draft.days, [day("2021-11-16"), day("2021-11-25")]);
}

#[test]
fn vector_03_rates_of_a_questionnaire_keep_their_pair() {
    let register = register("ゲートキーパー養成講座");
    let facts = [
        TWO[0],
        r#""date":"2021-11-25","attended":[{"group":"staff","n":19}],"asked":{"returned":35,
           "answers":[{"question":"useful","n":32},{"question":"known","option":"はい","n":14}]}"#,
    ];
    let records = records(&register, &facts);
    let counted = counted(&register, &records);
    let rate = |key| counted.rate(key).unwrap();
    assert_eq!(
        (rate("useful").value, rate("useful").of),
        (Some(Amount::Tenths(914)), Some((32, 35)))
    );
    assert_eq!(
        (rate("known").value, rate("known").of),
        (Some(Amount::Tenths(400)), Some((14, 35)))
    );
    assert_eq!(written("{known.rate}", &counted).unwrap(), "40％");
}

#[test]
fn vector_04_days_after_the_turn_of_the_year_are_of_the_same_fiscal_year() {
    let register = register("ゲートキーパー養成講座");
    let facts = [
        r#""date":"2022-02-18","attended":[{"n":11}]"#,
        r#""date":"2022-02-28","attended":[{"n":8}],"asked":{"returned":19,
           "answers":[{"question":"known","option":"はい","n":5}]}"#,
    ];
    let records = records(&register, &facts);
    let counted = counted(&register, &records);
    assert_eq!(written("合計{attended}人", &counted).unwrap(), "合計19人");
    assert_eq!(counted.rate("known").unwrap().value, Some(Amount::Tenths(263)));
    assert_eq!(Amount::percent(14, 19), Some(Amount::Tenths(737)));
}

#[test]
fn vector_06_more_returned_than_came_is_told_and_still_counted() {
    let register = register("ゲートキーパー養成講座");
    let fact = r#""date":"2021-11-16","attended":[{"n":35}],"asked":{"returned":36,
        "answers":[{"question":"useful","n":18}]}"#;
    let records = records(&register, &[fact]);
    let found = faults(&records[0], &register);
    assert_eq!((found.len(), found[0].field, found[0].level), (1, "asked", FaultLevel::Warning));
    assert_eq!(counted(&register, &records).rate("useful").unwrap().of, Some((18, 36)));
}

#[test]
fn vector_07_the_answers_of_a_single_choice_sum_to_the_returned() {
    let register = register("ゲートキーパー養成講座");
    let fact = |none: &str| {
        format!(
            r#""date":"2021-11-16","attended":[{{"n":35}}],"asked":{{"returned":35,"answers":[
            {{"question":"known","option":"はい","n":14}},
            {{"question":"known","option":"いいえ","n":20}}{none}]}}"#
        )
    };
    let whole = fact(r#",{"question":"known","option":"無回答","n":1}"#);
    assert_eq!(faults(&records(&register, &[&whole])[0], &register), []);
    let found = faults(&records(&register, &[&fact("")])[0], &register);
    assert!(found.len() == 1 && found[0].sentence.contains("1件"), "{found:?}");
}

#[test]
fn vector_08_what_is_not_recorded_makes_no_smaller_sum() {
    let register = register("ゲートキーパー養成講座");
    let facts = [
        r#""date":"2021-11-16","attended":[{"n":null}]"#,
        r#""date":"2021-11-25","attended":[{"n":12}]"#,
    ];
    let records = records(&register, &facts);
    let counted = counted(&register, &records);
    let tally = counted.tally("attended").unwrap();
    assert_eq!((tally.value, tally.of), (Some(Amount::Whole(12)), Some((1, 2))));
    let text = written("参加者数：{attended}人{attended.of}", &counted).unwrap();
    assert_eq!(text, "参加者数：12人（2回のうち1回分）");
}

#[test]
fn vector_09_zero_is_recorded_and_differs_from_not_recorded() {
    let register = register("ゲートキーパー養成講座");
    let tally = |fact: &str| {
        let records = records(&register, &[fact]);
        counted(&register, &records).tally("attended").unwrap()
    };
    let zero = tally(r#""date":"2021-11-16","attended":[{"n":0}]"#);
    let none = tally(r#""date":"2021-11-16""#);
    assert_eq!((zero.value, zero.flags.len()), (Some(Amount::Whole(0)), 0));
    assert_eq!((none.value, none.flags), (None, vec![TallyFlag::Unrecorded(1)]));
}

#[test]
fn vector_10_a_course_over_march_and_april_counts_in_each_year() {
    let register = register("講座・研修・講演会");
    let facts = [r#""date":"2022-03-31","series":"A""#, r#""date":"2022-04-01","series":"A""#];
    let records = records(&register, &facts);
    let held = |from: i32, to: i32| {
        let year = |n| Period::fiscal_year(FiscalYear::starting(n).unwrap());
        let period = Period::new(year(from).from, year(to).to).unwrap();
        whole(&CountedRecords::of(&register, &records, period, day("2022-05-01")), "held")
    };
    assert_eq!((held(2021, 2021), held(2022, 2022), held(2021, 2022)), (Some(1), Some(1), Some(2)));
}

#[test]
fn vector_11_a_past_plan_waits_for_its_result() {
    let register = register("講座・研修・講演会");
    let facts = [r#""date":"2021-05-20""#, r#""date":"2021-06-10","state":"planned""#];
    let records = records(&register, &facts);
    let on =
        |today| CountedRecords::of(&register, &records, Period::fiscal_year(year()), day(today));
    assert!(records[1].is_unresolved(day("2021-06-20")));
    let text = |today| written("{held}回{held.of}", &on(today)).unwrap();
    assert_eq!(text("2021-06-20"), "1回（ほか結果未入力1回）");
    assert_eq!(text("2021-06-10"), "1回");
}

#[test]
fn vector_13_what_was_cancelled_and_replaced_keeps_both_facts_and_no_percent() {
    let course = register("ゲートキーパー養成講座");
    let cancelled =
        r#""date":"2021-05-20","state":"cancelled","reason":"感染症のため","replaced_by":"h1""#;
    let records_of = records(&course, &[cancelled]);
    let counted_of = counted(&course, &records_of);
    assert_eq!((whole(&counted_of, "held"), whole(&counted_of, "cancelled")), (Some(0), Some(1)));
    assert_eq!(counted_of.rate("useful").unwrap().value, None);
    let leaflets = register("リーフレットの配布");
    let given = r#""date":"2021-06-01","movement":"give","audience":"委員","persons":309,"kinds":4,"id":"h1""#;
    let handouts = records(&leaflets, &[given]);
    let text = written(
        "中止。代替として{audience}{persons}人にパンフレットを{kinds}種類配布",
        &counted(&leaflets, &handouts),
    );
    assert_eq!(text.unwrap(), "中止。代替として委員309人にパンフレットを4種類配布");
    assert_eq!(records_of[0].replaced_by.as_ref(), Some(&handouts[0].id));
}

#[test]
fn vector_14_what_was_put_off_counts_once() {
    let register = register("講座・研修・講演会");
    let facts = [
        r#""date":"2021-09-29","state":"postponed","reason":"台風のため","moved_to":"2021-10-25""#,
        r#""date":"2021-10-25""#,
    ];
    let records = records(&register, &facts);
    assert_eq!(whole(&counted(&register, &records), "held"), Some(1));
}

#[test]
fn vector_15_seats_bookings_and_attendances_are_three_numbers() {
    let register = register("ゲートキーパー養成講座");
    let fact = r#""date":"2021-11-16","seats":30,"booked":28,"attended":[{"n":24}]"#;
    let records = records(&register, &[fact]);
    let counted = counted(&register, &records);
    assert_eq!((whole(&counted, "attended"), whole(&counted, "seats")), (Some(24), Some(30)));
}

#[test]
fn vector_19_a_record_that_counts_for_two_actions_counts_once_for_the_city() {
    let mut register = register("講座・研修・講演会");
    register.serves =
        vec![registers::register::ServedAction { action: 74, section: String::new() }];
    let facts: Vec<_> = (0..46)
        .map(|n| format!(r#""date":"2021-06-{:02}","counted_for":["75"]"#, n % 28 + 1))
        .collect();
    let facts: Vec<_> = facts.iter().map(String::as_str).collect();
    let records = records(&register, &facts);
    let all = counted(&register, &records);
    for action in [74, 75] {
        assert_eq!(whole(&all.clone().of_action(action), "held"), Some(46), "{action}");
    }
    assert_eq!((whole(&all, "held"), whole(&all.of_action(76), "held")), (Some(46), None));
}

#[test]
fn a_record_counts_for_the_actions_of_the_section_that_keeps_it() {
    let mut register = register("講座・研修・講演会");
    let serving = |action: u32, section: &str| registers::register::ServedAction {
        action,
        section: section.to_owned(),
    };
    register.serves = vec![serving(9, "健康課"), serving(14, "福祉課")];
    let facts = [
        r#""date":"2021-06-01","section":"健康課""#,
        r#""date":"2021-06-02","section":"福祉課""#,
        r#""date":"2021-06-03","section":"健康増進課""#,
        r#""date":"2021-06-04""#,
    ];
    let records = records(&register, &facts);
    let all = counted(&register, &records);
    let held = |action| whole(&all.clone().of_action(action), "held");
    // A section that the register does not name, and no section, may be either's
    assert_eq!((held(9), held(14), held(15)), (Some(3), Some(3), None));
}

#[test]
fn vector_20_the_same_day_place_and_kind_twice_is_a_hint() {
    let register = register("講座・研修・講演会");
    let facts = [
        r#""date":"2021-06-01","venue":"会館","section":"健康課""#,
        r#""date":"2021-06-01","venue":"会館","section":"福祉課""#,
        r#""date":"2021-06-02","venue":"会館""#,
    ];
    let mut records = records(&register, &facts);
    let tally = counted(&register, &records).tally("held").unwrap();
    assert_eq!((tally.whole(), tally.flags), (Some(3), vec![TallyFlag::MaybeTwice(1)]));
    records[1].supersedes = Some(records[0].id.clone());
    let merged = counted(&register, &records).tally("held").unwrap();
    assert_eq!((merged.whole(), merged.flags.len()), (Some(2), 0));
}

#[test]
fn vector_21_visits_attendances_and_places_are_three_figures() {
    let register = register("講座・研修・講演会");
    let facts: Vec<_> = (0..9)
        .map(|n| {
            let came = if n == 8 { 9 } else { 10 };
            format!(
                r#""date":"2021-06-{:02}","venue":"施設{}","attended":[{{"n":{came}}}]"#,
                n + 1,
                n % 5
            )
        })
        .collect();
    let facts: Vec<_> = facts.iter().map(String::as_str).collect();
    let records = records(&register, &facts);
    let counted = counted(&register, &records);
    let text = written("実施回数：{held}回、参加者数：{attended}人", &counted).unwrap();
    assert_eq!(text, "実施回数：9回、参加者数：89人");
    assert_eq!(whole(&counted, "venues"), Some(5));
}

#[test]
fn vector_22_a_later_correction_tells_the_old_and_the_new_figure() {
    let register = register("ゲートキーパー養成講座");
    let mut records = records(&register, &TWO);
    let adopted = [counted(&register, &records).tally("attended").unwrap()];
    let mut corrected = records[1].clone();
    corrected.version = 2;
    corrected.reason = Some("名簿を数え直した".to_owned());
    if let registers::RecordFacts::Occasion(told) = &mut corrected.facts {
        told.attended[0].n = Some(18);
    }
    records.push(corrected);
    let stale = stale(&adopted, &counted(&register, &records));
    assert_eq!((stale[0].0.whole(), stale[0].1.whole()), (Some(35), Some(34)));
    assert_eq!(stale[0].1.evidence[1].version, 2);
}

#[test]
fn vector_23_a_mistake_counts_nowhere() {
    let register = register("ゲートキーパー養成講座");
    let void = r#""date":"2021-11-17","state":"void","reason":"誤入力","attended":[{"n":99}]"#;
    let records = records(&register, &[TWO[0], TWO[1], void]);
    let counted = counted(&register, &records);
    assert_eq!((whole(&counted, "held"), whole(&counted, "attended")), (Some(2), Some(35)));
}

#[test]
fn vector_24_rates_are_rounded_half_up() {
    assert_eq!(Amount::percent(1, 8), Some(Amount::Tenths(125)));
    assert_eq!(Amount::percent(1, 16), Some(Amount::Tenths(63)));
    assert_eq!(Amount::percent(1, 0), None);
}

#[test]
fn no_rate_is_made_of_numbers_that_are_told_in_part_only() {
    let register = register("ゲートキーパー養成講座");
    let asked = |n: &str| {
        format!(
            r#""date":"2021-11-16","attended":[{{"n":35}}],"asked":{{"returned":35,
            "answers":[{{"question":"useful","n":{n}}}]}}"#
        )
    };
    let records = records(&register, &[&asked("32"), &asked("null")]);
    let rate = counted(&register, &records).rate("useful").unwrap();
    assert_eq!((rate.value, rate.of), (None, Some((32, 70))));
}
