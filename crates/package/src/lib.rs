//! The files of an edition as one package (版の一式) that anybody can check with what a machine has.
//!
//! The same files give the same bytes. No IO, no clock, no randomness: bytes, keys and days come in.

mod archive;
mod bag;
mod carried;
mod compare;
mod error;
mod info;
mod key;
mod opened;
mod pack;
mod readme;
mod rotation;
mod signer;
mod variant;
mod verify;

pub use self::{
    archive::{MOST_BYTES, MOST_FILES},
    carried::{CarriedFiles, carried, unpacked},
    compare::{ComparedFile, FileVerdict, FolderComparison, compare},
    error::Error,
    key::SigningKey,
    opened::{OpenedPackage, files_of_zip},
    pack::{PackedEdition, pack, site_folder},
    rotation::KeyRotation,
    signer::{KnownSigners, NAMESPACE, Principal, Signer},
    variant::PackageVariant,
    verify::{
        BasedOn, CellsThatDiffer, PackageChecks, PackageFault, PackageFinding, PackageReport,
        SignatureState, verify,
    },
};
