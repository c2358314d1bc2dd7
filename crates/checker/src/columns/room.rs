//! More people in a column than the text has room for.

use domain::Offset;
use prose::{Quantity, lexicon, matching::is_people};

use super::reached::{now, reached};
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{self, head, shown, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Over the room.
pub(super) const RULE: Rule = Rule {
    name: "COLUMN_OVER_ROOM",
    title: "定員を超える実績の列",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "実績の列の人数が、文中の定員より多くなっています。どちらが正しいでしょうか。",
    instruction: "人数と定員を確認し、直してください。定員を超えて受け入れた場合は、その旨を書いてください。",
    why: "定員より多い人数は、説明がなければ誤りと受け取られます。",
    example: &[&[
        ("field:実績値", "66人"),
        ("status", "支援員４人を配置し、定員60人の範囲で受け入れた。"),
    ]],
    controls: &[
        &[&[
            ("field:実績値", "58人"),
            ("status", "支援員４人を配置し、定員60人の範囲で受け入れた。"),
        ]],
        &[&[("field:実績値", "66人"), ("status", "定員60人を超えて受け入れた。")]],
        &[&[
            ("field:指標", "延べ利用者数（人）"),
            ("field:実績値", "66"),
            ("status", "定員20人の施設である。"),
        ]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| over(line, rule)).collect(),
};

/// Many times the room is the sum of many days.
const MOST: f64 = 1.6;

/// Words that tell that there was room for more, or that each of several is meant.
const STRETCHED: [&str; 20] = [
    "超え", "超過", "増や", "追加", "拡大", "拡充", "延べ", "のべ", "応募", "申込", "希望", "抽選",
    "上回", "増員", "各回", "各日", "１回", "1回", "弾力", "暫定",
];

fn over(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told();
    let told = cells.iter().filter(|cell| cell.slot.year == Offset::This && cell.figure.is_none());
    let mut rooms = told.flat_map(|cell| {
        let rooms = cell.quantities.iter().filter(|one| is_room(cell, one));
        rooms.map(move |one| (*cell, one)).collect::<Vec<_>>()
    });
    let (cell, room) = rooms.next().filter(|_| rooms.next().is_none())?;
    let (column, figure, place) = now(line)?;
    let counted = column.quantities.first().is_some_and(|one| is_people(&one.unit));
    let many = figure.value > room.value && figure.value <= room.value * MOST;
    let name = format!("{}{}", line.row.action.text, column.slot.field);
    let beyond = ["定員を超え", "定員超", "定員以上", "定員を上回"];
    let stretched = lexicon::holds(cell.text, &STRETCHED)
        || cells.iter().any(|cell| lexicon::holds(cell.text, &beyond))
        || lexicon::holds(&name, &["延べ", "のべ", "延人"]);
    (counted && many && !stretched).then_some(())?;
    // Those of a year may be more than those at a time, unless the text or the target says the same
    let after = head(cell.text.get(room.span.end..)?, 8);
    let within = lexicon::holds(after, &["の範囲", "内", "どおり", "の枠", "いっぱい", "満員"]);
    let meant = reached(line).is_some_and(|one| one.target.value <= room.value);
    (within || meant).then_some(())?;
    let message = format!(
        "{}は「{}」ですが、{}には{}とあり、定員の{}{}を超えています。",
        column.slot.field,
        likeness::told(&figure),
        cell.slot.field,
        quote(room.span.of(cell.text)),
        shown(room.value),
        room.unit
    );
    let marks = vec![place, line.words(&cell.slot, room.span)];
    Some(rule.found(line.row.no, marks, message))
}

/// 定員60人, 定員は60名, 定員：60人.
fn is_room(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 6);
    let lead = before.trim_end_matches(['は', '：', ':', '（', '(', '　', ' ', 'を', 'が']);
    is_people(&one.unit) && lexicon::ends(lead, &["定員", "利用定員", "受入枠", "受入れ枠", "定数"])
}
