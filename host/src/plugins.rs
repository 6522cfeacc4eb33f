//! Components as commands and the server treat them: checked by all laws, put into the folder whole,
//! removed.

pub(crate) mod check;
pub(crate) mod claim;
pub(crate) mod folder;
pub(crate) mod install;
pub(crate) mod place;
