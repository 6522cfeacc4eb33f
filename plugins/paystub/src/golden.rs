//! Documents with their features, committed as literal numbers.

use refit_plugin::{Day, Golden, Json, Submission};

const FILE: &str = include_str!("goldens.json");

/// The golden documents of `goldens.json`, all made up.
pub(crate) fn all() -> Vec<Golden> {
    match Json::parse(FILE) {
        Ok(Json::List(items)) => items.iter().filter_map(golden).collect(),
        _ => Vec::new(),
    }
}

fn golden(item: &Json<'_>) -> Option<Golden> {
    let document = item.get("document")?.to_string();
    let received: Day = item.get("received")?.day()?;
    let Json::List(features) = item.get("features")? else {
        return None;
    };
    // JSON has no NaN; `null` stands for it.
    let features = features
        .iter()
        .map(|value| value.amount().unwrap_or(f64::NAN));
    Some(Golden {
        submission: Submission { document, received },
        features: features.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Paystub;
    use refit_plugin::DocumentType;

    /// The file as the present code would write it.
    fn written() -> String {
        let items = all().into_iter().map(|golden| {
            let row = Paystub::extract(&golden.submission).unwrap();
            let numbers: Vec<String> = row
                .iter()
                .map(|value| Json::from(*value).to_string())
                .collect();
            format!(
                "  {{\n    \"received\": \"{}\",\n    \"document\": {},\n    \"features\": [{}]\n  }}",
                golden.submission.received,
                golden.submission.document,
                numbers.join(", ")
            )
        });
        format!("[\n{}\n]\n", items.collect::<Vec<_>>().join(",\n"))
    }

    /// `REFIT_UPDATE_GOLDENS=1` writes the features anew; raise the plugin's version then.
    #[test]
    fn golden_documents_have_the_features_that_are_committed() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/goldens.json");
        if std::env::var_os("REFIT_UPDATE_GOLDENS").is_some() {
            std::fs::write(file, written()).unwrap();
            return;
        }
        assert!(all().len() >= 5);
        assert_eq!(FILE, written());
    }
}
