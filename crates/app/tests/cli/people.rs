//! `people`: the first administrator, the list, links, the personnel change.

use crate::{files, program::Place};

on_both!(
    the_first_person_is_an_administrator_and_others_follow,
    a_personnel_change_is_shown_first_and_booked_whole_or_not_at_all,
);

const HEAD: &str = "職員番号,氏名,メール,役割,担当課,開始日,終了日\r\n";

fn admin(place: &Place) {
    let role = ["--role", "システム管理者", "--address", "https://sasae.example.jp/"];
    let made = place
        .run(&[&["people", "add", "--login", "Ａ1", "--name", "管理 花子"], &role[..]].concat())
        .ok();
    assert!(made.out.starts_with("https://sasae.example.jp/links/"), "{made:?}");
    assert_eq!(made.out.trim().rsplit('/').next().unwrap().len(), 64, "{made:?}");
}

fn the_first_person_is_an_administrator_and_others_follow(database: Database) {
    let place = Place::on(database);
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    let clerk = ["people", "add", "--login", "k1", "--name", "健康 一郎", "--role", "担当者"];
    let refused = place.run(&[&clerk[..], &["--section", "健康推進課"]].concat());
    assert!(refused.code == 3 && refused.err.contains("システム管理者"), "{refused:?}");
    admin(&place);
    let refused = place.run(&[&clerk[..], &["--section", "無い課"]].concat());
    assert!(refused.code == 3 && refused.err.contains("無い課"), "{refused:?}");
    place.run(&[&clerk[..], &["--section", "健康推進課", "--from", "令和8年4月1日"]].concat()).ok();
    let twice = place.run(&[&clerk[..], &["--section", "健康推進課"]].concat());
    assert!(twice.code == 3 && twice.err.contains("登録済み"), "{twice:?}");
    let list = place.run(&["people", "list"]).ok();
    assert!(list.out.contains("k1\t健康 一郎\t担当者（健康部 健康推進課）\t招待待ち"), "{list:?}");
    let all = place.run(&["people", "list", "--json"]).ok().json();
    assert_eq!(all[1]["grants"][0]["section"], "健康部 健康推進課");
    assert_eq!(all[1]["grants"][0]["from"], "2026-04-01");
    place.run(&["people", "link", "K1"]).ok();
    assert_eq!(place.run(&["people", "link", "none"]).code, 7);
    place.run(&["people", "leave", "k1", "--on", "2026-09-30"]).ok();
    let list = place.run(&["people", "list"]).ok();
    assert!(list.out.contains("退職（2026-09-30）"), "{list:?}");
    let last = place.run(&["people", "leave", "a1", "--on", "2026-09-30"]);
    assert!(last.code == 3 && last.err.contains("ほかにシステム管理者がいません"), "{last:?}");
}

fn a_personnel_change_is_shown_first_and_booked_whole_or_not_at_all(database: Database) {
    let place = Place::on(database);
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    admin(&place);
    let list = format!(
        "{HEAD}1,健康 一郎,,担当者,健康推進課,2027-04-01,\r\n2,納税 二郎,,所属長,納税課,2027-04-01,\r\n"
    );
    let file = place.file("異動.csv", list.as_bytes());
    let file = file.to_str().unwrap();
    let shown = place.run(&["people", "import", file, "--dry-run"]).ok();
    assert!(shown.out.contains("新しい職員 2人"), "{shown:?}");
    let count = || place.run(&["people", "list", "--json"]).ok().json().as_array().unwrap().len();
    assert_eq!(count(), 1);
    let bad = place.file("悪い.csv", format!("{list}3,誰か,,部長,健康推進課,,\r\n").as_bytes());
    let refused = place.run(&["people", "import", bad.to_str().unwrap()]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.out.contains("4行目"), "{refused:?}");
    assert_eq!(count(), 1);
    place.run(&["people", "import", file]).ok();
    assert_eq!(count(), 3);
    let again = place.run(&["people", "import", file]).ok();
    assert!(again.err.contains("変わる所はありません"), "{again:?}");
    let moved = format!("{HEAD}1,,,担当者,納税課,2028-04-01,\r\n");
    let file = place.file("次.csv", moved.as_bytes());
    let shown = place.run(&["people", "import", file.to_str().unwrap(), "--end-absent"]).ok();
    assert!(
        shown.out.contains("終わる 所属長（市民生活部 納税課） 2028-03-31 まで")
            || shown.out.contains("納税課） 2028-03-31 まで"),
        "{shown:?}"
    );
}
