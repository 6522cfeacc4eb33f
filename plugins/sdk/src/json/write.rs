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

/// Writes what needs no escape in one piece: most texts are one piece.
fn quote(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    formatter.write_char('"')?;
    let mut rest = text;
    // All that is escaped is ASCII, so each place is the start of a character.
    while let Some(place) = rest.bytes().position(is_escaped) {
        let (plain, tail) = rest.split_at(place);
        formatter.write_str(plain)?;
        let mut characters = tail.chars();
        match characters.next() {
            Some('"') => formatter.write_str("\\\"")?,
            Some('\\') => formatter.write_str("\\\\")?,
            Some('\n') => formatter.write_str("\\n")?,
            Some('\r') => formatter.write_str("\\r")?,
            Some('\t') => formatter.write_str("\\t")?,
            Some(c) => write!(formatter, "\\u{:04x}", u32::from(c))?,
            None => {}
        }
        rest = characters.as_str();
    }
    formatter.write_str(rest)?;
    formatter.write_char('"')
}

const fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..b' ')
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
