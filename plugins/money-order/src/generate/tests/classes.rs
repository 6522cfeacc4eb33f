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

#[test]
fn no_single_sign_decides() {
    let specimens = specimens(6, 2_000);
    let rows: Vec<(Vec<f64>, bool)> = specimens
        .iter()
        .map(|specimen| {
            let row = MoneyOrder::extract(&specimen.submission).unwrap();
            (row, specimen.class == Class::Fraud)
        })
        .collect();
    // Also among the clear cases, as a training run's data check looks at it.
    let clear: Vec<(Vec<f64>, bool)> = rows
        .iter()
        .zip(&specimens)
        .filter(|(_, specimen)| specimen.risk_score <= 30.0 || specimen.risk_score >= 70.0)
        .map(|(row, _)| row.clone())
        .collect();
    for rows in [&rows, &clear] {
        for (place, feature) in MoneyOrder::FEATURES.iter().enumerate() {
            let missing = auc(rows
                .iter()
                .map(|(row, fraud)| (f64::from(u8::from(row[place].is_nan())), *fraud)));
            let value = auc(rows
                .iter()
                .map(|(row, fraud)| (row[place], *fraud))
                .filter(|(value, _)| !value.is_nan()));
            for auc in [missing, value] {
                assert!(
                    (0.05..=0.95).contains(&auc),
                    "{} alone has a ROC-AUC of {auc}",
                    feature.name
                );
            }
        }
    }
}

/// The share of pairs in which the forged paper has the higher value.
fn auc(values: impl Iterator<Item = (f64, bool)>) -> f64 {
    let (forged, honest): (Vec<_>, Vec<_>) = values.partition(|(_, fraud)| *fraud);
    let mut wins = 0.0;
    for (one, _) in &forged {
        for (other, _) in &honest {
            wins += f64::from(u8::from(one > other)) + 0.5 * f64::from(u8::from(one == other));
        }
    }
    wins / (forged.len() * honest.len()) as f64
}
