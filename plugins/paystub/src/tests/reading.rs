//! What is read, and what is refused.

use refit_plugin::Rejection;

use super::{extract, feature};

#[test]
fn taxes_are_read_from_any_list() {
    let fit = r#"{"name":"FIT","amount":209.06}"#;
    let dental = r#"{"name":"Dental","amount":12.5}"#;
    for lists in [
        format!(r#""taxes":[{fit}],"deductions":[{dental}]"#),
        format!(r#""deductions":[{fit},{dental}]"#),
        // Services list taxes again among the deductions.
        format!(r#""taxes":[{fit}],"deductions":[{fit},{dental}]"#),
        format!(r#""taxes":[{fit}],"deductions":[{dental}],"federal_tax":209.06"#),
        format!(r#""taxes":{fit},"deductions":{dental}"#),
        r#""taxes":"[{\"name\":\"FIT\",\"amount\":\"$209.06\"}]","deductions":"[{\"name\":\"Dental\",\"amount\":12.5}]""#.to_owned(),
        r#""taxes":{"FIT":209.06},"deductions":"{\"Dental\":12.5}""#.to_owned(),
        r#""taxes":[["FIT","209.06"]],"deductions":[{"label":"Dental","current":12.5}]"#.to_owned(),
        r#""taxes":[{"description":"FIT","amount":{"value":209.06}}],"other_deductions":12.5"#.to_owned(),
        r#""federal_tax":{"value":209.06},"deductions":[{"value":{"name":"Dental","amount":12.5}}]"#.to_owned(),
        r#""taxes":[{"name":"FIT","amount":"(209.06)"}],"deductions":[{"name":"Dental","amount":-12.5}]"#.to_owned(),
        format!(r#""taxes":[{fit},{{"name":"Total Taxes","amount":209.06}}],"deductions":[{dental},{{"name":"Employer Medicare","amount":34}}]"#),
    ] {
        let document = format!(r#"{{"gross_pay":1000,"net_pay":778.44,{lists}}}"#);
        for (name, value) in [
            ("has_federal_tax", 1.0),
            ("has_medicare", 0.0),
            ("total_tax_amount", 209.06),
            ("deduction_percentage", 0.22156),
            ("tax_error", 0.0),
        ] {
            let read = feature(name, &document);
            assert!((read - value).abs() < 1e-12, "{name} of {document}: {read}");
        }
    }
}

#[test]
fn totals_stand_in_for_lists_that_were_not_read() {
    for taxes in [
        r#""total_taxes":300"#,
        r#""taxes":300"#,
        r#""taxes":"$300.00""#,
    ] {
        let document = format!(r#"{{"gross_pay":1000,"net_pay":700,{taxes}}}"#);
        assert_eq!(feature("total_tax_amount", &document), 300.0, "{taxes}");
        assert_eq!(feature("tax_error", &document), 0.0, "{taxes}");
    }
    let document = r#"{"gross_pay":1000,"net_pay":700,"total_deductions":"300"}"#;
    assert_eq!(feature("deduction_percentage", document), 0.3);
    assert!(feature("total_tax_amount", document).is_nan());
}

#[test]
fn an_employees_number_is_no_tax() {
    let document = r#"{"gross_pay":1000,"social_security_number":"XXX-XX-4417"}"#;
    assert_eq!(feature("has_social_security", document), 0.0);
    assert_eq!(feature("missing_fields_count", document), 7.0);
}

#[test]
fn what_is_no_paystub_is_rejected_by_its_field() {
    assert!(matches!(extract("{nonsense"), Err(Rejection::NotJson(_))));
    for other in [
        "[]",
        "7",
        "null",
        r#"{"document_type":"check","gross_pay":1}"#,
        r#"{"document_type":7,"gross_pay":1}"#,
        r#"{"extracted_data":{"document_type":"bank_statement","gross_pay":1}}"#,
    ] {
        assert_eq!(extract(other), Err(Rejection::NotADocument), "{other}");
    }
    for empty in [
        "{}",
        r#"{"employer_name":"Harbor"}"#,
        r#"{"gross_pay":null,"taxes":[]}"#,
    ] {
        let missing = Err(Rejection::MissingField("gross_pay".to_owned()));
        assert_eq!(extract(empty), missing, "{empty}");
    }
    for (document, field) in [
        (r#"{"gross_pay":"much"}"#, "gross_pay"),
        (r#"{"net_pay":"little"}"#, "net_pay"),
        (r#"{"taxes":[7,"x",{}]}"#, "taxes"),
        (r#"{"deductions":"soon"}"#, "deductions"),
    ] {
        let unreadable = Err(Rejection::UnreadableField(field.to_owned()));
        assert_eq!(extract(document), unreadable, "{document}");
    }
}

#[test]
fn the_type_may_be_spelt_in_any_way() {
    for name in [
        "paystub",
        "Pay Stub",
        "pay-stubs",
        "PAYSLIP",
        "Earnings Statement",
    ] {
        let document = format!(r#"{{"document_type":"{name}","gross_pay":5}}"#);
        assert!(extract(&document).is_ok(), "{name}");
    }
}
