//! Vectors 25 to 37: leaflets, posts, stock, reported numbers, schools, desks.

use registers::{
    Amount, TallyFlag,
    compare::{silent_months, unaccounted},
    stock::stocktakes,
};

use crate::made::{counted, lines, monthly, records, register, whole, written, yearly};

#[test]
fn vector_25_persons_times_kinds_are_copies() {
    let register = register("リーフレットの配布");
    let fact = r#""date":"2021-06-01","movement":"give","persons":309,"kinds":4"#;
    let records = records(&register, &[fact]);
    let counted = counted(&register, &records);
    let figures = ["persons", "kinds", "copies"].map(|key| whole(&counted, key));
    assert_eq!(figures, [Some(309), Some(4), Some(1_236)]);
}

#[test]
fn vector_26_a_sum_with_one_about_is_about_and_gives_no_rate() {
    let register = register("街頭啓発");
    let facts = [
        r#""date":"2021-09-10","movement":"give","quantity":100,"approx":true"#,
        r#""date":"2021-09-11","movement":"give","quantity":40"#,
    ];
    let records = records(&register, &facts);
    let counted = counted(&register, &records);
    assert_eq!(written("{copies}部", &counted).unwrap(), "約140部");
    let tally = counted.tally("copies").unwrap();
    assert_eq!(tally.over(&tally).value, None);
}

#[test]
fn vector_27_three_mails_write_their_reach() {
    let register = register("広報・配信");
    let mail = |day: &str, reach: u64| {
        format!(
            r#""date":"2021-{day}","movement":"post","channel":"mail","reach":{reach},"approx":true"#
        )
    };
    let facts = [mail("05-01", 4_010), mail("09-10", 3_980), mail("12-01", 4_020)];
    let records = records(&register, &lines(&facts));
    let counted = counted(&register, &records);
    let text = written(&register.wordings[0], &counted).unwrap();
    assert_eq!(text, "メール配信3回　配信者合計数約12,000人");
    assert!(counted.tally("reach").unwrap().definition.contains("延べ"));
}

#[test]
fn vector_28_a_stocktake_is_held_against_the_ledger_of_its_time() {
    let register = register("情報ラック");
    let moved = |day: &str, movement: &str, n: u64| {
        format!(r#""date":"2021-{day}","movement":"{movement}","quantity":{n},"venue":"会館""#)
    };
    let facts = [
        moved("04-01", "restock", 50),
        moved("05-01", "give", 20),
        moved("06-01", "stocktake", 12),
        moved("07-01", "restock", 5),
    ];
    let records = records(&register, &lines(&facts));
    let found = stocktakes(&counted(&register, &records));
    assert_eq!((found.len(), found[0].ledger, found[0].difference()), (1, 30, -18));
}

const ACCESSES: [u64; 12] =
    [1_200, 1_200, 1_200, 1_200, 1_200, 1_200, 1_200, 1_200, 1_200, 1_200, 1_200, 1_515];

#[test]
fn vector_29_twelve_months_make_a_year() {
    let register = register("こころの自己チェック");
    let facts = monthly("accesses", &ACCESSES);
    let records = records(&register, &lines(&facts));
    let counted = counted(&register, &records);
    assert_eq!(written(&register.wordings[0], &counted).unwrap(), "年間アクセス件数：14,715件");
    assert_eq!(Amount::percent(27_788 - 14_715, 27_788), Some(Amount::Tenths(470)));
}

#[test]
fn vector_30_eleven_months_are_told_and_give_no_rate() {
    let register = register("こころの自己チェック");
    let facts = monthly("accesses", &ACCESSES[..11]);
    let records = records(&register, &lines(&facts));
    let counted = counted(&register, &records);
    let text = written(&register.wordings[0], &counted).unwrap();
    assert_eq!(text, "年間アクセス件数：13,200件（11か月分）");
    let tally = counted.tally("accesses").unwrap();
    assert_eq!(
        (tally.flags.as_slice(), tally.over(&tally).value),
        (&[TallyFlag::Months(11)][..], None)
    );
    assert_eq!(silent_months(&counted, "accesses"), [(2022, 3)]);
}

#[test]
fn vector_31_a_list_of_parts_says_nado_only_where_something_is_left() {
    let register = register("相談");
    let parts = [("law", 463), ("tax", 171), ("inheritance", 377), ("property", 250)];
    let text = |total| {
        let facts = [yearly("cases", total, &parts)];
        let records = records(&register, &lines(&facts));
        written(&register.wordings[2], &counted(&register, &records)).unwrap()
    };
    let listed = "法律　463件、相続　377件、不動産　250件、税金　171件";
    assert_eq!(text(2_163), format!("相談　2,163件（うち{listed}など）"));
    assert_eq!(text(1_261), format!("相談　1,261件（うち{listed}）"));
}

#[test]
fn vector_32_the_sum_of_parts_is_written_only_where_it_is_asked_for() {
    let mut register = register("支給・貸付");
    register.countings[0].note = "入学前の支給を含む。".to_owned();
    let facts = [yearly("recipients", 2_101, &[("primary", 1_206), ("junior", 895)])];
    let records = records(&register, &lines(&facts));
    let counted = counted(&register, &records);
    let text = written(&register.wordings[0], &counted).unwrap();
    assert_eq!(text, "支給実績：小学校1,206名、中学校895名");
    assert!(counted.part("primary").tally("recipients").unwrap().definition.contains("入学前"));
}

#[test]
fn vector_34_all_schools_are_all_only_where_they_are() {
    let register = register("学校への配布");
    let text = |reached| {
        let facts = [yearly("reached", reached, &[]), yearly("schools", 45, &[])];
        let records = records(&register, &lines(&facts));
        written(&register.wordings[0], &counted(&register, &records)).unwrap()
    };
    assert_eq!(text(45), "全校（45校）に配布した。");
    assert_eq!(text(44), "45校中44校に配布した。");
}

#[test]
fn vector_36_a_rate_goes_by_its_declared_base() {
    let register = register("乳児家庭訪問");
    for (target, rate) in [(1_083, 966), (1_086, 963)] {
        let facts = [yearly("visited", 1_046, &[]), yearly("target", target, &[])];
        let records = records(&register, &lines(&facts));
        let tally = counted(&register, &records).rate("visited").unwrap();
        assert_eq!((tally.value, tally.of), (Some(Amount::Tenths(rate)), Some((1_046, target))));
    }
}

#[test]
fn vector_37_what_a_desk_offered_is_answered_in_full() {
    let register = register("窓口の気づき");
    let rest = |no_answer| {
        let facts = [("offered", 40), ("wished", 12), ("declined", 25), ("no_answer", no_answer)]
            .map(|(key, n)| yearly(key, n, &[]));
        let records = records(&register, &lines(&facts));
        unaccounted(&counted(&register, &records), "offered")
    };
    assert_eq!((rest(3), rest(1)), (Some(0), Some(2)));
}
