//! A document type without WebAssembly: `{"total": …, "parts": […], "paid": …}`.

use std::sync::Arc;

use async_trait::async_trait;
use refit_core::{
    Class, Day, Effect, Extraction, Feature, FeatureKind, FeatureSchema, Rejection,
    RejectionReason, RiskScore, Sha256Digest, Specimen, Submission,
    plugin::{Components, Descriptor, DocumentPlugin, Error, Golden},
};
use serde_json::{Value, json};

/// Receipts. `flaw` makes it misbehave.
#[derive(Debug)]
pub(crate) struct Receipts {
    descriptor: Descriptor,
    flaw: Flaw,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    None,
    /// Its features are noise.
    Blind,
    /// It traps.
    Traps,
    /// It has another feature than before.
    OtherFeature,
    /// It rejects every receipt that was not paid.
    Rejects,
}

const NAMES: [&str; 3] = ["gap", "lines", "paid"];

fn feature(name: &str) -> Feature {
    Feature {
        name: name.to_owned(),
        title: format!("the {name}"),
        kind: FeatureKind::Amount,
        lowest: -1e6,
        highest: 1e6,
        effect: Effect::Either,
        may_be_missing: name == "paid",
    }
}

impl Receipts {
    pub(crate) fn new() -> Self {
        Self::with(Flaw::None)
    }

    pub(crate) fn with(flaw: Flaw) -> Self {
        let mut names = NAMES;
        if flaw == Flaw::OtherFeature {
            names[1] = "colours";
        }
        let goldens = [
            json!({"total": 10, "parts": [4, 6]}),
            json!({"total": 9, "parts": [1], "paid": 9}),
        ];
        let goldens = goldens.map(|document| {
            let submission = Submission {
                document: document.to_string(),
                received: "2025-01-01".parse().unwrap(),
            };
            let features = row(&document, Flaw::None).unwrap().to_vec();
            Golden {
                submission,
                features,
            }
        });
        let descriptor = Descriptor {
            document_type: "receipt".parse().unwrap(),
            plural: "receipts".parse().unwrap(),
            title: "Receipt".to_owned(),
            version: "1.0.0".to_owned(),
            sdk_version: "none".to_owned(),
            features: FeatureSchema::try_new(names.map(feature).to_vec()).unwrap(),
            document_schema: "{}".to_owned(),
            goldens: goldens.to_vec(),
        };
        Self { descriptor, flaw }
    }
}

/// A document as text, its keys in order: whether a map keeps the order in which they were put in
/// depends on features that other crates choose, and folds follow from the text.
fn text(document: &Value) -> String {
    let mut document = document.clone();
    document.sort_all_objects();
    document.to_string()
}

/// A number below `below`, the same for the same place.
fn draw(seed: u64, place: u64, below: u64) -> u64 {
    Sha256Digest::of_parts([seed.to_le_bytes().as_slice(), &place.to_le_bytes()]).to_u64() % below
}

/// A receipt whose sum is right, or is not.
pub(crate) fn receipt(seed: u64, number: u64, fraud: bool) -> Value {
    let draw = |place, below| draw(seed, number * 100 + place, below);
    let parts: Vec<u64> = (0..2 + draw(0, 5))
        .map(|part| 1 + draw(1 + part, 40))
        .collect();
    let sum: u64 = parts.iter().sum();
    // One forgery in six has a right sum, one honest receipt in ten a wrong one.
    let wrong = if fraud {
        draw(50, 6) > 0
    } else {
        draw(50, 10) == 0
    };
    let total = if wrong { sum + 5 + draw(51, 60) } else { sum };
    let mut receipt = json!({"total": total, "parts": parts});
    if draw(52, 3) > 0 {
        receipt["paid"] = json!(total + draw(53, 20));
    }
    receipt
}

fn row(document: &Value, flaw: Flaw) -> Result<[f64; 3], RejectionReason> {
    let total = document
        .get("total")
        .ok_or_else(|| RejectionReason::MissingField("total".to_owned()))?;
    let total = total
        .as_f64()
        .ok_or_else(|| RejectionReason::UnreadableField("total".to_owned()))?;
    let parts: Vec<f64> = document["parts"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    let paid = document
        .get("paid")
        .and_then(Value::as_f64)
        .unwrap_or(f64::NAN);
    let sum: f64 = parts.iter().sum();
    if flaw == Flaw::Rejects && paid.is_nan() {
        return Err(RejectionReason::MissingField("paid".to_owned()));
    }
    Ok(match flaw {
        Flaw::Blind => {
            let digest = Sha256Digest::of(text(document).as_bytes()).to_u64();
            [
                (digest % 1_000) as f64,
                (digest / 1_000 % 1_000) as f64,
                f64::NAN,
            ]
        }
        _ => [total - sum, parts.len() as f64, paid],
    })
}

#[async_trait]
impl DocumentPlugin for Receipts {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    fn digest(&self) -> Sha256Digest {
        match self.flaw {
            Flaw::OtherFeature => Sha256Digest::of(b"receipts with another feature"),
            _ => Sha256Digest::of(b"receipts"),
        }
    }

    async fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, Error> {
        if self.flaw == Flaw::Traps {
            return Err(Error::Trapped {
                plugin: "receipt".to_owned(),
                function: "generate",
                message: "no luck, src/lib.rs:7".to_owned(),
            });
        }
        Ok((start..start + u64::from(count))
            .map(|number| {
                let fraud = number % 3 == 0;
                let base = if fraud { 72 } else { 4 };
                let score = base + draw(seed, number + 1_000_000, 25);
                Specimen {
                    submission: Submission {
                        document: text(&receipt(seed, number, fraud)),
                        received: as_of,
                    },
                    class: if fraud {
                        Class::Fraud
                    } else {
                        Class::Legitimate
                    },
                    risk_score: RiskScore::try_new(score as f64).unwrap(),
                    mechanism: if fraud { "wrong_sum" } else { "honest" }.to_owned(),
                }
            })
            .collect())
    }

    async fn extract(&self, submissions: Arc<[Submission]>) -> Result<Extraction, Error> {
        let mut extraction = Extraction {
            values: Vec::new(),
            width: 3,
            rejected: Vec::new(),
        };
        for (index, submission) in submissions.iter().enumerate() {
            let document: Value = serde_json::from_str(&submission.document).unwrap();
            match row(&document, self.flaw) {
                Ok(row) => extraction.values.extend(row),
                Err(reason) => extraction.rejected.push(Rejection { index, reason }),
            }
        }
        Ok(extraction)
    }
}

/// As what is kept, it is the only component.
#[async_trait]
impl Components for Receipts {
    async fn component(&self, digest: Sha256Digest) -> Option<Arc<dyn DocumentPlugin>> {
        (digest == self.digest()).then(|| Arc::new(Self::with(self.flaw)) as _)
    }
}
