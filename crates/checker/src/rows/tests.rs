//! Rows against each other in the styles of several cities.

use crate::cases::{silent, silent_rows, speaks, speaks_rows};

#[test]
fn one_item_listed_twice_is_found_whatever_number_stands_before_it() {
    speaks_rows("ITEM_TWICE", &[&[("action", "(1) 出前授業")], &[("action", "(5)出前授業")]]);
    speaks_rows("ITEM_TWICE", &[&[("action", "こころの相談")], &[("action", "こころの　相談")]]);
    silent_rows("ITEM_TWICE", &[&[("action", "こころの相談")], &[("action", "こころの相談会")]]);
}

#[test]
fn a_list_names_each_thing_once_in_every_style() {
    for text in [
        "・配布先：小学校、中学校、高校、中学校",
        "支所、図書館、保健センター、支所などに置きました。",
        "警察署・消防署・市民病院・消防署と連携。",
    ] {
        speaks("LIST_TWICE", &[("status", text)]);
    }
    for text in [
        "・配布先：小学校、中学校、高校",
        "講座、相談会、講座の順に行いました。",
        "会議を開き、会議の記録を配り、会議の場で話した。",
    ] {
        silent("LIST_TWICE", &[("status", text)]);
    }
}

#[test]
fn facts_about_one_thing_agree_in_every_style() {
    speaks_rows(
        "FACT_CONFLICT",
        &[
            &[("status", "「いのちの講演会」を10月4日に開き、120人が参加しました。")],
            &[("status", "・「いのちの講演会」（10/11）で手話通訳")],
        ],
    );
    speaks_rows(
        "FACT_CONFLICT",
        &[
            &[("status", "市民相談室（電話012-345-6789）を案内した。")],
            &[("status", "市民相談室 TEL012-345-6798 を掲載")],
        ],
    );
    silent_rows(
        "FACT_CONFLICT",
        &[
            &[("status", "「いのちの講演会」を10月4日に開いた。")],
            &[("status", "「いのちの講演会」（10/4）で手話通訳")],
        ],
    );
}

#[test]
fn owners_go_by_their_present_name() {
    let now: &[(&str, &str)] = &[("section", "地域福祉推進課")];
    speaks_rows("OWNER_OLD_NAME", &[now, now, now, &[("section", "地域福祉課")]]);
    speaks_rows(
        "OWNER_OLD_NAME",
        &[
            &[("section", "こども家庭課"), ("content", "こども家庭課（旧子育て支援課）が行う。")],
            &[("section", "子育て支援課")],
        ],
    );
    silent_rows("OWNER_OLD_NAME", &[now, now, now, &[("section", "道路課")]]);
}

#[test]
fn a_day_told_of_another_rows_event_is_that_rows_own_in_every_style() {
    let home: &[(&str, &str)] =
        &[("action", "自殺予防週間の街頭啓発"), ("status", "9月10日(火)に駅前で物品を配布した。")];
    for text in [
        "9月12日に駅前で行った街頭啓発の写真を掲載した。",
        "・9月17日の街頭啓発に委員が協力",
        "９月８日（日）の街頭啓発をラジオで紹介しました。",
    ] {
        speaks_rows("FACT_CONFLICT", &[home, &[("status", text)]]);
    }
    for text in [
        "9月10日に駅前で行った街頭啓発の写真を掲載した。",
        "・9月17日の広報紙で街頭啓発を紹介",
        "９月８日（日）に講演会を開きました。街頭啓発でも案内しました。",
    ] {
        silent_rows("FACT_CONFLICT", &[home, &[("status", text)]]);
    }
    speaks_rows(
        "FACT_CONFLICT",
        &[
            &[
                ("action", "自殺対策推進協議会の開催"),
                ("status", "令和7年7月24日に開催し、14機関が出席しました。"),
            ],
            &[("status", "令和7年7月24日の自殺対策推進協議会（12機関が出席）で報告しました。")],
        ],
    );
}

#[test]
fn how_many_there_are_is_one_number_by_short_names_too() {
    let four: &[(&str, &str)] = &[("status", "・包括4か所で2,912件")];
    speaks_rows(
        "FACT_CONFLICT",
        &[four, four, &[("status", "地域包括支援センター5か所で検討しました。")]],
    );
    silent_rows(
        "FACT_CONFLICT",
        &[four, four, &[("status", "地域包括支援センター4か所で検討しました。")]],
    );
    speaks_rows(
        "FACT_CONFLICT",
        &[
            &[("action", "ふれあいサロンの支援"), ("status", "サロンは42か所となった。")],
            &[("status", "市内38か所のふれあいサロンとも連携した。")],
        ],
    );
    speaks_rows(
        "FACT_CONFLICT",
        &[
            &[("action", "民生委員研修"), ("status", "委員142人中118人が参加した。")],
            &[("status", "民生委員・児童委員151人と情報を共有しました。")],
        ],
    );
    speaks_rows(
        "FACT_CONFLICT",
        &[&[("status", "・新規相談 301件")], &[("status", "・新規相談 310件のうち住まい 74件")]],
    );
    silent_rows(
        "FACT_CONFLICT",
        &[&[("status", "・新規相談 301件")], &[("status", "・新規相談 260件")]],
    );
}
