//! Whether changes are taken for now: looked at beside the pages, told at the top of each.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use store::Store;

use super::files;
use crate::Error;

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(15);

/// Below so many bytes the next save may find no room.
const LITTLE: u64 = 4 << 20;

/// Why no change is taken for now, if none is. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Health(Arc<Mutex<Option<&'static str>>>);

impl Health {
    /// What every page should say.
    pub(crate) fn notice(&self) -> Option<&'static str> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks once, and from then on as long as the program runs.
    pub(crate) async fn watch(&self, store: &Store, url: &str) {
        self.look(store, url).await;
        let (own, store, url) = (self.clone(), store.clone(), url.to_owned());
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                own.look(&store, &url).await;
            }
        });
    }

    async fn look(&self, store: &Store, url: &str) {
        let tried = store.try_writing().await.map_err(Error::from);
        let room = store::database_file(url).and_then(|file| files::room(files::folder(file)));
        let now = notice(tried.as_ref().err(), room);
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *told != now {
            if let Some(why) = now {
                tracing::error!(cause = ?tried.err(), "{why}");
            } else {
                tracing::warn!("データベースへの保存を再開しました。");
            }
        }
        *told = now;
    }
}

/// What pages say when a change is refused in this way, with so much room on the disk.
fn notice(refused: Option<&Error>, room: Option<u64>) -> Option<&'static str> {
    use store::Error::{Full, ReadOnly};
    match refused {
        Some(Error::Store(ReadOnly(_))) => Some(
            "データベースが読み取り専用のため、いまは保存できません。見ることはできます。管理者に連絡してください。",
        ),
        Some(Error::Store(Full(_))) => Some(FULL),
        None if room.is_some_and(|bytes| bytes < LITTLE) => Some(FULL),
        _ => None,
    }
}

const FULL: &str = "ディスクの空きがないため、いまは保存できません。見ることはできます。管理者に連絡してください。";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_with_little_room_is_told_and_one_with_room_is_not() {
        assert_eq!(notice(None, Some(LITTLE)), None);
        assert_eq!(notice(None, None), None);
        assert_eq!(notice(None, Some(LITTLE - 1)), Some(FULL));
    }
}
