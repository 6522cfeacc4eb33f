//! A check from its JSON, whatever names and shape it has.

use std::borrow::Cow;

use refit_plugin::{Day, Fields, Json, Reading, Rejection, words};

/// Objects that hold the fields in whole results of an extraction service.
pub(crate) const WRAPPERS: &[&str] = &["normalized_data", "extracted_data", "data", "check"];

/// What its type is called where a document names it.
pub(crate) const TYPE_NAMES: &[&str] =
    &["check", "checks", "cheque", "bank check", "us bank check"];

const FIGURES: &[&str] = &["amount_numeric", "number_amount", "amount", "check_amount"];
const IN_WORDS: &[&str] = &[
    "amount_written",
    "word_amount",
    "amount_words",
    "amount_in_words",
];

/// What was found where the signature should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mark {
    /// Nothing is said of it.
    #[default]
    Unsaid,
    /// It was looked for, and there is none.
    Absent,
    /// Something is there, perhaps only the line's printed label.
    Doubtful,
    /// It is there.
    Present,
}

/// What a check says.
#[derive(Debug, Default)]
pub(crate) struct Paper<'d> {
    pub(crate) bank: Option<Cow<'d, str>>,
    pub(crate) routing: Option<Cow<'d, str>>,
    pub(crate) account: Option<Cow<'d, str>>,
    pub(crate) number: Option<Cow<'d, str>>,
    pub(crate) date: Reading<Day>,
    pub(crate) payer: Option<Cow<'d, str>>,
    /// Street, city, state and ZIP code in one text.
    pub(crate) payer_address: Option<Cow<'d, str>>,
    pub(crate) payee: Option<Cow<'d, str>>,
    /// The amount in figures, without sign.
    pub(crate) figures: Reading<f64>,
    /// The amount in words as it stands there.
    pub(crate) in_words: Option<Cow<'d, str>>,
    pub(crate) spoken: Option<words::Spoken>,
    /// The amount in figures; in words where there are no figures.
    pub(crate) amount: f64,
    pub(crate) signature: Mark,
    pub(crate) memo: Option<Cow<'d, str>>,
    pub(crate) kind: Option<Cow<'d, str>>,
    pub(crate) endorsement: Mark,
    /// The name on the back.
    pub(crate) endorser: Option<Cow<'d, str>>,
    /// Everything that was read on the paper.
    pub(crate) raw: Option<Cow<'d, str>>,
}

/// The check.
///
/// # Errors
///
/// There is no amount in the document: neither figures nor words say one.
pub(crate) fn paper<'d>(fields: &Fields<'d>) -> Result<Paper<'d>, Rejection> {
    let figures = match fields.amount(FIGURES) {
        Reading::Read(amount) => Reading::Read(amount.abs()),
        other => other,
    };
    let in_words = fields.text(IN_WORDS);
    let spoken = in_words.as_deref().and_then(words::read);
    let amount = match (figures, spoken) {
        (Reading::Read(amount), _) => amount,
        (_, Some(spoken)) => spoken.amount,
        (Reading::Unreadable, None) => {
            return Err(Rejection::UnreadableField("amount".to_owned()));
        }
        (Reading::Missing, None) => return Err(Rejection::MissingField("amount".to_owned())),
    };
    let (endorsement, endorser) = endorsement(fields);
    Ok(Paper {
        bank: fields.text(&["bank_name", "bank.name", "bank", "drawee_bank"]),
        routing: fields.text(&[
            "routing_number",
            "routing",
            "aba_routing",
            "aba_routing_number",
        ]),
        account: fields.text(&["account_number", "account.number", "account"]),
        number: fields.text(&["check_number", "number", "serial_number"]),
        date: fields.day(&["check_date", "date", "issue_date"]),
        payer: fields.text(&["payer_name", "sender_name", "drawer", "payer.name", "payer"]),
        payer_address: address(fields),
        payee: fields.text(&[
            "payee_name",
            "pay_to",
            "recipient",
            "payee.name",
            "payee",
            "payees",
        ]),
        figures,
        in_words,
        spoken,
        amount,
        signature: fields
            .find(&["signature_detected", "signature_present", "signature"])
            .map_or(Mark::Unsaid, signature),
        memo: fields.text(&["memo", "memo_line"]),
        kind: fields.text(&["check_type", "type"]),
        endorsement,
        endorser,
        raw: fields.long_text(&["raw_ocr_text", "raw_text"], 20_000),
    })
}

/// The address, from one text or from its parts.
fn address<'d>(fields: &Fields<'d>) -> Option<Cow<'d, str>> {
    let mut parts = [
        &["payer_address", "sender_address", "payer.address"][..],
        &["payer_city", "sender_city", "payer.city"],
        &["payer_state", "sender_state", "payer.state"],
        &["payer_zip", "sender_zip", "payer_zip_code", "payer.zip"],
    ]
    .into_iter()
    .filter_map(|names| fields.text(names));
    let first = parts.next()?;
    let mut whole: Option<String> = None;
    for part in parts {
        let whole = whole.get_or_insert_with(|| first.clone().into_owned());
        whole.push_str(", ");
        whole.push_str(&part);
    }
    Some(whole.map_or(first, Cow::Owned))
}

/// A signature as yes or no, as its text, or as the label of the line it should stand on.
fn signature(value: &Json<'_>) -> Mark {
    match value.truth() {
        Some(true) => Mark::Present,
        Some(false) => Mark::Absent,
        None => value.text().map_or(Mark::Unsaid, |text| {
            let is_label = ["signature", "signed", "field", "present", "authorized"]
                .iter()
                .any(|label| refit_plugin::text::has_words(&text, label));
            if is_label {
                Mark::Doubtful
            } else {
                Mark::Present
            }
        }),
    }
}

fn endorsement<'d>(fields: &Fields<'d>) -> (Mark, Option<Cow<'d, str>>) {
    const NAMES: &[&str] = &[
        "endorsement",
        "endorsement_present",
        "endorsement_detected",
        "endorsed",
    ];
    const ENDORSERS: &[&str] = &["endorser_name", "endorsed_by", "endorsement_name"];
    let given = fields.find(NAMES);
    let mark = given.and_then(Json::truth);
    let text = given.filter(|_| mark.is_none()).and_then(Json::text);
    let name = fields.text(ENDORSERS).or(text);
    let mark = match (mark, &name) {
        (Some(false), _) => Mark::Absent,
        (Some(true), _) | (None, Some(_)) => Mark::Present,
        (None, None) => Mark::Unsaid,
    };
    (mark, name)
}
