//! Numbers that may only rise and fell, and numbers that are off by a zero.

use std::collections::BTreeMap;

use domain::{Field, Offset};
use prose::{
    Quantity, QuantityRole, lexicon,
    matching::{actual, akin, is_percent, kind, matched},
};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Mark, Severity},
    likeness::{is_change, shown, told as told_figure},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// A sum over the years that fell.
pub(super) const CUMULATIVE: Rule = Rule {
    name: "CUMULATIVE_FELL",
    title: "累計の減少",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "累計が前の年度より減っています。どちらが正しいでしょうか。",
    instruction: "累計を確認し、直してください。数え方を改めた場合は、その旨を書いてください。",
    why: "累計が減ることはないので、読み手はすぐに気付きます。",
    example: &[&[
        ("previous_status", "サポーターの養成数は累計320人となった。"),
        ("status", "サポーターの養成数は累計298人となった。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "サポーターの養成数は累計320人となった。"),
            ("status", "サポーターの養成数は累計342人となった。"),
        ]],
        &[&[("previous_status", "参加者計40人"), ("status", "参加者計32人")]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| fell(line, rule)).collect(),
};

const SUMS: [&str; 6] = ["累計", "累積", "通算", "これまでに", "延べ登録", "開始以来"];

fn is_cumulative(cell: &Read<'_>, one: &Quantity) -> bool {
    // R6新規14人: what came is no sum
    let lead = crate::likeness::tail(cell.text.get(..one.span.start).unwrap_or_default(), 6);
    let lead = lead.rsplit(['、', '（', '(', '→', '\n']).next().unwrap_or(lead);
    let moved = lexicon::holds(lead, lexicon::CAME_NEW) || lexicon::holds(lead, lexicon::LEFT);
    if moved || lead.contains("うち") || is_percent(&one.unit) {
        return false;
    }
    let said = |words: &str| SUMS.iter().any(|word| words.contains(word));
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let near = crate::likeness::tail(before, 10);
    let near = near.rsplit(['、', '。', '\n']).next().unwrap_or(near);
    // 累計は、R4：412人、R5：438人: a chain of years after the word
    let chained = cell
        .years
        .iter()
        .any(|year| year.span.end <= one.span.start && one.span.start - year.span.end <= 12);
    said(near) || said(&one.label) || chained && said(cell.sentence(one.span).of(cell.text))
}

fn fell(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told();
    let sums = || {
        cells.iter().flat_map(|cell| {
            let sums = cell.quantities.iter().filter(move |one| is_cumulative(cell, one));
            sums.map(move |one| (*cell, one))
        })
    };
    sums().take(20).find_map(|(cell, new)| {
        let (before, old) = sums().take(20).find(|(before, old)| {
            let fit = kind(&old.unit) == kind(&new.unit)
                && (akin(old, new) || old.label == new.label || before.slot == cell.slot);
            old.year < new.year && old.value > new.value && fit
        })?;
        let message = format!(
            "{}は累計{}{}でしたが、{}は累計{}{}と減っています。",
            old.year,
            shown(old.value),
            old.unit,
            new.year,
            shown(new.value),
            new.unit
        );
        let marks = vec![line.words(&cell.slot, new.span), line.words(&before.slot, old.span)];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// Ten or a hundred times what it was or was to be.
pub(super) const TENFOLD: Rule = Rule {
    name: "TENFOLD",
    title: "桁違いのおそれ",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "前年度や計画の数と桁が違います。桁の誤りではないでしょうか。",
    instruction: "数を確認し、桁の誤りであれば直してください。正しい場合は、理由を書いてください。",
    why: "一桁の誤りは、合計や平均をまるごと誤らせます。",
    example: &[&[("plan", "しおりを500部配布する。"), ("status", "しおりを5,000部配布した。")]],
    controls: &[
        &[&[("plan", "しおりを500部配布する。"), ("status", "しおりを800部配布した。")]],
        &[&[
            ("previous_status", "しおりを500部配布した。"),
            ("status", "全戸配布に切り替え、しおりを5,000部配布した。"),
        ]],
        &[&[("previous_status", "相談：2件"), ("status", "相談：20件")]],
        &[&[
            ("field:単位", "人日（延べ人数）"),
            ("field:目標", "34,000"),
            ("field:実績", "29,180"),
        ]],
    ],
    find: |context, rule| {
        context
            .lines
            .iter()
            .filter_map(|line| {
                let told = by_text(line, rule).or_else(|| within(line, rule));
                told.or_else(|| by_column(line, rule))
            })
            .collect()
    },
};

/// A smaller number may change as it likes.
const SMALL: f64 = 5.0;

/// Ten or a hundred times as much, nearly.
fn is_slip(a: f64, b: f64) -> bool {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let times = high / low;
    low >= SMALL && ((8.5..=11.5).contains(&times) || (90.0..=110.0).contains(&times))
}

/// Five times as much at least.
fn is_far(a: f64, b: f64) -> bool {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    low >= SMALL && high / low >= 5.0
}

fn is_told_why(line: &ReadRow<'_>) -> bool {
    const WHY: [&str; 11] = [
        "切り替え",
        "拡大",
        "全戸",
        "全世帯",
        "大幅",
        "再開",
        "増刷",
        "感染",
        "縮小",
        "中止",
        "移行",
    ];
    line.told().iter().any(|cell| {
        cell.slot.year == Offset::This && WHY.iter().any(|word| cell.text.contains(word))
    })
}

/// The figures of two texts, of this year and of the plan or last year, whatever their columns are
/// called.
fn by_text(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let own = line.given(Field::Status, Offset::This);
    let told = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    let mut nows = own.into_iter().chain(told.filter(|cell| cell.figure.is_none()));
    nows.find_map(|now| against(line, now, rule))
}

fn against(line: &ReadRow<'_>, now: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let counts = |one: &&Quantity| one.per.is_none() && !is_percent(&one.unit);
    let plan = line.given(Field::Plan, Offset::This);
    let before = line.told().into_iter().filter(|cell| cell.slot.year == Offset::Previous);
    let before = before.filter(|cell| cell.figure.is_none() || cell.slot.field == Field::Status);
    let mut pairs = plan.into_iter().chain(before).flat_map(|cell| {
        let meant = |one: &&Quantity| one.role != QuantityRole::Context;
        let old = cell.quantities.iter().filter(meant).filter(counts);
        let pairs = matched(old, actual(&now.quantities).filter(counts));
        pairs.into_iter().map(move |(old, new)| (cell, old, new))
    });
    let (cell, old, new) =
        pairs.find(|(_, old, new)| akin(old, new) && is_slip(old.value, new.value))?;
    (!is_told_why(line)).then_some(())?;
    let message = format!(
        "{}の{}に対し{}で、桁が違います。",
        cell.slot.heading(line.sheet),
        quote(old.span.of(cell.text)),
        quote(new.span.of(now.text))
    );
    let marks = vec![line.words(&now.slot, new.span), line.words(&cell.slot, old.span)];
    Some(rule.found(line.row.no, marks, message))
}

/// 15,000冊配布、前年度1,480冊とほぼ同数: two years' figures of one sentence.
fn within(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let counts = |one: &&Quantity| {
        one.per.is_none() && !is_percent(&one.unit) && one.role != QuantityRole::Target
    };
    let cells = line.told().into_iter().filter(|cell| cell.figure.is_none());
    let found = cells.into_iter().find_map(|cell| {
        cell.sentences.iter().find_map(|piece| {
            let all: Vec<&Quantity> = cell.counts(*piece).filter(counts).take(8).collect();
            all.windows(2).find_map(|pair| {
                let [a, b] = pair else { return None };
                let same = kind(&a.unit) == kind(&b.unit) && a.year != b.year;
                let part = [a, b].iter().any(|one| one.share == prose::Share::Part);
                let changed = is_change(cell.text, a.span) || is_change(cell.text, b.span);
                (same && !part && !changed && is_slip(a.value, b.value)).then_some((cell, *a, *b))
            })
        })
    });
    let (cell, a, b) = found.filter(|_| !is_told_why(line))?;
    let (old, new) = if a.year < b.year { (a, b) } else { (b, a) };
    let message = format!(
        "{}の{}に対し{}で、桁が違います。",
        old.year,
        quote(old.span.of(cell.text)),
        quote(new.span.of(cell.text))
    );
    let marks = [new, old].map(|one| line.words(&cell.slot, one.span)).to_vec();
    Some(rule.found(line.row.no, marks, message))
}

/// Figures of one column through the years, or of a target and what was reached.
fn by_column(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let mut series = BTreeMap::<String, Vec<&Read<'_>>>::new();
    for cell in line.cells.values().filter(|cell| cell.figure.is_some()) {
        let name = match &cell.slot.field {
            Field::Other(name) => name,
            // A status that is a bare figure
            Field::Status if cell.slot.year != Offset::Next => "実績",
            _ => continue,
        };
        let years = |c: char| c.is_numeric() || "RHＲＨ令和平成年度前昨今次".contains(c);
        let mut key: String = name.chars().filter(|c| !years(*c)).collect();
        let value = matches!(
            cell.sense,
            Sense::Target | Sense::Actual | Sense::Base | Sense::Report | Sense::Other
        );
        if let Some(one) = cell.quantities.first().filter(|_| value) {
            // Columns that count the same, whatever they are called: 量の見込み, 確保方策, 利用実績
            kind(&one.unit).clone_into(&mut key);
        } else if matches!(cell.sense, Sense::Target | Sense::Actual | Sense::Base) {
            "value".clone_into(&mut key);
        }
        series.entry(key).or_default().push(cell);
    }
    let value = |cell: &Read<'_>| cell.figure.as_ref().map_or(0.0, |figure| figure.value);
    let found = series.into_values().filter(|cells| cells.len() >= 2).find_map(|cells| {
        cells.iter().find_map(|odd| {
            let others: Vec<_> = cells.iter().filter(|cell| cell.slot != odd.slot).collect();
            let slips = others.iter().filter(|cell| is_slip(value(cell), value(odd))).count();
            // Those that are near each other, and one that is far from all of them
            let far =
                others.len() >= 2 && others.iter().all(|cell| is_far(value(cell), value(odd)));
            let all = slips == others.len() || slips > 0 && far;
            let all = all && (others.len() >= 2 || is_result(odd));
            all.then(|| (*odd, **others.first().unwrap_or(&odd)))
        })
    });
    let (odd, other) = found?;
    (!is_told_why(line)).then_some(())?;
    let told = |cell: &Read<'_>| {
        let figure = cell.figure.as_ref().map_or_else(String::new, told_figure);
        format!("{}の「{figure}」", cell.slot.field)
    };
    let message = format!("{}に対し{}で、桁が違います。", told(other), told(odd));
    let marks: Vec<Mark> = [odd, other].map(|cell| line.mark(&cell.slot)).to_vec();
    Some(rule.found(line.row.no, marks, message))
}

fn is_result(cell: &Read<'_>) -> bool {
    cell.sense == Sense::Actual || cell.slot.year == Offset::This
}
