//! The house's rules, held by reading its files: who may depend on what, where SQL may stand, how
//! files begin and how long they are. Only the standard library.

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    fn root() -> PathBuf {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).canonicalize().unwrap()
    }

    /// Every text file of the tree with its path from the root; what is built or fetched is left out.
    fn files() -> Vec<(String, String)> {
        let root = root();
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
                let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
                let kind = entry.file_type().unwrap();
                // In a linked worktree `.git` is a file
                if [".git", "target", "node_modules"].contains(&name.as_str()) {
                    continue;
                }
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    let short = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                    found.extend(fs::read_to_string(&path).ok().map(|text| (short, text)));
                }
            }
        }
        found.sort();
        assert!(found.len() > 100, "the tree was walked");
        found
    }

    fn named(files: &[(String, String)], ending: &str) -> Vec<(String, String)> {
        files.iter().filter(|(path, _)| path.ends_with(ending)).cloned().collect()
    }

    /// The names under `[dependencies]` of a crate.
    fn dependencies(of: &str) -> BTreeSet<String> {
        let text = fs::read_to_string(root().join(format!("crates/{of}/Cargo.toml"))).unwrap();
        let after = text.lines().skip_while(|line| line.trim() != "[dependencies]").skip(1);
        let lines = after.take_while(|line| !line.starts_with('['));
        let names = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        names.map(|line| line.split(['.', ' ', '=']).next().unwrap().to_owned()).collect()
    }

    /// What each crate may depend on.
    const ALLOWED: [(&str, &[&str]); 14] = [
        (
            "domain",
            &["serde", "thiserror", "unicode-normalization", "chrono", "sha2", "similar", "zxcvbn"],
        ),
        ("prose", &["domain"]),
        ("edition", &["domain", "prose", "serde", "serde_json", "sha2", "thiserror"]),
        (
            "opendata",
            &[
                "domain",
                "edition",
                "csv",
                "rust_xlsxwriter",
                "serde",
                "serde_json",
                "sha2",
                "thiserror",
            ],
        ),
        (
            "package",
            &[
                "domain",
                "edition",
                "serde",
                "serde_json",
                "ssh-key",
                "thiserror",
                "zip",
                "html5gum",
                "csv",
                "calamine",
            ],
        ),
        ("formfill", &["domain", "edition", "serde", "thiserror", "toml", "zip", "quick-xml"]),
        ("site", &["domain", "edition", "prose", "askama", "serde", "serde_json", "thiserror"]),
        ("checker", &["domain", "prose", "registers", "thiserror", "unicode-normalization"]),
        (
            "ingest",
            &[
                "domain",
                "prose",
                "serde",
                "serde_json",
                "thiserror",
                "unicode-normalization",
                "calamine",
                "zip",
                "quick-xml",
                "cfb",
                "csv",
                "encoding_rs",
                "hayro",
                "skrifa",
                "flate2",
                "toml",
            ],
        ),
        ("registers", &["domain", "prose", "serde", "serde_json", "thiserror", "toml"]),
        ("report", &["domain", "rust_xlsxwriter", "csv", "zip", "serde_json", "thiserror"]),
        (
            "typeset",
            &[
                "domain",
                "edition",
                "report",
                "serde_json",
                "thiserror",
                "typst",
                "typst-layout",
                "typst-pdf",
                "typst-kit",
            ],
        ),
        (
            "store",
            &[
                "domain",
                "futures-util",
                "serde",
                "serde_json",
                "sha2",
                "sqlx",
                "thiserror",
                "tokio",
            ],
        ),
        (
            "app",
            &[
                "checker",
                "domain",
                "edition",
                "formfill",
                "ingest",
                "opendata",
                "package",
                "prose",
                "registers",
                "report",
                "site",
                "store",
                "typeset",
                "serde",
                "serde_json",
                "thiserror",
                "axum",
                "tower-http",
                "tokio",
                "percent-encoding",
                "serde_urlencoded",
                "form_urlencoded",
                "cookie",
                "lettre",
                "askama",
                "clap",
                "indicatif",
                "tracing",
                "tracing-subscriber",
                "toml",
                "sha2",
                "uuid",
                "chrono",
                "argon2",
                "getrandom",
                "totp-rs",
                "ring",
                "fast_qr",
                "tokio-rustls",
                "bytes",
                "ciborium",
                "http-body-util",
                "hyper",
                "hyper-util",
                "tokio-io-timeout",
                "matchit",
                "ipnet",
                "rlimit",
                "openidconnect",
                "reqwest",
                "x509-parser",
            ],
        ),
    ];

    #[test]
    fn a_crate_depends_only_on_what_it_may() {
        for (of, allowed) in ALLOWED {
            let found = dependencies(of);
            assert!(!found.is_empty(), "{of}: no dependencies found");
            let strange: Vec<_> =
                found.iter().filter(|name| !allowed.contains(&name.as_str())).collect();
            assert!(strange.is_empty(), "{of} may not depend on {strange:?}: see ARCHITECTURE.md");
        }
    }

    #[test]
    fn only_the_store_holds_sql() {
        let statements =
            ["select ", "insert into ", "update ", "delete from ", "create table ", "drop table "];
        let clauses = [" from ", " values", " set ", " where ", "("];
        for (path, text) in named(&files(), ".rs") {
            let tested = path.contains("/tests/") || path.contains("/benches/");
            if path.starts_with("crates/store/") || tested {
                continue;
            }
            assert!(!text.contains("sqlx"), "{path} names the store's driver");
            for piece in text.split('"').skip(1).step_by(2).map(str::to_lowercase) {
                let starts = statements.iter().any(|word| piece.trim_start().starts_with(word));
                let goes_on = clauses.iter().any(|word| piece.contains(word));
                assert!(!(starts && goes_on), "{path} holds SQL: {piece}");
            }
        }
    }

    #[test]
    fn nothing_is_left_for_later_and_nothing_is_printed_on_the_way() {
        // Written in two pieces, so that this file does not hold them
        let words =
            [["todo", "!("], ["dbg", "!("], ["unimple", "mented!("], ["TO", "DO"], ["FIX", "ME"]];
        for (path, text) in files() {
            let known = [".rs", ".html", ".css", ".js", ".mjs", ".sql", ".toml"];
            if !known.iter().any(|ending| path.ends_with(ending)) {
                continue;
            }
            for word in words.map(|pieces| pieces.concat()) {
                assert!(!text.contains(&word), "{path} holds {word}");
            }
        }
    }

    #[test]
    fn templates_escape_everything_and_hold_no_script_or_style() {
        let pages: Vec<_> = files()
            .into_iter()
            .filter(|(path, _)| {
                path.starts_with("crates/app/src/") && path.split('.').next_back() == Some("html")
            })
            .collect();
        assert!(pages.len() > 5);
        for (path, text) in &pages {
            for word in [
                "|safe",
                "| safe",
                "|escape(",
                "<style",
                "style=\"",
                "onclick",
                "onload",
                "javascript:",
                "http://",
                "https://",
            ] {
                assert!(!text.contains(word), "{path} holds {word}");
            }
            let scripts = text.matches("<script").count();
            assert!(
                scripts == text.matches("<script src=").count(),
                "{path} holds a script of its own"
            );
        }
        for (path, text) in files()
            .iter()
            .filter(|(path, _)| path.starts_with("crates/app/") && !path.contains("/tests/"))
        {
            assert!(
                !text.replace(' ', "").contains("escape=\"none\""),
                "{path} switches escaping off"
            );
        }
    }

    /// The attributes of a template with their values, as they stand.
    fn attributes(text: &str) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for (at, _) in text.match_indices("=\"") {
            let name = text[..at].rsplit(|c: char| !c.is_ascii_lowercase() && c != '-').next();
            let value = &text[at + 2..];
            let mut inside = 0;
            let end = value.char_indices().find(|(at, c)| {
                inside += i32::from(value[*at..].starts_with("{{"));
                inside -= i32::from(value[*at..].starts_with("}}"));
                *c == '"' && inside <= 0
            });
            found.push((name.unwrap_or_default(), end.map_or(value, |(end, _)| &value[..end])));
        }
        found
    }

    /// What of a value is written by the template itself, and what it asks for.
    fn written_and_asked(value: &str) -> (Vec<&str>, Vec<&str>) {
        let mut pieces = value.split("{{");
        let mut written = vec![pieces.next().unwrap_or_default()];
        let mut asked = Vec::new();
        for piece in pieces {
            let (code, rest) = piece.split_once("}}").unwrap_or((piece, ""));
            asked.push(code);
            written.push(rest);
        }
        written.retain(|text| !text.is_empty());
        (written, asked)
    }

    #[test]
    fn no_template_makes_an_address() {
        let links = ["href", "action", "formaction", "src"];
        let mut seen = 0;
        for (path, text) in named(&files(), ".html") {
            for (name, value) in attributes(&text) {
                if !links.contains(&name) && !name.starts_with("data-") {
                    continue;
                }
                let (written, asked) = written_and_asked(value);
                let wrong = if links.contains(&name) {
                    seen += 1;
                    !written.first().is_none_or(|text| text.starts_with('#'))
                } else {
                    written.iter().any(|text| text.starts_with(['/', '?']))
                };
                let signs = ["\"/", "\"?", "format!", "~"];
                let pieced = asked.iter().any(|code| signs.iter().any(|sign| code.contains(sign)));
                assert!(
                    !wrong && !pieced,
                    "{path}: {name}=\"{value}\" makes an address: call a function of kit::addresses"
                );
            }
        }
        assert!(seen > 100, "the links were seen");
    }

    /// The texts in quotes of a file's code, without its comments and tests.
    fn literals(text: &str) -> Vec<String> {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n").replace("'\"'", "").replace("\\\"", "");
        code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn no_handler_makes_an_address() {
        let made = ["kit/addresses.rs", "route_table.rs", "public/openapi.rs", "/tests.rs"];
        let goes_on = |text: &str| text.starts_with(|c: char| c.is_ascii_lowercase());
        for (path, text) in files() {
            let code = [".rs", ".js"].iter().any(|ending| path.ends_with(ending));
            if !path.starts_with("crates/app/src/")
                || !code
                || made.iter().any(|end| path.ends_with(end))
            {
                continue;
            }
            for literal in literals(&text) {
                let begun = literal == "/" || literal.strip_prefix(['/', '?']).is_some_and(goes_on);
                let mut after = literal.split('}').skip(1);
                let added = after.any(|rest| rest.strip_prefix(['/', '?']).is_some_and(goes_on));
                assert!(
                    !begun && !added,
                    "{path}: \"{literal}\" makes an address: call a function of kit::addresses"
                );
            }
        }
    }

    #[test]
    fn what_scrolls_by_itself_has_a_name_and_is_reached_by_keyboard() {
        let mut seen = 0;
        for (path, text) in named(&files(), ".html") {
            for tag in text.split('<').filter(|tag| tag.contains("class=\"scroll-box")) {
                seen += 1;
                for asked in ["role=\"region\"", "aria-label=\"", "tabindex=\"0\""] {
                    assert!(tag.contains(asked), "{path}: {asked} is missing in <{tag}");
                }
            }
        }
        assert!(seen > 20);
    }

    #[test]
    fn no_line_of_a_page_its_style_or_its_script_is_longer_than_a_line_of_code() {
        let endings = [".html", ".css", ".js"];
        for (path, text) in files().iter().filter(|(path, _)| path.starts_with("crates/app/")) {
            if endings.iter().any(|ending| path.ends_with(ending)) {
                let long = text.lines().position(|line| line.chars().count() > 120);
                assert!(long.is_none(), "{path}, line {}: break it", long.unwrap_or_default() + 1);
            }
        }
    }

    #[test]
    fn every_crate_says_what_it_may_not_do() {
        for of in [
            "domain",
            "prose",
            "checker",
            "edition",
            "opendata",
            "formfill",
            "package",
            "site",
            "ingest",
            "registers",
            "report",
            "typeset",
            "store",
            "app",
        ] {
            let text = fs::read_to_string(root().join(format!("crates/{of}/src/lib.rs"))).unwrap();
            let words: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
            assert!(
                words.contains("may not") || words.contains("No IO"),
                "{of}/src/lib.rs: {words}"
            );
        }
    }

    #[test]
    fn every_file_of_code_begins_with_what_it_is_and_stays_short() {
        for (path, text) in named(&files(), ".rs") {
            assert!(
                text.lines().count() <= 500,
                "{path} is longer than 500 lines: split it by meaning"
            );
            let says = text.starts_with("//!") || !path.contains("/src/");
            assert!(says, "{path} does not say what it is");
        }
    }

    #[test]
    fn no_file_knows_this_machine() {
        // Written in two pieces, so that this file does not hold them
        let places =
            [["/work", "/"], ["/ro", "ot/"], ["/home", "/"], ["/Us", "ers/"], ["/tmp/tar", "get"]];
        for (path, text) in files() {
            // An address of ours that looks like a place: of an interface for programs
            let text = text.replace("/api/v1/work/", "");
            for place in places.map(|pieces| pieces.concat()) {
                let at = text.find(&place).map(|at| text[..at].lines().count());
                assert!(at.is_none(), "{path}, line {at:?}, holds {place}");
            }
        }
    }

    /// The shortest sentence that counts as taken from somewhere.
    const SENTENCE: usize = 25;

    #[test]
    fn no_sentence_of_the_samples_is_in_the_tree() {
        let samples = root().join("../shared/samples/kumagaya-r3.txt");
        let Ok(text) = fs::read_to_string(&samples) else {
            println!(
                "SKIPPED: no_sentence_of_the_samples_is_in_the_tree: shared/samples is absent"
            );
            return;
        };
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let sample = bare(&text);
        let is_word = |c: char| c > '\u{2e7f}' && !"、。，．・「」（）：；".contains(c);
        let sentences = sample.split(|c| "。：；※●○◎".contains(c));
        let long =
            sentences.filter(|text| text.chars().filter(|c| is_word(*c)).count() >= SENTENCE);
        let long: BTreeSet<&str> = long.collect();
        assert!(long.len() > 100);
        for (path, text) in files() {
            let text = bare(&text);
            if let Some(taken) = long.iter().find(|sentence| text.contains(**sentence)) {
                panic!("{path} holds a sentence of the sample: {taken}");
            }
        }
    }
}
