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
