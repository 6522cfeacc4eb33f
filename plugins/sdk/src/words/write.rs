//! Sums to words.

/// How hundredths stand behind the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cents {
    /// `and 75/100`, `and 00/100`.
    #[default]
    Fraction,
    /// `and 75/100`, `and no/100`.
    No,
    /// `and 75/100`, `and xx/100`.
    Crosses,
    /// `and 75/100`, `only`.
    Only,
    /// `dollars and seventy-five cents`, `dollars`.
    Words,
}

/// Which letters are capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Letters {
    /// `one hundred`.
    #[default]
    Small,
    /// `One hundred`.
    First,
    /// `One Hundred`.
    Each,
    /// `ONE HUNDRED`.
    Capitals,
}

/// How a sum is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The hundredths.
    pub cents: Cents,
    /// The capitals.
    pub letters: Letters,
    /// `three hundred and five`, not `three hundred five`.
    pub and_after_hundred: bool,
    /// `twenty-five`, not `twenty five`.
    pub hyphens: bool,
    /// `& 75/100`, not `and 75/100`.
    pub ampersand: bool,
    /// Whether the word `dollars` stands at the end. [`Cents::Words`] always has it.
    pub dollars: bool,
}

/// `one hundred twenty-five and 75/100`.
impl Default for Style {
    fn default() -> Self {
        Self {
            cents: Cents::default(),
            letters: Letters::default(),
            and_after_hundred: false,
            hyphens: true,
            ampersand: false,
            dollars: false,
        }
    }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = [
    "", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const SCALES: [(u64, &str); 4] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
];

/// A sum of `cents` hundredths in words.
#[must_use]
pub fn write(cents: u64, style: Style) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    let mut text = spoken(whole, style);
    let joint = if style.ampersand { " & " } else { " and " };
    if style.cents == Cents::Words {
        text.push_str(unit(whole, " dollar", " dollars"));
        if rest > 0 {
            text.push_str(joint);
            text.push_str(&spoken(rest, style));
            text.push_str(unit(rest, " cent", " cents"));
        }
        return style.letters.apply(&text);
    }
    match (style.cents, rest) {
        (Cents::Only, 0) => text.push_str(" only"),
        (Cents::No, 0) => {
            text.push_str(joint);
            text.push_str("no/100");
        }
        (Cents::Crosses, 0) => {
            text.push_str(joint);
            text.push_str("xx/100");
        }
        (_, rest) => {
            text.push_str(joint);
            text.push_str(&format!("{rest:02}/100"));
        }
    }
    if style.dollars {
        text.push_str(" dollars");
    }
    style.letters.apply(&text)
}

/// A whole number in words: `one thousand two hundred five`.
#[must_use]
pub fn number(number: u64) -> String {
    spoken(number, Style::default())
}

const fn unit(count: u64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

fn spoken(number: u64, style: Style) -> String {
    let mut text = String::new();
    let mut left = number;
    for (scale, name) in SCALES {
        if left >= scale {
            // Above trillions the words for the number of trillions are long ones themselves.
            add(&mut text, &spoken(left / scale, style));
            add(&mut text, name);
            left %= scale;
        }
    }
    if left >= 100 {
        add(&mut text, small(left / 100));
        add(&mut text, "hundred");
        left %= 100;
        if left > 0 && style.and_after_hundred {
            add(&mut text, "and");
        }
    }
    if left >= 20 {
        add(&mut text, name(&TENS, left / 10));
        left %= 10;
        if left > 0 && style.hyphens {
            text.push('-');
            text.push_str(small(left));
            return text;
        }
    }
    if left > 0 || number == 0 {
        add(&mut text, small(left));
    }
    text
}

fn small(number: u64) -> &'static str {
    name(&SMALL, number)
}

fn name(names: &[&'static str], number: u64) -> &'static str {
    let place = usize::try_from(number).unwrap_or(usize::MAX);
    names.get(place).copied().unwrap_or_default()
}

fn add(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

impl Letters {
    fn apply(self, text: &str) -> String {
        let mut starts = true;
        let mut is_first = true;
        let letters = text.chars().map(|c| {
            let raised = match self {
                Self::Small => false,
                Self::First => is_first,
                Self::Each => starts,
                Self::Capitals => true,
            };
            is_first = false;
            starts = matches!(c, ' ' | '-');
            if raised { c.to_ascii_uppercase() } else { c }
        });
        letters.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spoken_in_english() {
        for (number, words) in [
            (0, "zero"),
            (7, "seven"),
            (19, "nineteen"),
            (20, "twenty"),
            (21, "twenty-one"),
            (100, "one hundred"),
            (105, "one hundred five"),
            (999, "nine hundred ninety-nine"),
            (1_000, "one thousand"),
            (12_040, "twelve thousand forty"),
            (1_000_001, "one million one"),
            (
                2_345_678,
                "two million three hundred forty-five thousand six hundred seventy-eight",
            ),
        ] {
            assert_eq!(spoken(number, Style::default()), words);
        }
        assert!(!number(u64::MAX).is_empty());
    }

    #[test]
    fn sums_are_written_in_the_styles_of_checks() {
        let plain = Style::default();
        let with = |cents, letters| Style {
            cents,
            letters,
            ..plain
        };
        for (cents, style, words) in [
            (12_575, plain, "one hundred twenty-five and 75/100"),
            (12_500, plain, "one hundred twenty-five and 00/100"),
            (500, with(Cents::No, Letters::First), "Five and no/100"),
            (
                500,
                with(Cents::Crosses, Letters::Capitals),
                "FIVE AND XX/100",
            ),
            (2_300, with(Cents::Only, Letters::Each), "Twenty-Three Only"),
            (
                10_101,
                with(Cents::Words, Letters::Small),
                "one hundred one dollars and one cent",
            ),
            (100, with(Cents::Words, Letters::Small), "one dollar"),
            (
                34_700,
                Style {
                    and_after_hundred: true,
                    hyphens: false,
                    ampersand: true,
                    dollars: true,
                    ..plain
                },
                "three hundred and forty seven & 00/100 dollars",
            ),
        ] {
            assert_eq!(write(cents, style), words);
        }
    }
}
