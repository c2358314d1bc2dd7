//! What several descriptions say of an edition.

use edition::EditionContent;

/// The title of an edition: あおぞら市 自殺対策計画 2024年度 公表第1版.
pub(super) fn title(content: &EditionContent) -> String {
    let EditionContent { city, plan, fiscal_year, kind, number, .. } = content;
    format!("{} {} {fiscal_year}年度 {}", city.name, plan.title, kind.named(*number))
}

/// What the data are, in sentences.
pub(super) fn description(content: &EditionContent) -> String {
    let EditionContent { city, plan, fiscal_year, .. } = content;
    format!(
        "{}の{}の、{fiscal_year}年度の実施状況です。表はUTF-8（BOMあり）、改行はCRLF、先頭の1行は見出しです。\
         式と誤られる文字で始まる欄には、先頭に「'」を1つ付けました。元の文字はedition.jsonにあります。",
        city.name, plan.title
    )
}

/// The moment from which the edition stands: the day of the freeze in Japan.
pub(super) fn created(content: &EditionContent) -> String {
    format!("{}T00:00:00+09:00", content.frozen_on)
}

/// The name of a licence by which programs know it, where it is one that they know.
pub(super) fn licence_name(content: &EditionContent) -> &'static str {
    let licence = domain::text::fold(&content.publisher.licence);
    match () {
        () if licence.contains("公共データ利用規約") || licence.contains("pdl1.0") => {
            "PDL-1.0"
        }
        () if licence.contains("cc0") => "CC0-1.0",
        () if licence.contains("ccby4.0") || licence.contains("表示4.0") => "CC-BY-4.0",
        () => "other",
    }
}
