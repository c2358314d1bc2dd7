//! Tables within a cell: each column against its line of totals.

use prose::Span;

use crate::scan::in_counting_cells;
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    sense::CellFigure,
};

/// A column does not add up.
pub(super) const RULE: Rule = Rule {
    name: "TABLE_SUM_MISMATCH",
    title: "表の合計行と各行の不一致",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "欄の中の表で、合計の行と各行の足し算が合いません。どれが正しいでしょうか。",
    instruction: "各行を足し直し、誤っている数を直してください。",
    why: "表は足し算で確かめられるので、読み手は誤りに気付きます。",
    example: &[&[(
        "status",
        "会場｜回数｜延べ人数\n北部公民館｜6回｜84人\n南部公民館｜4回｜43人\n計｜10回｜137人",
    )]],
    controls: &[
        &[&[(
            "status",
            "会場｜回数｜延べ人数\n北部公民館｜6回｜84人\n南部公民館｜4回｜43人\n計｜10回｜127人",
        )]],
        &[&[("status", "区域|見込み|実績\n北部|330|327\n南部|340|342\n合計|670|669")]],
        &[&[("status", "・北部：6回・84人\n・南部：4回・43人\n・計：10回・127人")]],
        &[&[(
            "status",
            "区分｜人数｜割合\n男性｜40人｜40％\n女性｜60人｜60％\n計｜100人｜平均50％",
        )]],
        &[&[("status", "計　10回　84人")]],
    ],
    find: |context, rule| in_counting_cells(context, |line, cell| odd(line, cell, rule)),
};

/// Marks between the cells of a line of a table.
const BARS: [char; 5] = ['｜', '|', '│', '┃', '\t'];
/// Marks between a name and its figures, and between figures, where a line has no bars.
const JOINTS: [char; 9] = ['：', ':', '…', '　', ' ', '・', '、', '／', '/'];
/// Marks at the beginning of a line of a list.
const BULLETS: [char; 8] = ['・', '◆', '●', '○', '■', '□', '-', '　'];
/// No table of a cell has more lines.
const MOST: usize = 40;

/// A line of a table: its name and its figures, each with its place.
struct Line {
    name: String,
    cells: Vec<(Span, Option<CellFigure>)>,
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let all = text.split('\n').take(MOST * 2).map(|raw| {
        let from = start;
        start += raw.len() + 1;
        line(raw, from)
    });
    all.collect()
}

fn line(raw: &str, from: usize) -> Line {
    let lead = raw.len() - raw.trim_start_matches(BULLETS).len();
    let body = raw.get(lead..).unwrap_or_default().trim_end();
    let marks: &[char] = if body.contains(BARS) { &BARS } else { &JOINTS };
    let mut pieces = Vec::new();
    let mut at = from + lead;
    for piece in body.split_inclusive(marks) {
        let bare = piece.trim_end_matches(marks);
        let words = bare.trim();
        let begin = at + bare.len() - bare.trim_start().len();
        at += piece.len();
        let empty = words.is_empty() && !marks.contains(&'｜');
        if !empty {
            pieces.push((Span { start: begin, end: begin + words.len() }, words));
        }
    }
    let mut pieces = pieces.into_iter();
    let name = pieces.next().map_or(String::new(), |(_, words)| words.to_owned());
    let figure = |words: &str| {
        let bare = ["延べ", "のべ", "延", "実"].iter().find_map(|lead| words.strip_prefix(lead));
        CellFigure::read(bare.unwrap_or(words))
    };
    Line { name, cells: pieces.map(|(span, words)| (span, figure(words))).collect() }
}

/// Whether a line's name is a sum's.
fn is_total(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(name.trim_matches(['（', '）', '(', ')']), "計" | "合計" | "総計" | "小計" | "全体")
        || name.ends_with("合計") && name.chars().count() <= 6
}

fn odd(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.text.contains('計').then_some(())?;
    let lines = lines(cell.text);
    let totals = lines.iter().enumerate().filter(|(_, line)| is_total(&line.name));
    totals.take(4).find_map(|(at, total)| {
        let before = lines.get(..at)?.iter().rev();
        let width = total.cells.len();
        // The lines above of as many cells, up to the headings or another sum
        let parts: Vec<&Line> = before
            .take_while(|line| line.cells.len() == width && !is_total(&line.name))
            .take_while(|line| line.cells.iter().any(|(_, figure)| figure.is_some()))
            .collect();
        (parts.len() >= 2).then_some(())?;
        (0..width).find_map(|column| {
            let (span, sum) = total.cells.get(column)?;
            let sum = sum.as_ref()?;
            let of = |line: &&Line| line.cells.get(column).cloned();
            let cells: Vec<_> = parts.iter().filter_map(of).collect();
            // A cell that is no figure may be anything; a dash is nothing
            let dash = |span: &Span| matches!(span.of(cell.text), "－" | "-" | "―" | "ー" | "");
            let whole = cells.iter().all(|(span, figure)| figure.is_some() || dash(span));
            let plain = !matches!(sum.unit.as_str(), "％" | "%" | "倍" | "点" | "歳" | "ポイント");
            let even = cells
                .iter()
                .all(|(_, figure)| figure.as_ref().is_none_or(|figure| figure.unit == sum.unit));
            let values: Vec<f64> = cells
                .iter()
                .rev()
                .filter_map(|(_, figure)| figure.as_ref().map(|figure| figure.value))
                .collect();
            let added: f64 = values.iter().sum();
            // Far from the sum it is none: a rate, an average
            let near = (added - sum.value).abs() <= added.abs() * 0.2;
            let wrong = (added - sum.value).abs() > 1e-6 && near;
            (whole && plain && even && wrong && values.len() >= 2).then_some(())?;
            let told: Vec<_> = values.iter().map(|value| shown(*value)).collect();
            let message = format!(
                "表の「{}」は{}{}とありますが、各行は{}＝{}{}です。",
                total.name,
                shown(sum.value),
                sum.unit,
                told.join("＋"),
                shown(added),
                sum.unit
            );
            let spans = std::iter::once(*span).chain(cells.iter().map(|(span, _)| *span));
            let marks = spans.map(|span| line.words(&cell.slot, span)).collect();
            Some(rule.found(line.row.no, marks, message))
        })
    })
}
