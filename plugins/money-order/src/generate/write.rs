//! The document's JSON, in the shape that the paper's layout names.

use refit_plugin::{Json, writing::printed};

use super::{
    layout::Shape,
    paper::{Date, Paper, Signed},
};

type Entries<'a> = Vec<(&'static str, Json<'a>)>;

/// The document as text.
pub(super) fn document(paper: &Paper) -> String {
    match paper.layout.shape {
        Shape::Nested => Json::object(nested(paper)).to_string(),
        Shape::Flat => Json::object(flat(paper)).to_string(),
        Shape::Wrapped => wrapped(paper).to_string(),
    }
}

/// The names in use of a field, one for each style of names.
fn nested(paper: &Paper) -> Entries<'_> {
    let name =
        |names: [&'static str; 3]| names.get(paper.layout.names).copied().unwrap_or_default();
    let mut entries = vec![
        (
            name(["issuer", "issuer_name", "issuer"]),
            text(&paper.issuer),
        ),
        (
            name(["serial_number", "serial_primary", "money_order_number"]),
            text(&paper.serial),
        ),
        (
            name(["serial_secondary", "control_number", "reference_number"]),
            text(&paper.second_serial),
        ),
        (
            name(["amount", "amount_numeric", "face_amount"]),
            sum(paper),
        ),
        (
            name(["amount_in_words", "amount_written", "amount_in_words"]),
            text(&paper.words),
        ),
        (name(["payee", "recipient", "pay_to"]), text(&paper.payee)),
        (
            name(["purchaser", "sender_name", "from"]),
            text(&paper.purchaser),
        ),
        (name(["date", "issue_date", "purchase_date"]), date(paper)),
        ("location", text(&paper.location)),
        ("signature", signature(&paper.signature)),
        ("agent_stamp", text(&paper.stamp)),
    ];
    address(
        paper,
        name(["sender_address", "sender_address", "address"]),
        &mut entries,
    );
    if let Some(is_endorsed) = paper.endorsed {
        entries.push(("endorsement", Json::from(is_endorsed)));
    }
    if paper.layout.wraps_values {
        for (_, value) in &mut entries {
            if !matches!(value, Json::Object(_)) {
                *value = Json::object([("value", core::mem::replace(value, Json::Null))]);
            }
        }
    }
    entries
}

/// A row of a table: its fixed columns, and those that it got for further fields.
fn flat(paper: &Paper) -> Entries<'_> {
    let mut entries = vec![
        ("money_order_number", text(&paper.serial)),
        ("serial_number_primary", text(&paper.serial)),
        ("serial_number_secondary", text(&paper.second_serial)),
        ("amount", sum(paper)),
        ("currency", Json::from("USD")),
        ("issue_date", date(paper)),
        ("issuer_name", text(&paper.issuer)),
        ("purchaser_name", text(&paper.purchaser)),
        ("payee_name", text(&paper.payee)),
    ];
    address(paper, "purchaser_address", &mut entries);
    if !paper.layout.is_bare {
        entries.extend([
            ("amount_in_words", text(&paper.words)),
            ("location", text(&paper.location)),
            ("signature", signature(&paper.signature)),
            ("agent_stamp", text(&paper.stamp)),
        ]);
        if let Some(is_endorsed) = paper.endorsed {
            entries.push(("endorsement", Json::from(is_endorsed)));
        }
    }
    entries
}

fn wrapped(paper: &Paper) -> Json<'_> {
    let heading = [paper.issuer.as_deref(), paper.payee.as_deref()];
    let heading: Vec<&str> = heading.into_iter().flatten().collect();
    Json::object([
        ("success", Json::from(true)),
        ("document_type", Json::from("money_order")),
        ("extracted_data", Json::object(nested(paper))),
        ("raw_text", Json::from(heading.join("\n"))),
    ])
}

fn address<'a>(paper: &'a Paper, name: &'static str, entries: &mut Entries<'a>) {
    let Some(address) = &paper.address else {
        entries.push((name, Json::Null));
        return;
    };
    if paper.layout.splits_address {
        entries.extend([
            (name, Json::from(&*address.street)),
            ("city", Json::from(&*address.city)),
            ("state", Json::from(&*address.state)),
            ("zip_code", Json::from(&*address.zip)),
        ]);
    } else {
        entries.push((name, Json::from(address.line())));
    }
}

fn text(text: &Option<String>) -> Json<'_> {
    text.as_deref().into()
}

fn signature(signature: &Signed) -> Json<'_> {
    match signature {
        Signed::Nothing => Json::Null,
        Signed::Flag(is_signed) => Json::from(*is_signed),
        Signed::Label => Json::from("Signature field present"),
        Signed::Name(name) => Json::from(&**name),
    }
}

fn sum(paper: &Paper) -> Json<'_> {
    let Some(cents) = paper.cents else {
        return Json::Null;
    };
    if paper.has_spoilt_figures {
        // No sum in any spelling.
        let text = printed(cents, Some("USD"));
        return Json::from(text.replace('.', " 1/").replace(['0', '5'], "S"));
    }
    paper.layout.sums.written(cents, Some("USD"))
}

fn date(paper: &Paper) -> Json<'static> {
    let days = paper.layout.days;
    paper
        .date
        .map(|Date { day, is_spoilt }| match is_spoilt {
            true => days.misread(day),
            false => days.written(day),
        })
        .into()
}
