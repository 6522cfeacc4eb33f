//! A document type that does what its documents tell it to: `{"do": "panic"}`.
#![expect(clippy::panic, reason = "misbehaving is what it is for")]

use std::hint::black_box;

use refit_plugin::{
    Class, Day, DocumentType, Effect, Feature, FeatureKind, Golden, Json, Random, Rejection,
    Specimen, Submission,
};

/// See the crate.
#[derive(Debug)]
pub struct Misbehaving;

refit_plugin::export!(Misbehaving);

impl DocumentType for Misbehaving {
    const NAME: &'static str = "misbehaving";
    const PLURAL: &'static str = "misbehavings";
    const TITLE: &'static str = "Misbehaving document";
    const VERSION: &'static str = "0.1.0";
    const FEATURES: &'static [Feature] = &[Feature::new(
        "size",
        "how large it is",
        FeatureKind::Count,
        (0.0, 1_000_000.0),
        Effect::Raises,
    )];
    const DOCUMENT_SCHEMA: &'static str = r#"{"type": "object"}"#;

    fn goldens() -> Vec<Golden> {
        let submission = Submission {
            document: r#"{"size":1}"#.to_owned(),
            received: Day::default(),
        };
        vec![Golden {
            submission,
            features: vec![1.0],
        }]
    }

    fn generate(random: &mut Random, _: u64, as_of: Day) -> Specimen {
        let risk_score = random.between(0.0, 100.0);
        let document = format!(r#"{{"size":{}}}"#, risk_score * 2.0);
        Specimen {
            submission: Submission {
                document,
                received: as_of,
            },
            class: if risk_score >= 70.0 {
                Class::Fraud
            } else {
                Class::Legitimate
            },
            risk_score,
            mechanism: "size".to_owned(),
        }
    }

    fn extract(submission: &Submission) -> Result<Vec<f64>, Rejection> {
        let document = Json::parse(&submission.document)?;
        match document.get("do").and_then(Json::text).as_deref() {
            Some("panic") => panic!("I was told to give up"),
            Some("shout") => panic!("what is this: {}", submission.document),
            Some("loop") => loop {
                black_box(0);
            },
            Some("grow") => {
                let mut kept = Vec::new();
                loop {
                    kept.push(vec![1_u8; 1 << 20]);
                    black_box(&kept);
                }
            }
            Some("recurse") => return Ok(vec![recurse(1.0)]),
            _ => {}
        }
        let size = document.get("size").and_then(Json::amount);
        Ok(vec![size.ok_or_else(|| {
            Rejection::MissingField("size".to_owned())
        })?])
    }
}

/// Deeper than any stack; the compiler cannot make a loop of it.
#[expect(unconditional_recursion, reason = "misbehaving is what it is for")]
fn recurse(depth: f64) -> f64 {
    black_box(recurse(black_box(depth + 1.0)) + depth)
}
