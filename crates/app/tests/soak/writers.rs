//! Clerks who save without pause and remember what they were told: what was acknowledged must be
//! there whatever happens to the program.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread::sleep,
    time::Duration,
};

use domain::{Day, Id, action::Action, section::Section};
use store::Store;

use crate::{
    deadline::{City, REGISTER},
    program::{Dice, encoded, post},
};

/// A question of a reply: where it stands, and its key.
pub(crate) type Field = ((Id<Action>, Id<Section>), String);

/// What a clerk knows of one field.
#[derive(Debug, Default, Clone)]
pub(crate) struct Known {
    /// The version and text that were last acknowledged or seen.
    pub(crate) version: u64,
    pub(crate) text: String,
    /// What was sent after that without an answer.
    pub(crate) sent: Vec<String>,
}

/// A clerk with the fields that nobody else writes.
pub(crate) struct Writer {
    token: String,
    section: Id<Section>,
    /// The memos of records that were acknowledged, and of those that got no answer.
    records: (Vec<String>, Vec<String>),
    pub(crate) fields: BTreeMap<Field, Known>,
    dice: Dice,
    number: usize,
    saves: u64,
    pub(crate) acknowledged: u64,
}

/// What the server said to a save.
pub(crate) enum Said {
    /// It stands, or what was sent before without an answer does.
    Saved,
    /// Something else: status and text.
    Other(String),
    /// Nothing that is whole.
    Nothing,
}

/// What all writers of a storm share.
#[derive(Default)]
pub(crate) struct Storm {
    pub(crate) over: AtomicBool,
    pub(crate) saved: AtomicU64,
}

/// The clerks of a city, the fields shared out among them.
pub(crate) fn of(city: &City, dice: &mut Dice) -> Vec<Writer> {
    let mut writers: Vec<Writer> = Vec::new();
    for (number, (token, section)) in city.clerks.iter().enumerate() {
        let mates = || city.clerks.iter().enumerate().filter(|(_, (_, of))| of == section);
        let mine = mates().take_while(|(n, _)| *n < number).count();
        let all = city.of(section).flat_map(|asked| {
            city.prose().into_iter().map(move |slot| (asked.clone(), slot.key()))
        });
        let own = all.enumerate().filter(|(n, _)| n % mates().count() == mine);
        writers.push(Writer {
            token: token.clone(),
            section: section.clone(),
            records: (Vec::new(), Vec::new()),
            fields: own.map(|(_, field)| (field, Known::default())).collect(),
            dice: dice.split(number as u64),
            number,
            saves: 0,
            acknowledged: 0,
        });
    }
    writers
}

impl Writer {
    /// Saves until the storm is over or, without `patient`, the server is gone.
    pub(crate) fn work(&mut self, host: &str, city: &City, storm: &Storm, patient: bool) {
        while !storm.over.load(Ordering::Relaxed) {
            let is_record = self.dice.below(4) == 0;
            let said = if is_record { self.record(host, city) } else { self.save(host, city) };
            match said {
                Said::Saved => drop(storm.saved.fetch_add(1, Ordering::Relaxed)),
                Said::Nothing if !patient => return,
                Said::Other(told) if !patient => panic!("{told}"),
                Said::Nothing | Said::Other(_) => sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Saves one field.
    pub(crate) fn save(&mut self, host: &str, city: &City) -> Said {
        self.saves += 1;
        let at = self.dice.below(self.fields.len() as u64);
        let (field, known) = self.fields.iter_mut().nth(usize::try_from(at).unwrap()).unwrap();
        let text = format!("職員{}の{}回目の文。", self.number, self.saves);
        let (key, path) = (&field.1, format!("{}/entries", city.reply(&field.0)));
        let form =
            format!("{key}={}&{key}.base={}&{key}.choice=text", encoded(&text), known.version);
        known.sent.push(text.clone());
        let body = match post(host, &self.token, &path, &form) {
            Some((200, body)) => body,
            Some((status, body)) => return Said::Other(format!("{status} {body}")),
            None => return Said::Nothing,
        };
        let told: serde_json::Value = serde_json::from_str(&body).unwrap();
        let told = &told[key.as_str()];
        if let Some(version) = told["version"].as_u64() {
            assert_eq!(version, known.version + 1, "{body}");
            *known = Known { version, text, sent: Vec::new() };
            self.acknowledged += 1;
        } else {
            // One that was sent before was saved, and its answer was lost
            known.sent.pop();
            let theirs = &told["theirs"];
            let text = theirs["text"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned();
            let version = theirs["version"].as_u64().unwrap();
            assert_eq!(version, known.version + 1, "{body}");
            assert!(known.sent.contains(&text), "{text} was never sent without an answer");
            *known = Known { version, text, sent: Vec::new() };
        }
        Said::Saved
    }

    /// Enters a record in a register of the section.
    fn record(&mut self, host: &str, city: &City) -> Said {
        self.saves += 1;
        let memo = format!("職員{}の{}番の記録", self.number, self.saves);
        let path = format!("/plans/{}/sections/{}/registers", city.round.plan, self.section);
        let (register, said) = (encoded(REGISTER), encoded(&memo));
        let form = format!("register={register}&date=2021-06-10&state=held&memo={said}");
        match post(host, &self.token, &path, &form) {
            Some((303, _)) => {
                self.records.0.push(memo);
                self.acknowledged += 1;
                Said::Saved
            }
            Some((status, body)) => Said::Other(format!("{status} {body}")),
            None => {
                self.records.1.push(memo);
                Said::Nothing
            }
        }
    }

    /// Every record that was acknowledged stands once, and none that was not sent.
    async fn check_records(&self, store: &Store, city: &City) {
        let mut tx = store.read().await.unwrap();
        let all = tx.records_between(&city.round.plan, Day::FIRST, Day::LAST).await.unwrap();
        let own = format!("職員{}の", self.number);
        let memo = |line: &str| {
            let told: serde_json::Value = serde_json::from_str(line).unwrap();
            told["memo"].as_str().unwrap().to_owned()
        };
        let found: Vec<String> =
            all.iter().map(|one| memo(&one.line)).filter(|memo| memo.starts_with(&own)).collect();
        for memo in &self.records.0 {
            assert_eq!(found.iter().filter(|one| *one == memo).count(), 1, "{memo}");
        }
        let sent = |memo: &String| self.records.0.contains(memo) || self.records.1.contains(memo);
        assert!(found.iter().all(sent), "{found:?}");
    }

    /// Compares what the clerk was told with what stands; what stands is known from then on.
    pub(crate) async fn check(&mut self, store: &Store, city: &City) {
        self.check_records(store, city).await;
        let mut tx = store.read().await.unwrap();
        for (((action, section), key), known) in &mut self.fields {
            let reply = tx.reply(&city.round.id, section, action).await.unwrap();
            let entry = reply.entries.iter().find(|(slot, _)| slot.key() == *key);
            let (version, text) =
                entry.map_or((0, String::new()), |(_, e)| (u64::from(e.version), e.text.clone()));
            if version == known.version {
                assert_eq!(text, known.text, "{action} {section} {key}");
            } else {
                assert_eq!(version, known.version + 1, "{action} {section} {key}: {known:?}");
                assert!(known.sent.contains(&text), "{text}: {known:?}");
            }
            *known = Known { version, text, sent: Vec::new() };
        }
    }
}
