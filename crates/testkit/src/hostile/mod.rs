//! Small files that would cost a large machine: what each amplifies is in its name. Tests read some
//! of them; the example `hostile` of `ingest` reads all under a limit of memory and time.

mod books;
mod lists;
mod pdf;
mod pdfs;
mod sheet;
mod texts;
mod xls;

pub use books::shared_texts;

/// A file, made when it is asked for.
#[derive(Clone, Copy)]
pub struct HostileFile {
    /// Its name, with the ending that says which reader it is for.
    pub name: &'static str,
    /// Makes it.
    pub make: fn() -> Vec<u8>,
}

/// Every file.
pub fn hostile_files() -> Vec<HostileFile> {
    [books::FILES, lists::FILES, xls::FILES, pdfs::FILES, texts::FILES].concat()
}

/// The file of a name.
pub fn hostile_file(name: &str) -> Vec<u8> {
    let file = hostile_files().into_iter().find(|file| file.name == name);
    (file.unwrap_or_else(|| panic!("no hostile file {name}")).make)()
}
