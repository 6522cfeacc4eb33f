//! One paystub in several shapes and spellings.

use super::{extract, feature, same};

const FLAT: &str = r#"{"employee_name":"Ana Ruiz","employee_id_number":"88","employer_name":"Harbor Dental LLC",
    "gross_pay":2408.0,"net_pay":2003.19,"pay_date":"2025-03-20",
    "deductions":"[{\"name\":\"Fed Withholding\",\"amount\":209.06},{\"name\":\"OASDI\",\"amount\":148.52},{\"name\":\"Medicare\",\"amount\":34.73},{\"name\":\"Dental\",\"amount\":12.5}]"}"#;

const NESTED: &str = r#"{
    "net_pay": {"value": "2,003.19", "currency": "USD"},
    "gross_pay": "$2,408.00",
    "deductions": [{"amount": "12.50", "name": "Dental"}],
    "taxes": [{"name": "Fed Withholding", "amount": {"value": 209.06}},
              {"name": "OASDI", "amount": "148.52"}, {"name": "Medicare", "amount": "USD 34.73"}],
    "federal_tax": 209.06, "social_security": "148.52", "medicare": 34.73,
    "pay_period_start_date": "03/02/2025", "pay_period_end_date": "March 15, 2025",
    "first_name": "Ana", "last_name": {"value": "Ruiz"}, "employee_id": 88,
    "company_name": "Harbor Dental LLC"}"#;

#[track_caller]
fn assert_same(one: &str, other: &str) {
    let (one, other) = (extract(one).unwrap(), extract(other).unwrap());
    let differ: Vec<usize> = (0..one.len())
        .filter(|place| !same(one[*place], other[*place]))
        .collect();
    assert!(
        differ.is_empty(),
        "features {differ:?}: {one:?} and {other:?}"
    );
}

#[test]
fn all_shapes_of_one_paystub_give_one_row() {
    assert_same(FLAT, NESTED);
    for wrapper in [
        "extracted_data",
        "normalized_data",
        "data",
        "paystub",
        "pay_stub",
    ] {
        let whole = format!(
            r#"{{"success":true,"document_type":"paystub","raw_text":"x","{wrapper}":{NESTED}}}"#
        );
        assert_same(FLAT, &whole);
    }
}

#[test]
fn every_name_that_the_description_lists_is_read() {
    const MEMBERS: &[(&str, &str, &[&str])] = &[
        (
            "has_company",
            r#""Harbor Dental""#,
            &[
                "employer_name",
                "company_name",
                "employer.name",
                "company.name",
                "employer",
                "company",
            ],
        ),
        (
            "has_employee",
            r#""Ana Ruiz""#,
            &[
                "employee_name",
                "employee.name",
                "employee",
                "full_name",
                "first_name",
                "last_name",
                "employee.first_name",
                "employee.last_name",
            ],
        ),
        (
            "gross_pay",
            "7",
            &["gross_pay", "gross", "gross_amount", "total_gross"],
        ),
        (
            "net_pay",
            "7",
            &["net_pay", "net", "net_amount", "total_net", "take_home_pay"],
        ),
        (
            "has_date",
            r#""2025-09-30""#,
            &[
                "pay_date",
                "payment_date",
                "check_date",
                "date",
                "pay_period_end_date",
                "pay_period_end",
                "period_end",
                "pay_period.end",
                "pay_period.end_date",
                "pay_period_start_date",
                "pay_period_start",
                "period_start",
                "pay_period.start",
                "pay_period.start_date",
                "pay_period",
                "period",
            ],
        ),
        (
            "has_federal_tax",
            "7",
            &["federal_tax", "federal_income_tax", "federal_withholding"],
        ),
        (
            "has_state_tax",
            "7",
            &["state_tax", "state_income_tax", "state_withholding"],
        ),
        (
            "has_social_security",
            "7",
            &[
                "social_security",
                "social_security_tax",
                "oasdi",
                "fica",
                "fica_tax",
            ],
        ),
        ("has_medicare", "7", &["medicare", "medicare_tax"]),
        (
            "total_tax_amount",
            r#"[{"name":"FIT","amount":7}]"#,
            &[
                "taxes",
                "tax_deductions",
                "deductions",
                "deduction_list",
                "other_deductions",
            ],
        ),
        (
            "total_tax_amount",
            "7",
            &["total_taxes", "total_tax", "taxes", "local_tax"],
        ),
        (
            "deduction_percentage",
            "7",
            &[
                "total_deductions",
                "deductions",
                "other_deductions",
                "reimbursements",
                "reimbursement",
            ],
        ),
    ];
    for (name, value, keys) in MEMBERS {
        let base = r#""taxes":[{"name":"x","amount":0}],"ytd_gross":5"#;
        for key in *keys {
            let member = match key.split_once('.') {
                Some((outer, inner)) => format!(r#""{outer}":{{"{inner}":{value}}}"#),
                None => format!(r#""{key}":{value}"#),
            };
            let gross = if *name == "gross_pay" {
                ""
            } else {
                r#","gross_pay":100"#
            };
            let given = format!("{{{member}{gross}}}");
            let absent = format!("{{{base}{gross}}}");
            let (with, without) = (feature(name, &given), feature(name, &absent));
            assert!(
                !with.is_nan() && !same(with, without),
                "{name} by {key}: {with}"
            );
        }
    }
}

#[test]
fn addresses_and_numbers_have_several_names() {
    for (key, wanted) in [
        ("employer_address", 7.0),
        ("company_address", 7.0),
        ("employee_address", 7.0),
        ("employee_id", 7.0),
        ("employee_id_number", 7.0),
        ("employee_number", 7.0),
        ("social_security_number", 7.0),
        ("ssn", 7.0),
    ] {
        let document = format!(r#"{{"gross_pay":5,"{key}":"12 Oak Ave"}}"#);
        assert_eq!(feature("missing_fields_count", &document), wanted, "{key}");
    }
}

#[test]
fn a_period_may_stand_in_one_text() {
    for period in [
        "09/01/2025 - 09/14/2025",
        "September 1, 2025 through September 14, 2025",
        "2025-09-01 to 2025-09-14",
    ] {
        let document = format!(r#"{{"gross_pay":5,"pay_period":"{period}"}}"#);
        assert_eq!(feature("has_date", &document), 1.0, "{period}");
    }
    let document = r#"{"gross_pay":5,"pay_period":"biweekly"}"#;
    assert_eq!(feature("has_date", document), 0.5);
}
