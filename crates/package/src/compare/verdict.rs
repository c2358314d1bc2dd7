//! How a published file stands to the frozen one.

use domain::coded;
use serde::{Serialize, Serializer};

coded! {
    /// How a published file stands to the frozen one.
    pub enum FileVerdict {
        /// Byte for byte.
        Same => "same", "一致";
        /// Other bytes that say the same.
        SameContent => "same_content", "内容は一致";
        /// The frozen bytes, and a signature after them.
        Signed => "signed", "署名が加えられています";
        /// Other bytes of which a program cannot tell what they say.
        Unclear => "unclear", "確認できません";
        /// It says something else.
        Different => "different", "相違";
        /// It was not published.
        Missing => "missing", "不足";
        /// It was published and is not of the edition.
        Extra => "extra", "余分";
    }
}

impl Serialize for FileVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
