//! Names and texts: whole words, character classes.

/// The words of a text: runs of letters, digits and apostrophes.
pub fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
}

/// Whether a text has `phrase` in it as whole words, in any case: "Fed OASDI/EE" has "oasdi"
/// and not "fed ee".
#[must_use]
pub fn has_words(text: &str, phrase: &str) -> bool {
    let mut rest = words(text);
    loop {
        let from_here = rest.clone();
        if rest.next().is_none() {
            return false;
        }
        let mut wanted = words(phrase);
        let mut given = from_here;
        loop {
            match (wanted.next(), given.next()) {
                (None, _) => return true,
                (Some(wanted), Some(given)) if wanted.eq_ignore_ascii_case(given) => {}
                _ => break,
            }
        }
    }
}

/// How well texts can be read: how many of their words look as if they had been patched or
/// misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Legibility {
    /// Words seen.
    pub words: u32,
    /// Words among them that look wrong (see [`looks_misread`]).
    pub misread: u32,
}

impl Legibility {
    /// Counts the words of a text.
    pub fn add(&mut self, text: &str) {
        for word in words(text) {
            self.words = self.words.saturating_add(1);
            if looks_misread(word) {
                self.misread = self.misread.saturating_add(1);
            }
        }
    }

    /// The share of words that look wrong, 0 to 1; `None` where there are no words.
    #[must_use]
    pub fn misread_share(self) -> Option<f64> {
        (self.words > 0).then(|| f64::from(self.misread) / f64::from(self.words))
    }
}

/// Whether a word looks patched or misread: a digit between letters (`Depos1t`), a digit for
/// the first letter of a word in small letters (`0ffice`), a capital in a word that began with
/// small letters (`depOsit`), a small `l` among capitals (`WAlMART`), or a character that stands for an
/// unknown one.
#[must_use]
pub fn looks_misread(word: &str) -> bool {
    let mut letters = 0_u32;
    let mut digit_behind_letter = false;
    let mut capitals = 0_u32;
    let mut small_l = 0_u32;
    let mut smalls = 0_u32;
    let mut starts_with_digit = false;
    for (place, c) in word.chars().enumerate() {
        if c == '\u{fffd}' {
            return true;
        }
        if c.is_ascii_digit() {
            digit_behind_letter |= letters > 0;
            starts_with_digit |= place == 0;
            continue;
        }
        if digit_behind_letter && c.is_alphabetic() {
            return true;
        }
        letters += 1;
        if c.is_uppercase() {
            capitals += 1;
            // "McKay", "DoorDash" and "eBay" are names.
            if capitals == 1 && smalls > 1 {
                return true;
            }
        } else if c.is_lowercase() {
            smalls += 1;
            small_l += u32::from(c == 'l');
        }
    }
    let patched_capitals = capitals >= 2 && smalls > 0 && smalls == small_l;
    patched_capitals || (starts_with_digit && smalls >= 3)
}

/// Whether one character was changed, left out or added, or two neighbours were swapped. Equal
/// texts are not one edit away from each other.
#[must_use]
pub fn is_one_edit_away(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |bytes: &[u8], from: usize| bytes.get(from..).unwrap_or_default().to_vec();
    if short.len() < long.len() {
        return rest(short, same) == rest(long, same + 1);
    }
    if same < short.len() && rest(short, same + 1) == rest(long, same + 1) {
        return true;
    }
    let swapped = short.get(same).is_some()
        && short.get(same) == long.get(same + 1)
        && short.get(same + 1) == long.get(same);
    swapped && rest(short, same + 2) == rest(long, same + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_a_letter_changed_added_left_out_or_swapped() {
        for (one, other) in [
            ("chase", "chese"),
            ("chase", "chaes"),
            ("chase", "chas"),
            ("chase", "chasse"),
            ("a", ""),
        ] {
            assert!(is_one_edit_away(one, other), "{one} {other}");
            assert!(is_one_edit_away(other, one), "{other} {one}");
        }
        for (one, other) in [
            ("chase", "chase"),
            ("", ""),
            ("chase", "chs"),
            ("chase", "hcaes"),
            ("ab", "cd"),
        ] {
            assert!(!is_one_edit_away(one, other), "{one} {other}");
        }
    }

    #[test]
    fn words_match_as_a_whole() {
        assert!(has_words("Fed OASDI/EE", "oasdi"));
        assert!(has_words("FICA-Medicare", "medicare"));
        assert!(has_words("direct deposit ACME", "Direct Deposit"));
        assert!(has_words("re-direct direct deposit", "direct deposit"));
        assert!(!has_words("POST TAX", "st tax"));
        assert!(!has_words("Medical", "medi"));
        assert!(!has_words("direct", "direct deposit"));
        assert!(!has_words("", "x"));
    }

    #[test]
    fn patched_words_look_misread() {
        for word in [
            "Depos1t",
            "0ffice",
            "depOsit",
            "WAlMART",
            "Gro\u{fffd}ery",
            "S0UTH",
            "Pay8oll",
        ] {
            assert!(looks_misread(word), "{word}");
        }
        for word in [
            "Deposit",
            "WALMART",
            "McKay",
            "eBay",
            "DoorDash",
            "7",
            "A1",
            "ACH0123",
            "4821",
            "POS4821",
            "7ELEVEN",
            "O'Neil",
            "přijatý",
            "I",
            "all",
            "1st",
        ] {
            assert!(!looks_misread(word), "{word}");
        }
    }

    #[test]
    fn legibility_counts_words() {
        let mut legibility = Legibility::default();
        assert_eq!(legibility.misread_share(), None);
        legibility.add("Payro11l Depos1t from ACME 4821");
        legibility.add("ATM");
        assert_eq!(
            legibility,
            Legibility {
                words: 6,
                misread: 2
            }
        );
        assert_eq!(legibility.misread_share(), Some(2.0 / 6.0));
    }
}
