//! Files that the tests give to the product: the demo's and, where they lie beside the checkout,
//! the shared samples.

use std::path::{Path, PathBuf};

/// A file of the demo.
pub(crate) fn demo(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo")).join(name)
}

/// A file of the shared samples, unless they are absent: then the test says that it is skipped.
pub(crate) fn sample(name: &str, test: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples"));
    let path = path.join(name);
    if path.is_file() {
        return Some(path);
    }
    println!("SKIPPED: {test}: shared/samples/{name} is absent");
    None
}

/// The demo's last year, 令和７年度, in UTF-8: a text that tests can bend.
pub(crate) fn aozora_r7() -> String {
    let (year, exported) = (domain::FiscalYear::parse("R7").unwrap(), ingest::Options::default());
    let bytes = std::fs::read(demo("aozora-r7.csv")).unwrap();
    let reading = ingest::read(&bytes, &exported).unwrap();
    assert_eq!(reading.sheet.year, year);
    String::from_utf8(report::csv(&reading.sheet).unwrap()).unwrap()
}
