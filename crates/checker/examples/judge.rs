//! Holds the checker against sheets whose faults and look-alikes somebody listed by hand:
//!
//! ```text
//! cargo run --release -p sasae-checker --example judge -- FOLDER [SHEET…]
//! ```
//!
//! For each `NAME.csv` of the folder it reads `NAME.labels.tsv` (row, column, kind, class, quote, why;
//! rows count from 1 below the headings), `NAME.quantities.tsv` (row, column, value, unit, quote) and
//! `NAME.toml` (`year`, `written` and `[grades]`), where they are there. With `--all` it prints what was
//! found, what was missed and what nobody listed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measurement, not the product")]

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::Path,
};

use checker::{CheckContext, Finding, Mark, Severity, Spot, check, rule};
use domain::{
    Day, Field, FiscalYear, Offset, Place, Slot,
    layout::{Column, ColumnRole, Layout},
    plan_words::PlanWords,
    scale::{Grade, Scale},
    sheet::{Row, Sheet},
};
use ingest::Options;

/// What somebody listed: a fault, or what only looks like one.
struct Label {
    row: u32,
    column: String,
    kind: String,
    class: String,
    quote: String,
    why: String,
    /// Other cells in which the same fault shows, by row and column.
    also: Vec<(u32, String)>,
}

impl Label {
    fn is_fault(&self) -> bool {
        matches!(self.class.as_str(), "error" | "warning")
    }
}

/// The lines of a table without its comments and its head, cut at tabs.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// A label's row; one that is about the sheet as a whole has none and is 0.
fn labels(path: &Path) -> Vec<Label> {
    let kinds = ["", "calendar", "arithmetic", "columns", "rows", "words", "people"];
    let label = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or_default().trim().to_owned();
        let (row, column, kind) = (next(), next(), next());
        let numbered = kind.parse::<usize>().ok().and_then(|at| kinds.get(at));
        Label {
            row: row.parse().unwrap_or(0),
            column,
            kind: numbered.map_or(kind, |kind| (*kind).to_owned()),
            class: next(),
            quote: next().replace("\\n", "\n"),
            why: next(),
            also: Vec::new(),
        }
    };
    table(path).into_iter().map(label).collect()
}

/// What a city says of its sheet beside it.
#[derive(Default)]
struct Told {
    year: Option<FiscalYear>,
    written: Option<Day>,
    grades: Vec<Grade>,
    /// Names that are no longer used, each with the present one.
    names: Vec<String>,
    /// Cells in which a fault of another row shows: row, column, and the row of the label.
    consequences: Vec<(u32, String, u32)>,
    /// What else is said of the columns: 取組内容 and 成果と課題 speak of R6.
    note: String,
}

fn told(path: &Path) -> Told {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut found = Told::default();
    let mut part = String::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix('[') {
            head.trim_end_matches(']').clone_into(&mut part);
        }
        // A line of a list of its own
        if line.contains(" <- ") && !line.contains(" = ") {
            found.consequences.extend(line.split('"').filter_map(consequence));
        }
        let Some((key, value)) = line.split_once(" = ") else { continue };
        if key == "note" {
            value.clone_into(&mut found.note);
        }
        if key == "consequences" {
            found.consequences.extend(value.split('"').filter_map(consequence));
        }
        if key == "renamed" {
            found.names.extend(renamed(value));
        }
        let quoted = key.starts_with('"');
        let (key, value) = (key.trim_matches('"'), value.trim().trim_matches('"'));
        match (part.as_str(), key) {
            ("", "year") => found.year = FiscalYear::parse(value).ok(),
            ("", "written") => found.written = Day::parse(value).ok(),
            ("grades", key) if quoted || key.chars().count() <= 2 => {
                found.grades.push(Grade::new(key, value));
            }
            _ => {}
        }
    }
    found
}

/// 40:R6決算額（千円） <- 38: the fault of row 38 shows there too.
fn consequence(text: &str) -> Option<(u32, String, u32)> {
    let (place, of) = text.split_once(" <- ")?;
    let (row, column) = place.split_once(':')?;
    Some((row.trim().parse().ok()?, column.to_owned(), of.trim().parse().ok()?))
}

/// 健康推進課 is called 健康づくり課 since …, or 健康推進課 -> 健康づくり課: as a plan sets its names.
fn renamed(value: &str) -> Vec<String> {
    let pieces = value.split(['"', ';']).filter(|piece| piece.contains('課'));
    let named = pieces.filter_map(|piece| {
        let (old, now) = piece.split_once(" is called ").or_else(|| piece.split_once(" -> "))?;
        let now = now.split([' ', '(']).next()?;
        Some(format!("{}＝{now}", old.trim()))
    });
    named.collect()
}

/// Reads a sheet as the product does when a person has said what its columns are: those that the
/// headings do not tell are fields of the plan's own.
fn read(bytes: &[u8], told: &Told) -> Result<Sheet, Box<dyn Error>> {
    let options = Options { year: told.year, ..Options::default() };
    let mut layout: Layout = ingest::read(bytes, &options)?.sheet.layout;
    let taken: BTreeSet<ColumnRole> =
        layout.columns.iter().map(|column| column.role.clone()).collect();
    // What only the plan's book seems to say may tell of the year
    let tells = |c: &Column| {
        c.role == ColumnRole::Content && !c.heading.is_empty() && told.note.contains(&c.heading)
    };
    let unknown = |c: &&mut Column| c.role == ColumnRole::Ignored || tells(c);
    for column in layout.columns.iter_mut().filter(unknown) {
        let own = Field::Other(column.heading.replace('\n', ""));
        let role = ColumnRole::Answer(Slot::new(own, Offset::This));
        if !taken.contains(&role) && !column.heading.trim().is_empty() {
            column.role = role;
        }
    }
    if !told.grades.is_empty() {
        let name = Field::Progress.label().to_owned();
        layout.scales = vec![Scale { name: name.clone(), grades: told.grades.clone() }];
        for column in &mut layout.columns {
            let graded =
                matches!(&column.role, ColumnRole::Answer(s) if s.field == Field::Progress);
            column.scale = if graded { name.clone() } else { String::new() };
        }
    }
    let options = Options { layout: Some(layout), ..options };
    Ok(ingest::read(bytes, &options)?.sheet)
}

/// A sheet whose rows are known by their place in the file.
struct Judged {
    sheet: Sheet,
    heads: u32,
    written: Option<Day>,
    names: Vec<String>,
}

impl Judged {
    /// The sheet as the checker reads it, with what the plan says of its names.
    fn context(&self) -> CheckContext<'_> {
        let words = PlanWords::read(&self.names.join("\n"), "").unwrap_or_default();
        let context = CheckContext::open(&self.sheet, &[]).worded(words);
        match self.written {
            Some(day) => context.written(day),
            None => context,
        }
    }

    /// The row of the file, counted from 1 below the headings.
    fn row(&self, row: &Row) -> u32 {
        match &row.place {
            Place::Cell(address) => (address.row + 1).saturating_sub(self.heads),
            _ => row.no,
        }
    }

    /// The row and the heading of a marked cell, its text and the words marked in it.
    fn spot<'a>(&'a self, mark: &Mark) -> Option<(u32, &'a str, &'a str, &'a str)> {
        (mark.sheet == self.sheet.year).then_some(())?;
        let row = self.sheet.rows.iter().find(|row| row.no == mark.no)?;
        let role = match &mark.spot {
            Spot::Answer(slot) => ColumnRole::Answer(slot.clone()),
            Spot::Action => ColumnRole::Action,
            Spot::Content => ColumnRole::Content,
            Spot::Page => ColumnRole::Page,
            Spot::Section => ColumnRole::Section,
            Spot::Head(_) => return None,
        };
        let column = self.sheet.layout.columns.iter().find(|column| column.role == role)?;
        let text = row.cell(&role).map_or("", |cell| cell.text.as_str());
        let words = mark.span.map_or("", |span| span.of(text));
        Some((self.row(row), &column.heading, text, words))
    }
}

/// The kind of fault of which a rule speaks.
fn kind(name: &str) -> String {
    let family = rule(name).map_or(String::new(), |rule| format!("{:?}", rule.family));
    match (name, family.as_str()) {
        ("SMALL_CELL", _) => "people",
        ("SAME_EVENT_TWICE" | "COPY_OTHER_ITEM" | "OFF_TOPIC_STATUS", _) => "rows",
        ("DATE_SESSION_MISMATCH" | "FREQ_VS_COUNT", _) | (_, "Calendar") => "calendar",
        ("PLAN_ACTUAL_GAP_100", _) | (_, "Columns" | "Grade" | "Years") => "columns",
        (_, "Numbers") => "arithmetic",
        (_, "Rows") => "rows",
        (_, "People") => "people",
        _ => "words",
    }
    .to_owned()
}

/// Whether a column is the named one; of two rows of headings the second may stand alone.
fn is_column(heading: &str, named: &str) -> bool {
    plain(heading).ends_with(&plain(named))
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a finding points at what a label lists: the same row, and overlapping words, or the same
/// cell and kind.
fn points(judged: &Judged, found: &Finding, label: &Label) -> bool {
    let own = kind(found.rule) == label.kind;
    found.marks.iter().any(|mark| {
        let Some((row, heading, text, words)) = judged.spot(mark) else { return false };
        if label.also.iter().any(|(of, column)| *of == row && is_column(heading, column)) {
            return true;
        }
        if row != label.row {
            return false;
        }
        let cell = is_column(heading, &label.column);
        let (text, words, quote) = (plain(text), plain(words), plain(&label.quote));
        let overlap = !words.is_empty()
            && cell
            && (quote.contains(&words) && text.contains(&quote) || words.contains(&quote));
        let partly = cell && !words.is_empty() && crosses(&text, &words, &quote);
        // A finding on a cell as a whole points at what is listed where that is the whole cell
        let whole = cell && words.is_empty() && text == quote;
        overlap || partly || whole || cell && own
    })
}

/// Whether some place of the words and some place of the quote have a letter in common.
fn crosses(text: &str, words: &str, quote: &str) -> bool {
    let places = |part: &str| -> Vec<(usize, usize)> {
        if part.is_empty() {
            return Vec::new();
        }
        text.match_indices(part).map(|(at, hit)| (at, at + hit.len())).collect()
    };
    let quotes = places(quote);
    places(words).iter().any(|(a, b)| quotes.iter().any(|(c, d)| a < d && c < b))
}

/// How often.
#[derive(Default, Clone, Copy)]
struct Tally {
    faults: usize,
    found: usize,
    alike: usize,
    flagged: usize,
    said: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.faults += other.faults;
        self.found += other.found;
        self.alike += other.alike;
        self.flagged += other.flagged;
        self.said += other.said;
        self.right += other.right;
    }

    fn line(&self, name: &str) -> String {
        let share = |of: usize, all: usize| of as f64 * 100.0 / all.max(1) as f64;
        format!(
            "| {name} | {} of {} | {:.0} % | {} of {} | {:.0} % | {} of {} |",
            self.found,
            self.faults,
            share(self.found, self.faults),
            self.right,
            self.said,
            share(self.right, self.said),
            self.flagged,
            self.alike
        )
    }
}

const HEAD: &str = "| | found | recall | listed | precision before judgement | look-alikes flagged |\n|---|---|---|---|---|---|";

fn judge(judged: &Judged, labels: &[Label], all: bool) -> (BTreeMap<String, Tally>, usize) {
    let findings = check(&judged.context());
    let grave = |found: &&Finding| found.severity != Severity::Info;
    let said: Vec<&Finding> = findings.iter().filter(grave).collect();
    let mut kinds: BTreeMap<String, Tally> = BTreeMap::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for label in labels {
        let tally = kinds.entry(label.kind.clone()).or_default();
        let by: Vec<usize> = said
            .iter()
            .enumerate()
            .filter(|(_, found)| points(judged, found, label))
            .map(|(at, _)| at)
            .collect();
        if label.is_fault() {
            tally.faults += 1;
            tally.found += usize::from(!by.is_empty());
            used.extend(&by);
            if all && by.is_empty() {
                let Label { row, column, kind, quote, why, .. } = label;
                println!("MISSED {kind} {row} {column}: {quote}\n       {why}");
            }
        }
    }
    for label in labels.iter().filter(|label| label.class == "lookalike") {
        let tally = kinds.entry(label.kind.clone()).or_default();
        tally.alike += 1;
        let by = said
            .iter()
            .enumerate()
            .find(|(at, found)| !used.contains(at) && points(judged, found, label));
        tally.flagged += usize::from(by.is_some());
        if let Some((_, found)) = by.filter(|_| all) {
            println!("ALIKE {} {}: {} ({})", found.rule, label.row, found.message, label.quote);
        }
    }
    for (at, found) in said.iter().enumerate() {
        let tally = kinds.entry(kind(found.rule)).or_default();
        let listed = labels.iter().any(|l| l.class == "info" && points(judged, found, l));
        tally.said += usize::from(used.contains(&at) || !listed);
        tally.right += usize::from(used.contains(&at));
        if all && !used.contains(&at) && !listed {
            let spot = found.marks.iter().find_map(|mark| judged.spot(mark));
            let (row, heading, _, words) = spot.unwrap_or((0, "", "", ""));
            println!("BEYOND {} {row} {heading} {words:?}: {}", found.rule, found.message);
        }
    }
    (kinds, findings.len())
}

/// Right, listed and read quantities of the rows of which every quantity was listed.
fn quantities(judged: &Judged, path: &Path, all: bool) -> (usize, usize, usize) {
    let listed = table(path);
    let rows: BTreeSet<u32> =
        listed.iter().filter_map(|cells| cells.first()?.parse().ok()).collect();
    let mut left: Vec<(u32, String, f64, String)> = listed
        .iter()
        .filter_map(|cells| match cells.as_slice() {
            [row, column, value, unit, ..] => Some((
                row.parse().ok()?,
                plain(column),
                value.replace(',', "").parse().ok()?,
                prose::unit(unit),
            )),
            _ => None,
        })
        .collect();
    let total = left.len();
    let (mut right, mut read) = (0, 0);
    let context = judged.context();
    for line in &context.lines {
        let row = judged.row(line.row);
        if !rows.contains(&row) {
            continue;
        }
        for (slot, cell) in &line.cells {
            let role = ColumnRole::Answer(slot.clone());
            let Some(column) = judged.sheet.layout.columns.iter().find(|c| c.role == role) else {
                continue;
            };
            // Ages are in no list
            for one in cell.quantities.iter().filter(|one| one.unit != "歳") {
                read += 1;
                // 5万円 is listed as 50,000円
                let yen = one.unit == "万円";
                let at = left.iter().position(|(of, heading, value, unit)| {
                    let same = *of == row && is_column(&column.heading, heading);
                    let plain = (value - one.value).abs() < 1e-6 && prose::alike(unit, &one.unit);
                    same && (plain || yen && unit == "円" && (value - one.value * 1e4).abs() < 1e-6)
                });
                match at {
                    Some(at) => {
                        left.remove(at);
                        right += 1;
                    }
                    None if all => {
                        println!("EXTRA {row} {}: {} {}", column.heading, one.value, one.unit);
                    }
                    None => {}
                }
            }
        }
    }
    if all {
        for (row, column, value, unit) in &left {
            println!("UNREAD {row} {column}: {value} {unit}");
        }
    }
    (right, total, read)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let all = arguments.iter().any(|one| one == "--all");
    arguments.retain(|one| one != "--all");
    let Some((folder, only)) = arguments.split_first() else {
        eprintln!("judge FOLDER [SHEET…] [--all]");
        return Ok(());
    };
    let mut names: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".csv").map(str::to_owned))
        .filter(|name| only.is_empty() || only.contains(name))
        .collect();
    names.sort();
    let (mut sheets, mut kinds) = (Vec::new(), BTreeMap::<String, Tally>::new());
    let (mut right, mut listed, mut read_all) = (0, 0, 0);
    let mut lines = Vec::new();
    for name in &names {
        let path = |ending: &str| Path::new(folder).join(format!("{name}.{ending}"));
        let bytes = std::fs::read(path("csv"))?;
        let notes = std::fs::read_to_string(path("labels.tsv")).unwrap_or_default();
        let heads = notes.lines().find_map(|line| line.strip_prefix("# heading rows:"));
        let heads = heads.and_then(|heads| heads.trim().parse().ok()).unwrap_or(1);
        let told = told(&path("toml"));
        let mut faults = labels(&path("labels.tsv"));
        for label in faults.iter_mut().filter(|label| label.is_fault()) {
            let of = told.consequences.iter().filter(|(_, _, of)| *of == label.row);
            label.also = of.map(|(row, column, _)| (*row, column.clone())).collect();
        }
        let judged =
            Judged { sheet: read(&bytes, &told)?, heads, written: told.written, names: told.names };
        if all {
            println!("== {name}");
        }
        let (tallies, findings) = judge(&judged, &faults, all);
        let mut sum = Tally::default();
        for (kind, tally) in tallies {
            sum.add(tally);
            kinds.entry(kind).or_default().add(tally);
        }
        lines.push(format!("{name}: {} rows, {findings} findings", judged.sheet.rows.len()));
        sheets.push((name.clone(), sum));
        let (good, of, read) = quantities(&judged, &path("quantities.tsv"), all);
        (right, listed, read_all) = (right + good, listed + of, read_all + read);
        lines.push(f1(name, good, of, read));
    }
    println!("{}\n\n{HEAD}", lines.join("\n"));
    let mut sum = Tally::default();
    for (name, tally) in &sheets {
        println!("{}", tally.line(name));
        sum.add(*tally);
    }
    for (kind, tally) in &kinds {
        println!("{}", tally.line(kind));
    }
    println!("{}\n\n{}", sum.line("all"), f1("all", right, listed, read_all));
    Ok(())
}

/// How well quantities were read.
fn f1(name: &str, right: usize, listed: usize, read: usize) -> String {
    let (recall, precision) =
        (right as f64 / listed.max(1) as f64, right as f64 / read.max(1) as f64);
    let f1 = 2.0 * recall * precision / (recall + precision).max(1e-9);
    format!(
        "{name} quantities: recall {right} of {listed} = {recall:.3}, precision {right} of {read} = {precision:.3}, F1 {f1:.3}"
    )
}
