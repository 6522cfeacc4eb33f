//! Laws of what a plugin says of itself.

use std::collections::BTreeSet;

use super::{
    Finding,
    report::CounterExamples,
    rows::{self, same_value, same_values},
    samples::{Samples, described},
};
use crate::{Descriptor, Feature, Golden, Json, Submission};

pub(super) fn is_stable(samples: &Samples<'_>) -> Finding {
    let first = samples.descriptor()?;
    let again = described(samples.plugin)?;
    let parts = [
        ("name", first.name == again.name),
        ("plural", first.plural == again.plural),
        ("title", first.title == again.title),
        ("version", first.version == again.version),
        ("SDK version", first.sdk_version == again.sdk_version),
        ("features", first.features == again.features),
        (
            "document schema",
            first.document_schema == again.document_schema,
        ),
        (
            "golden documents",
            same_goldens(&first.goldens, &again.goldens),
        ),
    ];
    let mut changed = CounterExamples::default();
    for (part, is_same) in parts {
        if !is_same {
            changed.add(format!("the {part}: not the same in two calls"));
        }
    }
    changed.or("2 calls")
}

fn same_goldens(one: &[Golden], other: &[Golden]) -> bool {
    let same = |(one, other): (&Golden, &Golden)| {
        one.submission == other.submission && same_values(&one.features, &other.features)
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

pub(super) fn is_valid(samples: &Samples<'_>) -> Finding {
    let descriptor = samples.descriptor()?;
    let mut faults = CounterExamples::default();
    let mut wanted = |holds: bool, what: &str| {
        if !holds {
            faults.add(what);
        }
    };
    wanted(
        is_words(&descriptor.name, '_'),
        "the name: snake_case is wanted",
    );
    wanted(
        is_words(&descriptor.plural, '-'),
        "the plural: kebab-case is wanted",
    );
    wanted(
        is_title(&descriptor.title),
        "the title: 1 to 100 characters are wanted",
    );
    wanted(
        is_semantic_version(&descriptor.version),
        "the version: a semantic version such as 1.0.0 is wanted",
    );
    wanted(
        matches!(
            Json::parse(&descriptor.document_schema),
            Ok(Json::Object(_))
        ),
        "the document schema: a JSON object is wanted",
    );
    wanted(
        !descriptor.features.is_empty(),
        "the features: at least one is wanted",
    );
    wanted(
        !descriptor.goldens.is_empty(),
        "the golden documents: at least one is wanted",
    );
    let mut names = BTreeSet::new();
    for feature in &descriptor.features {
        if let Some(fault) = feature_fault(feature) {
            wanted(false, &format!("feature {}: {fault}", feature.name));
        }
        let is_new = names.insert(&feature.name);
        wanted(is_new, &format!("feature {}: occurs twice", feature.name));
    }
    for (number, fault) in golden_faults(descriptor) {
        wanted(false, &format!("golden document {number}: {fault}"));
    }
    faults.or(format!("{} features", descriptor.features.len()))
}

fn feature_fault(feature: &Feature) -> Option<&'static str> {
    let bounds_are_numbers = feature.lowest.is_finite() && feature.highest.is_finite();
    if !is_words(&feature.name, '_') {
        Some("a snake_case name is wanted")
    } else if !is_title(&feature.title) {
        Some("a title of 1 to 100 characters is wanted")
    } else if !bounds_are_numbers || feature.lowest >= feature.highest {
        Some("finite bounds, the lowest below the highest, are wanted")
    } else {
        None
    }
}

fn golden_faults(descriptor: &Descriptor) -> impl Iterator<Item = (usize, String)> {
    let features = &descriptor.features;
    let goldens = descriptor.goldens.iter().enumerate();
    goldens.filter_map(|(number, golden)| {
        let fault = if golden.features.len() == features.len() {
            rows::misfit(&golden.features, features)?
        } else {
            format!("{} values for {}", golden.features.len(), features.len())
        };
        Some((number, fault))
    })
}

/// Lower-case words of letters and digits with one separator between them.
fn is_words(text: &str, separator: char) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .split(separator)
            .all(|word| !word.is_empty() && word.chars().all(is_plain))
}

fn is_title(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 100
}

fn is_semantic_version(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or_default();
    let is_number = |part: &str| {
        (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.len() <= 64 && core.split('.').count() == 3 && core.split('.').all(is_number)
}

pub(super) fn golden_rows_match(samples: &Samples<'_>) -> Finding {
    let descriptor = samples.descriptor()?;
    let submission = |golden: &Golden| golden.submission.clone();
    let submissions: Vec<Submission> = descriptor.goldens.iter().map(submission).collect();
    let rows = rows::extract(samples.plugin, &submissions, descriptor.features.len())?;
    let mut differences = CounterExamples::default();
    for (number, (golden, row)) in descriptor.goldens.iter().zip(&rows).enumerate() {
        let document = format!("golden document {number}");
        match row {
            Err(reason) => differences.add(format!("{document} is rejected: {reason:?}")),
            Ok(row) => {
                for ((feature, stated), value) in
                    descriptor.features.iter().zip(&golden.features).zip(row)
                {
                    if !same_value(*stated, *value) {
                        let name = &feature.name;
                        differences.add(format!(
                            "{document}: {name} is {value:?}, and {stated:?} is stated"
                        ));
                    }
                }
            }
        }
    }
    differences.or(format!("{} golden documents", rows.len()))
}
