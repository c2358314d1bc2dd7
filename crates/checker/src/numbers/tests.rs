//! Arithmetic in the styles of several cities.

use crate::cases::{silent, speaks};

#[test]
fn sums_that_are_written_out_are_computed_in_every_style() {
    for text in ["10人＋12人＝23人", "・訪問 3回×15世帯=50世帯", "実績 45÷60＝70％でした。"]
    {
        speaks("EQUATION_WRONG", &[("status", text)]);
    }
    for text in ["10人＋12人＝22人", "・訪問 3回×15世帯=45世帯", "実績 45÷60＝75％でした。"]
    {
        silent("EQUATION_WRONG", &[("status", text)]);
    }
}

#[test]
fn each_place_adds_up_to_the_total_in_every_style() {
    for text in [
        "5会場で各2回、計12回の教室を開きました。",
        "・市内8校　各校3回　延べ26回",
        "4地区で各20人、合計90人が参加した。",
    ] {
        speaks("EACH_TOTAL_MISMATCH", &[("status", text)]);
    }
    for text in
        ["5会場で各2回、計10回の教室を開きました。", "4地区で各20人程度、合計90人が参加した。"]
    {
        silent("EACH_TOTAL_MISMATCH", &[("status", text)]);
    }
}

#[test]
fn averages_are_those_of_the_total_in_every_style() {
    for text in [
        "サロンを10回開き、延べ150人の利用がありました（1回平均20人）。",
        "・教室5回、参加計80人、平均20人",
    ] {
        speaks("AVERAGE_MISMATCH", &[("status", text)]);
    }
    silent("AVERAGE_MISMATCH", &[("status", "・教室5回、参加計80人、平均16人")]);
}

#[test]
fn growth_is_that_of_its_two_figures_in_every_style() {
    for text in [
        "利用者は40人から60人となり、1.8倍に増えました。",
        "・認知度　45.0％→52.0％（5.0ポイント上昇）",
        "相談件数は100件（前年度80件）で、30件の増。",
    ] {
        speaks("GROWTH_MISMATCH", &[("status", text)]);
    }
    for text in [
        "利用者は40人から60人となり、1.5倍に増えました。",
        "・認知度　45.0％→52.0％（7.0ポイント上昇）",
        "相談件数は100件（前年度80件）で、20件の増。",
    ] {
        silent("GROWTH_MISMATCH", &[("status", text)]);
    }
    let now = ("evaluation", "相談件数は前年度より15件増加しました。");
    speaks(
        "GROWTH_MISMATCH",
        &[("previous_status", "相談件数：80件"), ("status", "相談件数：100件"), now],
    );
}

#[test]
fn rates_are_those_of_their_figures_in_every_style() {
    for text in [
        "対象児童80人中60人が受診し、受診率は70％でした。",
        "・委員12名のうち9名出席（80％）",
        "回収率45％（90件／180件）",
    ] {
        speaks("RATE_MISMATCH", &[("status", text)]);
    }
    for text in [
        "対象児童80人中60人が受診し、受診率は75％でした。",
        "・委員12名のうち9名出席（75％）",
        "回収率50％（90件／180件）",
        "対象児童80人中60人が受診し、目標の80％に届かなかった。",
    ] {
        silent("RATE_MISMATCH", &[("status", text)]);
    }
}

#[test]
fn a_part_is_no_more_than_its_whole_in_every_style() {
    for text in [
        "・登録者15名、うち新規18名",
        "委員16名、出席18名でした。",
        "対象者50人に対し60人が受診した。",
        "乳幼児健診の受診率は104.2％でした。",
    ] {
        speaks("PART_OVER_WHOLE", &[("status", text)]);
    }
    for text in
        ["・登録者15名、うち新規8名", "定員20名を超える25名が参加しました。", "達成率は104.2％"]
    {
        silent("PART_OVER_WHOLE", &[("status", text)]);
    }
}

#[test]
fn what_is_counted_and_its_unit_fit_in_every_style() {
    for text in ["・相談件数　30部", "講座を3回開き、45件が参加しました。", "チラシ300人を配布"]
    {
        speaks("UNIT_CONFUSED", &[("status", text)]);
    }
    for text in ["・相談件数　30件", "12団体が参加しました。", "チラシ300部を配布"]
    {
        silent("UNIT_CONFUSED", &[("status", text)]);
    }
}

#[test]
fn a_slip_of_a_zero_is_found_in_columns_too() {
    speaks("TENFOLD", &[("field:目標値", "120"), ("field:実績値", "1,180")]);
    speaks("TENFOLD", &[("previous_status", "・配布　300部"), ("status", "・配布　3,000部")]);
    silent("TENFOLD", &[("field:目標値", "120"), ("field:実績値", "180")]);
}
