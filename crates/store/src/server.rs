//! What a database server says of itself, for whoever looks after the installation.

use crate::{Result, Store};

/// A `PostgreSQL` server as it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerState {
    /// Its version: 17.5 is 170005.
    pub version: u32,
    /// Whether the connection is encrypted.
    pub encrypted: bool,
    /// Whether it takes no changes: a standby.
    pub standby: bool,
}

impl Store {
    /// What the server says of itself; nothing of a file.
    pub async fn server(&self) -> Result<Option<ServerState>> {
        let Self::Postgres(pool) = self else { return Ok(None) };
        let sql = "select current_setting('server_version_num'),
            coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
            pg_is_in_recovery()";
        let said: (String, bool, bool) =
            sqlx::query_as(sql).fetch_one(pool).await.map_err(|error| self.why(error))?;
        let (version, encrypted, standby) = said;
        Ok(Some(ServerState { version: version.parse().unwrap_or_default(), encrypted, standby }))
    }
}
