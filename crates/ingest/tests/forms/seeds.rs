//! A few hundred forms in every run of the tests.

use std::{fs, path::Path, thread};

use domain::decision::{Answer, Decision};
use ingest::Options;
use testkit::{FileKind, Form, JudgedAs, each_kind, told};

use crate::reading;

/// How many forms are read. `scripts/forms` reads as many as one likes.
const FORMS: u64 = 240;

/// How many of the faulty forms are cut down and kept.
const KEPT: usize = 5;

#[test]
fn no_form_is_read_wrong_without_a_word_and_of_official_ones_nothing_is_asked() {
    println!("seeds 0 to {}", FORMS - 1);
    let faults: Vec<(Form, Vec<String>)> = judged_by_all_cores();
    let wanted = faults.iter().take(KEPT);
    let kept: Vec<String> = wanted.map(|(form, _)| kept(form)).collect();
    let told: Vec<&String> = faults.iter().flat_map(|(_, told)| told).collect();
    let shown = &told[..told.len().min(20)];
    assert!(told.is_empty(), "{} faults, of which:\n{shown:#?}\n{kept:#?}", told.len());
}

#[test]
fn a_seed_always_prints_the_same_file() {
    for kind in FileKind::ALL {
        let form = (0..1000).map(Form::of).find(|form| form.kind == kind).unwrap();
        let again = Form::of(form.seed);
        assert_eq!(form, again);
        assert_eq!(form.print(&form.paper()), again.print(&again.paper()), "{form}");
    }
}

/// How many forms are confirmed and read again.
const CONFIRMED: u64 = 30;

#[test]
fn a_form_that_was_confirmed_asks_nothing_the_second_time() {
    let mut asked = 0;
    for form in (0..CONFIRMED).map(Form::of) {
        let paper = form.paper();
        let bytes = form.print(&paper);
        let year = Some(paper.year());
        let Ok(first) = ingest::read(&bytes, &Options { year, ..Options::default() }) else {
            continue;
        };
        let answers: Vec<Answer> = first.asked().map(Decision::confirmed).collect();
        asked += answers.len();
        let options = Options { year, answers, ..Options::default() };
        let second = ingest::read(&bytes, &options).unwrap();
        assert_eq!(second.asked().collect::<Vec<_>>(), Vec::<&Decision>::new(), "{form}");
        assert_eq!(second.sheet.rows, first.sheet.rows, "{form}");
    }
    assert!(asked > 0, "nothing was asked, so nothing was shown");
}

#[test]
fn a_form_that_is_read_twice_is_decided_alike() {
    for form in (0..CONFIRMED).map(Form::of) {
        let bytes = form.print(&form.paper());
        let read = || ingest::read(&bytes, &Options::default());
        assert_eq!(read(), read(), "{form}");
    }
}

/// The forms with faults, and these in words.
fn judged_by_all_cores() -> Vec<(Form, Vec<String>)> {
    let cores = thread::available_parallelism().map_or(1, usize::from) as u64;
    let share = |core: u64| (core..FORMS).step_by(usize::try_from(cores).unwrap()).map(Form::of);
    let work = |core| share(core).map(|form| (faults(&form), form)).collect::<Vec<_>>();
    let judged: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|core| scope.spawn(move || work(core))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let faulty = judged.into_iter().filter(|(faults, _)| !faults.is_empty());
    faulty.map(|(faults, form)| (form, faults)).collect()
}

/// What is silently wrong on a form, one line for each kind; on one of the official kind also what is
/// asked.
fn faults(form: &Form) -> Vec<String> {
    let judged = form.judge(&reading::read);
    let mut faults = each_kind(&judged, JudgedAs::Silent);
    if form.is_official() {
        faults.extend(each_kind(&judged, JudgedAs::Asked));
    }
    faults.into_iter().map(|one| told(form, one)).collect()
}

/// Cuts a form down to what shows its first silence, keeps its file, and says where.
fn kept(form: &Form) -> String {
    let judged = form.judge(&reading::read);
    let silent = each_kind(&judged, JudgedAs::Silent);
    let small =
        silent.first().map_or_else(|| form.clone(), |one| form.smallest(one, &reading::read));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/forms");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{}.{}", small.seed, small.kind.ending()));
    fs::write(&file, small.print(&small.paper())).unwrap();
    format!("{small}: {}", file.display())
}
