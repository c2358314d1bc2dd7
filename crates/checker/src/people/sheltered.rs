//! Where a shelter stands, which protects only as long as nobody knows.

use prose::{Span, lexicon};

use super::hints;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::tail,
    rule::{Family, Rule, RuleScope},
    scan::{self, quote},
};

/// The place of a shelter.
pub(super) const RULE: Rule = Rule {
    name: "SHELTER_PLACE",
    title: "避難先・シェルターの所在地の記述",
    family: Family::People,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "被害者の避難先（シェルター等）の場所が書かれています。公表してよいものでしょうか。",
    instruction: "町名や地区名を除き、「民間シェルター」「関係施設」のように書いてください。",
    why: "避難先の場所が知られると、避難している方が加害者に見つかるおそれがあります。",
    example: &[&[("status", "ＤＶ被害者の保護のため、東町三丁目の民間シェルターと調整した。")]],
    controls: &[
        &[&[("status", "ＤＶ被害者の保護のため、民間シェルターと調整した。")]],
        &[&[("status", "三丁目の津波避難シェルターを点検した。")]],
        &[&[("action", "ＤＶの防止"), ("status", "・県の一時保護所への移送3件")]],
    ],
    find: |context, rule| {
        let cells =
            context.lines.iter().flat_map(|line| line.prose().map(move |cell| (line, cell)));
        cells.filter_map(|(line, cell)| told(line, cell, rule)).collect()
    },
};

/// Houses whose place is kept secret.
const HOUSES: [&str; 6] = [
    "シェルター",
    "母子生活支援施設",
    "一時保護所",
    "避難先の",
    "女性自立支援施設",
    "ステップハウス",
];
/// What they are kept secret for.
const FLIGHT: [&str; 8] = ["ＤＶ", "DV", "暴力", "虐待", "被害", "保護", "加害", "避難先"];
/// Shelters of another kind.
const OTHERS: [&str; 8] = ["津波", "地震", "防災", "災害", "犬", "猫", "動物", "核"];

/// So many letters before its name tell where it stands.
const NEAR: usize = 12;

fn told(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let title = &line.row.action.text;
    let (fled, otherwise) = (lexicon::holds(title, &FLIGHT), lexicon::holds(title, &OTHERS));
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let flight = fled || lexicon::holds(words, &FLIGHT);
        let other = otherwise || lexicon::holds(words, &OTHERS);
        (flight && !other).then_some(())?;
        HOUSES.iter().find_map(|house| {
            let at = scan::places(words, house).first()?.start;
            let before = tail(words.get(..at)?, NEAR);
            let near = before.rsplit(['、', '。', '（', '，', 'び']).next()?;
            hints::place(near).then_some(())?;
            let start = piece.start + at - near.len();
            let span = Span { start, end: piece.start + at + house.len() };
            let message =
                format!("{}と、避難先の場所が書かれています。", quote(span.of(cell.text)));
            Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
        })
    })
}
