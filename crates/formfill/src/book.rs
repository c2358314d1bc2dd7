//! A workbook's parts: which worksheet is where, and that its formulas are to be calculated anew.

use quick_xml::{Reader, events::Event};

use crate::{
    archive::FormParts,
    error::Error,
    shared::{attribute, text},
    write::{Edit, edited},
};

/// A workbook with the places of its parts.
pub(crate) struct FormBook {
    /// Where the workbook itself stands.
    pub(crate) path: String,
    /// The worksheets in their order, each with its name and part.
    pub(crate) sheets: Vec<(String, String)>,
    /// Where the shared texts stand; none where no cell shares any.
    pub(crate) strings: Option<String>,
}

/// A part that another one names.
struct Named {
    id: String,
    kind: String,
    path: String,
}

impl FormBook {
    /// Finds the parts of a workbook.
    pub(crate) fn of(parts: &FormParts) -> Result<Self, Error> {
        let book = named(parts, "")?.into_iter().find(|one| one.kind == "officeDocument");
        let path = book.map(|book| book.path).filter(|path| path.rsplit('.').next() == Some("xml"));
        let path = path.ok_or(Error::NotAWorkbook)?;
        let of_book = named(parts, &path)?;
        let part = part(parts, &path)?;
        let mut reader = Reader::from_str(part);
        let mut sheets = Vec::new();
        loop {
            match reader.read_event().map_err(Error::damaged)? {
                Event::Start(start) | Event::Empty(start)
                    if start.local_name().as_ref() == "sheet" =>
                {
                    let (name, id) = (attribute(&start, "name"), attribute(&start, "id"));
                    let of = of_book.iter().find(|one| Some(&one.id) == id.as_ref());
                    if let (Some(name), Some(of)) = (name, of)
                        && of.kind == "worksheet"
                    {
                        sheets.push((name, of.path.clone()));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if sheets.is_empty() {
            return Err(Error::NotAWorkbook);
        }
        let strings = of_book.into_iter().find(|one| one.kind == "sharedStrings");
        Ok(Self { path, sheets, strings: strings.map(|one| one.path) })
    }

    /// The workbook's part, saying that formulas are calculated when it is opened.
    pub(crate) fn recalculated(&self, parts: &FormParts) -> Result<String, Error> {
        let part = part(parts, &self.path)?;
        let mut reader = Reader::from_str(part);
        // It stands after these, in this order of elements
        let before = ["sheets", "functionGroups", "externalReferences", "definedNames"];
        let (mut after, mut prefix) = (None, String::new());
        loop {
            let from = position(&reader)?;
            let event = reader.read_event().map_err(Error::damaged)?;
            let to = position(&reader)?;
            let (name, start) = match &event {
                Event::Start(start) | Event::Empty(start) => {
                    (start.local_name().as_ref().to_owned(), Some(start))
                }
                Event::End(end) => (end.local_name().as_ref().to_owned(), None),
                Event::Eof => break,
                _ => continue,
            };
            match start {
                Some(start) if name == "calcPr" => {
                    let mut tag = format!("<{}", start.name().as_ref());
                    for one in start.attributes().with_checks(false).flatten() {
                        if one.key.local_name().as_ref() != "fullCalcOnLoad" {
                            let (key, value) = (one.key.as_ref(), one.value.replace('"', "&quot;"));
                            tag.extend([" ", key, "=\"", &value, "\""]);
                        }
                    }
                    let end = if matches!(event, Event::Empty(_)) { "/>" } else { ">" };
                    let with = format!("{tag} fullCalcOnLoad=\"1\"{end}");
                    return Ok(edited(part, vec![Edit { at: from..to, with }]));
                }
                Some(start) if name == "workbook" => {
                    let full = start.name().as_ref().to_owned();
                    full.strip_suffix("workbook").unwrap_or_default().clone_into(&mut prefix);
                }
                _ => {}
            }
            let is_whole = start.is_none() || matches!(event, Event::Empty(_));
            if is_whole && before.contains(&name.as_str()) {
                after = Some(to);
            }
        }
        let at = after.ok_or_else(|| Error::damaged("シートの一覧がありません"))?;
        let with = format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>");
        Ok(edited(part, vec![Edit { at: at..at, with }]))
    }
}

/// How far a reader has come.
pub(crate) fn position(reader: &Reader<&[u8]>) -> Result<usize, Error> {
    usize::try_from(reader.buffer_position()).map_err(Error::damaged)
}

/// The text of a part.
pub(crate) fn part<'a>(parts: &'a FormParts, path: &str) -> Result<&'a str, Error> {
    let bytes = parts.get(path).ok_or_else(|| Error::Damaged(format!("{path} がありません")))?;
    text(bytes)
}

/// The parts that a part names, or the package itself.
fn named(parts: &FormParts, path: &str) -> Result<Vec<Named>, Error> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let list = joined(folder, &format!("_rels/{name}.rels"));
    if !parts.contains_key(&list) {
        return Ok(Vec::new());
    }
    let mut reader = Reader::from_str(part(parts, &list)?);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(Error::damaged)? {
            Event::Start(start) | Event::Empty(start)
                if start.local_name().as_ref() == "Relationship" =>
            {
                let outside = attribute(&start, "TargetMode").is_some_and(|it| it == "External");
                let target = attribute(&start, "Target").filter(|_| !outside);
                let (Some(id), Some(target)) = (attribute(&start, "Id"), target) else { continue };
                let kind = attribute(&start, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.push(Named { id, kind, path: joined(folder, &target) });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A path that one part of a folder names: `../drawings/drawing1.xml`, `/xl/styles.xml`.
fn joined(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
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
