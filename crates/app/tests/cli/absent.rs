//! Editions that are asked for and are not there: what is said, and how they come to be.

use crate::{
    database::Database,
    editions::{city, freeze},
};

#[test]
fn what_is_not_there_is_told_with_its_year_and_the_way_out() {
    let place = city(Database::Sqlite);
    let of = ["--year", "R6", "--kind", "council"];
    let asked: [(&[&str], &[&str], [&str; 2]); 5] = [
        (
            &["edition", "freeze", "--year", "R3", "--kind", "council"],
            &[],
            ["令和３年度のシートが見つかりません。", "sasae import ファイル --year R3"],
        ),
        (
            &["edition", "package", "--output", "x.zip"],
            &of,
            [
                "令和６年度の「協議会用」の版が見つかりません。",
                "sasae edition freeze --year R6 --kind council",
            ],
        ),
        (
            &["edition", "withdraw", "--ground", "x"],
            &of,
            ["令和６年度の「協議会用」の版が見つかりません。", "sasae edition list"],
        ),
        (
            &["edition", "answer", "abc", "--year", "R6", "--reason", "x"],
            &[],
            ["令和６年度の公表前の確認に、番号「abc」で", "--year R6 --kind published"],
        ),
        (
            &["edition", "site", "--year", "R5", "--output", "公表"],
            &[],
            ["令和５年度の公表の版が見つかりません。", "--kind published"],
        ),
    ];
    for (verb, options, words) in asked {
        let told = place.run(&[verb, options].concat());
        assert_eq!(told.code, 7, "{verb:?}: {told:?}");
        assert!(words.iter().all(|word| told.err.contains(word)), "{verb:?}: {told:?}");
    }
    freeze(&place, "council", "見本のため").ok();
    let fifth = ["edition", "package", "--number", "5", "--output", "x.zip"];
    let told = place.run(&[&fifth[..], &of[..]].concat());
    assert_eq!(told.code, 7, "{told:?}");
    let words = "令和６年度の協議会用第5版が見つかりません。協議会用は第1版までです。";
    assert!(told.err.contains(words), "{told:?}");
}
