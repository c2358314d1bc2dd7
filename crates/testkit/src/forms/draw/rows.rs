//! The rows of a table: its head, its actions in their blocks, and what stands between them.

use super::{
    super::{
        columns::FormColumn,
        feature::Feature,
        known::{FormAsk, KnownAction},
        paper::{ExpectedAction, ExpectedCell, ExpectedHead, NoAction, PaperCell},
    },
    Draft,
    cells::Drawn,
};

/// Actions without anything between them.
struct Block {
    actions: Vec<usize>,
    /// Whether a measure begins with it.
    begins: bool,
    /// Whether a measure ends with it.
    ends: bool,
}

/// Where an action stands among neighbours that share a cell.
#[derive(Clone, Copy, PartialEq)]
enum Shared {
    /// The first, above so many rows.
    First(u32),
    Further,
}

/// A row in the making: its action, the lines that it takes, and what it shares.
struct Line<'a> {
    action: &'a KnownAction,
    at: usize,
    height: u32,
    owner: Shared,
    measure: Shared,
}

impl Draft<'_> {
    /// A table: its head, its rows, its sums.
    pub(super) fn table(&mut self, columns: &[FormColumn], actions: &[usize]) {
        let begin = self.at(0);
        self.head(columns);
        self.before_rows(columns);
        let first = self.row;
        let blocks = self.blocks(actions);
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 && self.form.has(Feature::RepeatedHeads) {
                self.head(columns);
            }
            if at > 0 && self.form.has(Feature::BlankRows) {
                self.row += 1;
            }
            if block.begins {
                self.measure_row(columns, self.plan.actions[block.actions[0]].measure);
            }
            self.block(columns, &block.actions);
            if block.ends && self.form.has(Feature::Subtotals) {
                self.sum(columns, &block.actions, "subtotal");
            }
        }
        self.lists(columns, first);
        self.after_rows(columns, actions);
        self.area(begin, columns.len());
    }

    fn blocks(&self, actions: &[usize]) -> Vec<Block> {
        let apart = [Feature::RepeatedHeads, Feature::BlankRows];
        let parted = apart.iter().any(|feature| self.form.has(*feature));
        let measure = |at: usize| self.plan.actions[at].measure;
        let mut blocks: Vec<Block> = Vec::new();
        for (nth, &at) in actions.iter().enumerate() {
            let begins = nth == 0 || measure(actions[nth - 1]) != measure(at);
            if begins || (parted && blocks.last().is_some_and(|block| block.actions.len() >= 7)) {
                blocks.push(Block { actions: Vec::new(), begins, ends: false });
            }
            let block = blocks.last_mut().unwrap();
            block.actions.push(at);
            block.ends = actions.get(nth + 1).is_none_or(|next| measure(*next) != measure(at));
        }
        blocks
    }

    /// The head of a table, of one line or two.
    fn head(&mut self, columns: &[FormColumn]) {
        let two = columns.iter().any(|column| !column.upper.is_empty());
        let lines = if two { 2 } else { 1 };
        let kind = NoAction { kind: "head", at: self.at(0), until: self.row + lines - 1 };
        self.paper.others.push(kind);
        for (at, column) in columns.iter().enumerate() {
            let head = ExpectedHead { at: self.at(at), below: self.row + lines };
            self.paper.heads.push(head);
            if two {
                self.upper(columns, at);
                self.row += 1;
                self.text(at, &column.lower);
                self.row -= 1;
            } else {
                self.text(at, &column.lower);
            }
        }
        self.row += lines;
    }

    /// The upper line of a column's head: a year stands once above its columns.
    fn upper(&mut self, columns: &[FormColumn], at: usize) {
        let column = &columns[at];
        let same = |other: &FormColumn| other.upper == column.upper && column.year != 0;
        if at > 0 && same(&columns[at - 1]) {
            return;
        }
        self.text(at, &column.upper);
        let many = columns[at..].iter().take_while(|other| same(other)).count();
        if self.form.has(Feature::GroupedHeads) {
            self.merge_right(at, many);
            if column.year == 0 {
                self.merge_down(at, 2);
            }
        }
    }

    fn block(&mut self, columns: &[FormColumn], actions: &[usize]) {
        let heights: Vec<u32> = actions.iter().map(|at| self.height(*at)).collect();
        for (nth, &at) in actions.iter().enumerate() {
            let action = &self.plan.actions[at];
            let owner = |at: usize| {
                let action = &self.plan.actions[actions[at]];
                (action.department, action.sections.clone())
            };
            let alike = |other: usize| {
                owner(other) == owner(nth) && heights[other] == 1 && heights[nth] == 1
            };
            let run = heights[nth..].iter().zip(nth..).take_while(|(_, other)| alike(*other));
            let owner = if nth > 0 && alike(nth - 1) {
                Shared::Further
            } else {
                Shared::First(run.map(|(height, _)| height).sum())
            };
            let measure = match nth {
                0 => Shared::First(heights.iter().sum()),
                _ => Shared::Further,
            };
            self.line_of(columns, &Line { action, at, height: heights[nth], owner, measure });
        }
    }

    /// How many rows an action takes.
    fn height(&self, at: usize) -> u32 {
        let mut dice = self.form.dice(&format!("height {at}"));
        let taken = dice.percent(30);
        match self.form.of_group("lines") {
            Some(_) if taken => 2 + u32::from(dice.percent(50)),
            _ if taken && self.form.has(Feature::OwnerRows) => 2,
            _ => 1,
        }
    }

    /// An action, in all its rows.
    fn line_of(&mut self, columns: &[FormColumn], line: &Line<'_>) {
        let struck = self.form.has(Feature::StruckRow)
            && line.height == 1
            && self.form.dice(&format!("struck {}", line.at)).percent(15);
        let title = self.at(columns.iter().position(|c| c.ask == FormAsk::Action).unwrap_or(0));
        let rows = if self.form.has(Feature::OwnerRows) { line.height } else { 1 };
        for nth in 0..rows {
            let mut cells = Vec::new();
            for (column, asked) in columns.iter().enumerate() {
                cells.extend(self.cell_of(column, asked, line, nth, struck));
            }
            let action = ExpectedAction {
                title: line.action.texts[&(FormAsk::Action, 0)].clone(),
                at: title.clone(),
                row: self.row + nth,
                measure: self.tells_measure(columns).then(|| self.measure(line.action.measure)),
                cells,
            };
            if struck {
                let at = title.clone();
                let until = self.row;
                self.paper.others.push(NoAction { kind: "struck action", at, until });
            } else {
                self.paper.actions.push(action);
            }
        }
        if rows < line.height {
            let (mut at, until) = (self.at(0), self.row + line.height - 1);
            at.row += 1;
            self.paper.others.push(NoAction { kind: "further line", at, until });
        }
        if self.form.has(Feature::HiddenRows)
            && self.form.dice(&format!("hidden {}", line.at)).percent(20)
        {
            let row = self.row;
            self.sheet().hidden_rows.insert(row);
        }
        self.row += line.height;
    }

    /// Draws a cell of an action's `nth` row and says what is right.
    fn cell_of(
        &mut self,
        column: usize,
        asked: &FormColumn,
        line: &Line<'_>,
        nth: u32,
        struck: bool,
    ) -> Option<ExpectedCell> {
        let mut drawn = self.form.drawn(line.action, line.at, asked);
        let named = asked.year == 0 && !matches!(asked.ask, FormAsk::Department | FormAsk::Section);
        let mut place = self.at(column);
        self.row += nth;
        if nth > 0 && named {
            // Under its merged cell
        } else if nth > 0 {
            of_second_owner(asked, &mut drawn);
            place = self.at(column);
            self.put(column, drawn.cell.clone());
        } else if line.height > 1 && !self.form.has(Feature::OwnerRows) {
            self.over_lines(column, asked, line, &mut drawn);
        } else {
            self.shared(column, asked, line, &mut drawn, struck);
            if named && line.height > 1 && !self.merges_measures(asked) {
                self.merge_down(column, line.height);
            }
        }
        self.row -= nth;
        let judged = !matches!(asked.ask, FormAsk::Number | FormAsk::Measure | FormAsk::Action);
        // Five levels are grades, whatever their head
        let levels = asked.ask == FormAsk::Percent && self.form.has(Feature::Levels);
        judged.then(|| ExpectedCell {
            ask: if levels { FormAsk::Grade } else { asked.ask },
            year: asked.year,
            at: place,
            heading: asked.heading(),
            texts: drawn.texts,
            classes: drawn.classes,
            is_open: drawn.is_open,
        })
    }

    /// Whether the column's cells are merged over all actions of a measure.
    fn merges_measures(&self, asked: &FormColumn) -> bool {
        asked.ask == FormAsk::Measure && self.form.has(Feature::MergedMeasures)
    }

    /// A cell that may share its text with its neighbours.
    fn shared(
        &mut self,
        column: usize,
        asked: &FormColumn,
        line: &Line<'_>,
        drawn: &mut Drawn,
        struck: bool,
    ) {
        let owned = matches!(asked.ask, FormAsk::Department | FormAsk::Section);
        let further = owned && line.owner == Shared::Further;
        match (self.form.of_group("owners"), line.owner) {
            (Some(Feature::MergedOwners), Shared::First(rows)) if owned => {
                self.merge_down(column, rows);
            }
            (Some(Feature::MergedOwners | Feature::BlankOwners), _) if further => {
                drawn.cell.text.clear();
                // Who is asked is the section: a bureau may stay as it is written
                if self.form.has(Feature::BlankOwners) && asked.ask == FormAsk::Department {
                    drawn.texts.push(String::new());
                }
            }
            (Some(Feature::DittoOwners), _) if further => "〃".clone_into(&mut drawn.cell.text),
            (Some(Feature::SameOwners), _) if further => "同上".clone_into(&mut drawn.cell.text),
            _ => {}
        }
        if asked.ask == FormAsk::Measure {
            drawn.cell.text = self.measure(line.action.measure);
            if self.form.has(Feature::MergedMeasures) {
                match line.measure {
                    Shared::First(rows) => self.merge_down(column, rows),
                    Shared::Further => drawn.cell.text.clear(),
                }
            }
        }
        let mut cell = drawn.cell.clone();
        // Whoever strikes an action out leaves what its neighbours share
        let owned = owned && self.form.has(Feature::MergedOwners);
        let shares = owned && line.owner != Shared::First(1) || self.merges_measures(asked);
        if struck && !shares {
            cell.struck = std::mem::take(&mut cell.text);
        }
        self.put(column, cell);
    }

    /// A cell of an action that takes several lines: its newest result is told line by line.
    fn over_lines(
        &mut self,
        column: usize,
        asked: &FormColumn,
        line: &Line<'_>,
        drawn: &mut Drawn,
    ) {
        let told = asked.ask == FormAsk::Status && asked.year == self.plan.year;
        if told {
            let lines: Vec<String> = (1..=line.height)
                .map(|nth| format!("第{nth}回　{}人が参加", 20 + line.at + nth as usize))
                .collect();
            for (nth, text) in (0..).zip(&lines) {
                self.row += nth;
                self.text(column, text);
                self.row -= nth;
            }
            drawn.texts = vec![lines.concat()];
            drawn.is_open = false;
            return;
        }
        let single = Line { owner: Shared::First(1), measure: Shared::First(1), ..*line };
        let alone = matches!(asked.ask, FormAsk::Department | FormAsk::Section);
        self.shared(column, asked, if alone { &single } else { line }, drawn, false);
        if self.form.has(Feature::MergedLines) && !self.merges_measures(asked) {
            self.merge_down(column, line.height);
        }
    }
}

/// The same action, as another section answers for it.
fn of_second_owner(asked: &FormColumn, drawn: &mut Drawn) {
    let text = match asked.ask {
        FormAsk::Department => "市民部".to_owned(),
        FormAsk::Section => "市民課".to_owned(),
        FormAsk::Plan | FormAsk::Status | FormAsk::Evaluation if !drawn.cell.text.is_empty() => {
            format!("市民課：{}", drawn.cell.text)
        }
        _ => return,
    };
    drawn.cell = PaperCell::new(&text);
    drawn.texts = vec![text];
    drawn.is_open = false;
}
