//! From a file's bytes to a component.

use std::{borrow::Cow, path::Path};

use wasmparser::{Parser, Payload, Validator, WasmFeatures};
use wit_component::ComponentEncoder;

use crate::{Error, text};

const MAGIC: &[u8; 4] = b"\0asm";

/// The component in these bytes; a core module with interface metadata becomes one.
pub(crate) fn from_bytes<'a>(file: &Path, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, Error> {
    recognise(file, bytes)?;
    if Parser::is_component(bytes) {
        walk(file, bytes)?;
        return Ok(Cow::Borrowed(bytes));
    }
    if !Parser::is_core_wasm(bytes) {
        return Err(Error::Malformed {
            file: file.to_owned(),
            reason: "neither a core module nor a component".to_owned(),
        });
    }
    let module = walk(file, bytes)?;
    if !module.imports.is_empty() {
        return Err(Error::Imports {
            file: file.to_owned(),
            imports: text::names(module.imports.iter().map(String::as_str)),
        });
    }
    if !module.has_metadata {
        return Err(Error::NoMetadata {
            file: file.to_owned(),
        });
    }
    ComponentEncoder::default()
        .module(bytes)
        .and_then(|encoder| encoder.validate(true).encode())
        .map(Cow::Owned)
        .map_err(|error| Error::Componentize {
            file: file.to_owned(),
            reason: text::explanation(&error),
        })
}

/// Tells files that are no WebAssembly from those that begin as such.
fn recognise(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let found = match bytes {
        [] => "it is empty",
        _ if bytes.starts_with(MAGIC) && bytes.len() >= 8 => return Ok(()),
        _ if bytes.starts_with(MAGIC) || MAGIC.starts_with(bytes) => {
            return Err(Error::Truncated {
                file: file.to_owned(),
                bytes: bytes.len(),
            });
        }
        [b'(', ..] => "it looks like WebAssembly text, which must be assembled first",
        [0x7f, b'E', b'L', b'F', ..] => "it is a program or library for this machine",
        _ => "it does not begin as a WebAssembly file does",
    };
    Err(Error::NotWasm {
        file: file.to_owned(),
        found,
    })
}

/// What a core module says of itself.
#[derive(Debug, Default)]
struct Module {
    imports: Vec<String>,
    has_metadata: bool,
}

/// Reads and validates everything, to find where the file is cut or damaged before a later step
/// calls it something else. What this host's engine does not allow is left to the compiler.
fn walk(file: &Path, bytes: &[u8]) -> Result<Module, Error> {
    let damaged = |error: &wasmparser::Error| Error::Malformed {
        file: file.to_owned(),
        reason: format!(
            "{} (at byte {})",
            text::printable(error.message(), text::MAX_CHARS),
            error.offset()
        ),
    };
    let module = sections(bytes).map_err(|error| {
        if error.message().starts_with("unexpected end-of-file") {
            return Error::Truncated {
                file: file.to_owned(),
                bytes: bytes.len(),
            };
        }
        damaged(&error)
    })?;
    Validator::new_with_features(WasmFeatures::all())
        .validate_all(bytes)
        .map_err(|error| damaged(&error))?;
    Ok(module)
}

fn sections(bytes: &[u8]) -> Result<Module, wasmparser::Error> {
    let mut module = Module::default();
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ImportSection(section) if depth == 0 => {
                for import in section.into_imports() {
                    let import = import?;
                    let name = format!("{}#{}", import.module, import.name);
                    module.imports.push(name);
                }
            }
            Payload::CustomSection(section) if section.name().starts_with("component-type") => {
                module.has_metadata = true;
            }
            _ => {}
        }
    }
    Ok(module)
}
