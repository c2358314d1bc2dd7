//! What an indicator counts against the unit that stands in a column of its own.

use domain::Offset;
use prose::{lexicon, matching::kind};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Another unit than that of what is counted.
pub(super) const RULE: Rule = Rule {
    name: "INDICATOR_UNIT",
    title: "指標の名称と単位の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "指標の名称と単位が合いません。どちらが正しいでしょうか。",
    instruction: "指標の名称か単位を直してください。",
    why: "単位が違うと、何を数えた値か読み手に分かりません。",
    example: &[&[("field:指標", "講座の参加者数"), ("field:単位", "回")]],
    controls: &[
        &[&[("field:指標", "講座の参加者数"), ("field:単位", "名")]],
        &[&[("field:指標", "出前講座の開催回数"), ("field:単位", "回")]],
        &[&[("field:指標", "がん検診の受診率"), ("field:単位", "%")]],
        &[&[("field:指標", "相談者数"), ("field:単位", "延べ人数")]],
        &[&[("field:指標", "自殺死亡率"), ("field:単位", "人口10万対")]],
        &[&[("field:指標", "通いの場の数"), ("field:単位", "か所")]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| misfit(line, rule)).collect(),
};

/// The cell that gives the unit of a row's figures.
pub(super) fn unit_cell<'b, 'a>(line: &'b ReadRow<'a>) -> Option<&'b Read<'a>> {
    let named = |cell: &&Read<'_>| cell.slot.field.label().trim() == "単位" && cell.is_given();
    line.cells.values().find(named)
}

/// Units of which one counts the same things as the other: か所 counts places of every kind, and 社
/// those that are businesses.
const AKIN: [&[&str]; 4] = [
    &[
        "か所",
        "施設",
        "園",
        "校",
        "館",
        "店",
        "店舗",
        "事業所",
        "会場",
        "地区",
        "拠点",
        "公園",
        "公民館",
        "集落",
        "教室",
        "医療機関",
        "機関",
        "所",
        "区",
        "町内会",
        "自治会",
    ],
    &["社", "事業所", "企業", "店", "店舗", "者", "団体", "法人"],
    &["団体", "グループ", "サークル", "組織", "クラブ", "組", "自治会", "町内会", "か所", "教室"],
    &["世帯", "戸", "家庭", "軒"],
];

fn is_akin(written: &str, meant: &str) -> bool {
    AKIN.iter().any(|group| group.contains(&kind(written)) && group.contains(&kind(meant)))
}

fn misfit(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let unit = unit_cell(line)?;
    let indicator = line.of_sense(Sense::Indicator, Offset::This).next();
    let name = indicator.map_or(line.row.action.text.as_str(), |cell| cell.text);
    let bare = name.split(['（', '(']).next().unwrap_or(name).trim();
    let (word, meant) = lexicon::COUNTED.iter().find(|(word, _)| bare.ends_with(word))?;
    let written = prose::unit(unit.text);
    // Only units that count something else: 回 of persons, and none that says more (千人, 人口10万対)
    let known = |unit: &str| lexicon::COUNTED.iter().any(|(_, other)| kind(other) == kind(unit));
    // Rates come in many units, days and terms are no counts of this list
    let loose = matches!(*word, "率" | "満足度" | "認知度" | "理解度") && !known(&written);
    let same = kind(&written) == kind(meant)
        || is_akin(&written, meant)
        || bare.ends_with(&format!("{written}数"));
    (known(&written) && !same && !loose).then_some(())?;
    let message = format!(
        "指標は{}ですが、単位は{}です（{}なら「{meant}」）。",
        quote(bare),
        quote(unit.text),
        quote(word)
    );
    let mut marks = vec![line.mark(&unit.slot)];
    marks.extend(indicator.map(|cell| line.mark(&cell.slot)));
    Some(rule.found(line.row.no, marks, message))
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn the_unit_is_that_of_what_is_counted_in_every_style() {
        for (name, unit) in [("利用者数", "件"), ("開催回数（年間）", "人"), ("受診率", "人")]
        {
            speaks("INDICATOR_UNIT", &[("field:指標", name), ("field:単位", unit)]);
        }
        for (name, unit) in [
            ("利用者数", "人"),
            ("相談件数", "ケース"),
            ("むし歯の数", "本"),
            ("遊具のある公園数", "か所"),
            ("宣言した事業所数", "社"),
        ] {
            silent("INDICATOR_UNIT", &[("field:指標", name), ("field:単位", unit)]);
        }
    }
}
