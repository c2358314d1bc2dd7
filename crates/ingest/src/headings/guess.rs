//! One heading by itself: what its words ask for and which year they name.

use domain::{
    Field, FiscalYear, Offset,
    layout::Role,
    scale::{Scale, is_code},
    text::fold,
};

use super::{
    own::{self, Own},
    words::{bare, without_years},
};

/// What a heading asks for, before its year is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Not an answer: its role is settled.
    Fixed(Role),
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
pub(super) struct Guess {
    pub(super) meaning: Meaning,
    pub(super) year: Year,
}

/// What a heading says about its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Named(FiscalYear),
    Relative(Offset),
    Unsaid,
}

/// What a heading asks, with its year; none where its words are not understood.
pub(super) fn guess(heading: &str) -> Option<Guess> {
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
            fixed(Role::No)
        }
        () if main.contains("再掲") => fixed(Role::Relisted),
        () if has(&["ページ", "頁"]) || is(&["p", "計画書"]) => fixed(Role::Page),
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
        () if has(&["計画における項目", "計画上の項目"]) => fixed(Role::Action),
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
                fixed(Role::Content)
            }
        }
        () if has(&["担当部署", "部局", "担当部", "所管部", "部名"])
            || is(&["部", "部署", "局"]) =>
        {
            fixed(Role::Department)
        }
        () if has(&["担当", "所管", "主管", "所属", "実施主体", "関係課", "課名"])
            || is(&["課"]) =>
        {
            fixed(Role::Section)
        }
        () if has(&["事業名", "項目", "取組名", "事業・取組", "取組事業", "施策名"])
            || is(&["事業", "取組", "主な取組", "具体的な取組", "具体的取組", "取り組み"]) =>
        {
            fixed(Role::Action)
        }
        () if has(&["施策", "基本目標", "基本方針", "体系", "柱"]) => {
            fixed(Role::Measure)
        }
        () => None,
    }
}

/// Whether a heading begins with the first code of its list.
fn scale_is_all(heading: &str) -> bool {
    heading.trim_start().chars().next().is_some_and(is_code)
}
