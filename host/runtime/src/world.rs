//! Whether a component is a document plugin, and advice where it is not.

use std::path::Path;

use wasmparser::{Parser, Payload};
use wit_component::DecodedWasm;
use wit_parser::{Resolve, WorldId};

use crate::{Error, bindings::COMPONENT_TYPE, text};

/// The interface that this host speaks.
pub(crate) const INTERFACE: &str = "refit:document/plugin@0.1.0";
const UNVERSIONED: &str = "refit:document/plugin@";
const COMPATIBLE: &str = "refit:document/plugin@0.1.";

/// The world `document-type`.
#[derive(Debug)]
pub(crate) struct World {
    resolve: Resolve,
    id: WorldId,
}

impl World {
    /// The world that the bindings were made from.
    pub(crate) fn embedded() -> Result<Self, Error> {
        let failed = |reason: String| Error::Engine { reason };
        match wit_component::decode(COMPONENT_TYPE) {
            Ok(DecodedWasm::WitPackage(resolve, package)) => {
                let id = resolve
                    .select_world(&[package], Some("document-type"))
                    .map_err(|error| failed(error.to_string()))?;
                Ok(Self { resolve, id })
            }
            Ok(DecodedWasm::Component(resolve, id)) => Ok(Self { resolve, id }),
            Err(error) => Err(failed(error.to_string())),
        }
    }

    /// Checks imports, the exported interface with its version, and all types.
    pub(crate) fn check(&self, file: &Path, component: &[u8]) -> Result<(), Error> {
        let Surface { imports, exports } =
            Surface::of(component).map_err(|error| Error::Malformed {
                file: file.to_owned(),
                reason: text::printable(error.message(), text::MAX_CHARS),
            })?;
        if !imports.is_empty() {
            return Err(Error::Imports {
                file: file.to_owned(),
                imports: text::names(imports.into_iter()),
            });
        }
        if !exports.iter().any(|name| name.starts_with(COMPATIBLE)) {
            return Err(no_interface(file, &exports));
        }
        wit_component::targets(&self.resolve, self.id, component, true).map_err(|error| {
            Error::WorldMismatch {
                file: file.to_owned(),
                reason: text::explanation(&error),
            }
        })
    }
}

fn no_interface(file: &Path, exports: &[&str]) -> Error {
    let file = file.to_owned();
    if let Some(found) = exports.iter().find(|name| name.starts_with(UNVERSIONED)) {
        return Error::WrongVersion {
            file,
            found: text::printable(found, text::MAX_CHARS),
            wanted: INTERFACE,
        };
    }
    Error::NoInterface {
        file,
        wanted: INTERFACE,
        exports: match exports {
            [] => "nothing".to_owned(),
            some => text::names(some.iter().copied()).join(", "),
        },
    }
}

/// The names of a component's own imports and exports.
#[derive(Debug, Default)]
struct Surface<'a> {
    imports: Vec<&'a str>,
    exports: Vec<&'a str>,
}

impl<'a> Surface<'a> {
    fn of(component: &'a [u8]) -> Result<Self, wasmparser::Error> {
        let mut surface = Self::default();
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(component) {
            match payload? {
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(section) if depth == 0 => {
                    for import in section {
                        surface.imports.push(import?.name.name);
                    }
                }
                Payload::ComponentExportSection(section) if depth == 0 => {
                    for export in section {
                        surface.exports.push(export?.name.name);
                    }
                }
                _ => {}
            }
        }
        Ok(surface)
    }
}
