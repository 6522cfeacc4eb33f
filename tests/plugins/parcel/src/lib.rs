//! Parcels: `{"weight": …, "declared": …}`. A smuggler declares less than the parcel weighs. The
//! first version has the difference alone, the next one (`more`) the weight besides.

use refit_plugin::{
    Class, Day, DocumentType, Effect, Feature, FeatureKind, Golden, Json, Random, Rejection,
    Specimen, Submission,
};

/// See the crate.
#[derive(Debug)]
pub struct Parcel;

refit_plugin::export!(Parcel);

const fn feature(name: &'static str, title: &'static str, effect: Effect) -> Feature {
    let bounds = (-1_000.0, 1_000.0);
    Feature::new(name, title, FeatureKind::Amount, bounds, effect)
}

impl DocumentType for Parcel {
    const NAME: &'static str = "parcel";
    const PLURAL: &'static str = "parcels";
    const TITLE: &'static str = "Parcel";
    const VERSION: &'static str = if cfg!(feature = "more") {
        "2.0.0"
    } else {
        "1.0.0"
    };
    const FEATURES: &'static [Feature] = &[
        feature("gap", "weight that is not declared", Effect::Raises),
        #[cfg(feature = "more")]
        feature("weight", "weight", Effect::Either),
    ];
    const DOCUMENT_SCHEMA: &'static str = r#"{"type": "object"}"#;

    fn goldens() -> Vec<Golden> {
        let submission = Submission {
            document: r#"{"weight":5,"declared":2}"#.to_owned(),
            received: Day::default(),
        };
        vec![Golden {
            submission,
            features: features(5.0, 2.0),
        }]
    }

    fn generate(random: &mut Random, _: u64, as_of: Day) -> Specimen {
        let risk_score = random.between(0.0, 100.0);
        let weight = random.between(100.0, 200.0);
        let declared = weight - risk_score + random.between(-5.0, 5.0);
        Specimen {
            submission: Submission {
                document: format!(r#"{{"weight":{weight},"declared":{declared}}}"#),
                received: as_of,
            },
            class: if risk_score >= 50.0 {
                Class::Fraud
            } else {
                Class::Legitimate
            },
            risk_score,
            mechanism: "weight".to_owned(),
        }
    }

    fn extract(submission: &Submission) -> Result<Vec<f64>, Rejection> {
        let document = Json::parse(&submission.document)?;
        let amount = |name: &str| {
            let amount = document.get(name).and_then(Json::amount);
            amount.ok_or_else(|| Rejection::MissingField(name.to_owned()))
        };
        Ok(features(amount("weight")?, amount("declared")?))
    }
}

fn features(weight: f64, declared: f64) -> Vec<f64> {
    vec![
        weight - declared,
        #[cfg(feature = "more")]
        weight,
    ]
}
