//! The tables of docs/asvs.md and docs/editions.md are claims: what they name as evidence must be there.
//! Only the standard library.

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    /// What the table's first paragraph says of where its files are.
    const FOLDERS: [&str; 8] = [
        "",
        "docs",
        "crates/app/src",
        "crates/app/tests",
        "crates/app/tests/web",
        "crates/domain/src",
        "crates/ingest/tests",
        "crates/store/tests",
    ];

    #[test]
    fn every_requirement_has_a_verdict_and_every_file_that_it_names_is_there() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let table = fs::read_to_string(root.join("docs/asvs.md")).unwrap();
        let rows = table.lines().filter(|line| line.starts_with(|c: char| "| ".contains(c)));
        let rows = rows.filter(|row| row.matches('.').count() >= 2 && !row.starts_with("| #"));
        let (mut requirements, mut lost) = (0, Vec::new());
        for row in rows {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            assert!(["met", "decided", "n/a"].contains(&cells[2]), "{row}");
            assert!(cells[2] == "n/a" || !(cells[3].is_empty() && cells[4].is_empty()), "{row}");
            requirements += 1;
            let named = row.split('`').skip(1).step_by(2).filter(|named| is_file(named));
            let is_there =
                |named: &str| FOLDERS.iter().any(|of| root.join(of).join(named).exists());
            lost.extend(named.filter(|named| !is_there(named)).map(|named| (cells[1], named)));
        }
        assert!(requirements > 200, "{requirements}");
        assert!(lost.is_empty(), "named and not there: {lost:#?}");
    }

    fn is_file(named: &str) -> bool {
        let endings = [".rs", ".md", ".toml", ".js", ".mjs", ".html", ".service", ".sh", ".env"];
        !named.contains('*') && endings.iter().any(|ending| named.ends_with(ending))
    }

    /// Where docs/editions.md says that its tests are.
    const PLACES: [(&str, &str); 12] = [
        ("web/", "crates/app/tests/web/"),
        ("cli/", "crates/app/tests/cli/"),
        ("app/", "crates/app/src/"),
        ("edition/", "crates/edition/src/"),
        ("domain/", "crates/domain/src/"),
        ("opendata/", "crates/opendata/tests/opendata/"),
        ("package/", "crates/package/tests/package/"),
        ("site/", "crates/site/tests/site/"),
        ("store/", "crates/store/tests/store/"),
        ("typeset/", "crates/typeset/src/"),
        ("formfill/", "crates/formfill/tests/formfill/"),
        ("journeys/", "scripts/journeys/stories/"),
    ];

    /// The cases that a row is about: `7`, or `56 – 59`.
    fn cases(cell: &str) -> Vec<u32> {
        let ends: Vec<u32> = cell.split('–').map(|end| end.trim().parse().unwrap()).collect();
        (ends[0]..=ends[ends.len() - 1]).collect()
    }

    /// Whether a test of that name stands in a file: `web/frozen.rs::case_1_…`.
    fn is_test(root: &Path, named: &str) -> bool {
        let (path, test) = named.split_once("::").unwrap();
        let place = PLACES.iter().find(|(short, _)| path.starts_with(short));
        let (short, folder) = place.unwrap_or_else(|| panic!("no such folder: {named}"));
        let path = root.join(folder).join(path.trim_start_matches(short));
        let text = fs::read_to_string(path).unwrap_or_default();
        text.contains(&format!("fn {test}(")) || text.contains(&format!("['{test}', async"))
    }

    #[test]
    fn every_case_of_editions_has_its_row_and_every_test_that_it_names_is_there() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let table = fs::read_to_string(root.join("docs/editions.md")).unwrap();
        let is_row =
            |line: &&str| line.starts_with("| ") && line[2..].starts_with(char::is_numeric);
        let (mut known, mut lost) = (BTreeSet::new(), Vec::new());
        for row in table.lines().filter(is_row) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            known.extend(cases(cells[1]));
            let named: Vec<&str> = cells[3].split('`').skip(1).step_by(2).collect();
            assert!(!named.is_empty() || ["open", "later"].contains(&cells[3]), "{row}");
            lost.extend(named.into_iter().filter(|named| !is_test(root, named)));
        }
        let all: BTreeSet<u32> = (1..=60).collect();
        assert_eq!(known, all, "each of the 60 cases has a row");
        assert!(lost.is_empty(), "named and not there: {lost:#?}");
    }
}
