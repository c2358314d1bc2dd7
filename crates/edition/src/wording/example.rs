//! An edition with one answer, for tests.

use crate::{
    ActionRecord, AsOf, City, ColumnRecord, EditionAnswer, EditionContent, EditionKind, FORMAT,
    PlanRecord, Publisher,
};

/// An edition of one action whose answer is a text.
pub(crate) fn edition(title: &str, text: &str) -> EditionContent {
    let answer = EditionAnswer {
        field: "status".to_owned(),
        fiscal_year: 2025,
        state: "given".to_owned(),
        text: text.to_owned(),
        grade: String::new(),
        class: None,
        number: String::new(),
        approximate: false,
    };
    let action = ActionRecord {
        id: "a-1".to_owned(),
        row_no: 1,
        measure_no: None,
        title: title.to_owned(),
        content: String::new(),
        page: String::new(),
        relisted: String::new(),
        owners: Vec::new(),
        follows: Vec::new(),
        answers: vec![answer],
    };
    let column = ColumnRecord {
        heading: "R7 実施状況".to_owned(),
        role: "answer".to_owned(),
        field: "status".to_owned(),
        fiscal_year: Some(2025),
        scale: String::new(),
    };
    EditionContent {
        format: FORMAT.to_owned(),
        city: City::default(),
        plan: PlanRecord::default(),
        fiscal_year: 2025,
        kind: EditionKind::Published,
        number: 1,
        frozen_on: "2026-11-24".to_owned(),
        as_of: AsOf::default(),
        based_on: None,
        columns: vec![column],
        scales: Vec::new(),
        measures: Vec::new(),
        actions: vec![action],
        indicators: Vec::new(),
        crosswalks: Vec::new(),
        meetings: Vec::new(),
        opinions: Vec::new(),
        errata: Vec::new(),
        help: Vec::new(),
        publisher: Publisher::default(),
    }
}
