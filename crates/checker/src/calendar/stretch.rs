//! A rhythm within a stretch of the year against how often it was: 5月から7月までの毎週水曜日に全10回.

use domain::Day;
use prose::{Date, Per, Quantity, Span, lexicon};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// So often in so many months, and another number.
pub(super) const RULE: Rule = Rule {
    name: "STRETCH_COUNT",
    title: "期間と頻度から出る回数の不一致",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "期間と頻度（「○月から○月までの毎週○曜日」など）から数えた回数と、記載の回数が合いません。休んだ回があればお知らせください。",
    instruction: "回数を確認し、休んだ回がある場合はその旨を書いてください。",
    why: "暦で数えれば分かるので、読み手は行われなかった回に気付きます。",
    example: &[&[("status", "教室を5月から7月までの毎週水曜日に全8回開催した。")]],
    controls: &[
        &[&[("status", "教室を5月から7月までの毎月第2水曜日に全3回開催した。")]],
        &[&[("status", "祝日を除き、教室を5月から7月までの毎週水曜日に全13回開催した。")]],
        &[&[("status", "教室を6月～11月に毎月2回、計12回開催しました。")]],
        &[&[("status", "教室を6月から11月まで毎月開催し、8月は休んだ（計5回）。")]],
        &[&[("status", "・9月1日から10月31日まで募集、毎月の会議は計12回")]],
        &[&[("status", "10月から毎月第２・第４水曜日に開き、計12回となった。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| odd(line, cell, rule)),
};

/// Fewer than this share of the weeks is too few: some fall out for holidays.
const WEEKS: f64 = 0.85;

fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (cell.sense.is_told() || cell.sense == Sense::Plan).then_some(())?;
    cell.sentences.iter().find_map(|piece| {
        let within = |span: Span| piece.start <= span.start && span.end <= piece.end;
        let dates: Vec<&Date> = cell.dates.iter().filter(|date| within(date.span)).collect();
        // The stretch is all that the sentence says of days
        let [first, last] = dates.as_slice() else { return None };
        let gap = cell.between(first.span, last.span);
        let joined = ["から", "～", "〜", "~", "－", "より"].contains(&gap.trim());
        let rest = cell.text.get(last.span.end..piece.end)?;
        let after = rest.trim_start_matches(['ま', 'で', 'の', 'に', '、', '，', 'は', ' ', '　']);
        joined.then_some(())?;
        let (span, right, weekly) = often(first, last, after)?;
        let span = Span { start: last.span.end + rest.len() - after.len(), ..span };
        let span = Span { end: span.start + span.end, ..span };
        let mut counts = cell
            .counts(*piece)
            .filter(|one| is_whole(cell, one, Span { start: first.span.start, end: span.end }));
        let (count, None) = (counts.next()?, counts.next()) else { return None };
        let least = if weekly { right * WEEKS - 1.0 } else { right };
        let fits = (least..=right).contains(&count.value);
        // Places each have as many
        let places = cell.counts(*piece).any(|one| prose::is_place(&one.unit) && one.value >= 2.0);
        let rest = cell.text.get(span.end..piece.end)?;
        let before = cell.text.get(piece.start..first.span.start)?;
        let left_out = |words: &str| lexicon::holds(words, OUT);
        (!fits && !places && !left_out(rest) && !left_out(before)).then_some(())?;
        let words = Span { start: first.span.start, end: span.end };
        let message = format!(
            "{}なら{}回{}ですが、{}とあります。",
            quote(words.of(cell.text)),
            shown(right),
            if weekly { "ほど" } else { "" },
            quote(count.span.of(cell.text))
        );
        let marks = vec![line.words(&cell.slot, count.span), line.words(&cell.slot, words)];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// Words that tell why there are others.
const OUT: &[&str] =
    &["除", "休", "中止", "見送", "延期", "振替", "追加", "臨時", "祝", "盆", "ほか"];

/// The rhythm with which a text begins, how often it is in the stretch, and whether weeks of it may
/// fall out.
fn often(first: &Date, last: &Date, text: &str) -> Option<(Span, f64, bool)> {
    let text: String = text.chars().take(24).collect();
    let narrow = domain::text::ascii_digits(&text);
    let months = months(first, last).filter(|months| (1..=12).contains(months))?;
    let end = |rest: &str| text.len() - text.get(text.len() - rest.len()..).map_or(0, str::len);
    let spanned = |rest: &str| Span { start: 0, end: end(rest) };
    if let Some(rest) = text.strip_prefix("毎週") {
        let name = rest.chars().next().filter(|c| "月火水木金土日".contains(*c))?;
        let after = rest.strip_prefix(name)?;
        let after = after.strip_prefix("曜日").or_else(|| after.strip_prefix('曜'))?;
        // 毎週月・水曜日, 毎週水曜日から: several
        (!after.starts_with(['・', '、', 'と', 'か', '～'])).then_some(())?;
        return Some((spanned(after), weekdays(first, last, name)?, true));
    }
    let month = text.strip_prefix("毎月")?;
    let rest = narrow.strip_prefix("毎月")?;
    let times = if rest.starts_with('第') {
        let list: String = rest.chars().take_while(|c| "第・、,と及び1234".contains(*c)).collect();
        list.chars().filter(char::is_ascii_digit).count() as f64
    } else {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let times = rest.get(digits.len()..).filter(|rest| rest.starts_with('回'));
        times.map_or(1.0, |_| digits.parse().unwrap_or(1.0))
    };
    let dated = first.day.is_some() || last.day.is_some();
    (!dated && (1.0..=4.0).contains(&times)).then(|| (spanned(month), months as f64 * times, false))
}

/// How many months there are from one to another of the same year or the next.
fn months(first: &Date, last: &Date) -> Option<i64> {
    let of = |date: &Date| i64::from(date.year) * 12 + i64::from(date.month);
    let apart = of(last) - of(first) + 1;
    (apart > 0).then_some(apart)
}

/// How many days of the stretch are this day of the week.
fn weekdays(first: &Date, last: &Date, name: char) -> Option<f64> {
    let start = Day::new(first.year, first.month.into(), first.day.unwrap_or(1).into())?;
    let end = match last.day {
        Some(day) => Day::new(last.year, last.month.into(), day.into())?,
        None => (28..=31).rev().find_map(|day| Day::new(last.year, last.month.into(), day))?,
    };
    let days = start.until(end);
    (0..370).contains(&days).then_some(())?;
    let on = (0..=days).filter(|n| start.after(*n).weekday().starts_with(name));
    Some(on.count() as f64)
}

/// 全10回, 計6回, （6回）: how often it was in all.
fn is_whole(cell: &Read<'_>, one: &Quantity, often: Span) -> bool {
    let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 3);
    let said = one.span.of(cell.text);
    let whole = ["計", "全", "延べ", "（", "("];
    let whole = whole.iter().any(|word| said.starts_with(word) || before.ends_with(word));
    let own = often.start < one.span.end && one.span.start < often.end;
    let sure = !one.approximate && one.high.is_none();
    one.unit == "回"
        && whole
        && !own
        && sure
        && !matches!(one.per, Some(Per::Month | Per::Week | Per::Each))
}
