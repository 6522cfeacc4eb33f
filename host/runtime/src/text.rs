//! Text from plugins, made safe to print.

use std::fmt;

/// Longest text from a plugin that is shown.
pub(crate) const MAX_CHARS: usize = 200;

/// Control characters and characters that reorder a line are escaped, and what is longer than
/// `max` characters is cut: a plugin's text can neither forge a log line nor fill a log.
pub(crate) fn printable(text: &str, max: usize) -> String {
    let mut printable = String::with_capacity(text.len().min(max));
    for (count, c) in text.chars().enumerate() {
        if count == max {
            printable.push('…');
            break;
        }
        if c.is_control() || reorders(c) {
            printable.extend(c.escape_default());
        } else {
            printable.push(c);
        }
    }
    printable
}

const fn reorders(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// An explanation of several lines, with its causes, in one.
pub(crate) fn explanation(error: &impl fmt::Display) -> String {
    let lines: Vec<String> = format!("{error:#}").lines().map(str::to_owned).collect();
    printable(&lines.join(": "), 1_000)
}

/// So many names of a list are shown.
const MAX_NAMES: usize = 50;

/// The names made printable, and the number of those that are left out.
pub(crate) fn names<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Vec<String> {
    let left_out = names.len().saturating_sub(MAX_NAMES);
    let mut shown: Vec<String> = names
        .take(MAX_NAMES)
        .map(|name| printable(name, MAX_CHARS))
        .collect();
    if left_out > 0 {
        shown.push(format!("{left_out} more"));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_forges_a_line_and_cuts_what_is_long() {
        assert_eq!(printable("größe\n\u{1b}[31m", 20), "größe\\n\\u{1b}[31m");
        assert_eq!(printable("a\u{202e}b", 20), "a\\u{202e}b");
        assert_eq!(printable("abcdef", 3), "abc…");
        assert_eq!(printable("abc", 3), "abc");
    }

    #[test]
    fn a_long_list_of_names_is_cut() {
        let shown = names(["a"; 60].into_iter());
        assert_eq!(shown.len(), 51);
        assert_eq!(shown.last().unwrap(), "10 more");
    }
}
