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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_descriptor_keeps_all_that_it_says() {
        let feature = Feature::new(
            "fee",
            "the fee",
            FeatureKind::Amount,
            (-1.0, 2.0),
            Effect::Lowers,
        );
        let submission = Submission {
            document: "{}".to_owned(),
            received: Day::from_days_since_epoch(-7),
        };
        let descriptor = wit::Descriptor::from(Descriptor {
            name: "name".to_owned(),
            plural: "plural".to_owned(),
            title: "title".to_owned(),
            version: "version".to_owned(),
            sdk_version: "sdk".to_owned(),
            features: vec![feature.clone(), feature.or_missing()],
            document_schema: "schema".to_owned(),
            goldens: vec![Golden {
                submission: submission.clone(),
                features: vec![0.5],
            }],
        });
        let texts = [
            &descriptor.name,
            &descriptor.plural,
            &descriptor.title,
            &descriptor.version,
            &descriptor.sdk_version,
            &descriptor.document_schema,
        ];
        assert_eq!(
            texts,
            ["name", "plural", "title", "version", "sdk", "schema"]
        );
        let [first, second] = &descriptor.features[..] else {
            panic!("{:?}", descriptor.features)
        };
        assert_eq!((&*first.name, &*first.title), ("fee", "the fee"));
        assert_eq!((first.lowest, first.highest), (-1.0, 2.0));
        assert_eq!((first.may_be_missing, second.may_be_missing), (false, true));
        assert!(matches!(first.kind, wit::FeatureKind::Amount));
        assert!(matches!(first.effect, wit::Effect::Lowers));
        let golden = descriptor.goldens[0].clone();
        assert_eq!(golden.features, [0.5]);
        assert_eq!(Submission::from(golden.submission), submission);
    }

    #[test]
    fn a_specimen_keeps_all_that_it_says() {
        for (class, is_fraud) in [(Class::Legitimate, false), (Class::Fraud, true)] {
            let specimen = wit::Specimen::from(Specimen {
                submission: Submission {
                    document: "{}".to_owned(),
                    received: Day::from_days_since_epoch(3),
                },
                class,
                risk_score: 12.5,
                mechanism: "none".to_owned(),
            });
            assert_eq!(matches!(specimen.class, wit::Class::Fraud), is_fraud);
            assert_eq!((specimen.risk_score, &*specimen.mechanism), (12.5, "none"));
            assert_eq!(specimen.submission.received, 3);
        }
    }

    #[test]
    fn rejections_keep_their_place_and_their_reason() {
        let rejected = |index, reason| Rejected { index, reason };
        let field = || "fee".to_owned();
        let extraction = wit::Extraction::from(Extraction {
            values: vec![1.0, 2.0],
            rejected: vec![
                rejected(0, Rejection::NotJson(9)),
                rejected(2, Rejection::NotADocument),
                rejected(3, Rejection::MissingField(field())),
                rejected(5, Rejection::UnreadableField(field())),
                rejected(8, Rejection::Other(field())),
            ],
        });
        assert_eq!(extraction.values, [1.0, 2.0]);
        let indices: Vec<u32> = extraction.rejected.iter().map(|one| one.index).collect();
        assert_eq!(indices, [0, 2, 3, 5, 8]);
        let reasons: Vec<String> = extraction
            .rejected
            .iter()
            .map(|one| match &one.reason {
                wit::RejectionReason::NotJson(offset) => format!("not json {offset}"),
                wit::RejectionReason::NotADocument => "not a document".to_owned(),
                wit::RejectionReason::MissingField(field) => format!("missing {field}"),
                wit::RejectionReason::UnreadableField(field) => format!("unreadable {field}"),
                wit::RejectionReason::Other(text) => format!("other {text}"),
            })
            .collect();
        assert_eq!(
            reasons,
            [
                "not json 9",
                "not a document",
                "missing fee",
                "unreadable fee",
                "other fee"
            ]
        );
    }

    #[test]
    fn errors_keep_what_they_say() {
        assert!(matches!(
            Error::InvalidArgument("a".to_owned()).into(),
            wit::Error::InvalidArgument(text) if text == "a"
        ));
        assert!(matches!(Error::TooMuch(7).into(), wit::Error::TooMuch(7)));
        assert!(matches!(
            Error::Other("b".to_owned()).into(),
            wit::Error::Other(text) if text == "b"
        ));
    }
}
