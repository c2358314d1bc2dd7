//! What a heading of a list of indicators means; years and kinds as cells say them.

use domain::{FiscalYear, indicator::FigureKind, text::fold};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListColumn {
    /// The action that the indicator is of.
    Action,
    Name,
    Unit,
    /// The year of the line.
    Year,
    /// The kind of the line's value.
    Kind,
    /// A value whose year and kind the line tells.
    Value,
    /// The year of the line's values of a kind.
    YearOf(FigureKind),
    /// Values of a kind; of a year, where the heading says it.
    Figure(FigureKind, Option<FiscalYear>),
}

/// Headings by their words, folded.
const WORDS: [(ListColumn, &[&str]); 8] = [
    (ListColumn::Action, &["計画における項目", "事業", "事業名", "action"]),
    (
        ListColumn::Name,
        &[
            "指標",
            "指標名",
            "指標名称",
            "指標項目",
            "評価指標",
            "評価指標名",
            "成果指標",
            "成果指標名",
            "数値指標",
            "indicator",
        ],
    ),
    (ListColumn::Unit, &["単位", "unit"]),
    (ListColumn::Year, &["年度", "年", "対象年度", "対象年", "調査年度", "調査年", "year"]),
    (ListColumn::Kind, &["区分", "種別", "種類", "値の区分", "値の種類", "kind"]),
    (ListColumn::Value, &["値", "数値", "value"]),
    (
        ListColumn::YearOf(FigureKind::Base),
        &["基準年", "基準年度", "基準年次", "基準値の年度", "基準値年度", "現状年度"],
    ),
    (
        ListColumn::YearOf(FigureKind::Target),
        &["目標年", "目標年度", "目標年次", "目標値の年度", "目標値年度"],
    ),
];

/// What names a kind, the longer words first.
const KINDS: [(&str, FigureKind); 18] = [
    ("最終目標値", FigureKind::Target),
    ("中間目標値", FigureKind::Target),
    ("最終目標", FigureKind::Target),
    ("中間目標", FigureKind::Target),
    ("数値目標", FigureKind::Target),
    ("目標数値", FigureKind::Target),
    ("目標値", FigureKind::Target),
    ("目標", FigureKind::Target),
    ("計画策定時", FigureKind::Base),
    ("策定時", FigureKind::Base),
    ("ベースライン", FigureKind::Base),
    ("基準値", FigureKind::Base),
    ("基準", FigureKind::Base),
    ("現状値", FigureKind::Base),
    ("現状", FigureKind::Base),
    ("実績値", FigureKind::Actual),
    ("実績", FigureKind::Actual),
    ("実測値", FigureKind::Actual),
];

/// What may stand beside a year or kind and changes neither.
const BESIDE: [&str; 6] = ["確定値", "速報値", "確定", "速報", "現在", "時点"];
const ALONE: [&str; 7] = ["", "値", "年", "年度", "暦年", "西暦", "末"];

/// What parts a heading: 令和元（2019）年度, H31/R1, 実績値：R3.
const BREAKS: [char; 16] =
    ['(', ')', '[', ']', '〔', '〕', '【', '】', '「', '」', '/', '・', ':', ',', '、', '='];

/// Words of columns that judge figures and give none.
const JUDGED: [&str; 8] = ["達成", "進捗", "増減", "前年", "評価", "判定", "比較", "方向"];

/// The role of a column.
pub(super) fn role(heading: &str) -> Option<ListColumn> {
    let folded = fold(heading);
    let folded = folded.trim_matches(['※', '*', '.', '。', ':']);
    let known = WORDS.iter().find(|(_, words)| words.contains(&folded));
    known.map(|(role, _)| *role).or_else(|| figure(folded))
}

/// Whether a heading names a year or a kind, so that numbers below it would be figures.
pub(super) fn is_unclear(heading: &str) -> bool {
    let folded = fold(heading);
    let kind = KINDS.iter().any(|(word, _)| folded.contains(word));
    let judged = JUDGED.iter().any(|word| folded.contains(word));
    !judged && role(heading).is_none() && (kind || FiscalYear::find(&folded).is_some())
}

/// The year that a cell says: R3, 令和３年（暦年）, 2021.
pub(super) fn year(text: &str) -> Option<FiscalYear> {
    match figure(&fold(text))? {
        ListColumn::Figure(FigureKind::Actual, year) => year,
        _ => None,
    }
}

/// The kind that a cell says: 目標, 実績値.
pub(super) fn kind(text: &str) -> Option<FigureKind> {
    match figure(&fold(text))? {
        ListColumn::Figure(kind, None) => Some(kind),
        _ => None,
    }
}

/// A heading that consists of a kind, a year or both. A year alone is one of actual values.
fn figure(folded: &str) -> Option<ListColumn> {
    let (mut kind, mut year) = (None, None);
    for part in folded.split(BREAKS) {
        let mut rest = part.to_owned();
        if let Some((word, found)) = KINDS.iter().find(|(word, _)| part.contains(word)) {
            if kind.is_some_and(|kind| kind != *found) {
                return None;
            }
            kind = Some(*found);
            rest = rest.replacen(word, "", 1);
        }
        for word in BESIDE {
            rest = rest.replace(word, "");
        }
        if ALONE.contains(&rest.as_str()) {
            continue;
        }
        let found = FiscalYear::parse(rest.strip_suffix('末').unwrap_or(&rest)).ok()?;
        if year.is_some_and(|year| year != found) {
            return None;
        }
        year = Some(found);
    }
    (kind.is_some() || year.is_some())
        .then(|| ListColumn::Figure(kind.unwrap_or(FigureKind::Actual), year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(start: i32) -> Option<FiscalYear> {
        FiscalYear::starting(start)
    }

    #[test]
    fn a_year_is_a_column_of_actual_values_in_every_form() {
        for heading in [
            "R1",
            "令和元年度",
            "2019",
            "R1年",
            "令和元年（暦年）",
            "平成31年／令和元年",
            "令和元\n（2019）\n年度",
            "Ｒ元年度実績",
            "実績値（R1）",
            "実績\n令和元年度末",
            "2019年度 確定値",
        ] {
            assert_eq!(
                role(heading),
                Some(ListColumn::Figure(FigureKind::Actual, of(2019))),
                "{heading}"
            );
        }
    }

    #[test]
    fn targets_and_base_values_have_their_year_in_the_heading_or_not() {
        for (heading, kind, year) in [
            ("基準値(H30)", FigureKind::Base, of(2018)),
            ("計画策定時\n（平成30年度）", FigureKind::Base, of(2018)),
            ("現状値", FigureKind::Base, None),
            ("目標値（令和７年度）", FigureKind::Target, of(2025)),
            ("R7目標", FigureKind::Target, of(2025)),
            ("中間目標値", FigureKind::Target, None),
            ("実績値", FigureKind::Actual, None),
        ] {
            assert_eq!(role(heading), Some(ListColumn::Figure(kind, year)), "{heading}");
        }
        assert_eq!(role("目標\n年度"), Some(ListColumn::YearOf(FigureKind::Target)));
        assert_eq!(role("評価指標"), Some(ListColumn::Name));
    }

    #[test]
    fn what_is_no_column_of_figures_is_none_and_what_may_be_one_is_unclear() {
        for heading in ["備考", "No", "目標達成率（％）", "前年度比", "R3の評価", "担当課", "12"]
        {
            assert_eq!(role(heading), None, "{heading}");
            assert!(!is_unclear(heading), "{heading}");
        }
        for heading in ["R3見込", "令和３年度計画値", "目標値（％）", "R2～R4実績", "基準・目標"]
        {
            assert_eq!(role(heading), None, "{heading}");
            assert!(is_unclear(heading), "{heading}");
        }
    }

    #[test]
    fn cells_say_years_and_kinds() {
        assert_eq!(year("令和３年（暦年）"), of(2021));
        assert_eq!(year("2021"), of(2021));
        assert_eq!((year("3"), year("目標"), year("R8目標")), (None, None, None));
        assert_eq!(
            (kind("目標値"), kind("実 績"), kind("")),
            (Some(FigureKind::Target), Some(FigureKind::Actual), None)
        );
    }
}
