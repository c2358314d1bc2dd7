//! Many replies at once: hand in all that is complete, approve all that did not change since the
//! last look, accept all without findings.

use domain::{
    FiscalYear, Id,
    plan::Plan,
    reply::Reply,
    section::Section,
    stage::{Step, after},
};

use super::{Move, ReplyForUpdate, section, take_in};
use crate::{
    App, Result,
    kit::{actor::Actor, addresses},
};

/// What came of a step that was taken for many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct BulkOutcome {
    /// How many replies took it.
    pub(crate) done: usize,
    /// How many could have, but have required questions without an answer.
    pub(crate) left: usize,
}

impl BulkOutcome {
    /// An address that tells it.
    pub(crate) fn told_at(self, page: &str, step: Step) -> String {
        let (done, left) = (self.done.to_string(), self.left.to_string());
        addresses::query(page, &[("said", step.code()), ("count", &done), ("gaps", &left)])
    }
}

/// Takes a step for every reply of a section that is fit for it; of every section where none is
/// named.
pub(crate) async fn take_all(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    of: Option<&Id<Section>>,
    step: Step,
    by: &Actor,
) -> Result<BulkOutcome> {
    let mut tx = app.store.begin().await?;
    let context = section::context(&mut tx, plan, year).await?.with_records(&mut tx).await?;
    let sections = context.sections.iter().filter(|known| of.is_none_or(|of| known.id == *of));
    let mut taken = BulkOutcome::default();
    for known in sections {
        let inbox = section::inbox(&mut tx, &context, &known.id, by.today).await?;
        let may =
            |reply: &&Reply| after(step, reply.stage, &by.roles, context.round.approval).is_some();
        for reply in inbox.replies.iter().filter(may) {
            if !reply.goes_along(&context.round) {
                taken.left += 1;
                continue;
            }
            if !is_fit(&context, &inbox, reply, step) {
                continue;
            }
            let opened = ReplyForUpdate {
                round: context.round.clone(),
                reply: reply.clone(),
                open: inbox.open,
            };
            let step = Move { step, seen: Some(reply.version), reason: String::new(), until: None };
            take_in(&mut tx, &opened, &step, by).await?;
            taken.done += 1;
        }
    }
    tx.commit().await?;
    Ok(taken)
}

/// Whether a reply may be taken along with others, without a look of its own.
pub(crate) fn is_fit(
    context: &section::Context,
    inbox: &section::SectionInbox,
    reply: &Reply,
    step: Step,
) -> bool {
    if !reply.goes_along(&context.round) {
        return false;
    }
    match step {
        Step::Submit => true,
        // A chief's first look is not skipped: unchanged means the same as what was approved before
        Step::Approve => !reply.entries.is_empty() && reply.changed_since_approval().is_empty(),
        Step::Accept => {
            context.findings(reply, &inbox.section.name).is_empty()
                && inbox.open_comments(&reply.action) == 0
        }
        _ => false,
    }
}
