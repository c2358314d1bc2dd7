//! Answers that are missing, and percentages and grades that are none.

use domain::{Field, Offset, Slot, Value, scale::GradeCell};
use prose::lexicon;

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Last year's and this year's status with what speaks for it having been meant to be filled.
const STATUS: [(Offset, &str); 2] =
    [(Offset::This, "実施状況"), (Offset::Previous, "前年度の実施状況")];

pub(super) const STATUS_EMPTY: Rule = Rule {
    name: "STATUS_EMPTY",
    title: "実施状況が空欄",
    family: Family::Form,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "達成度や取組状況は記入されていますが、実施状況が空欄です。何を行ったか（行わなかった場合はその旨）をお知らせください。",
    instruction: "実施状況を一文以上で記入してください。実施していない場合も、その旨と理由を記入してください。",
    why: "評価だけがあって、その根拠となる実施状況が読み手に分からないため。",
    example: &[&[("previous_achievement", "0")]],
    controls: &[
        &[&[("previous_status", "講座を実施した。"), ("previous_achievement", "100")]],
        &[&[("plan", "講座を実施する。")]],
    ],
    find: status_empty,
};

fn status_empty(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let found = |line: &ReadRow<'_>| {
        STATUS
            .into_iter()
            .filter_map(|(year, name)| {
                let status = Slot::new(Field::Status, year);
                let empty =
                    matches!(line.get(Field::Status, year)?.value, Value::Missing | Value::Dash(_));
                let others = [Field::Achievement, Field::Progress, Field::Evaluation];
                let told = others.iter().find_map(|field| line.given(field.clone(), year))?;
                let message = format!(
                    "{}は{}と記入されていますが、{name}が空欄です。",
                    told.slot.field,
                    quote(told.text)
                );
                // Whether it may stay empty is what the round's own question says
                let asked = context.ask(&status).is_some();
                let other = is_told_elsewhere(line);
                (empty && !asked && !other)
                    .then(|| rule.found(line.row.no, vec![line.mark(&status)], message))
            })
            .collect::<Vec<_>>()
    };
    context.lines.iter().flat_map(found).collect()
}

/// Whether a row only points at another that tells it all: No.40に記載, 再掲.
fn is_told_elsewhere(line: &ReadRow<'_>) -> bool {
    let again = line.row.action.text.contains("再掲");
    let points = |cell: &crate::context::Read<'_>| {
        let text = cell.folded.as_str();
        let short = text.chars().nth(20).is_none();
        let number = ["no.", "№", "番号", "前掲", "再掲"]
            .iter()
            .any(|word| text.to_lowercase().contains(word));
        short && number && text.chars().any(|c| c.is_ascii_digit() || c == '掲')
    };
    again || line.prose().any(points)
}

/// Whether no rate can be computed: the target is 0, or there is none.
fn has_no_rate(line: &ReadRow<'_>) -> bool {
    let mut targets =
        line.cells.values().filter(|cell| cell.sense == crate::sense::Sense::Target).peekable();
    let none = |cell: &crate::context::Read<'_>| match &cell.figure {
        Some(figure) => figure.value == 0.0,
        None => !cell.is_given(),
    };
    targets.peek().is_some() && targets.all(none)
}

pub(super) const ANSWER_MISSING: Rule = Rule {
    name: "ANSWER_MISSING",
    title: "他の欄は記入済みで空欄の欄",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "この欄だけが空欄です。記入漏れではないか、ご確認ください。",
    instruction: "空欄の欄を記入してください。記入する内容がない場合は「該当なし」としてください。",
    why: "空欄のままでは、記入漏れなのか該当がないのか区別できないため。",
    example: &[
        &[
            ("status", "講座を実施した。"),
            ("plan", "講座を実施する。"),
            ("evaluation", "理解が深まった。"),
        ],
        &[("status", "相談を実施した。"), ("plan", "相談を実施する。")],
    ],
    controls: &[
        &[&[("status", "講座を実施した。")]],
        &[
            &[("status", "講座を実施した。"), ("plan", "講座を実施する。")],
            &[("plan", "相談を実施する。")],
        ],
    ],
    find: answer_missing,
};

/// The fields that stand beside a status, with the weight of their absence.
const BESIDE: [(Field, Offset, Severity); 4] = [
    (Field::Plan, Offset::This, Severity::Warning),
    (Field::Progress, Offset::This, Severity::Warning),
    (Field::Evaluation, Offset::This, Severity::Warning),
    (Field::Plan, Offset::Next, Severity::Info),
];

fn answer_missing(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let told: Vec<&ReadRow<'_>> = context
        .lines
        .iter()
        .filter(|line| line.given(Field::Status, Offset::This).is_some())
        .collect();
    let mut found = Vec::new();
    for (field, year, severity) in BESIDE {
        let empty = |line: &&&ReadRow<'_>| {
            line.get(field.clone(), year).is_some_and(|read| read.value == Value::Missing)
        };
        let missing: Vec<_> = told.iter().filter(empty).collect();
        if missing.len() * 2 > told.len() {
            continue;
        }
        let slot = Slot::new(field.clone(), year);
        found.extend(missing.into_iter().map(|line| {
            let message =
                format!("実施状況は記入されていますが、{}が空欄です。", slot.heading(line.sheet));
            Finding { severity, ..rule.found(line.row.no, vec![line.mark(&slot)], message) }
        }));
    }
    found
}

pub(super) const PREVIOUS_PCT_MISSING: Rule = Rule {
    name: "PREVIOUS_PCT_MISSING",
    title: "前年度の達成度が空欄",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "前年度の実施状況は記入されていますが、前年度の達成度が空欄です。数値又は「対象外」の別をお知らせください。",
    instruction: "前年度の達成度を記入してください。判定できない場合は「対象外」と記入してください。",
    why: "空欄が「0％」「判定できない」「記入漏れ」のどれなのか区別できず、平均や比較ができないため。",
    example: &[
        &[("previous_status", "感染症のため中止した。")],
        &[("previous_status", "講座を実施した。"), ("previous_achievement", "100")],
    ],
    controls: &[
        &[&[("previous_status", "講座を実施した。"), ("previous_achievement", "0")]],
        &[&[("status", "新たに実施した。")]],
        &[
            &[("previous_status", "講座を実施した。"), ("previous_achievement", "対象外")],
            &[("previous_status", "相談を実施した。"), ("previous_achievement", "100")],
        ],
    ],
    find: |context, rule| pct_missing(context, rule, Offset::Previous),
};

pub(super) const PCT_MISSING: Rule = Rule {
    name: "PCT_MISSING",
    title: "達成度が空欄",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "実施状況は記入されていますが、達成度が空欄です。数値又は「対象外」の別をお知らせください。",
    instruction: "達成度を記入してください。判定できない場合は「対象外」と記入してください。",
    why: PREVIOUS_PCT_MISSING.why,
    example: &[
        &[("status", "講座を実施した。"), ("achievement", "100")],
        &[("status", "相談を実施した。")],
    ],
    controls: &[
        &[&[("status", "講座を実施した。"), ("achievement", "100")]],
        &[&[("status", "講座を実施した。")]],
    ],
    find: |context, rule| pct_missing(context, rule, Offset::This),
};

/// Missing percentages, unless the sheet gives none at all; for information where most are missing
/// or the form itself allows it.
fn pct_missing(context: &CheckContext<'_>, rule: &Rule, year: Offset) -> Vec<Finding> {
    let done = |line: &&ReadRow<'_>| {
        let status = line.given(Field::Status, year);
        // 新規事業のため実績なし: there was nothing to reach
        status.is_some_and(|status| !lexicon::holds(status.text, lexicon::BEGUN_LATER))
    };
    let told: Vec<&ReadRow<'_>> = context.lines.iter().filter(done).collect();
    let slot = Slot::new(Field::Achievement, year);
    let empty =
        |line: &ReadRow<'_>| line.cells.get(&slot).is_some_and(|read| read.value == Value::Missing);
    let missing: Vec<_> = told.iter().filter(|line| empty(line)).collect();
    if missing.len() == told.len() {
        return Vec::new();
    }
    let few = missing.len() * 2 <= told.len();
    let severity = if few { rule.severity } else { Severity::Info };
    let of = year.of(context.sheet.year);
    let found = missing.into_iter().map(|line| {
        let message = format!("{of}の実施状況は記入されていますが、達成度が空欄です。");
        Finding { severity, ..rule.found(line.row.no, vec![line.mark(&slot)], message) }
    });
    found.collect()
}

pub(super) const PCT_DASH: Rule = Rule {
    name: "PCT_DASH",
    title: "達成度が「-」",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "達成度が「-」となっています。実績がない、判定できない、0％のどれに当たるかお知らせください。",
    instruction: "「-」の代わりに、数値又は「対象外」を記入してください。",
    why: "「-」の意味が様式で決まっておらず、0％とも対象外とも読めるため。",
    example: &[&[("status", "個別支援を行った。"), ("achievement", "－")]],
    controls: &[
        &[&[("achievement", "0")]],
        &[&[("achievement", "対象外")]],
        &[&[("achievement", "")]],
    ],
    find: |context, rule| {
        percents(context, |line, slot, read| {
            let dash = matches!(read, Value::Dash(_));
            let dash = dash && !is_told_elsewhere(line) && !has_no_rate(line);
            dash.then(|| {
                let message =
                    format!("達成度が「{}」のみで、意味が読み取れません。", read.text().trim());
                rule.found(line.row.no, vec![line.mark(slot)], message)
            })
        })
    },
};

pub(super) const PCT_NOT_INTEGER: Rule = Rule {
    name: "PCT_NOT_INTEGER",
    title: "達成度が整数でない",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "達成度は整数で記入することになっています。丸め方を確認のうえ、整数でお知らせください。",
    instruction: "達成度を整数に直してください。",
    why: "様式が整数を求めており、小数が混ざると集計や比較で扱いが分かれるため。",
    example: &[&[
        ("head:achievement", "達成度（％）整数で入力してください。"),
        ("achievement", "96.9"),
    ]],
    controls: &[
        &[&[("achievement", "96.9")]],
        &[&[
            ("head:achievement", "達成度（％）整数で入力してください。"),
            ("achievement", "９７％"),
        ]],
    ],
    find: not_integer,
};

fn not_integer(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let asked = context.sheet.layout.columns.iter().any(|column| {
        let achievement = matches!(&column.role, domain::layout::ColumnRole::Answer(slot) if slot.field == Field::Achievement);
        achievement && column.heading.contains("整数")
    });
    if !asked {
        return Vec::new();
    }
    percents(context, |line, slot, value| {
        let percent = value.percent().filter(|percent| percent.fract() != 0.0)?;
        let message = format!("達成度が{percent}で、様式の求める整数になっていません。");
        Some(rule.found(line.row.no, vec![line.mark(slot)], message))
    })
}

pub(super) const PCT_OUT_OF_RANGE: Rule = Rule {
    name: "PCT_OUT_OF_RANGE",
    title: "達成度が0〜100の外",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "達成度が0から100の範囲にありません。数値をご確認ください。",
    instruction: "達成度は0から100の数値で記入してください。",
    why: "達成度は百分率であり、範囲の外の数値は入力誤りの可能性が高いため。",
    example: &[&[("achievement", "1000")]],
    controls: &[
        &[&[("achievement", "100")]],
        &[&[("achievement", "0")]],
        &[&[("achievement", "対象外")]],
        &[
            &[("achievement", "104")],
            &[("achievement", "120％")],
            &[("achievement", "108")],
            &[("achievement", "97")],
        ],
    ],
    find: out_of_range,
};

/// So many percentages over 100 show that the sheet counts what was more than reached,
const OVER: usize = 3;
/// and no share of one of them is believed beyond this.
const BELIEVED: f64 = 300.0;

fn out_of_range(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let cells = context.lines.iter().flat_map(|line| line.cells.values());
    let told = cells.filter(|read| read.slot.field == Field::Achievement);
    let over = |percent: &f64| *percent > 100.0 && *percent <= BELIEVED;
    let over = told.filter_map(|read| read.value.percent()).filter(over).count();
    let range = context.grades().meanings().any(|words| words.contains("100％以上"));
    let most = if over >= OVER || range { BELIEVED } else { 100.0 };
    percents(context, |line, slot, value| {
        let percent = value.percent().filter(|percent| !(0.0..=most).contains(percent))?;
        let message = format!("達成度が{percent}％で、0〜{most}％の範囲にありません。");
        // A target that was more than reached is some cities' way to count
        let severity = if percent <= 200.0 { Severity::Warning } else { rule.severity };
        let found = rule.found(line.row.no, vec![line.mark(slot)], message);
        Some(Finding { severity, ..found }.advising("0から100の間ではありません。"))
    })
}

pub(super) const PCT_NOT_NUMBER: Rule = Rule {
    name: "PCT_NOT_NUMBER",
    title: "達成度が数値でない",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "達成度が数値として読めません。数値又は「対象外」の別をお知らせください。",
    instruction: "達成度には数値だけを記入してください。説明は評価の欄に記入してください。",
    why: "数値でない記入は集計できないため。",
    example: &[&[("achievement", "おおむね達成")]],
    controls: &[
        &[&[("achievement", "１００ ％")]],
        &[&[("achievement", "-")]],
        &[&[("achievement", "集計中")]],
    ],
    find: |context, rule| {
        percents(context, |line, slot, value| {
            let odd = value.is_given() && value.percent().is_none();
            odd.then(|| {
                let message =
                    format!("達成度の{}は数値として読めません。", quote(value.text()));
                rule.found(line.row.no, vec![line.mark(slot)], message).advising(
                    "数字として読めません。0から100の数字か、「対象外」「未確定」を選んでください。",
                )
            })
        })
    },
};

/// Every percentage of the sheet.
fn percents(
    context: &CheckContext<'_>,
    find: impl Fn(&ReadRow<'_>, &Slot, &Value) -> Option<Finding>,
) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let reads = line.cells.values().filter(|read| read.slot.field == Field::Achievement);
        reads.filter_map(|read| find(line, &read.slot, &read.value)).collect::<Vec<_>>()
    };
    context.lines.iter().flat_map(of_line).collect()
}

pub(super) const GRADE_UNKNOWN: Rule = Rule {
    name: "GRADE_UNKNOWN",
    title: "選択肢にない取組状況",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "取組状況が選択肢のどれにも当たりません。選択肢から選び直してお知らせください。",
    instruction: "取組状況を選択肢から選んでください。",
    why: "選択肢にない記入は集計に入らないため。",
    example: &[&[("progress", "ク　実施中止")]],
    controls: &[
        &[&[("progress", "ア　実施済")]],
        &[&[("progress", "ア")]],
        &[&[("progress", "実施済")]],
        &[],
    ],
    find: grade_unknown,
};

fn grade_unknown(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for read in line.cells.values().filter(|read| read.slot.field == Field::Progress) {
            let own = context.sheet.layout.scale_of(&read.slot).cloned();
            let scale = own.unwrap_or_else(|| context.sheet.layout.scale());
            let (message, advice) = match scale.cell(read.text) {
                GradeCell::Unchosen => (
                    "取組状況は選択肢が並んだままで、どれにも印がありません。".to_owned(),
                    "取組状況の選択肢に印がありません。",
                ),
                GradeCell::Outside(text) if !scale.grades.is_empty() => (
                    format!("取組状況の{}は選択肢にありません。", quote(text)),
                    "取組状況の区分にない記入です。",
                ),
                _ => continue,
            };
            let one = rule.found(line.row.no, vec![line.mark(&read.slot)], message);
            found.push(one.advising(advice));
        }
    }
    found
}
