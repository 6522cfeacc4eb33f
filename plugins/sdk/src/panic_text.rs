//! Where a panic's text is left, since a plugin cannot print.
//!
//! A panic ends the call with a trap. The host finds the text in the memory of the trapped
//! instance: 16 bytes of marker, the length of the text as a little-endian `u32`, then so many
//! bytes of UTF-8, `message, file:line`. The marker stands there only after a panic, and its
//! bytes stand nowhere else in the module.

use core::fmt::{self, Write};
use std::{
    panic::PanicHookInfo,
    sync::{
        Once,
        atomic::{AtomicU8, Ordering},
    },
};

/// The longest text, in bytes.
const MOST: usize = 1_024;
const LENGTH_AT: usize = 16;
const TEXT_AT: usize = 20;

/// `REFIT-PANIC-TEXT` with every bit turned over, so that a host that looks for the marker does
/// not find this constant.
static TURNED_MARKER: [u8; LENGTH_AT] = turned(*b"REFIT-PANIC-TEXT");

// `used`: nothing in the plugin reads it.
#[used]
static BUFFER: Buffer = [const { AtomicU8::new(0) }; TEXT_AT + MOST];

type Buffer = [AtomicU8; TEXT_AT + MOST];

/// Makes panics leave their text from now on. Further calls do nothing.
pub(crate) fn keep() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|panic| leave(panic, &BUFFER))));
}

fn leave(panic: &PanicHookInfo<'_>, buffer: &Buffer) {
    let mut text = Writer {
        buffer,
        at: TEXT_AT,
    };
    // A text that is too long is cut; that is no error here.
    let _ = match panic.payload_as_str() {
        Some(message) => text.write_str(message),
        None => text.write_str("panic"),
    };
    if let Some(place) = panic.location() {
        let _ = write!(text, ", {}:{}", place.file(), place.line());
    }
    let length = u32::try_from(text.at - TEXT_AT).unwrap_or(0);
    put(buffer, LENGTH_AT, &length.to_le_bytes());
    // The marker is put together only now; black_box keeps the compiler from doing it sooner.
    put(buffer, 0, &turned(std::hint::black_box(TURNED_MARKER)));
}

const fn turned(bytes: [u8; LENGTH_AT]) -> [u8; LENGTH_AT] {
    (!u128::from_ne_bytes(bytes)).to_ne_bytes()
}

fn put(buffer: &Buffer, at: usize, bytes: &[u8]) {
    for (cell, byte) in buffer.iter().skip(at).zip(bytes) {
        cell.store(*byte, Ordering::Relaxed);
    }
}

/// Writes into the buffer as far as it goes, whole characters only.
struct Writer<'b> {
    buffer: &'b Buffer,
    at: usize,
}

impl Write for Writer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.buffer.len() - self.at;
        let end = (0..=text.len().min(room))
            .rev()
            .find(|end| text.is_char_boundary(*end))
            .unwrap_or(0);
        let fitting = text.get(..end).unwrap_or_default();
        put(self.buffer, self.at, fitting.as_bytes());
        self.at += fitting.len();
        if end < text.len() {
            Err(fmt::Error)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    static LEFT: Buffer = [const { AtomicU8::new(0) }; TEXT_AT + MOST];

    fn left() -> Vec<u8> {
        let bytes = LEFT.iter().map(|cell| cell.load(Ordering::Relaxed));
        bytes.collect()
    }

    /// Leaves the texts of this thread's panics in a buffer of their own: other tests may panic
    /// at the same time.
    fn leave_mine() {
        let mine = thread::current().id();
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if thread::current().id() == mine {
                leave(panic, &LEFT);
            } else {
                others(panic);
            }
        }));
    }

    #[test]
    fn a_panic_leaves_marker_length_and_text() {
        assert_eq!(left()[..LENGTH_AT], [0; LENGTH_AT]);
        leave_mine();
        let message = "größe ".repeat(10);
        std::panic::catch_unwind(|| panic!("{message}")).unwrap_err();
        let left_by_short = left();
        std::panic::catch_unwind(|| panic!("{}", "ö".repeat(MOST))).unwrap_err();
        let left_by_long = left();
        let _ = std::panic::take_hook();

        for (buffer, start) in [(left_by_short, message.as_str()), (left_by_long, "öööö")] {
            assert_eq!(&buffer[..LENGTH_AT], b"REFIT-PANIC-TEXT");
            let length = u32::from_le_bytes(buffer[LENGTH_AT..TEXT_AT].try_into().unwrap());
            let text = &buffer[TEXT_AT..TEXT_AT + length as usize];
            let text = std::str::from_utf8(text).unwrap();
            assert!(text.starts_with(start));
            assert!(text.contains("panic_text.rs:") || length == 1_024);
        }
    }
}
