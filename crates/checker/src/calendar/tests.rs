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

#[test]
fn a_stretch_is_as_long_as_from_one_end_to_the_other_in_every_style() {
    for text in [
        "９月10日～16日の６日間、街頭で呼びかけました。",
        "・図書展示　8/1～8/31（30日間）",
        "パネル展（12日間：10月１日から10月10日まで）を開催した。",
        "令和７年12月25日から令和８年１月５日までの14日間、電話相談を行った。",
        "６月から11月までの５か月間、教室を開いた。",
        "10:00～12:00（90分）の研修を行った。",
        "午後１時30分から４時までの３時間、相談を受けた。",
    ] {
        speaks("STRETCH_LENGTH", &[("status", text)]);
    }
    for text in [
        "９月10日～16日の７日間、街頭で呼びかけました。",
        "・図書展示　8/1～8/31（月曜休館、27日間）",
        "パネル展（10日間：10月１日から10月10日まで）を開催した。",
        "10月１日から31日まで、平日の23日間に窓口を延長した。",
        "６月から11月までの６か月間、教室を開いた。",
        "10:00～12:00（休憩10分）の研修を行った。",
        "9月1日から30日まで展示し、5日間の貸出し期間を設けた。",
        "午後１時30分から４時まで（うち相談２時間）開いた。",
    ] {
        silent("STRETCH_LENGTH", &[("status", text)]);
    }
}

#[test]
fn no_step_is_taken_before_those_who_ask_have_asked_in_any_style() {
    for text in [
        "■募集期間 9月1日～9月19日\n■応募者へ9月12日に採否通知を発送",
        "講座を６月３日から６月24日まで開催した（申込期間：６月16日から７月７日まで）。",
        "10月４日に市民会館で講演会を開催し、168人が参加しました。申込みは10月10日に締め切り、当日は手話通訳を付けました。",
        "・応募締切　8/29\n・抽選　7/15\n・当選者に配布　9/10",
        "受付 11/4～11/14 → 交付決定を通知 11/7",
    ] {
        speaks("STEP_ORDER", &[("status", text)]);
    }
    for text in [
        "■募集期間 9月1日～9月19日\n■応募者へ9月30日に採否通知を発送",
        "講座を７月15日から８月５日まで開催した（申込期間：６月16日から７月７日まで）。",
        "５月10日に講演会を開催した。標語は７月１日から８月31日まで募集した。",
        "前期（6/3開催、申込み5/20まで）、後期（11/4開催、申込み10/20まで）",
        "・申込受付　随時\n・６月３日、９月２日に開催",
        "６月３日に説明会を開催し、助成の申請受付を７月１日に始めた。",
        "10月４日に講演会を開催し、来年の参加者の募集を10月20日に始めた。",
    ] {
        silent("STEP_ORDER", &[("status", text)]);
    }
}

#[test]
fn a_month_left_out_by_name_is_counted_in_every_style() {
    for text in [
        "毎月１回（８月を除く）、年12回開催しました。",
        "・毎月開催（8月・1月を除く）　計11回",
        "８月は休み、サロンを毎月開いた（計10回）。",
    ] {
        speaks("RHYTHM_COUNT", &[("status", text)]);
    }
    for text in [
        "毎月１回（８月を除く）、年11回開催しました。",
        "・毎月開催（8月・1月を除く）　計10回",
        "居場所を毎月２回開催し、家族教室を年３回開催した。",
        "毎月２回（８月を除く）、計22回開いた。",
    ] {
        silent("RHYTHM_COUNT", &[("status", text)]);
    }
}

#[test]
fn the_days_of_a_report_are_those_of_the_rhythm_that_the_plan_names() {
    let plan = ("plan", "偶数月の第２木曜日に開催する。");
    speaks("RHYTHM_MISMATCH", &[plan, ("status", "10/9、12/18、2/12に開催した。")]);
    speaks("RHYTHM_MISMATCH", &[plan, ("status", "・開催：4/10、6/12、8/7")]);
    silent("RHYTHM_MISMATCH", &[plan, ("status", "10/9、12/11、2/12に開催した。")]);
    silent("RHYTHM_MISMATCH", &[plan, ("status", "10/9、2/12に開催した。講演会は11/5に行った。")]);
}

#[test]
fn years_that_there_are_not_are_found_in_every_style() {
    for text in ["平成37年度までの計画", "昭和66年から続く集いです。", "Ｈ35年度に改定した。"]
    {
        speaks("YEAR_IMPOSSIBLE", &[("status", text)]);
    }
    speaks("YEAR_IMPOSSIBLE", &[("plan", "令和88年度に見直す。")]);
    speaks("YEAR_END_DAY", &[("status", "令和７年度末（令和７年３月31日）現在、37件である。")]);
    speaks("YEAR_END_DAY", &[("status", "・登録　37人（令和7年度末：R7.3.31）")]);
    silent("YEAR_END_DAY", &[("status", "令和６年度末（令和７年３月31日）から５件増えた。")]);
}
