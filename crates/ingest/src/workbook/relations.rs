//! Which part of a packed workbook goes with which.

use quick_xml::{Reader, events::Event};

use super::{parts::WorkbookParts, refusal::damaged, xml::attribute};
use crate::unreadable::Unreadable;

/// A part that another one names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `worksheet`, `styles`, `drawing`.
    pub(super) kind: String,
    /// The part's path within the workbook.
    pub(super) path: String,
}

/// The parts that a part names; none where it has no list of them.
pub(super) fn of(parts: &mut WorkbookParts, path: &str) -> Result<Vec<Relation>, Unreadable> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let list = joined(folder, &format!("_rels/{name}.rels"));
    if !parts.has(&list) {
        return Ok(Vec::new());
    }
    let text = parts.text(&list)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) | Event::Empty(start)
                if start.local_name().as_ref() == "Relationship" =>
            {
                let external =
                    attribute(&start, "TargetMode").is_some_and(|mode| mode == "External");
                let target = attribute(&start, "Target").filter(|_| !external);
                let (Some(id), Some(target)) = (attribute(&start, "Id"), target) else { continue };
                let kind = attribute(&start, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.push(Relation { id, kind, path: joined(folder, &target) });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A path that one part of a folder names: `../drawings/drawing1.xml`, `/xl/styles.xml`.
fn joined(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').collect(),
    };
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_up_and_down_folders() {
        assert_eq!(joined("xl/worksheets", "../drawings/d1.xml"), "xl/drawings/d1.xml");
        assert_eq!(joined("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(joined("xl", r"worksheets\sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("", "_rels/.rels"), "_rels/.rels");
    }
}
