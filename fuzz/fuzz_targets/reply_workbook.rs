//! A returned workbook of any bytes, and a zip of them: read without a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(ingest::reply_workbook(bytes));
    drop(ingest::reply_bundle(bytes));
});
