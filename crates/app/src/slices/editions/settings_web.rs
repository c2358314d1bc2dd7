//! What a plan says wherever it is published: who publishes, where help is, which fields are shown.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    response::{Html, Redirect},
};
use domain::{Field, Id, layout::ColumnRole, plan::Plan};
use edition::{EditionKind, HelpEntry, PublicationSettings, Publisher};

use super::{set, settings};
use crate::{
    App, Error,
    kit::{
        addresses,
        error_page::PageError,
        flash::Flash,
        page::{Frame, Tab, page},
        path::Path,
        viewer::Viewer,
    },
};

/// So many empty lines follow those that are there.
const EMPTY: usize = 2;

#[derive(Template)]
#[template(path = "editions/settings.html")]
struct SettingsPage {
    frame: Frame,
    plan: Id<Plan>,
    said: String,
    publisher: Publisher,
    help: Vec<HelpEntry>,
    /// The plan's own fields, each with the kinds that show it.
    own: Vec<OwnField>,
    small_number: u32,
}

/// A field of the plan's own with a tick for each kind.
struct OwnField {
    name: String,
    ticks: Vec<(EditionKind, bool)>,
}

/// The usual least count of persons that is shown.
const USUAL: u32 = 10;

/// The form.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(said): Query<Flash>,
) -> Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let known = settings(&mut tx, &plan.id).await?;
    let heads = tx.sheets(&plan.id).await?;
    let newest = heads.first().map(|head| head.year);
    let mut names: BTreeSet<String> = known.fields.values().flatten().cloned().collect();
    if let Some(year) = newest {
        let sheet = tx.sheet(&plan.id, year).await?;
        names.extend(sheet.iter().flat_map(|it| &it.sheet.layout.columns).filter_map(|column| {
            match &column.role {
                ColumnRole::Answer(slot) => match &slot.field {
                    Field::Other(name) => Some(name.clone()),
                    _ => None,
                },
                _ => None,
            }
        }));
    }
    drop(tx);
    let own = names.into_iter().map(|name| OwnField {
        ticks: EditionKind::ALL.map(|kind| (kind, known.shown(kind).contains(&name))).to_vec(),
        name,
    });
    let mut help = known.help.clone();
    help.extend(std::iter::repeat_n(HelpEntry::default(), EMPTY));
    page(&SettingsPage {
        frame: Frame::of(&viewer, &plan, "公表の設定", Tab::Editions, newest),
        plan: plan.id,
        said: said.sentence(),
        own: own.collect(),
        small_number: known.small_number.unwrap_or(USUAL),
        publisher: known.publisher,
        help,
    })
}

/// Keeps what the form says. Lines without a name are none.
pub(crate) async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let read = read(&sent)?;
    set(&app, &plan, &read, &viewer.by()).await?;
    Ok(Redirect::to(&addresses::said(&addresses::publication(&plan), "set")))
}

/// The settings that a form sends: `publisher.NAME`, `help.NO.NAME`, `field.KIND` for each tick.
fn read(sent: &[(String, String)]) -> Result<PublicationSettings, Error> {
    let value = |name: &str| -> Result<String, Error> {
        let found = sent.iter().find(|(known, _)| known == name);
        Ok(domain::reply::remark(found.map_or("", |(_, value)| value))?)
    };
    let mut read = PublicationSettings {
        publisher: Publisher {
            section: value("publisher.section")?,
            telephone: value("publisher.telephone")?,
            comments: value("publisher.comments")?,
            licence: value("publisher.licence")?,
            licence_address: value("publisher.licence_address")?,
            base_address: value("publisher.base_address")?,
        },
        ..PublicationSettings::default()
    };
    for no in 0..sent.len() {
        let of = |name: &str| value(&format!("help.{no}.{name}"));
        let name = of("name")?;
        if !name.is_empty() {
            read.help.push(HelpEntry {
                name,
                telephone: of("telephone")?,
                hours: of("hours")?,
                note: of("note")?,
                is_city: !of("is_city")?.is_empty(),
                source: of("source")?,
                checked_on: of("checked_on")?,
                checked_by: of("checked_by")?,
                confirmed_by: of("confirmed_by")?,
            });
        }
    }
    for kind in EditionKind::ALL {
        let key = format!("field.{}", kind.code());
        let names = sent.iter().filter(|(name, _)| *name == key).map(|(_, value)| value.clone());
        let names: BTreeSet<String> = names.collect();
        if !names.is_empty() {
            read.fields.insert(kind, names);
        }
    }
    let small = value("small_number")?;
    read.small_number =
        match small.as_str() {
            "" => None,
            figures => Some(domain::text::ascii_digits(figures).parse().map_err(|_| {
                Error::Refused("少人数とする数は、整数で書いてください。".to_owned())
            })?),
        };
    Ok(read)
}
