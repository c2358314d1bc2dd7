//! Years that there are not, and the last or first day of a year that is another's.

use prose::{Span, figures};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// No such year.
pub(super) const IMPOSSIBLE: Rule = Rule {
    name: "YEAR_IMPOSSIBLE",
    title: "存在しない年",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "元号や西暦にない年、又は遠い先の年が書かれています。正しい年をお知らせください。",
    instruction: "年を確認し、直してください。",
    why: "あり得ない年は、いつのことか分からず、資料全体の正しさが疑われます。",
    example: &[&[("status", "平成37年度の計画に基づき、講座を開催した。")]],
    controls: &[
        &[&[("status", "平成31年度、昭和64年、令和12年度の目標を示した。")]],
        &[&[("status", "2040年を見据え、延べ3,000年分の記録を整理した。")]],
        &[&[("status", "SDGs（2030年）、2050年カーボンニュートラルを説明した。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| impossible(line, cell, rule)),
};

/// Eras with their last year.
const ERAS: [(&str, u64); 6] =
    [("平成", 31), ("昭和", 64), ("大正", 15), ("明治", 45), ("Ｈ", 31), ("H", 31)];
/// Nothing is planned so many years ahead.
const AHEAD: i32 = 60;

fn impossible(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.text.contains('年').then_some(())?;
    let start = line.sheet.start();
    let (span, why) = figures(cell.text).find_map(|figure| {
        figure.after.starts_with('年').then_some(())?;
        let long = figure.after.starts_with("年間") || figure.after.starts_with("年分");
        let value = figure.whole().filter(|_| !long)?;
        let before = figure.before.trim_end_matches([' ', '　']);
        let end = figure.span.end + '年'.len_utf8();
        let era = ERAS.iter().find(|(name, _)| before.ends_with(name));
        if let Some((name, last)) = era {
            let span = Span { start: before.len() - name.len(), end };
            return (value > *last).then(|| (span, format!("{name}は{last}年までです")));
        }
        if before.ends_with("令和") {
            let far = i32::try_from(value).ok()? + 2018 > start + AHEAD;
            let span = Span { start: before.len() - "令和".len(), end };
            return far.then(|| (span, "遠い先の年です".to_owned()));
        }
        let western = (1_000..10_000).contains(&value) && figure.written.chars().count() == 4;
        let own = !before.ends_with(['約', '計', '～', '〜']);
        let far = i32::try_from(value).ok()? > start + 2 * AHEAD;
        let span = Span { start: figure.span.start, end };
        (western && own && far).then(|| (span, "遠い先の年です".to_owned()))
    })?;
    let message = format!("{}という年はありません（{why}）。", quote(span.of(cell.text)));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
}

/// The end of a year, on a day of another.
pub(super) const END: Rule = Rule {
    name: "YEAR_END_DAY",
    title: "年度末・年度当初の日付の誤り",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "「○年度末」「○年度当初」と、並んで書かれた日付の年度が合いません。どちらが正しいでしょうか。",
    instruction: "年度末は翌年の３月31日です。日付か年度を直してください。",
    why: "一年ずれた日付では、いつの時点の数か分かりません。",
    example: &[&[("status", "令和７年度末（令和７年３月31日）現在の登録は37人である。")]],
    controls: &[
        &[&[("status", "令和７年度末（令和８年３月31日）現在の登録は37人である。")]],
        &[&[("status", "令和７年度当初（令和７年４月１日）の登録は37人である。")]],
        &[&[("status", "令和６年度末（令和７年３月31日）から５人増えた。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| ends(line, cell, rule)),
};

fn ends(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let odd = cell.years.iter().filter(|named| !named.relative).find_map(|named| {
        let after = cell.text.get(named.span.end..)?.trim_start_matches('度');
        let rest = ["末", "当初", "初め", "始め"].iter().find_map(|end| after.strip_prefix(end))?;
        let rest = rest.trim_start_matches(['の', '時', '点', '現', '在']);
        let rest = rest.strip_prefix(['（', '(', '：', ':', '＝', '='])?;
        let at = cell.text.len() - rest.len();
        let date = cell.dates.iter().find(|date| date.span.start == at && date.year_written)?;
        (date.fiscal_year()? != named.year).then_some((named, date))
    });
    let (named, date) = odd?;
    let span = Span { start: named.span.start, end: date.span.end };
    let fiscal = date.fiscal_year()?;
    let message = format!(
        "{}とありますが、{}は{}の日付です。",
        quote(span.of(cell.text)),
        quote(date.span.of(cell.text)),
        fiscal.official()
    );
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, date.span)], message))
}
