//! A public type has a name of its own: one name stands once in the workspace. Only the standard
//! library.
//!
//! Public is what says `pub`, however far it reaches; a type that only its own module sees may be called
//! as is fit there. Types made by a macro of rows (`coded!`, `record!`) are written out in its call and
//! count as well. Code under `#[cfg(test)]` does not.

#[cfg(test)]
#[path = "imports/code.rs"]
mod code;

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::{Path, PathBuf},
    };

    use crate::code::bare;

    /// Names that every crate may have once, with the reason.
    const ONCE_A_CRATE: [(&str, &str); 2] = [
        ("Error", "what can go wrong in a crate is its `Error`, by custom of the language"),
        ("Result", "so is the `Result` with that error in it"),
    ];

    /// The words that a declaration of a type begins with.
    const DECLARES: [&str; 4] = ["struct", "enum", "trait", "type"];

    fn is_word(c: char) -> bool {
        c.is_alphanumeric() || c == '_'
    }

    /// The names of the public types that a code declares.
    fn public_types(code: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for (at, public) in code.match_indices("pub") {
            let rest = &code[at + public.len()..];
            if code[..at].ends_with(is_word) || rest.starts_with(is_word) {
                continue;
            }
            let rest = match rest.strip_prefix('(') {
                Some(reach) => reach.split_once(')').map_or("", |(_, rest)| rest),
                None => rest,
            };
            let mut words = rest.split_whitespace();
            if words.next().is_some_and(|word| DECLARES.contains(&word)) {
                let name = words.next().unwrap_or_default();
                found.push(name.split(|c| !is_word(c)).next().unwrap_or_default());
            }
        }
        found
    }

    /// Every file of code below a folder.
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }

    /// The public types of the workspace, each with the files that declare it.
    fn declared() -> BTreeMap<String, Vec<String>> {
        let crates = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).canonicalize().unwrap();
        let mut files = Vec::new();
        for entry in fs::read_dir(&crates).unwrap().map(Result::unwrap) {
            let src = entry.path().join("src");
            if src.is_dir() {
                sources(&src, &mut files);
            }
        }
        files.sort();
        let mut declared: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in files {
            let file = path.strip_prefix(&crates).unwrap().to_string_lossy().replace('\\', "/");
            for name in public_types(&bare(&fs::read_to_string(&path).unwrap())) {
                declared.entry(name.to_owned()).or_default().push(file.clone());
            }
        }
        assert!(declared.len() > 300, "the types were found");
        declared
    }

    #[test]
    fn a_public_type_name_stands_once_in_the_workspace() {
        let excepted = |name: &str| ONCE_A_CRATE.iter().any(|(known, _)| *known == name);
        let mut doubles = Vec::new();
        for (name, files) in declared().into_iter().filter(|(_, files)| files.len() > 1) {
            let crates: BTreeSet<_> = files.iter().map(|file| file.split('/').next()).collect();
            if !excepted(&name) || crates.len() < files.len() {
                doubles.push(format!("{name}: {}", files.join(", ")));
            }
        }
        assert!(
            doubles.is_empty(),
            "these names stand more than once; each type says what it is:\n{}",
            doubles.join("\n")
        );
    }

    #[test]
    fn every_exception_is_needed() {
        let declared = declared();
        for (name, reason) in ONCE_A_CRATE {
            let times = declared.get(name).map_or(0, Vec::len);
            assert!(times > 1, "{name} stands {times} times and needs no exception ({reason})");
        }
    }

    #[test]
    fn a_type_is_public_however_far_it_reaches() {
        let code = "pub struct Wide<'a>(u8); pub(crate) enum\nNear {} pub(in crate::a) type Here = u8; \
            pub trait Able: Send {} struct Own; pub fn pub_enum() {} pub struct_like: Type, \
            coded! { pub enum Made { One => \"one\"; } }";
        assert_eq!(public_types(code), ["Wide", "Near", "Here", "Able", "Made"]);
    }
}
