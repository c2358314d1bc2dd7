//! The store on both databases. Every test exists twice, `sqlite::…` and `postgres::…`; the latter
//! are ignored unless they are asked for, and need a PostgreSQL (scripts/with-postgres).

#[cfg(test)]
#[macro_use]
mod world;

#[cfg(test)]
mod actions;
#[cfg(test)]
mod api_tokens;
#[cfg(test)]
mod attempts;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod chain;
#[cfg(test)]
mod city;
#[cfg(test)]
mod copy;
#[cfg(test)]
mod council;
#[cfg(test)]
mod editions;
#[cfg(test)]
mod erasure;
#[cfg(test)]
mod events;
#[cfg(test)]
mod files;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod held;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod indicators;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod leases;
#[cfg(test)]
mod mails;
#[cfg(test)]
mod meeting_links;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod people;
#[cfg(test)]
mod plan_words;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod registers;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod schemes;
#[cfg(test)]
mod search;
#[cfg(test)]
mod sections;
#[cfg(test)]
mod sheets;

#[cfg(test)]
mod writers;
