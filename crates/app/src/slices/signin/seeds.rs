//! The stored secrets of second factors, settled when the server starts.

use crate::{
    App, Result,
    kit::{database::held, out, seed_key::SeedKey},
};

/// Seals the secrets that an earlier version stored as they are, and says whose the key does not open.
pub(crate) async fn settle(app: &App) -> Result<()> {
    let stored = app.store.read().await?.totp_secrets().await?;
    let (sealed, plain): (Vec<_>, Vec<_>) =
        stored.iter().partition(|(_, secret)| SeedKey::is_sealed(secret));
    if !plain.is_empty() && !app.seeds.has_place() {
        out::note(
            "確認コードの秘密が、封じられずに保存されています。--key-file で鍵のファイルを指定してください。",
        );
        return Ok(());
    }
    if !plain.is_empty() {
        let mut tx = app.store.begin().await?;
        for (person, secret) in plain {
            tx.seal_totp(person, secret, &app.seeds.seal(person, secret)?).await?;
        }
        tx.record(&held("確認コードの秘密を封じました。")).await?;
        tx.commit().await?;
    }
    let lost = sealed.iter().filter(|(person, secret)| app.seeds.open(person, secret).is_err());
    match lost.count() {
        0 => {}
        lost => out::note(&format!(
            "確認コードの鍵が合わない職員が{lost}人います。バックアップのときに控えた鍵のファイルを元の場所に置くか、sasae people link 職員番号 --reset-code で登録を取り消してください。"
        )),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::{Id, person::Person};
    use store::Store;

    use super::*;
    use crate::kit::ids;

    #[tokio::test]
    async fn what_was_stored_as_it_is_is_sealed_when_the_server_starts() {
        let store = Store::open("sqlite::memory:").await.unwrap();
        let app = App::new(store, None);
        let person = Person {
            id: Id::new("p1"),
            login: "1".to_owned(),
            name: "管理".to_owned(),
            mail: String::new(),
            grants: Vec::new(),
        };
        let mut tx = app.store.begin().await.unwrap();
        tx.create_person(&person, "2026-04-01", &mut ids::text).await.unwrap();
        tx.set_totp(&person.id, Some("SECRET")).await.unwrap();
        assert!(tx.use_totp_step(&person.id, 7).await.unwrap());
        tx.commit().await.unwrap();
        for _ in 0..2 {
            settle(&app).await.unwrap();
        }
        let mut tx = app.store.begin().await.unwrap();
        let stored = tx.totp(&person.id).await.unwrap().unwrap();
        assert!(SeedKey::is_sealed(&stored) && !stored.contains("SECRET"), "{stored}");
        assert_eq!(app.seeds.open(&person.id, &stored).unwrap(), "SECRET");
        assert!(!tx.use_totp_step(&person.id, 7).await.unwrap(), "a used code stays used");
    }
}
