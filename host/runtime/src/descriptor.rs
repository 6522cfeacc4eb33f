//! Checks of what a plugin says of itself.

use refit_core::{
    Feature, FeatureSchema, Submission,
    plugin::{Descriptor, Golden},
};

use crate::{bindings, contract, text};

const MAX_GOLDENS: usize = 1_000;
const MAX_SCHEMA_BYTES: usize = 1 << 20;
const MAX_TITLE_CHARS: usize = 100;

/// A valid description, or what is wrong with it.
pub(crate) fn check(raw: bindings::Descriptor) -> Result<Descriptor, String> {
    let document_type = printed(&raw.name).parse().map_err(|error| fault(&error))?;
    let plural = printed(&raw.plural)
        .parse()
        .map_err(|error| fault(&error))?;
    if raw.title.trim().is_empty() || raw.title.chars().count() > MAX_TITLE_CHARS {
        return Err(format!(
            "its title must have 1 to {MAX_TITLE_CHARS} characters"
        ));
    }
    if !is_semantic_version(&raw.version) {
        return Err(format!(
            "its version '{}' is no semantic version such as 1.0.0",
            printed(&raw.version)
        ));
    }
    let features = FeatureSchema::try_new(raw.features.into_iter().map(Feature::from).collect())
        .map_err(|error| fault(&error))?;
    document_schema(&raw.document_schema)?;
    let goldens = goldens(raw.goldens, &features)?;
    Ok(Descriptor {
        document_type,
        plural,
        title: text::printable(&raw.title, MAX_TITLE_CHARS),
        version: raw.version,
        sdk_version: printed(&raw.sdk_version),
        features,
        document_schema: raw.document_schema,
        goldens,
    })
}

fn printed(text: &str) -> String {
    text::printable(text, text::MAX_CHARS)
}

fn fault(error: &refit_core::Error) -> String {
    printed(&error.to_string())
}

fn document_schema(text: &str) -> Result<(), String> {
    if text.len() > MAX_SCHEMA_BYTES {
        return Err(format!(
            "its document schema has more than {MAX_SCHEMA_BYTES} bytes"
        ));
    }
    match serde_json::from_str(text) {
        Ok(serde_json::Value::Object(_)) => Ok(()),
        Ok(_) => Err("its document schema is JSON, but no object".to_owned()),
        Err(error) => Err(format!("its document schema is not JSON: {error}")),
    }
}

fn goldens(raw: Vec<bindings::WitGolden>, features: &FeatureSchema) -> Result<Vec<Golden>, String> {
    if raw.is_empty() || raw.len() > MAX_GOLDENS {
        return Err(format!(
            "it has {} golden documents, not 1 to {MAX_GOLDENS}",
            raw.len()
        ));
    }
    raw.into_iter()
        .enumerate()
        .map(|(number, golden)| {
            self::golden(golden, features)
                .map_err(|fault| format!("golden document {number} {fault}"))
        })
        .collect()
}

fn golden(raw: bindings::WitGolden, features: &FeatureSchema) -> Result<Golden, String> {
    if raw.features.len() != features.len() {
        return Err(format!(
            "has {} features, and the schema has {}",
            raw.features.len(),
            features.len()
        ));
    }
    for (feature, value) in features.features().iter().zip(&raw.features) {
        contract::value(feature, *value)
            .map_err(|fault| format!("has a feature '{}' that is {fault}", feature.name))?;
    }
    Ok(Golden {
        submission: Submission::try_from(raw.submission)
            .map_err(|day| format!("was received on day {day}, which no calendar has"))?,
        features: raw.features,
    })
}

/// `1.2.3`, with a pre-release or build part if need be.
fn is_semantic_version(text: &str) -> bool {
    let (core, rest) = text
        .find(['-', '+'])
        .map_or((text, ""), |at| text.split_at(at));
    let is_number = |part: &str| {
        !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.len() <= 64
        && core.split('.').count() == 3
        && core.split('.').all(is_number)
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-+.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_semantic_versions() {
        for good in ["0.1.0", "10.20.30", "1.0.0-alpha.1", "1.0.0+build-5"] {
            assert!(is_semantic_version(good), "{good}");
        }
        for bad in [
            "",
            "1",
            "1.0",
            "1.0.0.0",
            "v1.0.0",
            "1.0.x",
            "1..0",
            "1.0.0-ä\n",
        ] {
            assert!(!is_semantic_version(bad), "{bad}");
        }
    }
}
