//! The table of docs/asvs.md is a claim: what it names as evidence must be there. Only the standard
//! library.

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

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
}
