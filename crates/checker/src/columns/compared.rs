//! A result that the text calls above or below another column of its row.

use domain::{Offset, text::fold};
use prose::{Span, Tense, classes};

use super::direction_words::{self, Way};
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// The columns stand the other way round.
pub(super) const RULE: Rule = Rule {
    name: "COLUMN_COMPARED",
    title: "列どうしの大小と記述の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "文中では一方の列の数が他方を上回る（下回る）とありますが、列の数値は逆です。どちらが正しいでしょうか。",
    instruction: "二つの列の数値を確認し、記述か数値を直してください。",
    why: "二つの数が同じ行に並んでいるので、読み手は大小を自分で確かめられます。",
    example: &[&[
        ("field:量の見込み", "900"),
        ("field:利用実績", "871"),
        ("evaluation", "量の見込みを上回る利用があり、断る日もあった。"),
    ]],
    controls: &[
        &[&[
            ("field:量の見込み", "900"),
            ("field:利用実績", "971"),
            ("evaluation", "量の見込みを上回る利用があった。"),
        ]],
        &[&[
            ("field:見込量", "900"),
            ("field:実績値", "871"),
            ("evaluation", "・実績値は見込量を下回った"),
        ]],
        &[&[
            ("field:申込数", "30"),
            ("field:参加実績", "24"),
            ("evaluation", "申込数を上回る席を用意した。"),
        ]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| apart(line, rule)).collect(),
};

/// What a heading calls its figures: 量の見込み of R6量の見込み（人）.
pub(super) fn core(heading: &str) -> String {
    let folded = fold(heading);
    let bare = folded.split('(').next().unwrap_or(&folded);
    let year = |c: char| c.is_ascii_alphanumeric() || "令和平成年度末の".contains(c);
    bare.trim().trim_start_matches(year).trim().to_owned()
}

/// Shorter names are words of every text.
const NAME: usize = 3;

fn apart(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let figured = || {
        let plain = |cell: &&Read<'_>| {
            !matches!(cell.sense, Sense::Money | Sense::Rate | Sense::Grade)
                && cell.slot.year != Offset::Next
        };
        line.cells.values().filter(|cell| cell.figure.is_some()).filter(plain)
    };
    let cells = line.told();
    let told = cells.iter().filter(|cell| cell.figure.is_none() && cell.slot.year == Offset::This);
    told.copied().find_map(|cell| {
        cell.sentences.iter().find_map(|piece| {
            let words = piece.of(cell.text);
            figured().find_map(|other| {
                let name = core(other.slot.field.label());
                // What is called a target is held against its result elsewhere
                let goal = name.contains("目標") || name.contains("実績");
                (name.chars().count() >= NAME && !goal).then_some(())?;
                let at = words.find(&name)?;
                let after = words.get(at + name.len()..)?;
                let joint = ["を", "に", "には", "より", "よりも"];
                let (from, to, way) = direction_words::first(after)?;
                joint.contains(&after.get(..from)?).then_some(())?;
                let end = piece.start + at + name.len() + to;
                let future = cell.clauses.iter().any(|clause| {
                    let inside = clause.span.start < end && end <= clause.span.end;
                    inside && clause.tense == Tense::Future
                });
                let result = subject(line, words, other).filter(|_| !future)?;
                let (a, b) = (result.figure.as_ref()?.value, other.figure.as_ref()?.value);
                let wrong = if way == Way::Up { a <= b } else { a >= b };
                wrong.then_some(())?;
                let span = Span { start: piece.start + at, end };
                let message = format!(
                    "{}とありますが、{}は{}、{}は{}です。",
                    quote(span.of(cell.text)),
                    result.slot.field,
                    shown(a),
                    other.slot.field,
                    shown(b)
                );
                let marks = vec![
                    line.words(&cell.slot, span),
                    line.mark(&result.slot),
                    line.mark(&other.slot),
                ];
                Some(rule.found(line.row.no, marks, message))
            })
        })
    })
}

/// The column of results that a sentence means: the one whose words it has.
fn subject<'b, 'a>(line: &'b ReadRow<'a>, words: &str, other: &Read<'_>) -> Option<&'b Read<'a>> {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let all = classes::pairs(text, classes::is_of_noun);
        all.filter(|pair| *pair != ('実', '績')).collect()
    };
    let folded = fold(words).replace(&core(other.slot.field.label()), "");
    let said = pairs(&folded);
    let results = || {
        line.cells.values().filter(|cell| {
            let counts = matches!(cell.sense, Sense::Actual | Sense::Report);
            counts
                && cell.figure.is_some()
                && cell.slot != other.slot
                && cell.slot.year == Offset::This
        })
    };
    let named = |cell: &&Read<'_>| {
        let name = core(cell.slot.field.label());
        pairs(&name).iter().any(|pair| said.contains(pair)) || folded.contains("実績値")
    };
    let mut likely = results().filter(named);
    likely.next().filter(|_| likely.next().is_none())
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn columns_that_are_compared_stand_as_told_in_every_style() {
        let row =
            |text| [("field:R7見込量", "120"), ("field:R7利用実績", "98"), ("evaluation", text)];
        for text in
            ["・見込量を上回る利用", "利用は見込量を超えました。", "見込量よりも多く利用された。"]
        {
            speaks("COLUMN_COMPARED", &row(text));
        }
        for text in
            ["・見込量を下回る利用", "利用が見込量を超える場合は増員する予定です。", "利用の周知"]
        {
            silent("COLUMN_COMPARED", &row(text));
        }
    }
}
