//! Tree to text.

use core::fmt::{self, Write as _};

use super::Json;

/// The shortest text: no white space, keys in their order, numbers with as few digits as give
/// the same number again.
impl fmt::Display for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write_number(formatter, *number),
            Self::Null => formatter.write_str("null"),
            Self::Bool(truth) => formatter.write_str(if *truth { "true" } else { "false" }),
            Self::Whole(number) => fmt::Display::fmt(number, formatter),
            Self::Text(text) => quote(formatter, text),
            Self::List(items) => {
                formatter.write_char('[')?;
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        formatter.write_char(',')?;
                    }
                    fmt::Display::fmt(item, formatter)?;
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
                    formatter.write_char(':')?;
                    fmt::Display::fmt(value, formatter)?;
                }
                formatter.write_char('}')
            }
        }
    }
}

/// Sums of money, which most numbers in documents are, have at most two decimals; whole hundredths
/// are written several times as fast as any number. Fifteen digits are as many as a double is
/// sure of, so there is no shorter text for the same number.
fn write_number(formatter: &mut fmt::Formatter<'_>, number: f64) -> fmt::Result {
    const MOST: f64 = 1e15;
    if !number.is_finite() {
        return formatter.write_str("null");
    }
    let hundredths = (number * 100.0).round();
    let is_sum = hundredths != 0.0 && hundredths.abs() < MOST && hundredths / 100.0 == number;
    if !is_sum {
        return fmt::Display::fmt(&number, formatter);
    }
    if number < 0.0 {
        formatter.write_char('-')?;
    }
    // Below 10¹⁵.
    let hundredths = hundredths.abs() as u64;
    fmt::Display::fmt(&(hundredths / 100), formatter)?;
    match hundredths % 100 {
        0 => Ok(()),
        tenths if tenths % 10 == 0 => write!(formatter, ".{}", tenths / 10),
        decimals => write!(formatter, ".{decimals:02}"),
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

    #[test]
    fn sums_of_money_are_written_as_any_number_is() {
        let mut random = crate::Random::from_seed(8);
        let sums = (0..20_000).map(|_| {
            let cents = random.whole(-10_000_000_000_000, 10_000_000_000_000) >> random.place(40);
            cents as f64 / 100.0
        });
        let odd = [
            0.0,
            -0.0,
            0.01,
            -0.01,
            0.1,
            0.005,
            1e15,
            1e13,
            9.995,
            0.1 + 0.2,
            1e-9,
            f64::MAX,
        ];
        let near = (0..20_000).map(|number| f64::from(number) / 100.0 + 1e-12);
        for number in sums.chain(odd).chain(near) {
            assert_eq!(Json::from(number).to_string(), number.to_string());
        }
    }
}
