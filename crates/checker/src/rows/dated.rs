//! The day of an event that has a row of its own, as another row tells it; and the number of those
//! whom another row counts.

use domain::{Offset, text::fold};
use prose::{Date, classes};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{head, shown, tail, told},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{CellFigure, Sense},
};

/// Another row tells another day, or another number.
pub(super) const RULE: Rule = Rule {
    name: "OWN_ROW_DIFFERS",
    title: "ほかの行の日付・数との不一致",
    family: Family::Rows,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "この行に書かれた行事の日付や人数が、その行事（指標）自身の行と違います。どちらが正しいでしょうか。",
    instruction: "正しい日付や数を確認し、誤っている行を直してください。",
    why: "一つの行事や一つの数が行によって違うと、どちらが正しいか読み手に分かりません。",
    example: &[
        &[("action", "健康まつり"), ("status", "10月27日に総合体育館で開催した。")],
        &[("action", "禁煙支援"), ("status", "10月20日の健康まつりで肺年齢を測定した。")],
    ],
    controls: &[
        &[
            &[("action", "健康まつり"), ("status", "10月27日に総合体育館で開催した。")],
            &[("action", "禁煙支援"), ("status", "10月27日の健康まつりで肺年齢を測定した。")],
        ],
        &[
            &[("action", "健康まつり"), ("status", "６月２日と10月27日に開催した。")],
            &[("action", "禁煙支援"), ("status", "10月20日の健康まつりで肺年齢を測定した。")],
        ],
        &[
            &[("field:指標", "女性消防団員数（人）"), ("field:実績値", "15")],
            &[("field:指標", "訓練数（回）"), ("status", "女性消防団員15人の協力で訓練した。")],
        ],
    ],
    find,
};

/// No name is longer.
const LONGEST: usize = 40;
/// No more days and numbers of one cell are looked at.
const MOST: usize = 60;
/// Shorter names are those of many events.
const NAME: usize = 4;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = days(context, rule);
    found.extend(numbers(context, rule));
    found
}

/// The names of a row: its action's and its indicator's.
fn names(line: &ReadRow<'_>) -> Vec<String> {
    let own = line.of_sense(Sense::Indicator, Offset::This).map(|cell| cell.text);
    let all = own.chain([line.row.action.text.as_str()]);
    all.map(|name| fold(name.split(['（', '(']).next().unwrap_or(name))).collect()
}

fn now<'b, 'a>(line: &'b ReadRow<'a>) -> Vec<&'b Read<'a>> {
    let mut cells = line.told();
    cells.retain(|cell| cell.slot.year == Offset::This && cell.figure.is_none());
    cells
}

/// The one day on which the action of a row was held.
fn own_day<'b, 'a>(line: &'b ReadRow<'a>) -> Option<(&'b Read<'a>, &'b Date)> {
    let cells = now(line);
    let mut days = cells.iter().flat_map(|cell| {
        cell.dates.iter().filter(|date| date.day.is_some()).map(move |date| (*cell, date))
    });
    let (cell, date) = days.next().filter(|_| days.next().is_none())?;
    let held = ["開催", "実施", "開いた", "開きまし", "行った", "行いまし"];
    let piece = cell.sentence(date.span);
    held.iter().any(|word| piece.of(cell.text).contains(word)).then_some((cell, date))
}

fn days(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let own: Vec<_> =
        context.lines.iter().filter_map(|line| Some((line, names(line), own_day(line)?))).collect();
    let mut found = Vec::new();
    for line in &context.lines {
        for cell in now(line) {
            for date in cell.dates.iter().filter(|date| date.day.is_some()).take(MOST) {
                let rest = cell.text.get(date.span.end..).unwrap_or_default();
                let rest = rest
                    .strip_prefix('（')
                    .or_else(|| rest.strip_prefix('('))
                    .map_or(rest, |inner| {
                        inner.split_once(['）', ')']).map_or("", |(_, after)| after)
                    });
                let Some(rest) = rest.strip_prefix('の').or_else(|| rest.strip_prefix('、'))
                else {
                    continue;
                };
                let said = fold(head(rest, LONGEST));
                let another = own.iter().find(|(other, names, (_, day))| {
                    let held = names.iter().any(|name| event(name, &said));
                    other.row.no != line.row.no
                        && held
                        && (day.month, day.day) != (date.month, date.day)
                });
                let Some((other, _, (theirs, day))) = another else { continue };
                let message = format!(
                    "{}とありますが、No.{}「{}」では{}です。",
                    quote(date.span.of(cell.text)),
                    other.row.no,
                    other.row.action.text.trim(),
                    quote(day.span.of(theirs.text))
                );
                let marks =
                    vec![line.words(&cell.slot, date.span), other.words(&theirs.slot, day.span)];
                found.push(rule.found(line.row.no, marks, message));
            }
        }
    }
    found
}

/// Whether words begin with the event that a row is named after.
fn event(name: &str, said: &str) -> bool {
    let ends = ["数", "の参加者", "の来場者", "の開催", "の実施", "参加者", "来場者", "開催"];
    let mut bare = name.trim();
    while let Some(rest) = ends.iter().find_map(|end| bare.strip_suffix(end)) {
        bare = rest.trim_end_matches('の');
    }
    // 健康まつり実行委員会 is another matter
    let apart = said.strip_prefix(bare).is_some_and(|rest| !rest.starts_with(classes::is_of_noun));
    bare.chars().count() >= NAME && apart
}

/// Numbers of those whom a row of its own counts: 女性消防団員17人 where that row has 15.
fn numbers(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let own: Vec<(&ReadRow<'_>, String, &Read<'_>, &CellFigure)> = context
        .lines
        .iter()
        .filter_map(|line| {
            let indicator = line.of_sense(Sense::Indicator, Offset::This).next()?;
            let name = fold(indicator.text.split(['（', '(']).next()?);
            let noun = name.trim().strip_suffix('数')?.trim_end_matches('の').to_owned();
            let plain = classes::is_of_noun;
            (noun.chars().count() > NAME && noun.chars().all(plain)).then_some(())?;
            let result = crate::columns::result_of(line)?;
            Some((line, noun, result, result.figure.as_ref()?))
        })
        .collect();
    let alone = |noun: &str| own.iter().filter(|(_, other, ..)| other == noun).count() == 1;
    let mut found = Vec::new();
    for line in &context.lines {
        for cell in now(line) {
            for one in cell.quantities.iter().filter(|one| one.year == line.sheet).take(MOST) {
                let at = one.span.start;
                let before = cell.text.get(..at).unwrap_or_default();
                let before = fold(tail(before, LONGEST));
                let odd = own.iter().find(|(other, noun, _, figure)| {
                    // Fewer may be those of them who came
                    let (all, told) = (figure.value, one.value);
                    let whole = before.strip_suffix(noun.as_str());
                    let joined = whole.and_then(|lead| lead.chars().next_back());
                    other.row.no != line.row.no
                        && whole.is_some()
                        && !joined.is_some_and(classes::is_han)
                        && told > all
                        && told < all * 1.5
                        && alone(noun)
                });
                let Some((other, noun, result, figure)) = odd else { continue };
                let message = format!(
                    "{}が{}{}となっていますが、No.{}では{}です。",
                    quote(noun),
                    shown(one.value),
                    one.unit,
                    other.row.no,
                    told(figure)
                );
                let marks = vec![line.words(&cell.slot, one.span), other.mark(&result.slot)];
                found.push(rule.found(line.row.no, marks, message));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent_rows, speaks_rows};

    #[test]
    fn more_than_there_are_in_a_row_of_their_own_are_found_in_every_style() {
        let own: &[(&str, &str)] =
            &[("field:指標", "女性消防団員数（人）"), ("field:実績値", "15")];
        for text in [
            "・女性消防団員17人の協力で訓練",
            "女性消防団員17名が参加した。",
            "◆女性消防団員17人で巡回",
        ] {
            let other: &[(&str, &str)] = &[("action", "避難所の運営"), ("status", text)];
            speaks_rows("OWN_ROW_DIFFERS", &[own, other]);
        }
        for text in ["・女性消防団員9人の協力で訓練", "消防団員17人が参加した。"]
        {
            let other: &[(&str, &str)] = &[("action", "避難所の運営"), ("status", text)];
            silent_rows("OWN_ROW_DIFFERS", &[own, other]);
        }
    }

    #[test]
    fn an_event_has_the_day_of_its_own_row_in_every_style() {
        let own: &[(&str, &str)] =
            &[("action", "健康まつり"), ("status", "◆10月27日（日）に総合体育館で開催")];
        for text in [
            "◆10月20日（日）の健康まつりで肺年齢の測定を実施（62人）",
            "10月20日の健康まつりに出展しました。",
            "・10月28日（月）、健康まつりで配布",
        ] {
            speaks_rows("OWN_ROW_DIFFERS", &[own, &[("action", "禁煙支援"), ("status", text)]]);
        }
        for text in [
            "◆10月27日（日）の健康まつりで肺年齢の測定を実施",
            "10月20日の健康講座で配布した。",
            "10月20日の健康まつり実行委員会で協議した。",
            "10月20日に打合せを行い、健康まつりに出展した。",
        ] {
            silent_rows("OWN_ROW_DIFFERS", &[own, &[("action", "禁煙支援"), ("status", text)]]);
        }
    }
}
