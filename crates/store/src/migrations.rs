//! The tables, brought up to date when a store is opened.

use std::borrow::Cow;

use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

/// Every migration in its order; a text that has been released is never changed.
const ALL: &[(i64, &str, &str)] = &[
    (1, "plans", include_str!("../migrations/0001_plans.sql")),
    (2, "tree", include_str!("../migrations/0002_tree.sql")),
    (3, "sheets", include_str!("../migrations/0003_sheets.sql")),
    (4, "events", include_str!("../migrations/0004_events.sql")),
    (5, "chain", include_str!("../migrations/0005_chain.sql")),
    (6, "people", include_str!("../migrations/0006_people.sql")),
    (7, "rounds", include_str!("../migrations/0007_rounds.sql")),
    (8, "mail", include_str!("../migrations/0008_mail.sql")),
    (9, "findings", include_str!("../migrations/0009_findings.sql")),
    (10, "indicators", include_str!("../migrations/0010_indicators.sql")),
    (11, "details", include_str!("../migrations/0011_details.sql")),
    (12, "rule ids", include_str!("../migrations/0012_rule_ids.sql")),
    (13, "leaps", include_str!("../migrations/0013_leaps.sql")),
    (14, "plan words", include_str!("../migrations/0014_plan_words.sql")),
    (15, "attempts", include_str!("../migrations/0015_attempts.sql")),
    (16, "code roles", include_str!("../migrations/0016_code_roles.sql")),
    (17, "held rows", include_str!("../migrations/0017_held_rows.sql")),
    (19, "leases", include_str!("../migrations/0019_leases.sql")),
    (20, "registers", include_str!("../migrations/0020_registers.sql")),
    (21, "recorders", include_str!("../migrations/0021_recorders.sql")),
    (22, "editions", include_str!("../migrations/0022_editions.sql")),
    (23, "council", include_str!("../migrations/0023_council.sql")),
    (25, "meeting links", include_str!("../migrations/0025_meeting_links.sql")),
    (26, "api tokens", include_str!("../migrations/0026_api_tokens.sql")),
    (27, "schemes", include_str!("../migrations/0027_schemes.sql")),
];

/// Makes the word `blob` a type of `PostgreSQL`, so that one text makes the tables of both databases.
pub(crate) const BLOB_ON_POSTGRES: &str = "
    do $$ begin
        if to_regtype('blob') is null then
            create domain blob as bytea;
        end if;
    exception when duplicate_object or unique_violation then
        null;
    end $$";

/// The number of the last migration: which tables there are, and what stands in them.
pub fn newest() -> i64 {
    ALL.iter().map(|(version, _, _)| *version).max().unwrap_or_default()
}

/// The migrations' numbers and texts.
#[cfg(test)]
pub(crate) fn texts() -> impl Iterator<Item = (i64, &'static str)> {
    ALL.iter().map(|(number, _, sql)| (*number, *sql))
}

/// The migrations, ready to run.
pub(crate) fn migrator() -> Migrator {
    let migrations = ALL.iter().map(|&(version, name, sql)| {
        let name = Cow::Borrowed(name);
        Migration::new(version, name, MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}
