//! Values that are dear to compute, kept for a moment.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::clock;

/// Values by their keys, each for so many seconds. Clones share one content.
#[derive(Debug)]
pub(crate) struct Cache<K, V> {
    seconds: u64,
    most: usize,
    kept: Arc<Mutex<Kept<K, V>>>,
}

/// The values with the times at which they were computed.
#[derive(Debug)]
struct Kept<K, V> {
    values: BTreeMap<K, (u64, Arc<V>)>,
    /// How often values were forgotten: one whose computing began before is not kept.
    forgotten: u64,
}

/// Leave to keep one value, taken before it is computed.
pub(crate) struct Ticket(u64);

impl<K, V> Clone for Cache<K, V> {
    fn clone(&self) -> Self {
        Self { seconds: self.seconds, most: self.most, kept: Arc::clone(&self.kept) }
    }
}

impl<K: Ord, V> Cache<K, V> {
    /// An empty one: values last so many seconds, and no more than `most` are kept at once.
    pub(crate) fn new(seconds: u64, most: usize) -> Self {
        let kept = Kept { values: BTreeMap::new(), forgotten: 0 };
        Self { seconds, most, kept: Arc::new(Mutex::new(kept)) }
    }

    /// The value, or the ticket with which a new one may be kept.
    pub(crate) fn get(&self, key: &K) -> Result<Arc<V>, Ticket> {
        let now = clock::seconds();
        self.with(|kept| match kept.values.get(key) {
            Some((at, value)) if now.saturating_sub(*at) < self.seconds => Ok(Arc::clone(value)),
            _ => Err(Ticket(kept.forgotten)),
        })
    }

    /// Keeps a value, unless something was forgotten since its ticket was taken.
    pub(crate) fn keep(&self, ticket: &Ticket, key: K, value: V) -> Arc<V> {
        let (value, now) = (Arc::new(value), clock::seconds());
        self.with(|kept| {
            if kept.values.len() >= self.most {
                kept.values.clear();
            }
            if kept.forgotten == ticket.0 {
                kept.values.insert(key, (now, Arc::clone(&value)));
            }
        });
        value
    }

    /// Forgets the values of some keys.
    pub(crate) fn forget(&self, of: impl Fn(&K) -> bool) {
        self.with(|kept| {
            kept.values.retain(|key, _| !of(key));
            kept.forgotten += 1;
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut Kept<K, V>) -> T) -> T {
        work(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_until_it_is_forgotten_and_never_when_it_was_begun_before() {
        let cache = Cache::new(60, 2);
        let Err(ticket) = cache.get(&"a") else { panic!("nothing is there yet") };
        assert_eq!(*cache.keep(&ticket, "a", 1), 1);
        assert_eq!(cache.get(&"a").ok().as_deref(), Some(&1));
        let Err(late) = cache.get(&"b") else { panic!("another key") };
        cache.forget(|key| *key == "a");
        assert!(cache.get(&"a").is_err());
        cache.keep(&late, "b", 2);
        assert!(cache.get(&"b").is_err(), "what was begun before is not kept");
    }
}
