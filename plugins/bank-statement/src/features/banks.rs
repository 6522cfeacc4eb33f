//! Banks by their names.

use refit_plugin::banks;

use super::read::Statement;

/// How sure it is that the bank is one (see [`banks::grade`]); 0.5 where no bank is named.
pub(super) fn bank_validity(statement: &Statement<'_>) -> f64 {
    statement.bank.as_deref().map_or(0.5, banks::grade)
}
