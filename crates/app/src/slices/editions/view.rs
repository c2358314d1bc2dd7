//! An edition's document as its page shows it.

use domain::{Field, FiscalYear, Offset, Slot};
use edition::{ActionRecord, EditionAnswer, EditionContent};

/// An edition on its page; of one whose files were erased nothing.
#[derive(Default)]
pub(super) struct EditionView {
    pub(super) measures: Vec<MeasureView>,
    pub(super) errata: Vec<CorrectionView>,
    /// How many actions it has.
    pub(super) actions: usize,
}

/// The actions under a measure.
pub(super) struct MeasureView {
    pub(super) title: String,
    pub(super) actions: Vec<ActionView>,
}

/// An action with its answers under their heads.
pub(super) struct ActionView {
    pub(super) no: u32,
    pub(super) title: String,
    pub(super) owners: String,
    pub(super) content: String,
    pub(super) answers: Vec<(String, String)>,
}

/// A correction.
pub(super) struct CorrectionView {
    pub(super) edition_no: u32,
    pub(super) about: String,
    pub(super) label: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) reason: String,
}

impl EditionView {
    pub(super) fn of(content: &EditionContent) -> Self {
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
        answers: action.answers.iter().map(|answer| answer_view(content, answer)).collect(),
    }
}

/// An answer under its head: a grade with its words, a word where nothing was written.
fn answer_view(content: &EditionContent, answer: &EditionAnswer) -> (String, String) {
    let column = content.columns.iter().find(|column| {
        (&column.field, column.fiscal_year) == (&answer.field, Some(answer.fiscal_year))
    });
    let label = change_label(&answer.field, Some(answer.fiscal_year));
    let grades = column.and_then(|column| {
        let scale = content.scales.iter().find(|scale| scale.name == column.scale)?;
        scale.grades.iter().find(|grade| !answer.grade.is_empty() && grade.code == answer.grade)
    });
    let text = match (answer.state.as_str(), grades) {
        ("missing", _) => "未記入".to_owned(),
        ("withheld", _) => "※".to_owned(),
        (_, Some(grade)) => format!("{}　{}", grade.code, grade.label).trim().to_owned(),
        _ => answer.text.clone(),
    };
    (label, text)
}

/// What a cell of an edition is called: 令和７年度実施状況.
pub(super) fn change_label(field: &str, year: Option<i32>) -> String {
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
