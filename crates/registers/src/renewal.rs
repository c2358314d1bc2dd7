//! A new version of a register beside the old: codes are retired, never deleted or renumbered.

use crate::{
    register::{Register, RegisterCode},
    register_file::RegisterFault,
};

/// Whether the new version may follow the old one.
pub fn may_follow(new: &Register, old: &Register) -> Result<(), RegisterFault> {
    let fault = |place: &str, sentence: String| Err(RegisterFault::at(place, sentence));
    if new.name != old.name {
        return fault(
            "name",
            "台帳の名前は変えられません。別の台帳として加えてください。".to_owned(),
        );
    }
    if new.shape != old.shape {
        return fault(
            "shape",
            "記録の形は変えられません。別の台帳として加えてください。".to_owned(),
        );
    }
    if new.version != old.version + 1 {
        return fault("version", format!("版を {} にしてください。", old.version + 1));
    }
    kept("groups", &new.groups, &old.groups)?;
    kept("codes", &new.codes, &old.codes)?;
    for question in &old.questions {
        let same = new.questions.iter().find(|one| one.key == question.key);
        if same.is_none_or(|same| question.options.iter().any(|o| !same.options.contains(o))) {
            return fault(
                "questions",
                format!(
                    "問い「{}」とその選択肢は消せません。retired = true で使用終了にしてください。",
                    question.key
                ),
            );
        }
    }
    Ok(())
}

fn kept(place: &str, new: &[RegisterCode], old: &[RegisterCode]) -> Result<(), RegisterFault> {
    let gone = |code: &&RegisterCode| new.iter().all(|other| other.key != code.key);
    let Some(code) = old.iter().find(gone) else { return Ok(()) };
    let sentence = format!(
        "区分「{}」は消せません。過去の記録が使うので、retired = true で使用終了にしてください。",
        code.key
    );
    Err(RegisterFault::at(place, sentence))
}
