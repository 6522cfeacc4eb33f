//! Numbers in JSON, which has no word for "not a number": NaN is written as null and read back.

use refit_core::Metrics;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One number.
pub(crate) mod number {
    use super::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if number.is_finite() {
            serializer.serialize_f64(*number)
        } else {
            serializer.serialize_none()
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NAN))
    }
}

/// A list of numbers.
pub(crate) mod numbers {
    use super::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        numbers: &[f64],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            numbers
                .iter()
                .map(|number| number.is_finite().then_some(number)),
        )
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<f64>, D::Error> {
        let numbers: Vec<Option<f64>> = Vec::deserialize(deserializer)?;
        Ok(numbers
            .into_iter()
            .map(|number| number.unwrap_or(f64::NAN))
            .collect())
    }
}

/// [`Metrics`] in a manifest. A model whose metrics are no numbers never goes live and is saved
/// all the same, so its manifest must be readable.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Metrics")]
pub(crate) struct MetricsDef {
    #[serde(with = "number")]
    r2_score: f64,
    #[serde(with = "number")]
    mse: f64,
    #[serde(with = "number")]
    rf_r2: f64,
    #[serde(with = "number")]
    rf_mse: f64,
    #[serde(with = "number")]
    xgb_r2: f64,
    #[serde(with = "number")]
    xgb_mse: f64,
    roc_auc: Option<f64>,
    pr_auc: Option<f64>,
    ks: Option<f64>,
    recall_at_1_percent_fpr: Option<f64>,
    recall_at_5_percent_fpr: Option<f64>,
    brier: Option<f64>,
    #[serde(with = "number")]
    training_time_seconds: f64,
}
