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
use crate::{App, Result, kit::actor::Actor};

/// Takes a step for every reply of a section that is fit for it; of every section where none is
/// named. Answers how many.
pub(crate) async fn take_all(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    of: Option<&Id<Section>>,
    step: Step,
    by: &Actor,
) -> Result<usize> {
    let mut tx = app.store.begin().await?;
    let context = section::context(&mut tx, plan, year).await?;
    let sections = context.sections.iter().filter(|known| of.is_none_or(|of| known.id == *of));
    let mut taken = 0;
    for known in sections {
        let desk = section::desk(&mut tx, &context, &known.id, by.today).await?;
        let fit = desk.replies.iter().filter(|reply| {
            after(step, reply.stage, &by.roles, context.round.approval).is_some()
                && is_fit(&context, &desk, reply, step)
        });
        for reply in fit {
            let opened = ReplyForUpdate {
                round: context.round.clone(),
                reply: reply.clone(),
                open: desk.open,
            };
            let step = Move { step, seen: Some(reply.version), reason: String::new(), until: None };
            take_in(&mut tx, &opened, &step, by).await?;
            taken += 1;
        }
    }
    tx.commit().await?;
    Ok(taken)
}

/// Whether a reply may be taken along with others, without a look of its own.
pub(crate) fn is_fit(
    context: &section::Context,
    desk: &section::Desk,
    reply: &Reply,
    step: Step,
) -> bool {
    match step {
        Step::Submit => reply.missing(&context.round).is_empty(),
        // A chief's first look is not skipped: unchanged means the same as what was approved before
        Step::Approve => !reply.entries.is_empty() && reply.changed_since_approval().is_empty(),
        Step::Accept => {
            context.findings(reply, &desk.section.name).is_empty()
                && desk.open_comments(&reply.action) == 0
        }
        _ => false,
    }
}
