//! What verifying a package finds: as data, and as a sentence.

use domain::coded;
use serde::{Serialize, Serializer};

coded! {
    /// What is wrong, or cannot be told.
    pub enum PackageFault {
        /// A file that a list names is not there.
        MissingFile => "missing_file", "ファイルがない";
        /// A file that no list names.
        ExtraFile => "extra_file", "一覧にないファイル";
        /// A file is not the one that was packed.
        DigestDiffers => "digest_differs", "中身の違うファイル";
        /// A line of a list is none, or its path leads out of the payload.
        UnreadLine => "unread_line", "読めない一覧";
        /// The declaration is not that of a package.
        UnknownBag => "unknown_bag", "一式の形式";
        /// Bytes and files of the payload are not as many as stated.
        OxumDiffers => "oxum_differs", "ファイルの数と大きさ";
        /// The package says other things of itself than its document.
        InfoDiffers => "info_differs", "表紙の違い";
        /// The signature is not of this list.
        SignatureInvalid => "signature_invalid", "合わない署名";
        /// The signature is right, and nobody knows its key.
        UnknownSigner => "unknown_signer", "知らない署名者";
        /// A known signer, of another city.
        OtherSigner => "other_signer", "別の市の署名";
        /// Nobody signed.
        Unsigned => "unsigned", "署名なし";
        /// The document is not read.
        UnreadDocument => "unread_document", "読めない版";
        /// The document has a shape of another version.
        UnknownFormat => "unknown_format", "知らない形式の版";
        /// The document is not in the one form that its content has.
        NotCanonical => "not_canonical", "書き直された版";
        /// The edition before is not at hand.
        BasedOnUnknown => "based_on_unknown", "手元にない前の版";
        /// A file that is made of the document is not there.
        DerivedMissing => "derived_missing", "版から作るファイルがない";
        /// A file is not what is made of the document.
        DerivedDiffers => "derived_differs", "版と違うファイル";
        /// A cell says something else than the document.
        CellDiffers => "cell_differs", "版と違う欄";
    }
}

impl Serialize for PackageFault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackageFinding {
    /// What is wrong, or cannot be told.
    pub kind: PackageFault,
    /// Whether the package may not be used because of it; the rest is told only.
    pub is_fault: bool,
    /// The file's path in the package; empty where it is about the whole.
    pub file: String,
    /// What should be there: a digest, a count, a name.
    pub expected: String,
    /// What is there.
    pub found: String,
    /// The finding in words, with what to do.
    pub sentence: String,
}

impl PackageFinding {
    /// A fault.
    pub(super) fn fault(
        kind: PackageFault,
        file: &str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        let (expected, found) = (expected.into(), found.into());
        let sentence = sentence(kind, file, &expected, &found);
        Self { kind, is_fault: true, file: file.to_owned(), expected, found, sentence }
    }

    /// What is told and does no harm by itself.
    pub(super) fn notice(
        kind: PackageFault,
        file: &str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self { is_fault: false, ..Self::fault(kind, file, expected, found) }
    }
}

/// The words of a finding.
fn sentence(kind: PackageFault, file: &str, expected: &str, found: &str) -> String {
    use PackageFault as Fault;
    match kind {
        Fault::MissingFile if expected.is_empty() => {
            format!("{file} がありません。一式を受け取り直してください。")
        }
        Fault::MissingFile => format!(
            "{file} がありません。一覧の SHA-256 は {expected} です。一式を受け取り直してください。"
        ),
        Fault::ExtraFile => format!(
            "{file} は一覧にないファイルです（SHA-256 は {found}）。使わずに取り除いてください。"
        ),
        Fault::DigestDiffers => format!(
            "{file} の中身が一覧と違います。一覧の SHA-256 は {expected}、このファイルは {found} です。"
        ),
        Fault::UnreadLine => format!("{file} の {found} を一覧として読めません。"),
        Fault::UnknownBag => format!("{file} が版の一式（BagIt 1.0）のものではありません。"),
        Fault::OxumDiffers => format!(
            "data フォルダの大きさと数（バイト数.ファイル数）が違います。\
             {file} では {expected}、実際は {found} です。"
        ),
        Fault::InfoDiffers => format!(
            "{file} の記載が edition.json と違います。edition.json では「{expected}」、\
             記載は「{found}」です。"
        ),
        Fault::SignatureInvalid => {
            format!("{file} の署名が一覧と合いません。一覧が書き換えられたか、別の一式の署名です。")
        }
        Fault::UnknownSigner => format!(
            "署名の形は正しいものの、署名した鍵（{found}）を知りません。市の公式サイトか会議録の鍵と\
             見比べて、同じなら署名者の一覧に加えてください。"
        ),
        Fault::OtherSigner => {
            format!(
                "署名したのは {found} ですが、版は {expected} のものです。発行した市に確かめてください。"
            )
        }
        Fault::Unsigned => {
            "署名がありません。だれが作った一式かは、この一式だけでは分かりません。".to_owned()
        }
        Fault::UnreadDocument => {
            format!("{file} を版として読めません。一式を受け取り直してください。")
        }
        Fault::UnknownFormat => format!(
            "{file} の形式「{found}」を知りません（知っているのは「{expected}」）。新しい Sasae で確かめてください。"
        ),
        Fault::NotCanonical => format!(
            "{file} は書き直されています。決まった形なら SHA-256 は {expected}、このファイルは {found} です。"
        ),
        Fault::BasedOnUnknown => format!(
            "もとにした版（照合番号 {expected}）が手元にないため、つながりは確かめていません。"
        ),
        Fault::DerivedMissing => {
            format!("{file} がありません。edition.json から作ると SHA-256 は {expected} です。")
        }
        Fault::DerivedDiffers => format!(
            "{file} が edition.json と違うことを言っています。edition.json から作ると SHA-256 は {expected}、\
             このファイルは {found} です。"
        ),
        Fault::CellDiffers => format!("{file} が edition.json と違います。{found}"),
    }
}
