//! Words to sums.

use super::token::{Token, tokens};

/// A sum that was read from words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spoken {
    /// The sum, in units of its currency.
    pub amount: f64,
    /// How surely the words say this sum: 1 where each of them was understood and in its place,
    /// falling to 0 with words that had to be guessed, left out, or taken in an odd order.
    pub clarity: f64,
}

/// Sums beyond this are misread, not money.
const MOST: u64 = 10_000_000_000_000;

/// Reads a sum in words: `One Hundred Twenty-Five and 75/100 DOLLARS`, `three hundred and
/// forty-seven & 00/100`, `FIVE HUNDRED ONLY`, `Nine dollars and fifty cents`, `Twelve hundred
/// and no/100`, also with other words in front (`PAY TO THE ORDER OF …`) or behind.
///
/// Words with a letter wrong are repaired where only one word can be meant. `None` where
/// no word says a number.
#[must_use]
pub fn read(text: &str) -> Option<Spoken> {
    let text = text.to_ascii_lowercase();
    let text = text.replace(" /", "/").replace("/ ", "/");
    let tokens = tokens(&text);
    let mut sum = Sum::default();
    for (token, is_repaired) in longest_run(&tokens) {
        sum.add(token, is_repaired);
    }
    sum.spoken()
}

/// What belongs to the sum: the stretch with the most words of numbers, the last of several.
/// One unknown word between two numbers is a word of the sum that cannot be read.
fn longest_run(tokens: &[(Token, bool)]) -> Vec<(Token, bool)> {
    let is_number = |place: Option<usize>| {
        place
            .and_then(|place| tokens.get(place))
            .is_some_and(|(token, _)| token.is_number())
    };
    let mut best: (usize, &[(Token, bool)]) = (0, &[]);
    let mut from = 0;
    for place in 0..=tokens.len() {
        let ends = match tokens.get(place) {
            None => true,
            Some((Token::Unknown, _)) => {
                !(is_number(place.checked_sub(1)) && is_number(place.checked_add(1)))
            }
            Some(_) => false,
        };
        if ends {
            let run = tokens.get(from..place).unwrap_or_default();
            let numbers = run.iter().filter(|(token, _)| token.is_number()).count();
            if numbers >= best.0 {
                best = (numbers, run);
            }
            from = place + 1;
        }
    }
    best.1.to_vec()
}

/// A sum while its words are read.
#[derive(Debug, Default)]
struct Sum {
    /// Thousands and above.
    total: u64,
    /// What is below the next scale.
    group: u64,
    /// The last scale that was named.
    scale: Option<u64>,
    /// What was said before the last "and".
    before_and: Option<u64>,
    dollars: Option<u64>,
    cents: Option<u64>,
    numbers: u32,
    repaired: u32,
    faults: i32,
}

impl Sum {
    fn add(&mut self, token: Token, is_repaired: bool) {
        self.numbers += u32::from(token.is_number());
        self.repaired += u32::from(is_repaired && token.is_number());
        match token {
            Token::Small(value) => {
                let below = self.group % 100;
                let fits = below == 0
                    || (below >= 20 && below.is_multiple_of(10) && (1..10).contains(&value));
                self.put(value, fits);
            }
            Token::Tens(value) => self.put(value, self.group.is_multiple_of(100)),
            Token::Hundred => {
                self.fault_unless(self.group < 100);
                self.group = self.group.max(1).saturating_mul(100);
            }
            Token::Scale(scale) => {
                self.fault_unless(self.scale.is_none_or(|last| scale < last));
                let part = self.group.max(1).saturating_mul(scale);
                self.total = self.total.saturating_add(part);
                (self.group, self.scale) = (0, Some(scale));
            }
            Token::Digits(whole, cents) => {
                self.put(whole, self.said() == 0);
                self.cents = cents.or(self.cents);
            }
            Token::Hundredths(cents) => {
                self.fault_unless(self.cents.is_none());
                self.cents = Some(cents);
                self.end_of_dollars();
            }
            Token::And => self.before_and = Some(self.said()),
            Token::Dollars => self.end_of_dollars(),
            Token::Cents => self.end_of_cents(),
            Token::Filler => {}
            Token::Unknown => self.faults += 1,
        }
    }

    fn put(&mut self, value: u64, fits: bool) {
        self.fault_unless(fits);
        self.group = self.group.saturating_add(value);
    }

    fn fault_unless(&mut self, holds: bool) {
        self.faults += i32::from(!holds);
    }

    const fn said(&self) -> u64 {
        self.total.saturating_add(self.group)
    }

    fn end_of_dollars(&mut self) {
        if self.dollars.is_none() {
            self.dollars = Some(self.said());
        } else {
            self.fault_unless(self.said() == 0);
        }
        (self.total, self.group, self.scale) = (0, 0, None);
    }

    /// The last part said was hundredths: behind the dollars, or behind the last "and".
    fn end_of_cents(&mut self) {
        let said = self.said();
        let cents = match (self.dollars, self.before_and) {
            (None, Some(before)) => {
                self.dollars = Some(before);
                said.saturating_sub(before)
            }
            _ => said,
        };
        self.dollars = self.dollars.or(Some(0));
        self.fault_unless(cents < 100 && self.cents.is_none());
        self.cents = Some(cents.min(99));
        (self.total, self.group, self.scale) = (0, 0, None);
    }

    fn spoken(mut self) -> Option<Spoken> {
        if self.numbers == 0 {
            return None;
        }
        let dollars = match self.dollars {
            // Numbers behind the dollars that are no cents.
            Some(dollars) => {
                self.fault_unless(self.said() == 0);
                dollars
            }
            None => self.said(),
        };
        let cents = self.cents.unwrap_or(0);
        if dollars > MOST {
            return None;
        }
        let understood = 1.0 - 0.5 * f64::from(self.repaired) / f64::from(self.numbers);
        Some(Spoken {
            amount: (dollars * 100 + cents) as f64 / 100.0,
            clarity: understood * libm::pow(0.5, f64::from(self.faults)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Random,
        words::{Cents, Letters, Style, write},
    };

    fn clear(text: &str) -> f64 {
        let spoken = read(text).unwrap();
        assert_eq!(spoken.clarity, 1.0, "{text}: {spoken:?}");
        spoken.amount
    }

    #[test]
    fn reads_the_wordings_that_papers_have() {
        for (text, sum) in [
            ("One Hundred Twenty-Five and 75/100 DOLLARS", 125.75),
            ("three hundred and forty-seven & 00/100", 347.0),
            ("Nine hundred fifty and 25/100", 950.25),
            ("FIVE HUNDRED ONLY", 500.0),
            ("Exactly Forty and no/100 Dollars", 40.0),
            ("Twelve hundred and xx/100 ------", 1200.0),
            ("Nine dollars and fifty cents", 9.5),
            ("One hundred and seventy-five cents", 100.75),
            ("seventy-five cents", 0.75),
            ("Two Thousand Three Hundred Four", 2304.0),
            ("One million two thousand and 01/100", 1_002_000.01),
            ("***EIGHTY FIVE AND 10/100***", 85.1),
            ("PAY TO THE ORDER OF City Water Sixty and 00 / 100", 60.0),
            ("One Hundred Dollars First Bank", 100.0),
            ("A hundred dollars", 100.0),
            ("OneHundred Twentyfive and 75/100", 125.75),
            ("318 DOLLARS AND 00 CENTS", 318.0),
            ("1,234 and 56/100", 1234.56),
            ("$1,234.56", 1234.56),
            ("Zero and 50/100", 0.5),
        ] {
            assert_eq!(clear(text), sum, "{text}");
        }
    }

    #[test]
    fn misread_and_misspelt_words_are_repaired_with_less_clarity() {
        for (text, sum) in [
            ("0ne Hundred Twenty-F1ve and 75/100", 125.75),
            ("One Hundrd Fourty and 0O/1OO", 140.0),
            ("Ninty nine and 10/100", 99.1),
        ] {
            let spoken = read(text).unwrap();
            assert_eq!(spoken.amount, sum, "{text}");
            assert!((0.5..1.0).contains(&spoken.clarity), "{text}: {spoken:?}");
        }
    }

    #[test]
    fn words_out_of_place_are_not_clear() {
        for text in [
            "One Hundred Xqqy Five and 00/100",
            "five six",
            "Hundred hundred",
            "two thousand three million",
            "twenty forty",
            "five dollars six dollars",
            "one 10/100 20/100",
        ] {
            assert!(read(text).unwrap().clarity <= 0.5, "{text}");
        }
    }

    #[test]
    fn what_says_no_number_is_none() {
        for text in [
            "",
            " ",
            "void",
            "dollars",
            "and only",
            "Fine",
            "\u{fffd}\u{fffd}",
            "fifty trillion",
            "99999999999999999999 dollars",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let mut random = Random::from_seed(4);
        let kinds = [
            Cents::Fraction,
            Cents::No,
            Cents::Crosses,
            Cents::Only,
            Cents::Words,
        ];
        let letters = [
            Letters::Small,
            Letters::First,
            Letters::Each,
            Letters::Capitals,
        ];
        for number in 0..4_000 {
            let cents = (random.log_normal(40_000.0, 2.5) as u64).max(1);
            let style = Style {
                cents: kinds[number % 5],
                letters: letters[number / 5 % 4],
                and_after_hundred: random.chance(0.5),
                hyphens: random.chance(0.5),
                ampersand: random.chance(0.5),
                dollars: random.chance(0.5),
            };
            let text = write(cents, style);
            assert_eq!(clear(&text), cents as f64 / 100.0, "{text}");
        }
    }
}
