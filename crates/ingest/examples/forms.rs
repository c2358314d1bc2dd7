//! Reads many made-up forms and prints what came of their cells: `scripts/forms [COUNT]`. Silently
//! wrong ones are cut down to the smallest form that shows the same, and kept in target/forms.
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use testkit::{Form, FormTally, JudgedAs, Judgement, each_kind, told};

#[path = "../tests/forms/reading.rs"]
mod reading;

/// How many forms are read when nobody says.
const FORMS: u64 = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<u64> =
        std::env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let count = arguments.first().copied().unwrap_or(FORMS);
    let first = arguments.get(1).copied().unwrap_or(0);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/forms");
    fs::create_dir_all(&folder)?;
    if count == 1 {
        show(&Form::of(first), &folder)?;
    }
    let next = AtomicU64::new(first);
    let tally = Mutex::new(FormTally::default());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let counted = counted(&next, first + count, &folder);
                if let Ok(mut tally) = tally.lock() {
                    tally.join(counted);
                }
            });
        }
    });
    println!("Seeds {first} to {}", first + count - 1);
    let tally = tally.into_inner().map_err(|_| "a thread failed")?;
    println!("{tally}");
    match (tally.silent(), tally.asked_of_official()) {
        (0, 0) => Ok(()),
        (silent, asked) => {
            Err(format!("{silent} silently wrong, {asked} asked on official forms").into())
        }
    }
}

/// Keeps the file of one form and prints what a reading of it tells, and what is not right of it.
fn show(form: &Form, folder: &Path) -> Result<(), Box<dyn Error>> {
    let paper = form.paper();
    let bytes = form.print(&paper);
    let path = folder.join(format!("{}.{}", form.seed, form.kind.ending()));
    fs::write(&path, &bytes)?;
    println!("{form}\n{}", path.display());
    match reading::read(&bytes, paper.given()) {
        Err(why) => println!("{why:?}"),
        Ok(reading) => {
            for problem in &reading.problems {
                println!("{} {}: {}", problem.kind.label(), problem.place, problem.message);
            }
            for one in reading.asked() {
                println!(
                    "? {} {} = {} ({}): {}",
                    one.kind.label(),
                    one.subject,
                    one.value,
                    one.place,
                    one.evidence
                );
            }
        }
    }
    let judged = form.judge(&reading::read);
    for one in judged.iter().filter(|one| one.judged != JudgedAs::Right) {
        println!("{:?}: {}", one.judged, told(form, one));
    }
    Ok(())
}

/// Reads forms from the next seed on until the last.
fn counted(next: &AtomicU64, end: u64, folder: &Path) -> FormTally {
    let mut tally = FormTally::default();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= end {
            return tally;
        }
        let form = Form::of(seed);
        let judged = form.judge(&reading::read);
        tally.add(&form, &judged);
        for silence in each_kind(&judged, JudgedAs::Silent) {
            kept(&mut tally, &form, silence, folder);
        }
        for asked in each_kind(&judged, JudgedAs::Asked).iter().filter(|_| form.is_official()) {
            kept(&mut tally, &form, asked, folder);
        }
    }
}

/// Counts a silence, or a question about an official form, by the smallest form that shows it, and
/// keeps that form's file.
fn kept(tally: &mut FormTally, form: &Form, shown: &Judgement, folder: &Path) {
    let small = form.smallest(shown, &reading::read);
    let features: Vec<&str> = small.features.iter().map(|feature| feature.code()).collect();
    let asked = if shown.judged == JudgedAs::Asked { "ASKED: " } else { "" };
    let kind = format!("{asked}{}: {}", features.join(" + "), shown.kind());
    let judged = small.judge(&reading::read);
    let example = judged.iter().find(|one| one.is_like(shown));
    let example = example.map_or_else(String::new, |one| told(&small, one));
    if tally.add_kind(kind, &example) {
        let path: PathBuf = folder.join(format!("{}.{}", small.seed, small.kind.ending()));
        drop(fs::write(path, small.print(&small.paper())));
    }
}
