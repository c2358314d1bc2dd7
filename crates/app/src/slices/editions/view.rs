//! An edition's document as its page shows it.

use domain::{Field, FiscalYear, Offset, Slot};
use edition::{ActionRecord, EditionContent};

use crate::slices::frozen::answer_text;

/// What a file of an edition is to those who read it; none of what is for programs.
pub(crate) fn file_label(name: &str) -> Option<&'static str> {
    match name {
        "packet.pdf" => Some("協議会資料（PDF）"),
        "sheet.pdf" => Some("一覧表（PDF）"),
        "summary.pdf" => Some("概要（PDF）"),
        "sheet.xlsx" => Some("一覧表（Excel）"),
        _ => None,
    }
}

/// An edition on its page; of one whose files were erased nothing.
#[derive(Default)]
pub(crate) struct EditionView {
    pub(crate) measures: Vec<MeasureView>,
    pub(crate) errata: Vec<CorrectionView>,
    /// How many actions it has.
    pub(crate) actions: usize,
}

/// The actions under a measure.
pub(crate) struct MeasureView {
    pub(crate) title: String,
    pub(crate) actions: Vec<ActionView>,
}

/// An action with its answers under their heads.
pub(crate) struct ActionView {
    pub(crate) no: u32,
    pub(crate) title: String,
    pub(crate) owners: String,
    pub(crate) content: String,
    pub(crate) answers: Vec<(String, String)>,
}

/// A correction.
pub(crate) struct CorrectionView {
    pub(crate) edition_no: u32,
    pub(crate) about: String,
    pub(crate) label: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) reason: String,
}

impl EditionView {
    pub(crate) fn of(content: &EditionContent) -> Self {
        let mut measures: Vec<MeasureView> = Vec::new();
        for action in &content.actions {
            let at = action.measure_no.and_then(|no| no.checked_sub(1));
            let title = at.and_then(|at| content.measures.get(at)).cloned().unwrap_or_default();
            let view = action_view(content, action);
            match measures.last_mut().filter(|last| last.title == title) {
                Some(last) => last.actions.push(view),
                None => measures.push(MeasureView { title, actions: vec![view] }),
            }
        }
        let title = |id: &Option<String>| {
            let of = content.actions.iter().find(|action| Some(&action.id) == id.as_ref());
            of.map_or_else(String::new, |action| action.title.clone())
        };
        let errata = content.errata.iter().map(|one| CorrectionView {
            edition_no: one.edition_no,
            about: title(&one.action),
            label: change_label(&one.field, one.fiscal_year),
            before: one.before.clone(),
            after: one.after.clone(),
            reason: one.reason.clone(),
        });
        Self { errata: errata.collect(), measures, actions: content.actions.len() }
    }
}

fn action_view(content: &EditionContent, action: &ActionRecord) -> ActionView {
    let owners: Vec<&str> = action
        .owners
        .iter()
        .map(|(department, section)| if section.is_empty() { department } else { section })
        .map(String::as_str)
        .collect();
    ActionView {
        no: action.row_no,
        title: action.title.clone(),
        owners: owners.join("、"),
        content: action.content.clone(),
        answers: action
            .answers
            .iter()
            .map(|answer| {
                let label = change_label(&answer.field, Some(answer.fiscal_year));
                (label, answer_text(content, answer))
            })
            .collect(),
    }
}

/// What a cell of an edition is called: 令和７年度実施状況.
pub(crate) fn change_label(field: &str, year: Option<i32>) -> String {
    let year = year.and_then(FiscalYear::starting);
    let named = |word: &str| {
        year.map_or_else(|| word.to_owned(), |year| format!("{}の{word}", year.official()))
    };
    if field.starts_with("indicator:") {
        let kind = match field.rsplit('/').next() {
            Some("base") => "基準値",
            Some("target") => "目標値",
            _ => "実績値",
        };
        return named(kind);
    }
    if let Some(own) = field.strip_prefix("own:") {
        return named(own);
    }
    match field {
        "title" => "事業名".to_owned(),
        "content" => "実施内容".to_owned(),
        "page" => "計画書ページ".to_owned(),
        "relisted" => "再掲".to_owned(),
        "measure" => "施策".to_owned(),
        "owners" => "担当".to_owned(),
        code => {
            let slot = Slot::new(Field::from(code.to_owned()), Offset::This);
            year.map_or_else(|| slot.field.label().to_owned(), |year| slot.heading(year))
        }
    }
}
