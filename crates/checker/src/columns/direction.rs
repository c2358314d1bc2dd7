//! Where an action goes, by its column, against what the plan says.

use domain::Offset;
use prose::{Span, lexicon};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// The plan goes the other way.
pub(super) const RULE: Rule = Rule {
    name: "DIRECTION_MISMATCH",
    title: "方向性と計画の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "今後の方向性（拡充・継続・縮小・終了）と、計画の内容が合いません。どちらが正しいでしょうか。",
    instruction: "方向性か計画の記述を直してください。",
    why: "区分と文章が反対では、事業がどうなるのか読み手に分かりません。",
    example: &[&[
        ("field:今後の方向性", "縮小"),
        ("next_plan", "会場を増やし、回数も年６回に拡充する。"),
    ]],
    controls: &[
        &[&[
            ("field:今後の方向性", "拡充"),
            ("next_plan", "会場を増やし、回数も年６回に拡充する。"),
        ]],
        &[&[("field:今後の方向性", "継続"), ("next_plan", "引き続き、年４回開催する。")]],
        &[&[("field:今後の方向性", "縮小　冊子の配布をやめ、回数を減らす。")]],
        &[&[("field:方向性", "維持"), ("next_plan", "・休止サロンの再開支援")]],
        &[&[("field:方向性", "完了　結果を報告書にまとめ、次年度は検証の結果を公表する。")]],
        &[&[("field:方向性", "廃止"), ("next_plan", "他課に移管し、引き続き相談に応じます。")]],
    ],
    find,
};

/// Which way an action goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    More,
    Same,
    Less,
    End,
}

const WAYS: [(&str, Way); 17] = [
    ("拡充", Way::More),
    ("拡大", Way::More),
    ("充実", Way::More),
    ("強化", Way::More),
    ("継続", Way::Same),
    ("維持", Way::Same),
    ("現状どおり", Way::Same),
    ("現状維持", Way::Same),
    ("現状のまま", Way::Same),
    ("現行どおり", Way::Same),
    ("縮小", Way::Less),
    ("縮減", Way::Less),
    ("廃止", Way::End),
    ("終了", Way::End),
    ("完了", Way::End),
    ("休止", Way::End),
    ("中止", Way::End),
];

impl Way {
    /// Words of a plan that go against it.
    fn against(self) -> &'static [&'static str] {
        match self {
            Self::More => lexicon::GOES_DOWN,
            Self::Same => lexicon::GOES_OUT,
            Self::Less => lexicon::GOES_UP,
            Self::End => lexicon::GOES_ON,
        }
    }
}

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| against(line, rule)).collect()
}

/// The direction of a row: a cell that is a code, alone or before a sentence.
fn direction<'b, 'a>(line: &'b ReadRow<'a>) -> Option<(&'b Read<'a>, &'static str, Way)> {
    line.cells.values().filter(|cell| cell.is_given()).find_map(|cell| {
        let begins = cell.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let (word, way) = WAYS.iter().find(|(word, _)| begins.starts_with(word))?;
        let rest = begins.strip_prefix(word)?;
        let apart = rest.is_empty()
            || rest.starts_with(|c: char| c.is_whitespace() || "（(：:。、・".contains(c));
        let coded = cell.sense == Sense::Direction
            || matches!(cell.sense, Sense::Plan | Sense::Grade)
                && (apart || cell.text.chars().count() <= 6);
        coded.then_some((cell, *word, *way))
    })
}

/// What may follow a noun that is done to the action.
const DONE_TO: [&str; 14] = [
    "。",
    "、",
    "，",
    "\n",
    "（",
    "(",
    "する",
    "し、",
    "しま",
    "した。",
    "とする",
    "とし",
    "とな",
    "へ",
];

/// Whether words are what is done to the action: 今年度で廃止, 廃止する; 休止サロンの再開 and
/// 廃止した講座 only name something.
fn is_done_to_it(text: &str, at: usize, word: &str) -> bool {
    let rest = text.get(at + word.len()..).unwrap_or_default().trim_start_matches(' ');
    let rest = ["予定", "決定"].iter().find_map(|noun| rest.strip_prefix(noun)).unwrap_or(rest);
    let noun = word.chars().next_back().is_some_and(prose::classes::is_han);
    rest.is_empty() || !noun || DONE_TO.iter().any(|end| rest.starts_with(end))
}

/// The first of some words that is done to the action.
fn done_to_it(text: &str, words: &[&'static str]) -> Option<(usize, &'static str)> {
    let hits = words.iter().flat_map(|word| text.match_indices(word).map(|(at, _)| (at, *word)));
    hits.filter(|(at, word)| is_done_to_it(text, *at, word)).min()
}

/// 次年度は…実施する: what ended is done again.
fn next_year(text: &str) -> Option<(usize, &'static str)> {
    let years = ["次年度は", "来年度は", "翌年度は", "次年度も", "来年度も"];
    years.iter().find_map(|year| {
        let at = text.find(*year)?;
        let rest = text.get(at..)?.split(['。', '\n']).next()?;
        let again = ["を実施する", "を実施します", "を開催", "を続け", "て実施する", "て開催する"];
        lexicon::holds(rest, &again).then_some((at, *year))
    })
}

fn against(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let (column, word, way) = direction(line)?;
    let told = |cell: &&Read<'_>| {
        let ahead = cell.slot.year == Offset::Next || cell.sense == Sense::Direction;
        ahead
            || cell.slot == column.slot
            || cell.sense == Sense::Judgement && cell.slot.year == Offset::This
    };
    let (cell, span) = line.prose().filter(told).find_map(|cell| {
        let plans = cell.sense != Sense::Judgement || cell.slot.year == Offset::Next;
        // What was done says of what comes only that it ended
        let words = match way {
            Way::More | Way::Same if !plans => lexicon::HAS_ENDED,
            Way::Less if !plans => return None,
            way => way.against(),
        };
        let stays: &[&str] = if way == Way::More { lexicon::STAYS } else { &[] };
        // The word itself may begin the cell that goes on in a sentence
        let from = if cell.slot == column.slot { cell.text.find(word)? + word.len() } else { 0 };
        let text = cell.text.get(from..)?;
        let (at, hit) = done_to_it(text, words)
            .or_else(|| stays.iter().find_map(|word| Some((text.find(*word)?, *word))))
            .or_else(|| (way == Way::End && plans).then(|| next_year(text)).flatten())?;
        // Where the direction itself is told as well, the other is only a part of it
        let own = match way {
            Way::More => lexicon::GOES_UP,
            Way::Less => lexicon::GOES_DOWN,
            Way::End => lexicon::ENDS_ELSEWHERE,
            Way::Same => lexicon::GOES_ON,
        };
        (!lexicon::holds(text, own)).then_some(())?;
        let span = Span { start: from + at, end: from + at + hit.len() };
        let clause = crate::likeness::clause_at(cell, span).map_or(span, |clause| clause.span);
        let denied = ["しない", "せず", "することなく", "懸念", "防"]
            .iter()
            .any(|no| clause.of(cell.text).contains(no));
        // 紙の受付を終了し、電子申請とする: one way of it ends, it goes on another
        let swapped = ["切替", "切り替え", "電子", "オンライン", "移行", "変更", "一本化"];
        let swapped =
            way == Way::Same && lexicon::holds(cell.sentence(span).of(cell.text), &swapped);
        (!denied && !swapped)
            .then_some((cell, Span { start: clause.start.max(from), end: clause.end }))
    })?;
    let message = format!(
        "{}は「{word}」ですが、{}に{}とあります。",
        column.slot.field,
        cell.slot.field,
        quote(span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, span), line.mark(&column.slot)];
    Some(rule.found(line.row.no, marks, message))
}
