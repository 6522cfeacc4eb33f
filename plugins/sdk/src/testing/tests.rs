//! A document type that keeps all laws, and its like that break one each.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::*;
use crate::{
    Class, DocumentType, Effect, Feature, FeatureKind, Fields, Golden, Json, Random, Reading,
    Rejection,
};

thread_local! {
    /// How many documents the present call generated.
    static CALLS_OF_THIS_CALL: core::cell::Cell<u32> = const { core::cell::Cell::new(0) };
}

/// A receipt with a total and a tip. `FAULT` is what is wrong with the type.
pub(crate) struct Receipt<const FAULT: u8>;

const NOTHING: u8 = 0;
const ANOTHER_GOLDEN_ON_EVERY_CALL: u8 = 1;
const TITLE_WITHOUT_TEXT: u8 = 2;
const WRONG_GOLDEN: u8 = 3;
const COUNTS_CALLS: u8 = 4;
const IGNORES_THE_SEED: u8 = 5;
const ONLY_HONEST: u8 = 6;
const SCORES_UPSIDE_DOWN: u8 = 7;
const RECEIVED_TOMORROW: u8 = 8;
const CANNOT_READ_ITS_OWN: u8 = 9;
const MAKES_NAN: u8 = 10;
const CONSTANT_TIP: u8 = 11;
const REMEMBERS: u8 = 12;
const TAKES_EMPTY_OBJECTS: u8 = 13;
const PANICS_AT_LISTS: u8 = 14;
const TELLS_SECRETS: u8 = 15;
const SCORE_BEYOND_100: u8 = 16;
const PANICS_AT_ONCE: u8 = 17;
const COUNTS_TO_SEVEN: u8 = 18;
const PERCENT_FOR_SHARE: u8 = 19;
const TELLS_BY_TOTAL: u8 = 20;
const PANICS_AT_ZERO_DAYS: u8 = 21;

impl<const FAULT: u8> Receipt<FAULT> {
    fn is_off(fault: u8) -> bool {
        FAULT == fault
    }
}

const TOTAL: Feature = Feature::new(
    "total",
    "the total",
    FeatureKind::Amount,
    (0.0, 1_000.0),
    Effect::Raises,
);
const TIP: Feature = Feature::new(
    "tip",
    "the tip's share",
    FeatureKind::Ratio,
    (0.0, 1.0),
    Effect::Either,
);

impl<const FAULT: u8> DocumentType for Receipt<FAULT> {
    const NAME: &'static str = "receipt";
    const PLURAL: &'static str = "receipts";
    const TITLE: &'static str = if FAULT == TITLE_WITHOUT_TEXT {
        " "
    } else {
        "Receipt"
    };
    const VERSION: &'static str = "1.0.0";
    const FEATURES: &'static [Feature] = &[TOTAL, TIP.or_missing()];
    const DOCUMENT_SCHEMA: &'static str = r#"{"type":"object"}"#;

    fn goldens() -> Vec<Golden> {
        static CALLS: AtomicU32 = AtomicU32::new(0);
        let call = if Self::is_off(ANOTHER_GOLDEN_ON_EVERY_CALL) {
            CALLS.fetch_add(1, Ordering::Relaxed)
        } else {
            0
        };
        let total = if Self::is_off(WRONG_GOLDEN) { 8.0 } else { 7.0 };
        vec![Golden {
            submission: Submission {
                document: format!(r#"{{"total":"$7.00","lines":[{{"sum":7}}],"call":{call}}}"#),
                received: Day::from_days_since_epoch(20_000),
            },
            features: vec![total, f64::NAN],
        }]
    }

    fn generate(random: &mut Random, number: u64, as_of: Day) -> Specimen {
        static CALLS: AtomicU64 = AtomicU64::new(0);
        let mut fixed = Random::for_document(0, number);
        let random = if Self::is_off(IGNORES_THE_SEED) {
            &mut fixed
        } else {
            random
        };
        // Each call of a component begins anew: so does the count.
        let counted = Self::is_off(COUNTS_TO_SEVEN)
            && CALLS_OF_THIS_CALL.with(|calls| calls.replace(calls.get() + 1) % 7 == 3);
        let is_fraud = (random.chance(0.4) ^ counted) && !Self::is_off(ONLY_HONEST);
        let is_risky = is_fraud != Self::is_off(SCORES_UPSIDE_DOWN);
        let call = if Self::is_off(COUNTS_CALLS) {
            CALLS.fetch_add(1, Ordering::Relaxed)
        } else {
            number
        };
        let age = if Self::is_off(RECEIVED_TOMORROW) {
            1
        } else {
            -3
        };
        let total = random.between(1.0, 900.0);
        let total = if Self::is_off(TELLS_BY_TOTAL) && is_fraud {
            900.0 + total / 10.0
        } else {
            total
        };
        let document = Json::object([
            ("total", Json::from(total)),
            ("tip", Json::from(random.chance(0.5).then(|| random.unit()))),
            ("number", Json::Whole(call as i64)),
        ]);
        Specimen {
            submission: Submission {
                document: document.to_string(),
                received: as_of.plus(age),
            },
            class: if is_fraud {
                Class::Fraud
            } else {
                Class::Legitimate
            },
            risk_score: match (is_risky, Self::is_off(SCORE_BEYOND_100)) {
                (true, true) => 100.5,
                (true, false) => 90.0,
                (false, _) => 10.0,
            },
            mechanism: "none".to_owned(),
        }
    }

    fn extract(submission: &Submission) -> Result<Vec<f64>, Rejection> {
        static CALLS: AtomicU32 = AtomicU32::new(0);
        assert!(!Self::is_off(PANICS_AT_ONCE), "at once");
        assert!(
            !Self::is_off(PANICS_AT_ZERO_DAYS) || !submission.document.contains("0000-00-00"),
            "day zero"
        );
        let document = Json::parse(&submission.document)?;
        if !matches!(document, Json::Object(_)) {
            return Err(Rejection::NotADocument);
        }
        if let Some(Json::List(items)) = document.get("total")
            && Self::is_off(PANICS_AT_LISTS)
        {
            assert!(!items.is_empty(), "an empty list of totals");
        }
        let fields = Fields::of(&document, &[]);
        let total = match fields.amount(&["total"]) {
            Reading::Read(_)
                if Self::is_off(CANNOT_READ_ITS_OWN) && document.get("tip").is_some() =>
            {
                return Err(Rejection::Other("no tips, please".to_owned()));
            }
            Reading::Read(total) => total,
            Reading::Missing if Self::is_off(TAKES_EMPTY_OBJECTS) => 0.0,
            Reading::Missing => return Err(Rejection::MissingField("total".to_owned())),
            Reading::Unreadable if Self::is_off(TELLS_SECRETS) => {
                let text = document.get("total").and_then(Json::text);
                return Err(Rejection::Other(text.unwrap_or_default().into_owned()));
            }
            Reading::Unreadable => return Err(Rejection::UnreadableField("total".to_owned())),
        };
        let tip = match fields.amount(&["tip"]) {
            _ if Self::is_off(CONSTANT_TIP) => f64::NAN,
            _ if Self::is_off(REMEMBERS) => f64::from(CALLS.fetch_add(1, Ordering::Relaxed)) / 1e6,
            Reading::Read(tip) if Self::is_off(PERCENT_FOR_SHARE) => tip * 100.0,
            Reading::Read(tip) => tip,
            Reading::Missing | Reading::Unreadable => f64::NAN,
        };
        let total = if Self::is_off(MAKES_NAN) && total > 890.0 {
            f64::NAN
        } else {
            total
        };
        Ok(vec![total, tip])
    }
}

/// The type that keeps all laws.
pub(crate) type GoodReceipt = Receipt<NOTHING>;

/// A type whose values are beyond their bounds.
pub(crate) struct Huge;

impl DocumentType for Huge {
    const NAME: &'static str = GoodReceipt::NAME;
    const PLURAL: &'static str = GoodReceipt::PLURAL;
    const TITLE: &'static str = GoodReceipt::TITLE;
    const VERSION: &'static str = GoodReceipt::VERSION;
    const FEATURES: &'static [Feature] = &[TIP, TIP];
    const DOCUMENT_SCHEMA: &'static str = GoodReceipt::DOCUMENT_SCHEMA;

    fn goldens() -> Vec<Golden> {
        Vec::new()
    }

    fn generate(random: &mut Random, number: u64, as_of: Day) -> Specimen {
        GoodReceipt::generate(random, number, as_of)
    }

    fn extract(_: &Submission) -> Result<Vec<f64>, Rejection> {
        Ok(vec![f64::INFINITY, -5.0])
    }
}

/// The names of the broken laws.
fn broken(report: &Report) -> Vec<&'static str> {
    let broken = report.laws.iter().filter(|law| !law.passed);
    broken.map(|law| law.name).collect()
}

#[test]
fn a_good_type_keeps_all_laws() {
    let report = check::<GoodReceipt>();
    report.assert();
    assert!(report.passed());
    assert_eq!(report.laws.len(), 15);
    let names = report.laws.iter().map(|law| law.name);
    let seen: Vec<_> = laws::ALL
        .into_iter()
        .filter(|law| names.clone().any(|name| name == *law))
        .collect();
    assert_eq!(names.collect::<Vec<_>>(), seen, "in the order of ALL");
    assert!(report.laws.iter().all(|law| !law.detail.is_empty()));
}

#[test]
fn every_law_is_broken_by_a_type_and_by_no_other_fault() {
    for (report, law, detail) in [
        (
            check::<Receipt<ANOTHER_GOLDEN_ON_EVERY_CALL>>(),
            laws::DESCRIBE_IS_STABLE,
            "the golden documents: not the same",
        ),
        (
            check::<Receipt<TITLE_WITHOUT_TEXT>>(),
            laws::DESCRIPTOR_IS_VALID,
            "the title",
        ),
        (
            check::<Receipt<WRONG_GOLDEN>>(),
            laws::GOLDEN_ROWS_MATCH,
            "golden document 0: total is 7.0, and 8.0 is stated",
        ),
        (
            check::<Receipt<IGNORES_THE_SEED>>(),
            laws::SEEDS_DIFFER,
            "1000 of 1000 documents are the same",
        ),
        (
            check::<Receipt<SCORES_UPSIDE_DOWN>>(),
            laws::SCORES_FIT_CLASSES,
            "no forged document has a score of 70 or more",
        ),
        (
            check::<Receipt<SCORE_BEYOND_100>>(),
            laws::SCORES_FIT_CLASSES,
            "the score is 100.5",
        ),
        (
            check::<Receipt<RECEIVED_TOMORROW>>(),
            laws::RECEIVED_BY_AS_OF,
            "received on 2024-03-01, made for 2024-02-29",
        ),
        (
            check::<Receipt<CONSTANT_TIP>>(),
            laws::EVERY_FEATURE_VARIES,
            "tip is always NaN",
        ),
        (
            check::<Receipt<PERCENT_FOR_SHARE>>(),
            laws::VALUES_FIT_SCHEMA,
            "tip is beyond its bounds, 0 to 1, in",
        ),
        (
            check::<Receipt<TELLS_BY_TOTAL>>(),
            laws::NO_SINGLE_FEATURE_DECIDES,
            "total alone has a ROC-AUC of 1.000",
        ),
        (
            check::<Receipt<PANICS_AT_ZERO_DAYS>>(),
            laws::DAMAGED_ARE_ANSWERED,
            "extract fails: panic: day zero",
        ),
        (
            check::<Receipt<REMEMBERS>>(),
            laws::BATCH_EQUALS_ROWS,
            "another row when it is alone",
        ),
        (
            check::<Receipt<TAKES_EMPTY_OBJECTS>>(),
            laws::HOSTILE_ARE_REJECTED,
            "the text \"{}\": a row, not a rejection",
        ),
        (
            check::<Receipt<PANICS_AT_LISTS>>(),
            laws::HOSTILE_ARE_REJECTED,
            "an empty list at /total: extract fails: panic: an empty list of totals",
        ),
        (
            check::<Receipt<TELLS_SECRETS>>(),
            laws::HOSTILE_ARE_REJECTED,
            "a secret at /total: the rejection repeats",
        ),
    ] {
        let found = report.laws.iter().find(|found| found.name == law).unwrap();
        assert!(!found.passed, "{law}");
        assert!(found.detail.contains(detail), "{law}: {}", found.detail);
        // A type that remembers has rows that no golden document can state.
        let others: Vec<_> = broken(&report)
            .into_iter()
            .filter(|name| *name != law && *name != laws::GOLDEN_ROWS_MATCH)
            // Damaged documents have lists for totals too.
            .filter(|name| *name != laws::DAMAGED_ARE_ANSWERED || law != laws::HOSTILE_ARE_REJECTED)
            .collect();
        assert!(others.is_empty(), "{law}, and also {others:?}");
    }
}

#[test]
fn a_generator_that_counts_its_calls_has_no_slices() {
    let report = check::<Receipt<COUNTS_CALLS>>();
    assert!(broken(&report).contains(&laws::SLICES_CONCATENATE));
}

/// As a component is called: with nothing left of the call before.
struct Forgetful;

impl Plugin for Forgetful {
    fn describe(&self) -> Result<Descriptor, String> {
        Native::<Receipt<COUNTS_TO_SEVEN>>::new().describe()
    }

    fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, String> {
        CALLS_OF_THIS_CALL.with(|calls| calls.set(0));
        Native::<Receipt<COUNTS_TO_SEVEN>>::new().generate(seed, start, count, as_of)
    }

    fn extract(&self, submissions: &[Submission]) -> Result<Extraction, String> {
        Native::<Receipt<COUNTS_TO_SEVEN>>::new().extract(submissions)
    }
}

#[test]
fn a_generator_that_counts_within_a_call_has_no_slices() {
    assert_eq!(
        broken(&check_plugin(&Forgetful)),
        [laws::SLICES_CONCATENATE]
    );
}

#[test]
fn what_one_fault_prevents_is_not_looked_at_and_not_told_again() {
    let report = check::<Receipt<PANICS_AT_ONCE>>();
    let not_looked_at: Vec<_> = report.laws.iter().filter(|law| !law.looked_at).collect();
    assert!(not_looked_at.len() >= 2);
    for law in not_looked_at {
        assert!(!law.passed);
        assert!(law.detail.starts_with("not looked at, because of "));
    }
    assert!(
        report
            .to_string()
            .contains("-       values-fit-schema: not looked at")
    );
}

#[test]
fn a_sequence_without_forgeries_lacks_a_class_and_its_scores() {
    assert_eq!(
        broken(&check::<Receipt<ONLY_HONEST>>()),
        [laws::BOTH_CLASSES_PRESENT, laws::SCORES_FIT_CLASSES]
    );
}

#[test]
fn a_type_that_rejects_its_own_documents_is_found_out() {
    assert!(broken(&check::<Receipt<CANNOT_READ_ITS_OWN>>()).contains(&laws::SYNTHETIC_ARE_READ));
}

#[test]
fn nan_where_it_is_not_allowed_breaks_the_schema() {
    let report = check::<Receipt<MAKES_NAN>>();
    assert!(broken(&report).contains(&laws::VALUES_FIT_SCHEMA));
    assert!(report.to_string().contains("NaN of the feature total"));
}

#[test]
#[should_panic(expected = "BROKEN  golden-rows-match")]
fn a_broken_law_fails_the_test_of_its_author() {
    check::<Receipt<WRONG_GOLDEN>>().assert();
}

#[test]
fn a_type_that_always_panics_is_reported_and_not_endured() {
    let broken = broken(&check::<Receipt<PANICS_AT_ONCE>>());
    for law in [
        laws::GOLDEN_ROWS_MATCH,
        laws::SYNTHETIC_ARE_READ,
        laws::HOSTILE_ARE_REJECTED,
    ] {
        assert!(broken.contains(&law), "{law}");
    }
}

/// Answers that the SDK itself would not let out.
struct Foreign {
    extraction: fn(Extraction) -> Extraction,
}

impl Plugin for Foreign {
    fn describe(&self) -> Result<Descriptor, String> {
        Native::<GoodReceipt>::new().describe()
    }

    fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, String> {
        Native::<GoodReceipt>::new().generate(seed, start, count, as_of)
    }

    fn extract(&self, submissions: &[Submission]) -> Result<Extraction, String> {
        Native::<GoodReceipt>::new()
            .extract(submissions)
            .map(self.extraction)
    }
}

/// What is told of a type whose values break their law.
fn told_of(extraction: fn(Extraction) -> Extraction) -> String {
    let report = check_plugin(&Foreign { extraction });
    assert!(broken(&report).contains(&laws::VALUES_FIT_SCHEMA));
    report.to_string()
}

#[test]
fn values_beyond_the_bounds_break_the_schema() {
    let told = told_of(|mut extraction| {
        extraction
            .values
            .iter_mut()
            .step_by(2)
            .for_each(|total| *total += 200.0);
        extraction
    });
    assert!(told.contains("feature total is 1"), "{told}");
    assert!(told.contains("not 0 to 1000"), "{told}");
    let told = told_of(|mut extraction| {
        extraction
            .values
            .iter_mut()
            .for_each(|value| *value = f64::INFINITY);
        extraction
    });
    assert!(told.contains("is inf"), "{told}");
}

#[test]
fn rows_that_do_not_add_up_break_the_schema() {
    let told = told_of(|mut extraction| {
        extraction.values.pop();
        extraction
    });
    assert!(
        told.contains("499 values for 250 rows of 2 features"),
        "{told}"
    );
    let told = told_of(|mut extraction| {
        let last = extraction.values.len().saturating_sub(2);
        extraction.values.truncate(last);
        extraction.rejected.push(crate::Rejected {
            index: 9_999,
            reason: Rejection::NotADocument,
        });
        extraction
    });
    assert!(told.contains("rejects document 9999 of 250"), "{told}");
}
