//! What a package says of itself: the lines of `bag-info.txt`.

use domain::FiscalYear;
use edition::{ContentDigest, EditionContent};

use crate::{archive::Files, bag};

/// The label under which bytes and files of the payload are counted.
pub(crate) const OXUM: &str = "Payload-Oxum";
/// The label of the document's digest.
pub(crate) const CONTENT_DIGEST: &str = "Sasae-Content-Digest";
/// The label that names the variant.
pub(crate) const VARIANT: &str = "Sasae-Variant";

/// The edition's name, ASCII, the same on every machine: `112020-2025-published-2`.
pub(crate) fn identifier(content: &EditionContent) -> String {
    let of = [&content.city.region_code, &content.plan.id];
    let whose = of.into_iter().find(|name| !name.is_empty()).map_or("edition", String::as_str);
    let whose: String =
        whose.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{whose}-{}-{}-{}", content.fiscal_year, content.kind.code(), content.number)
}

/// The edition's name for people: `あおぞら市 自殺対策計画 令和７年度 公表第2版`.
pub(crate) fn title(content: &EditionContent) -> String {
    let year = FiscalYear::starting(content.fiscal_year)
        .map_or_else(|| content.fiscal_year.to_string(), FiscalYear::official);
    let edition = content.kind.named(content.number);
    one_line(&format!("{} {} {year} {edition}", content.city.name, content.plan.title))
}

/// Bytes and files of the payload, as RFC 8493 counts them: `279164409.1198`.
pub(crate) fn oxum(files: &Files) -> String {
    let payload = files.iter().filter(|(path, _)| path.starts_with(bag::PAYLOAD));
    let (bytes, count) =
        payload.fold((0, 0), |(bytes, count), (_, file)| (bytes + file.len(), count + 1));
    format!("{bytes}.{count}")
}

/// What a package of this document says, but for the count of its payload and its variant.
pub(crate) fn told(
    content: &EditionContent,
    digest: &ContentDigest,
) -> Vec<(&'static str, String)> {
    vec![
        ("Source-Organization", one_line(&content.city.name)),
        ("External-Description", title(content)),
        ("External-Identifier", identifier(content)),
        ("Bagging-Date", one_line(&content.frozen_on)),
        (CONTENT_DIGEST, digest.to_string()),
    ]
}

/// The lines of labels and values.
pub(crate) fn lines(told: &[(&str, String)]) -> String {
    told.iter().map(|(label, value)| [*label, ": ", value, "\n"].concat()).collect()
}

/// The value of a label; empty where the file has none.
pub(crate) fn value(text: &[u8], label: &str) -> String {
    let text = String::from_utf8_lossy(text);
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let mut values = lines.filter(|(found, _)| found.trim() == label);
    values.next().map_or_else(String::new, |(_, value)| value.trim().to_owned())
}

/// A value in one line: a line break would begin another label.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
