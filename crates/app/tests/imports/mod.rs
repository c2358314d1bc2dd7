//! Which file imports which, read from the sources of a crate.

mod code;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use code::bare;

/// Each file with the files that it imports and, for each, the path that does so.
pub(crate) struct Graph {
    pub(crate) arrows: BTreeMap<String, BTreeMap<String, String>>,
}

/// A module: its file, and what its sources say.
struct Module {
    file: String,
    code: String,
    /// Names brought in by `use`: the local name, the path that it stands for.
    names: BTreeMap<String, Vec<String>>,
    /// Those of them that are only handed on: `pub use`, and not named in the code.
    handed_on: BTreeSet<String>,
    /// Paths ending in `*`.
    globs: Vec<Vec<String>>,
}

type Modules = BTreeMap<Vec<String>, Module>;

impl Graph {
    /// The imports between the files below a crate's `src`.
    pub(crate) fn of(src: &Path) -> Self {
        let mut modules = Modules::new();
        read(src, src, &mut modules);
        let known: BTreeSet<Vec<String>> = modules.keys().cloned().collect();
        for (path, module) in &mut modules {
            uses(module, path, &known);
        }
        let mut arrows = BTreeMap::new();
        for (path, module) in &modules {
            let targets: &mut BTreeMap<String, String> =
                arrows.entry(module.file.clone()).or_default();
            let own = module.names.iter().filter(|(name, _)| !module.handed_on.contains(*name));
            let imported = own.map(|(_, path)| path).chain(&module.globs).cloned();
            for named in imported.chain(paths(module, path, &known)) {
                if let Some(to) = file(&modules, &named).filter(|to| *to != module.file) {
                    targets.entry(to).or_insert_with(|| named.join("::"));
                }
            }
        }
        Self { arrows }
    }

    /// The same between groups of files; a file of no group is left out.
    pub(crate) fn gathered(&self, group: impl Fn(&str) -> Option<String>) -> Self {
        let mut arrows: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (from, targets) in &self.arrows {
            let Some(of) = group(from) else { continue };
            let entry = arrows.entry(of.clone()).or_default();
            for (to, how) in targets {
                if let Some(to) = group(to).filter(|to| *to != of) {
                    entry.entry(to).or_insert_with(|| format!("{from}: {how}"));
                }
            }
        }
        Self { arrows }
    }
}

/// A circle with its arrows, if there is one: the shortest through any file.
pub(crate) fn circle(graph: &Graph) -> Option<String> {
    let ways = graph.arrows.keys().filter_map(|start| way_back(graph, start));
    let shortest = ways.min_by_key(Vec::len)?;
    let steps = shortest.windows(2).map(|pair| {
        let how = &graph.arrows[&pair[0]][&pair[1]];
        format!("  {} → {} ({how})", pair[0], pair[1])
    });
    Some(format!("\n{}", steps.collect::<Vec<_>>().join("\n")))
}

/// The shortest way from a file back to itself.
fn way_back(graph: &Graph, start: &str) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut row = vec![start];
    while !row.is_empty() {
        let mut next = Vec::new();
        for from in row {
            for to in graph.arrows.get(from).into_iter().flat_map(BTreeMap::keys) {
                if to == start {
                    let mut way = vec![start.to_owned(), from.to_owned()];
                    let mut at = from;
                    while let Some(earlier) = before.get(at).filter(|_| at != start) {
                        way.push((*earlier).to_owned());
                        at = earlier;
                    }
                    way.reverse();
                    way.push(start.to_owned());
                    way.dedup();
                    return Some(way);
                }
                if !before.contains_key(to.as_str()) {
                    before.insert(to, from);
                    next.push(to.as_str());
                }
            }
        }
        row = next;
    }
    None
}

/// The modules below a folder, by their paths.
fn read(root: &Path, folder: &Path, modules: &mut Modules) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(root, &path, modules);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let file = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            if file == "main.rs" {
                continue;
            }
            let mut at: Vec<String> =
                file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if matches!(at.last().map(String::as_str), Some("mod" | "lib")) {
                at.pop();
            }
            let code = bare(&fs::read_to_string(&path).unwrap());
            modules.insert(
                at,
                Module {
                    file,
                    code,
                    names: BTreeMap::new(),
                    handed_on: BTreeSet::new(),
                    globs: Vec::new(),
                },
            );
        }
    }
}

/// Takes the `use` declarations out of a module's code.
fn uses(module: &mut Module, at: &[String], known: &BTreeSet<Vec<String>>) {
    let code = std::mem::take(&mut module.code);
    let mut rest = code.as_str();
    let mut left = String::new();
    while let Some(start) = next_use(rest) {
        left.push_str(&rest[..start]);
        let before = rest[..start].trim_end();
        let handed_on = before.ends_with("pub") || before.ends_with(')');
        let after = &rest[start + 4..];
        let end = after.find(';').unwrap_or(after.len());
        let tree: String = after[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut found = Vec::new();
        expand(&[], &tree, &mut found);
        for (path, name) in found {
            let Some(path) = absolute(&path, at, known, &module.names) else { continue };
            if name == "*" {
                module.globs.push(path);
            } else {
                if handed_on {
                    module.handed_on.insert(name.clone());
                }
                module.names.insert(name, path);
            }
        }
        rest = &after[end..];
    }
    module.code = left + rest;
    let named = |name: &str| {
        module.code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
    };
    module.handed_on = module.handed_on.iter().filter(|name| !named(name)).cloned().collect();
}

/// Where the next `use` begins.
fn next_use(code: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = code[from..].find("use ") {
        let at = from + found;
        if code[..at].chars().next_back().is_none_or(char::is_whitespace) {
            return Some(at);
        }
        from = at + 4;
    }
    None
}

/// The paths of a tree of names, each with the name by which it is known.
fn expand(before: &[String], tree: &str, found: &mut Vec<(Vec<String>, String)>) {
    let tree = tree.trim();
    if let Some(open) = tree.find('{') {
        let head = tree[..open].split("::").map(str::trim).filter(|part| !part.is_empty());
        let mut path = before.to_vec();
        path.extend(head.map(str::to_owned));
        let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
        let (mut depth, mut start) = (0_usize, 0);
        for (place, c) in inner.char_indices().chain([(inner.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inner[start..place].trim().is_empty() {
                        expand(&path, &inner[start..place], found);
                    }
                    start = place + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, name) = tree.split_once(" as ").map_or((tree, None), |(p, n)| (p, Some(n)));
    let mut whole = before.to_vec();
    whole.extend(path.split("::").map(|part| part.trim().to_owned()));
    if whole.last().is_some_and(|last| last == "self") {
        whole.pop();
    }
    let name = name.map(|name| name.trim().to_owned());
    let name = name.or_else(|| whole.last().cloned()).unwrap_or_default();
    if name == "*" {
        whole.pop();
    }
    found.push((whole, name));
}

/// A path from the crate's root; nothing for a path into another crate.
fn absolute(
    path: &[String],
    at: &[String],
    known: &BTreeSet<Vec<String>>,
    names: &BTreeMap<String, Vec<String>>,
) -> Option<Vec<String>> {
    let first = path.first()?;
    let joined = |before: &[String], rest: &[String]| [before, rest].concat();
    match first.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some(joined(at, &path[1..])),
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            Some(joined(&at[..at.len().saturating_sub(up)], &path[up..]))
        }
        _ => {
            let child = joined(at, std::slice::from_ref(first));
            if known.contains(&child) {
                return Some(joined(&child, &path[1..]));
            }
            names.get(first).map(|before| joined(before, &path[1..]))
        }
    }
}

/// The paths of the code itself: `crate::a::b`, `super::b`, `child::b`, and `name::b` of a name that
/// was brought in.
fn paths(module: &Module, at: &[String], known: &BTreeSet<Vec<String>>) -> Vec<Vec<String>> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for piece in module.code.split(|c: char| !part(c) && c != ':') {
        let piece = piece.trim_matches(':');
        if !piece.contains("::") {
            continue;
        }
        let path: Vec<String> =
            piece.split("::").filter(|p| !p.is_empty()).map(str::to_owned).collect();
        found.extend(absolute(&path, at, known, &module.names));
    }
    found
}

/// The file that a path leads to: where the name stands, behind whatever only hands it on. A path that
/// ends at a module leads nowhere: what is used of it is named elsewhere.
fn file(modules: &Modules, path: &[String]) -> Option<String> {
    let mut path = path.to_vec();
    for _ in 0..8 {
        let depth = (0..=path.len()).rev().find(|n| modules.contains_key(&path[..*n]))?;
        let module = &modules[&path[..depth]];
        let name = path.get(depth)?;
        let Some(next) = module.names.get(name) else { return Some(module.file.clone()) };
        path = [next.as_slice(), &path[depth + 1..]].concat();
    }
    None
}
