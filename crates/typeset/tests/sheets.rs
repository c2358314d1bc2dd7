//! The real sheet and the demo's years in every form.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests fail as tests do")]

use std::{fs, path::PathBuf};

use domain::sheet::Sheet;
use typeset::{Edition, PaperSize, Standard, Typesetter};

const EDITION: Edition = Edition {
    heading: report::Heading {
        municipality: "あおぞら市",
        area_code: "",
        plan_title: "自殺対策計画",
    },
    date: "令和８年１１月２４日",
    edition: "",
};

fn read(path: &str) -> Option<Sheet> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(path);
    let Ok(bytes) = fs::read(&path) else {
        println!("SKIPPED: {} is absent", path.display());
        return None;
    };
    Some(ingest::read(&bytes, &ingest::Options::default()).unwrap().sheet)
}

fn typesetter() -> Option<Typesetter> {
    let found = Typesetter::new(None).ok();
    if found.is_none() {
        println!("SKIPPED: this machine has no Japanese font");
    }
    found
}

#[test]
fn the_real_sheet_is_set_with_every_letter_and_to_the_standard() {
    let Some(sheet) = read("../shared/samples/kumagaya-r3.txt") else { return };
    let Some(typesetter) = typesetter() else { return };
    let form = typesetter.sheet(&EDITION, &sheet, PaperSize::A3).unwrap();
    assert_eq!((form.standard, form.missing.as_slice()), (Standard::Ua1, [].as_slice()));
    assert!((8..=12).contains(&form.pages), "{}", form.pages);
    let summary = typesetter.summary(&EDITION, &sheet, None).unwrap();
    assert_eq!((summary.standard, summary.pages), (Standard::Ua1, 2));
}

#[test]
fn the_demo_years_are_set_beside_each_other() {
    let sheets: Option<Vec<Sheet>> = ["r5.xlsx", "r6.xlsx", "r7.csv"]
        .map(|file| read(&format!("demo/aozora-{file}")))
        .into_iter()
        .collect();
    let Some([r5, r6, r7]) = sheets.and_then(|sheets| <[Sheet; 3]>::try_from(sheets).ok()) else {
        return;
    };
    let Some(typesetter) = typesetter() else { return };
    let pages = typesetter.actions(&EDITION, &r7, &[r5, r6.clone()]).unwrap();
    assert_eq!(pages.standard, Standard::Ua1);
    assert!(pages.pages >= r7.rows.len(), "{}", pages.pages);
    let summary = typesetter.summary(&EDITION, &r7, Some(&r6)).unwrap();
    assert_eq!((summary.standard, summary.pages), (Standard::Ua1, 2));
}
