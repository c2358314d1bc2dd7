//! What people do on the day: open, save, hand in; and who watches the board.

use std::{
    io,
    sync::Mutex,
    time::{Duration, Instant},
};

use crate::{
    client::{Client, encoded},
    deadline::City,
    figures::Times,
};

/// How fast.
#[derive(Clone, Copy)]
pub(crate) enum Pace {
    /// The list and one form each.
    Open,
    /// 100 saves a second in all, for so long. Times count from when a save was due.
    Steady(Duration),
    /// Each the next save at once, for so long.
    Throttle(Duration),
    /// One reply each.
    Submit,
}

/// Someone of a section.
pub(crate) struct Clerk {
    client: Client,
    pub(crate) list: String,
    /// Addresses of replies with a question and the version that was seen of its answer.
    fields: Vec<(String, String, u64)>,
    number: usize,
    of: usize,
    saves: usize,
}

/// What came of a part of the day.
pub(crate) struct Done {
    pub(crate) clerks: Vec<Clerk>,
    pub(crate) times: Times,
}

impl Clerk {
    /// The clerk of a number, who writes every field of the section that is not another's.
    pub(crate) async fn at(host: &str, city: &City, number: usize, of: usize) -> io::Result<Self> {
        let (token, section) = &city.clerks[number];
        let same =
            || city.clerks.iter().take(of.max(1)).enumerate().filter(|(_, (_, s))| s == section);
        let (mates, mine) =
            (same().count().max(1), same().take_while(|(n, _)| *n < number).count());
        let mut fields = Vec::new();
        for asked in city.of(section) {
            for slot in city.prose() {
                fields.push((city.reply(asked), slot.key(), 0));
            }
        }
        let fields = fields.into_iter().enumerate().filter(|(n, _)| n % mates == mine);
        Ok(Self {
            client: Client::to(host, token).await?,
            list: city.list(section),
            fields: fields.map(|(_, field)| field).collect(),
            number,
            of,
            saves: 0,
        })
    }

    /// Saves the next field; answers how long it took.
    pub(crate) async fn save(&mut self) -> io::Result<Duration> {
        self.saves += 1;
        let at = self.saves % self.fields.len();
        let (reply, key, seen) = &mut self.fields[at];
        let text = format!("{}回目に書いた文。関係機関と{}回話し合った。", self.saves, self.number);
        let form =
            format!("{key}={}&{key}.base={seen}&{key}.choice=text", encoded(&text.repeat(3)));
        let answer = self.client.post(&format!("{reply}/entries"), &form).await?;
        let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let version = told[key.as_str()]["version"].as_u64();
        if let Some(theirs) = told[key.as_str()]["theirs"]["version"].as_u64() {
            *seen = theirs;
            return Ok(answer.took);
        }
        *seen = version.ok_or_else(|| {
            io::Error::other(format!(
                "{}: {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            ))
        })?;
        Ok(answer.took)
    }

    async fn open(&mut self, times: &mut Times) -> io::Result<()> {
        for path in [self.list.clone(), self.fields[0].0.clone()] {
            let answer = self.client.get(&path).await?;
            assert_eq!(answer.status, 200, "{path}");
            times.add(answer.took);
        }
        Ok(())
    }

    async fn steady(&mut self, lasts: Duration, times: &mut Times) -> io::Result<()> {
        let every = Duration::from_millis(10 * self.of as u64);
        let first = Instant::now() + Duration::from_millis(10 * self.number as u64);
        let rounds = lasts.as_millis() / every.as_millis();
        for n in 0..u32::try_from(rounds).unwrap() {
            let due = first + every * n;
            tokio::time::sleep_until(due.into()).await;
            self.save().await?;
            times.add(due.elapsed());
        }
        Ok(())
    }

    async fn submit(&mut self, times: &mut Times) -> io::Result<()> {
        let path = format!("{}/steps", self.fields[0].0);
        let answer = self.client.post(&path, "step=submit&reason=load").await?;
        // Of two of one section the second is told that it is handed in
        assert!(matches!(answer.status, 303 | 409), "{path}: {}", answer.status);
        times.add(answer.took);
        Ok(())
    }

    async fn go(&mut self, pace: Pace) -> io::Result<Times> {
        let mut times = Times::default();
        match pace {
            Pace::Open => self.open(&mut times).await?,
            Pace::Steady(lasts) => self.steady(lasts, &mut times).await?,
            Pace::Throttle(lasts) => {
                let begun = Instant::now();
                while begun.elapsed() < lasts {
                    let took = self.save().await?;
                    times.add(took);
                }
            }
            Pace::Submit => self.submit(&mut times).await?,
        }
        Ok(times)
    }
}

/// Everybody, each with a connection.
pub(crate) async fn clerks(host: &str, city: &City) -> io::Result<Vec<Clerk>> {
    let mut clerks = Vec::new();
    for number in 0..city.clerks.len() {
        clerks.push(Clerk::at(host, city, number, city.clerks.len()).await?);
    }
    Ok(clerks)
}

/// All of them at once.
pub(crate) async fn all(clerks: Vec<Clerk>, pace: Pace) -> io::Result<Done> {
    let at_work = clerks.into_iter().map(|mut clerk| {
        tokio::spawn(async move {
            let times = clerk.go(pace).await?;
            Ok::<_, io::Error>((clerk, times))
        })
    });
    let mut done = Done { clerks: Vec::new(), times: Times::default() };
    for one in at_work.collect::<Vec<_>>() {
        let (clerk, times) = one.await.unwrap()?;
        done.clerks.push(clerk);
        done.times.extend(times);
    }
    Ok(done)
}

static BOARD: Mutex<Vec<Duration>> = Mutex::new(Vec::new());

/// Looks at the board every second until it is told to stop.
pub(crate) async fn watch(mut client: Client, board: String) {
    loop {
        if let Ok(answer) = client.get(&board).await {
            assert_eq!(answer.status, 200);
            BOARD.lock().unwrap().push(answer.took);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// How long the board took since it was asked last.
pub(crate) fn watched() -> Times {
    let mut times = Times::default();
    BOARD.lock().unwrap().drain(..).for_each(|took| times.add(took));
    times
}
