//! What stands on a form beside its actions: instructions, legends, measures, sums, samples, notes.

use super::{
    super::{columns::FormColumn, feature::Feature, known::FormAsk, paper::PaperCell},
    Draft,
};

const CIRCLED: u32 = '①' as u32;

impl Draft<'_> {
    /// Instructions and legend above the table.
    pub(super) fn above(&mut self) {
        if self.form.has(Feature::Instructions) {
            self.line(
                0,
                "※担当課は太枠の中を記入し、４月末までに提出してください。",
                "instruction",
            );
            self.line(0, "※実施状況には、回数や人数などの実績を入れてください。", "instruction");
        }
        if self.form.has(Feature::LegendAbove) {
            let legend = format!("取組状況の区分{}", self.form.legend());
            self.line(0, &legend, "legend");
        }
    }

    /// Notes and legend below the table; hidden columns.
    pub(super) fn below(&mut self, columns: &[FormColumn]) {
        let title = position(columns, FormAsk::Action);
        let mut dice = self.form.dice("notes");
        if self.form.has(Feature::Notes) {
            self.row += u32::from(dice.percent(50));
            self.line(0, "※達成度は、計画に対する割合を担当課が判断したものです。", "note");
            self.line(0, "（注）数値は令和６年３月末現在の速報です。", "note");
        }
        if self.form.has(Feature::TitleNotes) {
            let notes =
                ["※印は重点事業", "注１　再掲の事業を含む。", "問合せ先　福祉課", "以下余白"];
            for _ in 0..=dice.below(2) {
                self.line(title, notes[dice.below(notes.len())], "note in the column of titles");
            }
        }
        if self.form.has(Feature::LegendBelow) {
            let legend = format!("※取組状況{}", self.form.legend());
            self.line(0, &legend, "legend");
        }
        if self.form.has(Feature::HiddenColumn) {
            let spare = [FormAsk::Content, FormAsk::Evaluation, FormAsk::Page, FormAsk::Status];
            let hidden = columns.iter().position(|column| spare.contains(&column.ask));
            let hidden = hidden.map(|at| u16::try_from(at).unwrap());
            self.sheet().hidden_columns.extend(hidden);
        }
    }

    /// The words of a measure, as this form prints them.
    pub(super) fn measure(&self, measure: usize) -> String {
        let words = self.plan.measures[measure];
        let plain = [Feature::PlainMeasureRows, Feature::ProjectAndMeasure];
        if plain.iter().any(|feature| self.form.has(*feature)) {
            return words.to_owned();
        }
        let wide = char::from_u32('１' as u32 + u32::try_from(measure).unwrap()).unwrap();
        format!("基本施策{wide}　{words}")
    }

    /// Whether the form tells the measures of its actions.
    pub(super) fn tells_measure(&self, columns: &[FormColumn]) -> bool {
        columns.iter().any(|column| column.ask == FormAsk::Measure) || self.has_measure_rows()
    }

    fn has_measure_rows(&self) -> bool {
        let rows = [Feature::MeasureRows, Feature::MeasureBands, Feature::PlainMeasureRows];
        rows.iter().any(|feature| self.form.has(*feature))
    }

    /// The heading row of a measure.
    pub(super) fn measure_row(&mut self, columns: &[FormColumn], measure: usize) {
        if self.has_measure_rows() {
            if self.form.has(Feature::MeasureBands) {
                self.merge_right(0, columns.len());
            }
            let words = self.measure(measure);
            self.line(0, &words, "heading of a measure");
        }
    }

    /// Column numbers and a sample between head and actions.
    pub(super) fn before_rows(&mut self, columns: &[FormColumn]) {
        if self.form.has(Feature::ColumnNumbers) {
            let style = self.form.dice("column numbers").below(3);
            for at in 0..columns.len() {
                let number = u32::try_from(at).unwrap();
                let circled = char::from_u32(CIRCLED + number).unwrap_or('⑳').to_string();
                let text = [circled, format!("({})", at + 1), format!("{}", at + 1)];
                self.text(at, &text[style]);
            }
            self.no_action("column numbers");
            self.row += 1;
        }
        if self.form.has(Feature::SampleRow) {
            self.sample_row(columns);
        }
    }

    fn sample_row(&mut self, columns: &[FormColumn]) {
        let sample = &self.plan.actions[self.plan.actions.len() / 2];
        let style = self.form.dice("sample").below(3);
        for (at, column) in columns.iter().enumerate() {
            let mut cell = self.form.drawn(sample, 0, column).cell;
            let title =
                ["（記入例）見守り訪問事業", "例）見守り訪問事業", "見守り訪問事業【記載例】"];
            match column.ask {
                FormAsk::Action => cell = PaperCell::new(title[style]),
                FormAsk::Number => cell = PaperCell::new("例"),
                _ => {}
            }
            self.put(at, cell);
        }
        self.no_action("sample");
        self.row += 1;
    }

    /// Totals, averages and prepared rows below the actions.
    pub(super) fn after_rows(&mut self, columns: &[FormColumn], actions: &[usize]) {
        if self.form.has(Feature::PreparedRows) {
            for nth in 1..=4 {
                let number = self.plan.actions.len() + nth;
                self.text(position(columns, FormAsk::Number), &number.to_string());
                self.no_action("prepared row");
                self.row += 1;
            }
        }
        if self.form.has(Feature::Total) {
            self.sum(columns, actions, "total");
        }
        if self.form.has(Feature::Average) {
            self.sum(columns, actions, "average");
        }
    }

    /// A row of sums or means.
    pub(super) fn sum(&mut self, columns: &[FormColumn], actions: &[usize], kind: &'static str) {
        let mut dice = self.form.dice(kind);
        let words: &[&str] = match kind {
            "subtotal" => &["小計", "【小計】", "小　計", "施策計", "計"],
            "total" => &["合計", "総計", "全体", "合　計", "総合計"],
            _ => &["平均", "平均達成度", "達成度の平均", "全事業の平均"],
        };
        let first = if dice.percent(70) { position(columns, FormAsk::Action) } else { 0 };
        self.text(first, words[dice.below(words.len())]);
        let count = actions.len();
        for (at, column) in columns.iter().enumerate().filter(|(at, _)| *at != first) {
            let reached = |at: &usize| self.plan.actions[*at].percents.get(&column.year)?.as_ref();
            let sum: u32 = actions.iter().filter_map(reached).sum();
            let mean = sum / u32::try_from(count.max(1)).unwrap();
            match column.ask {
                FormAsk::Percent => self.text(at, &mean.to_string()),
                FormAsk::Budget => self.text(at, &(count * 432).to_string()),
                FormAsk::Status if kind != "average" => self.text(at, &format!("{count}事業")),
                _ => {}
            }
        }
        self.no_action(kind);
        self.row += 1;
    }

    /// Drop-down lists for the grades, from a row on.
    pub(super) fn lists(&mut self, columns: &[FormColumn], first: u32) {
        if !self.form.has(Feature::LegendList) || self.row == first {
            return;
        }
        let grades = self.form.scale().iter();
        let choices: Vec<String> = grades.map(|grade| self.form.grade_text(*grade)).collect();
        let last = self.row - 1;
        for (at, _) in columns.iter().enumerate().filter(|(_, column)| column.ask == FormAsk::Grade)
        {
            let column = self.left + u16::try_from(at).unwrap();
            self.sheet().lists.push((column, first, last, choices.clone()));
        }
    }
}

/// Where a question's column stands; the first where the form does not ask it.
fn position(columns: &[FormColumn], ask: FormAsk) -> usize {
    columns.iter().position(|column| column.ask == ask).unwrap_or(0)
}
