//! The words that a plan adds to those of the checker.

use domain::{Id, plan::Plan, plan_words::PlanWords};

use crate::{Error, Result, Tx};

domain::coded! {
    /// A list of words as it is stored.
    enum WordList {
        /// Short names with the official ones.
        Name => "name";
        /// What one hopes to have none of.
        HopedAbsent => "hoped_absent";
    }
}

impl Tx {
    /// The plan's own words.
    pub async fn plan_words(&mut self, plan: &Id<Plan>) -> Result<PlanWords> {
        let sql = "select list, word, official from plan_words where plan_id = $1
            order by list, word";
        let rows: Vec<(String, String, String)> = fetch_all!(self, sql, plan.as_str())?;
        let mut words = PlanWords::default();
        for (list, word, official) in rows {
            match WordList::coded(&list).ok_or(Error::Corrupt(list))? {
                WordList::Name => {
                    words.names.insert(word, official);
                }
                WordList::HopedAbsent => {
                    words.hoped_absent.insert(word);
                }
            }
        }
        Ok(words)
    }

    /// Gives the plan these words in place of those that it had.
    pub async fn set_plan_words(&mut self, plan: &Id<Plan>, words: &PlanWords) -> Result<()> {
        exec!(self, "delete from plan_words where plan_id = $1", plan.as_str())?;
        let names =
            words.names.iter().map(|(word, full)| (WordList::Name, word.as_str(), full.as_str()));
        let absent =
            words.hoped_absent.iter().map(|word| (WordList::HopedAbsent, word.as_str(), ""));
        let sql = "insert into plan_words (plan_id, list, word, official) ";
        let rows: Vec<_> = names.chain(absent).collect();
        if rows.is_empty() {
            return Ok(());
        }
        insert!(self, sql, rows, |row, (list, word, official)| {
            row.push_bind(plan.as_str()).push_bind(list.code()).push_bind(word).push_bind(official);
        })
    }
}
