//! Tree to text.

use core::fmt::{self, Write as _};

use super::Json;

/// The shortest text: no white space, keys in their order, numbers with as few digits as give
/// the same number again.
impl fmt::Display for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) if number.is_finite() => write!(formatter, "{number}"),
            Self::Null | Self::Number(_) => formatter.write_str("null"),
            Self::Bool(truth) => write!(formatter, "{truth}"),
            Self::Whole(number) => write!(formatter, "{number}"),
            Self::Text(text) => quote(formatter, text),
            Self::List(items) => {
                formatter.write_char('[')?;
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        formatter.write_char(',')?;
                    }
                    write!(formatter, "{item}")?;
                }
                formatter.write_char(']')
            }
            Self::Object(entries) => {
                formatter.write_char('{')?;
                for (place, (key, value)) in entries.iter().enumerate() {
                    if place > 0 {
                        formatter.write_char(',')?;
                    }
                    quote(formatter, key)?;
                    write!(formatter, ":{value}")?;
                }
                formatter.write_char('}')
            }
        }
    }
}

fn quote(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    formatter.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => formatter.write_str("\\\"")?,
            '\\' => formatter.write_str("\\\\")?,
            '\n' => formatter.write_str("\\n")?,
            '\r' => formatter.write_str("\\r")?,
            '\t' => formatter.write_str("\\t")?,
            c if c < ' ' => write!(formatter, "\\u{:04x}", u32::from(c))?,
            c => formatter.write_char(c)?,
        }
    }
    formatter.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let tree = Json::object([
            ("text", Json::from("a \"quoted\" \\ line\n\t\u{1} größe")),
            ("sum", Json::from(1234.56)),
            ("whole", Json::from(-7)),
            ("nothing", Json::Null),
            ("truth", Json::from(true)),
            ("list", Json::from(vec![1.5, 0.1])),
        ]);
        let text = tree.to_string();
        assert_eq!(Json::parse(&text).unwrap(), tree);
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }

    #[test]
    fn numbers_are_short_and_finite() {
        assert_eq!(Json::from(20.0).to_string(), "20");
        assert_eq!(Json::from(0.1).to_string(), "0.1");
        assert_eq!(Json::from(f64::NAN).to_string(), "null");
    }
}
