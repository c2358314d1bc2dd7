//! What an edition keeps back, and what else tells it: one count stands in more places than one.

use domain::{FiscalYear, text::fold};

use crate::{
    EditionContent, IndicatorRecord, PublishedFigure,
    suppress::{CellDisagreement, SmallNumberPolicy},
    wording::small_numbers,
};

/// Where a figure that an edition keeps back can be read all the same: in an edition that is published
/// already, or in a report of its action about the same year. `whole` are the indicators with the
/// figures that are kept back.
pub fn shown_elsewhere(
    content: &EditionContent,
    whole: &[IndicatorRecord],
    published: &[EditionContent],
    policy: SmallNumberPolicy,
) -> Vec<CellDisagreement> {
    let hidden_in = format!("{}の指標", content.kind.named(content.number));
    let mut found = Vec::new();
    for (indicator, figure) in kept_back(content) {
        let told = |shown_in: String| CellDisagreement {
            key: named(indicator, figure),
            hidden_in: hidden_in.clone(),
            shown_in,
        };
        let showing = published.iter().filter(|one| shows(one, indicator, figure));
        found.extend(showing.map(|one| told(format!("{}の指標", edition_name(one)))));
        let number = figure_of(whole, indicator, figure).map(|one| one.number.as_str());
        let words = fold(&format!("{}{}", number.unwrap_or_default(), indicator.unit));
        let texts = texts_that_tell(content, (indicator, figure), &words, policy);
        found.extend(texts.into_iter().map(told));
    }
    found
}

/// The figures that an edition keeps back.
fn kept_back(
    content: &EditionContent,
) -> impl Iterator<Item = (&IndicatorRecord, &PublishedFigure)> {
    let figures =
        content.indicators.iter().flat_map(|of| of.figures.iter().map(move |it| (of, it)));
    figures.filter(|(_, figure)| figure.state == "withheld")
}

/// The same figure among other records.
fn figure_of<'a>(
    indicators: &'a [IndicatorRecord],
    of: &IndicatorRecord,
    figure: &PublishedFigure,
) -> Option<&'a PublishedFigure> {
    let same = indicators.iter().find(|one| one.id == of.id)?;
    let wanted = (figure.fiscal_year, &figure.figure);
    same.figures.iter().find(|one| (one.fiscal_year, &one.figure) == wanted)
}

fn shows(one: &EditionContent, of: &IndicatorRecord, figure: &PublishedFigure) -> bool {
    figure_of(&one.indicators, of, figure).is_some_and(|found| found.state == "given")
}

/// The reports of the figure's action and year in which a small number says the words.
fn texts_that_tell(
    content: &EditionContent,
    (of, figure): (&IndicatorRecord, &PublishedFigure),
    words: &str,
    policy: SmallNumberPolicy,
) -> Vec<String> {
    let Some(year) = FiscalYear::starting(figure.fiscal_year) else { return Vec::new() };
    let mut found = Vec::new();
    for action in content.actions.iter().filter(|one| Some(&one.id) == of.action.as_ref()) {
        for answer in action.answers.iter().filter(|one| one.fiscal_year == figure.fiscal_year) {
            let told = small_numbers(&answer.text, &action.title, year, policy.least);
            if told.iter().any(|few| ends_in(few, words)) {
                let field = domain::Field::from(answer.field.clone());
                found.push(format!("{}番の{}", action.row_no, field.label()));
            }
        }
    }
    found
}

/// Whether a text ends in words whose first figure begins a number.
fn ends_in(text: &str, words: &str) -> bool {
    let part_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let before = text.strip_suffix(words).filter(|_| !words.is_empty());
    before.is_some_and(|before| !before.ends_with(part_of_number))
}

fn named(of: &IndicatorRecord, figure: &PublishedFigure) -> String {
    let kind = if figure.figure == "base" { "基準値" } else { "実績値" };
    format!("指標「{}」の{}の{kind}", of.name, year_name(figure.fiscal_year))
}

fn edition_name(of: &EditionContent) -> String {
    format!("{}の{}", year_name(of.fiscal_year), of.kind.named(of.number))
}

fn year_name(year: i32) -> String {
    FiscalYear::starting(year).map_or_else(|| format!("{year}年度"), FiscalYear::official)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::example::edition;

    fn with_indicator(text: &str, number: &str) -> EditionContent {
        let figure = PublishedFigure {
            fiscal_year: 2025,
            figure: "actual".to_owned(),
            state: "given".to_owned(),
            number: number.to_owned(),
            approximate: false,
            of: None,
        };
        let indicator = IndicatorRecord {
            id: "i1".to_owned(),
            action: Some("a-1".to_owned()),
            name: "相談した人".to_owned(),
            unit: "人".to_owned(),
            definition: String::new(),
            figures: vec![figure],
        };
        EditionContent { indicators: vec![indicator], ..edition("こころの相談", text) }
    }

    fn told(text: &str, earlier: &[EditionContent]) -> Vec<String> {
        let whole = with_indicator(text, "6");
        let mut hiding = whole.clone();
        hiding.number = 2;
        hiding.withhold("i1", 2025);
        let found =
            shown_elsewhere(&hiding, &whole.indicators, earlier, SmallNumberPolicy::default());
        found.iter().map(CellDisagreement::sentence).collect()
    }

    #[test]
    fn case_52_a_figure_that_is_kept_back_and_shown_by_an_earlier_edition_names_both() {
        let shown = with_indicator("相談に応じた。", "6");
        let sentences = told("相談に応じた。", std::slice::from_ref(&shown));
        assert_eq!(sentences.len(), 1, "{sentences:?}");
        for words in [
            "指標「相談した人」の令和７年度の実績値",
            "「公表第2版の指標」では伏せて",
            "「令和７年度の公表第1版の指標」では示して",
        ] {
            assert!(sentences[0].contains(words), "{words}: {}", sentences[0]);
        }
        let mut hidden = shown;
        hidden.withhold("i1", 2025);
        assert!(told("相談に応じた。", &[hidden]).is_empty());
    }

    #[test]
    fn case_52_a_figure_that_is_kept_back_and_told_by_the_report_of_its_action_names_both() {
        let sentences = told("相談した人は６人だった。", &[]);
        assert_eq!(sentences.len(), 1, "{sentences:?}");
        assert!(sentences[0].contains("「1番の実施状況」では示して"), "{}", sentences[0]);
        for other in ["相談した人は8人だった。", "講座に6人が参加した。", "相談に応じた。"]
        {
            assert!(told(other, &[]).is_empty(), "{other}");
        }
    }
}
