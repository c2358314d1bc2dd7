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

#[test]
fn places_of_every_kind_are_multiplied_in_every_style() {
    for text in [
        "公民館講座の開催、講師は３名（11館で各２回、計20回）",
        "・4圏域×各6回、計26回開催",
        "5園×各1回、4校×各1回、計12回行いました。",
        "３会場×２回、計８回の教室を開いた。",
    ] {
        speaks("EACH_TOTAL_MISMATCH", &[("status", text)]);
    }
    for text in [
        "公民館講座の開催、講師は３名（11館で各２回、計22回）",
        "・4圏域×各6回、計24回開催",
        "5園×各1回、4校×各1回、計9回行いました。",
        "３会場×２回、計６回の教室を開いた。",
    ] {
        silent("EACH_TOTAL_MISMATCH", &[("status", text)]);
    }
    speaks("AVERAGE_MISMATCH", &[("status", "推進員研修（年4回、延べ356人、1回平均98人）")]);
    silent("AVERAGE_MISMATCH", &[("status", "推進員研修（年4回、延べ356人、1回平均89人）")]);
}

#[test]
fn the_parts_of_places_add_up_to_a_sum_elsewhere_in_every_style() {
    for text in [
        "・3か所（東部104件、中部380件、西部271件）\n・相談 延べ765件",
        "２会場（北：１２人、南：１５人）で開き、参加者は２９人でした。",
    ] {
        speaks("SUM_MISMATCH", &[("status", text)]);
    }
    for text in [
        "・3か所（東部104件、中部380件、西部271件）\n・相談 延べ755件",
        "・3か所（東部104件、中部380件、西部271件）\n・苦情 12件",
        "・新規4か所、休止1か所で計55か所",
        "新規４店を加え、計41店となりました。",
    ] {
        silent("SUM_MISMATCH", &[("status", text)]);
    }
}

#[test]
fn what_came_is_what_the_sum_rose_by_in_every_style() {
    for text in [
        "累計R6 5,620人→R7 6,934人。R7新規登録1,414人。",
        "・登録者 R6:265人→R7:291人（新規20人）",
        "養成者の累計は令和６年度３２０人、令和７年度３６２人で、新規は５２人であった。",
    ] {
        speaks("NEW_VS_GROWTH", &[("status", text)]);
    }
    for text in [
        "累計R6 5,620人→R7 6,934人。R7新規登録1,314人。",
        "・登録者 R6:265人→R7:291人（新規30人）",
        "・登録者 R6:265人→R7:291人（新規20人、更新5人、辞退なし）",
    ] {
        silent("NEW_VS_GROWTH", &[("status", text)]);
    }
}

#[test]
fn what_is_left_to_the_target_is_computed_in_every_style() {
    let columns = [("field:目標値（g）", "350"), ("field:実績値（g）", "279")];
    for text in ["目標350gとの差は61gです。", "・目標まであと17g", "目標との差　６１ｇ"]
    {
        speaks("TARGET_GAP_WRONG", &[columns[0], columns[1], ("status", text)]);
    }
    for text in ["目標350gとの差は71gです。", "・目標まであと71g", "目標まで10gずつ増やす。"]
    {
        silent("TARGET_GAP_WRONG", &[columns[0], columns[1], ("status", text)]);
    }
}

#[test]
fn the_rest_is_what_is_left_of_all_in_every_style() {
    for text in [
        "委員15名のうち12名が出席し、欠席は2名でした。",
        "・対象120人のうち受診96人、未受診20人",
        "登録者４５人のうち４０人が回答（未回答は４人）。",
    ] {
        speaks("REST_MISMATCH", &[("status", text)]);
    }
    for text in [
        "委員15名のうち12名が出席し、欠席は3名でした。",
        "・対象120人のうち受診96人、未受診24人",
        "登録者４５人のうち４０人が回答。",
    ] {
        silent("REST_MISMATCH", &[("status", text)]);
    }
}

#[test]
fn percentages_are_reached_by_their_base_in_every_style() {
    for text in [
        "・終了後アンケート（回答40人）：「満足」91.0％",
        "アンケートの回答21人中「満足」72％",
        "４０人のうち８６．０％が「役に立った」と答えました。",
    ] {
        speaks("PCT_UNREACHABLE", &[("evaluation", text)]);
    }
    for text in [
        "・終了後アンケート（回答40人）：「満足」92.5％",
        "アンケートの回答21人中「満足」76％、「やや満足」19％",
        "回答は40人で、参加者の満足度は91％を目標とする。",
    ] {
        silent("PCT_UNREACHABLE", &[("evaluation", text)]);
    }
}

#[test]
fn growth_is_held_against_the_columns_that_the_words_name() {
    let columns =
        [("field:基準値（％）", "62.3"), ("field:R6（％）", "62.7"), ("field:R7（％）", "63.9")];
    let row = |text| [columns[0], columns[1], columns[2], ("status", text)];
    for text in ["R7 63.9％、基準値から2.6ポイント増。", "・R6から2.2ポイント上昇"]
    {
        speaks("GROWTH_MISMATCH", &row(text));
    }
    for text in ["R7 63.9％、基準値から1.6ポイント増。", "・R6から1.2ポイント上昇"]
    {
        silent("GROWTH_MISMATCH", &row(text));
    }
    let years = |text| [("previous_status", "・相談 延べ2,010件\n・研修 2回"), ("status", text)];
    speaks("GROWTH_MISMATCH", &years("・相談 延べ2,214件（前年度比20.1％増）\n・研修 2回"));
    silent("GROWTH_MISMATCH", &years("・相談 延べ2,214件（前年度比10.1％増）\n・研修 2回"));
}

#[test]
fn a_slip_of_a_zero_is_found_within_a_sentence() {
    for text in [
        "血圧手帳15,000冊配布、前年度1,480冊とほぼ同数",
        "閲覧数は48,930件で、前年度の4,812件と同程度であった。",
    ] {
        speaks("TENFOLD", &[("status", text)]);
    }
    for text in [
        "血圧手帳1,500冊配布、前年度1,480冊とほぼ同数",
        "講演会に200人、前年度の相談会に20人が参加し、規模を拡大した。",
    ] {
        silent("TENFOLD", &[("status", text)]);
    }
}

#[test]
fn sums_that_fall_are_told_from_those_that_came() {
    speaks(
        "CUMULATIVE_FELL",
        &[("status", "利用者講習会（延べ利用者の累計：R5 410人→R6 452人→R7 447人）")],
    );
    silent(
        "CUMULATIVE_FELL",
        &[("status", "・登録者（累計）R5:198人→R6:214人→R7:228人（R7新規14人）")],
    );
}

#[test]
fn a_claim_of_a_part_is_not_denied_by_the_whole() {
    let row = |claim| {
        [
            ("previous_status", "相談件数：724件"),
            ("status", "相談件数：698件"),
            ("evaluation", claim),
        ]
    };
    speaks("CLAIM_VS_NUMBERS", &row("相談件数が増加した。"));
    for claim in ["若年層の契約の相談が増えています。", "・課題を抱える家庭が増えて困難"]
    {
        silent("CLAIM_VS_NUMBERS", &row(claim));
    }
    let by = "相談が前年度の704件から6件増えた。";
    silent("CLAIM_VS_NUMBERS", &[("status", "相談件数：710件"), ("evaluation", by)]);
}

#[test]
fn parts_behind_the_words_of_what_was_counted_add_up_too() {
    speaks(
        "SUM_MISMATCH",
        &[("status", "1,451件の相談を受けた（一般812件、法律364件、税務265件）。")],
    );
    silent(
        "SUM_MISMATCH",
        &[("status", "1,441件の相談を受けた（一般812件、法律364件、税務265件）。")],
    );
    silent("SUM_MISMATCH", &[("status", "・認知度46.3％。男性で低い（男性38.9％、女性52.8％）")]);
}
