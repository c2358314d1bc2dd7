//! Status and plan by their tense: a status in the form of a plan, a plan in the past.

use domain::{Field, Offset, Slot};
use prose::{Clause, Completion, Tense, core, lexicon};

use super::tally;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Mark, Severity},
    rule::{Family, Rule, RuleScope},
    scan,
    sense::Sense,
};

const STATUS: [(Field, Offset); 2] =
    [(Field::Status, Offset::This), (Field::Status, Offset::Previous)];
const PLANS: [(Field, Offset); 2] = [(Field::Plan, Offset::This), (Field::Plan, Offset::Next)];

pub(super) const STATUS_PLAN_FORM: Rule = Rule {
    name: "STATUS_PLAN_FORM",
    title: "実施状況が計画の書き方",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "実施状況が計画のような書き方です。実際に行ったこと（時期・回数など）をお知らせください。",
    instruction: "実施状況は「〜した」の形で、行ったことを記入してください。",
    why: "行ったのか、これから行うのかが読み手に分からないため。",
    example: &[&[("status", "転入した方を町内会に紹介する。")]],
    controls: &[
        &[&[("status", "転入した方を町内会に紹介した。次年度も続けていく。")]],
        &[&[("status", "研修会を実施。\n日時：令和７年１１月８日\n参加者数：15人")]],
        &[&[("status", "来所件数　388件")]],
    ],
    find: |context, rule| {
        let [now, last] = STATUS.map(|(field, year)| is_in_notes(context, &field, year));
        let noted = |read: &Read<'_>| if read.slot.year == Offset::This { now } else { last };
        in_rows(
            context,
            rule,
            &STATUS,
            |read| plan_form(read, noted(read)),
            "実施状況が計画の書き方で、行ったかどうか分かりません。",
        )
    },
};

/// The share of a sheet's statuses from which on a noun at their end is its way to write.
const NOTES: f64 = 0.4;
/// Fewer statuses show no way to write.
const WRITTEN: usize = 5;

/// Whether a column is written in notes: its cells mostly end in nouns.
fn is_in_notes(context: &CheckContext<'_>, field: &Field, year: Offset) -> bool {
    let told = context.lines.iter().filter_map(|line| line.given(field.clone(), year));
    let last = told.filter_map(|read| ends(read).last().map(|clause| clause.tense));
    let (bare, all) =
        last.fold((0, 0), |(bare, all), tense| (bare + usize::from(tense == Tense::Bare), all + 1));
    all >= WRITTEN && bare as f64 >= NOTES * all as f64
}

fn plan_form(read: &Read<'_>, notes: bool) -> bool {
    let ends = ends(read);
    if ends.iter().any(|clause| matches!(clause.tense, Tense::Past | Tense::Present)) {
        return false;
    }
    let future = ends.iter().any(|clause| clause.tense == Tense::Future);
    // ■連携校での出張相談 延べ30回: of a list some items say how much was done
    if !read.text.contains("予定") && is_counted_list(read) {
        return false;
    }
    let missed = read.clauses.iter().any(|clause| clause.completion != Completion::Plain);
    if missed {
        return false;
    }
    future || !notes && stops_short(read) && !tally::has_evidence(read)
}

/// Whether a cell is a list of which an item tells what was done by a count or a day.
fn is_counted_list(read: &Read<'_>) -> bool {
    let marked = |line: &str| {
        let first = line.trim_start().chars().next();
        first.is_some_and(|c| "・■●○◆◇□▪-※→①②③④⑤".contains(c))
    };
    let items = scan::lines(read.text).filter(|(_, line)| marked(line)).count();
    items >= 2
        && read.quantities.iter().any(|one| {
            let planned = matches!(one.role, prose::QuantityRole::Target);
            let words = one.span.of(read.text);
            !planned && one.per.is_none() && !words.starts_with('年') && one.value > 0.0
        })
}

/// Ends in a noun of doing as a sentence would: 年１回実施, but not リーフレットの配布.
fn stops_short(read: &Read<'_>) -> bool {
    let end = read.text.trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    let Some(noun) = lexicon::DOING.iter().find(|noun| end.ends_with(**noun)) else { return false };
    let before = end.strip_suffix(noun).unwrap_or_default();
    let last = before.rsplit('\n').next().unwrap_or(before);
    let sentence = last.contains(['を', 'に', 'で']);
    // A month tells that it was done, as in ９月号に掲載
    let month = before
        .match_indices('月')
        .any(|(at, _)| scan::before(before, at).is_some_and(prose::classes::is_digit));
    sentence && !month && !before.ends_with(['の', '・', '、'])
}

/// The clauses that end a sentence or a line, notes (※) aside.
pub(super) fn ends(read: &Read<'_>) -> Vec<Clause> {
    let ends = |clause: &&Clause| {
        let words = clause.span.of(read.text).trim();
        !words.ends_with(['、', '，']) && !words.starts_with('※')
    };
    read.clauses.iter().filter(ends).copied().collect()
}

/// The cells of a row that are so, each row one finding.
fn in_rows(
    context: &CheckContext<'_>,
    rule: &Rule,
    slots: &[(Field, Offset)],
    is_so: impl Fn(&Read<'_>) -> bool,
    message: &str,
) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let given = slots.iter().filter_map(|(field, year)| line.given(field.clone(), *year));
        let marks: Vec<Mark> =
            given.filter(|read| is_so(read)).map(|read| mark(line, read)).collect();
        (!marks.is_empty()).then(|| rule.found(line.row.no, marks, message.to_owned()))
    };
    context.lines.iter().filter_map(of_line).collect()
}

/// A mark on the last clause.
fn mark(line: &ReadRow<'_>, read: &Read<'_>) -> Mark {
    let last = ends(read).last().map(|clause| clause.span);
    last.map_or_else(|| line.mark(&read.slot), |span| line.words(&read.slot, span))
}

pub(super) const STATUS_INTENT: Rule = Rule {
    name: "STATUS_INTENT",
    title: "実施状況の中の予定",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "実施状況に「予定」とあります。終わった年度のことであれば、実際に行ったことをお知らせください。",
    instruction: "行ったことに書き直すか、今後のことであれば計画の欄に移してください。",
    why: "終わった年度の予定が残っていると、行われたかどうか読み手に分かりません。",
    example: &[&[("status", "講座を２回開催した。個別相談を週４日実施する予定である。")]],
    controls: &[
        &[&[("status", "講座を２回開催した。次年度も実施する予定である。")]],
        &[&[("status", "予定していた講座を２回開催した。開催予定の相談会は中止した。")]],
        &[&[("plan", "個別相談を週４日実施する予定である。")]],
        &[&[("field:取組実績", "冊子を配布した。必要に応じて個別に対応する。")]],
    ],
    find: intents,
};

/// Words of what is to come after the year.
const LATER: [&str; 10] = [
    "次年度",
    "来年度",
    "翌年度",
    "今後",
    "引き続き",
    "来年",
    "以降",
    "次回",
    "将来",
    "予定どおり",
];

/// Whether words speak of the time after the year; 10月以降 is a time of the year itself.
fn is_later(words: &str) -> bool {
    LATER.iter().any(|word| {
        words.match_indices(word).any(|(at, _)| {
            let before = words.get(..at).unwrap_or_default();
            let month =
                before.strip_suffix('月').is_some_and(|b| b.ends_with(prose::classes::is_digit));
            !(month && *word == "以降")
        })
    })
}

/// A report of the plan's own column in notes, of which one item is only meant: 表彰の実施予定（３月）.
fn meant(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let own =
        |read: &&Read<'_>| matches!(read.slot.field, Field::Other(_)) && read.figure.is_none();
    let mut told = line.of_sense(Sense::Report, Offset::This).filter(own);
    told.find_map(|read| {
        let mut at = 0;
        let odd = read.text.split_inclusive(['、', '。', '\n', '，']).find_map(|item| {
            let start = at;
            at += item.len();
            let end = core(item);
            let doing = ["実施予定", "開催予定", "配布予定", "作成予定", "設置予定", "掲載予定"];
            let span = prose::Span { start, end: start + end.trim_end().len() };
            (lexicon::ends(end.trim_end(), &doing) && !is_later(item)).then_some(span)
        })?;
        let words = scan::quote(odd.of(read.text));
        let message = format!("実施状況に{words}とあり、行ったかどうか分かりません。");
        Some(rule.found(line.row.no, vec![line.words(&read.slot, odd)], message))
    })
}

/// What is told of reports in columns of the plan's own.
#[derive(Default)]
struct Habit {
    future: usize,
    all: usize,
}

/// Of so many cells of a column not more than this share may look ahead, or it is its way to write.
const AHEAD: f64 = 0.15;

/// Reports in columns of the plan's own that only announce: 新たに３社を認定する予定である.
fn announced(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let told = |read: &Read<'_>| {
        let own = matches!(read.slot.field, Field::Other(_)) && read.slot.year == Offset::This;
        let years = domain::FiscalYear::in_heading(read.slot.field.label());
        let now = years.iter().all(|year| *year <= context.sheet.year);
        let report = matches!(read.sense, Sense::Report | Sense::Actual);
        own && now && report && read.figure.is_none() && read.is_given()
    };
    let ahead = |read: &Read<'_>| {
        let years = read.years.iter().any(|year| year.year > context.sheet.year);
        let ends = ends(read);
        let plan = ends.iter().find(|clause| {
            let words = clause.span.of(read.text);
            let noun = ["予定", "予定。"].iter().any(|end| core(words).ends_with(end));
            // What only tells of a state: 12件を含む, 別表による
            let state = [
                "含む",
                "ある",
                "よる",
                "いる",
                "なる",
                "できる",
                "異なる",
                "除く",
                "当たる",
                "要する",
            ];
            let ends = clause.tense == Tense::Future && !lexicon::ends(core(words), &state)
                || noun
                || words.contains("予定で") && clause.tense == Tense::Future;
            ends && clause.completion == Completion::Plain && !is_later(words)
        });
        let all = ends.iter().all(|clause| {
            clause.tense == Tense::Future || clause.span.of(read.text).contains("予定")
        });
        plan.filter(|clause| !years && (all || clause.span.of(read.text).contains("予定")))
            .map(|clause| clause.span)
    };
    let mut columns = std::collections::BTreeMap::<&Slot, Habit>::new();
    for read in context.lines.iter().flat_map(|line| line.cells.values()).filter(|c| told(c)) {
        let habit = columns.entry(&read.slot).or_default();
        habit.all += 1;
        habit.future += usize::from(ahead(read).is_some());
    }
    let rare = |slot: &Slot| {
        columns.get(slot).is_some_and(|habit| {
            habit.all >= WRITTEN && habit.future as f64 <= AHEAD * habit.all as f64
        })
    };
    let of_line = |line: &ReadRow<'_>| {
        let mut cells = line.cells.values().filter(|cell| told(cell) && rare(&cell.slot));
        let (cell, span) = cells.find_map(|cell| Some((cell, ahead(cell)?)))?;
        let words = scan::quote(span.of(cell.text));
        let message = format!(
            "{}に{words}とあり、行ったかどうか分かりません（ほかの行は行ったことが書かれています）。",
            cell.slot.field
        );
        Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
    };
    context.lines.iter().filter_map(of_line).collect()
}

fn intents(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = announced(context, rule);
    let known: Vec<u32> = found.iter().filter_map(|one| one.marks.first()).map(|m| m.no).collect();
    for line in &context.lines {
        found.extend(meant(line, rule).filter(|_| !known.contains(&line.row.no)));
        let Some(read) = line.given(Field::Status, Offset::This) else { continue };
        // A status of nothing but intents is told of as a whole
        if plan_form(read, true) {
            continue;
        }
        let later =
            |words: &str| is_later(words) || read.years.iter().any(|year| year.year > line.sheet);
        let odd = ends(read).into_iter().find(|clause| {
            let words = clause.span.of(read.text);
            let end = core(words);
            let ends =
                ["予定", "予定です", "予定である", "予定だ", "予定しています", "予定している"];
            clause.completion == Completion::Plain && lexicon::ends(end, &ends) && !later(words)
        });
        found.extend(odd.map(|clause| {
            let words = scan::quote(clause.span.of(read.text));
            let message = format!("実施状況に{words}とあり、行ったかどうか分かりません。");
            rule.found(line.row.no, vec![line.words(&read.slot, clause.span)], message)
        }));
    }
    found
}

pub(super) const STATUS_PRESENT: Rule = Rule {
    name: "STATUS_PRESENT",
    title: "実施状況が「〜している」",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "実施状況が「〜している」という書き方です。この年度に行ったこと（回数など）をお知らせください。",
    instruction: "実施状況は「〜した」の形で、その年度に行ったことを記入してください。",
    why: "その年度に何を行ったのかが読み取れず、毎年同じ文になりやすいため。",
    example: &[&[("status", "県の主催する勉強会に加わっています。")]],
    controls: &[
        &[&[("status", "県の主催する勉強会に加わった。")]],
        &[&[("status", "連携している機関と会議を開催した。")]],
        &[&[("status", "研修に参加した。日頃から連携している。")]],
    ],
    find: |context, rule| {
        in_rows(
            context,
            rule,
            &STATUS,
            present,
            "実施状況が「〜している」で終わり、この年度に行ったことが分かりません。",
        )
    },
};

fn present(read: &Read<'_>) -> bool {
    let ends = ends(read);
    let past = ends.iter().any(|clause| clause.tense == Tense::Past);
    !past && ends.iter().any(|clause| is_lasting(read, clause))
}

/// している, しています and the like; 必要である is none.
fn is_lasting(read: &Read<'_>, clause: &Clause) -> bool {
    let words = core(clause.span.of(read.text));
    clause.tense == Tense::Present && lexicon::ends(words, lexicon::LASTING)
}

pub(super) const PLAN_PAST: Rule = Rule {
    name: "PLAN_PAST",
    title: "計画が過去形",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "計画が「〜した」という書き方です。これから行うことをお知らせください。",
    instruction: "計画は「〜する」の形で、これから行うことを記入してください。",
    why: "前年度の実施状況を写した可能性があるため。",
    example: &[&[("plan", "市内の事業所に周知を図った。")]],
    controls: &[
        &[&[("plan", "市内の事業所に周知を図る。")]],
        &[&[("plan", "これまで会場を一つとしていたが、二つに増やしていく。")]],
        &[&[("plan", "策定した計画に基づき支援する。")]],
    ],
    find: plan_past,
};

fn plan_past(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut found = Vec::new();
    for line in &context.lines {
        for (field, year) in &PLANS {
            let Some(read) = line.given(field.clone(), *year) else { continue };
            let ends = ends(read);
            let Some(past) = ends.iter().find(|clause| clause.tense == Tense::Past) else {
                continue;
            };
            let mixed = ends.iter().any(|clause| clause.tense == Tense::Future);
            let severity = if mixed { Severity::Info } else { rule.severity };
            let message =
                format!("計画に{}と過去形で書かれています。", scan::quote(past.span.of(read.text)));
            let mark = line.words(&read.slot, past.span);
            found.push(Finding { severity, ..rule.found(line.row.no, vec![mark], message) });
        }
    }
    found
}

pub(super) const PLAN_PRESENT: Rule = Rule {
    name: "PLAN_PRESENT",
    title: "計画が「〜している」",
    family: Family::Cells,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "計画が「〜している」という書き方です。これから行うことをお知らせください。",
    instruction: "計画は「〜する」の形で、これから行うことを記入してください。",
    why: "現状の説明であって、その年度に行うことが読み取れないため。",
    example: &[&[("plan", "あおぞら体操の会場を増やし、通いの場を応援しています。")]],
    controls: &[
        &[&[("plan", "あおぞら体操の会場を増やしていきます。")]],
        &[&[("plan", "連携している機関に協力を依頼する。")]],
    ],
    find: |context, rule| {
        in_rows(
            context,
            rule,
            &PLANS,
            |read| {
                ends(read).last().is_some_and(|clause| {
                    // 検討している is what is under way for the year to come
                    let words = core(clause.span.of(read.text));
                    let begun = ["検討", "協議", "調整", "準備", "計画", "予定", "交渉", "相談"]
                        .iter()
                        .any(|noun| {
                            lexicon::LASTING.iter().any(|end| {
                                words.strip_suffix(end).is_some_and(|rest| {
                                    rest.trim_end_matches(['を', 'し']).ends_with(noun)
                                })
                            })
                        });
                    is_lasting(read, clause) && !begun
                })
            },
            "計画が「〜している」で終わり、これから行うことが分かりません。",
        )
    },
};

/// The slot of this year's answer to a field.
pub(super) fn this(field: Field) -> Slot {
    Slot::new(field, Offset::This)
}
