//! Columns in the styles of several cities.

use crate::cases::{silent, speaks};

#[test]
fn what_is_called_reached_is_held_against_target_and_result_in_every_style() {
    let figures = [("field:目標値", "500部"), ("field:実績値", "430部")];
    for text in
        ["目標を上回る配布ができました。目標達成。", "・目標どおり配布", "目標値を超えて配布した。"]
    {
        speaks("TARGET_CLAIM", &[figures[0], figures[1], ("status", text)]);
    }
    for text in ["目標に届かなかった。", "目標達成に向け、配布先を増やします。", "・目標未達"]
    {
        silent("TARGET_CLAIM", &[figures[0], figures[1], ("status", text)]);
    }
    speaks(
        "TARGET_CLAIM",
        &[("field:目標値", "10"), ("field:実績値", "12"), ("status", "目標を下回った。")],
    );
    speaks(
        "TARGET_CLAIM",
        &[
            (
                "scale",
                "◎ 目標を達成した（100％以上）\n○ おおむね達成（80％以上100％未満）\n× 50％未満",
            ),
            ("field:目標値", "50"),
            ("field:実績値", "41"),
            ("progress", "◎"),
        ],
    );
}

#[test]
fn results_and_texts_agree_in_every_style() {
    for text in ["サロンを6回開催しました。", "・サロン　6回", "◎サロン開催6回（延べ80人）"]
    {
        speaks(
            "COLUMN_TEXT_MISMATCH",
            &[("field:活動指標", "サロンの開催回数"), ("field:実績値", "8回"), ("status", text)],
        );
    }
    for text in ["サロンを8回開催しました。", "・サロン　春4回、秋4回", "サロンを毎月開催した。"]
    {
        silent(
            "COLUMN_TEXT_MISMATCH",
            &[("field:活動指標", "サロンの開催回数"), ("field:実績値", "8回"), ("status", text)],
        );
    }
}

#[test]
fn money_is_of_one_scale_in_every_style() {
    speaks("MONEY_MISMATCH", &[("field:事業費（円）", "350,000"), ("field:予算（円）", "350")]);
    speaks(
        "MONEY_MISMATCH",
        &[("field:予算額（千円）", "480"), ("status", "予算は540千円でした。")],
    );
    speaks("MONEY_MISMATCH", &[("field:予算額（千円）", "480"), ("field:決算額（千円）", "520")]);
    for text in ["予算は48万円でした。", "予算額480千円", "事業費のうち報償費は12万円。"]
    {
        silent("MONEY_MISMATCH", &[("field:予算額（千円）", "480"), ("status", text)]);
    }
}

#[test]
fn last_years_figure_is_quoted_as_it_was_in_every_style() {
    let before = ("previous_status", "・相談会　4回、参加52名");
    for text in ["昨年度（48名）より増えました。", "前年度48名→今年度60名", "・前年度は48名だった"]
    {
        speaks("PREVIOUS_QUOTED", &[before, ("evaluation", text)]);
    }
    for text in ["昨年度（52名）より増えました。", "前年度52名→今年度60名", "前年度比8名増"]
    {
        silent("PREVIOUS_QUOTED", &[before, ("evaluation", text)]);
    }
}

#[test]
fn a_plan_goes_the_way_of_its_column_in_every_style() {
    for (way, text) in [
        ("廃止", "来年度も引き続き実施します。"),
        ("継続", "・今年度をもって終了"),
        ("拡充", "回数を減らし、会場を縮小する。"),
    ] {
        speaks("DIRECTION_MISMATCH", &[("field:方向性", way), ("next_plan", text)]);
    }
    for (way, text) in [
        ("廃止", "他事業に統合し、終了します。"),
        ("継続", "・来年度も同規模で開催"),
        ("拡充", "回数を増やす。"),
    ] {
        silent("DIRECTION_MISMATCH", &[("field:方向性", way), ("next_plan", text)]);
    }
}

#[test]
fn a_grade_keeps_to_the_rates_that_its_meaning_names_in_every_style() {
    let rates = (
        "scale",
        "A 達成度100％以上\nB 達成度80％以上100％未満\nC 達成度50％以上80％未満\nD 達成度50％未満",
    );
    for (grade, plan, result) in [("A", "20", "13"), ("D", "10", "9"), ("B", "12", "12")] {
        let row = [rates, ("field:目標値", plan), ("field:実績値", result), ("progress", grade)];
        speaks("TARGET_CLAIM", &row);
    }
    for (grade, plan, result) in [("A", "20", "21"), ("C", "20", "13"), ("B", "12", "11")] {
        let row = [rates, ("field:目標値", plan), ("field:実績値", result), ("progress", grade)];
        silent("TARGET_CLAIM", &row);
    }
    let tenths =
        ("scale", "Ａ 計画どおり\nＢ おおむね計画どおり（８割以上10割未満）\nＣ ５割以上８割未満");
    speaks(
        "TARGET_CLAIM",
        &[tenths, ("plan", "・利用 20人"), ("status", "・利用 14人"), ("progress", "Ａ")],
    );
    silent(
        "TARGET_CLAIM",
        &[tenths, ("plan", "・利用 20人"), ("status", "・利用 14人"), ("progress", "Ｃ")],
    );
    let moved = (
        "scale",
        "A 目標値に達した\nB 基準値から2%を超えて改善\nC 横ばい（基準値から±2%以内）\nD 基準値から2%を超えて悪化",
    );
    let figures = [("field:基準値", "14.9"), ("field:目標値", "13.0"), ("field:実績値", "15.4")];
    for grade in ["A", "B", "C"] {
        let row = [moved, figures[0], figures[1], figures[2], ("progress", grade)];
        speaks("TARGET_CLAIM", &row);
    }
    silent("TARGET_CLAIM", &[moved, figures[0], figures[1], figures[2], ("progress", "D")]);
}

#[test]
fn a_target_is_called_reached_with_its_figure_between() {
    let figures = [("plan", "出前講座を8回実施する。"), ("status", "出前講座を9回実施した。")];
    for text in ["目標の8回には届かなかった。", "・目標に及ばず", "目標を1回下回りました。"]
    {
        speaks("TARGET_CLAIM", &[figures[0], figures[1], ("evaluation", text)]);
    }
    for text in
        ["目標の8回を超えた。", "・目標達成率の公表", "目標を下回ることはありませんでした。"]
    {
        silent("TARGET_CLAIM", &[figures[0], figures[1], ("evaluation", text)]);
    }
}
