//! Which edition of which plan, as the verbs take it.

use clap::Args;
use domain::{FiscalYear, plan::Plan};
use edition::EditionKind;
use store::StoredEdition;

use crate::{
    App, Error, Result,
    kit::database::{Database, open_existing},
    slices::plans::{self, PlanChoice},
};

/// Which plan's editions.
#[derive(Debug, Args)]
pub(crate) struct EditionOptions {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
}

impl EditionOptions {
    pub(super) async fn opened(&self) -> Result<(App, Plan)> {
        let app = open_existing(&self.database).await?;
        let choice = PlanChoice { municipality: self.city.clone(), area_code: None };
        let plan = plans::chosen(&mut app.store.read().await?, &choice).await?;
        Ok((app, plan.ok_or(Error::NotFound("計画"))?))
    }
}

/// Which edition.
#[derive(Debug, Args)]
pub(crate) struct EditionChoice {
    #[arg(long, value_name = "年度", help = "版の年度（R3 など）")]
    pub(super) year: FiscalYear,
    #[arg(
        long,
        value_name = "種類",
        value_parser = kind,
        help = "版の種類（council 協議会用、approved 決定、published 公表）"
    )]
    pub(super) kind: EditionKind,
    #[arg(long, value_name = "番号", help = "第何版か。省くと最新")]
    pub(super) number: Option<u32>,
}

/// A kind by its code or its word.
pub(super) fn kind(code: &str) -> std::result::Result<EditionKind, String> {
    let known = EditionKind::coded(code)
        .or_else(|| EditionKind::ALL.into_iter().find(|kind| kind.label() == code));
    known.ok_or_else(|| "council、approved、published のどれかを指定してください。".to_owned())
}

/// The edition that the options name.
pub(super) async fn chosen(
    app: &App,
    plan: &Plan,
    choice: &EditionChoice,
) -> Result<StoredEdition> {
    let mut tx = app.store.read().await?;
    let all = tx.editions_of(&plan.id, choice.year, choice.kind.code()).await?;
    let numbers: Vec<i64> = all.iter().map(|one| one.number).collect();
    let wanted = choice.number.map(i64::from);
    let found = all.into_iter().find(|one| wanted.is_none_or(|number| one.number == number));
    found.ok_or_else(|| absent(choice, numbers.iter().copied().max()))
}

/// Says which edition is not there, and the way out.
fn absent(choice: &EditionChoice, last: Option<i64>) -> Error {
    let EditionChoice { year, kind, number } = choice;
    let (official, short) = (year.official(), year.short());
    Error::Absent(match (number, last) {
        (Some(number), Some(last)) => format!(
            "{official}の{}が見つかりません。{}は第{last}版までです。--number を直すか、省いて最新の版を指定してください。",
            kind.named(*number),
            kind.label()
        ),
        _ => format!(
            "{official}の「{}」の版が見つかりません。sasae edition list で版を確かめるか、\
             sasae edition freeze --year {short} --kind {} で凍結してください。",
            kind.label(),
            kind.code()
        ),
    })
}
