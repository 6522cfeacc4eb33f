//! The interface's types to and from the SDK's.

use super::wit;
use crate::{
    Class, Day, Descriptor, Effect, Error, Extraction, Feature, FeatureKind, Golden, Rejected,
    Rejection, Specimen, Submission,
};

impl From<wit::Submission> for Submission {
    fn from(submission: wit::Submission) -> Self {
        Self {
            document: submission.document,
            received: Day::from_days_since_epoch(submission.received),
        }
    }
}

impl From<Submission> for wit::Submission {
    fn from(submission: Submission) -> Self {
        Self {
            document: submission.document,
            received: submission.received.days_since_epoch(),
        }
    }
}

impl From<Descriptor> for wit::Descriptor {
    fn from(descriptor: Descriptor) -> Self {
        Self {
            name: descriptor.name,
            plural: descriptor.plural,
            title: descriptor.title,
            version: descriptor.version,
            sdk_version: descriptor.sdk_version,
            features: descriptor.features.into_iter().map(Into::into).collect(),
            document_schema: descriptor.document_schema,
            goldens: descriptor.goldens.into_iter().map(Into::into).collect(),
            extra: Vec::new(),
        }
    }
}

impl From<Feature> for wit::Feature {
    fn from(feature: Feature) -> Self {
        Self {
            name: feature.name.into_owned(),
            title: feature.title.into_owned(),
            kind: feature.kind.into(),
            lowest: feature.lowest,
            highest: feature.highest,
            effect: feature.effect.into(),
            may_be_missing: feature.may_be_missing,
            extra: Vec::new(),
        }
    }
}

impl From<FeatureKind> for wit::FeatureKind {
    fn from(kind: FeatureKind) -> Self {
        match kind {
            FeatureKind::Flag => Self::Flag,
            FeatureKind::Count => Self::Count,
            FeatureKind::Amount => Self::Amount,
            FeatureKind::Ratio => Self::Ratio,
            FeatureKind::Days => Self::Days,
            FeatureKind::Score => Self::Score,
        }
    }
}

impl From<Effect> for wit::Effect {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Raises => Self::Raises,
            Effect::Lowers => Self::Lowers,
            Effect::Either => Self::Either,
        }
    }
}

impl From<Golden> for wit::Golden {
    fn from(golden: Golden) -> Self {
        Self {
            submission: golden.submission.into(),
            features: golden.features,
        }
    }
}

impl From<Specimen> for wit::Specimen {
    fn from(specimen: Specimen) -> Self {
        Self {
            submission: specimen.submission.into(),
            class: specimen.class.into(),
            risk_score: specimen.risk_score,
            mechanism: specimen.mechanism,
            extra: Vec::new(),
        }
    }
}

impl From<Class> for wit::Class {
    fn from(class: Class) -> Self {
        match class {
            Class::Legitimate => Self::Legitimate,
            Class::Fraud => Self::Fraud,
        }
    }
}

impl From<Extraction> for wit::Extraction {
    fn from(extraction: Extraction) -> Self {
        Self {
            values: extraction.values,
            rejected: extraction.rejected.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Rejected> for wit::Rejection {
    fn from(rejected: Rejected) -> Self {
        Self {
            index: rejected.index,
            reason: rejected.reason.into(),
        }
    }
}

impl From<Rejection> for wit::RejectionReason {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::NotJson(offset) => Self::NotJson(offset),
            Rejection::NotADocument => Self::NotADocument,
            Rejection::MissingField(field) => Self::MissingField(field),
            Rejection::UnreadableField(field) => Self::UnreadableField(field),
            Rejection::Other(reason) => Self::Other(reason),
        }
    }
}

impl From<Error> for wit::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::InvalidArgument(what) => Self::InvalidArgument(what),
            Error::TooMuch(most) => Self::TooMuch(most),
            Error::Other(reason) => Self::Other(reason),
        }
    }
}
