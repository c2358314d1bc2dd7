//! The columns of a form and the words of their heads.

use super::{
    feature::Feature,
    form::Form,
    known::{FormAsk, KnownPlan},
};

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormColumn {
    pub(super) ask: FormAsk,
    /// The fiscal year that it is about; 0 where it is about none.
    pub(super) year: i32,
    /// The upper of two lines of heads; empty where there is one line.
    pub(super) upper: String,
    pub(super) lower: String,
}

impl FormColumn {
    /// Its head in one text.
    pub(super) fn heading(&self) -> String {
        format!("{}{}", self.upper, self.lower)
    }
}

/// The words of a head: the standard form's, then others that mean the same.
fn words(ask: FormAsk) -> &'static [&'static str] {
    match ask {
        FormAsk::Number => &["No.", "番号", "№", "項番"],
        FormAsk::Measure => &["施策", "施策名", "基本施策", "施策の柱"],
        FormAsk::Action => {
            &["計画における項目", "事業名", "取組名", "事業・取組名", "取組項目", "事業"]
        }
        FormAsk::Content => &["実施内容", "事業内容", "取組内容", "事業概要", "取組の概要"],
        FormAsk::Page => &["計画書ページ", "掲載ページ", "計画書頁", "計画書の頁"],
        FormAsk::Department => &["担当部署", "担当部", "所管部", "部局名"],
        FormAsk::Section => &["担当課", "所管課", "主管課", "担当課名", "担当課室"],
        FormAsk::Related => &["関係課", "関連課", "連携課"],
        FormAsk::Relisted => &["再掲"],
        FormAsk::Budget => &["予算額（千円）", "事業費（千円）", "決算額（千円）"],
        FormAsk::Remarks => &["備考", "備考欄", "特記事項"],
        FormAsk::Plan => &["実施計画", "計画", "取組予定", "事業計画", "計画内容"],
        FormAsk::Status => {
            &["実施状況", "実績", "取組実績", "実施結果", "事業実績", "主な取組実績"]
        }
        FormAsk::Evaluation => {
            &["担当課の評価", "自己評価", "成果と課題", "評価・課題", "担当課評価"]
        }
        FormAsk::Grade => &["取組状況", "進捗状況", "評価区分", "進捗区分", "進捗度"],
        FormAsk::Percent => &["達成度（％）", "達成率（％）", "達成率", "達成度", "達成割合（％）"],
    }
}

/// A character that fonts show as white space, in heads that are spread over their cell.
const WIDE_SPACE: &str = "　";

impl Form {
    /// Its columns, from left to right.
    pub(super) fn columns(&self, plan: &KnownPlan) -> Vec<FormColumn> {
        let mut named = self.named();
        let mut answers = self.answers(plan.year);
        if self.has(Feature::Shuffled) {
            let mut dice = self.dice("order");
            dice.shuffle(&mut named);
            dice.shuffle(&mut answers);
        }
        let mut columns: Vec<FormColumn> = named
            .into_iter()
            .chain(answers)
            .map(|(ask, year)| self.column(ask, year, plan))
            .collect();
        if self.has(Feature::TitleAgain) {
            columns.push(self.column(FormAsk::Action, 0, plan));
        }
        columns
    }

    fn named(&self) -> Vec<(FormAsk, i32)> {
        let mut dice = self.dice("named columns");
        let synonyms = self.has(Feature::Synonyms);
        let mut keep = |share: usize| !synonyms || dice.percent(share);
        let project = self.has(Feature::ProjectAndMeasure);
        let measures = [Feature::MeasureColumn, Feature::MergedMeasures];
        let wanted = [
            (FormAsk::Number, self.has(Feature::Numbers) || self.has(Feature::PreparedRows)),
            (FormAsk::Measure, project || measures.iter().any(|feature| self.has(*feature))),
            (FormAsk::Action, true),
            (FormAsk::Content, keep(60)),
            (FormAsk::Page, keep(50)),
            (FormAsk::Department, keep(60)),
            (FormAsk::Section, true),
            (FormAsk::Related, self.has(Feature::Related)),
            (FormAsk::Relisted, !synonyms && !self.has(Feature::Shuffled)),
            (FormAsk::Budget, self.has(Feature::Budget)),
        ];
        wanted.into_iter().filter(|(_, has)| *has).map(|(ask, _)| (ask, 0)).collect()
    }

    fn answers(&self, year: i32) -> Vec<(FormAsk, i32)> {
        use FormAsk::{Evaluation, Grade, Percent, Plan, Status};
        let yearless = self.has(Feature::TitleYear) || self.has(Feature::NoYear);
        let before = vec![(Status, year - 1), (Percent, year - 1)];
        let this =
            vec![(Plan, year), (Status, year), (Evaluation, year), (Grade, year), (Percent, year)];
        let next = vec![(Plan, year + 1)];
        let years = match self.of_group("span") {
            _ if yearless => vec![this, next],
            Some(Feature::OneYear) => vec![this],
            Some(Feature::ThreeYears) => {
                let result = |year| vec![(Status, year), (Grade, year), (Percent, year)];
                vec![result(year - 2), result(year - 1), this, next]
            }
            Some(Feature::NewestFirst) => vec![this, before, next],
            _ => vec![before, this, next],
        };
        let mut answers: Vec<(FormAsk, i32)> = years.into_iter().flatten().collect();
        // Five levels stand in the place of a grade
        answers.retain(|(ask, _)| !self.has(Feature::Levels) || *ask != Grade);
        if self.has(Feature::Remarks) {
            answers.push((FormAsk::Remarks, 0));
        }
        answers
    }

    /// Whether each head must name its year: its neighbours do not say it.
    fn names_each_year(&self) -> bool {
        let wants = [Feature::Shuffled, Feature::ThreeYears, Feature::NewestFirst];
        wants.iter().any(|feature| self.has(*feature))
            || (self.has(Feature::Synonyms) && self.dice("each year").percent(60))
    }

    fn column(&self, ask: FormAsk, year: i32, plan: &KnownPlan) -> FormColumn {
        let lines = self.has(Feature::GroupedHeads) || self.has(Feature::SpreadHeads);
        let words = self.words(ask);
        let after = self.after(ask);
        let spelled = self.spelled(year, plan.year);
        let (upper, lower) = match (lines, year) {
            (true, 0) => (self.dressed(&words, ask), String::new()),
            (true, _) => {
                (spelled.trim_matches(['（', '）']).to_owned(), self.dressed(&words, ask) + &after)
            }
            (false, 0) => (String::new(), self.dressed(&words, ask)),
            (false, _) => {
                (String::new(), self.dressed(&self.dated_head(ask, year, plan), ask) + &after)
            }
        };
        FormColumn { ask, year, upper, lower }
    }

    fn words(&self, ask: FormAsk) -> String {
        if self.has(Feature::ProjectAndMeasure) && ask == FormAsk::Action {
            return "事務事業名".to_owned();
        }
        if self.has(Feature::ProjectAndMeasure) && ask == FormAsk::Measure {
            return "施策名".to_owned();
        }
        if self.has(Feature::Levels) && ask == FormAsk::Percent {
            return "達成度".to_owned();
        }
        let known = words(ask);
        let standard = !self.has(Feature::Synonyms) && ask != FormAsk::Number;
        let at = if standard { 0 } else { self.dice(&format!("words {ask:?}")).below(known.len()) };
        known[at].to_owned()
    }

    fn dated_head(&self, ask: FormAsk, year: i32, plan: &KnownPlan) -> String {
        let words = self.words(ask);
        let implied = matches!(ask, FormAsk::Grade | FormAsk::Percent) && !self.names_each_year();
        let yearless = self.has(Feature::TitleYear) || self.has(Feature::NoYear);
        let next = year > plan.year;
        let standard =
            !self.has(Feature::Synonyms) && self.of_group("years") != Some(Feature::BracketYears);
        match ask {
            _ if implied => words,
            FormAsk::Plan if next && yearless => format!("今後の{words}"),
            FormAsk::Plan if next && standard && !self.has(Feature::RelativeYears) => {
                format!("今後（{}以降）の{words}", self.spelled(year, plan.year))
            }
            FormAsk::Plan if standard && !yearless => {
                self.dated(year, plan.year, &format!("の{words}"))
            }
            FormAsk::Evaluation if standard && !yearless => {
                self.dated(year, plan.year, &format!("実施状況に関する{words}"))
            }
            _ => self.dated(year, plan.year, &words),
        }
    }

    /// What stands behind the words of a head.
    fn after(&self, ask: FormAsk) -> String {
        match ask {
            FormAsk::Grade if self.legend_in_head() => self.legend(),
            FormAsk::Percent if self.has(Feature::Levels) => {
                "（５：達成、４：ほぼ達成、３：半分、２：わずか、１：未達成）".to_owned()
            }
            FormAsk::Status if self.has(Feature::HeadNotes) => {
                "\n※参加者数などの数値を入れてください。".to_owned()
            }
            FormAsk::Percent if self.has(Feature::HeadNotes) => "\n整数で記入".to_owned(),
            _ => String::new(),
        }
    }

    /// The words with white space, line breaks and numbers.
    fn dressed(&self, words: &str, ask: FormAsk) -> String {
        let chars: Vec<char> = words.chars().collect();
        if self.has(Feature::SpacedHeads) && chars.len() <= 4 {
            let spaced: Vec<String> = chars.iter().map(char::to_string).collect();
            return spaced.join(WIDE_SPACE);
        }
        if self.has(Feature::BrokenHeads) && chars.len() > 4 {
            let (before, after) = chars.split_at(chars.len() / 2);
            return [before, after].map(|half| half.iter().collect::<String>()).join("\n");
        }
        if self.has(Feature::NumberedHeads) && ask != FormAsk::Number {
            let number = char::from_u32(0x2460 + ask as u32).unwrap_or('①');
            return format!("{number}{words}");
        }
        words.to_owned()
    }
}
