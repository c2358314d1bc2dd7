//! What a heading means: which field of which year. Words, not positions, decide; a heading
//! without a year takes it from its neighbours (達成度 occurs twice).

mod guess;
mod meaning;
mod own;
mod reason;
mod understand;
mod words;
mod years;

pub use own::is_constant;
pub use reason::HeadingReason;
pub use understand::{TWICE, Understood, understand};
pub use words::{has_year, is_heading, is_heading_of_table, is_only_year, may_begin};

use domain::text::fold;

use guess::guess;
use words::without_years;

/// Whether a heading's words are understood.
pub fn is_known(heading: &str) -> bool {
    guess(heading).is_some()
}

/// A heading's words without its years, for comparing; a heading that is nothing but a year stays.
pub fn without_year(heading: &str) -> String {
    let folded = fold(heading);
    Some(without_years(&folded)).filter(|words| !words.is_empty()).unwrap_or(folded)
}

/// The year that a heading names first, what stands in brackets last.
pub fn year_of(heading: &str) -> Option<domain::FiscalYear> {
    words::year_of(heading).map(|(year, _)| year)
}

/// Whether two headings mean the same question, their years aside.
pub fn same_question(a: &str, b: &str) -> bool {
    guess(a).zip(guess(b)).is_some_and(|(a, b)| a.meaning == b.meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(headings: &[&str]) -> Vec<String> {
        let headings: Vec<String> = headings.iter().map(|h| (*h).to_owned()).collect();
        understand(&headings).layout.columns.iter().map(|c| c.role.name()).collect()
    }

    #[test]
    fn the_official_form_is_understood() {
        let headings = [
            "計画における項目",
            "実施内容",
            "計画書\nページ",
            "担当部署",
            "担当課",
            "再掲",
            "令和２年度実施状況",
            "達成度（％）",
            "令和３年度の実施計画",
            "令和３年度実施状況",
            "令和３年度実施状況に関する担当課の評価",
            "取組状況\nア　実施済,ウ　準備中,エ　未実施,オ　その他　から選択してください",
            "達成度（％）整数で入力してください。数値での判定が難しい場合空欄でかまいません。",
            "今後（令和４年度以降）の実施計画",
        ];
        assert_eq!(
            roles(&headings),
            [
                "action",
                "content",
                "page",
                "department",
                "section",
                "relisted",
                "previous_status",
                "previous_achievement",
                "plan",
                "status",
                "evaluation",
                "progress",
                "achievement",
                "next_plan"
            ]
        );
        let found = understand(&headings.map(str::to_owned));
        assert_eq!(found.year.unwrap().0.start(), 2021);
        assert_eq!(found.layout.scale().grades.len(), 4);
    }

    #[test]
    fn a_percentage_takes_its_year_from_its_neighbours() {
        assert_eq!(
            roles(&["事業名", "担当課", "R4実績", "達成度", "R5計画", "R5実績", "達成度"])[3..],
            ["previous_achievement", "plan", "status", "achievement"]
        );
        assert_eq!(
            roles(&[
                "事業名",
                "担当課",
                "達成度（％）",
                "令和２年度実施状況",
                "令和３年度実施状況",
                "達成度（％）"
            ])[2..],
            ["previous_achievement", "previous_status", "status", "achievement"]
        );
    }

    #[test]
    fn a_plan_for_the_years_to_come_names_the_year_after_the_sheets() {
        let headings = ["事業名", "担当課", "実施状況", "今後（令和６年度以降）の実施計画"];
        assert_eq!(roles(&headings)[2..], ["status", "next_plan"]);
        let found = understand(&headings.map(str::to_owned));
        assert_eq!(found.year.unwrap().0.start(), 2023);
    }

    #[test]
    fn what_is_undertaken_after_the_year_of_the_results_is_a_plan() {
        for last in ["R7の取組", "令和７年度の主な取組", "2025年度取り組み"] {
            let headings = ["取組名", "担当課", "R5実施状況", "R6計画", "R6実施状況", last];
            assert_eq!(roles(&headings)[2..], ["previous_status", "plan", "status", "next_plan"]);
            let found = understand(&headings.map(str::to_owned));
            assert_eq!(found.year.unwrap().0.start(), 2024, "{last}");
        }
        let told = ["取組名", "担当課", "R6計画", "R6の取組", "R7計画"];
        assert_eq!(roles(&told)[2..], ["plan", "status", "next_plan"]);
        let told = ["取組名", "担当課", "R5実績", "R6計画", "R6の取組", "R6評価"];
        assert_eq!(roles(&told)[2..5], ["previous_status", "plan", "status"]);
    }

    #[test]
    fn a_code_list_alone_heads_the_grades() {
        let headings = ["事業名", "担当課", "R5実績", "ア　実施済,イ　実施中,ウ　未実施"];
        assert_eq!(roles(&headings)[2..], ["status", "progress"]);
    }

    #[test]
    fn relative_years_are_understood() {
        assert_eq!(
            roles(&[
                "No.",
                "施策",
                "取組",
                "所管課",
                "前年度実績",
                "今年度計画",
                "今年度実績",
                "自己評価",
                "次年度計画"
            ]),
            [
                "no",
                "measure",
                "action",
                "section",
                "previous_status",
                "plan",
                "status",
                "evaluation",
                "next_plan"
            ]
        );
    }

    #[test]
    fn the_direction_is_the_plan_where_no_other_column_is() {
        let direction =
            |plan: &str| roles(&["事業名", "担当課", plan, "R5実績", "今後の方向性"])[4].clone();
        assert_eq!(direction("R5計画"), "next_plan");
        assert_eq!(direction("R6計画"), "field:next:方向性");
        assert_eq!(direction("次年度計画"), "field:next:方向性");
    }

    #[test]
    fn sentences_and_titles_are_no_headings() {
        for text in [
            "健康増進計画",
            "年2回の実施",
            "実施を継続",
            "概ね順調に推移している。",
            "障がい者計画",
            "人権相談",
            "地域ケア会議",
            "100 %",
        ] {
            assert!(!is_heading(text), "{text}");
        }
        for text in [
            "計画における項目",
            "担当課",
            "達成度（％）",
            "今後（令和４年度以降）の実施計画",
            "令和３年度実施状況に関する担当課の評価",
        ] {
            assert!(is_heading(text), "{text}");
        }
    }
}
