//! How close a written name comes to a known one: as it should be, misread, or misspelt.

use crate::text;

/// How close a written name comes to a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closeness {
    /// It is the name.
    Same,
    /// It is the name once characters that look alike are taken for one another: a reader's
    /// slip (`WESTERN UN10N`).
    LookAlike,
    /// One letter was changed, left out or added, or two neighbours were swapped: a writer's
    /// slip (`Westren Union`).
    OneEdit,
    /// It is another name.
    Other,
}

/// Letters and digits of a name in small letters, without its `generic` words:
/// `U.S. Postal Service` is `uspostalservice`.
#[must_use]
pub fn core(name: &str, generic: &[&str]) -> String {
    let mut core = String::with_capacity(name.len());
    for word in text::words(name) {
        if !generic.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            let letters = word.chars().filter(|c| *c != '\'');
            core.extend(letters.map(|c| c.to_ascii_lowercase()));
        }
    }
    core
}

/// How close `written` comes to `known`, both as [`core()`] gives them. A name of fewer than five
/// characters is one letter away from a dozen others, so such a name is the same or another one.
#[must_use]
pub fn closeness(known: &str, written: &str) -> Closeness {
    if known == written {
        return Closeness::Same;
    }
    // Two letters for one ("rn" for "m") and one edit change the length by one.
    if known.len().abs_diff(written.len()) > 1 || known.len().min(written.len()) < 5 {
        return Closeness::Other;
    }
    if folded(known) == folded(written) {
        Closeness::LookAlike
    } else if text::is_one_edit_away(known, written) {
        Closeness::OneEdit
    } else {
        Closeness::Other
    }
}

/// Look-alikes of optical reading as one character each.
fn folded(core: &str) -> String {
    let fold = |c| match c {
        '0' => 'o',
        '1' | 'l' => 'i',
        '5' => 's',
        '8' => 'b',
        '2' => 'z',
        '6' => 'g',
        c => c,
    };
    core.replace("rn", "m").chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_is_the_name_without_generic_words() {
        let generic = ["inc", "the", "order"];
        assert_eq!(core("The U.S. Postal Service", &generic), "uspostalservice");
        assert_eq!(core("WESTERN-UNION, Inc.", &generic), "westernunion");
        assert_eq!(core("Moody's Order", &generic), "moodys");
        assert_eq!(core("...", &generic), "");
    }

    #[test]
    fn slips_of_readers_and_of_writers_are_told_apart() {
        for (written, closeness) in [
            ("westernunion", Closeness::Same),
            ("westernun10n", Closeness::LookAlike),
            ("westemunion", Closeness::LookAlike),
            ("westrenunion", Closeness::OneEdit),
            ("westernunio", Closeness::OneEdit),
            ("westernunions", Closeness::OneEdit),
            ("westarnunion", Closeness::OneEdit),
            ("westarnunian", Closeness::Other),
            ("easternunion", Closeness::Other),
            ("", Closeness::Other),
        ] {
            assert_eq!(
                super::closeness("westernunion", written),
                closeness,
                "{written}"
            );
        }
    }

    #[test]
    fn short_names_are_the_same_or_others() {
        assert_eq!(closeness("usps", "usps"), Closeness::Same);
        assert_eq!(closeness("usps", "ups"), Closeness::Other);
        assert_eq!(closeness("usps", "u5ps"), Closeness::Other);
    }
}
