//! A returned workbook of any bytes, and a zip of them: read without a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(ingest::returned(bytes));
    drop(ingest::returned_bundle(bytes));
});
