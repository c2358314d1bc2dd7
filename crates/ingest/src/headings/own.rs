//! Headings of other plans' own questions: money, indicators, targets, opinions. They are held under
//! their own names, so that nothing of them is lost.

use domain::{Field, text::fold};

use super::words::without_years;

/// What such a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// An indicator: the row's title where no other column is.
    Title,
    /// Whether the action goes on, grows or ends.
    Direction,
    /// A field under its own name.
    Field,
    /// What is to come.
    Plan,
    /// What was done.
    Status,
}

/// The meaning of a heading's words, which have lost their years and brackets.
pub(super) fn meaning(main: &str, named_year: bool) -> Option<Own> {
    let has = |words: &[&str]| words.iter().any(|word| main.contains(word));
    let is = |words: &[&str]| words.contains(&main.trim_start_matches('の'));
    let answers = has(&["状況", "実績", "計画", "評価", "達成", "内容"]);
    match () {
        () if has(&["達成度", "達成率", "達成割合"]) => None,
        // A number of the plan's tree, or a level of it above the measures
        () if has(&["番号", "政策"]) => Some(Own::Field),
        () if has(&["予算", "決算", "財源", "事業費"]) => Some(Own::Field),
        () if is_constant(main) => Some(Own::Field),
        () if has(&["審議会", "委員会", "協議会", "有識者"]) => Some(Own::Field),
        () if has(&["指標", "目標数値", "数値目標", "kpi", "kgi"]) => {
            let value = has(&["実績", "見込", "計画", "推移", "動向", "値"]);
            let title = main.ends_with("目標数値") || !value && !named_year;
            Some(if title { Own::Title } else { Own::Field })
        }
        () if is(&[
            "対象",
            "対象者",
            "事業対象",
            "コード",
            "理由",
            "点数",
            "単位",
            "見込",
            "見込み",
        ]) =>
        {
            Some(Own::Field)
        }
        () if has(&["前期", "後期", "上半期", "下半期"]) && !answers => Some(Own::Field),
        () if main.starts_with("現状") => Some(Own::Field),
        () if main.ends_with("方向性") => Some(Own::Direction),
        () if has(&["課題"]) && has(&["予定"]) => Some(Own::Plan),
        () if named_year && is(&["取組", "取組み", "取り組み"]) => Some(Own::Status),
        () => None,
    }
}

/// Whether a heading names a value that the plan sets once: its year is part of its name.
pub fn is_constant(heading: &str) -> bool {
    let folded = fold(heading);
    ["基準値", "現状値", "目標値", "基準年", "目標年"].iter().any(|word| folded.contains(word))
}

/// The field under the whole heading.
pub(super) fn whole(heading: &str) -> Field {
    Field::Other(heading.replace(['\n', ':'], ""))
}

/// The field under the heading without its year, if anything is left of it.
pub(super) fn yearless(heading: &str) -> Option<Field> {
    let words = without_years(&fold(heading));
    let words = ["今後の", "前年度", "今年度", "本年度", "当年度", "次年度", "翌年度", "来年度"]
        .iter()
        .fold(words, |words, year| words.replace(year, ""));
    let words = words.replace("()", "").replace('(', "（").replace(')', "）").replace(':', "");
    let words = words.trim_start_matches('の').trim_start_matches('度');
    (!words.is_empty()).then(|| Field::Other(words.to_owned()))
}
