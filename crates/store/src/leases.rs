//! Leases (当番): what one of several programs on one database does for all. Each statement stands by
//! itself and asks for the turn that was seen, so that of two programs one gets it.

use crate::{Result, Tx};

record! {
    /// Who is at it, and with how many signs of life.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoredLease {
        /// What is done.
        pub name: String,
        /// The program that does it.
        pub holder: String,
        /// How often a sign of life was given.
        pub turn: i64,
        /// When the last one was given, by that program's clock.
        pub seen_at: String,
    }
}

impl Tx {
    /// Every lease that is held.
    pub async fn leases(&mut self) -> Result<Vec<StoredLease>> {
        let sql = "select name, holder, turn, seen_at from leases order by name";
        fetch_all!(self, sql)
    }

    /// Who holds a lease.
    pub async fn lease(&mut self, name: &str) -> Result<Option<StoredLease>> {
        let sql = "select name, holder, turn, seen_at from leases where name = $1";
        fetch_optional!(self, sql, name)
    }

    /// Takes a lease that nobody holds; `false` when somebody was quicker.
    pub async fn take_lease(&mut self, name: &str, holder: &str, now: &str) -> Result<bool> {
        let sql = "insert into leases (name, holder, turn, seen_at) values ($1, $2, 1, $3)
            on conflict (name) do nothing";
        Ok(changed!(self, sql, name, holder, now)? == 1)
    }

    /// Goes on with a lease, or takes over one whose holder is gone; `false` when a sign of life was
    /// given since it was seen.
    pub async fn renew_lease(
        &mut self,
        seen: &StoredLease,
        holder: &str,
        now: &str,
    ) -> Result<bool> {
        let sql = "update leases set holder = $1, turn = turn + 1, seen_at = $2
            where name = $3 and holder = $4 and turn = $5";
        let renewed = changed!(self, sql, holder, now, &seen.name, &seen.holder, seen.turn)?;
        Ok(renewed == 1)
    }

    /// Gives back a lease that is held.
    pub async fn release_lease(&mut self, name: &str, holder: &str) -> Result<()> {
        let sql = "delete from leases where name = $1 and holder = $2";
        exec!(self, sql, name, holder)
    }
}
