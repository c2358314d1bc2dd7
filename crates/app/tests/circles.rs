//! No circle of imports between files, in any crate, and the floors of `app`: computed from the
//! sources' own imports. Only the standard library.
//!
//! A file points to another when it names an item that stands there, by `use` or by a path in its
//! code. An arrow goes to the file that defines the item, past whatever re-exports it; a re-export, like
//! `mod x;`, is no arrow of its own. Code under `#[cfg(test)]` does not count.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

mod imports;

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use crate::imports::{Graph, circle};

    fn crates() -> Vec<PathBuf> {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).canonicalize().unwrap();
        let mut found: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.join("src").is_dir())
            .collect();
        found.sort();
        assert!(found.len() > 5, "the crates were found");
        found
    }

    #[test]
    fn no_files_of_a_crate_import_each_other_in_a_circle() {
        let mut told = Vec::new();
        for path in crates() {
            let graph = Graph::of(&path.join("src"));
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(graph.arrows.values().any(|to| !to.is_empty()), "{name}: no import was found");
            told.extend(circle(&graph).map(|way| format!("{name}: {way}")));
        }
        assert!(told.is_empty(), "these arrows close a circle:\n{}", told.join("\n"));
    }

    /// The floor of a file of `app`: what may only be imported by what stands higher.
    fn floor(file: &str) -> (u8, &str) {
        let mut parts = file.split('/');
        match parts.next() {
            Some("kit" | "route_table.rs") => (1, ""),
            Some("slices") => (2, parts.next().unwrap_or_default()),
            _ if matches!(file, "lib.rs" | "app.rs") => (0, ""),
            _ => (3, ""),
        }
    }

    #[test]
    fn a_file_of_the_app_imports_its_own_floor_and_those_below() {
        let graph = Graph::of(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
        for (from, targets) in &graph.arrows {
            for (to, how) in targets {
                let (above, below) = (floor(from), floor(to));
                assert!(
                    above.0 >= below.0 || from == "lib.rs",
                    "{from} imports {to} from a floor above it: {how}"
                );
            }
        }
    }

    #[test]
    fn no_two_slices_of_the_app_reach_each_other() {
        let graph = Graph::of(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
        let slices = graph.gathered(|file| {
            let (floor, slice) = floor(file);
            (floor == 2).then(|| slice.trim_end_matches(".rs").to_owned())
        });
        assert!(slices.arrows.len() > 10, "the slices were found");
        let told: Vec<_> = circle(&slices).into_iter().collect();
        assert!(told.is_empty(), "these arrows close a circle of slices:\n{}", told.join("\n"));
    }
}
