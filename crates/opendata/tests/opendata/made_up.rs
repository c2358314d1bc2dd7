//! Made-up editions: two of different styles, and any that chance makes.

use std::ops::Range;

use domain::{scale::GradeClass, scheme::MappingRelation};
use edition::{
    ActionRecord, ColumnRecord, CrosswalkRecord, EditionAnswer, EditionContent, ErratumRecord,
    GradeRecord, IndicatorRecord, ItemRecord, MappingRecord, OpinionRecord, PublishedFigure,
    ScaleRecord, SchemeRecord,
};
use proptest::{collection::vec, prelude::*};

/// A city whose grades have codes, with measures, indicators, opinions and corrections.
pub(crate) fn aozora() -> EditionContent {
    serde_json::from_str(include_str!("data/aozora.json")).unwrap()
}

/// The same city with a crosswalk from a made-up scheme: its first action stands under two items.
pub(crate) fn mapped() -> EditionContent {
    let item = |code: &str, parent: &str| ItemRecord {
        code: code.to_owned(),
        label: format!("架空の項目{code}"),
        parent: parent.to_owned(),
    };
    let row = |item: &str, action: &str, primary: bool| MappingRecord {
        item: item.to_owned(),
        action: action.to_owned(),
        relation: MappingRelation::Partial,
        primary,
        decided_by: "事務局".to_owned(),
        decided_on: "2025-04-01".to_owned(),
    };
    let scheme = SchemeRecord {
        id: "made-up".to_owned(),
        title: "架空の体系".to_owned(),
        version: 1,
        valid_from: "2022-04-01".to_owned(),
        valid_to: String::new(),
        source: String::new(),
        items: vec![item("1", ""), item("1-1", "1"), item("2", "")],
    };
    let rows = vec![row("1-1", "a001", true), row("2", "a001", false), row("2", "a002", true)];
    let crosswalks = vec![CrosswalkRecord { scheme, rows }];
    EditionContent { crosswalks, ..aozora() }
}

/// A town whose grades are words or signs, with a question of its own and no measures.
pub(crate) fn kawabe() -> EditionContent {
    serde_json::from_str(include_str!("data/kawabe.json")).unwrap()
}

/// Texts as people write them and worse.
const TEXT: &str = "[=+@＝'\t\r\n　 、・,\"①a-c0-9あ-う。-]{0,14}";
const FIELDS: [&str; 6] = ["plan", "status", "evaluation", "progress", "achievement", "own:課題"];
const STATES: [&str; 6] = ["given", "missing", "dash", "not_applicable", "too_early", "withheld"];

/// Editions that are whole, whatever their texts.
pub(crate) fn contents() -> impl Strategy<Value = EditionContent> {
    let drawn = (vec(TEXT, 1..40), vec(any::<u8>(), 1..60), 0..6_u32, 0..4_usize);
    drawn.prop_map(|(texts, picks, actions, measures)| {
        Draw { texts, picks, texts_at: 0, picks_at: 0 }.edition(actions, measures)
    })
}

/// Texts and choices, taken one after the other and again from the first.
struct Draw {
    texts: Vec<String>,
    picks: Vec<u8>,
    texts_at: usize,
    picks_at: usize,
}

impl Draw {
    fn text(&mut self) -> String {
        self.texts_at += 1;
        self.texts[self.texts_at % self.texts.len()].clone()
    }

    fn pick(&mut self, from: Range<usize>) -> usize {
        self.picks_at += 1;
        let pick = usize::from(self.picks[self.picks_at % self.picks.len()]);
        from.start + (pick + self.picks_at) % from.len()
    }

    fn edition(mut self, actions: u32, measures: usize) -> EditionContent {
        let mut content = aozora();
        content.measures = (0..measures).map(|_| self.text()).collect();
        content.columns = self.columns(content.fiscal_year);
        content.scales = vec![ScaleRecord { name: "段階".to_owned(), grades: self.grades() }];
        let columns = content.columns.clone();
        let grades = content.scales[0].grades.clone();
        content.actions =
            (1..=actions).map(|no| self.action(no, measures, &columns, &grades)).collect();
        content.indicators = (0..self.pick(0..3)).map(|no| self.indicator(no)).collect();
        content.opinions = (1..=actions).map(|no| self.opinion(no)).collect();
        content.errata = (1..=actions).map(|no| self.erratum(no)).collect();
        content
    }

    /// Each field in some of three years, so that no two columns ask the same.
    fn columns(&mut self, year: i32) -> Vec<ColumnRecord> {
        let mut columns = Vec::new();
        for asked in year - 1..=year + 1 {
            for field in FIELDS.into_iter().filter(|_| self.pick(0..2) == 0).collect::<Vec<_>>() {
                let scale = if field == "progress" { "段階" } else { "" };
                columns.push(ColumnRecord {
                    heading: self.text(),
                    role: "answer".to_owned(),
                    field: field.to_owned(),
                    fiscal_year: Some(asked),
                    scale: scale.to_owned(),
                });
            }
        }
        columns
    }

    /// Grades of a code each; words may be as they are.
    fn grades(&mut self) -> Vec<GradeRecord> {
        let codes = ["ア", "-", "=", "◎"].into_iter();
        let grades = codes.map(|code| GradeRecord {
            code: code.to_owned(),
            label: self.text(),
            class: GradeClass::ALL[self.pick(0..GradeClass::ALL.len())],
        });
        grades.collect()
    }

    fn action(
        &mut self,
        row_no: u32,
        measures: usize,
        columns: &[ColumnRecord],
        grades: &[GradeRecord],
    ) -> ActionRecord {
        let owners = (0..self.pick(0..3)).map(|_| (self.text(), self.text())).collect();
        ActionRecord {
            // Now and then a row shows an action again
            id: format!("a{}", if self.pick(0..4) == 0 { 1 } else { row_no }),
            row_no,
            measure_no: Some(self.pick(0..measures + 1)).filter(|no| *no > 0),
            title: self.text(),
            content: self.text(),
            page: self.text(),
            relisted: self.text(),
            owners,
            follows: Vec::new(),
            answers: columns.iter().map(|column| self.answer(column, grades)).collect(),
        }
    }

    fn answer(&mut self, column: &ColumnRecord, grades: &[GradeRecord]) -> EditionAnswer {
        let state = STATES[self.pick(0..STATES.len())];
        let is_given = state == "given";
        let grade = &grades[self.pick(0..grades.len())];
        let is_grade = is_given && column.field == "progress";
        let is_number = is_given && column.field == "achievement";
        let text = match state {
            "missing" | "withheld" => String::new(),
            "dash" => "-".to_owned(),
            _ => self.text(),
        };
        EditionAnswer {
            field: column.field.clone(),
            fiscal_year: column.fiscal_year.unwrap(),
            state: state.to_owned(),
            text,
            grade: if is_grade { grade.code.clone() } else { String::new() },
            class: is_grade.then_some(grade.class),
            number: if is_number { self.number() } else { String::new() },
            approximate: is_number && self.pick(0..2) == 0,
        }
    }

    fn number(&mut self) -> String {
        ["0", "100", "96.9", "-5", "1200"][self.pick(0..5)].to_owned()
    }

    fn indicator(&mut self, no: usize) -> IndicatorRecord {
        let kinds = ["base", "actual", "target"].into_iter();
        let figures = kinds.map(|figure| {
            let state = ["given", "missing", "withheld"][self.pick(0..3)];
            PublishedFigure {
                fiscal_year: 2020,
                figure: figure.to_owned(),
                state: state.to_owned(),
                number: if state == "given" { self.number() } else { String::new() },
                approximate: false,
                of: (self.pick(0..2) == 0).then_some((1, 2)),
            }
        });
        let figures = figures.collect();
        IndicatorRecord {
            id: format!("i{no}"),
            action: None,
            name: self.text(),
            unit: self.text(),
            definition: self.text(),
            figures,
        }
    }

    fn opinion(&mut self, no: u32) -> OpinionRecord {
        OpinionRecord {
            no,
            meeting_date: "2025-07-10".to_owned(),
            action: Some("a1".to_owned()).filter(|_| self.pick(0..2) == 0),
            kind: "opinion".to_owned(),
            opinion: self.text(),
            reply: self.text(),
            outcome: "not_changed".to_owned(),
            outcome_reference: self.text(),
        }
    }

    fn erratum(&mut self, no: u32) -> ErratumRecord {
        ErratumRecord {
            edition_no: 2,
            no,
            decided_on: "2025-11-20".to_owned(),
            action: Some("a1".to_owned()),
            field: FIELDS[self.pick(0..FIELDS.len())].to_owned(),
            fiscal_year: Some(2024),
            kind: "correction".to_owned(),
            before: self.text(),
            after: self.text(),
            reason: self.text(),
        }
    }
}
