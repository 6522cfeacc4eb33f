//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::NonEmptyStringValueParser};
use refit_core::{Day, DocumentType, LabelSource, VersionId};

/// Retrains document-fraud models and decides, honestly, whether the new model may go live.
///
/// Exit codes: 0 done, 1 failed, 2 usage, 3 trained but not activated.
#[derive(Debug, Parser)]
#[command(name = "refit", version, max_term_width = 100)]
pub(crate) struct Cli {
    /// The folder at which relative paths of the configuration start.
    #[arg(
        long,
        global = true,
        env = "REFIT_ROOT",
        default_value = ".",
        value_name = "DIR"
    )]
    pub(crate) root: PathBuf,
    /// The configuration; without it RETRAINING_CONFIG_PATH, then
    /// config/retraining_config.json under the root, then the defaults.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Answer with one JSON document on standard output.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve retraining, scoring and status over HTTP, by the schedule.
    Serve(Serve),
    /// Work jobs only, beside servers that share the database.
    Worker,
    /// Train a new version of a document type and activate it if it may go live.
    Retrain(Retrain),
    /// Score documents with the active version.
    Score(Score),
    /// Show what is live, what runs and what comes next.
    Status,
    /// List the versions of a document type, newest first.
    Versions(Type),
    /// Make a version the active one.
    Activate(Activate),
    /// Go back to the version before the active one.
    Rollback(Rollback),
    /// Keys of clients that reach the server from other machines.
    #[command(subcommand)]
    Key(Key),
    /// Labelled documents.
    #[command(subcommand)]
    Documents(Documents),
    /// Document plugins.
    #[command(subcommand)]
    Plugin(Plugin),
    /// The configuration.
    #[command(subcommand)]
    Config(Config),
    /// Compile the component on standard input: what the host starts for every new plugin.
    #[command(hide = true)]
    CompilePlugin {
        /// The cache of compiled code.
        cache_folder: PathBuf,
        /// The processor time that it may take.
        seconds: u64,
    },
}

impl Command {
    /// Whether it runs until it is stopped, and tells the log what it does.
    pub(crate) const fn is_service(&self) -> bool {
        matches!(self, Self::Serve(_) | Self::Worker)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Type {
    /// The document type, such as bank_statement.
    #[arg(value_name = "TYPE")]
    pub(crate) document_type: DocumentType,
}

#[derive(Debug, Args)]
pub(crate) struct Retrain {
    /// The document type, such as bank_statement.
    #[arg(
        value_name = "TYPE",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    pub(crate) document_type: Option<DocumentType>,
    /// Every enabled document type that has a plugin, one after the other.
    #[arg(long)]
    pub(crate) all: bool,
    /// The seed: the same documents, plugin and seed give the same bytes.
    #[arg(long, default_value_t = 42, value_name = "N")]
    pub(crate) seed: u64,
    /// Train and compare, and save nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Score {
    /// The document type, such as bank_statement.
    #[arg(value_name = "TYPE")]
    pub(crate) document_type: DocumentType,
    /// A JSON document, a list of them, `{"documents": […]}`, or one a line (also in the form of
    /// an import); `-` for standard input.
    #[arg(value_name = "FILE|-")]
    pub(crate) file: PathBuf,
    /// The day on which the documents were received; today by default.
    #[arg(long, value_name = "DAY")]
    pub(crate) received: Option<Day>,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address and port to listen on, such as 127.0.0.1:5001.
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<SocketAddr>,
    /// Only serve: jobs and schedule are `refit worker`'s.
    #[arg(long)]
    pub(crate) no_worker: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key, and show it this once.
    Create {
        /// What it is for.
        #[arg(long)]
        role: KeyRole,
        /// Whose it is; the audit trail names it.
        #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
        name: String,
    },
    /// List all keys.
    List,
    /// Take a key back.
    Revoke {
        /// The key, as `refit key list` shows it.
        #[arg(value_name = "KEY")]
        id: String,
    },
}

/// The role of a key.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum KeyRole {
    /// Reads: status, versions, jobs, audit.
    Viewer,
    /// Scores documents.
    Scorer,
    /// Retrains, cancels, activates and rolls back; reads and scores.
    Operator,
    /// May do everything.
    Admin,
}

impl KeyRole {
    /// The word in the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Scorer => "scorer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Rollback {
    /// The document type, such as bank_statement.
    #[arg(value_name = "TYPE")]
    pub(crate) document_type: DocumentType,
    /// Why, for the audit trail.
    #[arg(
        long,
        default_value = "rolled back on the command line",
        value_name = "TEXT"
    )]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct Activate {
    /// The document type, such as bank_statement.
    #[arg(value_name = "TYPE")]
    pub(crate) document_type: DocumentType,
    /// The version, such as 20250122_143052.
    #[arg(value_name = "VERSION")]
    pub(crate) version: VersionId,
    /// Why, for the audit trail.
    #[arg(
        long,
        default_value = "activated on the command line",
        value_name = "TEXT"
    )]
    pub(crate) reason: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Documents {
    /// Import JSON lines of {"id", "document", "label", "fraud_risk_score", "confidence"}.
    Import(Import),
    /// Count the stored documents.
    Stats(Type),
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The document type, such as bank_statement.
    #[arg(value_name = "TYPE")]
    pub(crate) document_type: DocumentType,
    /// JSON lines; `-` for standard input.
    #[arg(value_name = "FILE|-")]
    pub(crate) file: PathBuf,
    /// Who gave the labels of lines that do not say it: model, policy, outcome or reviewer, in
    /// rising rank.
    #[arg(long, default_value = "policy", value_name = "SOURCE")]
    pub(crate) label_source: LabelSource,
    /// The day on which documents were received whose lines do not say it; today by default.
    #[arg(long, value_name = "DAY")]
    pub(crate) received: Option<Day>,
    /// Import the rest where the plugin rejects documents; without it, nothing.
    #[arg(long)]
    pub(crate) skip_rejected: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Plugin {
    /// List the files of the plugin folder: what is used, and what was refused and why.
    List,
    /// Show what a plugin says of itself.
    Inspect {
        /// A component, or a document type that has one.
        #[arg(value_name = "FILE|TYPE")]
        plugin: PathBuf,
    },
    /// Write a new plugin: a folder that builds, keeps the laws and retrains as it is.
    New(NewPlugin),
    /// Build a plugin, a crate or a folder in Python, wherever it lies, into a component.
    Build(BuildPlugin),
    /// Check that a component keeps all laws, and measure its fuel and memory.
    Check {
        /// The component.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Check a component and put it into the plugin folder.
    Install {
        /// The component.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewPlugin {
    /// The new document type, snake_case: audit_report.
    #[arg(value_name = "NAME")]
    pub(crate) name: DocumentType,
    /// The folder to make; NAME in the current folder by default.
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// The language to write it in.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) language: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Language {
    /// Small and fast components; asks for a Rust toolchain.
    #[default]
    Rust,
    /// Components of 18 MB; asks for Python 3.10 or later.
    Python,
}

#[derive(Debug, Args)]
pub(crate) struct BuildPlugin {
    /// The folder of the plugin.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The component to write; TYPE.wasm in that folder by default.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Check the configuration: every key, all faults at once.
    Check,
    /// Show every key with its value in effect.
    Show,
    /// Print the JSON Schema of the configuration file.
    Schema,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
