//! Measures: the plan's own tree, to which the lists of the years' sheets lead.

use std::collections::BTreeMap;

use domain::{
    Id,
    measure::{Measure, MeasureKind},
    plan::Plan,
};

use crate::{
    Result, Tx, json,
    tree::{Ids, Tree},
};

/// A measure of the plan: the measures of one title in all its sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanMeasure {
    /// Its identifier.
    pub id: Id<PlanMeasure>,
    /// The measure above it.
    pub parent: Option<Id<PlanMeasure>>,
    /// Its kind.
    pub kind: MeasureKind,
    /// Its title, as the sheet wrote it that was booked first.
    pub title: String,
}

const KINDS: [MeasureKind; 3] = [MeasureKind::Basic, MeasureKind::Priority, MeasureKind::Other];

impl Tx {
    /// The plan's measures, in the order of the sheets that listed them first.
    pub async fn measures(&mut self, plan: &Id<Plan>) -> Result<Vec<PlanMeasure>> {
        let sql = "select id, parent_id, kind, title
            from measures where plan_id = $1 order by position, id";
        let rows: Vec<(String, Option<String>, String, String)> =
            fetch_all!(self, sql, plan.as_str())?;
        let measure = |(id, parent, kind, title): (String, Option<String>, String, String)| {
            let kind = json::coded(&KINDS, MeasureKind::code, &kind)?;
            Ok(PlanMeasure { id: Id::new(id), parent: parent.map(Id::new), kind, title })
        };
        rows.into_iter().map(measure).collect()
    }

    /// The plan's measure of each measure of a sheet; those that are missing are added.
    pub(crate) async fn plan_measures(
        &mut self,
        plan: &Id<Plan>,
        measures: &[Measure],
        ids: &mut Ids<'_>,
    ) -> Result<Vec<String>> {
        let sql = "select id, parent_id, folded from measures where plan_id = $1";
        let known = fetch_all!(self, sql, plan.as_str())?;
        let mut tree = Tree::of(known);
        let mut found: Vec<String> = Vec::with_capacity(measures.len());
        for measure in measures {
            let parent = measure.parent.and_then(|parent| found.get(parent)).cloned();
            found.push(tree.find(parent.as_deref(), &measure.title, ids));
        }
        let listed: BTreeMap<&str, (usize, MeasureKind)> = found
            .iter()
            .zip(measures)
            .enumerate()
            .map(|(at, (id, measure))| (id.as_str(), (at, measure.kind())))
            .collect();
        for chunk in tree.new.chunks(500) {
            let sql =
                "insert into measures (id, plan_id, parent_id, kind, title, folded, position) ";
            insert!(self, sql, chunk, |row, new| {
                let (at, kind) = listed.get(&*new.id).copied().unwrap_or((0, MeasureKind::Other));
                row.push_bind(&new.id).push_bind(plan.as_str()).push_bind(&new.parent);
                row.push_bind(kind.code()).push_bind(&new.name).push_bind(&new.folded);
                row.push_bind(json::number(at));
            })?;
        }
        Ok(found)
    }
}
