//! What a document type says of its features.

use std::borrow::Cow;

/// One feature of a document type, in the place that it has in every row.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Its name in reports: `snake_case`, unique within the type.
    pub name: Cow<'static, str>,
    /// What a reviewer reads instead of the name: a few plain words.
    pub title: Cow<'static, str>,
    /// What its numbers mean.
    pub kind: FeatureKind,
    /// The lowest value that a row may have for it (finite).
    pub lowest: f64,
    /// The highest value that a row may have for it (finite, above the lowest).
    pub highest: f64,
    /// How a higher value is expected to move the risk.
    pub effect: Effect,
    /// Whether NaN, "not on this paper", is an answer.
    pub may_be_missing: bool,
}

impl Feature {
    /// A feature that always has a value from `lowest` to `highest`.
    #[must_use]
    pub const fn new(
        name: &'static str,
        title: &'static str,
        kind: FeatureKind,
        (lowest, highest): (f64, f64),
        effect: Effect,
    ) -> Self {
        Self {
            name: Cow::Borrowed(name),
            title: Cow::Borrowed(title),
            kind,
            lowest,
            highest,
            effect,
            may_be_missing: false,
        }
    }

    /// 0 or 1, or a degree between them.
    #[must_use]
    pub const fn flag(name: &'static str, title: &'static str, effect: Effect) -> Self {
        Self::new(name, title, FeatureKind::Flag, (0.0, 1.0), effect)
    }

    /// A number of things, from 0 to `most`.
    #[must_use]
    pub const fn count(name: &'static str, title: &'static str, most: f64, effect: Effect) -> Self {
        Self::new(name, title, FeatureKind::Count, (0.0, most), effect)
    }

    /// Money, from 0 to `most`, in the document's own currency.
    #[must_use]
    pub const fn amount(
        name: &'static str,
        title: &'static str,
        most: f64,
        effect: Effect,
    ) -> Self {
        Self::new(name, title, FeatureKind::Amount, (0.0, most), effect)
    }

    /// One quantity over another, from 0 to `most`.
    #[must_use]
    pub const fn ratio(name: &'static str, title: &'static str, most: f64, effect: Effect) -> Self {
        Self::new(name, title, FeatureKind::Ratio, (0.0, most), effect)
    }

    /// A number of days, up to `most` either way.
    #[must_use]
    pub const fn days(name: &'static str, title: &'static str, most: f64, effect: Effect) -> Self {
        Self::new(name, title, FeatureKind::Days, (-most, most), effect)
    }

    /// The same feature, that may also be NaN.
    #[must_use]
    pub const fn or_missing(mut self) -> Self {
        self.may_be_missing = true;
        self
    }

    /// A value moved into the feature's bounds; negative zero becomes zero. NaN stays NaN.
    #[must_use]
    pub const fn within_bounds(&self, value: f64) -> f64 {
        value.clamp(self.lowest, self.highest) + 0.0
    }

    /// Whether a row may have this value for it.
    #[must_use]
    pub const fn allows(&self, value: f64) -> bool {
        if value.is_nan() {
            self.may_be_missing
        } else {
            value >= self.lowest && value <= self.highest
        }
    }
}

/// What a feature's numbers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeatureKind {
    /// 0 or 1, or a degree between them.
    Flag,
    /// A number of things.
    Count,
    /// Money, in the document's own currency.
    Amount,
    /// One quantity over another.
    Ratio,
    /// A number of days.
    Days,
    /// A graded assessment, on the scale that its bounds give.
    Score,
}

/// How a higher value of a feature is expected to move the risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A higher value makes fraud more likely.
    Raises,
    /// A higher value makes fraud less likely.
    Lowers,
    /// It depends on the other features.
    Either,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: Feature = Feature::new(
        "share",
        "a share",
        FeatureKind::Ratio,
        (0.0, 1.0),
        Effect::Either,
    );

    #[test]
    fn values_are_moved_into_the_bounds() {
        assert_eq!(SHARE.within_bounds(f64::INFINITY), 1.0);
        assert_eq!(SHARE.within_bounds(-3.0), 0.0);
        assert_eq!(SHARE.within_bounds(-0.0).to_bits(), 0.0_f64.to_bits());
        assert!(SHARE.within_bounds(f64::NAN).is_nan());
    }

    #[test]
    fn nan_is_allowed_only_where_the_feature_may_be_missing() {
        assert!(!SHARE.allows(f64::NAN));
        assert!(SHARE.or_missing().allows(f64::NAN));
        assert!(!SHARE.allows(1.1));
        assert!(SHARE.allows(1.0));
    }
}
