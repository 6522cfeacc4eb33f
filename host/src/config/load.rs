//! From file and environment to a configuration.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    Config, Environment, Error, Fault, Faults, consistency,
    environment::{CONFIG_PATH, Overlay},
    json, schema, structure,
};

/// The file that is used if there is one and no other is named; below the root.
const DEFAULT_FILE: &str = "config/retraining_config.json";

/// Where a configuration may come from.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    /// The folder that relative paths start at.
    pub(crate) root: PathBuf,
    /// The file of `--config`.
    pub(crate) file: Option<PathBuf>,
    /// Environment variables.
    pub(crate) environment: Environment,
}

/// A configuration, and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Loaded {
    /// The configuration.
    pub(crate) config: Config,
    /// Where it came from.
    pub(crate) origins: Origins,
}

/// Where a configuration came from. What neither file nor variable gave is a default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Origins {
    /// The file, if there was one.
    pub(crate) file: Option<PathBuf>,
    /// Keys that the environment gave (`storage.database`), and by which variable.
    pub(crate) variables: BTreeMap<String, String>,
}

impl Config {
    /// Loads the file that `--config` or `RETRAINING_CONFIG_PATH` names, else the default file if
    /// it is there, with the environment over it. The environment's path starts at the root,
    /// that of `--config` at the current folder, as it was typed there.
    ///
    /// # Errors
    /// A named file that is missing, a file that is no JSON, and [`Error::Faults`] with all keys
    /// that cannot be used.
    pub(crate) fn load(sources: &Sources) -> Result<Loaded, Error> {
        let schema = schema();
        let (file, mut document, twice) = match read(sources)? {
            Some((path, text)) => {
                let (document, twice) = parse(&path, &text)?;
                (Some(path), document, twice)
            }
            None => (None, Value::Object(Map::new()), Vec::new()),
        };
        let Overlay {
            variables,
            mut faults,
        } = sources.environment.overlay(&schema, &mut document);
        let origins = Origins { file, variables };
        faults.extend(
            twice
                .into_iter()
                .map(|key| Fault::new(key, "the key occurs twice in the file; remove one")),
        );
        // Up to here it is known which of the two is at fault.
        let settled = faults.len();
        faults.extend(structure::check(&schema, &mut document));
        let config = Self::deserialize(document).unwrap_or_else(|error| {
            faults.push(Fault::new("", error.to_string()));
            Self::default()
        });
        faults.extend(consistency::check(&config, &faults));
        if faults.is_empty() {
            return Ok(Loaded { config, origins });
        }
        for fault in faults.iter_mut().skip(settled) {
            fault.variable = origins.variable(&fault.key).map(ToOwned::to_owned);
        }
        Err(Error::Faults {
            origin: origins.to_string(),
            faults: Faults(faults),
        })
    }
}

impl Origins {
    /// The variable that gave a key, or the section around it.
    pub(crate) fn variable(&self, key: &str) -> Option<&str> {
        let mut outer = key;
        loop {
            if let Some(variable) = self.variables.get(outer) {
                return Some(variable);
            }
            (outer, _) = outer.rsplit_once(['.', '['])?;
        }
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "file '{}'", file.display())?,
            None => f.write_str("no file")?,
        }
        match self.variables.len() {
            0 => Ok(()),
            1 => f.write_str(" and 1 environment variable"),
            several => write!(f, " and {several} environment variables"),
        }
    }
}

/// The file that counts, and its text; nothing where only defaults are left.
fn read(sources: &Sources) -> Result<Option<(PathBuf, String)>, Error> {
    let named = match (&sources.file, sources.environment.get(CONFIG_PATH)) {
        (Some(path), _) => Some((path.clone(), "--config")),
        (None, Some(path)) => Some((sources.root.join(path), CONFIG_PATH)),
        (None, None) => None,
    };
    let path = named
        .as_ref()
        .map_or_else(|| sources.root.join(DEFAULT_FILE), |(path, _)| path.clone());
    match (fs::read_to_string(&path), named) {
        (Ok(text), _) => Ok(Some((path, text))),
        (Err(error), None) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        (Err(error), Some((path, named_by))) if error.kind() == io::ErrorKind::NotFound => {
            Err(Error::Missing { path, named_by })
        }
        (Err(source), _) => Err(Error::Read { path, source }),
    }
}

fn parse(path: &Path, text: &str) -> Result<(Value, Vec<String>), Error> {
    // Some editors begin a file with a mark that JSON does not know.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    json::parse(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let reason = error.to_string();
        let place = format!(" at line {line} column {column}");
        Error::Syntax {
            path: path.to_owned(),
            line,
            column,
            reason: reason.strip_suffix(&place).unwrap_or(&reason).to_owned(),
        }
    })
}
