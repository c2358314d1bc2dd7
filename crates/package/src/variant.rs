//! Which of an edition's files go along, and what the files beside them are called.

use domain::coded;

use crate::bag;

coded! {
    /// Which files of the edition go along.
    pub enum PackageVariant {
        /// Every file.
        Whole => "whole", "版の一式";
        /// Only kinds that programs against harmful files (無害化) let pass.
        Sanitised => "sanitised", "無害化を通す一式";
    }
}

/// The endings of the kinds of files that sanitisers let pass.
const PASSING: [&str; 6] = [".html", ".css", ".csv", ".xlsx", ".pdf", ".txt"];

impl PackageVariant {
    pub(crate) fn takes(self, name: &str) -> bool {
        self == Self::Whole || PASSING.iter().any(|ending| name.ends_with(ending))
    }

    /// What the signature is called.
    pub(crate) fn signature(self) -> &'static str {
        let [whole, sanitised] = bag::SIGNATURES;
        if self == Self::Whole { whole } else { sanitised }
    }

    /// What a statement of a new key and its signature are called, from 1.
    pub(crate) fn rotation(self, no: usize) -> [String; 2] {
        let ending = if self == Self::Whole { "txt.sig" } else { "sig.txt" };
        [format!("key-rotation-{no}.txt"), format!("key-rotation-{no}.{ending}")]
    }
}
