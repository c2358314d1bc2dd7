//! Days outside the year that a column asks about, and a year left over from last year's text.

use domain::{Day, FiscalYear, Offset};
use prose::{AskedField, Clause, Date, Tense, lexicon};

use crate::scan::in_cells;
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{clause_at, head, tail},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// Told as done in the year, on a day of another.
pub(super) const OUT_OF_YEAR: Rule = Rule {
    name: "DATE_OUT_OF_YEAR",
    title: "年度の外の日付",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "この欄の年度に入らない日付があります。日付は正しいでしょうか。",
    instruction: "日付を確認してください。ほかの年度のことであれば、その旨を書いてください。",
    why: "前年度の文章を写したまま、年だけ直し忘れていることがあるためです。",
    example: &[&[("status", "令和６年10月５日に市民講座を開催し、32人が参加した。")]],
    controls: &[
        &[&[("status", "令和８年２月５日に市民講座を開催した。")]],
        &[&[("status", "令和６年３月に策定した計画に基づき、研修を行った。")]],
        &[&[("status", "前年度（令和７年１月）に作成した手引きを配布した。")]],
        &[&[("status", "令和６年10月から開設している窓口で相談に応じた。")]],
    ],
    find: |context, rule| {
        let known = as_of(context).or(context.written_on());
        in_cells(context, |line, cell| outside(line, cell, known, rule))
    },
};

/// The day up to which the form asks: 令和7年9月末現在.
fn as_of(context: &CheckContext<'_>) -> Option<Day> {
    let columns = context.sheet.layout.columns.iter();
    let day = columns.filter_map(|column| {
        let asked = AskedField { field: &domain::Field::Status, year: context.sheet.year };
        let date = prose::dates(&column.heading, asked).into_iter().next()?;
        let rest = head(column.heading.get(date.span.end..)?, 6);
        let last = rest.starts_with('末');
        let told = rest.contains("現在") || rest.contains("時点");
        let day = u32::from(date.day.unwrap_or(if last { 28 } else { 1 }));
        let day = Day::new(date.year, u32::from(date.month), day)?;
        told.then(|| if last { day.after(3) } else { day })
    });
    day.max()
}

fn outside(
    line: &ReadRow<'_>,
    cell: &Read<'_>,
    known: Option<Day>,
    rule: &Rule,
) -> Option<Finding> {
    let asked = cell.slot.year.of(line.sheet);
    let plan = cell.sense == Sense::Plan;
    (plan || cell.sense.is_told()).then_some(())?;
    let odd = cell.dates.iter().find(|date| {
        let Some(fiscal) = date.fiscal_year() else { return false };
        // What is planned may be of any year to come
        let other = if plan { fiscal < asked } else { fiscal != asked };
        let late = !plan && date.calendar().zip(known).is_some_and(|(day, known)| day > known);
        let held =
            || is_held(cell, date, plan) || is_result(cell) && is_deed(cell, date, asked, late);
        (date.year_written && other || late) && held() && !is_aside(cell, date, asked, late)
    })?;
    let fiscal = odd.fiscal_year()?;
    let words = quote(odd.span.of(cell.text));
    let column = cell.slot.heading(line.sheet);
    let message = if fiscal == asked {
        format!("{words}に行ったとありますが、{}より後の日付です。", known?.spoken())
    } else {
        format!("{column}の欄に{words}とありますが、これは{fiscal}の日付です。")
    };
    let severity = if odd.day.is_some() { rule.severity } else { Severity::Info };
    let severity = if is_report(cell) || plan { rule.severity } else { severity };
    let marks = vec![line.words(&cell.slot, odd.span)];
    Some(Finding { severity, ..rule.found(line.row.no, marks, message) })
}

/// Whether a day outside the year belongs to what the year's work comes from or leads to: the plan that
/// was agreed before it began, the results that were told when it was over.
fn is_aside(cell: &Read<'_>, date: &Date, asked: FiscalYear, late: bool) -> bool {
    let words = cell.sentence(date.span).of(cell.text);
    let Some(fiscal) = date.fiscal_year() else { return false };
    let begun = ["から始ま", "から開始", "から施行", "から適用", "からスタート", "から運用"];
    let before = fiscal < asked && begun.iter().any(|word| words.contains(word));
    let results = ["の結果", "の実績", "実績を", "結果を", "実績は", "結果は", "決算"];
    let told = ["報告", "公表", "提出", "集計", "送付", "取りまとめ"];
    let after = fiscal == asked.plus(1) && !late && (4..=9).contains(&date.month);
    before
        || after
            && results.iter().any(|word| words.contains(word))
            && told.iter().any(|word| words.contains(word))
}

/// Whether a cell tells what was done, in words or beside its figures.
fn is_result(cell: &Read<'_>) -> bool {
    matches!(cell.sense, Sense::Report | Sense::Actual)
}

fn is_report(cell: &Read<'_>) -> bool {
    cell.sense == Sense::Report
}

/// Whether a date is that of something that the cell says was done, or is to be done.
fn is_held(cell: &Read<'_>, date: &Date, plan: bool) -> bool {
    let after = cell.text.get(date.span.end..).unwrap_or_default();
    let before = cell.text.get(..date.span.start).unwrap_or_default();
    let after = date.weekday.map_or(after, |day| cell.text.get(day.span.end..).unwrap_or_default());
    // 令和6年10月～: it goes on; 11月18日～22日 is a stretch of days
    let endless = after.strip_prefix(['～', '~', '〜']).is_some_and(|rest| {
        !rest.trim_start().starts_with(|c| prose::classes::is_digit(c) || c == '令' || c == 'R')
    });
    if lexicon::holds(head(after, 6), lexicon::NO_SESSIONS) || endless {
        return false;
    }
    let Some(clause) = clause_at(cell, date.span) else { return false };
    let words = clause.span.of(cell.text);
    // R7.3末で廃止: what ended before the years to come
    let ended = plan && lexicon::holds(words, lexicon::HAS_ENDED);
    if ended
        || lexicon::holds(words, lexicon::OTHER_TIMES)
        || lexicon::holds(tail(before, 8), lexicon::LAST_TIMES)
    {
        return false;
    }
    let deed = lexicon::holds(words, lexicon::HELD_ON)
        || lexicon::holds(tail(before, 8), lexicon::DAY_LABELS);
    deed && (plan || clause.tense != Tense::Future)
}

/// Whether a day is that of any deed that a report tells: のぼり旗を設置しました, 公表した, or of a numbered
/// session. What is in the middle of its sentence may be the day of something else (設置した協議会で).
fn is_deed(cell: &Read<'_>, date: &Date, asked: FiscalYear, late: bool) -> bool {
    let back = date.fiscal_year().is_some_and(|year| year < asked && year >= asked.plus(-2));
    let piece = cell.sentence(date.span);
    let from = date.end();
    let after = cell.text.get(from..piece.end).unwrap_or_default();
    let before = cell.text.get(piece.start..date.span.start).unwrap_or_default();
    let lead = before.rsplit(['、', '，']).next().unwrap_or(before);
    // 12月13日に、過去3年以内の受講者を: behind the day these words are of something else
    let compared = ["過去", "前年", "昨年", "前回", "比較", "比べ", "同期", "同月"];
    let near = head(after, BESIDE);
    let background =
        lexicon::OTHER_TIMES.iter().any(|word| near.contains(word) && !compared.contains(word));
    let apart = background
        || lexicon::holds(lead, lexicon::OTHER_TIMES)
        || lexicon::holds(tail(before, 8), lexicon::LAST_TIMES);
    if apart {
        return false;
    }
    let session = lead.trim_end_matches(['は', '：', ':', '（', '(', '　', ' ', 'を']);
    let numbered = session.strip_suffix('回').is_some_and(|number| {
        let bare = number.trim_end_matches(prose::classes::is_digit);
        bare.len() < number.len() && bare.ends_with('第')
    });
    let told = cell
        .clauses
        .iter()
        .filter(|clause| clause.span.end > from && clause.span.start < piece.end)
        .find(|clause| clause.tense != Tense::Bare)
        .is_some_and(|clause| clause.tense == Tense::Past);
    let on = after.starts_with(['に', 'か', '、', '～', '~', '〜', 'の']);
    date.day.is_some() && (numbered || (back || late) && told && on && !is_attribute(after))
}

/// So near behind a day its own deed begins.
const BESIDE: usize = 14;

/// Whether the first past verb stands before a noun: に設置した協議会で.
fn is_attribute(after: &str) -> bool {
    ["した", "れた", "った", "いた", "けた", "めた"].iter().any(|verb| {
        after.find(verb).is_some_and(|at| {
            let rest = after.get(at + verb.len()..).unwrap_or_default();
            rest.starts_with(prose::classes::is_of_noun) || rest.starts_with('「')
        })
    })
}

/// Last year's year in this year's words.
pub(super) const LEFT_OVER: Rule = Rule {
    name: "YEAR_LEFT_OVER",
    title: "前の年度の書き残し",
    family: Family::Calendar,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "この欄の年度ではない年度が書かれています。前の年度の文章の書き残しではないでしょうか。",
    instruction: "年度を確認し、書き残しであれば直してください。",
    why: "年度の書き残しがあると、いつのことか分からず、内容も写したままではないかと疑われます。",
    example: &[&[("status", "令和６年度は、窓口で相談先の一覧を配布した。")]],
    controls: &[
        &[&[("status", "令和６年度に比べ、来所が増えた。令和７年度は一覧を配布した。")]],
        &[&[("status", "令和６年度から継続して、一覧を配布した。")]],
        &[&[("status", "令和６年度版の手引きを配布した。")]],
        &[&[("previous_status", "令和６年度は、窓口で一覧を配布した。")]],
    ],
    find: |context, rule| in_cells(context, |line, cell| left_over(line, cell, rule)),
};

fn left_over(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let asked = cell.slot.year.of(line.sheet);
    let plan = cell.sense == Sense::Plan;
    (plan || cell.sense.is_told()).then_some(())?;
    let written: Vec<_> = cell.years.iter().filter(|named| !named.relative).collect();
    if written.iter().any(|named| named.year >= asked) {
        return None;
    }
    let odd = written.into_iter().find(|named| {
        let near = (1..=2).any(|back| named.year == asked.plus(-back));
        let clause = clause_at(cell, named.span);
        near && clause.is_some_and(|clause| speaks_of(cell, clause, named.span.end, plan))
    })?;
    let words = quote(odd.span.of(cell.text));
    let column = match cell.slot.year {
        Offset::Next => format!("今後（{asked}以降）"),
        _ => official(asked),
    };
    let message = format!("{column}の欄に{words}とあります。{column}のことではありませんか。");
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, odd.span)], message))
}

fn official(year: FiscalYear) -> String {
    year.official()
}

/// Whether a clause tells what was done, or is to be done, in the year that ends before the byte.
fn speaks_of(cell: &Read<'_>, clause: &Clause, end: usize, plan: bool) -> bool {
    let after = cell.text.get(end..clause.span.end.max(end)).unwrap_or_default();
    let begins = after.trim_start_matches(['度', '中', '内']);
    let joint = ["は", "に", "の", "も", "、", "において", "分", "：", ":", "　", " "];
    let apart = lexicon::holds(head(begins, 10), lexicon::YEARS_APART)
        || lexicon::holds(clause.span.of(cell.text), lexicon::OTHER_TIMES);
    let told = if plan { clause.tense == Tense::Future } else { clause.tense == Tense::Past };
    let noted =
        clause.tense == Tense::Bare && lexicon::holds(clause.span.of(cell.text), lexicon::DOING);
    let summed = begins.strip_prefix(['の', '分']).is_some_and(|rest| {
        let object = head(rest, 12).split('を').next().unwrap_or_default();
        lexicon::holds(object, &["進捗", "実績", "結果", "状況", "評価", "取組", "事業", "報告"])
            && lexicon::holds(rest, lexicon::SUMMED_UP)
    });
    let joined = joint.iter().any(|word| begins.starts_with(word));
    joined && !apart && !summed && (told || noted)
}
