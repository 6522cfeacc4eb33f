//! Checks of what a plugin answers. A fault names the feature and the document's place, never
//! the document's value.

use refit_core::{Class, Day, Feature, FeatureSchema, Rejection, RiskScore, Specimen};

use crate::{bindings, text};

/// Checks generated documents: their number, their scores, their days.
pub(crate) fn specimens(
    answer: Vec<bindings::Specimen>,
    count: u32,
    as_of: Day,
) -> Result<Vec<Specimen>, String> {
    if answer.len() != count as usize {
        return Err(format!(
            "it was asked for {count} documents and answered with {}",
            answer.len()
        ));
    }
    answer
        .into_iter()
        .enumerate()
        .map(|(place, specimen)| {
            self::specimen(specimen, as_of).map_err(|fault| format!("document {place} {fault}"))
        })
        .collect()
}

fn specimen(specimen: bindings::Specimen, as_of: Day) -> Result<Specimen, String> {
    let submission = refit_core::Submission::try_from(specimen.submission)
        .map_err(|day| format!("was received on day {day}, which no calendar has"))?;
    if submission.received > as_of {
        return Err(format!(
            "was received on {}, after the day asked for ({as_of})",
            submission.received
        ));
    }
    let risk_score = RiskScore::try_new(specimen.risk_score)
        .map_err(|_| format!("has the risk score {}, not 0 to 100", specimen.risk_score))?;
    Ok(Specimen {
        submission,
        class: Class::from(specimen.class),
        risk_score,
        mechanism: text::printable(&specimen.mechanism, text::MAX_CHARS),
    })
}

/// Checks feature rows: their number, the rejections' places, every value.
pub(crate) fn extraction(
    answer: bindings::Extraction,
    submitted: usize,
    schema: &FeatureSchema,
) -> Result<(Vec<f64>, Vec<Rejection>), String> {
    let rejected = rejections(answer.rejected, submitted)?;
    let rows = submitted - rejected.len();
    let expected = rows.saturating_mul(schema.len());
    if answer.values.len() != expected {
        return Err(format!(
            "{rows} rows of {} features are {expected} values, and it answered with {}",
            schema.len(),
            answer.values.len()
        ));
    }
    for (row, values) in answer.values.chunks_exact(schema.len()).enumerate() {
        for (feature, value) in schema.features().iter().zip(values) {
            self::value(feature, *value)
                .map_err(|fault| format!("feature '{}' of row {row} is {fault}", feature.name))?;
        }
    }
    Ok((answer.values, rejected))
}

fn rejections(
    rejected: Vec<bindings::WitRejection>,
    submitted: usize,
) -> Result<Vec<Rejection>, String> {
    let mut next = 0;
    rejected
        .into_iter()
        .map(|rejection| {
            let index = rejection.index as usize;
            if index >= submitted {
                return Err(format!(
                    "it rejected document {index} of {submitted}, counted from 0"
                ));
            }
            if index < next {
                return Err(format!(
                    "it rejected document {index} twice or out of order"
                ));
            }
            next = index + 1;
            Ok(Rejection {
                index,
                reason: rejection.reason.into(),
            })
        })
        .collect()
}

/// What is wrong with a feature's value. The value itself comes from a document and is not told.
pub(crate) fn value(feature: &Feature, value: f64) -> Result<(), String> {
    if value.is_nan() {
        return if feature.may_be_missing {
            Ok(())
        } else {
            Err("NaN, and it may not be missing".to_owned())
        };
    }
    if value.is_infinite() {
        return Err("infinite".to_owned());
    }
    if value < feature.lowest || value > feature.highest {
        let side = if value < feature.lowest {
            "below"
        } else {
            "above"
        };
        return Err(format!(
            "{side} its bounds of {} to {}",
            feature.lowest, feature.highest
        ));
    }
    Ok(())
}
