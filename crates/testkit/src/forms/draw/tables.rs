//! Worksheets and tables: which actions stand in which table, and what stands beside and below.

use super::{
    super::{
        columns::FormColumn,
        feature::Feature,
        known::{FormAsk, KnownPlan},
    },
    Draft,
};

impl Draft<'_> {
    /// All worksheets of the file.
    pub(super) fn sheets(&mut self) {
        let all: Vec<usize> = (0..self.plan.actions.len()).collect();
        self.sheets_before(&all);
        if self.form.has(Feature::MeasureSheets) {
            for measure in 0..self.plan.measures.len() {
                let own = |at: &usize| self.plan.actions[*at].measure == measure;
                let actions: Vec<usize> = all.iter().copied().filter(own).collect();
                if !actions.is_empty() {
                    self.begin(&format!("施策{}", measure + 1));
                    self.page(&actions);
                }
            }
        } else {
            self.begin("進捗管理シート");
            self.page(&all);
        }
        self.sheets_after(&all);
    }

    /// A worksheet: title, what stands above, its tables, what stands below.
    pub(super) fn page(&mut self, actions: &[usize]) {
        let title = self.form.title(self.plan.year);
        self.line(0, &title, "title");
        self.above();
        self.row += 1;
        let columns = self.form.columns(self.plan);
        let from = self.row;
        match self.form.of_group("tables") {
            Some(Feature::OtherBelow) => {
                self.table(&columns, actions);
                self.row += 2;
                self.other_table();
            }
            Some(Feature::OtherBeside) => {
                self.table(&columns, actions);
                let below = std::mem::replace(&mut self.row, from);
                self.left = u16::try_from(columns.len()).unwrap() + 1;
                self.other_table();
                (self.left, self.row) = (0, self.row.max(below));
            }
            Some(Feature::Beside) => self.beside(&columns, actions),
            Some(second) => self.two(&columns, actions, second),
            None => self.table(&columns, actions),
        }
        self.below(&columns);
    }

    /// Two tables side by side, of the same columns.
    fn beside(&mut self, columns: &[FormColumn], actions: &[usize]) {
        let (from, (first, second)) = (self.row, actions.split_at(actions.len() / 2));
        self.table(columns, first);
        let below = std::mem::replace(&mut self.row, from);
        self.left = u16::try_from(columns.len()).unwrap() + 1;
        self.table(columns, second);
        (self.left, self.row) = (0, self.row.max(below));
    }

    /// Two tables below one another.
    fn two(&mut self, columns: &[FormColumn], actions: &[usize], second: Feature) {
        let (first, rest) = actions.split_at(actions.len() * 3 / 5);
        self.table(columns, first);
        if self.form.dice("gap").percent(80) {
            self.row += 1;
        }
        if self.form.dice("caption").percent(50) {
            self.line(0, "関連する取組", "caption");
        }
        let columns = self.second_columns(columns, second);
        self.table(&columns, rest);
    }

    fn second_columns(&self, columns: &[FormColumn], second: Feature) -> Vec<FormColumn> {
        let mut dice = self.form.dice("second");
        let mut columns = columns.to_vec();
        match second {
            Feature::OtherOrderBelow => {
                let answers = columns.iter().position(|column| column.year != 0).unwrap_or(0);
                dice.shuffle(&mut columns[..answers]);
                // A head that does not name its year keeps its neighbour
                let years: Vec<i32> = columns[answers..].iter().map(|c| c.year).collect();
                let first = years.iter().position(|year| *year != years[0]).unwrap_or(0);
                columns[answers..].rotate_left(first);
            }
            Feature::FewerBelow => {
                let keep = [FormAsk::Action, FormAsk::Section, FormAsk::Grade, FormAsk::Percent];
                columns.retain(|c| keep.contains(&c.ask) || c.year != 0 || dice.percent(40));
                columns.retain(|c| c.ask != FormAsk::Evaluation);
            }
            Feature::InsertedBelow => {
                let at = 1 + dice.below(3.min(columns.len() - 1));
                // What no year is above stands in the upper of two lines
                let two = columns.iter().any(|column| !column.upper.is_empty());
                let (words, none) = ("予算額（千円）".to_owned(), String::new());
                let (upper, lower) = if two { (words, none) } else { (none, words) };
                let column = FormColumn { ask: FormAsk::Budget, year: 0, upper, lower };
                columns.insert(at, column);
            }
            _ => {}
        }
        columns
    }

    /// A table of another kind.
    fn other_table(&mut self) {
        let figures = self.form.dice("other table").percent(50);
        let rows: [&[&str]; 5] = if figures {
            [
                &["参考　相談件数の推移"],
                &["区分", "令和３年度", "令和４年度", "令和５年度"],
                &["電話相談", "120", "135", "128"],
                &["面接相談", "44", "51", "60"],
                &["計", "164", "186", "188"],
            ]
        } else {
            [
                &["問合せ先一覧"],
                &["担当課", "電話番号", "内線"],
                &["福祉課", "00-0000-1111", "211"],
                &["健康づくり課", "00-0000-2222", "305"],
                &["人事課", "00-0000-3333", "120"],
            ]
        };
        let begin = self.at(0);
        for row in rows {
            for (column, text) in row.iter().enumerate() {
                self.text(column, text);
            }
            self.no_action("row of another table");
            self.row += 1;
        }
        self.area(begin, 4);
    }

    /// Worksheets before the one that counts.
    fn sheets_before(&mut self, all: &[usize]) {
        match self.form.of_group("sheets") {
            Some(Feature::CoverSheet) => {
                self.begin("表紙");
                let title = self.form.title(self.plan.year);
                self.line(1, &title, "cover");
                self.line(1, "みどり野市福祉部福祉課", "cover");
            }
            Some(Feature::LastYearSheet) => {
                let name = self.form.spelled(self.plan.year - 1, self.plan.year - 1);
                let name = if name.is_empty() { "前年度".to_owned() } else { name };
                self.foreign(&name.replace('\'', "’"), all, -1, "row of last year's sheet");
            }
            _ => {}
        }
        if self.form.has(Feature::SampleSheet) && self.form.dice("sample first").percent(50) {
            self.sample_sheet(all);
        }
    }

    fn sheets_after(&mut self, all: &[usize]) {
        if self.form.has(Feature::SampleSheet) && !self.form.dice("sample first").percent(50) {
            self.sample_sheet(all);
        }
        if self.form.has(Feature::HiddenSheet) {
            self.foreign("作業用", all, 0, "row of a hidden sheet");
            self.sheet().hidden = true;
        }
        if self.form.has(Feature::LegendSheet) {
            self.begin("凡例");
            self.line(0, "取組状況の区分", "legend");
            for grade in self.form.scale() {
                self.text(0, grade.code);
                self.line(1, grade.words, "legend");
            }
        }
    }

    fn sample_sheet(&mut self, all: &[usize]) {
        let few = &all[..all.len().min(3)];
        self.foreign("記入例", few, 0, "row of a sample sheet");
    }

    /// A worksheet of the same form whose rows are not this sheet's.
    fn foreign(&mut self, name: &str, actions: &[usize], years: i32, kind: &'static str) {
        let mut plan: KnownPlan = self.plan.clone();
        plan.year += years;
        let plain = self.form.one_table();
        let paper = self.paper.clone();
        let mut draft = Draft { form: &plain, plan: &plan, paper, row: 0, left: 0 };
        let (booked, others) = (draft.paper.actions.len(), draft.paper.others.len());
        draft.begin(name);
        draft.page(actions);
        draft.paper.others.truncate(others);
        for action in draft.paper.actions.split_off(booked) {
            let (at, until) = (action.at, action.row);
            draft.paper.others.push(super::NoAction { kind, at, until });
        }
        self.paper = draft.paper;
    }
}
