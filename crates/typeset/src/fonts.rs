//! Which fonts the machine has, and which of them sets the document.

use std::{fs, path::Path};

use typst::{foundations::Bytes, text::Font};
use typst_kit::fonts::{self, FontStore};

use crate::error::Error;

/// Japanese families in the order in which they are taken, with the names by which people know
/// them. The proportional `BIZ UDPGothic` comes last: typst squeezes its punctuation as if it were
/// full width, so that 』 and 『 overlap.
const FAMILIES: [(&str, &str); 13] = [
    ("BIZ UDGothic", "BIZ UDゴシック"),
    ("Noto Sans CJK JP", "Noto Sans CJK JP"),
    ("Noto Sans JP", "Noto Sans JP"),
    ("IPAexGothic", "IPAexゴシック"),
    ("IPAGothic", "IPAゴシック"),
    ("Hiragino Sans", "ヒラギノ角ゴシック"),
    ("Hiragino Kaku Gothic ProN", "ヒラギノ角ゴ ProN"),
    ("Yu Gothic", "游ゴシック"),
    ("Meiryo", "メイリオ"),
    ("MS Gothic", "ＭＳ ゴシック"),
    ("BIZ UDMincho", "BIZ UD明朝"),
    ("Noto Serif CJK JP", "Noto Serif CJK JP"),
    ("BIZ UDPGothic", "BIZ UDPゴシック"),
];

/// Letters without which a font sets no Japanese.
const NEEDED: [char; 4] = ['あ', 'ア', '漢', '策'];

/// The fonts of the machine, the one that sets the text first among them.
pub(crate) struct Fonts {
    /// All of them, so that a letter that one lacks comes from another.
    pub(crate) store: FontStore,
    /// The family that sets the text, then the other Japanese ones.
    pub(crate) families: Vec<String>,
}

impl Fonts {
    /// The fonts of the system; `font` is a family or a file that goes before all others.
    pub(crate) fn of_system(font: Option<&str>) -> Result<Self, Error> {
        let mut store = FontStore::new();
        let file = font.map(|font| from_file(&mut store, font)).transpose()?.flatten();
        store.extend(fonts::system());
        Self::choose(store, file.as_deref().or(font))
    }

    /// The fonts of one folder only.
    pub(crate) fn of_folder(folder: &Path, font: Option<&str>) -> Result<Self, Error> {
        let mut store = FontStore::new();
        let file = font.map(|font| from_file(&mut store, font)).transpose()?.flatten();
        store.extend(fonts::scan(folder));
        Self::choose(store, file.as_deref().or(font))
    }

    fn choose(store: FontStore, font: Option<&str>) -> Result<Self, Error> {
        let known = FAMILIES.iter().map(|(family, _)| (*family).to_owned());
        let mut families: Vec<String> =
            known.filter(|family| store.book().contains_family(&family.to_lowercase())).collect();
        if let Some(font) = font {
            let family = find(&store, font).ok_or_else(|| unknown(font, &families))?;
            if !is_japanese(&store, &family) {
                return Err(Error::NotJapanese(font.to_owned()));
            }
            families.retain(|known| *known != family);
            families.insert(0, family);
        }
        if families.is_empty() { Err(Error::NoFont) } else { Ok(Self { store, families }) }
    }
}

/// Takes the fonts of a file into the store and says their family; `None` if it is no file.
fn from_file(store: &mut FontStore, font: &str) -> Result<Option<String>, Error> {
    let path = Path::new(font);
    if !path.is_file() {
        return Ok(None);
    }
    let refused = || Error::NotAFont(font.to_owned());
    let bytes = fs::read(path).map_err(|_| refused())?;
    let found: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
    let family = found.first().map(|font| font.info().family.clone()).ok_or_else(refused)?;
    for font in found {
        let info = font.info().clone();
        store.push((font, info));
    }
    Ok(Some(family))
}

/// The family of a name, in either of its languages and any case.
fn find(store: &FontStore, name: &str) -> Option<String> {
    let folded = domain::text::fold(name);
    let known = FAMILIES.iter().find(|(_, spoken)| domain::text::fold(spoken) == folded);
    let wanted = known.map_or(folded, |(family, _)| domain::text::fold(family));
    let mut families = store.book().families().map(|(family, _)| family);
    families.find(|family| domain::text::fold(family) == wanted).map(str::to_owned)
}

fn is_japanese(store: &FontStore, family: &str) -> bool {
    let mut faces = store.book().select_family(&family.to_lowercase()).collect::<Vec<_>>();
    faces.retain(|face| {
        let covers = |c: &char| {
            store.book().info(*face).is_some_and(|info| info.coverage.contains(*c as u32))
        };
        NEEDED.iter().all(covers)
    });
    !faces.is_empty()
}

fn unknown(name: &str, families: &[String]) -> Error {
    if families.is_empty() {
        return Error::NoFont;
    }
    Error::UnknownFont { name: name.to_owned(), known: families.join("、") }
}
