//! What every target does: read the bytes, and hold what must hold whatever they are.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, set_hook},
    sync::Once,
};

static QUIET: Once = Once::new();

/// Reads a file of these bytes. A panic of a library that the reader catches is a damaged file; one
/// that leaves the reader is a fault, as is an account that does not balance.
pub fn read(bytes: &[u8]) {
    QUIET.call_once(|| set_hook(Box::new(|_| {})));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        ingest::read(bytes, &ingest::Options::default()).map(|reading| reading.account.balances())
    }));
    match outcome {
        Ok(Ok(balances)) if !balances => stop("the account does not balance"),
        Ok(_) => {}
        Err(cause) => {
            let said = cause.downcast_ref::<String>().map(String::as_str);
            stop(said.or(cause.downcast_ref::<&str>().copied()).unwrap_or("a panic"));
        }
    }
}

fn stop(why: &str) -> ! {
    eprintln!("FAULT: {why}");
    std::process::abort()
}
