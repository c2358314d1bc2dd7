//! What holds whatever is written in the cells.

use domain::{
    Field, FiscalYear, Offset, Place, Slot,
    layout::Layout,
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};
use proptest::prelude::*;

use crate::{
    cases,
    catalogue::{check, rules},
    context::CheckContext,
    finding::{Finding, Mark, Spot},
    limit::{Limit, Limits},
};

const WORDS: &[&str] = &[
    "講座を",
    "実施した。",
    "令和７年",
    "１１月５日",
    "16人",
    "１，４７８名",
    "「",
    "」",
    "（",
    "）",
    "①",
    "\n",
    "　",
    "及",
    "未定",
    "中止",
    "継続",
    "～",
    "ウィルス",
    "取組み",
    "チエック",
    "日時：",
    "障がい者",
    "会館",
    "100",
    "%",
    "ア　実施済",
    "R3.8月",
    "している",
    "そのため、",
    "を",
    "。",
    "\u{301}",
    "👪",
    "\0",
    "𠮷",
    "ｶﾞ",
    "1,200",
    "480千円",
    "12回×20人＝250人",
    "令和６年９月31日（水）",
    "15:00～13:30",
    "毎月",
    "計９回",
    "３会場で各２回",
    "平均30人",
    "うち",
    "25％増",
    "前年度の38人から",
    "目標を達成した",
    "R4 37.9→R5 37.2",
    "佐藤さん",
    "40代女性",
    "練炭",
    "※課長確認",
    "市民会館、図書館、市民会館",
    "「いのちの講演会」",
    "市内全12小学校",
    "012-345-6789",
];

/// Texts for the cells of two rows: of fragments on which rules turn, `weight` to one of any letters,
/// fewer than `most` in each.
pub(crate) fn texts(
    fragments: &[&'static str],
    weight: u32,
    most: usize,
) -> impl Strategy<Value = Vec<String>> + use<> {
    let fragment = prop_oneof![
        weight => prop::sample::select(fragments.to_vec()).prop_map(str::to_owned),
        1 => ".{0,3}",
    ];
    let text = prop::collection::vec(fragment, 0..most).prop_map(|parts| parts.concat());
    prop::collection::vec(text, 16)
}

/// Two rows whose cells say these texts.
pub(crate) fn sheet_of(texts: &[String]) -> Sheet {
    let mut sheet = cases::sheet(&[&[], &[]]);
    for (row, texts) in sheet.rows.iter_mut().zip(texts.chunks(8)) {
        for (cell, text) in row.answers.values_mut().zip(texts) {
            cell.text.clone_from(text);
        }
    }
    sheet
}

/// Texts of any letters, and of the words on which the rules turn.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(WORDS);
    prop_oneof![
        3 => prop::collection::vec(words, 0..12).prop_map(|words| words.concat()),
        1 => ".{0,40}",
    ]
}

/// Columns that a plan named itself.
const OWN: [&str; 6] =
    ["予算額（千円）", "活動指標", "目標値", "実績値", "達成率（％）", "今後の方向性"];

fn sheet(year: &str, rows: Vec<Vec<String>>) -> Sheet {
    let year = FiscalYear::parse(year).unwrap();
    let grades = vec![Grade::new("ア", "実施済"), Grade::new("ウ", "未実施")];
    let scale = Scale { name: "取組状況".to_owned(), grades };
    let rows = rows.into_iter().zip(1..).map(|(texts, no)| {
        let mut row = Row::blank(no, Place::File);
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        (row.action.text, row.content.text) = (next(), next());
        (row.page.text, row.section.text) = (next(), next());
        for (slot, _) in Slot::STANDARD {
            row.answers.insert(slot, Cell::new(next(), Place::File));
        }
        for name in OWN {
            let slot = Slot::new(Field::Other(name.to_owned()), Offset::This);
            row.answers.insert(slot, Cell::new(next(), Place::File));
        }
        row
    });
    Sheet {
        year,
        layout: Layout::standard(year, scale),
        measures: Vec::new(),
        rows: rows.collect(),
    }
}

/// The text of a marked cell.
fn marked<'a>(sheets: &'a [Sheet], mark: &Mark) -> Option<&'a str> {
    let sheet = sheets.iter().find(|sheet| sheet.year == mark.sheet)?;
    if let Spot::Head(at) = mark.spot {
        return Some(&sheet.layout.columns.get(at)?.heading);
    }
    let row = sheet.rows.iter().find(|row| row.no == mark.no)?;
    Some(match &mark.spot {
        Spot::Answer(slot) => row.text(slot),
        Spot::Action => &row.action.text,
        Spot::Content => &row.content.text,
        Spot::Page => &row.page.text,
        Spot::Section => &row.section.text,
        Spot::Head(_) => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn whatever_is_written_the_checker_ends_and_its_marks_lie_in_their_cells(
        now in prop::collection::vec(prop::collection::vec(text(), 18), 1..5),
        before in prop::collection::vec(prop::collection::vec(text(), 18), 1..5),
    ) {
        let sheets = [sheet("R7", now), sheet("R6", before)];
        all_lie_in_their_cells(&sheets, check(&CheckContext::open(&sheets[0], &[&sheets[1]])))?;
    }

    #[test]
    fn whatever_the_limits_are_set_to_the_same_holds(
        now in prop::collection::vec(prop::collection::vec(text(), 18), 1..5),
        before in prop::collection::vec(prop::collection::vec(text(), 18), 1..5),
        limits in limits(),
    ) {
        let sheets = [sheet("R7", now), sheet("R6", before)];
        all_lie_in_their_cells(&sheets, check(&CheckContext::open(&sheets[0], &[&sheets[1]]).tuned(limits)))?;
    }
}

/// Every finding says something and marks what is there.
fn all_lie_in_their_cells(sheets: &[Sheet], findings: Vec<Finding>) -> Result<(), TestCaseError> {
    for found in findings {
        prop_assert!(found.no == 0 || !found.marks.is_empty(), "{}", found.rule);
        prop_assert!(!found.message.is_empty());
        for mark in &found.marks {
            let text = marked(sheets, mark);
            prop_assert!(text.is_some(), "{} marks no cell: {mark:?}", found.rule);
            if let (Some(span), Some(text)) = (mark.span, text) {
                let within = span.start <= span.end && text.get(span.start..span.end).is_some();
                prop_assert!(within, "{} marks {span:?} of {text:?}", found.rule);
            }
        }
    }
    Ok(())
}

/// Every limit with each of its rules.
fn limits_of_rules() -> impl Iterator<Item = (&'static str, &'static Limit)> {
    rules().flat_map(|rule| rule.limits.iter().map(move |limit| (rule.name, limit)))
}

/// Every limit of every rule set to some value within its bounds, often to one of the two.
fn limits() -> impl Strategy<Value = Limits> {
    let values = limits_of_rules().map(|(rule, limit)| {
        let value = prop_oneof![
            Just(limit.least),
            Just(limit.most),
            Just(limit.usual),
            limit.least..=limit.most
        ];
        value.prop_map(move |value| (rule, limit.key, value))
    });
    values.collect::<Vec<_>>().prop_map(|values| {
        let mut limits = Limits::default();
        for (rule, key, value) in values {
            limits.set(rule, key, value).unwrap();
        }
        limits
    })
}

#[test]
fn long_cells_alike_are_compared_to_the_end_at_either_end_of_the_limits() {
    let long = |step: usize| -> String {
        let letters = "相談窓口を開き手紙を配った。".chars().cycle().take(2_900).enumerate();
        letters.map(|(at, c)| if at % step == 0 { '会' } else { c }).collect()
    };
    // one after the other, so that this year's status is nearly last year's
    let rows: Vec<Vec<String>> = vec![(0..12).map(|at| long(11 + at % 2 * 2)).collect(); 5];
    let sheets = [sheet("R7", rows.clone()), sheet("R6", rows)];
    for end in [|limit: &Limit| limit.least, |limit: &Limit| limit.most] {
        let mut limits = Limits::default();
        for (rule, limit) in limits_of_rules() {
            limits.set(rule, limit.key, end(limit)).unwrap();
        }
        let found = check(&CheckContext::open(&sheets[0], &[&sheets[1]]).tuned(limits));
        assert!(found.iter().all(|finding| !finding.marks.is_empty()));
    }
}

#[test]
fn cells_of_many_pages_are_checked_to_the_end() {
    for piece in ["「", "）", "者", "チエ", "16人、", "ー", " ", "実施した。", "\n"] {
        let long = piece.repeat(30_000 / piece.len());
        let rows = vec![vec![String::new(); 12], vec![long; 12]];
        let sheets = [sheet("R7", rows)];
        let found = check(&CheckContext::open(&sheets[0], &[]));
        assert!(found.iter().all(|finding| !finding.marks.is_empty()));
    }
}
