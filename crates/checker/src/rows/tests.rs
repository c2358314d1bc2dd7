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

#[test]
fn rooms_meetings_and_windows_are_told_alike_in_every_row() {
    for (first, second) in [
        (
            "文化会館小ホール（定員250席）で講演会を開いた。",
            "・文化会館小ホール（定員300席）のロビー",
        ),
        (
            "居場所「そらまど」フリースペース（定員30人）を開いた。",
            "「そらまど」フリースペース(定員25人)を借りた",
        ),
        (
            "窓口「ほっとライン」の電話番号（012-345-6789）を載せた。",
            "・「ほっとライン」：電話012-345-6798",
        ),
        ("市内８館の公民館のうち６館で実施した。", "市内９館の公民館など16会場で実施しました。"),
    ] {
        speaks_rows("FACT_CONFLICT", &[&[("status", first)], &[("status", second)]]);
    }
    for (first, second) in [
        ("文化会館小ホール（定員250席）で講演会を開いた。", "・文化会館大ホール（定員900席）"),
        ("「そらまど」フリースペース（定員30人）", "「そらまど分室」（定員12人）"),
        ("保健センター講座室で教室（定員20人）を開いた。", "教室（定員30人）を開いた。"),
        ("窓口「ほっと」の電話番号（012-345-6789）", "窓口「そよかぜ」の電話番号（012-345-6798）"),
    ] {
        silent_rows("FACT_CONFLICT", &[&[("status", first)], &[("status", second)]]);
    }
    let council = ("action", "自殺対策推進協議会の開催");
    let held = ("status", "令和７年６月５日に第１回協議会、１月22日に第２回協議会を開催した。");
    for text in
        ["6月12日の第１回協議会に報告し、公表した。", "・協議会（第２回推進協議会：1/29）で報告"]
    {
        speaks_rows("FACT_CONFLICT", &[&[council, held], &[("action", "公表"), ("status", text)]]);
    }
    for text in ["6月5日の第１回協議会に報告し、公表した。", "6月12日の第１回部会に報告した。"]
    {
        silent_rows("FACT_CONFLICT", &[&[council, held], &[("action", "公表"), ("status", text)]]);
    }
}

#[test]
fn an_action_under_a_longer_name_with_the_same_figures_is_found() {
    let figures = |title| -> Vec<(&str, &str)> {
        vec![
            ("action", title),
            ("section", "包括"),
            ("field:R6", "38"),
            ("field:R7", "45"),
            ("field:実績", "6回／延べ52人"),
        ]
    };
    let (long, short) = (figures("家族介護者のつどい"), figures("介護者のつどい"));
    speaks_rows("FIGURES_TWICE", &[&long, &short]);
    let other = figures("男性の料理教室");
    silent_rows("FIGURES_TWICE", &[&long, &other]);
}

#[test]
fn an_old_name_is_right_for_its_own_time() {
    let now: &[(&str, &str)] = &[("content", "こども家庭課（旧子育て支援課）が行う。")];
    for text in ["令和５年度まで子育て支援課で所管していたもの", "子育て支援課から移管を受けた。"]
    {
        silent_rows("OWNER_OLD_NAME", &[now, &[("status", text)]]);
    }
    speaks_rows("OWNER_OLD_NAME", &[now, &[("status", "子育て支援課と連携した。")]]);
}

#[test]
fn where_an_event_was_and_who_came_is_told_alike_in_every_row() {
    let home: &[(&str, &str)] = &[
        ("action", "こども・若者フェスタ"),
        ("status", "10月19日に中央公園で開催し、2,420人が来場した。"),
    ];
    for text in [
        "こども・若者フェスタ（来場者2,240人）で中間発表を行った。",
        "・こども・若者フェスタの参加者2,400人に周知",
        "市民広場で開催されたこども・若者フェスタに出展しました。",
    ] {
        speaks_rows("FACT_CONFLICT", &[home, &[("action", "若者会議"), ("status", text)]]);
    }
    for text in [
        "こども・若者フェスタ（来場者2,420人）で中間発表を行った。",
        "こども・若者フェスタの参加者120人に配布した。",
        "中央公園で開催されたこども・若者フェスタに出展しました。",
        "こども・若者フェスタに出展し、300人が来場した。",
    ] {
        silent_rows("FACT_CONFLICT", &[home, &[("action", "若者会議"), ("status", text)]]);
    }
}
