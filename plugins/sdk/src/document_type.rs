//! The trait that a plugin implements, and the three calls of the host in terms of it.

use crate::{
    Day, Descriptor, Error, Extraction, Feature, Golden, Random, Rejected, Rejection, Specimen,
    Submission,
};

/// A document type: what its features are, what its papers look like.
///
/// A plugin is one type that implements it and is named in [`export!`](crate::export). The
/// trait handles one document at a time; the functions beside it make lists of them. So slices
/// of a sequence concatenate, and a batch equals its documents one by one.
pub trait DocumentType {
    /// The document type, `snake_case`: `bank_statement`.
    const NAME: &'static str;
    /// The plural as routes show it, `kebab-case`: `bank-statements`.
    const PLURAL: &'static str;
    /// The document type's name for people: `Bank statement`.
    const TITLE: &'static str;
    /// The plugin's own version (semantic versioning): new whenever a feature changes.
    const VERSION: &'static str;
    /// The features, in the order of every row: at least one.
    const FEATURES: &'static [Feature];
    /// JSON Schema (2020-12) of a document: what the plugin can read.
    const DOCUMENT_SCHEMA: &'static str;
    /// The most documents that one call of the host may ask for.
    const MOST_DOCUMENTS: u32 = 20_000;

    /// A few documents with their features: at least one.
    fn goldens() -> Vec<Golden>;

    /// Synthetic document number `number` of a sequence, as it might lie on a desk on the day
    /// `as_of`.
    ///
    /// `random` is the document's own stream; nothing else may decide how the document looks.
    fn generate(random: &mut Random, number: u64, as_of: Day) -> Specimen;

    /// The features of a document: one number for each of [`FEATURES`](Self::FEATURES), in
    /// their order. Numbers beyond a feature's bounds are moved to its bounds.
    ///
    /// # Errors
    ///
    /// A [`Rejection`] where the document gives no row.
    fn extract(submission: &Submission) -> Result<Vec<f64>, Rejection>;
}

/// The days that documents can be made for: years 100 to 9899, so that a paper's own dates
/// have years of four digits.
const DAYS: core::ops::RangeInclusive<i32> = -683_003..=2_896_372;

/// What the plugin is.
#[must_use]
pub fn describe<T: DocumentType>() -> Descriptor {
    Descriptor {
        name: T::NAME.to_owned(),
        plural: T::PLURAL.to_owned(),
        title: T::TITLE.to_owned(),
        version: T::VERSION.to_owned(),
        sdk_version: crate::SDK_VERSION.to_owned(),
        features: T::FEATURES.to_vec(),
        document_schema: T::DOCUMENT_SCHEMA.to_owned(),
        goldens: T::goldens(),
    }
}

/// Documents number `start` to `start + count - 1` of the sequence that `seed` begins.
///
/// # Errors
///
/// [`Error::TooMuch`] above [`DocumentType::MOST_DOCUMENTS`], [`Error::InvalidArgument`] where
/// the sequence has no such numbers or no paper is dated as `as_of`.
pub fn generate<T: DocumentType>(
    seed: u64,
    start: u64,
    count: u32,
    as_of: Day,
) -> Result<Vec<Specimen>, Error> {
    if count > T::MOST_DOCUMENTS {
        return Err(Error::TooMuch(T::MOST_DOCUMENTS));
    }
    if !DAYS.contains(&as_of.days_since_epoch()) {
        return Err(Error::InvalidArgument(
            "as-of: a day of the years 100 to 9899 is wanted".to_owned(),
        ));
    }
    let end = start.checked_add(u64::from(count)).ok_or_else(|| {
        Error::InvalidArgument("start: start + count is wanted to fit into 64 bits".to_owned())
    })?;
    let document = |number| T::generate(&mut Random::for_document(seed, number), number, as_of);
    Ok((start..end).map(document).collect())
}

/// The feature rows of documents.
///
/// # Errors
///
/// [`Error::TooMuch`] above [`DocumentType::MOST_DOCUMENTS`], [`Error::Other`] where the plugin
/// broke its own schema: a row of another length, or NaN for a feature that may not be missing.
pub fn extract<T: DocumentType>(submissions: &[Submission]) -> Result<Extraction, Error> {
    let fits = u32::try_from(submissions.len()).is_ok_and(|count| count <= T::MOST_DOCUMENTS);
    if !fits {
        return Err(Error::TooMuch(T::MOST_DOCUMENTS));
    }
    let mut extraction = Extraction {
        values: Vec::with_capacity(submissions.len() * T::FEATURES.len()),
        rejected: Vec::new(),
    };
    for (index, submission) in (0..).zip(submissions) {
        match T::extract(submission) {
            Ok(row) => append_row(&mut extraction.values, &row, T::FEATURES)?,
            Err(reason) => extraction.rejected.push(Rejected { index, reason }),
        }
    }
    Ok(extraction)
}

fn append_row(values: &mut Vec<f64>, row: &[f64], features: &[Feature]) -> Result<(), Error> {
    if row.len() != features.len() {
        return Err(Error::Other(format!(
            "the plugin made a row of {} values for {} features",
            row.len(),
            features.len()
        )));
    }
    for (value, feature) in row.iter().zip(features) {
        let value = feature.within_bounds(*value);
        if !feature.allows(value) {
            return Err(Error::Other(format!(
                "the plugin made NaN of the feature {}, which may not be missing",
                feature.name
            )));
        }
        values.push(value);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tests::{GoodReceipt, Huge};

    const DAY: Day = Day::from_days_since_epoch(20_000);

    #[test]
    fn more_documents_than_a_call_can_answer_are_refused() {
        let most = GoodReceipt::MOST_DOCUMENTS;
        let too_many = generate::<GoodReceipt>(1, 0, most + 1, DAY);
        assert_eq!(too_many, Err(Error::TooMuch(most)));
        let submission = GoodReceipt::goldens().remove(0).submission;
        let submissions = vec![submission; most as usize + 1];
        assert_eq!(
            extract::<GoodReceipt>(&submissions),
            Err(Error::TooMuch(most))
        );
    }

    #[test]
    fn sequences_end_where_64_bits_do() {
        let last = generate::<GoodReceipt>(1, u64::MAX - 2, 2, DAY);
        assert_eq!(last.map(|documents| documents.len()), Ok(2));
        let beyond = generate::<GoodReceipt>(1, u64::MAX, 2, DAY);
        assert!(matches!(beyond, Err(Error::InvalidArgument(text)) if text.starts_with("start")));
    }

    #[test]
    fn days_whose_years_have_no_four_digits_are_refused() {
        for (year, is_refused) in [(50, true), (100, false), (9_899, false), (9_950, true)] {
            let day = Day::from_date(year, 6, 1).unwrap();
            let documents = generate::<GoodReceipt>(1, 0, 1, day);
            assert_eq!(documents.is_err(), is_refused, "{year}");
        }
    }

    #[test]
    fn values_beyond_the_bounds_become_the_bounds() {
        let submission = Submission {
            document: String::new(),
            received: DAY,
        };
        let extraction = extract::<Huge>(&[submission]).unwrap();
        assert_eq!(extraction.values, [1.0, 0.0]);
    }
}
