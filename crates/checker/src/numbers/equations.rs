//! Sums that are written out: 12回×20人＝250人, 10人＋12人＝23人.

use prose::{FigureInText, Span, figures};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::step,
};

/// It does not come to what is written.
pub(super) const RULE: Rule = Rule {
    name: "EQUATION_WRONG",
    title: "計算式の誤り",
    family: Family::Numbers,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "書かれている計算式の答えが合いません。どの数が正しいでしょうか。",
    instruction: "計算し直し、誤っている数を直してください。",
    why: "式が書かれているので、読み手はその場で計算できます。",
    example: &[&[("status", "訪問：12地区×20人＝250人")]],
    controls: &[
        &[&[("status", "訪問：12地区×20人＝240人")]],
        &[&[("status", "電話10件＋来所12件＝計22件")]],
        &[&[("status", "縦10cm×横20cmのカードを配布した。")]],
    ],
    find: |context, rule| {
        let cells = context.lines.iter().flat_map(|line| line.prose().map(move |c| (line, c)));
        cells.filter_map(|(line, cell)| wrong(line, cell, rule)).collect()
    },
};

/// The longest words between two figures of one sum.
const APART: usize = 10;

/// The sign between two figures.
fn sign(between: &str) -> Option<char> {
    if between.contains(['。', '、', '\n', '→']) || between.chars().nth(APART).is_some() {
        return None;
    }
    let mut signs = between.chars().filter_map(|c| match c {
        '＋' | '+' => Some('+'),
        '×' | '✕' | '*' | '＊' | 'x' | 'X' | 'ｘ' | 'Ｘ' => Some('*'),
        '÷' | '/' | '／' => Some('/'),
        '＝' | '=' => Some('='),
        '−' => Some('-'),
        _ => None,
    });
    let first = signs.next()?;
    signs.next().is_none().then_some(first)
}

fn number(figure: &FigureInText<'_>) -> Option<f64> {
    figure.plain().parse().ok()
}

fn wrong(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.text.contains(['＝', '=']).then_some(())?;
    let all: Vec<_> = figures(cell.text).take(60).collect();
    let signs = all.windows(2).map(|pair| match pair {
        [a, b] => cell.text.get(a.span.end..b.span.start).and_then(sign),
        _ => None,
    });
    let signs: Vec<Option<char>> = signs.collect();
    let equals = signs.iter().enumerate().filter(|(_, sign)| **sign == Some('='));
    let found = equals.filter_map(|(at, _)| {
        let linked = signs.get(..at)?.iter().rev();
        let from = at - linked.take_while(|s| s.is_some_and(|s| s != '=')).count();
        let (first, last) = (all.get(from)?, all.get(at + 1)?);
        let left = value(all.get(from..=at)?, signs.get(from..at)?)?;
        let right = number(last)?;
        let rate = last.after.trim_start().starts_with(['％', '%']);
        let left = if rate { left * 100.0 } else { left };
        let within =
            if signs.get(from..at)?.contains(&Some('/')) { step(last.written) } else { 1e-6 };
        let span = Span { start: first.span.start, end: last.span.end };
        (at > from && (left - right).abs() >= within).then_some((span, left))
    });
    let (span, left) = found.into_iter().next()?;
    let message =
        format!("{}とありますが、計算すると{}です。", quote(span.of(cell.text)), shown(left));
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
}

/// What figures with signs between them come to, products first.
fn value(all: &[FigureInText<'_>], signs: &[Option<char>]) -> Option<f64> {
    let (first, rest) = all.split_first()?;
    let (mut sum, mut product) = (0.0, number(first)?);
    for (figure, sign) in rest.iter().zip(signs) {
        let next = number(figure)?;
        match (*sign)? {
            '*' => product *= next,
            '/' if next != 0.0 => product /= next,
            '+' => (sum, product) = (sum + product, next),
            '-' => (sum, product) = (sum + product, -next),
            _ => return None,
        }
    }
    Some(sum + product)
}
