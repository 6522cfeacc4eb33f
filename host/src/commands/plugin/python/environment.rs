//! Python with componentize-py: an environment of its own, made once.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, anyhow};

use super::said;
use crate::output::Hint;

/// The version that the SDK was tried with. A new one gets a new environment.
const VERSION: &str = "0.25";
/// What componentize-py asks for.
const OLDEST: (u32, u32) = (3, 10);
const INTERPRETER: &str = if cfg!(windows) {
    "Scripts/python.exe"
} else {
    "bin/python"
};

/// Where the environment is kept where nothing else is said: with the user's other caches, so that
/// all roots share it.
pub(crate) fn cache_folder() -> Result<PathBuf> {
    let named = |name: &str| {
        let folder = std::env::var_os(name).map(PathBuf::from);
        folder.filter(|folder| folder.is_absolute())
    };
    let system = if cfg!(windows) {
        "LOCALAPPDATA"
    } else {
        "XDG_CACHE_HOME"
    };
    named(system)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
        .map(|caches| caches.join("refit"))
        .ok_or_else(|| {
            anyhow!("there is no folder for componentize-py").context(Hint(
                format!("set {system} to a folder in which programs may keep what they fetch")
                    .into(),
            ))
        })
}

/// A Python that can import componentize-py.
pub(super) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// The environment in `cache`, made where there is none.
    pub(super) fn ready(cache: &Path) -> Result<Self> {
        let environment = Self {
            folder: cache.join(format!("componentize-py-{VERSION}")),
        };
        if environment.works() {
            return Ok(environment);
        }
        tracing::info!(
            version = VERSION,
            "preparing componentize-py, once; this takes a minute"
        );
        let part = Self {
            folder: cache.join(format!(".componentize-py.{}", std::process::id())),
        };
        let made = part.make(&find_python()?);
        if made.is_ok() {
            // One that works no more, because its Python is gone, is in the way; one that
            // another process has made meanwhile is as good as this one.
            if !environment.works() {
                let _ = fs::remove_dir_all(&environment.folder);
            }
            let _ = fs::rename(&part.folder, &environment.folder);
        }
        let _ = fs::remove_dir_all(&part.folder);
        made?;
        if environment.works() {
            Ok(environment)
        } else {
            Err(anyhow!(
                "the environment in '{}' does not work",
                environment.folder.display()
            )
            .context(Hint("remove that folder and build again".into())))
        }
    }

    /// Its interpreter, closed to what the caller's own environment would bring in.
    pub(super) fn python(&self) -> Command {
        let mut command = plain(&self.folder.join(INTERPRETER));
        // componentize-py would take packages from the caller's environment: the same folder
        // would give different components.
        command.env("VIRTUAL_ENV", &self.folder);
        command
    }

    fn works(&self) -> bool {
        let imported = self
            .python()
            .args(["-c", "import componentize_py"])
            .output();
        imported.is_ok_and(|output| output.status.success())
    }

    fn make(&self, python: &Path) -> Result<()> {
        let venv = plain(python)
            .args(["-m", "venv", "--clear"])
            .arg(&self.folder)
            .output()
            .context("Python cannot be started")?;
        if !venv.status.success() {
            return Err(
                anyhow!("Python cannot make an environment:\n{}", said(&venv)).context(Hint(
                    "install its venv module (Debian's and Ubuntu's package python3-venv)".into(),
                )),
            );
        }
        let pip = self
            .python()
            .args(["-m", "pip", "install", "--quiet", "--no-input", "--no-deps"])
            .arg("--disable-pip-version-check")
            .arg(format!("componentize-py=={VERSION}.*"))
            .output()
            .context("Python cannot be started")?;
        if !pip.status.success() {
            return Err(anyhow!(
                "componentize-py {VERSION} cannot be installed:\n{}",
                said(&pip)
            )
            .context(Hint(
                "Python's package registry has to be reachable, once; pip follows its own \
                 settings (PIP_INDEX_URL, PIP_FIND_LINKS)"
                    .into(),
            )));
        }
        Ok(())
    }
}

/// A Python of the machine that is new enough.
fn find_python() -> Result<PathBuf> {
    let (major, minor) = OLDEST;
    let names = ["python3", "python"];
    let found: Vec<(&str, (u32, u32))> = names
        .into_iter()
        .filter_map(|name| Some((name, version(name)?)))
        .collect();
    if let Some((name, _)) = found.iter().find(|(_, version)| *version >= OLDEST) {
        return Ok(PathBuf::from(name));
    }
    let fault = match found.first() {
        Some((name, (major, minor))) => anyhow!("{name} is Python {major}.{minor}: it is too old"),
        None => anyhow!("Python cannot be started: there is no python3 on the PATH"),
    };
    Err(fault.context(Hint(
        format!("install Python {major}.{minor} or later (https://www.python.org)").into(),
    )))
}

fn version(python: &str) -> Option<(u32, u32)> {
    let output = plain(Path::new(python))
        .args(["-c", "import sys; print(*sys.version_info[:2])"])
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

fn plain(python: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .env_remove("PYTHONPATH")
        .env_remove("PYTHONHOME")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONNOUSERSITE", "1")
        // The author's words are wanted, not componentize-py's stack.
        .env("RUST_BACKTRACE", "0")
        .env("RUST_LIB_BACKTRACE", "0")
        .stdin(Stdio::null());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(parse_version("3 11\n"), Some((3, 11)));
        assert!(parse_version("3 9\n") < Some(OLDEST));
        assert!(parse_version("3 10\n") >= Some(OLDEST));
        assert_eq!(parse_version("Python"), None);
    }
}
