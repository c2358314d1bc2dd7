//! Cells whose content is another column's: what each column holds is learnt from the sheet itself.

use std::collections::BTreeMap;

use domain::{Field, Slot};
use prose::{Tense, lexicon};

use super::{tally, tense::ends};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// A column's habit is one that so many cells have,
const ROWS: usize = 3;
/// and so many of all.
const HABIT: f64 = 0.75;

/// A cell of another kind than its column's.
pub(super) const MISFIT: Rule = Rule {
    name: "COLUMN_MISFIT",
    title: "列の内容と違う種類の記入",
    family: Family::Cells,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "ほかの行と違う種類の内容が記入されています。隣の列と取り違えていないでしょうか。",
    instruction: "記入する列を確認し、直してください。",
    why: "列がずれたまま公表すると、数も文も別のものとして読まれます。",
    example: &[
        &[("field:予算額", "120"), ("field:備考", "講師の謝礼による。")],
        &[("field:予算額", "80"), ("field:備考", "消耗品の購入による。")],
        &[("field:予算額", "65"), ("field:備考", "印刷費による。")],
        &[("field:予算額", "講師の謝礼と会場の使用料による。"), ("field:備考", "95")],
    ],
    controls: &[
        &[
            &[("field:予算額", "120"), ("field:備考", "講師の謝礼による。")],
            &[("field:予算額", "80"), ("field:備考", "消耗品の購入による。")],
            &[("field:予算額", "65"), ("field:備考", "印刷費による。")],
            &[("field:予算額", "－"), ("field:備考", "なし")],
        ],
        &[
            &[("field:予算額", "120")],
            &[("field:予算額", "80千円")],
            &[("field:予算額", "人件費のみ")],
            &[("field:予算額", "0")],
        ],
    ],
    find: misfits,
};

/// What a cell is at first sight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Figure,
    Owner,
    Text,
}

/// A text at least so long is a sentence.
const SENTENCE: usize = 10;

fn sort(cell: &Read<'_>) -> Option<Sort> {
    let long = cell.folded.chars().nth(SENTENCE - 1).is_some();
    let owner = ["課", "室", "係", "事務局"].iter().any(|end| cell.folded.ends_with(end));
    let owner = owner && !lexicon::ends(&cell.folded, ROOMS);
    if let Some(figure) = &cell.figure {
        // 8回配信 is a short note of a column of notes
        let noted = matches!(cell.sense, Sense::Plan | Sense::Report) && !figure.unit.is_empty();
        (!noted).then_some(Sort::Figure)
    } else if owner && cell.folded.chars().count() <= 14 && !cell.text.contains(['を', '。']) {
        Some(Sort::Owner)
    } else {
        long.then_some(Sort::Text)
    }
}

/// What ends as the name of an office and is none.
const ROOMS: &[&str] = &["教室", "相談室", "図書室", "保健室", "関係", "適応指導教室", "連携室"];

/// The longest figure with its noun: ストレスチェック受検128名.
const PART: usize = 16;

/// Several figures of one cell: 実614人・延べ6,982回.
fn is_figures(cell: &Read<'_>) -> bool {
    let mut parts = cell.folded.split(['・', '、', '/', ' ', '\n']).filter(|part| !part.is_empty());
    let figure = |part: &str| {
        let digits = part.chars().any(|c| c.is_ascii_digit());
        digits && part.chars().count() <= PART && !part.contains(['を', '。', 'た', 'る'])
    };
    cell.folded.chars().any(|c| c.is_ascii_digit()) && parts.all(figure)
}

fn is_plain(cell: &Read<'_>) -> bool {
    !matches!(cell.slot.field, Field::Progress | Field::Achievement) && cell.is_given()
}

fn misfits(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut columns = BTreeMap::<&Slot, BTreeMap<Sort, usize>>::new();
    for cell in context.lines.iter().flat_map(|line| line.cells.values()) {
        if let Some(sort) = sort(cell).filter(|_| is_plain(cell)) {
            *columns.entry(&cell.slot).or_default().entry(sort).or_default() += 1;
        }
    }
    let habit = |slot: &Slot| {
        let sorts = columns.get(slot)?;
        let all: usize = sorts.values().sum();
        let (sort, most) = sorts.iter().max_by_key(|(_, count)| **count)?;
        (*most >= ROWS && *most as f64 >= HABIT * all as f64).then_some(*sort)
    };
    let mut found = Vec::new();
    for line in &context.lines {
        let odd: Vec<_> = line
            .cells
            .values()
            .filter(|cell| is_plain(cell))
            .filter_map(|cell| {
                let (usual, here) = (habit(&cell.slot)?, sort(cell)?);
                let figures = usual == Sort::Figure && is_figures(cell);
                (usual != here && !figures).then_some((cell, usual))
            })
            .collect();
        let Some((first, usual)) = odd.first() else { continue };
        // One cell alone may only be in other words; a swap has two, or a sentence among figures
        let text = sort(first) == Some(Sort::Text);
        let what = match usual {
            Sort::Figure => "数値",
            Sort::Owner => "担当課などの名称",
            Sort::Text => "文章",
        };
        let message = format!(
            "{}はほかの行では{what}ですが、この行では{}となっています。",
            first.slot.field,
            quote(first.text)
        );
        let marks = odd.iter().map(|(cell, _)| line.mark(&cell.slot)).collect();
        let severity = if odd.len() >= 2 || text { rule.severity } else { Severity::Warning };
        found.push(Finding { severity, ..rule.found(line.row.no, marks, message) });
    }
    found
}

/// Words with which a column of directions begins.
const CODED: [&str; 9] = ["拡充", "継続", "縮小", "終了", "廃止", "見直し", "休止", "改善", "完了"];

fn begins_coded(cell: &Read<'_>) -> bool {
    let text = cell.text.trim_start();
    CODED.iter().any(|word| {
        let rest = text.strip_prefix(word);
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([' ', '　', '\n', '（', '(', '：', ':'])
        })
    })
}

/// A cell that begins with the code of another column, or a coded column's cell without a code.
pub(super) const CODES: Rule = Rule {
    name: "CODE_MISPLACED",
    title: "区分の列の取り違え",
    family: Family::Cells,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "方向性などの区分が、別の列に記入されているように見えます。ご確認ください。",
    instruction: "記入する列を確認し、直してください。",
    why: "区分の列がずれると、集計から漏れ、読み手にも伝わりません。",
    example: &[
        &[("field:方向性", "継続"), ("field:課題", "会場が不足している。")],
        &[("field:方向性", "拡充　回数を増やす。"), ("field:課題", "申込みが多い。")],
        &[("field:方向性", "継続"), ("field:課題", "若い世代の参加が少ない。")],
        &[("field:方向性", "周知が十分でない。"), ("field:課題", "継続")],
    ],
    controls: &[&[
        &[("field:方向性", "継続"), ("field:課題", "会場が不足している。")],
        &[("field:方向性", "拡充　回数を増やす。"), ("field:課題", "申込みが多い。")],
        &[("field:方向性", "縮小"), ("field:課題", "継続した周知が必要である。")],
        &[("field:方向性", "－"), ("field:課題", "特になし")],
    ]],
    find: codes,
};

fn codes(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut columns = BTreeMap::<&Slot, (usize, usize)>::new();
    for cell in context.lines.iter().flat_map(ReadRow::prose) {
        let (coded, all) = columns.entry(&cell.slot).or_default();
        *all += 1;
        *coded += usize::from(begins_coded(cell));
    }
    let habit = |slot: &Slot| {
        let (coded, all) = columns.get(slot).copied().unwrap_or_default();
        coded as f64 / all.max(1) as f64
    };
    if !columns.values().any(|(coded, all)| *coded >= ROWS && *coded as f64 >= HABIT * *all as f64)
    {
        return Vec::new();
    }
    let of_line = |line: &ReadRow<'_>| {
        let strays: Vec<_> = line
            .prose()
            .filter(|cell| {
                let here = habit(&cell.slot);
                begins_coded(cell) && here < 0.2 || !begins_coded(cell) && here >= HABIT
            })
            .collect();
        let first = strays.iter().find(|cell| begins_coded(cell)).or(strays.first())?;
        let message = format!(
            "{}に{}とあり、区分の列と取り違えているように見えます。",
            first.slot.field,
            quote(first.text)
        );
        let mut marks = vec![line.mark(&first.slot)];
        marks.extend(strays.iter().filter(|c| c.slot != first.slot).map(|c| line.mark(&c.slot)));
        Some(rule.found(line.row.no, marks, message))
    };
    context.lines.iter().filter_map(of_line).collect()
}

/// Two texts of a row that stand in each other's column.
pub(super) const SWAPPED: Rule = Rule {
    name: "COLUMNS_SWAPPED",
    title: "列の取り違え",
    family: Family::Cells,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "二つの列の内容が入れ替わっているように見えます。ご確認ください。",
    instruction: "二つの列の内容を入れ替えてください。",
    why: "公表すると、行ったことと今後のこと（課題）が逆に読まれます。",
    example: &[
        &[
            ("status", "講座を３回開催し、45人が参加した。"),
            ("next_plan", "講座を４回開催し、周知も行う。"),
        ],
        &[
            ("status", "相談会を２回開催し、12人が来場した。"),
            ("next_plan", "相談会を今後も継続する。"),
        ],
        &[
            ("status", "訪問を25件行い、見守りにつないだ。"),
            ("next_plan", "訪問を丁寧に続けていく。"),
        ],
        &[
            ("status", "研修に18人が参加し、手引きを配布した。"),
            ("next_plan", "研修を対象を広げて行う。"),
        ],
        &[
            ("status", "展示を７日間行い、230人が来場した。"),
            ("next_plan", "展示を行う予定である。"),
        ],
        &[
            ("status", "教室の回数を増やし、土曜日にも開催する。"),
            ("next_plan", "教室を６回開催し、88人が参加した。"),
        ],
    ],
    controls: &[&[
        &[
            ("status", "講座を３回開催し、45人が参加した。"),
            ("next_plan", "講座を４回開催し、周知も行う。"),
        ],
        &[
            ("status", "相談会を２回開催し、12人が来場した。"),
            ("next_plan", "相談会を今後も継続する。"),
        ],
        &[
            ("status", "訪問を25件行い、見守りにつないだ。"),
            ("next_plan", "訪問を丁寧に続けていく。"),
        ],
        &[
            ("status", "研修に18人が参加し、手引きを配布した。"),
            ("next_plan", "研修を対象を広げて行う。"),
        ],
        &[
            ("status", "展示を７日間行い、230人が来場した。"),
            ("next_plan", "展示を行う予定である。"),
        ],
        &[
            ("status", "台風のため中止した。"),
            ("next_plan", "教室を６回開催し、土曜日にも開催する。"),
        ],
    ]],
    find: swapped,
};

/// How many features of a text are looked at, each with some values.
const FEATURES: usize = 5;

/// What a text is like: its last tense, whether it judges, counts, wishes, and names a difficulty.
fn features(cell: &Read<'_>) -> [usize; FEATURES] {
    let last = ends(cell).last().map_or(Tense::Bare, |clause| clause.tense);
    let tense = match last {
        Tense::Past => 0,
        Tense::Present => 1,
        Tense::Future => 2,
        Tense::Bare => 3,
    };
    let holds = |words: &[&str]| usize::from(lexicon::holds(cell.text, words));
    [
        tense,
        holds(lexicon::VERDICT),
        usize::from(tally::has_evidence(cell)),
        holds(&["予定", "目指", "図る", "図って", "いく", "今後", "次年度", "来年度", "継続"]),
        holds(&["課題", "必要", "難し", "不足", "少な", "減少"]),
    ]
}

/// How often each value of each feature occurs in a column.
struct Habit {
    counts: [[usize; 4]; FEATURES],
    all: usize,
}

impl Habit {
    /// How well a text fits the column: the logarithm of its likelihood.
    fn fit(&self, text: [usize; FEATURES]) -> f64 {
        let share = |(of, value): (&[usize; 4], usize)| {
            let seen = of.get(value).copied().unwrap_or_default() as f64;
            ((seen + 0.5) / (self.all as f64 + 1.5)).ln()
        };
        self.counts.iter().zip(text).map(share).sum()
    }
}

/// Fewer rows teach nothing.
const LEAST: usize = 5;
/// So much better must two texts fit the other's column than their own.
const BETTER: f64 = 4.5;

/// A cell with how often each feature stands in it.
type Featured<'b, 'a> = (&'b Read<'a>, [usize; FEATURES]);

fn swapped(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut habits = BTreeMap::<&Slot, Habit>::new();
    let told = |cell: &&Read<'_>| {
        is_plain(cell) && matches!(cell.sense, Sense::Report | Sense::Plan | Sense::Judgement)
    };
    let rows: Vec<(&ReadRow<'_>, Vec<Featured<'_, '_>>)> = context
        .lines
        .iter()
        .map(|line| {
            let cells =
                line.cells.values().filter(told).filter(|cell| sort(cell) == Some(Sort::Text));
            (line, cells.map(|cell| (cell, features(cell))).collect())
        })
        .collect();
    for (cell, text) in rows.iter().flat_map(|(_, cells)| cells) {
        let habit = habits
            .entry(&cell.slot)
            .or_insert_with(|| Habit { counts: [[0; 4]; FEATURES], all: 0 });
        habit.all += 1;
        for (counts, value) in habit.counts.iter_mut().zip(text) {
            if let Some(count) = counts.get_mut(*value) {
                *count += 1;
            }
        }
    }
    habits.retain(|_, habit| habit.all >= LEAST);
    let of_row = |(line, cells): &(&ReadRow<'_>, Vec<(&Read<'_>, [usize; FEATURES])>)| {
        let pairs = cells
            .iter()
            .enumerate()
            .flat_map(|(at, a)| cells.iter().skip(at + 1).map(move |b| (a, b)));
        let fit = |slot: &Slot, text| habits.get(slot).map(|habit| habit.fit(text));
        let odd = pairs.filter(|((a, _), (b, _))| a.folded != b.folded).find(|((a, x), (b, y))| {
            let fits = (fit(&a.slot, *x), fit(&a.slot, *y), fit(&b.slot, *x), fit(&b.slot, *y));
            let (Some(own), Some(theirs), Some(there), Some(here)) = fits else { return false };
            theirs > own && there > here && theirs + there - own - here > BETTER
        });
        odd.map(|((a, _), (b, _))| {
            let message = format!(
                "{}の{}と{}の{}が入れ替わっているように見えます。",
                a.slot.heading(line.sheet),
                quote(a.text),
                b.slot.heading(line.sheet),
                quote(b.text)
            );
            rule.found(line.row.no, vec![line.mark(&a.slot), line.mark(&b.slot)], message)
        })
    };
    rows.iter().filter_map(of_row).collect()
}
