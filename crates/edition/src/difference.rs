//! Where two documents differ first, whatever they hold.

use serde_json::Value;

/// The first place at which two documents differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDifference {
    /// The way to it through keys and numbers from 0: `help/0/name`; empty for the whole.
    pub place: String,
    /// What the first document has there, as JSON; empty where it has nothing.
    pub first: String,
    /// What the other has.
    pub other: String,
}

/// The first difference of two documents in the order of their canonical form; none where they are the
/// same.
pub fn first_difference(first: &Value, other: &Value) -> Option<DocumentDifference> {
    let mut way = Vec::new();
    let (first, other) = differing(Some(first), Some(other), &mut way)?;
    let told = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
    Some(DocumentDifference { place: way.join("/"), first: told(first), other: told(other) })
}

type Pair<'a> = (Option<&'a Value>, Option<&'a Value>);

fn differing<'a>(
    first: Option<&'a Value>,
    other: Option<&'a Value>,
    way: &mut Vec<String>,
) -> Option<Pair<'a>> {
    if first == other {
        return None;
    }
    let inner: Vec<(String, Pair<'a>)> = match (first, other) {
        (Some(Value::Object(one)), Some(Value::Object(two))) => {
            let mut keys: Vec<&String> = one.keys().chain(two.keys()).collect();
            keys.sort();
            keys.dedup();
            keys.into_iter().map(|key| (key.clone(), (one.get(key), two.get(key)))).collect()
        }
        (Some(Value::Array(one)), Some(Value::Array(two))) => (0..one.len().max(two.len()))
            .map(|at| (at.to_string(), (one.get(at), two.get(at))))
            .collect(),
        _ => return Some((first, other)),
    };
    inner.into_iter().find_map(|(key, (one, two))| {
        way.push(key);
        let found = differing(one, two, way);
        if found.is_none() {
            way.pop();
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_difference_is_told_with_the_way_to_it() {
        let one = json!({ "a": 1, "help": [{ "name": "窓口", "hours": "" }], "z": 1 });
        let mut two = one.clone();
        assert_eq!(first_difference(&one, &two), None);
        two["help"][0]["name"] = json!("電話");
        two["z"] = json!(2);
        let found = first_difference(&one, &two).unwrap();
        assert_eq!(found.place, "help/0/name");
        assert_eq!((found.first.as_str(), found.other.as_str()), ("\"窓口\"", "\"電話\""));
    }

    #[test]
    fn what_only_one_of_them_has_differs_from_nothing() {
        let found = first_difference(&json!({ "a": [1] }), &json!({ "a": [1, 2] })).unwrap();
        assert_eq!(
            (found.place.as_str(), found.first.as_str(), found.other.as_str()),
            ("a/1", "", "2")
        );
        let found = first_difference(&json!({ "a": 1, "b": 2 }), &json!({ "b": 2 })).unwrap();
        assert_eq!((found.place.as_str(), found.other.as_str()), ("a", ""));
    }
}
