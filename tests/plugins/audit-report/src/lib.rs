//! The document type `audit_report`: what a public auditor found at a firm.

use refit_plugin::{
    Class, Day, DocumentType, Effect, Feature, FeatureKind, Fields, Golden, Json, Random, Reading,
    Rejection, Specimen, Submission, libm,
};

/// An audit report.
#[derive(Debug)]
pub struct AuditReport;

refit_plugin::export!(AuditReport);

/// A sum as the logarithm of one more than it, so that a few large firms do not decide alone.
const fn logarithm(name: &'static str, title: &'static str) -> Feature {
    Feature::new(name, title, FeatureKind::Score, (0.0, 30.0), Effect::Raises)
}

impl DocumentType for AuditReport {
    const NAME: &'static str = "audit_report";
    const PLURAL: &'static str = "audit-reports";
    const TITLE: &'static str = "Audit report";
    const VERSION: &'static str = "1.0.0";

    const FEATURES: &'static [Feature] = &[
        Feature::new(
            "sector_score",
            "historical risk of the sector",
            FeatureKind::Score,
            (0.0, 100.0),
            Effect::Either,
        ),
        logarithm(
            "log_planned",
            "discrepancies found in the planned audit, log",
        ),
        logarithm("log_unplanned", "discrepancies found beside the plan, log"),
        logarithm("log_total", "all discrepancies, log"),
        Feature::new(
            "count",
            "number of findings",
            FeatureKind::Count,
            (0.0, 1e6),
            Effect::Raises,
        ),
        logarithm("log_money", "money involved in past misstatements, log").or_missing(),
        Feature::new(
            "district_loss",
            "grade of the district's losses",
            FeatureKind::Score,
            (0.0, 100.0),
            Effect::Raises,
        ),
        Feature::new(
            "history",
            "grade of the firm's past losses",
            FeatureKind::Score,
            (0.0, 1e6),
            Effect::Raises,
        ),
        Feature::new(
            "unplanned_share",
            "share of discrepancies found beside the plan",
            FeatureKind::Ratio,
            (0.0, 1.0),
            Effect::Either,
        ),
        Feature::new(
            "sum_mismatch",
            "how far the parts are from the stated total",
            FeatureKind::Amount,
            (0.0, 1e9),
            Effect::Raises,
        ),
    ];

    const DOCUMENT_SCHEMA: &'static str = r#"{
        "type": "object",
        "required": ["sector_score", "findings"],
        "properties": {
            "sector_score": {"type": ["number", "string"]},
            "findings": {
                "type": "object",
                "properties": {
                    "planned_discrepancy": {"type": ["number", "string"]},
                    "unplanned_discrepancy": {"type": ["number", "string"]},
                    "total": {"type": ["number", "string"]},
                    "count": {"type": ["number", "string"]}
                }
            },
            "money_value": {"type": ["number", "string", "null"]},
            "district_loss": {"type": ["number", "string"]},
            "history": {"type": ["number", "string"]}
        }
    }"#;

    fn extract(submission: &Submission) -> Result<Vec<f64>, Rejection> {
        let document = Json::parse(&submission.document)?;
        let fields = Fields::of(&document, &["data"]);
        let needed = |name: &str| fields.amount(&[name]).needed(name);
        let planned = needed("findings.planned_discrepancy")?.max(0.0);
        let unplanned = needed("findings.unplanned_discrepancy")?.max(0.0);
        let total = needed("findings.total")?.max(0.0);
        let money = match fields.amount(&["money_value"]) {
            Reading::Read(money) => libm::log1p(money.max(0.0)),
            Reading::Missing => f64::NAN,
            Reading::Unreadable => {
                return Err(Rejection::UnreadableField("money_value".to_owned()));
            }
        };
        let share = if total > 0.0 { unplanned / total } else { 0.0 };
        let mismatch = (planned + unplanned - total).abs();
        Ok(vec![
            needed("sector_score")?,
            libm::log1p(planned),
            libm::log1p(unplanned),
            libm::log1p(total),
            needed("findings.count")?,
            money,
            needed("district_loss")?,
            needed("history")?,
            share,
            // What is left of sums that are right is rounding.
            if mismatch < 0.005 { 0.0 } else { mismatch },
        ])
    }

    fn generate(random: &mut Random, _number: u64, as_of: Day) -> Specimen {
        let is_fraud = random.chance(0.4);
        let cents = |sum: f64| (sum * 100.0).round() / 100.0;
        let scale = if is_fraud { 2.4 } else { 0.8 };
        let planned = cents(random.log_normal(scale, 0.9));
        let unplanned = cents(random.log_normal(scale, 0.9));
        let is_misstated = random.chance(if is_fraud { 0.1 } else { 0.02 });
        let total = cents((planned + unplanned) * if is_misstated { 0.8 } else { 1.0 });
        let grade = |random: &mut Random, chance: f64| 2 * (1 + i64::from(random.chance(chance)));
        let money = cents(random.log_normal(scale, 1.2));
        let document = Json::object([
            ("document_type", Json::from("audit_report")),
            ("sector_score", Json::from(cents(random.between(1.0, 60.0)))),
            (
                "findings",
                Json::object([
                    ("planned_discrepancy", planned),
                    ("unplanned_discrepancy", unplanned),
                    ("total", total),
                    ("count", 5.0 + random.place(5) as f64),
                ]),
            ),
            (
                "money_value",
                Json::from(random.chance(0.97).then_some(money)),
            ),
            (
                "district_loss",
                Json::from(grade(random, if is_fraud { 0.5 } else { 0.2 })),
            ),
            (
                "history",
                Json::from(i64::from(random.chance(if is_fraud { 0.3 } else { 0.05 }))),
            ),
        ]);
        let risk_score = if is_fraud {
            random.between(70.0, 100.0)
        } else {
            random.between(0.0, 30.0)
        };
        Specimen {
            submission: Submission {
                document: document.to_string(),
                received: as_of,
            },
            class: if is_fraud {
                Class::Fraud
            } else {
                Class::Legitimate
            },
            risk_score,
            mechanism: if is_fraud {
                "large_discrepancies"
            } else {
                "plain"
            }
            .to_owned(),
        }
    }

    fn goldens() -> Vec<Golden> {
        let document = r#"{"sector_score": "2.5", "findings": {"planned_discrepancy": 0,
            "unplanned_discrepancy": 0, "total": 1, "count": 5}, "district_loss": 2, "history": 0}"#;
        vec![Golden {
            submission: Submission {
                document: document.to_owned(),
                received: Day::default(),
            },
            features: vec![
                2.5,
                0.0,
                0.0,
                core::f64::consts::LN_2,
                5.0,
                f64::NAN,
                2.0,
                0.0,
                0.0,
                1.0,
            ],
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_the_laws() {
        refit_plugin::testing::check::<AuditReport>().assert();
    }

    #[test]
    fn numbers_as_text_are_the_same_numbers() {
        let golden = AuditReport::goldens().remove(0).submission;
        let text = golden.document.replace(": 1,", ": \"1.00\",");
        let as_text = Submission {
            document: text,
            ..golden.clone()
        };
        let row = |submission| {
            let row = AuditReport::extract(submission).unwrap();
            row.into_iter().map(f64::to_bits).collect::<Vec<_>>()
        };
        assert_eq!(row(&as_text), row(&golden));
    }
}
