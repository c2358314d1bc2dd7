//! The real program under faults: killed in a storm of saves, on a full disk, copied under load. A
//! few rounds run with the other tests; `scripts/soak` runs hundreds.

#[cfg(test)]
#[macro_use]
#[path = "../common/database.rs"]
mod database;

#[cfg(test)]
#[path = "../common/deadline.rs"]
mod deadline;
#[cfg(test)]
#[path = "../common/postgres.rs"]
mod server;
#[cfg(test)]
#[expect(dead_code, reason = "the tests of mail use the rest of it")]
#[path = "../mail/world.rs"]
mod world;

#[cfg(test)]
mod cluster;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod failover;
#[cfg(test)]
mod flips;
#[cfg(test)]
mod program;
#[cfg(test)]
mod servers;
#[cfg(test)]
mod storm;
#[cfg(test)]
mod writers;
