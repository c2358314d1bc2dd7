//! Forms that a short layout file explains.

use insta::assert_snapshot;
use rust_xlsxwriter::Workbook;

use super::{held, read_by};
use crate::made::{merge, put, refusal, workbook};

#[test]
fn a_list_of_indicators_with_points_and_averages() {
    let layout = r#"
        columns = [
            { heading = "No", role = "no" },
            { heading = "指標名", role = "action" },
            { heading = "R3点数評価", role = "progress", scale = "点数" },
        ]
        [[scales]]
        name = "点数"
        grades = [
            { code = "A", points = 4 },
            { code = "B", points = 3 },
            { code = "C", points = 2 },
            { code = "D", points = 1 },
        ]"#;
    let csv = "みずほの市　指標の評価,,\nNo,指標名,R3点数評価\n,１　知ってもらう,\n1,冊子を読んだ人の数,A\n2,講座を受けた人の数,3\n,平均,3.5\n,２　支え合う,\n3,見守り協力店の数,-\n4,交流の場の数,E\n,平均,\n";
    assert!(matches!(refusal(csv.as_bytes()), ingest::Unreadable::NoHead { .. }));
    assert_snapshot!(held(&read_by(csv.as_bytes(), layout, None).unwrap()));
}

#[test]
fn marks_for_each_half_of_the_plan_and_the_sections_own_grade() {
    let layout = r#"
        columns = [
            { heading = "課題", role = "field:課題" },
            { heading = "施策", role = "measure" },
            { heading = "コード", role = "no" },
            { heading = "事業", role = "action" },
            { heading = "担当課", role = "section" },
            { heading = "実施年度前期", role = "field:前期", scale = "実施" },
            { heading = "実施年度後期", role = "field:後期", scale = "実施" },
            { heading = "各課評価", role = "progress", scale = "評価" },
        ]
        [[scales]]
        name = "実施"
        grades = [
            { code = "◎", label = "継続・充実" },
            { code = "○", label = "着手・実施" },
            { code = "△", label = "検討" },
        ]
        [[scales]]
        name = "評価"
        grades = [{ code = "A" }, { code = "B" }]"#;
    let bytes = workbook(|sheet| {
        for (column, text) in (0..).zip(["課題", "施策", "コード", "事業", "担当課"]) {
            merge(sheet, (0, column), (1, column), text);
        }
        merge(sheet, (0, 5), (0, 6), "実施年度");
        put(sheet, 1, &[&["", "", "", "", "", "前期", "後期"]]);
        merge(sheet, (0, 7), (1, 7), "各課評価");
        merge(sheet, (2, 0), (3, 0), "１　気づきにくい");
        merge(sheet, (2, 1), (3, 1), "（１）気づく人を増やす");
        put(
            sheet,
            2,
            &[
                &["", "", "111", "見守り講座", "健康課", "△", "〇", "A"],
                &["", "", "112", "職員研修", "人事課", "◎", "×", "B"],
            ],
        );
    });
    assert_snapshot!(held(&read_by(&bytes, layout, Some("R5")).unwrap()));
}

#[test]
fn money_and_indicators_of_three_years() {
    let layout = r#"
        columns = [
            { heading = "事業名", role = "action" },
            { heading = "担当課", role = "section" },
            { heading = "予算額（千円）", role = "field:予算額（千円）" },
            { heading = "決算額（千円）", role = "field:決算額（千円）" },
            { heading = "活動指標令和４年度実績", role = "field:previous:活動指標" },
            { heading = "活動指標令和５年度見込", role = "field:活動指標" },
            { heading = "活動指標令和６年度計画", role = "field:next:活動指標" },
            { heading = "成果指標", role = "field:成果指標" },
            { heading = "整理用", role = "ignored" },
        ]"#;
    let bytes = workbook(|sheet| {
        for (column, text) in [
            (0, "事業名"),
            (1, "担当課"),
            (2, "予算額（千円）"),
            (3, "決算額（千円）"),
            (7, "成果指標"),
            (8, "整理用"),
            (9, "確認"),
        ] {
            merge(sheet, (0, column), (1, column), text);
        }
        merge(sheet, (0, 4), (0, 6), "活動指標");
        put(sheet, 1, &[&["", "", "", "", "令和４年度実績", "令和５年度見込", "令和６年度計画"]]);
        put(
            sheet,
            2,
            &[&[
                "交流サロン",
                "地域課",
                "1,200",
                "1,150",
                "20回",
                "22回",
                "24回",
                "参加者は増えた。",
                "甲",
                "済",
            ]],
        );
        put(sheet, 3, &[&["見守り電話", "福祉課", "0", "", "40件", "41件", "40件", "-", "乙", ""]]);
    });
    assert_eq!(refusal(&bytes), ingest::Unreadable::NoYear);
    assert_snapshot!(held(&read_by(&bytes, layout, Some("R5")).unwrap()));
}

#[test]
fn measures_themselves_with_the_course_of_their_indicators() {
    let layout = r#"
        columns = [
            { heading = "施策", role = "action" },
            { heading = "成果指標の動向", role = "field:成果指標の動向" },
            { heading = "施策の進捗・課題・今後", role = "evaluation" },
            { heading = "評価", role = "progress", scale = "評価" },
        ]
        [[scales]]
        name = "評価"
        grades = [
            { code = "◎", label = "順調" },
            { code = "〇", label = "概ね順調" },
            { code = "△", label = "やや遅れている" },
        ]"#;
    let csv = "施策,成果指標の動向,施策の進捗・課題・今後,評価\n\
        １－１　つながりを育てる,上向き（31％→36％）,場は増えた。担い手を育てる。,〇:概ね順調\n\
        １－２　早く気づく,横ばい,研修を見直す。,△：やや遅れている\n";
    assert_snapshot!(held(&read_by(csv.as_bytes(), layout, Some("R5")).unwrap()));
}

#[test]
fn three_papers_in_one_workbook_are_read_one_by_one() {
    let mut book = Workbook::new();
    let papers: [(&str, [&str; 4], [&str; 4]); 3] = [
        (
            "実績（確定版）",
            ["事業名", "担当課", "令和５年度実績", "決算額"],
            ["交流サロン", "地域課", "22回開いた。", "1,150"],
        ),
        (
            "事業進捗状況",
            ["事業名", "担当課", "令和５年度進捗状況", "備考欄"],
            ["交流サロン", "地域課", "予定どおり", "雨天中止１回"],
        ),
        (
            "評価指標",
            ["評価指標", "担当課", "目標値（R7）", "令和５年度の値"],
            ["参加者数", "地域課", "400", "350"],
        ),
    ];
    for (name, head, row) in papers {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        put(sheet, 0, &[&head, &row]);
    }
    let bytes = book.save_to_buffer().unwrap();
    let roles = [["status", "field:決算額"], ["status", "field:備考"], ["field:目標値", "status"]];
    let column = |(heading, role): (&str, &str)| {
        format!("[[columns]]\nheading = \"{heading}\"\nrole = \"{role}\"\n")
    };
    let mut all = Vec::new();
    for ((name, head, _), [third, fourth]) in papers.into_iter().zip(roles) {
        let roles = ["action", "section", third, fourth];
        let columns: Vec<String> = head.into_iter().zip(roles).map(column).collect();
        let layout = format!("sheet = \"{name}\"\n{}", columns.concat());
        all.push(held(&read_by(&bytes, &layout, None).unwrap()));
    }
    assert_snapshot!(all.join("\n=====\n"));
}
