//! Sets a file's sheet: `typeset_json FILE OUT.pdf [a3|a4|actions|summary|sections] [OLDER FILE …]`.
//! FILE is anything that the program reads, its own JSON among them; `OUT.pdf@FONT` names the font.
#![expect(clippy::print_stdout, reason = "a program for scripts")]

use std::{env, error::Error, fs, time::Instant};

use domain::sheet::Sheet;
use typeset::{Edition, PaperSize, Typesetter};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [file, out, rest @ ..] = words.as_slice() else {
        return Err("typeset_json FILE OUT.pdf [a3|a4|actions|summary|sections] [OLDER …]".into());
    };
    let form = rest.first().map_or("a3", String::as_str);
    let sheet = read(file)?;
    let older = rest.iter().skip(1).map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let heading =
        report::Heading {
            municipality: "あおぞら市", area_code: "", plan_title: "自殺対策計画"
        };
    let edition = Edition { heading, date: "令和８年１１月２４日", edition: "見本" };
    let started = Instant::now();
    let (out, font) = out.split_once('@').map_or((out.as_str(), None), |(out, f)| (out, Some(f)));
    let typesetter = Typesetter::new(font)?;
    let found = started.elapsed();
    let typeset = match form {
        "a4" => typesetter.sheet(&edition, &sheet, PaperSize::A4)?,
        "actions" => typesetter.actions(&edition, &sheet, &older)?,
        "summary" => typesetter.summary(&edition, &sheet, older.first())?,
        "sections" => typesetter.sections(&edition, &sheet)?,
        _ => typesetter.sheet(&edition, &sheet, PaperSize::A3)?,
    };
    println!(
        "{}: {} rows, {} pages, {:?}, {} kB, missing {:?}, fonts {found:?}, all {:?}",
        typesetter.font(),
        sheet.rows.len(),
        typeset.pages,
        typeset.standard,
        typeset.pdf.len() / 1000,
        typeset.missing,
        started.elapsed()
    );
    Ok(fs::write(out, typeset.pdf)?)
}

fn read(file: &str) -> Result<Sheet, Box<dyn Error>> {
    Ok(ingest::read(&fs::read(file)?, &ingest::Options::default())?.sheet)
}
