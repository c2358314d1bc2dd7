//! The machine: its clock, who may read the files, room on the disks, the font of PDF files.

use std::path::{Path, PathBuf};

use super::{args::DoctorArgs, checkup::Checkup};
use crate::kit::{clock, files, typesetter::LazyTypesetter};

/// Below so many bytes saving may stop any moment.
const SCANT: u64 = 50 << 20;

/// Below so many bytes a busy week may not end well.
const AMPLE: u64 = 500 << 20;

pub(super) fn look(seen: &mut Checkup, args: &DoctorArgs) {
    match clock::objection() {
        Some(sentence) => seen.wrong("clock", sentence),
        None => seen.good("clock", format!("時計: {}（日本時間）", clock::spoken(&clock::now()))),
    }
    let file = store::database_file(&args.database.database);
    let key = args.access.tls().map(|(_, key)| key);
    look_at_modes(seen, file.into_iter().chain(args.nightly.folder()).chain(key.as_deref()));
    let folders = file.map(files::folder).into_iter().chain(args.nightly.folder());
    let size = file.and_then(|file| file.metadata().ok()).map_or(0, |of| of.len());
    folders.for_each(|folder| look_at_room(seen, folder, size));
    look_at_font(seen, args);
}

/// Who may read databases, keys and backups.
pub(super) fn look_at_modes<'a>(seen: &mut Checkup, places: impl IntoIterator<Item = &'a Path>) {
    let exposed = files::exposed(places.into_iter().flat_map(private));
    if exposed.is_empty() {
        seen.good("modes", "ファイルの権限: ほかの利用者は読めません");
    }
    for file in &exposed {
        if file.is_folder() {
            seen.unwise("modes", file.sentence());
        } else {
            seen.wrong("modes", file.sentence());
        }
    }
}

/// What of a place is for its owner only: the files of a database, or a folder with its backups.
fn private(place: &Path) -> Vec<PathBuf> {
    if !place.is_dir() {
        return files::of_database(place);
    }
    let inside = std::fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
    let kept = inside.filter(|path| path.extension().is_some_and(|of| of == "sqlite"));
    std::iter::once(place.to_owned()).chain(kept).collect()
}

fn look_at_room(seen: &mut Checkup, folder: &Path, size: u64) {
    let Some(room) = files::room(folder) else { return };
    let says = format!("ディスクの空き「{}」: {} MB", folder.display(), room >> 20);
    if room < SCANT.max(size) {
        seen.wrong("room", format!("{says}。不要なファイルを消すか、ディスクを広げてください。"));
    } else if room < AMPLE.max(3 * size) {
        seen.unwise("room", format!("{says}。少なくなっています。ディスクを広げてください。"));
    } else {
        seen.good("room", says);
    }
}

fn look_at_font(seen: &mut Checkup, args: &DoctorArgs) {
    match LazyTypesetter::with(args.font.font.clone()).font() {
        Ok(font) => seen.good("font", format!("PDFの書体: {font}")),
        Err(error) => seen.unwise("font", error.to_string()),
    }
}
