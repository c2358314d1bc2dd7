//! The end of the chain, told once a day outside the database: a line in a file, a mail, or both.
//! Whoever rewrites all that the database holds can make its chain anew, and not what was told.

use std::{
    fmt, fs,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use domain::{
    Day,
    chain::ChainHead,
    letter::{Letter, Recipient},
};
use store::Tx;

use crate::{App, Error, Result, kit::clock};

/// Whether the day has changed is looked at this often; a machine that sleeps does not count its own
/// time.
const LOOK: Duration = Duration::from_mins(1);

/// How long a failure, such as a full disk, is given to pass.
const LATER: Duration = Duration::from_mins(10);

/// Where the end of the chain is told.
#[derive(Debug, Clone)]
pub(crate) struct HeadPlaces {
    pub(crate) file: Option<PathBuf>,
    pub(crate) mail: Option<String>,
}

/// The end of the chain on a day in Japan, as a line of the file tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToldHead {
    pub(crate) day: Day,
    pub(crate) head: ChainHead,
}

impl fmt::Display for ToldHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.day, self.head.seq, self.head.hash)
    }
}

/// Reads a line of the file.
fn line(text: &str) -> Option<ToldHead> {
    let mut words = text.split_whitespace();
    let day = Day::parse(words.next()?).ok()?;
    let head = ChainHead { seq: words.next()?.parse().ok()?, hash: words.next()?.to_owned() };
    (words.next().is_none() && head.seq > 0).then_some(ToldHead { day, head })
}

/// What a file tells, the oldest first.
pub(super) fn read(file: &Path) -> Result<Vec<ToldHead>> {
    let shown = file.display();
    let text = fs::read_to_string(file).map_err(|error| {
        Error::Usage(format!("連鎖の末尾の控え「{shown}」を読めません（{error}）。"))
    })?;
    let lines = text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty());
    let told = lines.map(|(at, text)| {
        line(text).ok_or_else(|| {
            let no = at + 1;
            Error::Usage(format!("連鎖の末尾の控え「{shown}」の{no}行目を読めません。"))
        })
    });
    told.collect()
}

/// Tells the end of the chain at once, and then day by day as long as the program runs.
///
/// Of several servers on one database one tells it: the others find the day's line in the file, and
/// the day's mail in the queue.
pub(crate) async fn start(app: &App, places: HeadPlaces) -> Result<()> {
    tell(app, &places).await?;
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = tell(&app, &places).await {
                tracing::error!("連鎖の末尾を控えられませんでした: {error}");
                tokio::time::sleep(LATER).await;
            }
        }
    });
    Ok(())
}

/// Tells the end of the chain where the day's is not told yet.
async fn tell(app: &App, places: &HeadPlaces) -> Result<()> {
    let Some(head) = app.store.read().await?.chain_head().await? else { return Ok(()) };
    let told = ToldHead { day: clock::day(), head };
    if told.head.seq == 0 {
        return Ok(());
    }
    if let Some(file) = &places.file {
        append(file, &told)?;
    }
    if let Some(address) = &places.mail {
        send(app, address, &told).await?;
    }
    Ok(())
}

/// Adds the day's line, unless it is there.
fn append(path: &Path, told: &ToldHead) -> Result<()> {
    let refused = |error: std::io::Error| {
        let shown = path.display();
        Error::Usage(format!(
            "連鎖の末尾の控え「{shown}」に書けません（{error}）。フォルダーがあること、書き込めることを確認してください。"
        ))
    };
    if path.exists() && read(path)?.iter().any(|known| known.day == told.day) {
        return Ok(());
    }
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).map_err(refused)?;
    file.write_all(format!("{told}\n").as_bytes()).map_err(refused)?;
    file.sync_all().map_err(refused)
}

/// Puts the day's mail into the queue, in which one of a key is ever put.
async fn send(app: &App, address: &str, told: &ToldHead) -> Result<()> {
    let day = told.day;
    let letter = Letter {
        to: Recipient {
            person: None,
            name: "システム管理者".to_owned(),
            address: address.to_owned(),
        },
        round: None,
        subject: format!("Sasae 履歴の連鎖の末尾（{day}）"),
        body: format!(
            "{day}の履歴の連鎖の末尾です。このメールを、サーバーとは別のところに残してください。\n\n{told}\n\n確かめるときは、上の行だけのファイルを作り、sasae verify --head ファイル を実行します。\n"
        ),
        enclosures: Vec::new(),
        secret: false,
        key: format!("head:{address}:{day}"),
    };
    let mut tx = app.store.begin().await?;
    let posted = app.mail.enqueue(&mut tx, None, vec![letter]).await?;
    tx.commit().await?;
    if let Some((_, why)) = posted.refused.first() {
        return Err(Error::Usage(format!("連鎖の末尾を「{address}」へ送れません。{why}")));
    }
    if posted.off {
        return Err(Error::Usage(
            "連鎖の末尾をメールで送るには、メールサーバーの指定（--smtp-host）が要ります。"
                .to_owned(),
        ));
    }
    app.mail.wake();
    Ok(())
}

/// The first head that is not in the chain, and the last before it that is.
pub(super) async fn differing<'a>(
    tx: &mut Tx,
    told: &[&'a ToldHead],
) -> store::Result<Option<(&'a ToldHead, Option<&'a ToldHead>)>> {
    let mut agreed = None;
    for one in told {
        if tx.hash_at(one.head.seq).await?.as_ref() != Some(&one.head.hash) {
            return Ok(Some((one, agreed)));
        }
        agreed = Some(*one);
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(day: &str, seq: i64) -> ToldHead {
        let head = ChainHead { seq, hash: format!("{seq:064x}") };
        ToldHead { day: Day::parse(day).unwrap(), head }
    }

    #[test]
    fn a_day_has_one_line_and_is_read_as_it_was_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("heads.txt");
        let days = [told("2026-11-28", 3), told("2026-11-29", 12)];
        for one in [&days[0], &told("2026-11-28", 5), &days[1]] {
            append(&file, one).unwrap();
        }
        assert_eq!(read(&file).unwrap(), days);
        assert!(append(&folder.path().join("none/heads.txt"), &days[0]).is_err());
    }

    #[test]
    fn a_line_that_tells_nothing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("heads.txt");
        for bad in ["2026-11-28", "2026-11-28 x y", "2026-13-28 3 y", "2026-11-28 3 y z", "a"] {
            fs::write(&file, format!("{}\n\n{bad}\n", told("2026-11-27", 1))).unwrap();
            let refused = read(&file).unwrap_err().to_string();
            assert!(refused.contains("3行目"), "{bad}: {refused}");
        }
    }
}
