//! Figures that a text gives to a year, to the target or to the base, against their own columns.

use domain::{Field, FiscalYear, Offset};
use prose::{Span, figures, matching::kind};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    read_row::unit_of,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// The column says another figure.
pub(super) const RULE: Rule = Rule {
    name: "NAMED_FIGURE_MISMATCH",
    title: "文中の年度・目標・基準の数と列の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "文中で年度（目標・基準値）の数としているものが、その列の数と違います。どちらが正しいでしょうか。",
    instruction: "数を確認し、誤っている方を直してください。",
    why: "数の列が並んでいるので、読み手は違いに気付きます。",
    example: &[&[
        ("field:指標", "運動習慣のある人の割合（％）"),
        ("field:目標値", "40.0"),
        ("field:実績値", "36.2"),
        ("evaluation", "目標値45.0％に届かなかった。"),
    ]],
    controls: &[
        &[&[
            ("field:指標", "運動習慣のある人の割合（％）"),
            ("field:目標値", "40.0"),
            ("field:実績値", "36.2"),
            ("evaluation", "目標値40.0％に届かなかった。"),
        ]],
        &[&[
            ("field:指標", "運動習慣のある人の割合（％）"),
            ("field:目標値", "40.0"),
            ("field:実績値", "36.2"),
            ("evaluation", "教室の目標は45人であった。"),
        ]],
        &[&[
            ("field:指標", "運動習慣のある人の割合（％）"),
            ("field:実績値", "36.2"),
            ("evaluation", "令和６年度34.1％から令和７年度36.2％に上昇した。"),
        ]],
    ],
    find,
};

/// Figures further apart than this share of the column's are of something else.
const NEAR: f64 = 0.35;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| misnamed(line, rule)).collect()
}

/// What a text says that a figure is.
#[derive(Clone, Copy, PartialEq)]
enum Name {
    Of(FiscalYear),
    Target,
    Base,
}

/// A figure of a text with its name.
pub(crate) struct NamedFigure {
    /// Its digits.
    pub(crate) span: Span,
    /// The number.
    pub(crate) value: f64,
    /// The year that stands before it.
    pub(crate) year: FiscalYear,
}

/// What may stand between a year and its figure.
const JOINTS: [char; 14] =
    ['年', '度', '末', 'の', '：', ':', 'は', '（', '(', ' ', '　', '値', 'が', '＝'];

/// The years of chains, which look like days where their figure has a point: R5 7.1→R6 6.8.
fn lettered(text: &str) -> Vec<(FiscalYear, usize)> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, 'R' | 'Ｒ' | 'H' | 'Ｈ')) {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let digits = rest.trim_start_matches(prose::classes::is_digit);
        let long = rest.len() - digits.len();
        let bound = digits.starts_with([' ', '　', ':', '：', '度', '年', '末']);
        let year = text.get(at..at + c.len_utf8() + long).map(domain::text::fold);
        let alone =
            !before.is_some_and(char::is_alphanumeric) || before.is_some_and(|c| !c.is_ascii());
        let year = year.and_then(|year| FiscalYear::parse(&year.to_uppercase()).ok());
        if let Some(year) = year.filter(|_| bound && alone && long > 0) {
            found.push((year, at + c.len_utf8() + long));
        }
    }
    found
}

/// The figures that stand straight behind a year: R4 37.9→R5 37.2, 令和６年度末：655人.
pub(crate) fn after_years(cell: &Read<'_>) -> Vec<NamedFigure> {
    let read = cell.years.iter().filter(|year| !year.relative);
    let mut years: Vec<(FiscalYear, usize)> = read.map(|year| (year.year, year.span.end)).collect();
    years.extend(lettered(cell.text));
    years.sort_by_key(|(_, end)| *end);
    years.dedup_by_key(|(_, end)| *end);
    let named = years.into_iter().filter_map(|(year, end)| {
        let rest = cell.text.get(end..)?;
        let bare = rest.trim_start_matches(JOINTS);
        let near = rest.chars().count() - bare.chars().count() <= 4;
        let figure = figures(bare).next().filter(|figure| figure.before.is_empty() && near)?;
        let start = end + rest.len() - bare.len();
        let value = figure.plain().parse().ok()?;
        let date = figure.after.starts_with(['年', '月', '/', '.']);
        let span = Span { start, end: start + figure.span.end };
        (!date).then_some(NamedFigure { span, value, year })
    });
    let mut named: Vec<NamedFigure> = named.collect();
    named.dedup_by_key(|one| one.span);
    named
}

fn named(cell: &Read<'_>) -> Vec<(Name, Span, f64)> {
    let mut found: Vec<_> = after_years(cell)
        .into_iter()
        .map(|one| (Name::Of(one.year), one.span, one.value))
        .collect();
    for (words, name) in [("目標値", Name::Target), ("目標", Name::Target), ("基準値", Name::Base)]
    {
        for (at, word) in cell.text.match_indices(words) {
            let rest = cell.text.get(at + word.len()..).unwrap_or_default();
            let bare = rest.trim_start_matches(JOINTS);
            let near = rest.chars().count() - bare.chars().count() <= 3;
            let figure = figures(bare).next().filter(|figure| figure.before.is_empty() && near);
            let Some(figure) = figure else { continue };
            let start = at + word.len() + rest.len() - bare.len();
            if let Ok(value) = figure.plain().parse() {
                found.push((name, Span { start, end: start + figure.span.end }, value));
            }
        }
    }
    found
}

/// The columns of figures that a name means.
fn meant<'b, 'a>(line: &'b ReadRow<'a>, name: Name) -> Vec<&'b Read<'a>> {
    let of = |cell: &&Read<'_>| match name {
        Name::Target => cell.sense == Sense::Target,
        Name::Base => cell.sense == Sense::Base,
        Name::Of(year) => is_of(line, cell, year),
    };
    line.cells.values().filter(|cell| cell.figure.is_some()).filter(of).collect()
}

fn is_of(line: &ReadRow<'_>, cell: &Read<'_>, year: FiscalYear) -> bool {
    match &cell.slot.field {
        Field::Status => cell.slot.year.of(line.sheet) == year,
        Field::Other(name) => {
            let years = FiscalYear::in_heading(name);
            let result =
                !matches!(cell.sense, Sense::Target | Sense::Base | Sense::Money | Sense::Rate);
            let own = cell.slot.year.of(line.sheet) == year && cell.sense == Sense::Actual;
            result && (years.as_slice() == [year] || years.is_empty() && own)
        }
        _ => false,
    }
}

fn misnamed(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let indicator = line.of_sense(Sense::Indicator, Offset::This).next();
    let unit =
        indicator.and_then(|cell| unit_of(cell.text)).or_else(|| unit_of(&line.row.action.text));
    let cells = line.told();
    let told = cells.iter().filter(|cell| cell.figure.is_none() && cell.slot.year == Offset::This);
    let mut all = told.flat_map(|cell| named(cell).into_iter().map(move |one| (*cell, one)));
    let (cell, span, column) = all.find_map(|(cell, (name, span, value))| {
        let columns = meant(line, name);
        let figure = |cell: &Read<'_>| cell.figure.as_ref().map_or(0.0, |figure| figure.value);
        let same = |cell: &&Read<'_>| (figure(cell) - value).abs() < 1e-6;
        let column = columns.first().filter(|_| !columns.iter().any(same))?;
        let right = figure(column);
        let near = (right - value).abs() <= right.abs() * NEAR;
        let told = cell
            .quantities
            .iter()
            .find(|one| one.span.start <= span.start && span.end <= one.span.end);
        let fits = match (told, &unit) {
            (Some(one), Some(unit)) => kind(&one.unit) == kind(unit),
            (Some(one), None) => column
                .figure
                .as_ref()
                .is_some_and(|f| f.unit.is_empty() || kind(&f.unit) == kind(&one.unit)),
            (None, _) => true,
        };
        (near && fits).then_some((cell, span, *column))
    })?;
    let message = format!(
        "{}に{}とありますが、{}は「{}」です。",
        cell.slot.field,
        quote(around(cell, span)),
        column.slot.field,
        column.text.trim()
    );
    let marks = vec![line.words(&cell.slot, span), line.mark(&column.slot)];
    Some(rule.found(line.row.no, marks, message))
}

/// A figure with the words before it, as a message shows it.
fn around<'t>(cell: &'t Read<'_>, span: Span) -> &'t str {
    let before = cell.text.get(..span.start).unwrap_or_default();
    let lead = crate::likeness::tail(before, 6);
    cell.text.get(span.start - lead.len()..span.end).unwrap_or_default()
}
