//! The style and the script, embedded, under names that change with their content.

use std::sync::LazyLock;

use crate::kit::digest::digest;

/// A file that pages load.
pub(crate) struct Asset {
    name: String,
    pub(crate) kind: &'static str,
    pub(crate) text: &'static str,
}

impl Asset {
    fn new(ending: &str, kind: &'static str, text: &'static str) -> Self {
        let digest = digest(text.as_bytes());
        Self { name: format!("sasae-{}.{ending}", &digest[..12]), kind, text }
    }
}

/// One layer a file, the first of which tells their order.
const LAYERS: &str = concat!(
    include_str!("css/tokens.css"),
    include_str!("css/base.css"),
    include_str!("css/parts.css"),
    include_str!("css/pages.css"),
);

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("css", "text/css; charset=utf-8", LAYERS));
static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("js", "text/javascript; charset=utf-8", include_str!("sasae.js")));
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("svg", "image/svg+xml", include_str!("sasae.svg")));

/// The addresses of the files that every page loads.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) style: String,
    pub(crate) script: String,
    pub(crate) icon: String,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| Names {
    style: super::addresses::asset(&STYLE.name),
    script: super::addresses::asset(&SCRIPT.name),
    icon: super::addresses::asset(&ICON.name),
});

/// The addresses, made once.
pub(crate) fn names() -> &'static Names {
    &NAMES
}

/// The file of a name.
pub(crate) fn find(name: &str) -> Option<&'static Asset> {
    [&*STYLE, &*SCRIPT, &*ICON].into_iter().find(|asset| asset.name == name)
}
