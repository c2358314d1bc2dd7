//! Showing an edition no longer: it keeps its place, its digest and the ground; where that is lawful its
//! files are erased, and a text that must be read nowhere any more is erased out of the past.

use domain::{
    Id,
    event::{EditionWithdrawn, Event},
    plan::Plan,
};
use store::{AuditRecord, StandingText, Tx};

use super::still_told;
use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
    slices::frozen::name,
};

/// An edition that is to be shown no longer.
#[derive(Debug, Clone)]
pub(crate) struct WithdrawalRequest {
    pub(crate) edition: String,
    /// On what ground.
    pub(crate) ground: String,
    /// Whether its files are erased from the store as well.
    pub(crate) erase: bool,
    /// The text that is erased out of the past as well; empty for none.
    pub(crate) words: String,
}

/// A shorter text would be found where nobody means it.
const SHORTEST: usize = 2;

/// Shows an edition no longer; the edition and its digest stay, with the ground. What was erased is
/// written over in the database's file. Answers the names of those that still tell what it said.
pub(crate) async fn withdraw(
    app: &App,
    plan: &Id<Plan>,
    request: &WithdrawalRequest,
    by: &By,
) -> Result<Vec<String>> {
    let id = &request.edition;
    let ground = domain::reply::remark(&request.ground)?;
    if ground.is_empty() {
        return Err(Error::Refused("公表を取りやめる根拠を書いてください。".to_owned()));
    }
    let words = words(request, &ground)?;
    let at = clock::now();
    let mut tx = app.store.begin().await?;
    let stored = tx.edition(plan, id).await?;
    let told = still_told::in_editions(&mut tx, plan, &stored).await?;
    tx.withdraw_edition(id, (&ground, &by.name, &at)).await?;
    if request.erase {
        tx.erase_edition_files(id).await?;
        erase(&mut tx, plan, &words).await?;
    }
    let (name, digest) = (name(&stored), stored.digest);
    let erased = request.erase;
    let event = Event::EditionWithdrawn(EditionWithdrawn { name, digest, reason: ground, erased });
    let (plan, subject) = (Some(plan.clone()), id.clone());
    tx.record(&AuditRecord { plan, subject, ..by.did(event, &at) }).await?;
    tx.commit().await?;
    if request.erase {
        app.store.scrub().await.map_err(|error| unscrubbed(&error))?;
    }
    Ok(told)
}

/// The text that is to be erased, as it can be looked for.
fn words(request: &WithdrawalRequest, ground: &str) -> Result<String> {
    let words = domain::reply::remark(&request.words)?;
    let refused = |sentence: &str| Err(Error::Refused(sentence.to_owned()));
    if words.is_empty() {
        return Ok(words);
    }
    if !request.erase {
        return refused("文を消すときは、版のファイルも消してください（コマンドでは --erase）。");
    }
    if words.contains(['"', '\\', '\n', '\t']) {
        return refused("消す文は、改行・引用符・円記号を含まない1行で書いてください。");
    }
    if words.chars().count() < SHORTEST {
        return refused("消す文が短すぎます。2文字以上で書いてください。");
    }
    if ground.contains(&words) {
        return refused("根拠に、消す文を書かないでください。根拠は残ります。");
    }
    Ok(words)
}

/// Erases a text out of the past; refused with the places where it still stands.
async fn erase(tx: &mut Tx, plan: &Id<Plan>, words: &str) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let standing = tx.erase_text(plan, words).await?;
    if standing.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = standing.iter().map(place).collect();
    Err(Error::Conflict(format!(
        "消す文が今も次のところにあるため、何も消していません。先に直すか、その版を取りやめてください。{}",
        places.concat()
    )))
}

/// A place where a text still stands, in a line.
fn place(of: &StandingText) -> String {
    let what = match of.table.as_str() {
        "answers" | "sheet_rows" | "sheets" => "シートの記入",
        "entries" => "年度調査の回答（今の文、または受理された文）",
        "imports" => "今のシートのもとになった取込",
        "files" => "残っているファイル（ほかの版、取り込んだファイル）",
        "publication_settings" => "公表の設定",
        "council_records" => "協議会の会議・意見・会議録",
        "schemes" | "crosswalk_rows" => "体系・対応表",
        "register_records" | "registers" => "台帳とその記録",
        "indicators" => "指標の名前",
        "actions" => "事業の名前",
        "sections" | "measures" => "担当課・施策の名前",
        "people" => "職員の氏名など",
        "events" => "履歴の件名（消せません。管理者に相談してください）",
        other => other,
    };
    format!("\n・{what}：{}件", of.rows)
}

/// It is done, and what was erased may still lie in free space.
fn unscrubbed(error: &store::Error) -> Error {
    Error::Conflict(format!(
        "公表を取りやめ、ファイルを消しましたが、データファイルの空いた場所を上書きできませんでした（{error}）。利用者がいないときに sasae backup と sasae restore で新しいデータファイルに移すと、そこには残りません。"
    ))
}
