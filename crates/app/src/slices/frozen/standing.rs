//! Where an edition stands among those of its kind and year, and who may read it.

use domain::{Id, coded, permission::Right, plan::Plan};
use edition::EditionKind;
use store::StoredEdition;

use crate::kit::viewer::Viewer;

coded! {
    /// Where an edition stands.
    pub(crate) enum EditionState {
        /// No later one is shown.
        InForce => "in_force", "最新";
        /// A later one is shown.
        Superseded => "superseded", "旧版";
        /// It is no longer shown.
        Withdrawn => "withdrawn", "撤回";
    }
}

/// Where each edition stands.
pub(crate) fn states(all: &[StoredEdition]) -> Vec<EditionState> {
    let later = |one: &StoredEdition, other: &StoredEdition| {
        (other.year, &other.kind) == (one.year, &one.kind)
            && other.number > one.number
            && other.ground.is_none()
    };
    let state = |one: &StoredEdition| match &one.ground {
        Some(_) => EditionState::Withdrawn,
        None if all.iter().any(|other| later(one, other)) => EditionState::Superseded,
        None => EditionState::InForce,
    };
    all.iter().map(state).collect()
}

/// Whether a viewer may read an edition: whoever reads the live plan reads all, a member of the
/// council what was made for the council or for everybody and is not withdrawn.
pub(crate) fn may_read(viewer: &Viewer, plan: &Id<Plan>, of: &StoredEdition) -> bool {
    viewer.may(Right::Read, Some(plan), None) || is_for_council(of)
}

/// Whether an edition was made for the council or for everybody, and is not withdrawn.
pub(crate) fn is_for_council(of: &StoredEdition) -> bool {
    let shown = [EditionKind::Council, EditionKind::Published];
    of.ground.is_none() && shown.iter().any(|kind| kind.code() == of.kind)
}
