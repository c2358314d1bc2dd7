//! This year's status in last year's words.

use domain::{Field, Offset, Slot, Value, text::fold};

use super::scope;
use crate::{
    context::{Ask, CheckContext, ReadRow},
    finding::{Finding, Severity},
    likeness::{Swap, plain, swaps},
    limit::Limit,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// So few characters may have changed in any nearly equal text.
const NEAR_FEW: usize = 3;

/// Shorter texts (年１回実施) say the same each year because there is nothing else to say.
const SAME_SHORTEST: Limit = Limit {
    key: "shortest",
    label: "何文字以上の実施状況を前年度と比べるか",
    unit: "文字",
    usual: 12,
    least: 1,
    most: 200,
};

/// A text that has said the same for fewer years is let pass; more than one is only known by the
/// sheets of earlier years.
const SAME_YEARS: Limit = Limit {
    key: "years",
    label: "何年度前から同じ文章なら指摘するか（2以上は過年度のシートがある場合のみ）",
    unit: "年度前",
    usual: 1,
    least: 1,
    most: 5,
};

/// Shorter texts are nearly equal by chance.
const NEAR_SHORTEST: Limit = Limit {
    key: "shortest",
    label: "何文字以上の実施状況を前年度と比べるか",
    unit: "文字",
    usual: 18,
    least: 6,
    most: 200,
};

/// Of a text that is nearly last year's, one character in so many changed.
const NEAR_SHARE: Limit = Limit {
    key: "share",
    label: "何文字につき1文字までの違いを「ほぼ同じ」とみるか",
    unit: "文字",
    usual: 12,
    least: 5,
    most: 100,
};

/// The same words.
pub(super) const SAME: Rule = Rule {
    name: "COPY_PREV_YEAR",
    title: "前年度と同じ実施状況",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[SAME_SHORTEST, SAME_YEARS],
    question: "実施状況が前年度と同じ文章です。今年度の実績として、このままでよろしいでしょうか。日付・回数・人数など今年度に分かることがあれば、追記をお願いします。",
    instruction: "今年度に実際に行ったこと（日付・回数・人数・変わった点）を書いてください。前年度と変わりがなければ「前年度と同様に」と添えてください。",
    why: "前年度の文章が残ったままでは、今年度に実施したかどうかが読み取れません。",
    example: &[&[
        ("previous_status", "相談窓口の一覧を市役所の窓口に設置し、来庁者に周知した。"),
        ("status", "相談窓口の一覧を、市役所の窓口に設置し来庁者に周知した。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "講座を18回開催し、食育の普及に努めた。"),
            ("status", "講座を26回開催し、食育の普及に努めた。"),
        ]],
        &[&[("previous_status", "年１回実施した。"), ("status", "年１回実施した。")]],
        &[&[
            ("ask:status", "same last 年１回実施した。"),
            ("previous_status", "年１回実施した。"),
            ("status", "年１回実施した。"),
        ]],
    ],
    find: same,
};

/// Nearly the same words.
pub(super) const NEAR: Rule = Rule {
    name: "COPY_PREV_YEAR_NEAR",
    title: "前年度とほぼ同じ実施状況",
    family: Family::Years,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[NEAR_SHORTEST, NEAR_SHARE],
    question: "実施状況が前年度とほぼ同じ文章です。今年度の実績として、このままでよろしいでしょうか。",
    instruction: "今年度に実際に行ったことを書いてください。前年度と変わりがなければ「前年度と同様に」と添えてください。",
    why: "わずかな字句だけが変わった文章では、今年度に何をしたのかが読み取れません。",
    example: &[&[
        ("previous_status", "悩みを抱える児童や、保護者の相談に随時対応し、心のケアを図った。"),
        ("status", "悩みを抱える児童、保護者の相談に随時対応し、心のケアを図った。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "町内の高齢者を対象に39回講座を開いた。"),
            ("status", "町内の高齢者を対象に46回講座を開いた。"),
        ]],
        &[&[
            ("previous_status", "情報紙で相談窓口の広報を行い、周知に努めた。"),
            ("status", "情報紙と市の動画で相談窓口の広報を行い、若い世代への周知に努めた。"),
        ]],
    ],
    find: near,
};

fn same(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    if !context.asked.is_empty() {
        return same_answers(context, rule);
    }
    let shortest = rule.limit(context, &SAME_SHORTEST) as usize;
    let least = rule.limit(context, &SAME_YEARS);
    let found = context.lines.iter().enumerate().filter_map(|(at, line)| {
        let (before, now) = super::pair::status(line)?;
        let text = plain(&now.folded);
        let long = text.chars().count();
        (long >= shortest && text == plain(&before.folded)).then_some(())?;
        let years = unchanged(context, at);
        (years >= least).then_some(())?;
        let message = if years > 1 {
            format!("実施状況（{long}字）が{years}年度前から同じ文章です。")
        } else {
            format!("{}の実施状況（{long}字）が{}と同じ文章です。", line.sheet, line.sheet.plus(-1))
        };
        Some(rule.found(line.row.no, vec![line.mark(&now.slot), line.mark(&before.slot)], message))
    });
    found.collect()
}

/// Answers that are being written and say what last year's said, however short: the writer can say
/// that this is so, and why.
fn same_answers(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let cell = |(slot, ask): &(Slot, Ask)| {
            let coded = matches!(slot.field, Field::Progress | Field::Achievement);
            let read = line.cells.get(slot).filter(|_| !coded && !ask.same)?;
            let written = read.value != Value::Missing && Value::read(&ask.last).is_given();
            (written && read.folded == fold(&ask.last)).then_some(())?;
            let message = format!("{}が前年度と同じ文章です。", slot.heading(line.sheet));
            let found = rule.found(line.row.no, vec![line.mark(slot)], message);
            Some(found.advising(
                "前年度と同じ文です。同じでよいときは「前年度と同じ」を選び、理由を添えてください。",
            ))
        };
        context.asked.iter().filter_map(cell).collect::<Vec<_>>()
    };
    context.lines.iter().flat_map(of_line).collect()
}

/// For how many years a row's status has said the same, by the sheet and the earlier ones: 0 when
/// it says something else than last year's.
pub(crate) fn unchanged(context: &CheckContext<'_>, at: usize) -> u32 {
    let Some((before, now)) = context.lines.get(at).and_then(super::pair::status) else { return 0 };
    let text = plain(&now.folded);
    if plain(&before.folded) != text {
        return 0;
    }
    let same = |line: &ReadRow<'_>| {
        let own = line.given(Field::Status, Offset::This);
        let last = line.given(Field::Status, Offset::Previous);
        [own, last].iter().all(|cell| cell.is_some_and(|cell| plain(&cell.folded) == text))
    };
    let earlier = (1..).map_while(|years| context.before(at, years)).take_while(|line| same(line));
    1 + u32::try_from(earlier.count()).unwrap_or(0)
}

fn near(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let shortest = rule.limit(context, &NEAR_SHORTEST) as usize;
    let share = rule.limit(context, &NEAR_SHARE) as usize;
    let found = context.lines.iter().filter_map(|line| {
        let (before, now) = super::pair::status(line)?;
        let swaps = nearly(line, shortest, share)?;
        let told: Vec<_> = swaps.iter().take(3).map(swap_sentence).collect();
        let message = format!(
            "{}の実施状況は{}とほぼ同じで、違いは{}だけです。",
            line.sheet,
            line.sheet.plus(-1),
            told.join("、")
        );
        Some(rule.found(line.row.no, vec![line.mark(&now.slot), line.mark(&before.slot)], message))
    });
    found.collect()
}

/// The few words by which this year's status differs from last year's; none with a figure or the
/// people addressed in them, which are an update or a finding of their own. Of at least `shortest`
/// characters one in `share` may differ.
fn nearly(line: &ReadRow<'_>, shortest: usize, share: usize) -> Option<Vec<Swap>> {
    let (before, now) = super::pair::status(line)?;
    let (old, new) = (plain(&before.folded), plain(&now.folded));
    let long = new.chars().count();
    (long >= shortest && old != new).then_some(())?;
    let swaps = swaps(&old, &new, (long / share.max(1)).max(NEAR_FEW))?;
    let figure = |swap: &Swap| swap.before.chars().chain(swap.after.chars()).any(char::is_numeric);
    let scope = scope::drifted(before, now).is_some();
    (!scope && !swaps.iter().any(figure)).then_some(swaps)
}

fn swap_sentence(swap: &Swap) -> String {
    match (swap.before.is_empty(), swap.after.is_empty()) {
        (true, _) => format!("{}の追加", quote(&swap.after)),
        (_, true) => format!("{}の削除", quote(&swap.before)),
        _ => format!("{}→{}", quote(&swap.before), quote(&swap.after)),
    }
}
