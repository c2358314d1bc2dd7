//! What gave the text its meaning: its year and its columns.

use domain::{
    FiscalYear, Place,
    decision::{Certainty, Decision, DecisionKind},
    layout::Layout,
};

/// The year, and what each column is. A head that names only some columns leaves the others to the
/// order of the standard form.
pub(super) fn of(
    layout: &Layout,
    year: FiscalYear,
    named: Option<&str>,
    whole: bool,
    head: Option<Place>,
) -> Vec<Decision> {
    let place = head.unwrap_or(Place::File);
    let evidence = match named {
        Some(heading) => format!("見出し「{heading}」にあります"),
        None => "指定された年度です".to_owned(),
    };
    let decision = |kind, subject: &str, value: String, certainty, evidence: &str| Decision {
        kind,
        subject: subject.to_owned(),
        value,
        certainty,
        evidence: evidence.to_owned(),
        place: place.clone(),
    };
    let year = decision(DecisionKind::Year, "年度", year.short(), Certainty::Certain, &evidence);
    let (certainty, why) = if whole {
        (Certainty::Certain, "見出しの語と並びによります")
    } else {
        (Certainty::Inferred, "見出しが一部の列にしかないので、標準様式の並びとしました")
    };
    let columns = layout.columns.iter().map(|column| {
        decision(DecisionKind::Column, &column.heading, column.role.name(), certainty, why)
    });
    std::iter::once(year).chain(columns).collect()
}
