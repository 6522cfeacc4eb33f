//! No document tells its class by anything but what was done to it, and no single sign decides.

use std::collections::{BTreeMap, BTreeSet};

use refit_plugin::{Class, DocumentType, Json, Random, Specimen, text};

use super::{specimens, today};
use crate::MoneyOrder;

fn of_class(specimens: &[Specimen], class: Class) -> impl Iterator<Item = &Specimen> {
    specimens
        .iter()
        .filter(move |specimen| specimen.class == class)
}

/// The keys in their order at the top, and those of a whole result.
fn keys(document: &Json<'_>) -> Vec<String> {
    let inner = document.get("extracted_data");
    core::iter::once(document)
        .chain(inner)
        .flat_map(|value| value.entries().iter().map(|(key, _)| key.to_string()))
        .collect()
}

#[test]
fn keys_and_their_order_are_those_of_both_classes() {
    let specimens = specimens(21, 4_000);
    let orders = |class| {
        let mut orders: BTreeMap<Vec<String>, u32> = BTreeMap::new();
        for specimen in of_class(&specimens, class) {
            let document = Json::parse(&specimen.submission.document).unwrap();
            *orders.entry(keys(&document)).or_default() += 1;
        }
        orders
    };
    let (honest, forged) = (orders(Class::Legitimate), orders(Class::Fraud));
    for (one, other) in [(&honest, &forged), (&forged, &honest)] {
        for (keys, count) in one {
            // Rare combinations may by chance be in one class only.
            assert!(
                *count < 15 || other.contains_key(keys),
                "{count} times {keys:?}"
            );
        }
    }
}

#[test]
fn texts_have_one_vocabulary() {
    let specimens = specimens(22, 3_000);
    let words = |class| {
        let mut count: BTreeMap<String, u32> = BTreeMap::new();
        for specimen in of_class(&specimens, class) {
            let once: BTreeSet<String> = text::words(&specimen.submission.document)
                .filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()))
                .map(str::to_owned)
                .collect();
            for word in once {
                *count.entry(word).or_default() += 1;
            }
        }
        count
    };
    let (honest, forged) = (words(Class::Legitimate), words(Class::Fraud));
    for (word, count) in &honest {
        assert!(
            *count < 25 || forged.contains_key(word),
            "{word} only on honest papers"
        );
    }
    // Names of invented issuers are the fraud itself.
    for (word, count) in &forged {
        assert!(
            *count < 60 || honest.contains_key(word),
            "{word} only on forged papers"
        );
    }
}

#[test]
fn a_document_depends_on_its_stream_alone() {
    for number in [0, 7, 90] {
        let one = MoneyOrder::generate(&mut Random::for_document(1, number), number, today());
        let again = MoneyOrder::generate(&mut Random::for_document(1, number), 12_345, today());
        assert_eq!(one, again);
    }
}
