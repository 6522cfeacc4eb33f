//! The dashboard: files that are in the program, and load nothing from anywhere else.

use axum::{
    Router,
    extract::Path,
    http::{
        HeaderName, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    response::{IntoResponse, Response},
    routing::get,
};
use include_dir::{Dir, include_dir};

use crate::{problem::Problem, shared::AppState};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/dashboard");

/// What the pages may do: load and ask this server, and nothing else; nobody may frame them.
const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    // Another version of the program has other files.
    (CACHE_CONTROL, "no-cache"),
];

/// The page at `/` and what it loads.
pub(super) fn pages() -> Router<AppState> {
    Router::new()
        .route("/", get(|| async { file("index.html") }))
        .route(
            "/dashboard/{file}",
            get(|Path(name): Path<String>| async move { file(&name) }),
        )
}

fn file(name: &str) -> Response {
    let Some(found) = FILES.get_file(name) else {
        return Problem::new(
            StatusCode::NOT_FOUND,
            "unknown-file",
            "the dashboard has no such file",
        )
        .into_response();
    };
    let kind = (CONTENT_TYPE, content_type(name));
    (HEADERS, [kind], found.contents()).into_response()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of the files, with their names.
    fn texts() -> Vec<(String, &'static str)> {
        let texts = FILES.files().map(|file| {
            let name = file.path().display().to_string();
            (name, file.contents_utf8().unwrap_or_default())
        });
        texts.collect()
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere_and_no_text_becomes_markup() {
        for (name, text) in texts() {
            for bad in [
                "http://",
                "https://",
                "src=\"//",
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                " onclick=",
                " style=",
                "<style",
                "localStorage",
            ] {
                let names_a_schema = bad == "http://" && text.contains("www.w3.org/2000/svg");
                assert!(
                    !text.contains(bad)
                        || names_a_schema
                            && !text.replace("http://www.w3.org/2000/svg", "").contains(bad),
                    "{name}: {bad}"
                );
            }
        }
    }

    #[test]
    fn every_file_that_is_referred_to_is_there() {
        for (name, text) in texts() {
            for part in text.split(['"', '\'']) {
                let local = part.strip_prefix("/dashboard/").or_else(|| {
                    let local = part.strip_prefix("./")?;
                    name.ends_with(".js").then_some(local)
                });
                if let Some(local) = local {
                    assert!(FILES.get_file(local).is_some(), "{name} → {part}");
                }
            }
        }
    }
}
