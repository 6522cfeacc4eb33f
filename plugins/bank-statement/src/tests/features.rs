use super::feature;

/// A month with a payroll and a rent whose sums are right; `change` is put over its members.
fn statement(changes: &[(&str, &str)]) -> String {
    let mut members = vec![
        ("bank_name", "\"Chase\""),
        ("account_holder_name", "\"Ana Ruiz\""),
        ("account_number", "\"20048813370\""),
        ("account_type", "\"Checking\""),
        ("currency", "\"USD\""),
        ("period_start", "\"2025-09-01\""),
        ("period_end", "\"2025-09-30\""),
        ("statement_date", "\"2025-09-30\""),
        ("beginning_balance", "1000"),
        ("ending_balance", "1541.79"),
        ("total_credits", "2003.19"),
        ("total_debits", "1461.40"),
        (
            "transactions",
            r#"[{"date":"2025-09-02","description":"RENT ACH BLUE HERON","amount":-1403.77},
                {"date":"2025-09-05","description":"PAYROLL DIRECT DEP HARBOR","amount":2003.19},
                {"date":"2025-09-09","description":"CORNER MARKET","amount":-57.63}]"#,
        ),
    ];
    for (name, value) in changes {
        match members.iter_mut().find(|(known, _)| known == name) {
            Some(member) => member.1 = value,
            None => panic!("{name} is no member"),
        }
    }
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// A change of the document lowers (or raises) a feature.
#[track_caller]
fn lowers(name: &str, changes: &[(&str, &str)]) {
    let (before, after) = (
        feature(name, &statement(&[])),
        feature(name, &statement(changes)),
    );
    assert!(after < before, "{name}: {before} became {after}");
}

#[track_caller]
fn raises(name: &str, changes: &[(&str, &str)]) {
    let (before, after) = (
        feature(name, &statement(&[])),
        feature(name, &statement(changes)),
    );
    assert!(after > before, "{name}: {before} became {after}");
}

#[test]
fn what_is_on_the_paper_is_seen() {
    lowers("bank_validity", &[("bank_name", "\"Frist Natonal Bank\"")]);
    lowers("account_number_present", &[("account_number", "null")]);
    lowers("account_holder_present", &[("account_holder_name", "null")]);
    lowers("account_type_present", &[("account_type", "null")]);
    lowers("currency_present", &[("currency", "null")]);
    lowers("period_start_present", &[("period_start", "null")]);
    lowers("period_end_present", &[("period_end", "null")]);
    lowers("statement_date_present", &[("statement_date", "null")]);
    raises("critical_missing_count", &[("account_number", "null")]);
}

#[test]
fn balances_and_totals_are_taken_and_held_together() {
    raises("beginning_balance", &[("beginning_balance", "1200")]);
    raises("ending_balance", &[("ending_balance", "9541.79")]);
    raises("total_credits", &[("total_credits", "9000")]);
    raises("total_debits", &[("total_debits", "9000")]);
    raises("balance_change", &[("ending_balance", "9541.79")]);
    assert_eq!(feature("balance_consistency", &statement(&[])), 1.0);
    lowers("balance_consistency", &[("ending_balance", "9541.79")]);
    raises("negative_ending_balance", &[("ending_balance", "-12")]);
    let more_in = r#"[{"date":"2025-09-02","amount":-1461.4},{"date":"2025-09-09","amount":9000}]"#;
    raises("credit_debit_ratio", &[("transactions", more_in)]);
    let steady = r#"[{"date":"2025-09-02","amount":1},{"date":"2025-09-09","amount":-1}]"#;
    lowers("balance_volatility", &[("transactions", steady)]);
}

#[test]
fn lines_are_counted_and_compared() {
    let one = r#"[{"date":"2025-09-02","description":"RENT ACH","amount":-1403.77}]"#;
    lowers("transaction_count", &[("transactions", one)]);
    raises("avg_transaction_amount", &[("transactions", one)]);
    lowers("max_transaction_amount", &[("transactions", one)]);
    let round = r#"[{"date":"2025-09-02","amount":-1400},{"date":"2025-09-05","amount":2000}]"#;
    raises("round_number_transactions", &[("transactions", round)]);
    let twice = r#"[{"date":"2025-09-02","description":"A","amount":-14.5},{"date":"2025-09-02","description":"A","amount":-14.5}]"#;
    raises("duplicate_transactions", &[("transactions", twice)]);
    let through = r#"[{"date":"2025-09-02","amount":-20.5},{"date":"2025-09-24","amount":9000.5},{"date":"2025-09-27","amount":-8900.25}]"#;
    raises(
        "suspicious_transaction_pattern",
        &[("transactions", through)],
    );
    let many_small = r#"[{"date":"2025-09-02","amount":-20.5},{"date":"2025-09-03","amount":-21.5},{"date":"2025-09-04","amount":-19.5},{"date":"2025-09-05","amount":-20.1},{"date":"2025-09-06","amount":-18.2}]"#;
    assert_eq!(
        feature(
            "large_transaction_count",
            &statement(&[("transactions", many_small)])
        ),
        0.0
    );
    let one_large = r#"[{"date":"2025-09-02","amount":-20.5},{"date":"2025-09-03","amount":-21.5},{"date":"2025-09-04","amount":-19.5},{"date":"2025-09-05","amount":-20.1},{"date":"2025-09-06","amount":9000.5}]"#;
    assert!(
        feature(
            "large_transaction_count",
            &statement(&[("transactions", one_large)])
        ) >= 1.0
    );
}

#[test]
fn days_are_held_against_the_period_and_the_day_of_receipt() {
    assert_eq!(feature("period_age_days", &statement(&[])), 6.0);
    assert_eq!(feature("period_length_days", &statement(&[])), 30.0);
    raises("future_period", &[("period_end", "\"2025-12-31\"")]);
    lowers("date_format_valid", &[("period_end", "\"3O.O9.2O25\"")]);
    let outside =
        r#"[{"date":"2024-09-02","amount":-1403.77},{"date":"2024-09-05","amount":2003.19}]"#;
    lowers("transaction_date_consistency", &[("transactions", outside)]);
    let on_sunday =
        r#"[{"date":"2025-09-07","description":"PAYROLL DIRECT DEP HARBOR","amount":2003.19}]"#;
    raises("unusual_timing", &[("transactions", on_sunday)]);
}

#[test]
fn names_numbers_and_texts_are_judged_by_their_form() {
    lowers(
        "account_number_format_valid",
        &[("account_number", "\"12\"")],
    );
    lowers(
        "name_format_valid",
        &[("account_holder_name", "\"Ana Ru1z\"")],
    );
    lowers("field_quality", &[("account_number", "\"2OO488\"")]);
    let misread =
        r#"[{"date":"2025-09-02","description":"R3NT 4CH Blu3 H3ron D3pos1t","amount":-1403.77}]"#;
    lowers("text_quality", &[("transactions", misread)]);
}

#[test]
fn the_currency_does_not_make_a_statement_odd() {
    let line = |scale: f64| {
        format!(
            r#"[{{"date":"2025-09-02","amount":{}}},{{"date":"2025-09-05","amount":{}}},{{"date":"2025-09-09","amount":{}}}]"#,
            -1403.77 * scale,
            2003.19 * scale,
            -57.63 * scale
        )
    };
    let crowns = line(23.0);
    let dollars = line(1.0);
    for name in [
        "large_transaction_count",
        "credit_debit_ratio",
        "suspicious_transaction_pattern",
    ] {
        let of = |lines: &str| feature(name, &format!("{{\"transactions\":{lines}}}"));
        assert!((of(&crowns) - of(&dollars)).abs() < 1e-9, "{name}");
    }
}
