//! A JSON file.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Large inputs only repeat what small ones show, slowly
    if bytes.len() <= 8_192 {
        common::read(bytes);
    }
});
