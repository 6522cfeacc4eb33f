//! A statement from its JSON, whatever names and shape it has.

use std::borrow::Cow;

use refit_plugin::{Day, Fields, Json, Reading, Rejection};

use super::line::{self, Line};

/// Objects that hold the fields in whole results of an extraction service.
pub(crate) const WRAPPERS: &[&str] = &["normalized_data", "extracted_data", "data", "statement"];

/// What its type is called where a document names it.
pub(crate) const TYPE_NAMES: &[&str] = &[
    "bank statement",
    "bank statements",
    "statement",
    "account statement",
];

const OPENING: &[&str] = &["beginning_balance", "opening_balance", "starting_balance"];
const CLOSING: &[&str] = &["ending_balance", "closing_balance"];
const CREDITS: &[&str] = &["total_credits", "total_deposits"];
const DEBITS: &[&str] = &["total_debits", "total_withdrawals"];
const LINES: &[&str] = &["transactions", "list_of_transactions", "transaction_list"];

/// What a statement says.
#[derive(Debug, Default)]
pub(crate) struct Statement<'d> {
    pub(crate) bank: Option<Cow<'d, str>>,
    pub(crate) holder: Option<Cow<'d, str>>,
    pub(crate) number: Option<Cow<'d, str>>,
    pub(crate) account_type: Option<Cow<'d, str>>,
    pub(crate) currency: Option<Cow<'d, str>>,
    pub(crate) opening: Reading<f64>,
    pub(crate) closing: Reading<f64>,
    /// The stated total of money in, without sign.
    pub(crate) credits: Reading<f64>,
    /// The stated total of money out, without sign.
    pub(crate) debits: Reading<f64>,
    pub(crate) start: Reading<Day>,
    pub(crate) end: Reading<Day>,
    /// The day of issue.
    pub(crate) issued: Reading<Day>,
    /// How many lines there are, where it says so.
    pub(crate) stated_count: Option<f64>,
    /// The lines, the oldest first.
    pub(crate) lines: Vec<Line<'d>>,
    /// Entries of the list of lines that are no lines.
    pub(crate) unread_lines: u32,
}

/// The list of lines, also where it stands as JSON text.
pub(crate) fn lines<'j>(fields: &Fields<'j>) -> Option<Cow<'j, [Json<'j>]>> {
    fields.find(LINES)?.list()
}

/// The statement. Its lines borrow from `lines`.
///
/// # Errors
///
/// There is nothing of a statement in the document: no balance, no total, no line.
pub(crate) fn statement<'d>(
    fields: &Fields<'d>,
    lines: Option<&'d Cow<'d, [Json<'d>]>>,
) -> Result<Statement<'d>, Rejection> {
    let mut statement = Statement {
        opening: fields.amount(OPENING),
        closing: fields.amount(CLOSING),
        credits: unsigned(fields.amount(CREDITS)),
        debits: unsigned(fields.amount(DEBITS)),
        ..Statement::default()
    };
    if let Some(lines) = lines {
        statement.read_lines(lines);
    }
    statement.refuse_if_empty(fields)?;
    statement.read_account(fields);
    statement.read_dates(fields);
    statement.stated_count = fields
        .amount(&["transaction_count", "total_transactions"])
        .value()
        .filter(|count| *count >= 0.0);
    Ok(statement)
}

impl<'d> Statement<'d> {
    fn read_lines(&mut self, lines: &'d [Json<'d>]) {
        self.lines.reserve(lines.len());
        for entry in lines {
            match line::read(entry) {
                Some(line) => self.lines.push(line),
                None => self.unread_lines = self.unread_lines.saturating_add(1),
            }
        }
        let mut days = self.lines.iter().filter_map(|line| line.day.value());
        let first = days.next();
        // Many exports list the newest line first.
        if days.next_back().is_some_and(|last| Some(last) < first) {
            self.lines.reverse();
        }
    }

    fn refuse_if_empty(&self, fields: &Fields<'_>) -> Result<(), Rejection> {
        let sums = [
            ("ending_balance", &self.closing),
            ("beginning_balance", &self.opening),
            ("total_credits", &self.credits),
            ("total_debits", &self.debits),
        ];
        let is_read = |reading: &Reading<f64>| matches!(reading, Reading::Read(_));
        if !self.lines.is_empty() || sums.iter().any(|(_, sum)| is_read(sum)) {
            return Ok(());
        }
        let unreadable = sums.iter().find(|(_, sum)| sum.is_present());
        Err(match unreadable {
            Some((name, _)) => Rejection::UnreadableField((*name).to_owned()),
            None if fields.find(LINES).is_some() => {
                Rejection::UnreadableField("transactions".to_owned())
            }
            None => Rejection::MissingField("ending_balance".to_owned()),
        })
    }

    fn read_account(&mut self, fields: &Fields<'d>) {
        self.bank = fields.text(&[
            "bank_name",
            // Before `bank`, which is there too where it is an object.
            "bank.name",
            "bank",
            "financial_institution",
            "institution_name",
        ]);
        self.holder = fields.text(&[
            "account_holder_name",
            "account_holder",
            "account_holder_names",
            "account_holders",
            "customer_name",
            "account.holder",
            "account.holder_name",
        ]);
        self.number = fields.text(&[
            "account_number",
            "account.number",
            "account.id",
            "account_id",
            "iban",
        ]);
        self.account_type = fields.text(&["account_type", "account.type"]);
        self.currency = fields
            .text(&[
                "currency",
                "currency_code",
                "account.currency",
                "ending_balance.currency",
                "closing_balance.currency",
                "beginning_balance.currency",
                "opening_balance.currency",
            ])
            .or_else(|| currency_sign(fields));
    }

    fn read_dates(&mut self, fields: &Fields<'d>) {
        self.start = fields.day(&[
            "statement_period_start_date",
            "statement_period_start",
            "period_start_date",
            "period_start",
            "period.start",
            "period.start_date",
            "statement_period.start",
            "statement_period.start_date",
        ]);
        self.end = fields.day(&[
            "statement_period_end_date",
            "statement_period_end",
            "period_end_date",
            "period_end",
            "period.end",
            "period.end_date",
            "statement_period.end",
            "statement_period.end_date",
        ]);
        self.issued = fields.day(&["statement_date", "issue_date"]);
        if !self.start.is_present()
            && !self.end.is_present()
            && let Some(text) = fields.text(&["statement_period", "period"])
            && let Some((start, end)) = period(&text)
        {
            let read = |day: &str| Day::parse(day).map_or(Reading::Unreadable, Reading::Read);
            (self.start, self.end) = (read(start), read(end));
        }
    }
}

/// A total is the same with and without a sign.
fn unsigned(total: Reading<f64>) -> Reading<f64> {
    match total {
        Reading::Read(sum) => Reading::Read(sum.abs()),
        other => other,
    }
}

/// The two days of a period that stands in one text.
fn period(text: &str) -> Option<(&str, &str)> {
    [" - ", " – ", " — ", " to ", " through ", " thru ", "–"]
        .iter()
        .find_map(|between| text.split_once(between))
        .map(|(start, end)| (start.trim(), end.trim()))
}

/// The sign or code that a balance is written with.
fn currency_sign<'d>(fields: &Fields<'d>) -> Option<Cow<'d, str>> {
    let balance = [CLOSING, OPENING]
        .iter()
        .find_map(|names| fields.find(names))?;
    let Json::Text(text) = balance.unwrapped() else {
        return None;
    };
    let is_sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹');
    if let Some(place) = text.find(is_sign) {
        return text
            .get(place..)
            .and_then(|rest| rest.chars().next())
            .map(|sign| Cow::Owned(sign.to_string()));
    }
    let code = text.get(..3).filter(|code| is_code(code));
    code.map(|code| Cow::Owned(code.to_owned()))
}

/// Whether a text is formed like a currency's code.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
