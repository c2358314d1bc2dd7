//! The pages through the front door, without a socket. Every test exists twice, `sqlite::…` and
//! `postgres::…`; the latter are ignored unless they are asked for, and need a PostgreSQL
//! (scripts/with-postgres).

#[cfg(test)]
#[path = "../common/files.rs"]
mod files;
#[cfg(test)]
#[path = "../common/postgres.rs"]
mod server;

#[cfg(test)]
#[macro_use]
mod test_app;

#[cfg(test)]
mod accepted;
#[cfg(test)]
mod adoptions;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod columns;
#[cfg(test)]
mod council;
#[cfg(test)]
mod covered;
#[cfg(test)]
mod downloads;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod editions;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod frozen;
#[cfg(test)]
mod gaps;
#[cfg(test)]
mod grades;
#[cfg(test)]
mod guard;
#[cfg(test)]
mod history;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod indicators;
#[cfg(test)]
mod ledgers;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod meeting_links;
#[cfg(test)]
mod missing;
#[cfg(test)]
mod opinion_sheets;
#[cfg(test)]
mod pages;
mod paper;
#[cfg(test)]
mod people;
#[cfg(test)]
mod permission;
#[cfg(test)]
mod persons;
#[cfg(test)]
mod programs;
#[cfg(test)]
mod public;
#[cfg(test)]
mod published;
#[cfg(test)]
mod readings;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod register_shelf;
#[cfg(test)]
mod registers;
#[cfg(test)]
mod reminders;
#[cfg(test)]
mod returns;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod scanner;
#[cfg(test)]
mod schemes;
#[cfg(test)]
mod signin;
#[cfg(test)]
mod tokens;
#[cfg(test)]
#[cfg(unix)]
mod work;
#[cfg(test)]
mod work_entries;
