//! Why the runtime did not start or a file was not loaded.

use std::{io, path::PathBuf};

use refit_core::{DocumentType, plugin};

/// A plugin file that was refused, or a folder that the runtime cannot use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder for compiled code cannot be used.
    #[error("the plugin cache '{}' cannot be used", path.display())]
    CacheFolder {
        /// Which folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The WebAssembly engine did not start.
    #[error("the WebAssembly engine did not start: {reason}")]
    Engine {
        /// Why.
        reason: String,
    },
    /// The folder of plugins cannot be read.
    #[error("the plugin folder '{}' cannot be read", path.display())]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file does not exist.
    #[error("there is no plugin file '{}'", file.display())]
    Missing {
        /// Which file.
        file: PathBuf,
    },
    /// The file cannot be read.
    #[error("plugin file '{}' cannot be read", file.display())]
    Read {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A symbolic link, a folder, a pipe or a device.
    #[error("'{}' is {kind}, not a plugin file", file.display())]
    NotAFile {
        /// Which path.
        file: PathBuf,
        /// What it is.
        kind: &'static str,
    },
    /// The file is larger than a plugin may be.
    #[error("plugin file '{}' has more than the {limit} bytes that a plugin may have", file.display())]
    TooLarge {
        /// Which file.
        file: PathBuf,
        /// The largest that is read.
        limit: u64,
    },
    /// The file is not WebAssembly.
    #[error("'{}' is not WebAssembly: {found}", file.display())]
    NotWasm {
        /// Which file.
        file: PathBuf,
        /// What it looks like.
        found: &'static str,
    },
    /// The file ends in the middle.
    #[error("plugin file '{}' is incomplete: it ends in the middle of a section, after {bytes} bytes", file.display())]
    Truncated {
        /// Which file.
        file: PathBuf,
        /// Its length.
        bytes: usize,
    },
    /// The file changed while it was read.
    #[error("plugin file '{}' is still being written", file.display())]
    Changing {
        /// Which file.
        file: PathBuf,
    },
    /// The file is not valid WebAssembly.
    #[error("plugin file '{}' is damaged: {reason}", file.display())]
    Malformed {
        /// Which file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A core module that does not say which interface it implements.
    #[error("plugin file '{}' is a core WebAssembly module without interface metadata: it was built without the plugin SDK or wit-bindgen", file.display())]
    NoMetadata {
        /// Which file.
        file: PathBuf,
    },
    /// A core module that cannot be made a component.
    #[error("plugin file '{}' cannot be made a component: {reason}", file.display())]
    Componentize {
        /// Which file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// It imports something.
    #[error("plugin file '{}' imports {}; plugins may import nothing", file.display(), imports.join(", "))]
    Imports {
        /// Which file.
        file: PathBuf,
        /// The full names of the imports.
        imports: Vec<String>,
    },
    /// It does not export the interface.
    #[error("plugin file '{}' does not export the interface {wanted}; it exports {exports}", file.display())]
    NoInterface {
        /// Which file.
        file: PathBuf,
        /// The interface.
        wanted: &'static str,
        /// What it exports instead.
        exports: String,
    },
    /// It exports the interface in a version that this host does not speak.
    #[error("plugin file '{}' implements {found}; this host speaks {wanted} and later 0.1 versions", file.display())]
    WrongVersion {
        /// Which file.
        file: PathBuf,
        /// The version that it exports.
        found: String,
        /// The version of this host.
        wanted: &'static str,
    },
    /// Its functions or types are not the interface's.
    #[error("plugin file '{}' does not fit the interface: {reason}", file.display())]
    WorldMismatch {
        /// Which file.
        file: PathBuf,
        /// Where it differs.
        reason: String,
    },
    /// It cannot be compiled.
    #[error("plugin file '{}' cannot be compiled: {reason}", file.display())]
    Compile {
        /// Which file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// It takes too long to compile.
    #[error("plugin file '{}' was not compiled within {limit_seconds} s", file.display())]
    CompileTimedOut {
        /// Which file.
        file: PathBuf,
        /// The time that it had.
        limit_seconds: u64,
    },
    /// A call that is part of loading failed.
    #[error("plugin file '{}' failed its trial", file.display())]
    Trial {
        /// Which file.
        file: PathBuf,
        /// How the call failed.
        source: plugin::Error,
    },
    /// Its description is not valid.
    #[error("plugin file '{}' describes itself wrongly: {fault}", file.display())]
    Descriptor {
        /// Which file.
        file: PathBuf,
        /// What is wrong.
        fault: String,
    },
    /// Its description changes from call to call.
    #[error("plugin file '{}' describes itself differently on every call", file.display())]
    Unstable {
        /// Which file.
        file: PathBuf,
    },
    /// A golden document does not give its features.
    #[error("plugin file '{}' does not reproduce golden document {golden}: {fault}", file.display())]
    Golden {
        /// Which file.
        file: PathBuf,
        /// Which golden document, from 0.
        golden: usize,
        /// What differs.
        fault: String,
    },
    /// Another file claims the same document type or plural.
    #[error("plugin file '{}' claims {claim}, and so does '{}'", file.display(), other.display())]
    Twin {
        /// Which file.
        file: PathBuf,
        /// The other file.
        other: PathBuf,
        /// The document type of this file.
        document_type: DocumentType,
        /// What both claim: the type or the plural.
        claim: String,
    },
}

impl Error {
    /// A short, stable code for logs, metrics and documentation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CacheFolder { .. } => "plugin-cache-unusable",
            Self::Engine { .. } => "plugin-engine-failed",
            Self::Folder { .. } => "plugin-folder-unreadable",
            Self::Missing { .. } => "plugin-file-missing",
            Self::Read { .. } => "plugin-file-unreadable",
            Self::NotAFile { .. } => "plugin-not-a-file",
            Self::TooLarge { .. } => "plugin-file-too-large",
            Self::NotWasm { .. } => "plugin-not-wasm",
            Self::Truncated { .. } | Self::Changing { .. } => "plugin-file-incomplete",
            Self::Malformed { .. } => "plugin-file-malformed",
            Self::NoMetadata { .. } => "plugin-without-metadata",
            Self::Componentize { .. } => "plugin-not-componentized",
            Self::Imports { .. } => "plugin-imports",
            Self::NoInterface { .. } => "plugin-without-interface",
            Self::WrongVersion { .. } => "plugin-wrong-version",
            Self::WorldMismatch { .. } => "plugin-world-mismatch",
            Self::Compile { .. } => "plugin-not-compiled",
            Self::CompileTimedOut { .. } => "plugin-compile-timed-out",
            Self::Trial { source, .. } => source.code(),
            Self::Descriptor { .. } => "plugin-descriptor-invalid",
            Self::Unstable { .. } => "plugin-descriptor-unstable",
            Self::Golden { .. } => "plugin-golden-mismatch",
            Self::Twin { .. } => "plugin-twin",
        }
    }

    /// What to do next.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::CacheFolder { .. } => {
                "set `plugins.cache_folder` to a folder that the host's user owns and may write"
            }
            Self::Engine { .. } => "this is a fault of the host or its machine; please report it",
            Self::Folder { .. } => {
                "create the folder, or set `plugins.folder` to the one with the plugins"
            }
            Self::Missing { .. } => "check the path; `refit plugin build DIR` says where it writes",
            Self::Read { .. } => "check the file's owner and permissions",
            Self::NotAFile { .. } => "copy the plugin itself into the folder",
            Self::TooLarge { .. } => {
                "build it in release mode and without debug information, or raise `plugins.max_file_bytes`"
            }
            Self::NotWasm { .. } => "put only plugins built as WebAssembly into this folder",
            Self::Truncated { .. } | Self::Changing { .. } => {
                "copy it again, and rename it into the folder when it is complete"
            }
            Self::Malformed { .. } => "build it again, or copy it again",
            Self::NoMetadata { .. } => {
                "build it with the SDK, or with wit-bindgen against wit/document.wit; if it was, the file may have been cut: copy it again"
            }
            Self::Componentize { .. } => "build it again with the SDK of this host's version",
            Self::Imports { .. } => {
                "build it for wasm32-unknown-unknown, and take time and randomness from the arguments; other tool chains can stub WASI (componentize-py --stub-wasi)"
            }
            Self::NoInterface { .. } => {
                "export the world `document-type` of wit/document.wit; if it does, the file may have been cut: copy it again"
            }
            Self::WrongVersion { .. } => {
                "build the plugin with the SDK of this host's version, or take the host that goes with it"
            }
            Self::WorldMismatch { .. } => {
                "compare its WIT with wit/document.wit and build it again with the SDK of this host's version"
            }
            Self::Compile { .. } => {
                "build it again without threads, 64-bit memory, garbage collection or relaxed SIMD"
            }
            Self::CompileTimedOut { .. } => {
                "build it smaller, or raise `plugins.compile_timeout_seconds`"
            }
            Self::Trial { .. } | Self::Descriptor { .. } => {
                "run the SDK's test kit on it (`refit_plugin::testing`) and correct the plugin"
            }
            Self::Unstable { .. } => {
                "let `describe` return constants: it may not depend on memory or hash order"
            }
            Self::Golden { .. } => {
                "correct the features, or set the golden document's features anew and raise the plugin's version"
            }
            Self::Twin { .. } => {
                "remove one of the two files; until then the one that was there first is used, and of two new ones none"
            }
        }
    }
}
