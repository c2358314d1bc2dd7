//! What a heading means: which field of which year. Words, not positions, decide; a heading
//! without a year takes it from its neighbours (達成度 occurs twice).

mod own;
mod understand;
mod words;

use own::Own;
pub use own::is_constant;
pub use understand::{Understood, understand};
use words::{bare, without_years};
pub use words::{has_year, is_heading, is_heading_of_table, is_only_year, may_begin};

use domain::{
    Field, FiscalYear, Offset,
    layout::ColumnRole,
    scale::{Scale, is_code},
    text::fold,
};

/// What a heading asks for, before its year is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    /// Not an answer: its role is settled.
    Fixed(ColumnRole),
    /// An answer to the field.
    Answer(Field),
    /// 取組状況 or 進捗状況 without a code list: grades where another column tells the status.
    StatusOrGrade,
    /// 指標: the row's title where no other column is.
    Title,
    /// 方向性: a plan where no other column is, else a field of its own.
    Direction,
    /// A question of the plan's own (予算額, 目標値), held under its heading.
    Own,
}

/// A heading understood.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Guess {
    meaning: Meaning,
    year: Year,
}

/// What a heading says about its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Named(FiscalYear),
    Relative(Offset),
    Unsaid,
}

/// Whether a heading's words are understood.
pub fn is_known(heading: &str) -> bool {
    guess(heading).is_some()
}

/// A heading's words without its years, for comparing; a heading that is nothing but a year stays.
pub fn without_year(heading: &str) -> String {
    let folded = fold(heading);
    Some(without_years(&folded)).filter(|words| !words.is_empty()).unwrap_or(folded)
}

/// Whether two headings mean the same question, their years aside.
pub fn same_question(a: &str, b: &str) -> bool {
    guess(a).zip(guess(b)).is_some_and(|(a, b)| a.meaning == b.meaning)
}

fn guess(heading: &str) -> Option<Guess> {
    let folded = fold(heading);
    let words = without_years(&folded);
    let meaning = meaning(&words, heading)?;
    Some(Guess { meaning, year: year(&folded, heading) })
}

fn year(folded: &str, heading: &str) -> Year {
    if let Some(year) = FiscalYear::find(heading) {
        return Year::Named(year);
    }
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["前年", "昨年", "前回"]) {
        Year::Relative(Offset::Previous)
    } else if has(&["次年度", "翌年度", "来年度", "今後", "以降"]) {
        Year::Relative(Offset::Next)
    } else if has(&["今年度", "本年度", "当年度", "当該年度"]) {
        Year::Relative(Offset::This)
    } else {
        Year::Unsaid
    }
}

/// The meaning of a heading's words; `folded` has lost its years.
fn meaning(folded: &str, heading: &str) -> Option<Meaning> {
    let main = bare(folded);
    let main = if main.is_empty() { folded } else { &main };
    let has = |words: &[&str]| words.iter().any(|word| main.contains(word));
    let is = |words: &[&str]| words.contains(&main.trim_end_matches(['.', ':', '*']));
    let list = Scale::from_heading("", heading).map_or(0, |scale| scale.grades.len());
    let listed = list > 0;
    let fixed = |role| Some(Meaning::Fixed(role));
    let answer = |field| Some(Meaning::Answer(field));
    let named_year = FiscalYear::find(heading).is_some();
    match () {
        () if main.chars().count() > 120 => None,
        () if is(&["no", "番号", "通番", "整理番号", "項番", "連番", "#"]) => {
            fixed(ColumnRole::No)
        }
        () if main.contains("再掲") => fixed(ColumnRole::Relisted),
        () if has(&["ページ", "頁"]) || is(&["p", "計画書"]) => fixed(ColumnRole::Page),
        () if listed && has(&["状況", "評価", "進捗", "区分", "達成", "取組"]) => {
            answer(Field::Progress)
        }
        // A head that lost its first line, or never had one, is still known by its code list
        () if list >= 3 && scale_is_all(heading) => answer(Field::Progress),
        () if let Some(own) = own::meaning(main, named_year) => Some(match own {
            Own::Title => Meaning::Title,
            Own::Direction => Meaning::Direction,
            Own::Field => Meaning::Own,
            Own::Plan => Meaning::Answer(Field::Plan),
            Own::Status => Meaning::Answer(Field::Status),
        }),
        () if has(&["達成度", "達成率", "進捗率", "進捗度", "実施率"]) => {
            answer(Field::Achievement)
        }
        () if has(&["評価区分", "取組区分", "進捗区分", "実施区分", "達成区分", "進捗評価"]) => {
            answer(Field::Progress)
        }
        () if has(&["評価", "課題", "所見", "分析", "点検", "コメント", "振り返り"]) => {
            answer(Field::Evaluation)
        }
        () if has(&["計画における項目", "計画上の項目"]) => fixed(ColumnRole::Action),
        () if has(&["計画", "予定", "方向性"]) => answer(Field::Plan),
        () if has(&["今後"]) && has(&["取組", "取り組み", "方針", "対応"]) => {
            answer(Field::Plan)
        }
        () if has(&["実施状況", "実績", "実施結果", "取組結果", "活動状況"]) => {
            answer(Field::Status)
        }
        () if has(&["取組状況", "進捗状況", "取組の状況", "進捗"]) => {
            Some(Meaning::StatusOrGrade)
        }
        () if has(&[
            "実施内容",
            "取組内容",
            "事業内容",
            "事業概要",
            "取組概要",
            "内容",
            "概要",
        ]) =>
        {
            if named_year {
                answer(Field::Status)
            } else {
                fixed(ColumnRole::Content)
            }
        }
        () if has(&["担当部署", "部局", "担当部", "所管部", "部名"])
            || is(&["部", "部署", "局"]) =>
        {
            fixed(ColumnRole::Department)
        }
        () if has(&["担当", "所管", "主管", "所属", "実施主体", "関係課", "課名"])
            || is(&["課"]) =>
        {
            fixed(ColumnRole::Section)
        }
        () if has(&["事業名", "項目", "取組名", "事業・取組", "取組事業", "施策名"])
            || is(&["事業", "取組", "主な取組", "具体的な取組", "具体的取組", "取り組み"]) =>
        {
            fixed(ColumnRole::Action)
        }
        () if has(&["施策", "基本目標", "基本方針", "体系", "柱"]) => {
            fixed(ColumnRole::Measure)
        }
        () => None,
    }
}

/// Whether a heading begins with the first code of its list.
fn scale_is_all(heading: &str) -> bool {
    heading.trim_start().chars().next().is_some_and(is_code)
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
