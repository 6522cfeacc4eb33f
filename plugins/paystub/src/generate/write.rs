//! The document's JSON, in the shape that the paper's layout names.

use refit_plugin::{Json, writing::printed};

use super::{
    layout::Shape,
    paper::{Date, Kind, Line, Paper},
};

type Entries = Vec<(&'static str, Json<'static>)>;

/// The document as text.
pub(super) fn document(paper: &Paper) -> String {
    match paper.layout.shape {
        Shape::Nested => Json::object(nested(paper)).to_string(),
        Shape::Flat => Json::object(flat(paper)).to_string(),
        Shape::Wrapped => wrapped(paper).to_string(),
    }
}

fn nested(paper: &Paper) -> Entries {
    let layout = &paper.layout;
    let other = layout.uses_other_names;
    let name = |one, another| if other { another } else { one };
    let mut entries = vec![
        (name("employer_name", "company_name"), company(paper)),
        ("employer_address", address(paper, &paper.company_address)),
    ];
    match employee(paper) {
        Some(employee) if !other => {
            let (first, last) = employee.rsplit_once(' ').unwrap_or((&employee, ""));
            entries.push(("first_name", Json::from(first.to_owned())));
            entries.push(("last_name", Json::from(last.to_owned())));
        }
        employee => entries.push(("employee_name", employee.into())),
    }
    entries.extend([
        ("employee_address", address(paper, &paper.employee_address)),
        ("employee_id", paper.employee_id.clone().into()),
        (
            "social_security_number",
            paper.security_number.clone().into(),
        ),
    ]);
    if layout.has_dates {
        entries.extend([
            (
                name("pay_period_start_date", "pay_period_start"),
                date(paper, paper.start),
            ),
            (
                name("pay_period_end_date", "pay_period_end"),
                date(paper, paper.end),
            ),
            ("pay_date", date(paper, paper.paid)),
        ]);
    }
    add_pay(&mut entries, paper);
    let (taxes, deductions) = lists(paper);
    entries.push(("taxes", list(taxes)));
    entries.push(("deductions", list(deductions)));
    if layout.has_own_fields {
        for (key, kind) in [
            ("federal_tax", Kind::Federal),
            ("state_tax", Kind::State),
            ("social_security", Kind::SocialSecurity),
            ("medicare", Kind::Medicare),
        ] {
            let line = paper.lines.iter().find(|line| line.kind == kind);
            let cents = line.filter(|line| !line.is_spoilt).map(|line| line.cents);
            entries.push((key, sum(paper, cents)));
        }
    }
    if layout.has_hours
        && let Some((hours, rate)) = paper.hours
    {
        entries.push(("regular_hours", Json::from(hours)));
        entries.push(("hourly_rate", sum(paper, Some(rate))));
    }
    entries
}

/// A row of a table: one column a field, lists as JSON text.
fn flat(paper: &Paper) -> Entries {
    let layout = &paper.layout;
    let id = paper
        .employee_id
        .clone()
        .or_else(|| paper.security_number.clone());
    let mut entries = vec![
        ("employee_name", employee(paper).into()),
        ("employee_address", address(paper, &paper.employee_address)),
        ("employee_id_number", id.into()),
        ("employer_name", company(paper)),
        ("employer_address", address(paper, &paper.company_address)),
        ("employer_country", Json::from("US")),
    ];
    add_pay(&mut entries, paper);
    let (taxes, deductions) = lists(paper);
    entries.push(("deductions", list_text(deductions)));
    if !layout.has_one_list {
        entries.push(("taxes", list_text(taxes)));
    }
    if layout.has_dates {
        entries.push(("pay_period_start", date(paper, paper.start)));
        entries.push(("pay_period_end", date(paper, paper.end)));
        entries.push(("pay_date", date(paper, paper.paid)));
    }
    entries
}

fn wrapped(paper: &Paper) -> Json<'static> {
    Json::object([
        ("success", Json::from(true)),
        ("document_type", Json::from("paystub")),
        ("extracted_data", Json::object(nested(paper))),
        ("raw_text", Json::from("EARNINGS STATEMENT")),
    ])
}

fn add_pay(entries: &mut Entries, paper: &Paper) {
    let pay = |cents: Option<i64>, is_spoilt: bool| match cents {
        Some(cents) if is_spoilt => Json::from(spoilt(cents)),
        cents => sum(paper, cents),
    };
    entries.push(("gross_pay", pay(paper.gross, paper.gross_is_spoilt)));
    entries.push(("net_pay", pay(paper.net, paper.net_is_spoilt)));
    if paper.layout.has_year {
        let earlier = paper.terms.earned_before;
        let gross = paper.gross.map(|gross| gross + earlier);
        entries.push(("ytd_gross", sum(paper, gross)));
    }
    if paper.layout.has_totals && !paper.lines.is_empty() {
        let total = paper.sum_of(|_| true);
        entries.push(("total_deductions", sum(paper, Some(total))));
    }
}

/// Taxes and deductions; all in the second list where the paper has only one.
fn lists(paper: &Paper) -> (Vec<Json<'static>>, Vec<Json<'static>>) {
    let is_tax = |line: &&Line| line.kind.is_tax() && !paper.layout.has_one_list;
    let (taxes, deductions): (Vec<&Line>, Vec<&Line>) = paper.lines.iter().partition(is_tax);
    let written = |lines: Vec<&Line>| lines.into_iter().map(|line| entry(paper, line)).collect();
    (written(taxes), written(deductions))
}

fn list(items: Vec<Json<'static>>) -> Json<'static> {
    if items.is_empty() {
        Json::Null
    } else {
        Json::List(items)
    }
}

fn list_text(items: Vec<Json<'static>>) -> Json<'static> {
    if items.is_empty() {
        Json::Null
    } else {
        Json::from(Json::List(items).to_string())
    }
}

fn entry(paper: &Paper, line: &Line) -> Json<'static> {
    let label = if paper.layout.has_upper_labels {
        line.label.to_uppercase()
    } else {
        line.label.clone()
    };
    let cents = if paper.layout.has_minus {
        -line.cents
    } else {
        line.cents
    };
    let amount = if line.is_spoilt {
        Json::from(spoilt(cents))
    } else {
        sum(paper, Some(cents))
    };
    Json::object([("name", Json::from(label)), ("amount", amount)])
}

fn company(paper: &Paper) -> Json<'static> {
    let layout = &paper.layout;
    let is_upper = layout.has_upper_names ^ layout.has_other_heading ^ paper.company_is_patched;
    styled(&paper.company, is_upper)
}

fn employee(paper: &Paper) -> Option<String> {
    let is_upper = paper.layout.has_upper_names ^ paper.employee_is_patched;
    let name = paper.employee.as_ref()?;
    Some(if is_upper {
        name.to_uppercase()
    } else {
        name.clone()
    })
}

fn address(paper: &Paper, address: &Option<String>) -> Json<'static> {
    match paper.layout.has_addresses {
        true => styled(address, paper.layout.has_upper_names),
        false => Json::Null,
    }
}

fn styled(text: &Option<String>, is_upper: bool) -> Json<'static> {
    let upper = |text: &String| text.to_uppercase();
    match text {
        Some(text) if is_upper => Json::from(upper(text)),
        text => text.clone().into(),
    }
}

fn sum(paper: &Paper, cents: Option<i64>) -> Json<'static> {
    cents
        .map(|cents| paper.layout.sums.written(cents, Some("USD")))
        .into()
}

/// A sum that nobody can read.
fn spoilt(cents: i64) -> String {
    format!(
        "{}#",
        printed(cents, Some("USD"))
            .replace('0', "O")
            .replace('1', "l")
    )
}

fn date(paper: &Paper, date: Option<Date>) -> Json<'static> {
    let days = paper.layout.days;
    date.map(|Date { day, is_spoilt }| match is_spoilt {
        true => days.misread(day),
        false => days.written(day),
    })
    .into()
}
