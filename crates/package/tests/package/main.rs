//! Packages of a made-up city: packed, opened, verified, compared, and checked with a machine's tools.

#[cfg(test)]
mod comparing;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod manipulation;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod packing;
#[cfg(test)]
mod tools;
#[cfg(test)]
mod verifying;
#[cfg(test)]
mod world;
