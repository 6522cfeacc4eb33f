//! Sums of money in words, as checks and money orders state them.
//!
//! ```
//! use refit_plugin::words;
//!
//! let spoken = words::read("One Hundred Twenty-Five and 75/100 DOLLARS").unwrap();
//! assert_eq!((spoken.amount, spoken.clarity), (125.75, 1.0));
//! assert_eq!(words::write(12_575, words::Style::default()), "one hundred twenty-five and 75/100");
//! ```

mod read;
mod token;
mod write;

pub use read::{Spoken, read};
pub use write::{Cents, Letters, Style, number, write};
