//! Forms whose headings suffice.

use domain::reading::Reading;
use ingest::Options;
use insta::assert_snapshot;

use super::held;
use crate::made::{self, merge, put, workbook};

/// Reads by the headings, and again by the layout that they gave: both are the same.
fn read(bytes: &[u8]) -> Reading {
    let reading = made::read(bytes);
    let layout = Some(reading.sheet.layout.clone());
    let again = ingest::read(bytes, &Options { layout, ..Options::default() }).unwrap();
    assert_eq!(reading.sheet, again.sheet);
    assert_eq!(reading.account, again.account);
    reading
}

#[test]
fn the_standard_form_under_two_rows_of_headings() {
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[&["みずほの市自殺対策計画　進捗管理シート"]]);
        for (column, text) in (0..).zip([
            "計画における項目",
            "実施内容",
            "計画書ページ",
            "担当部署",
            "担当課",
            "再掲",
        ]) {
            merge(sheet, (1, column), (2, column), text);
        }
        merge(sheet, (1, 6), (1, 7), "令和４年度");
        merge(sheet, (1, 8), (1, 12), "令和５年度");
        merge(sheet, (1, 13), (2, 13), "今後（令和６年度以降）の実施計画");
        let lower = [
            "実施状況",
            "達成度（％）",
            "実施計画",
            "実施状況",
            "担当課の評価",
            "取組状況（ア　実施済、ウ　準備中、エ　未実施から選択）",
            "達成度（％）",
        ];
        let skipped = [""; 6];
        let lower: Vec<&str> = skipped.into_iter().chain(lower).collect();
        put(sheet, 2, &[&lower]);
        put(sheet, 3, &[&["基本施策１　見守りの輪を広げる"]]);
        put(
            sheet,
            4,
            &[&[
                "見守り会議の開催",
                "関係者が年に数回集まる。",
                "12",
                "福祉部",
                "福祉課",
                "",
                "１回開いた。",
                "50",
                "２回開く。",
                "２回開いた。",
                "顔の見える関係ができた。",
                "ア　実施済",
                "100",
                "３回開く。",
            ]],
        );
    });
    assert_snapshot!(held(&read(&bytes)));
}

#[test]
fn results_with_their_budget_and_the_coming_year() {
    let csv = "大綱の項目,担当省庁,R5の取組【予算額】,成果の評価・実績値【目標値】,課題とR6予定【予算額】\n\
        １　地域の力を支える,みずほの省,交流の場を30か所に置いた。【12百万円】,利用者は900人。【800人】,夜間の場が少ない。R6は５か所で試す。【15百万円】\n\
        ２　心の健康を支える,みずほの省,相談員を増やした。【8百万円】,待ち時間が半分になった。【半減】,R6も続ける。【8百万円】\n";
    assert_snapshot!(held(&read(csv.as_bytes())));
}

#[test]
fn indicators_with_base_target_and_yearly_values() {
    let bytes = workbook(|sheet| {
        for (column, text) in (0..).zip(["評価指標", "担当課", "基準値(H30)", "目標値(R7)"])
        {
            merge(sheet, (0, column), (1, column), text);
        }
        merge(sheet, (0, 4), (0, 6), "実績値");
        put(sheet, 1, &[&["", "", "", "", "R1", "R2", "R3"]]);
        put(
            sheet,
            2,
            &[&["見守り講座の受講者数（累計）", "健康課", "120", "400", "180", "190", "260"]],
        );
        put(
            sheet,
            3,
            &[&["相談先を知っている人の割合", "健康課", "52.5%", "70%", "-", "集計中", ""]],
        );
    });
    assert_snapshot!(held(&read(&bytes)));
}

#[test]
fn indicators_under_nothing_but_years() {
    let csv = "評価指標,基準値（H30）,目標値（R7）,R1,R2,R3\n講座の受講者数,120,400,180,190,260\n相談窓口の認知度,52.5%,70%,,58.0%,61.2%\n";
    assert_snapshot!(held(&read(csv.as_bytes())));
}

#[test]
fn basic_facts_beside_indicators_of_three_years() {
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[&["令和６年度　みずほの市　施策評価シート"]]);
        merge(sheet, (1, 0), (1, 2), "基本情報");
        put(sheet, 2, &[&["施策", "事業名", "担当課"]]);
        for (column, text) in (3..).zip(["現状と課題", "対象", "内容", "財源"]) {
            merge(sheet, (1, column), (2, column), text);
        }
        merge(sheet, (1, 7), (1, 9), "活動指標（開催回数）");
        merge(sheet, (1, 10), (1, 12), "成果指標（参加者数）");
        for (column, text) in (7..).zip(["R4", "R5", "R6", "R4", "R5", "R6"]) {
            sheet.write_string(2, column, text).unwrap();
        }
        merge(sheet, (1, 13), (2, 13), "分析");
        merge(sheet, (1, 14), (2, 14), "総合評価");
        put(
            sheet,
            3,
            &[
                &[
                    "孤立を防ぐ",
                    "交流サロン",
                    "地域課",
                    "一人暮らしが増えている。",
                    "65歳以上の市民",
                    "月に二度の集い。",
                    "一般財源",
                    "20",
                    "22",
                    "24",
                    "310",
                    "350",
                    "402",
                    "口づてに広がった。",
                    "B 概ね期待どおり",
                ],
                &[
                    "孤立を防ぐ",
                    "見守り電話",
                    "福祉課",
                    "電話の担い手が少ない。",
                    "希望者",
                    "週に一度の電話。",
                    "国庫補助",
                    "40",
                    "41",
                    "38",
                    "55",
                    "60",
                    "58",
                    "担い手の研修が要る。",
                    "C 期待を下回る",
                ],
            ],
        );
    });
    assert_snapshot!(held(&read(&bytes)));
}

#[test]
fn ticked_boxes_with_a_reason_and_the_councils_opinion() {
    let boxes = |ticked: usize| {
        let words = ["ａ進んだ", "ｂやや進んだ", "ｃあまり進んでいない", "ｄ進んでいない"];
        let mark = |at: usize| if at == ticked { "■" } else { "□" };
        words
            .iter()
            .enumerate()
            .map(|(at, word)| format!("{}{word}", mark(at)))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let (first, second, none) = (boxes(0), boxes(2), boxes(9));
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[&["令和５年度　みずほの市計画　点検表"]]);
        put(
            sheet,
            1,
            &[
                &["No", "目標数値", "達成度", "課題や反省点", "評価（a～d）", "理由", "審議会意見"],
                &[
                    "1",
                    "相談員を10人にする",
                    "80",
                    "夜間の担い手が足りない。",
                    &first,
                    "昼の体制は整った。",
                    "夜間も考えてほしい。",
                ],
                &[
                    "2",
                    "講座を年５回開く",
                    "60",
                    "会場が取れなかった。",
                    &second,
                    "３回にとどまった。",
                    "",
                ],
                &["3", "冊子を全戸に配る", "", "印刷が遅れた。", &none, "", ""],
            ],
        );
    });
    let reading = read(&bytes);
    assert_snapshot!(held(&reading));
    let tally =
        domain::progress::overall(&reading.sheet, &domain::unaccepted::Unaccepted::default());
    assert_eq!((tally.ungraded, tally.grades[0].1, tally.grades[2].1), (1, 1, 1));
}

#[test]
fn a_grade_a_sentence_and_the_committees_opinion() {
    let csv = "事業名,担当課,令和５年度実績,量的評価,質的評価,委員会の意見\n\
        見守り講座,健康課,５回開いた。,A,受講者の満足度が高い。,対象を広げること。\n\
        街頭での呼びかけ,地域課,雨で１回のみ。,C,声をかけた人は多い。,\n";
    assert_snapshot!(held(&read(csv.as_bytes())));
}

#[test]
fn grades_beside_the_direction_of_the_coming_year() {
    let csv = "令和５年度　評価区分：Ａ順調　Ｂ概ね順調　Ｃやや遅れ　Ｄ遅れ,,,,,,\n\
        事業名,担当課,実績,取組状況,次年度計画,今後の方向性,決算額（千円）\n\
        見守り講座,健康課,５回開いた。,Ａ,６回開く。,拡充,320\n\
        街頭での呼びかけ,地域課,１回のみ。,Ｅ,続ける。,継続,0\n";
    assert_snapshot!(held(&read(csv.as_bytes())));
}
