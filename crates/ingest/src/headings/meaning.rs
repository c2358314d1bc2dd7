//! What the words of a heading ask for, its years aside: tables of words, the first that fits.

use domain::{
    Field,
    layout::ColumnRole,
    scale::{Scale, is_code},
};

use super::{
    own::{self, Own},
    words::{bare, has_year},
};

/// What a heading asks for, before its year is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
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

/// Headings that mean the same.
struct Known {
    means: Meaning,
    /// It holds one of these.
    holds: &'static [&'static str],
    /// It holds one of these besides; nothing where the first are enough.
    besides: &'static [&'static str],
    /// Or it is one of these as a whole.
    is: &'static [&'static str],
}

impl Known {
    const fn new(
        means: Meaning,
        holds: &'static [&'static str],
        is: &'static [&'static str],
    ) -> Self {
        Self { means, holds, besides: &[], is }
    }

    fn fits(&self, words: &str) -> bool {
        let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
        has(self.holds) && (self.besides.is_empty() || has(self.besides))
            || self.is.contains(&words.trim_end_matches(['.', ':', '*']))
    }
}

/// What stands beside the answers and is never mistaken for one.
const BESIDE: [Known; 3] = [
    Known::new(
        Meaning::Fixed(ColumnRole::No),
        &[],
        &["no", "番号", "通番", "整理番号", "項番", "連番", "#"],
    ),
    Known::new(Meaning::Fixed(ColumnRole::Relisted), &["再掲"], &[]),
    Known::new(Meaning::Fixed(ColumnRole::Page), &["ページ", "頁"], &["p", "計画書"]),
];

/// Words that head grades where their list stands beside them.
const GRADED: [&str; 6] = ["状況", "評価", "進捗", "区分", "達成", "取組"];

/// The questions of the standard form and who answers them.
const ASKED: [Known; 13] = [
    Known::new(
        Meaning::Answer(Field::Achievement),
        &["達成度", "達成率", "達成割合", "進捗率", "進捗度", "実施率"],
        &[],
    ),
    Known::new(
        Meaning::Answer(Field::Progress),
        &["評価区分", "取組区分", "進捗区分", "実施区分", "達成区分", "進捗評価"],
        &[],
    ),
    Known::new(
        Meaning::Answer(Field::Evaluation),
        &["評価", "課題", "所見", "分析", "点検", "コメント", "振り返り"],
        &[],
    ),
    Known::new(Meaning::Fixed(ColumnRole::Action), &["計画における項目", "計画上の項目"], &[]),
    Known::new(Meaning::Answer(Field::Plan), &["計画", "予定", "方向性"], &[]),
    Known {
        means: Meaning::Answer(Field::Plan),
        holds: &["今後"],
        besides: &["取組", "取り組み", "方針", "対応"],
        is: &[],
    },
    Known::new(
        Meaning::Answer(Field::Status),
        &["実施状況", "実績", "実施結果", "取組結果", "活動状況"],
        &[],
    ),
    Known::new(Meaning::StatusOrGrade, &["取組状況", "進捗状況", "取組の状況", "進捗"], &[]),
    Known::new(Meaning::Fixed(ColumnRole::Content), &["内容", "概要"], &[]),
    Known::new(
        Meaning::Fixed(ColumnRole::Department),
        &["担当部署", "部局", "担当部", "所管部", "部名"],
        &["部", "部署", "局"],
    ),
    Known::new(
        Meaning::Fixed(ColumnRole::Section),
        &["担当", "所管", "主管", "所属", "実施主体", "関係課", "課名"],
        &["課"],
    ),
    Known::new(
        Meaning::Fixed(ColumnRole::Action),
        &["事業名", "項目", "取組名", "事業・取組", "取組事業", "施策名"],
        &["事業", "取組", "主な取組", "具体的な取組", "具体的取組", "取り組み"],
    ),
    Known::new(
        Meaning::Fixed(ColumnRole::Measure),
        &["施策", "基本目標", "基本方針", "体系", "柱"],
        &[],
    ),
];

/// A longer text is a sentence.
const LONGEST: usize = 120;

/// The meaning of a heading's words; `folded` has lost its years.
pub(super) fn of(folded: &str, heading: &str) -> Option<Meaning> {
    let main = bare(folded);
    let main = if main.is_empty() { folded } else { &main };
    if main.chars().count() > LONGEST {
        return None;
    }
    let named_year = has_year(heading);
    let own = || own::meaning(main, named_year).map(Meaning::of_own);
    let graded = || is_graded(main, heading).then_some(Meaning::Answer(Field::Progress));
    let found = first(&BESIDE, main).or_else(graded).or_else(own).or_else(|| first(&ASKED, main));
    match found {
        // What was done in a year, not what the action consists of
        Some(Meaning::Fixed(ColumnRole::Content)) if named_year => {
            Some(Meaning::Answer(Field::Status))
        }
        found => found,
    }
}

fn first(table: &[Known], words: &str) -> Option<Meaning> {
    table.iter().find(|known| known.fits(words)).map(|known| known.means.clone())
}

/// Whether a heading with a list of codes heads grades. One that lost its first line, or never had
/// one, is still known by its list.
fn is_graded(main: &str, heading: &str) -> bool {
    let codes = Scale::from_heading("", heading).map_or(0, |scale| scale.grades.len());
    let begins_with_code = || heading.trim_start().chars().next().is_some_and(is_code);
    codes > 0 && GRADED.iter().any(|word| main.contains(word)) || codes >= 3 && begins_with_code()
}

impl Meaning {
    fn of_own(own: Own) -> Self {
        match own {
            Own::Title => Self::Title,
            Own::Direction => Self::Direction,
            Own::Field => Self::Own,
            Own::Plan => Self::Answer(Field::Plan),
            Own::Status => Self::Answer(Field::Status),
        }
    }
}
