//! Reads a workbook and writes it again, a few times each, and prints the seconds: what
//! `scripts/bench-peers` sets beside openpyxl. Arguments: the workbook, where to write, how often.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for the bench, not the product"
)]

use std::time::Instant;

use ingest::Options;
use report::Heading;

/// The seconds of each of several goes, and what the last gave.
fn timed<T>(goes: usize, work: impl Fn() -> T) -> (Vec<f64>, T) {
    let mut seconds = Vec::new();
    loop {
        let start = Instant::now();
        let done = work();
        seconds.push(start.elapsed().as_secs_f64());
        if seconds.len() >= goes {
            return (seconds, done);
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (file, output) = (arguments.next().unwrap(), arguments.next().unwrap());
    let goes = arguments.next().unwrap().parse().unwrap();
    // From the file on the disk to rows, and from rows to a file on the disk, as openpyxl does it
    let (read, reading) =
        timed(goes, || ingest::read(&std::fs::read(&file).unwrap(), &Options::default()).unwrap());
    let heading = Heading { municipality: "", area_code: "", plan_title: "" };
    let (write, ()) = timed(goes, || {
        std::fs::write(&output, report::xlsx(&heading, &reading.sheet).unwrap()).unwrap();
    });
    let rows = reading.sheet.rows.len();
    println!("{}", serde_json::json!({ "rows": rows, "read": read, "write": write }));
}
