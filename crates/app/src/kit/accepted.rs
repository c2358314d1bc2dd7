//! How pages tell what was accepted from what was not: the switch 「受理したものだけ」, chips, counts.

use domain::{permission::Right, plan::Plan, stage::Stage};

use super::viewer::Viewer;

/// The switch of a page between all that was written and what was accepted.
#[derive(Debug, Clone)]
pub(crate) struct AcceptedSwitch {
    /// Whether the page shows what was accepted only.
    pub(crate) only: bool,
    /// Where the other is.
    pub(crate) href: String,
}

impl AcceptedSwitch {
    /// The switch for those who may read drafts, where a page shows some or leaves them out.
    pub(crate) fn of(viewer: &Viewer, plan: &Plan, drafts: bool) -> Option<Self> {
        let asked = viewer.asked();
        let has = viewer.may(Right::ReadDrafts, Some(&plan.id), None)
            && (drafts || asked.accepted_only());
        has.then(|| Self { only: asked.accepted_only(), href: asked.other() })
    }
}

/// The word of a stage on a chip; empty for what was accepted.
pub(crate) fn chip(stage: Option<Stage>) -> &'static str {
    stage.map_or("", Stage::label)
}

/// How many of a count were not accepted: （うち受理前20件）. Empty for none.
pub(crate) fn of_them(count: usize) -> String {
    if count == 0 { String::new() } else { format!("（うち受理前{count}件）") }
}
