//! What is there, and what is missing.

use refit_plugin::{Reading, text};

use super::{read::Stub, sums::Sums};

/// 1 where a field was read, 0.5 where something stands there that cannot be read.
pub(super) const fn given<T>(field: &Reading<T>) -> f64 {
    match field {
        Reading::Read(_) => 1.0,
        Reading::Unreadable => 0.5,
        Reading::Missing => 0.0,
    }
}

pub(super) fn company(stub: &Stub<'_>) -> f64 {
    const TEMPLATES: [&str; 6] = [
        "company name",
        "employer name",
        "your company",
        "abc company",
        "acme inc",
        "company inc",
    ];
    stub.company
        .as_deref()
        .map_or(0.0, |name| named(name, &TEMPLATES))
}

pub(super) fn employee(stub: &Stub<'_>) -> f64 {
    const TEMPLATES: [&str; 5] = [
        "john doe",
        "jane doe",
        "employee name",
        "your name",
        "first last",
    ];
    stub.employee
        .as_deref()
        .map_or(0.0, |name| named(name, &TEMPLATES))
}

/// 1 for a name, 0.5 for a template's own words and for what has no letters.
fn named(name: &str, templates: &[&str]) -> f64 {
    let has_letters = name.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let is_template = || templates.iter().any(|words| text::has_words(name, words));
    if has_letters && !is_template() {
        1.0
    } else {
        0.5
    }
}

/// Employer and employee with their addresses, the employee's number, both sums, a date, and
/// what was withheld.
pub(super) fn missing_fields_count(stub: &Stub<'_>, sums: &Sums) -> f64 {
    let has_tax = stub.lines.lines.iter().any(|line| line.kind.is_tax());
    let there = [
        stub.company.is_some(),
        stub.company_address.is_some(),
        stub.employee.is_some(),
        stub.employee_address.is_some(),
        stub.employee_id.is_some(),
        stub.gross.is_present(),
        stub.net.is_present(),
        stub.date.is_present(),
        has_tax || sums.taxes.is_some_and(|taxes| taxes > 0.0),
    ];
    there.iter().filter(|is_there| !**is_there).count() as f64
}
