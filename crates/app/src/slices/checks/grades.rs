//! What the plan's grades mean: by it they are counted, coloured and checked.

use axum::{Form, extract::State, response::Redirect};
use domain::{
    Id,
    event::{Event, GradeExplained, GradesExplained},
    plan::Plan,
    progress,
    scale::{Grade, GradeClass, Scale},
    unaccepted::Unaccepted,
};
use serde::{Deserialize, Serialize};
use store::{AuditRecord, Tx};

use crate::{
    App, Error,
    kit::{
        actor::By, addresses, clock, error_page::PageError, page::Choice, path::Path,
        viewer::Viewer,
    },
};

/// A grade in the form.
pub(super) struct GradeView {
    /// Code and words.
    pub(super) written: String,
    /// The code of its class.
    pub(super) set: &'static str,
    pub(super) classes: Vec<Choice>,
}

/// What was done, for the page that comes after.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct GradesFlash {
    /// How many grades were explained.
    pub(super) explained: Option<usize>,
}

/// No longer words are offered as a grade: they are a sentence in the wrong column.
const LONGEST: usize = 30;

/// The grades of the plan's latest sheet, those that stand in its cells only as well, then those of
/// its earlier sheets.
pub(super) async fn views(tx: &mut Tx, plan: &Id<Plan>) -> Result<Vec<GradeView>, Error> {
    let layouts = tx.layouts(plan).await?;
    let Some((newest, layout)) = layouts.first() else { return Ok(Vec::new()) };
    let scale = layout.scale();
    let mut grades: Vec<(String, GradeClass)> = Vec::new();
    if let Some(stored) = tx.sheet(plan, *newest).await? {
        let counted = progress::overall(&stored.sheet, &Unaccepted::default()).grades;
        let short = counted.into_iter().filter(|(name, _)| name.chars().count() <= LONGEST);
        grades.extend(short.map(|(name, _)| {
            let class = scale.cell(&name).class().unwrap_or_default();
            (name, class)
        }));
    }
    let earlier: Vec<Scale> = layouts.iter().skip(1).map(|(_, layout)| layout.scale()).collect();
    for grade in earlier.iter().flat_map(|scale| &scale.grades) {
        let written = grade.written();
        if !grades.iter().any(|(known, _)| *known == written) {
            grades.push((written, grade.class));
        }
    }
    Ok(grades.into_iter().map(|(written, class)| view(written, class)).collect())
}

fn view(written: String, class: GradeClass) -> GradeView {
    // Where its words say what it means, it cannot be without a meaning
    let said = !GradeClass::of_words(&Grade::read(&written).label).is_unknown();
    let offered = GradeClass::ALL.into_iter().filter(|class| !(class.is_unknown() && said));
    let classes = offered.map(|one| Choice::of(one.code(), one.label(), class.code()));
    GradeView { classes: classes.collect(), set: class.code(), written }
}

/// What a form says of a grade that it says otherwise than when the page was made.
fn changed(fields: &[(String, String)]) -> Result<Vec<(String, GradeClass)>, Error> {
    let [grades, was, classes] = ["grade", "was", "class"].map(|name| {
        let own = fields.iter().filter(|(of, _)| of == name);
        own.map(|(_, value)| value).collect::<Vec<_>>()
    });
    let sent = grades.into_iter().zip(was).zip(classes);
    let sent = sent.filter(|((_, was), class)| was != class);
    sent.map(|((grade, _), class)| {
        let class = GradeClass::coded(class).ok_or_else(|| {
            Error::Refused(format!("「{grade}」の意味を一覧から選んでください。"))
        })?;
        Ok((grade.clone(), class))
    })
    .collect()
}

/// Says what grades mean, as the form has it.
pub(crate) async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let count = explain(&app, &plan, &changed(&fields)?, &viewer.by()).await?;
    let said = GradesFlash { explained: Some(count) };
    Ok(Redirect::to(&addresses::telling(&addresses::rules(&plan), &said)))
}

/// Says what grades mean on every sheet of the plan that has them; answers of how many that was new.
async fn explain(
    app: &App,
    plan: &Id<Plan>,
    meant: &[(String, GradeClass)],
    by: &By,
) -> Result<usize, Error> {
    let mut tx = app.store.begin().await?;
    tx.hold_plan(plan).await?;
    let (mut told, mut layouts): (Vec<GradeExplained>, Vec<_>) = Default::default();
    for (nth, (year, before)) in tx.layouts(plan).await?.into_iter().enumerate() {
        let mut layout = before.clone();
        for (grade, class) in meant {
            if nth == 0 {
                layout.take_in(grade);
            }
            let known = told.iter().any(|one| one.grade == *grade);
            if let (Some(before), false) = (layout.explain(grade, *class), known) {
                let (grade, after) = (grade.clone(), *class);
                told.push(GradeExplained { grade, before, after });
            }
        }
        if layout != before {
            tx.set_layout(plan, year, &layout).await?;
            layouts.push((year, layout));
        }
    }
    if told.is_empty() {
        return Ok(0);
    }
    let count = told.len();
    let event = Event::GradesExplained(GradesExplained { grades: told, layouts: Some(layouts) });
    let record = AuditRecord { plan: Some(plan.clone()), ..by.did(event, &clock::now()) };
    tx.record(&record).await?;
    tx.commit().await?;
    app.open_findings.forget(|(of, _)| of == plan);
    Ok(count)
}
