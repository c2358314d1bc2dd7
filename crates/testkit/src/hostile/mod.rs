//! Small files that would cost a large machine: what each amplifies is in its name. Tests read some
//! of them; the example `hostile` of `ingest` reads all under a limit of memory and time.

mod books;
mod file;
mod lists;
mod pdf;
mod pdfs;
mod sheet;
mod texts;
mod xls;

pub use books::shared_texts;
pub use file::HostileFile;

/// Every file.
pub fn hostile_files() -> Vec<HostileFile> {
    [books::FILES, lists::FILES, xls::FILES, pdfs::FILES, texts::FILES].concat()
}

/// The file of a name.
pub fn hostile_file(name: &str) -> Vec<u8> {
    let file = hostile_files().into_iter().find(|file| file.name == name);
    (file.unwrap_or_else(|| panic!("no hostile file {name}")).make)()
}
