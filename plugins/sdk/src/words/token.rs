//! Single words of a sum.

use crate::text::is_one_edit_away;

/// What a word of a sum says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Zero to nineteen.
    Small(u64),
    /// Twenty to ninety.
    Tens(u64),
    Hundred,
    /// Thousand and above.
    Scale(u64),
    /// A number in digits: the whole part, and hundredths where it has any.
    Digits(u64, Option<u64>),
    /// `75/100`.
    Hundredths(u64),
    And,
    Dollars,
    Cents,
    /// Says nothing about the size: `only`.
    Filler,
    /// Not a word of a sum.
    Unknown,
}

impl Token {
    /// Whether it says something about the size of the sum.
    pub(super) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Small(_)
                | Self::Tens(_)
                | Self::Hundred
                | Self::Scale(_)
                | Self::Digits(..)
                | Self::Hundredths(_)
        )
    }
}

const KNOWN: [(&str, Token); 50] = [
    ("zero", Token::Small(0)),
    ("one", Token::Small(1)),
    ("two", Token::Small(2)),
    ("three", Token::Small(3)),
    ("four", Token::Small(4)),
    ("five", Token::Small(5)),
    ("six", Token::Small(6)),
    ("seven", Token::Small(7)),
    ("eight", Token::Small(8)),
    ("nine", Token::Small(9)),
    ("ten", Token::Small(10)),
    ("eleven", Token::Small(11)),
    ("twelve", Token::Small(12)),
    ("thirteen", Token::Small(13)),
    ("fourteen", Token::Small(14)),
    ("fifteen", Token::Small(15)),
    ("sixteen", Token::Small(16)),
    ("seventeen", Token::Small(17)),
    ("eighteen", Token::Small(18)),
    ("nineteen", Token::Small(19)),
    ("twenty", Token::Tens(20)),
    ("thirty", Token::Tens(30)),
    ("forty", Token::Tens(40)),
    ("fifty", Token::Tens(50)),
    ("sixty", Token::Tens(60)),
    ("seventy", Token::Tens(70)),
    ("eighty", Token::Tens(80)),
    ("ninety", Token::Tens(90)),
    ("hundred", Token::Hundred),
    ("thousand", Token::Scale(1_000)),
    ("million", Token::Scale(1_000_000)),
    ("billion", Token::Scale(1_000_000_000)),
    ("trillion", Token::Scale(1_000_000_000_000)),
    ("and", Token::And),
    ("&", Token::And),
    ("dollar", Token::Dollars),
    ("dollars", Token::Dollars),
    ("dols", Token::Dollars),
    ("usd", Token::Dollars),
    ("cent", Token::Cents),
    ("cents", Token::Cents),
    ("cts", Token::Cents),
    ("only", Token::Filler),
    ("exactly", Token::Filler),
    ("even", Token::Filler),
    ("a", Token::Filler),
    ("us", Token::Filler),
    ("u.s", Token::Filler),
    ("no", Token::Filler),
    ("xx", Token::Filler),
];

/// The tokens of a text in small letters; `true` beside one that had to be repaired.
pub(super) fn tokens(text: &str) -> Vec<(Token, bool)> {
    let mut tokens = Vec::new();
    for piece in text.split(|c: char| c.is_whitespace() || is_dash(c)) {
        let piece = piece.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '&'));
        if !piece.is_empty() {
            push(&mut tokens, piece);
        }
    }
    tokens
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '*' | '_' | '~' | '=')
}

fn push(tokens: &mut Vec<(Token, bool)>, piece: &str) {
    if let Some(token) = known(piece) {
        return tokens.push((token, false));
    }
    if let Some((over, under)) = piece.split_once('/') {
        return tokens.push(hundredths(over, under));
    }
    if let Some(token) = digits(piece) {
        return tokens.push((token, false));
    }
    if let Some(run) = run_together(piece) {
        return tokens.extend(run);
    }
    tokens.push(match repaired(piece) {
        Some(token) => (token, true),
        None => (Token::Unknown, false),
    });
}

fn known(word: &str) -> Option<Token> {
    KNOWN
        .iter()
        .find_map(|(name, token)| (*name == word).then_some(*token))
}

/// `75/100`, `no/100`, `xx/100`, `/100`.
fn hundredths(over: &str, under: &str) -> (Token, bool) {
    if !matches!(under, "100" | "xx" | "00") && as_digits(under) != "100" {
        return (Token::Unknown, false);
    }
    match over {
        "" | "no" | "xx" | "x" | "zero" | "none" => (Token::Hundredths(0), false),
        _ => match as_digits(over).parse() {
            Ok(cents) if cents < 100 => {
                let is_clean = over.bytes().all(|byte| byte.is_ascii_digit());
                (Token::Hundredths(cents), !is_clean)
            }
            _ => (Token::Unknown, false),
        },
    }
}

/// Letters that look like digits as those digits.
fn as_digits(text: &str) -> String {
    let digit = |c| match c {
        'o' => '0',
        'l' | 'i' => '1',
        's' => '5',
        'b' => '8',
        'z' => '2',
        c => c,
    };
    text.chars().map(digit).collect()
}

fn digits(text: &str) -> Option<Token> {
    // "0ne" is no sum in a currency called "ne".
    let in_sums = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    if !text.bytes().all(in_sums) {
        return None;
    }
    let cents = (crate::money::parse(text)? * 100.0).round();
    if !(0.0..=1e17).contains(&cents) {
        return None;
    }
    let cents = cents as u64;
    let rest = text.contains('.').then_some(cents % 100);
    Some(Token::Digits(cents / 100, rest))
}

/// Known words without spaces between them, as in `onehundred`.
fn run_together(piece: &str) -> Option<Vec<(Token, bool)>> {
    let mut rest = piece;
    let mut run = Vec::new();
    while !rest.is_empty() {
        let longest = KNOWN
            .iter()
            .filter(|(name, _)| name.len() >= 3 && rest.starts_with(name))
            .max_by_key(|(name, _)| name.len())?;
        run.push((longest.1, false));
        rest = rest.get(longest.0.len()..)?;
    }
    Some(run)
}

/// The one known word that a misread or misspelt word stands for.
fn repaired(word: &str) -> Option<Token> {
    let folded: String = word.chars().map(fold).collect();
    let same = |name: &str| name.chars().map(fold).eq(folded.chars());
    if let Some((_, token)) = KNOWN.iter().find(|(name, _)| name.len() >= 3 && same(name)) {
        return Some(*token);
    }
    // "tan" is one letter from too many short words.
    if word.len() < 4 {
        return None;
    }
    let mut near = KNOWN
        .iter()
        .filter(|(name, token)| {
            name.len() >= 4 && *token != Token::Filler && is_one_edit_away(name, word)
        })
        .map(|(_, token)| *token);
    let first = near.next()?;
    near.all(|other| other == first).then_some(first)
}

/// Look-alikes of optical reading as one character each.
const fn fold(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | 'l' | '|' => 'i',
        '3' => 'e',
        '5' => 's',
        '8' => 'b',
        '6' => 'g',
        '7' => 't',
        '4' => 'a',
        c => c,
    }
}
