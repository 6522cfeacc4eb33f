//! The interface as generated from the WIT, and how its types become the house's.
//!
//! Generated types go no further than the checks of this crate.

use refit_core::{Class, Day, Effect, Feature, FeatureKind, RejectionReason, Submission};

use crate::text;

mod generated {
    wasmtime::component::bindgen!({
        path: "../../wit",
        world: "document-type",
        exports: { default: async },
        // The host's strings are lent to the call, not copied for it.
        ownership: Borrowing { duplicate_if_necessary: true },
        include_component_type: true,
    });
}

pub(crate) use generated::{
    COMPONENT_TYPE, DocumentType as World, DocumentTypePre as WorldPre,
    exports::refit::document::plugin::{
        Class as WitClass, Descriptor, Effect as WitEffect, Error, Extraction,
        Feature as WitFeature, FeatureKind as WitFeatureKind, Golden as WitGolden,
        Rejection as WitRejection, RejectionReason as WitReason, Specimen, SubmissionParam,
        SubmissionResult,
    },
};

/// Days that can be counted at all: some 20,000 years either way. Beyond them the arithmetic of
/// the calendar panics instead of saying no.
const CALENDAR: std::ops::RangeInclusive<i32> = -7_304_484..=7_304_484;

impl<'a> From<&'a Submission> for SubmissionParam<'a> {
    fn from(submission: &'a Submission) -> Self {
        Self {
            document: &submission.document,
            received: submission.received.days_since_epoch(),
        }
    }
}

impl TryFrom<SubmissionResult> for Submission {
    /// The day that no calendar has.
    type Error = i32;

    fn try_from(submission: SubmissionResult) -> Result<Self, i32> {
        let received = Some(submission.received)
            .filter(|day| CALENDAR.contains(day))
            .and_then(Day::from_days_since_epoch)
            .ok_or(submission.received)?;
        Ok(Self {
            document: submission.document,
            received,
        })
    }
}

impl From<WitFeature> for Feature {
    fn from(feature: WitFeature) -> Self {
        Self {
            name: feature.name,
            title: text::printable(&feature.title, text::MAX_CHARS),
            kind: feature.kind.into(),
            lowest: feature.lowest,
            highest: feature.highest,
            effect: feature.effect.into(),
            may_be_missing: feature.may_be_missing,
        }
    }
}

impl From<WitFeatureKind> for FeatureKind {
    fn from(kind: WitFeatureKind) -> Self {
        match kind {
            WitFeatureKind::Flag => Self::Flag,
            WitFeatureKind::Count => Self::Count,
            WitFeatureKind::Amount => Self::Amount,
            WitFeatureKind::Ratio => Self::Ratio,
            WitFeatureKind::Days => Self::Days,
            WitFeatureKind::Score => Self::Score,
            WitFeatureKind::Other(name) => Self::Other(text::printable(&name, text::MAX_CHARS)),
        }
    }
}

impl From<WitEffect> for Effect {
    fn from(effect: WitEffect) -> Self {
        match effect {
            WitEffect::Raises => Self::Raises,
            WitEffect::Lowers => Self::Lowers,
            WitEffect::Either => Self::Either,
        }
    }
}

impl From<WitClass> for Class {
    fn from(class: WitClass) -> Self {
        match class {
            WitClass::Legitimate => Self::Legitimate,
            WitClass::Fraud => Self::Fraud,
        }
    }
}

impl From<WitReason> for RejectionReason {
    fn from(reason: WitReason) -> Self {
        let short = |text: String| text::printable(&text, text::MAX_CHARS);
        match reason {
            WitReason::NotJson(offset) => Self::NotJson(offset),
            WitReason::NotADocument => Self::NotADocument,
            WitReason::MissingField(field) => Self::MissingField(short(field)),
            WitReason::UnreadableField(field) => Self::UnreadableField(short(field)),
            WitReason::Other(reason) => Self::Other(short(reason)),
        }
    }
}

/// The reason of a call that the plugin refused.
pub(crate) fn refusal(error: Error) -> String {
    match error {
        Error::InvalidArgument(which) => format!(
            "an argument makes no sense: {}",
            text::printable(&which, text::MAX_CHARS)
        ),
        Error::TooMuch(most) => format!("it can answer for {most} documents at most"),
        Error::Other(reason) => text::printable(&reason, text::MAX_CHARS),
    }
}
