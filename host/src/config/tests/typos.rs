//! No key that is misspelt and no value that cannot be used goes unseen, whichever it is.

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use super::{DEFAULT, load};
use crate::config::Error;

/// The paths of all keys of a document, but for names of document types: any word is one.
fn keys(value: &Value, path: &[String], found: &mut Vec<Vec<String>>) {
    for (key, child) in value.as_object().into_iter().flatten() {
        let path = [path, std::slice::from_ref(key)].concat();
        if path.len() != 2 || path[0] != "document_types" {
            found.push(path.clone());
        }
        keys(child, &path, found);
    }
}

fn misspell(key: &str, kind: usize, place: usize, letter: char) -> String {
    let mut letters: Vec<_> = key.chars().collect();
    let place = place % letters.len();
    match kind {
        0 => {
            letters.remove(place);
        }
        1 => letters.insert(place, letter),
        2 => letters[place] = letter,
        3 => letters.swap(place, (place + 1) % key.len()),
        _ => letters[place] = letters[place].to_ascii_uppercase(),
    }
    letters.into_iter().collect()
}

/// Values of every type, many of them close to what some key takes.
fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-2..120_i64).prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-0.5..1.5_f64).prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |number| number.is_finite().then(|| number.into())),
        "[a-z_:/ ]{0,70}".prop_map(Value::from),
        Just(json!("sat")),
        Just(json!([])),
        Just(json!(["xgboost", "feature_scaler", "random_forest"])),
        Just(json!([1, null])),
        Just(json!({"a": {}})),
    ]
}

/// Whether what was read is what was written; members that were left out have their defaults.
fn is_same(written: &Value, read: &Value) -> bool {
    if let (Some(written), Some(read)) = (written.as_object(), read.as_object()) {
        let is_read = |(name, value)| read.get(name).is_some_and(|read| is_same(value, read));
        return written.iter().all(is_read);
    }
    match (written.as_f64(), read.as_f64()) {
        (Some(written), Some(read)) => written == read,
        _ => written == read,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_misspelt_key_is_refused_by_its_path(
        which: Index, kind in 0..5_usize, place in 0..64_usize, letter in "[a-z_]",
    ) {
        let mut document: Value = serde_json::from_str(DEFAULT).unwrap();
        let mut paths = Vec::new();
        keys(&document, &[], &mut paths);
        let path = which.get(&paths);
        let (key, sections) = path.split_last().unwrap();
        let misspelt = misspell(key, kind, place, letter.chars().next().unwrap());
        let mut section = &mut document;
        for name in sections {
            section = &mut section[name];
        }
        let section = section.as_object_mut().unwrap();
        prop_assume!(!section.contains_key(&misspelt));
        let value = section.remove(key).unwrap();
        section.insert(misspelt.clone(), value);

        let expected = [sections, &[misspelt]].concat().join(".");
        match load(&document.to_string(), &[]) {
            Err(Error::Faults { faults, .. }) => {
                prop_assert_eq!(&faults.0[0].key, &expected);
                prop_assert!(faults.0[0].problem.starts_with("unknown key; "));
                prop_assert_eq!(faults.0.len(), 1);
            }
            other => prop_assert!(false, "{expected}: {other:?}"),
        }
    }

    #[test]
    fn whatever_stands_at_a_key_is_read_as_it_is_or_refused(which: Index, value in values()) {
        let mut document: Value = serde_json::from_str(DEFAULT).unwrap();
        let mut paths = Vec::new();
        keys(&document, &[], &mut paths);
        let path = which.get(&paths);
        let mut place = &mut document;
        for name in path {
            place = &mut place[name];
        }
        *place = value.clone();
        match load(&document.to_string(), &[]) {
            Ok(loaded) => {
                let mut read = &serde_json::to_value(&loaded.config).unwrap();
                for name in path {
                    read = &read[name];
                }
                prop_assert!(is_same(&value, read), "{path:?}: {value} became {read}");
            }
            Err(Error::Faults { faults, .. }) => {
                let section = path.split_last().unwrap().1.join(".");
                for fault in &faults.0 {
                    prop_assert!(!fault.key.is_empty() && fault.key.starts_with(&section), "{fault}");
                }
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
