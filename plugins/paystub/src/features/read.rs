//! A paystub from its JSON, whatever names and shape it has.

use std::borrow::Cow;

use refit_plugin::{Day, Fields, Json, Reading, Rejection};

use super::{
    label::{Kind, List},
    line::{Line, Lines, reading},
};

/// Objects that hold the fields in whole results of an extraction service.
pub(crate) const WRAPPERS: &[&str] = &[
    "normalized_data",
    "extracted_data",
    "data",
    "paystub",
    "pay_stub",
];

/// What its type is called where a document names it.
pub(crate) const TYPE_NAMES: &[&str] = &[
    "paystub",
    "paystubs",
    "payslip",
    "payslips",
    "paycheck stub",
    "earnings statement",
];

const GROSS: &[&str] = &["gross_pay", "gross", "gross_amount", "total_gross"];
const NET: &[&str] = &["net_pay", "net", "net_amount", "total_net", "take_home_pay"];
const TAXES: &[&str] = &["taxes", "tax_deductions"];
const DEDUCTIONS: &[&str] = &["deductions", "deduction_list"];

/// Taxes and deductions that have a field of their own.
const OWN_FIELDS: [(Kind, &[&str]); 8] = [
    (
        Kind::Federal,
        &["federal_tax", "federal_income_tax", "federal_withholding"],
    ),
    (
        Kind::State,
        &["state_tax", "state_income_tax", "state_withholding"],
    ),
    (
        Kind::SocialSecurity,
        &["social_security", "social_security_tax", "oasdi"],
    ),
    (Kind::Medicare, &["medicare", "medicare_tax"]),
    (Kind::Fica, &["fica", "fica_tax"]),
    (Kind::OtherTax, &["local_tax"]),
    (Kind::OtherDeduction, &["other_deductions"]),
    (Kind::Credit, &["reimbursements", "reimbursement"]),
];

/// What a paystub says.
#[derive(Debug, Default)]
pub(crate) struct Stub<'d> {
    pub(crate) company: Option<Cow<'d, str>>,
    pub(crate) company_address: Option<Cow<'d, str>>,
    pub(crate) employee: Option<Cow<'d, str>>,
    pub(crate) employee_address: Option<Cow<'d, str>>,
    /// The employee's number, or the social security number, of which most papers show the end.
    pub(crate) employee_id: Option<Cow<'d, str>>,
    pub(crate) gross: Reading<f64>,
    pub(crate) net: Reading<f64>,
    /// The day of pay, or else the end or the beginning of the period.
    pub(crate) date: Reading<Day>,
    pub(crate) lines: Lines,
    /// The stated total of taxes.
    pub(crate) total_taxes: Option<f64>,
    /// The stated total of taxes and deductions.
    pub(crate) total_deductions: Option<f64>,
}

/// The paystub.
///
/// # Errors
///
/// There is nothing of a paystub in the document: no gross pay, no net pay, no tax and no
/// deduction.
pub(crate) fn stub<'d>(fields: &Fields<'d>) -> Result<Stub<'d>, Rejection> {
    let mut stub = Stub {
        gross: fields.amount(GROSS),
        net: fields.amount(NET),
        total_taxes: fields.amount(&["total_taxes", "total_tax"]).value(),
        total_deductions: fields.amount(&["total_deductions"]).value(),
        ..Stub::default()
    };
    stub.read_lines(fields);
    stub.refuse_if_empty(fields)?;
    stub.read_names(fields);
    stub.date = date(fields);
    Ok(stub)
}

impl<'d> Stub<'d> {
    fn read_lines(&mut self, fields: &Fields<'d>) {
        if let Some(taxes) = fields.find(TAXES)
            && !self.lines.add(taxes, List::Taxes)
        {
            self.total_taxes = self.total_taxes.or(taxes.amount());
        }
        let taxes = self.lines.lines.len();
        if let Some(deductions) = fields.find(DEDUCTIONS)
            && !self.lines.add(deductions, List::Deductions)
        {
            self.total_deductions = self.total_deductions.or(deductions.amount());
        }
        self.lines.drop_repeated(taxes);
        for (kind, names) in OWN_FIELDS {
            if let Some(value) = fields.find(names) {
                self.read_own_field(kind, value);
            }
        }
        self.lines.unify_signs();
    }

    /// A field of its own repeats what the lists say, so it counts only where they do not.
    fn read_own_field(&mut self, kind: Kind, value: &Json<'_>) {
        let is_listed = self.lines.lines.iter().any(|line| {
            line.kind == kind
                || (line.kind == Kind::Fica && is_part_of_fica(kind))
                || (kind == Kind::Fica && is_part_of_fica(line.kind))
        });
        if is_listed || (kind == Kind::OtherDeduction && self.lines.add(value, List::Deductions)) {
            return;
        }
        self.lines.lines.push(Line {
            label: None,
            kind,
            amount: reading(value),
        });
    }

    fn refuse_if_empty(&self, fields: &Fields<'_>) -> Result<(), Rejection> {
        let sums = [("gross_pay", &self.gross), ("net_pay", &self.net)];
        let is_read = |sum: &Reading<f64>| matches!(sum, Reading::Read(_));
        let has_line = self.lines.lines.iter().any(|line| is_read(&line.amount));
        if has_line || sums.iter().any(|(_, sum)| is_read(sum)) {
            return Ok(());
        }
        if let Some((name, _)) = sums.iter().find(|(_, sum)| sum.is_present()) {
            return Err(Rejection::UnreadableField((*name).to_owned()));
        }
        let lists = [("taxes", TAXES), ("deductions", DEDUCTIONS)];
        Err(
            match lists.iter().find(|(_, names)| fields.find(names).is_some()) {
                Some((name, _)) => Rejection::UnreadableField((*name).to_owned()),
                None => Rejection::MissingField("gross_pay".to_owned()),
            },
        )
    }

    fn read_names(&mut self, fields: &Fields<'d>) {
        self.company = fields.text(&[
            "employer_name",
            "company_name",
            // Before `employer`, which is there too where it is an object.
            "employer.name",
            "company.name",
            "employer",
            "company",
        ]);
        self.company_address = fields.text(&[
            "employer_address",
            "company_address",
            "employer.address",
            "company.address",
        ]);
        self.employee = fields
            .text(&["employee_name", "employee.name", "employee", "full_name"])
            .or_else(|| full_name(fields));
        self.employee_address = fields.text(&["employee_address", "employee.address"]);
        self.employee_id = fields.text(&[
            "employee_id",
            "employee_id_number",
            "employee_number",
            "employee.id",
            "social_security_number",
            "ssn",
        ]);
    }

    /// A sum over gross pay; nothing where one of them is missing or there is no gross pay.
    pub(super) fn share_of_gross(&self, sum: Option<f64>) -> f64 {
        match (sum, self.gross_above_zero()) {
            (Some(sum), Some(gross)) => sum / gross,
            _ => f64::NAN,
        }
    }

    pub(super) fn gross_above_zero(&self) -> Option<f64> {
        self.gross.value().filter(|gross| *gross > 0.0)
    }
}

const fn is_part_of_fica(kind: Kind) -> bool {
    matches!(kind, Kind::SocialSecurity | Kind::Medicare)
}

fn full_name<'d>(fields: &Fields<'d>) -> Option<Cow<'d, str>> {
    let first = fields.text(&["first_name", "employee.first_name"]);
    let last = fields.text(&["last_name", "employee.last_name"]);
    match (first, last) {
        (Some(first), Some(last)) => Some(Cow::Owned(format!("{first} {last}"))),
        (first, last) => first.or(last),
    }
}

/// The first date that can be read counts: one of them is enough to place the pay in time.
fn date(fields: &Fields<'_>) -> Reading<Day> {
    const DATES: [&[&str]; 3] = [
        &["pay_date", "payment_date", "check_date", "date"],
        &[
            "pay_period_end_date",
            "pay_period_end",
            "period_end",
            "pay_period.end",
            "pay_period.end_date",
        ],
        &[
            "pay_period_start_date",
            "pay_period_start",
            "period_start",
            "pay_period.start",
            "pay_period.start_date",
        ],
    ];
    let mut found = Reading::Missing;
    for names in DATES {
        match fields.day(names) {
            Reading::Missing => {}
            Reading::Unreadable => found = Reading::Unreadable,
            read @ Reading::Read(_) => return read,
        }
    }
    if let Some(text) = fields.text(&["pay_period", "period"]) {
        return last_day(&text).map_or(Reading::Unreadable, Reading::Read);
    }
    found
}

/// The last day of a period that stands in one text.
fn last_day(text: &str) -> Option<Day> {
    [" - ", " – ", " — ", " to ", " through ", " thru ", "–"]
        .iter()
        .find_map(|between| text.split_once(between))
        .and_then(|(_, end)| Day::parse(end))
        .or_else(|| Day::parse(text))
}
