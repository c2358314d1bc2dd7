//! The files of an edition as one package (版の一式) that anybody can check with what a machine has.
//!
//! The same files give the same bytes. No network, no clock, no randomness: keys and days come in.
