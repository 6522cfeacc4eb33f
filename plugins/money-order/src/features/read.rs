//! A money order from its JSON, whatever names and shape it has.

use std::borrow::Cow;

use refit_plugin::{
    Day, Fields, Reading, Rejection,
    words::{self, Spoken},
};

use super::signature::{self, Signature};

/// Objects that hold the fields in whole results of an extraction service.
pub(crate) const WRAPPERS: &[&str] = &["normalized_data", "extracted_data", "data", "money_order"];

/// What its type is called where a document names it.
pub(crate) const TYPE_NAMES: &[&str] = &["money order", "money orders", "postal money order"];

const SERIAL: &[&str] = &[
    "serial_number",
    "serial_primary",
    "serial_number_primary",
    "money_order_number",
    "order_number",
    "serial",
    // Some readers take an order for a check.
    "check_number",
];
const FIGURES: &[&str] = &[
    "amount",
    "amount_numeric",
    "face_amount",
    "principal_amount",
    "amount_in_figures",
    "money_order_amount",
];
const WORDS: &[&str] = &[
    "amount_in_words",
    "amount_written",
    "amount_words",
    "written_amount",
    "word_amount",
];
const SIGNATURE: &[&str] = &[
    "signature",
    "signature_present",
    "signature_detected",
    "purchaser_signature",
    "drawer_signature",
];
const ENDORSEMENT: &[&str] = &[
    "endorsement",
    "endorsement_present",
    "endorsed",
    "payee_endorsement",
    "payee_signature",
];

/// Words that are less clear than this say nothing.
const CLEAR: f64 = 0.2;

/// What a money order says.
#[derive(Debug, Default)]
pub(crate) struct Order<'d> {
    pub(crate) issuer: Option<Cow<'d, str>>,
    pub(crate) serial: Option<Cow<'d, str>>,
    pub(crate) second_serial: Option<Cow<'d, str>>,
    /// The amount in figures.
    pub(crate) figures: Reading<f64>,
    /// The amount in words, as it stands there.
    pub(crate) words: Option<Cow<'d, str>>,
    /// What the words say.
    pub(crate) worded: Reading<Spoken>,
    pub(crate) payee: Option<Cow<'d, str>>,
    pub(crate) purchaser: Option<Cow<'d, str>>,
    /// The purchaser's address in one line.
    pub(crate) address: Option<Cow<'d, str>>,
    /// The day of sale.
    pub(crate) date: Reading<Day>,
    /// The place of sale: a post office's number, or a name.
    pub(crate) location: Option<Cow<'d, str>>,
    pub(crate) signature: Signature,
    /// The agent's stamp.
    pub(crate) stamp: Option<Cow<'d, str>>,
    /// The payee's signature on the back; none where the back was not read.
    pub(crate) endorsement: Option<Signature>,
}

impl Order<'_> {
    /// The amount, in figures where they can be read, else in words.
    pub(super) fn sum(&self) -> Option<f64> {
        self.figures
            .value()
            .or(self.worded.value().map(|spoken| spoken.amount))
    }
}

/// The money order.
///
/// # Errors
///
/// There is neither an amount, in figures or in words, nor a serial number.
pub(crate) fn order<'d>(fields: &Fields<'d>) -> Result<Order<'d>, Rejection> {
    let mut order = Order {
        serial: fields.text(SERIAL),
        figures: unless_negative(fields.amount(FIGURES)),
        words: fields.text(WORDS),
        ..Order::default()
    };
    order.worded = match order.words.as_deref() {
        Some(said) => words::read(said)
            .filter(|spoken| spoken.clarity >= CLEAR)
            .map_or(Reading::Unreadable, Reading::Read),
        None if fields.find(WORDS).is_some() => Reading::Unreadable,
        None => Reading::Missing,
    };
    order.refuse_if_empty(fields)?;
    order.read_parties(fields);
    order.read_sale(fields);
    Ok(order)
}

/// No money order is for less than nothing.
fn unless_negative(sum: Reading<f64>) -> Reading<f64> {
    match sum {
        Reading::Read(sum) if sum < 0.0 => Reading::Unreadable,
        sum => sum,
    }
}

impl<'d> Order<'d> {
    fn refuse_if_empty(&self, fields: &Fields<'_>) -> Result<(), Rejection> {
        if self.sum().is_some() || self.serial.is_some() {
            return Ok(());
        }
        let given = [
            (FIGURES, "amount"),
            (WORDS, "amount_in_words"),
            (SERIAL, "serial_number"),
        ];
        let unreadable = given.iter().find(|(names, _)| fields.find(names).is_some());
        Err(match unreadable {
            Some((_, name)) => Rejection::UnreadableField((*name).to_owned()),
            None => Rejection::MissingField("amount".to_owned()),
        })
    }

    fn read_parties(&mut self, fields: &Fields<'d>) {
        // A path comes before the name of the object that it leads into.
        self.issuer = fields.text(&[
            "issuer.name",
            "issuer",
            "issuer_name",
            "issued_by",
            "money_order_issuer",
            "bank_name",
        ]);
        self.payee = fields.text(&[
            "payee.name",
            "payee",
            "payee_name",
            "recipient",
            "recipient_name",
            "pay_to",
            "receiver",
            "receiver_name",
        ]);
        self.purchaser = fields.text(&[
            "purchaser.name",
            "purchaser",
            "purchaser_name",
            "payer",
            "payer_name",
            "sender_name",
            "sender",
            "remitter",
            "remitter_name",
            "from",
        ]);
        self.address = address(fields);
        self.signature = signature::read(fields, SIGNATURE);
        self.endorsement = fields
            .find(ENDORSEMENT)
            .is_some()
            .then(|| signature::read(fields, ENDORSEMENT));
    }

    fn read_sale(&mut self, fields: &Fields<'d>) {
        self.second_serial = fields.text(&[
            "serial_secondary",
            "serial_number_secondary",
            "control_number",
            "reference_number",
        ]);
        self.date = fields.day(&[
            "date",
            "issue_date",
            "purchase_date",
            "date_issued",
            "sale_date",
        ]);
        self.location = fields.text(&[
            "location",
            "post_office",
            "post_office_number",
            "office_number",
            "purchase_location",
            "agent_location",
        ]);
        self.stamp = fields.text(&["agent_stamp", "stamp", "agent", "agent_number"]);
    }
}

/// The purchaser's address in one line, also where it stands in parts.
fn address<'d>(fields: &Fields<'d>) -> Option<Cow<'d, str>> {
    let street = fields.text(&[
        "sender_address.street",
        "purchaser_address.street",
        "address.street",
        "sender_address",
        "purchaser_address",
        "purchaser.address",
        "payer_address",
        "remitter_address",
        "address",
    ]);
    let rest = [
        ["city", "sender_city", "purchaser_city", "address.city"],
        ["state", "sender_state", "purchaser_state", "address.state"],
        ["zip_code", "zip", "sender_zip", "purchaser_zip"],
    ]
    .map(|names| fields.text(&names));
    let mut line = street;
    for part in rest.into_iter().flatten() {
        line = Some(match line {
            None => part,
            // A whole address has its city already.
            Some(line) if line.len() > 1_000 || contains(&line, &part) => line,
            Some(line) => Cow::Owned(format!("{line}, {part}")),
        });
    }
    line
}

/// Whether `part` stands in `line` in any case, as whole words.
fn contains(line: &str, part: &str) -> bool {
    part.len() > 200 || refit_plugin::text::has_words(line, part)
}
