//! A hostile file and its name.

/// A file, made when it is asked for.
#[derive(Clone, Copy)]
pub struct HostileFile {
    /// Its name, with the ending that says which reader it is for.
    pub name: &'static str,
    /// Makes it.
    pub make: fn() -> Vec<u8>,
}
