//! Tree to text.

use core::fmt;

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap as _, SerializeSeq as _},
};

use super::Json;

/// The shortest text: no white space, keys in their order, numbers with as few digits as give
/// the same number again.
impl fmt::Display for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In one piece: many small pieces through a formatter take twice as long.
        let text = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        formatter.write_str(&text)
    }
}

impl From<Json<'_>> for String {
    fn from(tree: Json<'_>) -> Self {
        tree.to_string()
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Number(number) => match whole(*number) {
                Some(number) => serializer.serialize_i64(number),
                None => serializer.serialize_f64(*number),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(entries) => {
                let mut object = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    object.serialize_entry(key, value)?;
                }
                object.end()
            }
        }
    }
}

/// `20` instead of `20.0`, where a double is sure of its digits and has no sign to lose.
fn whole(number: f64) -> Option<i64> {
    const MOST: f64 = 1e15;
    let whole = number as i64;
    let is_the_same = (whole as f64).to_bits() == number.to_bits();
    (is_the_same && number.abs() < MOST).then_some(whole)
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
    fn sums_of_money_are_written_as_people_write_them() {
        let mut random = crate::Random::from_seed(8);
        for _ in 0..20_000 {
            let cents = random.whole(-10_000_000_000_000, 10_000_000_000_000) >> random.place(40);
            let sum = cents as f64 / 100.0;
            assert_eq!(Json::from(sum).to_string(), sum.to_string());
        }
    }

    #[test]
    fn every_number_is_the_same_number_again() {
        for number in [0.0, -0.0, 0.005, 1e15, 9.995, 0.1 + 0.2, 1e-9, f64::MAX] {
            let text = Json::from(number).to_string();
            let again = Json::parse(&text).unwrap();
            assert_eq!(again.amount(), Some(number), "{text}");
        }
    }
}
