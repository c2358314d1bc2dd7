//! The registers of the demo city with the records of two years, some of which say something else than
//! its sheet.

use std::collections::BTreeMap;

use domain::plan::Plan;
use registers::{Register, register::ServedAction};
use serde::Deserialize;

use crate::{
    App, Error, Result,
    kit::actor::By,
    slices::registers::{
        define::{brought, define_in},
        receive::{RecordFile, receive},
    },
};

/// Which registers the city has taken over from the product's, and what they serve.
const REGISTERS: &str = include_str!("../../../../../demo/registers.json");

/// Their records.
const RECORDS: (&str, &str) =
    ("records.ndjson", include_str!("../../../../../demo/records.ndjson"));

/// A register of the city.
#[derive(Deserialize)]
struct SampleRegister {
    template: String,
    name: String,
    /// Whether its participants are counted as a whole, and not by groups.
    #[serde(default)]
    whole: bool,
    /// Actions by their titles, with sections.
    serves: Vec<(String, String)>,
}

/// Defines the registers and takes the records.
pub(super) async fn add(app: &App, plan: &Plan) -> Result<()> {
    let by = By::local();
    let samples: Vec<SampleRegister> = serde_json::from_str(REGISTERS).map_err(Error::internal)?;
    let mut tx = app.store.begin().await?;
    let Some(year) = tx.sheets(&plan.id).await?.first().map(|head| head.year) else {
        return Ok(());
    };
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    for row in tx.sheet(&plan.id, year).await?.iter().flat_map(|stored| &stored.sheet.rows) {
        numbers.entry(row.action.text.clone()).or_insert(row.no);
    }
    for sample in samples {
        let served = |(title, section): &(String, String)| {
            let action = numbers.get(title).copied()?;
            Some(ServedAction { action, section: section.clone() })
        };
        let serves = sample.serves.iter().filter_map(served).collect();
        let mut register = Register { name: sample.name, serves, ..brought(&sample.template)? };
        if sample.whole {
            register.groups.clear();
            register.wordings.retain(|wording| !wording.contains("{list groups"));
        }
        define_in(&mut tx, plan, &register, &by).await?;
    }
    tx.commit().await?;
    let (name, bytes) = (RECORDS.0, RECORDS.1.as_bytes());
    let file = RecordFile { name, bytes, register: None, reason: None, columns: &[] };
    receive(app, &plan.id, &file, &by).await.map(drop)
}
