//! Sums of money from text.

/// Sums beyond this are misread, not money.
const MOST: f64 = 1e15;

/// Reads a sum of money, in units of its currency: `1234.56`, `$1,234.56`, `USD 1,234.56`,
/// `1.234,56 €`, `1 234,56 Kč`, `(123.45)`, `-$123.45`, `123.45-`, `123.45 CR`, `123.45 DR`.
///
/// Parentheses, a minus sign on either side and `DR` make it negative. A single comma or full
/// stop before three digits separates thousands if it is a comma and decimals if it is a full
/// stop. `None` where the text is not a sum, or a sum above 10¹⁵.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    // Most sums in documents are plain numbers.
    if let Some(plain) = plain(text) {
        return plain;
    }
    let (body, negative) = unsigned(text)?;
    let digits = digits(body)?;
    let sum: f64 = digits.parse().ok()?;
    (sum <= MOST).then_some(if negative && sum > 0.0 { -sum } else { sum })
}

fn plain(text: &str) -> Option<Option<f64>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let only_digits = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if digits.is_empty() || !only_digits {
        return None;
    }
    let sum = text.parse::<f64>().ok()?;
    Some((sum.abs() <= MOST).then_some(sum))
}

/// The sum without signs and currency, and whether it is negative.
fn unsigned(text: &str) -> Option<(&str, bool)> {
    let (text, in_parentheses) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let (text, debit) = marked(text);
    let (text, minus_before_currency) = signed(text);
    let text = without_currency(text);
    let (text, minus_after_currency) = signed(text);
    if minus_before_currency && minus_after_currency {
        return None;
    }
    let starts_and_ends_with_digits = text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && text.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let negative = in_parentheses || debit || minus_before_currency || minus_after_currency;
    starts_and_ends_with_digits.then_some((text, negative))
}

/// Takes off a `CR` or `DR` at the end.
fn marked(text: &str) -> (&str, bool) {
    for (mark, debit) in [("CR", false), ("DR", true), ("DB", true)] {
        let Some(at) = text.len().checked_sub(mark.len()) else {
            continue;
        };
        if let (Some(sum), Some(end)) = (text.get(..at), text.get(at..))
            && end.eq_ignore_ascii_case(mark)
            && sum.ends_with(|c: char| c.is_ascii_digit() || c == ' ')
        {
            return (sum.trim_end(), debit);
        }
    }
    (text, false)
}

/// Takes off a plus or minus sign on either side.
fn signed(text: &str) -> (&str, bool) {
    const MINUS: [char; 3] = ['-', '−', '–'];
    let text = text.trim();
    if let Some(rest) = text
        .strip_prefix(MINUS)
        .or_else(|| text.strip_suffix(MINUS))
    {
        return (rest.trim(), true);
    }
    (text.strip_prefix('+').unwrap_or(text).trim(), false)
}

/// Takes off a currency's sign or its code of up to three letters, before or behind the sum.
fn without_currency(text: &str) -> &str {
    let in_currency = |c: char| c.is_alphabetic() || matches!(c, '$' | '€' | '£' | '¥' | '₹');
    let before = text.trim_start_matches(in_currency);
    let start = text.len() - before.len();
    let body = before.trim_end_matches(in_currency);
    let named = [text.get(..start), before.get(body.len()..)];
    // A longer word is not a currency, and "1O4" is a misread number.
    if named
        .iter()
        .flatten()
        .any(|name| name.chars().filter(|c| c.is_alphabetic()).count() > 3)
    {
        return "";
    }
    if before.len() > body.len() && before.get(body.len()..).is_some_and(is_misread_digit) {
        return "";
    }
    body.trim()
}

/// One letter that stands for a digit, as in `12O`.
fn is_misread_digit(end: &str) -> bool {
    matches!(end, "O" | "o" | "l" | "I" | "S" | "B" | "Z")
}

/// The digits with a full stop before the decimals and nothing else.
fn digits(text: &str) -> Option<String> {
    let (whole, decimals) = match decimal_point(text) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = without_thousands(whole)?;
    let wanted =
        is_digits(&whole) && is_digits(decimals) && !(whole.is_empty() && decimals.is_empty());
    (wanted && whole.len() + decimals.len() <= 40).then(|| format!("{whole}.{decimals}"))
}

/// The digits before the decimals, where one separator groups them by three (or by two before
/// the last three, as in India). Dates and lists of numbers are grouped otherwise.
fn without_thousands(whole: &str) -> Option<String> {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Some(whole.to_owned());
    };
    if !matches!(separator, ',' | '.' | '\'' | ' ' | '\u{a0}' | '\u{202f}') {
        return None;
    }
    let mut groups = whole.split(separator);
    let first = groups.next().filter(|first| !first.is_empty())?;
    let lengths_fit = groups.clone().all(|group| matches!(group.len(), 2 | 3))
        && groups
            .clone()
            .next_back()
            .is_some_and(|last| last.len() == 3);
    lengths_fit.then(|| core::iter::once(first).chain(groups).collect())
}

/// Where the decimals begin: at the last separator, unless it separates thousands.
fn decimal_point(text: &str) -> Option<usize> {
    let at = text.rfind(['.', ','])?;
    let separator = text.get(at..at + 1)?;
    let behind = text.len() - at - 1;
    let occurs_once = text.matches(separator).count() == 1;
    let other = if separator == "," { '.' } else { ',' };
    let decimals = if separator == "." {
        occurs_once
    } else {
        occurs_once && (behind != 3 || text.contains(other))
    };
    decimals.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_spellings_that_papers_have() {
        for (text, sum) in [
            ("1234.56", 1234.56),
            ("-1234.56", -1234.56),
            ("$1,234.56", 1234.56),
            ("USD 1,234.56", 1234.56),
            ("1,234.56 USD", 1234.56),
            ("US$ 12", 12.0),
            ("(123.45)", -123.45),
            ("($1,123.45)", -1123.45),
            ("123.45-", -123.45),
            ("-$123.45", -123.45),
            ("$-123.45", -123.45),
            ("−123.45", -123.45),
            ("+5", 5.0),
            ("123.45 CR", 123.45),
            ("123.45CR", 123.45),
            ("123.45 DR", -123.45),
            ("1.234,56 €", 1234.56),
            ("1 234,56 Kč", 1234.56),
            ("1'234.50", 1234.5),
            ("1,234", 1234.0),
            ("1,234,567", 1_234_567.0),
            ("12,34,567.50", 1_234_567.5),
            ("1.234.567", 1_234_567.0),
            ("12,5", 12.5),
            (".50", 0.5),
            ("5.", 5.0),
            ("0", 0.0),
            (" $ 7 ", 7.0),
        ] {
            assert_eq!(parse(text), Some(sum), "{text}");
        }
    }

    #[test]
    fn what_is_no_sum_is_none() {
        for text in [
            "",
            " ",
            "-",
            "$",
            "USD",
            "CR",
            "()",
            "n/a",
            "12 apples",
            "1O4.50",
            "12O",
            "1.2.3,4,5x",
            "1.2.3,4,5",
            "1.5.2025",
            "12 34",
            "1,234.5,6",
            ".",
            "NaN",
            "inf",
            "1e999",
            "999999999999999999999",
            "12-34",
            "--5",
            "١٢",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
