//! Plans: which municipality's plan a file belongs to.

use domain::{municipality, plan::Plan};
use store::Tx;

use crate::{Error, Result, kit::ids};

/// The title of the plan that this product is made for first.
const TITLE: &str = "自殺対策計画";

/// How a person names the plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlanChoice {
    /// The municipality; `None` for the only plan, or for a new one.
    pub(crate) municipality: Option<String>,
    /// The code of a new plan's municipality.
    pub(crate) area_code: Option<String>,
}

/// The plan that was chosen: the named municipality's, else the only one. `None` when it is new.
pub(crate) async fn chosen(tx: &mut Tx, choice: &PlanChoice) -> Result<Option<Plan>> {
    let plans = tx.plans().await?;
    let named = choice.municipality.as_deref().map(str::trim).filter(|name| !name.is_empty());
    match (named, plans.len()) {
        (Some(name), _) => Ok(plans.into_iter().find(|plan| plan.municipality == name)),
        (None, 0 | 1) => Ok(plans.into_iter().next()),
        (None, _) => {
            let names: Vec<String> = plans.into_iter().map(|plan| plan.municipality).collect();
            Err(Error::Conflict(format!(
                "計画が複数あります（{}）。--city で市町村名を指定してください。",
                names.join("、")
            )))
        }
    }
}

/// The plan to be made when none was found. The municipality is the named one, else the one that
/// the file names.
pub(crate) fn new(choice: &PlanChoice, named_in_file: Option<&str>) -> Result<Plan> {
    let named = choice.municipality.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let municipality = named.or(named_in_file).unwrap_or("（市町村名未設定）");
    let municipality = municipality.chars().filter(|c| !c.is_control()).collect();
    let area_code = match choice.area_code.as_deref().map(str::trim).unwrap_or_default() {
        "" => String::new(),
        code => municipality::area_code(code).ok_or_else(|| {
            Error::Refused(format!(
                "「{code}」は全国地方公共団体コードとして正しくありません。5桁、または検査数字を含む6桁で指定してください。"
            ))
        })?,
    };
    Ok(Plan { id: ids::new(), municipality, area_code, title: TITLE.to_owned() })
}
