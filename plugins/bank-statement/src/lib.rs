//! The document type bank_statement.
