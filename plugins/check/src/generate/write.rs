//! The document's JSON, in the shape that the paper's layout names.

use refit_plugin::{Json, writing::Sums};

use super::{
    layout::Shape,
    paper::{Back, Paper, Signature},
};

type Entries<'a> = Vec<(&'static str, Json<'a>)>;

/// The document as text.
pub(super) fn document(paper: &Paper) -> String {
    match paper.layout.shape {
        Shape::Nested => Json::object(nested(paper)).to_string(),
        Shape::Flat => Json::object(flat(paper)).to_string(),
        Shape::Wrapped => Json::object([
            ("success", Json::from(true)),
            ("document_type", Json::from("check")),
            ("extracted_data", Json::object(nested(paper))),
        ])
        .to_string(),
    }
}

fn nested(paper: &Paper) -> Entries<'_> {
    let other = paper.layout.uses_other_names;
    let name = |one, another| if other { another } else { one };
    let mut entries = vec![
        ("bank_name", paper.bank.as_deref().into()),
        (
            name("routing_number", "aba_routing"),
            paper.routing.as_deref().into(),
        ),
        ("account_number", paper.account.as_deref().into()),
        ("check_number", paper.number.as_deref().into()),
        (name("date", "check_date"), date(paper)),
        ("payer_name", paper.payer.as_deref().into()),
    ];
    entries.extend(address(paper));
    entries.extend([
        (name("payee_name", "pay_to"), paper.payee.as_deref().into()),
        (name("amount_numeric", "number_amount"), sum(paper, true)),
        (
            name("amount_words", "amount_written"),
            paper.words.as_deref().into(),
        ),
        ("memo", paper.memo.as_deref().into()),
        ("check_type", paper.stated_kind.into()),
        ("signature_detected", signature(paper)),
    ]);
    entries.extend(back(paper));
    entries.extend(raw_text(paper));
    entries
}

/// A row of a table.
fn flat(paper: &Paper) -> Entries<'_> {
    let mut entries = vec![
        ("check_number", paper.number.as_deref().into()),
        ("amount", sum(paper, false)),
        ("check_date", date(paper)),
        ("payer_name", paper.payer.as_deref().into()),
    ];
    entries.extend(address(paper));
    entries.extend([
        ("payee_name", paper.payee.as_deref().into()),
        ("bank_name", paper.bank.as_deref().into()),
        ("account_number", paper.account.as_deref().into()),
        ("routing_number", paper.routing.as_deref().into()),
        ("signature_detected", signature(paper)),
        ("memo", paper.memo.as_deref().into()),
        ("amount_words", paper.words.as_deref().into()),
        ("check_type", paper.stated_kind.into()),
    ]);
    entries.extend(back(paper));
    entries.extend(raw_text(paper));
    entries
}

fn address(paper: &Paper) -> Entries<'_> {
    let Some(address) = &paper.address else {
        return vec![("payer_address", Json::Null)];
    };
    if paper.layout.splits_address {
        return vec![
            ("payer_address", Json::from(&*address.street)),
            ("payer_city", Json::from(&*address.city)),
            ("payer_state", Json::from(&*address.state)),
            ("payer_zip", Json::from(&*address.zip)),
        ];
    }
    vec![("payer_address", Json::from(one_line(paper)))]
}

fn one_line(paper: &Paper) -> String {
    paper.address.as_ref().map_or_else(String::new, |address| {
        format!(
            "{}, {}, {} {}",
            address.street, address.city, address.state, address.zip
        )
    })
}

fn signature(paper: &Paper) -> Json<'static> {
    match paper.signature {
        Signature::Found => Json::from(true),
        Signature::NotFound => Json::from(false),
        Signature::Unread => Json::Null,
        Signature::Label => Json::from("Authorized signature"),
    }
}

fn back(paper: &Paper) -> Entries<'_> {
    match &paper.back {
        Back::Unseen => Vec::new(),
        Back::Blank => vec![("endorsement_present", Json::from(false))],
        Back::Endorsed(None) => vec![("endorsement_present", Json::from(true))],
        Back::Endorsed(Some(name)) => vec![
            ("endorsement_present", Json::from(true)),
            ("endorser_name", Json::from(&**name)),
        ],
    }
}

/// What is printed and written in front, with what could not be made out.
fn raw_text(paper: &Paper) -> Option<(&'static str, Json<'_>)> {
    const SMUDGES: [&str; 5] = [
        "rn0\u{fffd}",
        "\u{fffd}l1\u{fffd}",
        "P4y\u{fffd}",
        "0\u{fffd}d3r",
        "\u{fffd}\u{fffd}",
    ];
    if !paper.layout.has_raw_text {
        return None;
    }
    let address = one_line(paper);
    let parts = [
        paper.payer.as_deref(),
        Some(&*address),
        paper.number.as_deref(),
        Some("PAY TO THE ORDER OF"),
        paper.payee.as_deref(),
        paper.words.as_deref(),
        paper.bank.as_deref(),
        paper.memo.as_deref(),
    ];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let smudges = SMUDGES.iter().cycle().take(paper.smudges as usize).copied();
    let lines: Vec<&str> = parts.chain(smudges).collect();
    Some(("raw_ocr_text", Json::from(lines.join("\n"))))
}

fn sum(paper: &Paper, has_objects: bool) -> Json<'static> {
    let sums = match paper.layout.sums {
        Sums::Objects if !has_objects => Sums::Numbers,
        sums => sums,
    };
    let cents = paper.figures.and_then(|cents| i64::try_from(cents).ok());
    cents.map(|cents| sums.written(cents, Some("USD"))).into()
}

fn date(paper: &Paper) -> Json<'static> {
    let days = paper.layout.days;
    paper
        .date
        .map(|day| match paper.is_date_spoilt {
            true => days.misread(day),
            false => days.written(day),
        })
        .into()
}
