//! One item listed twice: two rows of a sheet, or two parts of a list.

use std::collections::{BTreeMap, BTreeSet};

use domain::{layout::ColumnRole, text::fold};
use prose::{Span, lexicon};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity, Spot},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Two rows of one action.
pub(super) const ITEM: Rule = Rule {
    name: "ITEM_TWICE",
    title: "同じ項目の二重掲載",
    family: Family::Rows,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "同じ項目が二つの行にあります。再掲でしょうか、それとも二重に載ったものでしょうか。",
    instruction: "二重に載った行を除くか、再掲であれば「再掲」と書いてください。",
    why: "同じ項目が二度載ると、取組の数も実績も多く見えます。",
    example: &[
        &[("action", "ゲートキーパー養成講座"), ("status", "講座を開催した。")],
        &[("action", "ゲートキーパー養成講座"), ("status", "講座を２回開催した。")],
    ],
    controls: &[
        &[
            &[("action", "ゲートキーパー養成講座"), ("status", "講座を開催した。")],
            &[("action", "ゲートキーパー養成講座（再掲）"), ("status", "講座を開催した。")],
        ],
        &[
            &[("action", "ゲートキーパー養成講座"), ("section", "健康課")],
            &[("action", "ゲートキーパー養成講座"), ("section", "教育課")],
        ],
    ],
    find: items,
};

fn items(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let headings = headings(context);
    let mut known = BTreeMap::<String, Vec<(&ReadRow<'_>, Item<'_>)>>::new();
    for line in &context.lines {
        let item = item(line, &headings).filter(|_| !is_relisted(line));
        let Some(item) = item else { continue };
        let title = title(item.1);
        if title.chars().count() >= 3 {
            let key = format!("{title} {}", fold(&line.row.section.text));
            known.entry(key).or_default().push((line, item));
        }
    }
    let several = known.into_values().filter(|lines| lines.len() == 2);
    let found = several.filter_map(|lines| {
        let [(first, (there, _)), (second, (here, text))] = lines.as_slice() else { return None };
        let message = format!("{}はNo.{}にもあります（担当課も同じ）。", quote(text), first.row.no);
        let marks = vec![second.spot_mark(here), first.spot_mark(there)];
        Some(rule.found(second.row.no, marks, message))
    });
    found.collect()
}

/// Whether a row says that it is listed again.
pub(super) fn is_relisted(line: &ReadRow<'_>) -> bool {
    let row = line.row;
    !row.relisted.text.trim().is_empty()
        || [&row.action.text, &row.content.text].iter().any(|text| text.contains("再掲"))
        || line.prose().any(|cell| cell.text.contains("再掲"))
}

/// What a row is called, with its place.
type Item<'b> = (Spot, &'b str);

/// More rows than a slip makes of one stand under the heading of a group.
const GROUP: usize = 3;

/// The titles under which several rows stand: 基本施策2 人材の育成 is a heading, and no action.
pub(super) fn headings(context: &CheckContext<'_>) -> BTreeSet<String> {
    let mut rows = BTreeMap::<String, usize>::new();
    for line in &context.lines {
        *rows.entry(title(&line.row.action.text)).or_default() += 1;
    }
    let mut groups: BTreeSet<String> =
        rows.iter().filter(|(_, count)| **count >= GROUP).map(|(title, _)| title.clone()).collect();
    // Where such headings are the rule, a group of two is one as well
    let grouped: usize = rows.values().filter(|count| **count >= GROUP).sum();
    if grouped * 2 >= context.lines.len() || is_counted(context) {
        groups.extend(rows.into_keys());
    }
    groups
}

/// Whether what the rows are called is an indicator, of which several rows may have the same.
fn is_counted(context: &CheckContext<'_>) -> bool {
    let mut columns = context.sheet.layout.columns.iter();
    let action = columns.find(|column| column.role == ColumnRole::Action);
    let heading = action.map_or("", |column| column.heading.as_str());
    heading.contains("KPI") || heading.contains("ＫＰＩ") || heading.contains("指標")
}

/// The name of a row: its title, or that of a column of names where the title is a group's.
pub(super) fn item<'b>(line: &'b ReadRow<'_>, headings: &BTreeSet<String>) -> Option<Item<'b>> {
    const NAMED: [&str; 7] =
        ["事業名", "取組名", "事業の名称", "施策名", "取組事業", "事務事業", "具体的取組"];
    const ENDS: [&str; 4] = ["事業", "取組", "取組項目", "事業・取組"];
    let text = line.row.action.text.as_str();
    if !headings.contains(&title(text)) {
        return Some((Spot::Action, text));
    }
    let named = line.cells.values().find(|cell| {
        let heading = cell.slot.field.label();
        let heading = heading.trim();
        let named = NAMED.iter().any(|word| heading.contains(word))
            || ENDS.iter().any(|word| heading.ends_with(word));
        cell.is_given() && named && cell.folded.chars().nth(40).is_none()
    })?;
    Some((Spot::Answer(named.slot.clone()), named.text))
}

/// A title as it is compared: without its number and marks.
pub(super) fn title(text: &str) -> String {
    let folded = fold(text);
    let bare = folded.trim_start_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Two parts of a list.
pub(super) const LISTED: Rule = Rule {
    name: "LIST_TWICE",
    title: "列挙の中の重複",
    family: Family::Rows,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "列挙の中に同じものが二度あります。別のものの書き誤りではないでしょうか。",
    instruction: "重複を除くか、正しいものに直してください。",
    why: "写し誤りで、別のものが抜けていることがあるためです。",
    example: &[&[("status", "市民会館、中央公民館、図書館、市民会館にポスターを掲示した。")]],
    controls: &[
        &[&[("status", "市民会館、中央公民館、図書館、東公民館にポスターを掲示した。")]],
        &[&[("status", "６月に市民会館、９月に図書館、11月に市民会館で開催した。")]],
    ],
    find: |context, rule| {
        let cells =
            context.lines.iter().flat_map(|line| line.prose().map(move |cell| (line, cell)));
        let words = cells.filter(|(_, cell)| cell.sense != Sense::Money);
        words.filter_map(|(line, cell)| listed(line, cell, rule)).collect()
    },
};

/// Fewer parts are no list.
const PARTS: usize = 3;
/// No list is longer.
const LONGEST: usize = 40;
/// Shorter parts are the same by chance.
const SHORT: usize = 2;

fn listed(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    cell.sentences.iter().find_map(|piece| {
        let words = piece.of(cell.text);
        let mut at = piece.start;
        let mut run: Vec<Span> = Vec::new();
        let mut odd = None;
        for part in words.split_inclusive(['、', '・', '，']) {
            let bare = part.trim_end_matches(['、', '・', '，']).trim();
            let start = at + part.find(bare).unwrap_or(0);
            let span = Span { start, end: start + bare.len() };
            at += part.len();
            // A list is of bare nouns; the first may stand behind other words, the last before some
            let noun = !bare.is_empty()
                && bare.chars().count() <= 14
                && !bare.contains(|c: char| {
                    prose::classes::is_digit(c) || "をはがでへし。".contains(c)
                });
            let known = run
                .iter()
                .find(|other| other.of(cell.text) == bare && bare.chars().count() >= SHORT);
            if let (true, Some(first), true) = (noun, known, run.len() >= PARTS - 1) {
                odd = Some((*first, span));
                break;
            }
            // The last part goes on: 市民会館に掲示した
            let first = known.copied().or_else(|| {
                run.iter().copied().find(|other| {
                    let name = other.of(cell.text);
                    let rest = bare.strip_prefix(name).unwrap_or("\0");
                    name.chars().count() >= SHORT
                        && run.len() >= PARTS - 1
                        && ["に", "で", "へ", "を", "と", "や", "など", "等", "及び"]
                            .iter()
                            .any(|word| rest.starts_with(word))
                })
            });
            if let Some(first) = first.filter(|_| !noun) {
                odd = Some((first, Span { start, end: start + first.of(cell.text).len() }));
                break;
            }
            if noun && run.len() < LONGEST { run.push(span) } else { run.clear() }
        }
        let (first, second) = odd?;
        let message = format!("列挙の中に{}が二度あります。", quote(second.of(cell.text)));
        let marks = vec![line.words(&cell.slot, second), line.words(&cell.slot, first)];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// The rows that refer to others in so many words: No.12, 再掲, 再び.
pub(crate) fn refers(text: &str) -> bool {
    lexicon::holds(text, lexicon::CROSS_REFERENCES)
}

/// The rows of a set, as a message names them.
pub(crate) fn numbers(rows: &BTreeSet<u32>) -> String {
    rows.iter().map(|no| format!("No.{no}")).collect::<Vec<_>>().join("、")
}
