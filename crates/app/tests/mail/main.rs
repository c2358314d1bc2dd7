//! Mail by the real program to a real SMTP server (aiosmtpd) on the loopback: what arrives, what
//! goes wrong, and what is left of a crash.

#[cfg(test)]
#[macro_use]
#[path = "../common/database.rs"]
mod database;

#[cfg(test)]
#[path = "../common/postgres.rs"]
mod server;

#[cfg(test)]
mod crash;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod delivery;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod several;
#[cfg(test)]
mod world;
