//! A made-up scheme of the demo city, and which of its items correspond to which actions.

use domain::plan::Plan;
use ingest::schemes::UnreadableScheme;

use crate::{
    App, Error, Result,
    kit::actor::By,
    slices::schemes::{CrosswalkFile, define_in, import},
};

const SCHEME: &[u8] = include_bytes!("../../../../../demo/scheme.toml");
const ROWS: (&str, &[u8]) = ("crosswalk.csv", include_bytes!("../../../../../demo/crosswalk.csv"));

/// Defines the scheme and takes its crosswalk.
pub(super) async fn add(app: &App, plan: &Plan) -> Result<()> {
    let unread = |why: UnreadableScheme| Error::Refused(why.to_string());
    let scheme = ingest::schemes::scheme(SCHEME).map_err(unread)?;
    let mut tx = app.store.begin().await?;
    define_in(&mut tx, plan, &scheme, &By::local()).await?;
    tx.commit().await?;
    import(app, plan, &CrosswalkFile::default(), ROWS, &By::local()).await.map(drop)
}
