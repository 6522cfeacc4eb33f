//! The laws of the SDK's test kit, looked at on a component.

use std::sync::Arc;

use anyhow::Result;
use refit_core::{
    Class, Day, Effect, FeatureKind, RejectionReason, Specimen, Submission,
    plugin::{Descriptor, DocumentPlugin},
};
use refit_plugin::{self as sdk, testing};
use refit_runtime::Plugin;
use tokio::runtime::Handle;

use super::Law;

/// What was found.
pub(super) struct Looked {
    pub(super) laws: Vec<Law>,
    pub(super) fuel_per_document: Option<u64>,
}

/// Documents whose fuel is measured, and the sequence that they are of.
const MEASURED: (u64, u32) = (42, 1_000);

/// Looks at all laws of a plugin that loads, and so imports nothing.
pub(super) async fn look(plugin: Arc<Plugin>, budget: u64) -> Result<Looked> {
    let fuel = measure(&plugin).await;
    let handle = Handle::current();
    let component = Component { plugin, handle };
    // The kit's calls wait for their answers, which async threads must not.
    let report = tokio::task::spawn_blocking(move || testing::check_plugin(&component)).await?;
    let law = |name, finding: Result<String, String>| Law {
        name,
        passed: finding.is_ok(),
        looked_at: true,
        detail: match finding {
            Ok(detail) | Err(detail) => detail,
        },
    };
    let mut laws = vec![
        law(
            testing::laws::LOADS,
            Ok("a component of refit:document, within all limits".to_owned()),
        ),
        law(testing::laws::NO_IMPORTS, Ok("no imports".to_owned())),
    ];
    laws.extend(report.laws.into_iter().map(|found| Law {
        name: found.name,
        passed: found.passed,
        looked_at: found.looked_at,
        detail: found.detail,
    }));
    let within = fuel.clone().and_then(|fuel| {
        if fuel <= budget {
            Ok(format!("{fuel} fuel a document, {budget} are allowed"))
        } else {
            Err(format!(
                "{fuel} fuel a document, and {budget} are allowed (plugins.fuel_per_document)"
            ))
        }
    });
    laws.push(law(testing::laws::FUEL_WITHIN_BUDGET, within));
    Ok(Looked {
        laws,
        fuel_per_document: fuel.ok(),
    })
}

/// The mean fuel of synthetic documents' extraction.
async fn measure(plugin: &Plugin) -> Result<u64, String> {
    let (seed, count) = MEASURED;
    let failed = |error: refit_core::plugin::Error| error.to_string();
    let as_of = day(testing::AS_OF)?;
    let specimens = plugin
        .generate(seed, 0, count, as_of)
        .await
        .map_err(failed)?;
    let submissions: Arc<[Submission]> = specimens
        .into_iter()
        .map(|specimen| specimen.submission)
        .collect();
    let before = plugin.usage().extract_fuel;
    plugin.extract(submissions).await.map_err(failed)?;
    Ok((plugin.usage().extract_fuel - before) / u64::from(count))
}

/// A component behind the kit's calls.
struct Component {
    plugin: Arc<Plugin>,
    handle: Handle,
}

impl testing::Plugin for Component {
    fn describe(&self) -> Result<sdk::Descriptor, String> {
        // Loading asked one instance twice; here each call has an instance of its own.
        self.handle
            .block_on(self.plugin.describe())
            .map(|descriptor| described(&descriptor))
            .map_err(|error| error.to_string())
    }

    fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: sdk::Day,
    ) -> Result<Vec<sdk::Specimen>, String> {
        let as_of = day(as_of)?;
        let specimens = self
            .handle
            .block_on(self.plugin.generate(seed, start, count, as_of))
            .map_err(|error| error.to_string())?;
        Ok(specimens.into_iter().map(specimen).collect())
    }

    fn extract(&self, submissions: &[sdk::Submission]) -> Result<sdk::Extraction, String> {
        let submissions = submissions
            .iter()
            .map(|submission| {
                Ok(Submission {
                    document: submission.document.clone(),
                    received: day(submission.received)?,
                })
            })
            .collect::<Result<Arc<[Submission]>, String>>()?;
        let extraction = self
            .handle
            .block_on(self.plugin.extract(submissions))
            .map_err(|error| error.to_string())?;
        Ok(sdk::Extraction {
            values: extraction.values,
            rejected: extraction
                .rejected
                .into_iter()
                .map(|rejected| sdk::Rejected {
                    index: u32::try_from(rejected.index).unwrap_or(u32::MAX),
                    reason: reason(rejected.reason),
                })
                .collect(),
        })
    }
}

/// The host's day; it knows those that have four digits for their year.
fn day(day: sdk::Day) -> Result<Day, String> {
    Day::from_days_since_epoch(day.days_since_epoch())
        .ok_or_else(|| format!("the day {day} is out of range"))
}

fn described(descriptor: &Descriptor) -> sdk::Descriptor {
    let features = descriptor.features.features().iter();
    sdk::Descriptor {
        name: descriptor.document_type.as_str().to_owned(),
        plural: descriptor.plural.as_str().to_owned(),
        title: descriptor.title.clone(),
        version: descriptor.version.clone(),
        sdk_version: descriptor.sdk_version.clone(),
        features: features.map(feature).collect(),
        document_schema: descriptor.document_schema.clone(),
        goldens: descriptor
            .goldens
            .iter()
            .map(|golden| sdk::Golden {
                submission: submission(&golden.submission),
                features: golden.features.clone(),
            })
            .collect(),
    }
}

fn feature(feature: &refit_core::Feature) -> sdk::Feature {
    sdk::Feature {
        name: feature.name.clone().into(),
        title: feature.title.clone().into(),
        kind: match &feature.kind {
            FeatureKind::Flag => sdk::FeatureKind::Flag,
            FeatureKind::Count => sdk::FeatureKind::Count,
            FeatureKind::Amount => sdk::FeatureKind::Amount,
            FeatureKind::Ratio => sdk::FeatureKind::Ratio,
            FeatureKind::Days => sdk::FeatureKind::Days,
            // No law asks for the kind; one that only a newer SDK knows is an assessment too.
            FeatureKind::Score | FeatureKind::Other(_) => sdk::FeatureKind::Score,
        },
        lowest: feature.lowest,
        highest: feature.highest,
        effect: match feature.effect {
            Effect::Raises => sdk::Effect::Raises,
            Effect::Lowers => sdk::Effect::Lowers,
            Effect::Either => sdk::Effect::Either,
        },
        may_be_missing: feature.may_be_missing,
    }
}

fn submission(submission: &Submission) -> sdk::Submission {
    sdk::Submission {
        document: submission.document.clone(),
        received: sdk::Day::from_days_since_epoch(submission.received.days_since_epoch()),
    }
}

fn specimen(specimen: Specimen) -> sdk::Specimen {
    sdk::Specimen {
        submission: submission(&specimen.submission),
        class: match specimen.class {
            Class::Legitimate => sdk::Class::Legitimate,
            Class::Fraud => sdk::Class::Fraud,
        },
        risk_score: specimen.risk_score.into(),
        mechanism: specimen.mechanism,
    }
}

fn reason(reason: RejectionReason) -> sdk::Rejection {
    match reason {
        RejectionReason::NotJson(offset) => sdk::Rejection::NotJson(offset),
        RejectionReason::NotADocument => sdk::Rejection::NotADocument,
        RejectionReason::MissingField(field) => sdk::Rejection::MissingField(field),
        RejectionReason::UnreadableField(field) => sdk::Rejection::UnreadableField(field),
        other => sdk::Rejection::Other(other.to_string()),
    }
}
