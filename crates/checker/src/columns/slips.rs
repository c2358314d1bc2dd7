//! Slips of columns and figures as officers of other cities would write them.

use crate::{
    cases::sheet,
    catalogue::{check, rule},
    context::CheckContext,
    finding::Severity,
    rule::{Case, Family},
};

type Cells = &'static [(&'static str, &'static str)];

/// What is said of a row: the names of the rules that speak gravely.
fn said(row: Cells) -> Vec<&'static str> {
    let rows: Vec<&'static [(&'static str, &'static str)]> = vec![row];
    let case: Case = rows.leak();
    let sheet = sheet(case);
    let found = check(&CheckContext::open(&sheet, &[]));
    let of = |name: &str| rule(name).map(|rule| rule.family);
    let own = [Family::Columns, Family::Numbers, Family::Grade].map(Some);
    let grave = found.iter().filter(|one| one.severity != Severity::Info);
    grave.filter(|one| own.contains(&of(one.rule))).map(|one| one.rule).collect()
}

const SLIPS: &[Cells] = &[
    // The target was missed and is called reached
    &[
        ("field:目標値", "120人"),
        ("field:実績値", "98人"),
        ("evaluation", "当初の計画を達成した。"),
    ],
    &[("field:目標値", "120人"), ("field:実績値", "98人"), ("evaluation", "・目標人数クリア")],
    &[
        ("field:目標値", "120人"),
        ("field:実績値", "98人"),
        ("evaluation", "計画人数を上回る参加がありました。"),
    ],
    &[
        ("field:目標値", "120人"),
        ("field:実績値", "98人"),
        ("evaluation", "目標とする120人を超える参加を得た。"),
    ],
    &[
        ("field:目標値", "120人"),
        ("field:実績値", "138人"),
        ("evaluation", "目標には至らなかった。"),
    ],
    // The column against the text
    &[("field:R7実績", "48件"), ("status", "相談は480件であった。")],
    &[("field:実績値", "325人"), ("status", "参加者は合計352人でした。")],
    &[("field:決算額（千円）", "1,200"), ("status", "事業費は1,020千円であった。")],
    &[("field:決算額（千円）", "1,200"), ("status", "支出額は120千円。")],
    // Last year's figure
    &[("previous_status", "受講者142人"), ("status", "受講者156人（前年度124人）")],
    &[("previous_status", "受講者142人"), ("status", "昨年度の124人に対し、156人が受講した。")],
    &[
        ("previous_status", "受講者142人"),
        ("status", "受講者は令和６年度の124人から156人に増えた。"),
    ],
    // Rise and fall
    &[
        ("field:R6実績", "142人"),
        ("field:R7実績", "126人"),
        ("evaluation", "受講者は前年度より増加した。"),
    ],
    &[
        ("field:R6実績", "142人"),
        ("field:R7実績", "126人"),
        ("evaluation", "受講者数が伸びている。"),
    ],
    &[
        ("previous_status", "相談142件"),
        ("status", "相談126件"),
        ("evaluation", "相談件数は増加傾向にある。"),
    ],
    &[("status", "登録者は198人となり、前年度（205人）より増えた。")],
    &[("status", "・登録者　198人（昨年度205人から増加）")],
    &[
        ("previous_status", "相談142件"),
        ("status", "相談162件"),
        ("evaluation", "前年度並みであったが、相談件数はやや減少した。"),
    ],
    // Stock and newcomers
    &[
        ("previous_status", "協定団体は66団体である。"),
        ("status", "新規に４団体が加わり、協定団体は72団体となった。"),
    ],
    &[("status", "登録者120人（前年度比20人増、前年度110人）")],
    // Growth
    &[("status", "利用者は1,200人で、前年度（1,000人）に比べ15％増加した。")],
    &[("previous_status", "利用者1,000人"), ("status", "利用者1,200人（前年度の1.5倍）")],
    // Percentages, heads, capacity
    &[("status", "回答者23人の92％が「役に立った」と答えた。")],
    &[("status", "定員30人に対し34人が受講した。")],
    &[("status", "12回開催し、延べ180人（１回当たり25人）が利用した。")],
    &[("status", "参加者は親子15組32人（大人16人、子ども18人）")],
    // Cancelled and all held
    &[("status", "第３回は荒天のため中止しました。"), ("evaluation", "全３回とも盛況でした。")],
    &[
        ("plan", "研修を２回実施する。"),
        ("status", "研修を１回実施した。２回目は感染症の流行により中止。"),
        ("evaluation", "予定していた研修をすべて実施できた。"),
    ],
    // Direction
    &[("field:今後の方向性", "廃止"), ("next_plan", "引き続き年４回開催する。")],
    &[("field:今後の方向性", "拡充"), ("next_plan", "開催回数を６回から４回に減らす。")],
    &[("field:今後の方向性", "継続"), ("next_plan", "令和７年度をもって終了する。")],
    &[("field:方向性", "縮小"), ("next_plan", "対象を市内全域に広げて実施する。")],
    &[("field:方向性", "現状維持"), ("next_plan", "事業を取りやめる。")],
];

/// Rows that look alike and are right.
const RIGHT: &[Cells] = &[
    &[
        ("field:目標値", "120人"),
        ("field:実績値", "138人"),
        ("evaluation", "当初の計画を達成した。"),
    ],
    &[
        ("field:目標値", "120人"),
        ("field:実績値", "98人"),
        ("evaluation", "計画人数を上回る参加を目指す。"),
    ],
    &[("field:目標値", "120人"), ("field:実績値", "138人"), ("field:目標達成の有無", "達成")],
    &[
        ("field:目標値", "200件"),
        ("field:実績値", "150件"),
        ("evaluation", "達成率は75％であった。"),
    ],
    &[("field:実績値", "325人"), ("status", "参加者は合計325人でした。")],
    &[
        ("field:参加者数（人）", "325"),
        ("field:開催回数（回）", "12"),
        ("status", "全12回、325人が参加した。"),
    ],
    &[
        ("field:配布部数（部）", "5,000"),
        ("status", "リーフレットを5,000部作成し、講座で500部配布した。"),
    ],
    &[("field:決算額（千円）", "1,200"), ("status", "うち委託料は1,020千円であった。")],
    &[("field:予算額（千円）", "500"), ("field:決算額（千円）", "480"), ("field:執行率", "96％")],
    &[("previous_status", "受講者142人"), ("status", "受講者156人（前年度142人）")],
    &[
        ("field:R6実績", "142人"),
        ("field:R7実績", "156人"),
        ("evaluation", "受講者数が伸びている。"),
    ],
    &[
        ("field:R6実績", "142人"),
        ("field:R7実績", "126人"),
        ("evaluation", "20代の受講者が増えた。"),
    ],
    &[
        ("field:R6実績", "142人"),
        ("field:R7実績", "126人"),
        ("evaluation", "若い世代からの問合せが増加した。"),
    ],
    &[
        ("previous_status", "相談142件"),
        ("status", "相談162件"),
        ("evaluation", "相談件数は増加傾向にある。"),
    ],
    &[("status", "登録者は205人となり、前年度（198人）より増えた。")],
    &[
        ("previous_status", "協定団体は66団体である。"),
        ("status", "新規に６団体が加わり、協定団体は72団体となった。"),
    ],
    &[
        ("field:R6実績", "66団体"),
        ("field:R7実績", "70団体"),
        ("status", "新たに６団体と協定を締結し、70団体となった。２団体が解散した。"),
    ],
    &[("status", "会員は前年度末120人、入会15人、退会８人で、年度末は127人である。")],
    &[("previous_status", "利用者1,000人"), ("status", "利用者1,200人（対前年度比120％）")],
    &[("status", "回答者25人の92％が「役に立った」と答えた。")],
    &[("status", "12回開催し、延べ180人（１回当たり15人）が利用した。")],
    &[("status", "委託料は１件5,000円で、24件分の12万円を支払った。")],
    &[("status", "参加者は親子15組34人（大人16人、子ども18人）")],
    &[
        ("status", "第３回は荒天のため中止しました。"),
        ("evaluation", "参加者は全員、満足と答えました。"),
    ],
    &[("field:今後の方向性", "廃止"), ("next_plan", "他事業に統合し、引き続き相談に応じる。")],
    &[("field:今後の方向性", "継続"), ("next_plan", "紙の申込書の受付を終了し、電子申請とする。")],
    &[("field:方向性", "縮小"), ("next_plan", "回数を減らし、対象は市内全域に広げて実施する。")],
];

#[test]
fn a_slip_is_found_in_whatever_words() {
    let missed: Vec<_> = SLIPS.iter().filter(|row| said(row).is_empty()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_is_right_in_whatever_words_is_let_pass() {
    let said = RIGHT.iter().map(|row| (row, said(row)));
    let wrong: Vec<_> = said.filter(|(_, rules)| !rules.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
