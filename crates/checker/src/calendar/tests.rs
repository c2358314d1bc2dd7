//! The calendar in the styles of several cities.

use crate::cases::{silent, speaks};

#[test]
fn days_that_no_calendar_has_are_found_in_every_style() {
    for text in [
        "9/31にキャンペーンを実施しました。",
        "・開催日：R7.2.29\n・参加者：20名",
        "◎講演会（令和7年6月31日・市民ホール）",
        "13月5日に研修を行った。",
        "11月45日に配布。",
    ] {
        speaks("DATE_IMPOSSIBLE", &[("status", text)]);
    }
    for text in ["回収率は9/30時点で45%", "R6.2.29開催", "2/3以上の出席で成立しました。"]
    {
        silent("DATE_IMPOSSIBLE", &[("status", text)]);
    }
}

#[test]
fn days_of_the_week_are_held_against_the_calendar_in_every_style() {
    for text in [
        "令和7年7月20日(月)に講座を開きました。",
        "R7.10.5（土） 街頭啓発",
        "・6月3日（水）第1回、・9月9日（火）第2回",
    ] {
        speaks("WEEKDAY_MISMATCH", &[("status", text)]);
    }
    for text in [
        "令和7年7月20日(日)に講座を開きました。",
        "R7.10.5（日） 街頭啓発",
        "日本時間で11月5日(日本)に配信した。",
    ] {
        silent("WEEKDAY_MISMATCH", &[("status", text)]);
    }
}

#[test]
fn days_outside_the_year_are_found_in_every_style() {
    for text in [
        "R6.11.8 研修会開催（参加32名）",
        "2024年9月10日に街頭キャンペーンを実施しました。",
        "日時：令和6年7月6日\n場所：市民会館",
    ] {
        speaks("DATE_OUT_OF_YEAR", &[("status", text)]);
    }
    for text in [
        "R8.2.8 研修会開催（参加32名）",
        "平成30年4月に開設した窓口で、相談に応じました。",
        "令和6年9月制定の条例に基づき実施。",
    ] {
        silent("DATE_OUT_OF_YEAR", &[("status", text)]);
    }
    speaks("DATE_OUT_OF_YEAR", &[("next_plan", "令和7年9月10日に講演会を開催する。")]);
    silent("DATE_OUT_OF_YEAR", &[("next_plan", "・R8.3末で廃止、利用者に一覧を送付")]);
}

#[test]
fn a_year_left_over_is_found_in_every_style() {
    speaks("YEAR_LEFT_OVER", &[("status", "R6年度は3回開催しました。")]);
    speaks("YEAR_LEFT_OVER", &[("status", "・令和6年度の相談会を支所で実施")]);
    speaks("YEAR_LEFT_OVER", &[("plan", "令和6年度も引き続き講座を開催する。")]);
    for text in [
        "令和6年度の実績を上回る45人が参加しました。",
        "R6年度比で2割増",
        "令和5～7年度の3か年で整備した。",
    ] {
        silent("YEAR_LEFT_OVER", &[("status", text)]);
    }
    silent("YEAR_LEFT_OVER", &[("next_plan", "令和7年度の結果を踏まえ、回数を増やす。")]);
}

#[test]
fn times_run_forward_in_every_style() {
    for text in [
        "15:00～13:30に開催しました。",
        "・時間　午後3時から1時まで",
        "期間：9月16日～9月10日",
        "令和7年10月1日～令和7年9月30日の間、掲示",
    ] {
        speaks("TIME_REVERSED", &[("status", text)]);
    }
    for text in ["10:00～12:00", "9時から5時まで窓口を開いた。", "12月20日～1月10日"]
    {
        silent("TIME_REVERSED", &[("status", text)]);
    }
}

#[test]
fn sessions_are_counted_by_their_days_in_every_style() {
    for text in [
        "講座を2回（6/4、7/9、9/3）開催しました。",
        "・会議　3回（R7.5.20、R7.11.18）",
        "5月10日、7月12日、9月13日の計2回、相談会を実施した。",
    ] {
        speaks("SESSION_COUNT", &[("status", text)]);
    }
    for text in [
        "講座を3回（6/4、7/9、9/3）開催しました。",
        "研修を年6回行い、うち管理職向けを6月4日と7月9日に実施した。",
        "・広報紙で2回周知（6月1日号、9月1日号、3月1日号予定）",
    ] {
        silent("SESSION_COUNT", &[("status", text)]);
    }
}

#[test]
fn rhythms_are_held_against_days_in_every_style() {
    speaks("RHYTHM_MISMATCH", &[("status", "毎月第3金曜日に開所（7/18、8/15、9/26）")]);
    speaks("RHYTHM_MISMATCH", &[("status", "第1月曜の相談日（6月2日、7月14日）に応じました。")]);
    silent("RHYTHM_MISMATCH", &[("status", "毎月第3金曜日に開所（7/18、8/15、9/19）")]);
    silent("RHYTHM_MISMATCH", &[("status", "第1月曜に開所。祝日の月は6月9日など第2月曜に振替。")]);
    silent("RHYTHM_MISMATCH", &[("status", "毎週火曜日に開いた。講演は6月4日に行った。")]);
}

#[test]
fn a_rhythm_and_the_number_of_the_year_fit_in_every_style() {
    for text in [
        "サロンを毎週火曜日に開き、年24回となりました。",
        "・囲碁入門は隔週木曜日、通年で52回開催",
        "毎月第１・第３火曜日に、計１２回の相談会を実施した。",
        "隔月の会議（年５回）",
        "四半期ごとに情報交換会を行い、計３回となった。",
        "◎４地区で月１回、計36回の教室",
    ] {
        speaks("RHYTHM_COUNT", &[("status", text)]);
    }
    for text in [
        "サロンを毎週火曜日に開き、年49回となりました。",
        "・囲碁入門は隔週木曜日、通年で25回開催",
        "毎月第１・第３火曜日に、計２４回の相談会を実施した。",
        "隔月の会議（年６回）",
        "毎月15日に広報を発行（年12回）",
        "窓口を毎週月～金曜日に開き、計240回",
        "７月に開設し、令和８年３月まで月２回、計18回",
        "・毎月第３水曜日、年12回開催（1回平均9.5人）",
    ] {
        silent("RHYTHM_COUNT", &[("status", text)]);
    }
}

#[test]
fn a_year_in_two_counts_is_one_year_in_every_style() {
    for text in [
        "令和7年度（2024年度）に4回開催しました。",
        "・2025年度（令和6年度）の新規登録 12人",
        "（Ｒ７年度（２０２６年度））調査票の配布",
    ] {
        speaks("ERA_MISMATCH", &[("status", text)]);
    }
    for text in [
        "令和7年度（2025年度）に4回開催しました。",
        "・2025年度（令和7年度）の新規登録 12人",
        "令和６年度（前年度）は4回",
    ] {
        silent("ERA_MISMATCH", &[("status", text)]);
    }
}

#[test]
fn numbered_sessions_are_as_many_as_told_in_every_style() {
    for text in [
        "研修を３回開催した。\n第１回：６月４日\n第２回：７月９日",
        "・年3回開催\n・第1回 6/4、第2回 7/9",
        "講座を2回開きました。第1回（6月4日）、第2回（7月9日）、第3回（9月3日）です。",
        "年4回（5月23日、8月22日、11月21日）、延べ61人が参加",
    ] {
        speaks("SESSION_COUNT", &[("status", text)]);
    }
    for text in [
        "研修を２回開催した。\n第１回：６月４日\n第２回：７月９日",
        "研修を３回開催した。うち第１回：６月４日、第２回：７月９日は会場開催である。",
        "・年4回（5月23日、8月22日、11月21日、2月20日）",
    ] {
        silent("SESSION_COUNT", &[("status", text)]);
    }
}
