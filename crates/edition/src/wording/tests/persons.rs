//! One person, and a few.

use super::{edition, found, silent, speaks};
use crate::{
    IndicatorRecord, PublishedFigure,
    suppress::SmallNumberPolicy,
    wording::{WordingRule, wording_findings},
};

#[test]
fn age_sex_place_and_day_of_one_person_are_a_case() {
    speaks(WordingRule::Case, &["6月に中央地区在住の50代女性が救急搬送され、家族を支援した。"]);
    silent(&[
        "6月に中央地区で60代の女性を対象に講座を開催した。",
        "65歳以上の女性の相談を6月から中央地区でも受け付け、支援した。",
        "50代の女性から相談を受けた。",
    ]);
}

#[test]
fn small_numbers_of_consultations_are_told_and_those_of_an_audience_are_not() {
    let few = |title: &str, text: &str| {
        let told = found(&edition(title, text));
        told.into_iter().filter(|one| one.rule == WordingRule::SmallCell).count()
    };
    assert_eq!(few("DV相談", "・弁護士相談　２件　２回\n・臨床心理士相談　3件　4回"), 2);
    assert_eq!(few("こころの相談", "相談件数：6件"), 1);
    assert_eq!(few("取組", "自殺未遂者3人を医療につないだ。"), 1);
    for (title, text) in [
        ("こころの相談", "相談件数：16件"),
        ("こころの相談", "保健師相談　0件"),
        ("こころの相談", "相談会を6回開催した。"),
        ("ゲートキーパー養成講座", "参加者3人であった。"),
        ("職員研修", "受講者数　母子保健ＣＮ　１名"),
        ("研修会", "職員5人が受講した。"),
    ] {
        assert_eq!(few(title, text), 0, "{title}: {text}");
    }
}

#[test]
fn the_limit_of_small_numbers_is_the_plans_own() {
    let content = edition("こころの相談", "相談件数：6件");
    assert!(wording_findings(&content, SmallNumberPolicy { least: 5 }).is_empty());
}

#[test]
fn a_small_figure_of_an_indicator_is_told_and_its_target_is_not() {
    let mut content = edition("取組", "");
    let figure = |figure: &str, number: &str| PublishedFigure {
        fiscal_year: 2025,
        figure: figure.to_owned(),
        state: "given".to_owned(),
        number: number.to_owned(),
        approximate: false,
        of: None,
    };
    content.indicators = vec![IndicatorRecord {
        id: "i-1".to_owned(),
        action: None,
        name: "相談者数".to_owned(),
        unit: "人".to_owned(),
        definition: String::new(),
        figures: vec![figure("actual", "4"), figure("target", "5"), figure("base", "12")],
    }];
    let told = found(&content);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].words, "相談者数4人");
    assert_eq!(told[0].place.field, "indicator:i-1");
    content.indicators[0].name = "講座の参加者数".to_owned();
    assert!(found(&content).is_empty());
}
