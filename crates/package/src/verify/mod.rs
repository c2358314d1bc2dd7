//! Verifying a package: its lists, its signature, its document, and the files that are made of it.

mod checks;
mod content;
mod finding;
pub(crate) mod lists;
mod signature;

use edition::ContentDigest;
use serde::Serialize;

pub use self::{
    checks::{BasedOn, CellsThatDiffer, PackageChecks},
    finding::{PackageFault, PackageFinding},
    signature::SignatureState,
};
use crate::opened::OpenedPackage;

/// What came of verifying a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackageReport {
    /// The edition's name: `あおぞら市 自殺対策計画 令和７年度 公表第2版`; empty where it holds no document.
    pub title: String,
    /// The digest of the document; of a package without one, the digest that it states.
    pub content_digest: Option<ContentDigest>,
    /// The 照合番号 of that digest.
    pub short_digest: Option<String>,
    /// Who signed.
    pub signature: SignatureState,
    /// Whether the edition before is at hand; none where there is no document.
    pub based_on: Option<BasedOn>,
    /// What was found, the lists first.
    pub findings: Vec<PackageFinding>,
}

impl PackageReport {
    /// Whether it is what was packed, and, where signers are known, signed by one of them.
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| !finding.is_fault)
    }

    /// The result in one sentence.
    pub fn sentence(&self) -> String {
        match self.findings.iter().filter(|finding| finding.is_fault).count() {
            0 => "一式に違いはありません。".to_owned(),
            faults => format!("{faults}件の違いがあります。この一式は使わないでください。"),
        }
    }
}

/// Verifies a package. Whatever is wrong is a finding; nothing is left unlooked at because of another.
pub fn verify(package: &OpenedPackage, checks: &PackageChecks) -> PackageReport {
    let mut findings = lists::findings(package, !package.is_sanitised());
    let signed = signature::look(package, checks.signers);
    findings.extend(signed.finding());
    let told = content::look(package, checks, &mut findings);
    findings.extend(told.content.as_ref().and_then(|content| signed.of_another_city(content)));
    PackageReport {
        title: told.title(),
        short_digest: told.digest.as_ref().map(ContentDigest::short),
        content_digest: told.digest,
        signature: signed.state,
        based_on: told.based_on,
        findings,
    }
}
