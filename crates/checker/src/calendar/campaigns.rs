//! Days that are told of a campaign whose days are the same every year: 世界自殺予防デー（9月12日）.

use std::sync::OnceLock;

use prose::{Date, Span, WordIndex, lexicon};

use crate::scan::in_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Another day than the campaign's.
pub(super) const RULE: Rule = Rule {
    name: "CAMPAIGN_DAY",
    title: "啓発週間・月間の日付の誤り",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "毎年決まっている週間・月間・記念日の日付と違う日付が書かれています。どちらが正しいでしょうか。",
    instruction: "週間・月間などの日付を確認し、直してください。",
    why: "全国で決まっている日付の誤りは、読み手にすぐ分かります。",
    example: &[&[("status", "自殺予防週間（9月11日～17日）に横断幕を掲示した。")]],
    controls: &[
        &[&[("status", "自殺予防週間（9月10日～16日）に横断幕を掲示した。")]],
        &[&[("status", "自殺予防週間に合わせ、9月8日に街頭で啓発した。")]],
        &[&[("status", "自殺対策強化月間（3月）に展示を行った。")]],
        &[&[("status", "世界禁煙デー（5月31日）と禁煙週間に展示を行った。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| odd(line, cell, rule)),
};

fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    (!cell.dates.is_empty()).then_some(())?;
    names().find(cell.text).find_map(|(campaign, at)| {
        let (name, from, to) = lexicon::CAMPAIGNS.get(campaign)?;
        let date = cell.dates.iter().find(|date| is_of(cell, at, date))?;
        let wrong = match date.day {
            // 週間（9月11日～17日）: the days of the whole of it
            Some(day) if is_first(cell, date) && from.1 != 1 => (date.month, day) != *from,
            Some(day) => (date.month, day) < *from || (date.month, day) > *to,
            None => date.month < from.0 || date.month > to.0,
        };
        wrong.then_some(())?;
        let told = if from == to {
            format!("{}月{}日", from.0, from.1)
        } else {
            format!("{}月{}日から{}月{}日まで", from.0, from.1, to.0, to.1)
        };
        let span = Span { start: at.start, end: date.span.end };
        let message =
            format!("{}とありますが、{}は{told}です。", quote(span.of(cell.text)), quote(name));
        Some(rule.found(line.row.no, vec![line.words(&cell.slot, date.span)], message))
    })
}

/// The names of the campaigns, by first letters.
fn names() -> &'static WordIndex<'static> {
    static NAMES: OnceLock<WordIndex<'static>> = OnceLock::new();
    NAMES.get_or_init(|| WordIndex::of(lexicon::CAMPAIGNS.iter().map(|(name, ..)| *name)))
}

/// Whether a date is the first of a stretch of days.
fn is_first(cell: &Read<'_>, date: &Date) -> bool {
    let after = cell.text.get(date.end()..).unwrap_or_default();
    after.trim_start_matches([')', '）']).starts_with(['～', '~', '〜', '-', '－', 'か'])
}

/// Whether a date is said of a campaign's name: in brackets behind it, or 月間の3月に.
fn is_of(cell: &Read<'_>, name: Span, date: &Date) -> bool {
    let between = cell.text.get(name.end..date.span.start);
    let joint = ["（", "(", "の", "である", "：", ":", "（毎年", "(毎年"];
    between.is_some_and(|between| joint.contains(&between))
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn the_days_of_a_campaign_are_those_of_every_year_in_every_style() {
        for text in [
            "世界自殺予防デー（9月12日）に街頭で啓発した。",
            "・自殺対策強化月間（２月）　図書館で展示",
            "自殺予防週間の3月に横断幕を掲示しました。",
            "人権週間(12/5～12/11)にパネル展を開催",
            "男女共同参画週間（令和７年６月20日～26日）に講演会を開いた。",
        ] {
            speaks("CAMPAIGN_DAY", &[("status", text)]);
        }
        for text in [
            "世界自殺予防デー（9月10日）に街頭で啓発した。",
            "・自殺対策強化月間（３月）　図書館で展示",
            "自殺予防週間の9月に横断幕を掲示しました。",
            "人権週間(12/4～12/10)にパネル展を開催",
            "男女共同参画週間の講演会（７月５日）を開いた。",
        ] {
            silent("CAMPAIGN_DAY", &[("status", text)]);
        }
    }
}
