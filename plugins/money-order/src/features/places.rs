//! States and their ZIP codes.

/// States of the United States by the first digits of their ZIP codes.
const STATES: [(&str, &str); 52] = [
    ("AL", "3"),
    ("AK", "9"),
    ("AZ", "8"),
    ("AR", "7"),
    ("CA", "9"),
    ("CO", "8"),
    ("CT", "0"),
    ("DE", "1"),
    ("DC", "2"),
    ("FL", "3"),
    ("GA", "3"),
    ("HI", "9"),
    ("ID", "8"),
    ("IL", "6"),
    ("IN", "4"),
    ("IA", "5"),
    ("KS", "6"),
    ("KY", "4"),
    ("LA", "7"),
    ("ME", "0"),
    ("MD", "2"),
    ("MA", "0"),
    ("MI", "4"),
    ("MN", "5"),
    ("MS", "3"),
    ("MO", "6"),
    ("MT", "5"),
    ("NE", "6"),
    ("NV", "8"),
    ("NH", "0"),
    ("NJ", "0"),
    ("NM", "8"),
    // Fishers Island and Holtsville.
    ("NY", "10"),
    ("NC", "2"),
    ("ND", "5"),
    ("OH", "4"),
    ("OK", "7"),
    ("OR", "9"),
    ("PA", "1"),
    ("PR", "0"),
    ("RI", "0"),
    ("SC", "2"),
    ("SD", "5"),
    ("TN", "3"),
    // El Paso.
    ("TX", "78"),
    ("UT", "8"),
    ("VT", "0"),
    ("VA", "2"),
    ("WA", "9"),
    ("WV", "2"),
    ("WI", "5"),
    ("WY", "8"),
];

/// Names of states in full, for those who write them so.
const NAMES: [(&str, &str); 10] = [
    ("california", "CA"),
    ("texas", "TX"),
    ("florida", "FL"),
    ("georgia", "GA"),
    ("illinois", "IL"),
    ("ohio", "OH"),
    ("michigan", "MI"),
    ("pennsylvania", "PA"),
    ("arizona", "AZ"),
    ("washington", "WA"),
];

/// The first digits that ZIP codes of a state have; the state by its two capitals, or by its
/// name.
pub(super) fn zip_starts(state: &str) -> Option<&'static str> {
    let named = NAMES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(state));
    let code = named.map_or(state, |(_, code)| code);
    let found = STATES.iter().find(|(known, _)| *known == code);
    found.map(|(_, starts)| *starts)
}
