//! The real sheet: every cell of its 90 rows.

use domain::{
    Place,
    layout::ColumnRole,
    reading::{ProblemKind, Reading},
    sheet::Row,
};

use crate::digests::DIGESTS;

/// A cell of a row by its name in the JSON that a person made, and by its role's.
const CELLS: [(&str, &str); 14] = [
    ("item", "action"),
    ("content", "content"),
    ("page", "page"),
    ("department", "department"),
    ("section", "section"),
    ("relisted", "relisted"),
    ("r2_status", "previous_status"),
    ("r2_achievement", "previous_achievement"),
    ("r3_plan", "plan"),
    ("r3_status", "status"),
    ("r3_evaluation", "evaluation"),
    ("progress", "progress"),
    ("r3_achievement", "achievement"),
    ("future_plan", "next_plan"),
];

/// A file of the samples; `None`, told loudly, where they are not laid beside the checkout.
pub(crate) fn sample(name: &str) -> Option<String> {
    let path = format!("{}/../../../shared/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    let found = std::fs::read_to_string(&path).ok();
    if found.is_none() {
        eprintln!("SKIPPED: {path} is not there, the real sheet was not read");
    }
    found
}

fn reading() -> Option<(String, Reading)> {
    let text = sample("kumagaya-r3.txt")?;
    let reading = crate::read(&text).unwrap();
    Some((text, reading))
}

fn bare(text: &str) -> String {
    domain_numerals(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The usual circled numerals for those of U+2780, which the reader repairs.
fn domain_numerals(text: &str) -> String {
    let usual = |c: char| match c {
        '\u{2780}'..='\u{2789}' => char::from_u32(c as u32 - 0x2780 + 0x2460).unwrap(),
        other => other,
    };
    text.chars().map(usual).collect()
}

fn cell(row: &Row, role: &str) -> String {
    row.cell(&ColumnRole::named(role).unwrap()).map_or(String::new(), |cell| cell.text.clone())
}

#[test]
fn the_real_sheet_has_ninety_rows_and_every_character_has_its_place() {
    let Some((_, reading)) = reading() else { return };
    assert_eq!(reading.sheet.rows.len(), 90);
    assert_eq!(reading.sheet.year.official(), "令和３年度");
    assert_eq!(reading.sheet.measures.len(), 5);
    assert_eq!(reading.account.characters_unplaced, 0);
    assert!(reading.account.balances(), "{:?}", reading.account);
    assert!(!reading.problems.iter().any(|p| p.kind == ProblemKind::Unplaced));
}

#[test]
fn rows_1_to_32_of_the_real_sheet_equal_the_json_made_by_hand() {
    let Some((_, reading)) = reading() else { return };
    let Some(wanted) = sample("kumagaya-r3.rows-1-32.json") else { return };
    let wanted: Vec<serde_json::Value> = serde_json::from_str(&wanted).unwrap();
    assert_eq!(wanted.len(), 32);
    for (want, row) in wanted.iter().zip(&reading.sheet.rows) {
        let text = |key: &str| bare(want[key].as_str().unwrap());
        assert_eq!(want["no"].as_u64(), Some(u64::from(row.no)));
        assert_eq!(text("measure"), bare(reading.sheet.measure_of(row)), "row {}", row.no);
        for (key, role) in CELLS {
            assert_eq!(text(key), bare(&cell(row, role)), "row {} {role}", row.no);
        }
    }
}

#[test]
fn rows_33_to_90_of_the_real_sheet_equal_what_a_person_read() {
    let Some((_, reading)) = reading() else { return };
    for (no, digest) in DIGESTS {
        let row = reading.sheet.rows.iter().find(|row| row.no == no).unwrap();
        let measure = bare(reading.sheet.measure_of(row));
        let cells = CELLS.iter().map(|(_, role)| bare(&cell(row, role)));
        let cells: Vec<String> = std::iter::once(measure).chain(cells).collect();
        assert_eq!(fnv(cells.join("\u{1f}").as_bytes()), digest, "row {no}");
    }
}

fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn each_place_covers_the_lines_of_its_text() {
    let Some((text, reading)) = reading() else { return };
    let lines: Vec<&str> = text.lines().collect();
    let covered = |place: &Place| match place {
        Place::Lines { from, to } => bare(&lines[*from as usize - 1..*to as usize].concat()),
        other => panic!("{other}"),
    };
    for row in &reading.sheet.rows {
        let all = covered(&row.place);
        for (_, role) in CELLS {
            let role = ColumnRole::named(role).unwrap();
            let cell = row.cell(&role).unwrap();
            let own = cell.place.as_ref().map(&covered).unwrap_or_default();
            let text = bare(&cell.text);
            assert!(own.contains(&text), "row {} {}", row.no, role.name());
            assert!(all.contains(&text), "row {} {}", row.no, role.name());
        }
    }
    let starts = reading.sheet.rows.windows(2).all(|pair| pair[0].place < pair[1].place);
    assert!(starts, "the rows' places are in the order of the file");
}

#[test]
fn the_doubts_of_the_real_sheet_are_few_and_name_their_rows() {
    let Some((_, reading)) = reading() else { return };
    let doubts: Vec<_> = reading.problems.iter().filter(|p| p.kind == ProblemKind::Doubt).collect();
    assert!(doubts.len() <= 6, "{doubts:#?}");
    // One of them is about the borders that no text has
    assert_eq!(doubts.iter().filter(|doubt| doubt.row.is_none()).count(), 1, "{doubts:#?}");
    assert!(doubts.iter().any(|doubt| doubt.row == Some(52)), "row 52 can be read in two ways");
}
