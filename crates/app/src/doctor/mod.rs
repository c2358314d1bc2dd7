//! `sasae doctor`: looks at the whole installation and tells line by line what is wrong or unwise, and
//! the way out. It changes nothing.

mod args;
mod checkup;
mod data;
mod door;
mod keeping;
mod machine;

use store::Store;

pub(crate) use args::DoctorArgs;
use checkup::Checkup;

use crate::{Result, kit::database::Database};

/// Looks at everything that the options name.
pub(crate) async fn run(args: &DoctorArgs) -> Result<()> {
    let mut seen = Checkup::default();
    machine::look(&mut seen, args);
    door::look(&mut seen, args).await;
    data::look(&mut seen, args).await;
    keeping::look(&mut seen, args).await;
    seen.print(args.json)?;
    seen.end()
}

/// Tells the log of a server that begins what its administrator should know.
pub(crate) async fn warn(store: &Store, database: &Database) {
    let mut seen = Checkup::default();
    machine::look_at_modes(&mut seen, store::database_file(&database.database));
    data::look_at_way(&mut seen, &database.database);
    data::look_at_clock(&mut seen, store).await;
    seen.bad().for_each(|says| tracing::warn!("{says}"));
}
