//! Sections: the city's tree, as the sheets' owners name it.

use domain::{Id, plan::Plan, section::Section, sheet::Row};

use crate::{
    Result, Tx,
    tree::{Ids, Tree},
};

impl Tx {
    /// The plan's sections, in the order in which they were first met.
    pub async fn sections(&mut self, plan: &Id<Plan>) -> Result<Vec<Section>> {
        let sql = "select id, parent_id, name from sections where plan_id = $1 order by id";
        let rows: Vec<(String, Option<String>, String)> = fetch_all!(self, sql, plan.as_str())?;
        let section = |(id, parent, name): (String, Option<String>, String)| Section {
            id: Id::new(id),
            parent: parent.map(Id::new),
            name,
        };
        Ok(rows.into_iter().map(section).collect())
    }

    /// The sections that own each row; those that are missing are added.
    pub(crate) async fn owners(
        &mut self,
        plan: &Id<Plan>,
        rows: &[Row],
        ids: &mut Ids<'_>,
    ) -> Result<Vec<Vec<String>>> {
        let sql = "select id, parent_id, folded from sections where plan_id = $1";
        let known = fetch_all!(self, sql, plan.as_str())?;
        let mut tree = Tree::of(known);
        let mut owners = Vec::with_capacity(rows.len());
        for row in rows {
            let names = row.owners().into_iter().map(|owner| (owner.department, owner.section));
            let found = names.map(|(department, section)| {
                let bureau = (!department.is_empty()).then(|| tree.find(None, &department, ids));
                match bureau {
                    Some(bureau) if section.is_empty() => bureau,
                    bureau => tree.find(bureau.as_deref(), &section, ids),
                }
            });
            owners.push(found.collect());
        }
        for chunk in tree.new.chunks(500) {
            let sql = "insert into sections (id, plan_id, parent_id, name, folded) ";
            insert!(self, sql, chunk, |row, new| {
                row.push_bind(&new.id).push_bind(plan.as_str()).push_bind(&new.parent);
                row.push_bind(&new.name).push_bind(&new.folded);
            })?;
        }
        Ok(owners)
    }
}
