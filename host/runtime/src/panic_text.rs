//! The text of a plugin's panic.
//!
//! A plugin cannot print. The SDK's panic hook leaves the message behind a marker in linear
//! memory: 16 bytes of marker, the length as a little-endian `u32`, then so many bytes of UTF-8
//! (`message, file:line`).

use memchr::memmem;

use crate::text;

const MARKER: &[u8; 16] = b"REFIT-PANIC-TEXT";
const MAX_BYTES: usize = 1_024;

/// The panic text in a memory, if there is one.
///
/// The marker may also lie where it means nothing (the constant that the hook copies it from, or
/// an empty buffer), so every occurrence is tried. Static data lies below the heap, so what a
/// document might contain comes last.
pub(crate) fn find(memory: &[u8]) -> Option<String> {
    memmem::find_iter(memory, MARKER).find_map(|at| {
        let (length, rest) = memory.get(at + MARKER.len()..)?.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        if length == 0 || length > MAX_BYTES {
            return None;
        }
        // A text that was cut in the middle of a character is still worth reading.
        let text = String::from_utf8_lossy(rest.get(..length)?);
        Some(text::printable(&text, MAX_BYTES))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer(length: u32, text: &[u8]) -> Vec<u8> {
        [b"xyz", MARKER.as_slice(), &length.to_le_bytes(), text].concat()
    }

    #[test]
    fn reads_the_text_behind_the_marker() {
        let memory = buffer(16, b"no luck, a.rs:12 and what lies behind");
        assert_eq!(find(&memory).as_deref(), Some("no luck, a.rs:12"));
    }

    #[test]
    fn skips_markers_that_mean_nothing() {
        let memory = [
            buffer(0, b""),
            buffer(u32::MAX, b"junk"),
            buffer(4, b"text"),
        ]
        .concat();
        assert_eq!(find(&memory).as_deref(), Some("text"));
    }

    #[test]
    fn survives_a_marker_at_the_very_end() {
        let memory = buffer(5, b"text!");
        for end in 0..memory.len() {
            assert_eq!(find(&memory[..end]), None);
        }
        assert_eq!(find(MARKER), None);
        assert_eq!(find(b""), None);
    }

    #[test]
    fn escapes_control_characters() {
        let memory = buffer(3, b"a\nb");
        assert_eq!(find(&memory).as_deref(), Some("a\\nb"));
    }
}
