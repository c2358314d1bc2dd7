//! The real program: every verb, its options, its exit codes, what it leaves behind.

#[cfg(test)]
#[macro_use]
#[path = "../common/database.rs"]
mod database;

#[cfg(test)]
#[path = "../common/files.rs"]
mod files;
#[cfg(test)]
#[path = "../common/postgres.rs"]
mod server;

#[cfg(test)]
mod absent;
#[cfg(test)]
mod bad;
#[cfg(test)]
mod booking;
#[cfg(test)]
mod causes;
#[cfg(test)]
mod checking;
#[cfg(test)]
mod council;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod editions;
#[cfg(test)]
mod empty;
#[cfg(test)]
mod erasing;
#[cfg(test)]
mod held;
#[cfg(test)]
mod help;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod mcp;
#[cfg(test)]
mod people;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod program;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod registers;
#[cfg(test)]
mod replays;
#[cfg(test)]
mod returns;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod schemes;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod tools;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod worker;
