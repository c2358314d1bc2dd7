//! The form itself: its heads, its list of codes, columns and pages.

use domain::{
    Slot,
    layout::{Column, ColumnRole},
    scale::Scale,
    text::{ascii_digits, fold},
};
use prose::lexicon;

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Mark, Severity, Spot},
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// Codes in their usual order; a list uses one of them.
const ORDERS: [&str; 8] = [
    "アイウエオカキクケコ",
    "abcdefgh",
    "123456789",
    "①②③④⑤⑥⑦⑧⑨",
    "ⅰⅱⅲⅳⅴⅵⅶⅷⅸ",
    "いろはにほへと",
    "イロハニホヘト",
    "甲乙丙丁",
];

pub(super) const CODE_LIST_GAP: Rule = Rule {
    name: "CODE_LIST_GAP",
    title: "選択肢の記号の欠け",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "選択肢の記号に欠けがあります。消えた選択肢がないか、様式をご確認ください。",
    instruction: "選択肢の記号を続きの順に直すか、欠けた選択肢を補ってください。",
    why: "記号が飛んでいると、選択肢が抜け落ちたのか、使わないだけなのか読み手に分からないため。",
    example: &[&[("scale", "ア 実施済\nウ 準備中\nエ 未実施\nオ その他")]],
    controls: &[
        &[&[("scale", "ア 実施済\nイ 実施中\nウ 準備中")]],
        &[&[("scale", "◎ 順調\n○ おおむね順調\n△ 遅れ")]],
        &[&[("scale", "A 順調=5\nC 遅れ=3")]],
    ],
    find: code_gap,
};

fn code_gap(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let layout = &context.sheet.layout;
    let found = layout.scales.iter().filter_map(|scale| {
        let missing = missing_codes(scale)?;
        let used = |column: &Column| column.scale == scale.name;
        let heads = layout.columns.iter().enumerate().filter(|(_, column)| used(column));
        let marks = heads.map(|(at, _)| head(context, at)).collect();
        let codes: Vec<&str> = scale.grades.iter().map(|grade| grade.code.as_str()).collect();
        let message =
            format!("選択肢の記号が「{}」で、「{missing}」がありません。", codes.join("、"));
        Some(rule.found(0, marks, message))
    });
    found.collect()
}

/// The codes that are left out between the first and the last; `None` where there are none, or the
/// codes are points or of no known order.
fn missing_codes(scale: &Scale) -> Option<String> {
    if scale.grades.iter().any(|grade| grade.points.is_some()) {
        return None;
    }
    let codes: Vec<String> = scale.grades.iter().map(|grade| code(&grade.code)).collect();
    let place = |order: &str| {
        let at = |code: &String| order.chars().position(|c| c.to_string() == *code);
        codes.iter().map(at).collect::<Option<Vec<usize>>>()
    };
    let (order, places) = ORDERS.iter().find_map(|order| Some((order, place(order)?)))?;
    let (first, last) = (places.iter().min()?, places.iter().max()?);
    let from = if *first <= 1 { 0 } else { *first };
    let between = order.chars().enumerate().take(last + 1).skip(from);
    let missing: Vec<String> =
        between.filter(|(at, _)| !places.contains(at)).map(|(_, c)| c.to_string()).collect();
    (codes.len() >= 2 && !missing.is_empty()).then(|| missing.join("、"))
}

/// A code in one width, circled and roman numbers kept as they are.
fn code(written: &str) -> String {
    let kept = |c: char| matches!(c, '①'..='⑨' | 'ⅰ'..='ⅸ');
    let lower: String = written.chars().flat_map(char::to_lowercase).collect();
    if lower.chars().all(kept) { lower } else { fold(&lower) }
}

fn head(context: &CheckContext<'_>, at: usize) -> Mark {
    Mark { sheet: context.sheet.year, no: 0, spot: Spot::Head(at), span: None }
}

pub(super) const HEADER_DUPLICATE: Rule = Rule {
    name: "HEADER_DUPLICATE",
    title: "同じ見出しの列",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "同じ見出しの列が2つ以上あります。どの年度の列か分かる見出しに直せるか、ご確認ください。",
    instruction: "見出しに年度などを加え、列ごとに違う見出しにしてください。",
    why: "見出しだけでは列を区別できず、機械で読むときや抜き出したときに取り違えるため。",
    example: &[&[("status", "講座を実施した。")]],
    controls: &[&[&[("head:previous_achievement", "令和６年度達成度（％）")]]],
    find: duplicate,
};

fn duplicate(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let heads: Vec<String> =
        context.sheet.layout.columns.iter().map(|c| bare(&c.heading)).collect();
    let mut found = Vec::new();
    for (at, text) in heads.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let same: Vec<usize> = (0..heads.len()).filter(|i| heads.get(*i) == Some(text)).collect();
        if same.len() > 1 && same.first() == Some(&at) {
            let marks = same.iter().map(|at| head(context, *at)).collect();
            let message = format!("見出し{}が{}つの列にあります。", quote(text), same.len());
            found.push(rule.found(0, marks, message));
        }
    }
    found
}

/// A head without the instruction after it.
fn bare(heading: &str) -> String {
    let folded = fold(heading);
    let words = ["整数", "数値", "入力", "記入", "選択", "※", "から"];
    let cut = words.iter().filter_map(|word| folded.find(word)).filter(|at| *at > 0).min();
    let kept = cut.and_then(|at| folded.get(..at)).unwrap_or(&folded);
    kept.trim_end_matches(['(', '*']).to_owned()
}

pub(super) const FORM_INSTRUCTION_PUBLISHED: Rule = Rule {
    name: "FORM_INSTRUCTION_PUBLISHED",
    title: "見出しに残った記入要領",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Info,
    limits: &[],
    question: "見出しに記入者向けの説明が残っています。公表用の見出しに直せるか、ご確認ください。",
    instruction: "公表するときは、見出しから記入要領を除いてください。",
    why: "公表資料の読み手に向けた言葉ではないため。",
    example: &[&[("head:achievement", "達成度（％）整数で入力してください。")]],
    controls: &[&[&[("head:achievement", "達成度（％）")]]],
    find: |context, rule| {
        let columns = context.sheet.layout.columns.iter().enumerate();
        let told = columns.filter(|(_, c)| lexicon::holds(&c.heading, lexicon::FORM_INSTRUCTIONS));
        let heads: Vec<(usize, &Column)> = told.collect();
        let first = heads.first().map(|(_, column)| quote(&column.heading));
        let finding = first.map(|words| {
            let message =
                format!("見出し{}か所に{words}のような記入要領が残っています。", heads.len());
            rule.found(0, heads.iter().map(|(at, _)| head(context, *at)).collect(), message)
        });
        finding.into_iter().collect()
    },
};

pub(super) const COLUMN_UNUSED: Rule = Rule {
    name: "COLUMN_UNUSED",
    title: "使われていない列",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Info,
    limits: &[],
    question: "どの行にも記入のない列があります。不要な列か、記入漏れかをご確認ください。",
    instruction: "使わない列は様式から除くか、該当する行に記入してください。",
    why: "空の列は、記入漏れなのか不要なのか読み手に分からないため。",
    example: &[&[("status", "講座を実施した。")]],
    controls: &[&[&[
        ("relisted", "○"),
        ("content", "講座を実施します。"),
        ("department", "福祉部"),
    ]]],
    find: unused,
};

/// Too few rows for an empty column of answers to mean anything.
const FEW_ROWS: usize = 5;

fn unused(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let rows = &context.sheet.rows;
    let filled = |role: &ColumnRole| {
        rows.iter().any(|row| row.cell(role).is_some_and(|cell| !cell.text.trim().is_empty()))
    };
    let begun = filled(&ColumnRole::Answer(Slot::new(domain::Field::Status, domain::Offset::This)));
    let counts = |role: &ColumnRole| match role {
        ColumnRole::Answer(_) => begun && rows.len() >= FEW_ROWS,
        ColumnRole::No | ColumnRole::Measure | ColumnRole::Ignored => false,
        _ => !rows.is_empty(),
    };
    let columns = context.sheet.layout.columns.iter().enumerate();
    let empty = columns.filter(|(_, column)| counts(&column.role) && !filled(&column.role));
    let found = empty.map(|(at, column)| {
        let message = format!("{}の列は、どの行にも記入がありません。", quote(&column.heading));
        rule.found(0, vec![head(context, at)], message)
    });
    found.collect()
}

pub(super) const PAGE_MISSING: Rule = Rule {
    name: "PAGE_MISSING",
    title: "計画書ページが空欄",
    family: Family::Form,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "計画書ページが空欄です。計画書に記載のある取組か、追加の取組かをお知らせください。",
    instruction: "計画書のページを記入してください。計画書にない取組は「追加」と記入してください。",
    why: "計画書のどこに当たる取組か、読み手がたどれないため。",
    example: &[&[("page", "")], &[("page", "12")]],
    controls: &[&[&[("page", "12")]], &[&[("page", "")]]],
    find: |context, rule| {
        let none = |line: &&ReadRow<'_>| line.row.page.text.trim().is_empty();
        let missing: Vec<&ReadRow<'_>> = context.lines.iter().filter(none).collect();
        let numbered = context.lines.len() - missing.len();
        let asked = missing.iter().filter(|_| numbered > 0);
        let message = || format!("計画書ページが空欄です（記入のある行は{numbered}行）。");
        asked.map(|line| rule.found(line.row.no, vec![page(line)], message())).collect()
    },
};

pub(super) const PAGE_NOT_NUMBER: Rule = Rule {
    name: "PAGE_NOT_NUMBER",
    title: "計画書ページが数字でない",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Info,
    limits: &[],
    question: "計画書ページに数字でない記入があります。追加の取組であれば、その旨の書き方を統一できるか、ご確認ください。",
    instruction: "計画書ページには数字を記入してください。追加の取組などは別の欄で示してください。",
    why: "ページと別の事柄が一つの欄に混ざると、並べ替えや照合ができないため。",
    example: &[&[("page", "Ｒ６追加")]],
    controls: &[&[&[("page", "１８")]], &[&[("page", "P.18-19")]], &[&[("page", "18、20頁")]]],
    find: |context, rule| {
        let odd = |line: &&ReadRow<'_>| {
            let text = fold(&ascii_digits(&line.row.page.text));
            let rest = text
                .replace("ページ", "")
                .replace(['頁', 'p', '.', '-', '~', '〜', '～', '・', '、', ','], "");
            !text.is_empty() && (rest.is_empty() || !rest.chars().all(|c| c.is_ascii_digit()))
        };
        let found = context.lines.iter().filter(odd).map(|line| {
            let message =
                format!("計画書ページの{}は数字ではありません。", quote(&line.row.page.text));
            rule.found(line.row.no, vec![page(line)], message)
        });
        found.collect()
    },
};

fn page(line: &ReadRow<'_>) -> Mark {
    Mark { sheet: line.sheet, no: line.row.no, spot: Spot::Page, span: None }
}
