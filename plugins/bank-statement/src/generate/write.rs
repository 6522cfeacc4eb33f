//! The document's JSON, in the shape that the paper's layout names.

use std::borrow::Cow;

use refit_plugin::{Json, writing::number};

use super::{
    layout::Shape,
    paper::{Date, Entry, Paper},
    words,
};

type Entries<'a> = Vec<(&'static str, Json<'a>)>;

/// The document as text.
pub(super) fn document(paper: &Paper) -> String {
    match paper.layout.shape {
        Shape::Nested => Json::object(nested(paper)).to_string(),
        Shape::Flat => Json::object(flat(paper)).to_string(),
        Shape::Ledger => Json::object(ledger(paper)).to_string(),
        Shape::Wrapped => wrapped(paper).to_string(),
    }
}

fn nested(paper: &Paper) -> Entries<'_> {
    let other = paper.layout.uses_other_names;
    let name = |one, another| if other { another } else { one };
    let holder = paper.holder.as_deref();
    let mut entries = vec![
        ("bank_name", paper.bank.as_deref().into()),
        match holder.and_then(|holder| holder.split_once(" and ")) {
            Some((one, two)) if !other => (
                "account_holder_names",
                Json::from(vec![Json::from(format!("{one} and {two}"))]),
            ),
            _ => (name("account_holder_name", "account_holder"), holder.into()),
        },
        ("account_number", paper.number.as_deref().into()),
        ("account_type", paper.account_type.as_deref().into()),
        ("currency", currency(paper)),
        (
            name("statement_period_start_date", "statement_period_start"),
            date(paper, paper.start),
        ),
        (
            name("statement_period_end_date", "statement_period_end"),
            date(paper, paper.end),
        ),
        ("statement_date", date(paper, paper.issued)),
        (
            name("beginning_balance", "opening_balance"),
            sum(paper, paper.opening),
        ),
        (
            name("ending_balance", "closing_balance"),
            sum(paper, paper.closing),
        ),
        ("total_credits", sum(paper, paper.credits)),
        ("total_debits", sum(paper, paper.debits)),
    ];
    if !paper.lines.is_empty() {
        let lines = lines(paper, |line| signed(paper, line, true));
        entries.push((
            name("transactions", "list_of_transactions"),
            Json::List(lines),
        ));
    }
    entries
}

/// A row of a table: one column a field, lists as JSON text.
fn flat(paper: &Paper) -> Entries<'_> {
    let mut entries = vec![
        ("bank_name", paper.bank.as_deref().into()),
        ("account_holder_name", paper.holder.as_deref().into()),
        ("account_number", paper.number.as_deref().into()),
        ("account_type", paper.account_type.as_deref().into()),
        ("currency", currency(paper)),
        ("statement_period_start_date", date(paper, paper.start)),
        ("statement_period_end_date", date(paper, paper.end)),
        ("statement_date", date(paper, paper.issued)),
        ("opening_balance", sum(paper, paper.opening)),
        ("ending_balance", sum(paper, paper.closing)),
        ("total_credits", sum(paper, paper.credits)),
        ("total_debits", sum(paper, paper.debits)),
    ];
    let lines = lines(paper, |line| signed(paper, line, false));
    if lines.is_empty() {
        entries.push(("transactions", Json::Null));
    } else {
        entries.push(("transaction_count", whole(lines.len())));
        entries.push(("transactions", Json::from(Json::List(lines).to_string())));
    }
    entries
}

/// A bank's own export.
fn ledger(paper: &Paper) -> Entries<'_> {
    let mut account: Entries<'_> = vec![("id", paper.number.as_deref().into())];
    if paper.account_type.is_some() {
        account.push(("type", paper.account_type.as_deref().into()));
    }
    if paper.holder.is_some() {
        account.push(("holder", paper.holder.as_deref().into()));
    }
    let mut entries = vec![
        ("document_type", Json::from("bank_statement")),
        ("currency", currency(paper)),
        ("account", Json::object(account)),
        (
            "period",
            Json::object([
                ("start", date(paper, paper.start)),
                ("end", date(paper, paper.end)),
            ]),
        ),
        ("opening_balance", sum(paper, paper.opening)),
        ("closing_balance", sum(paper, paper.closing)),
    ];
    if paper.bank.is_some() {
        entries.insert(1, ("bank_name", paper.bank.as_deref().into()));
    }
    if paper.issued.is_some() {
        entries.push(("statement_date", date(paper, paper.issued)));
    }
    if paper.credits.is_some() {
        entries.push(("total_credits", sum(paper, paper.credits)));
        entries.push(("total_debits", sum(paper, paper.debits)));
    }
    let lines = lines(paper, |line| by_kind(paper, line));
    entries.push(("transactions", Json::List(lines)));
    entries
}

fn wrapped(paper: &Paper) -> Json<'_> {
    let heading = [paper.bank.as_deref(), paper.holder.as_deref()];
    let heading: Vec<&str> = heading.into_iter().flatten().collect();
    Json::object([
        ("success", Json::from(true)),
        ("document_type", Json::from("bank_statement")),
        ("extracted_data", Json::object(nested(paper))),
        ("raw_text", Json::from(heading.join("\n"))),
    ])
}

fn lines<'a>(paper: &'a Paper, write: impl Fn(&'a Entry) -> Json<'a>) -> Vec<Json<'a>> {
    let mut lines: Vec<Json<'a>> = paper.lines.iter().map(write).collect();
    if paper.layout.is_newest_first {
        lines.reverse();
    }
    lines
}

fn signed<'a>(paper: &'a Paper, line: &'a Entry, in_style: bool) -> Json<'a> {
    let money = |cents| {
        if in_style {
            sum(paper, Some(cents))
        } else {
            number(cents)
        }
    };
    let description = || Json::Text(text(paper, line));
    let layout = &paper.layout;
    line_of([
        Some(("date", date(paper, Some(line.date)))),
        layout
            .has_descriptions
            .then(|| ("description", description())),
        Some(("amount", money(line.cents))),
        layout
            .has_running_balance
            .then(|| ("balance", money(line.balance))),
    ])
}

fn by_kind<'a>(paper: &'a Paper, line: &'a Entry) -> Json<'a> {
    let (operation, category) = words::operation(line.kind);
    let credit = if line.cents > 0 { "credit" } else { "debit" };
    let style = |word: Option<&'static str>| match word {
        Some(word) if line.is_in_other_style => Json::from(word.to_uppercase()),
        word => word.into(),
    };
    let layout = &paper.layout;
    let has_words = layout.has_descriptions;
    line_of([
        Some(("date", date(paper, Some(line.date)))),
        Some(("type", Json::from(credit))),
        has_words.then(|| ("operation", style(operation))),
        has_words.then(|| ("category", style(category))),
        Some(("amount", number(line.cents.abs()))),
        layout
            .has_running_balance
            .then(|| ("balance", number(line.balance))),
    ])
}

/// There are dozens of lines on a paper: each is one allocation.
fn line_of<'a, const N: usize>(entries: [Option<(&'static str, Json<'a>)>; N]) -> Json<'a> {
    let mut line = Vec::with_capacity(N);
    line.extend(
        entries
            .into_iter()
            .flatten()
            .map(|(key, value)| (Cow::Borrowed(key), value)),
    );
    Json::Object(line)
}

fn text<'a>(paper: &Paper, line: &'a Entry) -> Cow<'a, str> {
    let is_banks_own = paper.layout.mixes_styles && line.kind.is_banks_own();
    if paper.layout.is_upper ^ line.is_in_other_style ^ is_banks_own {
        Cow::Owned(line.text.to_uppercase())
    } else {
        Cow::Borrowed(&line.text)
    }
}

fn currency(paper: &Paper) -> Json<'_> {
    paper.shows_currency.then_some(paper.currency.code).into()
}

fn whole(count: usize) -> Json<'static> {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn sum(paper: &Paper, cents: Option<i64>) -> Json<'_> {
    let currency = paper.shows_currency.then_some(paper.currency.code);
    cents
        .map(|cents| paper.layout.sums.written(cents, currency))
        .into()
}

fn date(paper: &Paper, date: Option<Date>) -> Json<'static> {
    let days = paper.layout.days;
    date.map(|Date { day, is_spoilt }| match is_spoilt {
        true => days.misread(day),
        false => days.written(day),
    })
    .into()
}
