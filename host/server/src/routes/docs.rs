//! The OpenAPI document as a page for people. It loads nothing from anywhere.

use std::fmt::Write;

use serde_json::Value;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
code,pre{font:14px/1.5 ui-monospace,monospace}h2{margin-top:2.5rem;border-bottom:1px solid #ccc}\
section{margin:1.25rem 0}section h3{margin:0;font-size:1rem}.m{display:inline-block;min-width:4.5rem;font-weight:700}\
.r{color:#555;font-size:.875rem}table{border-collapse:collapse;margin:.5rem 0}td,th{text-align:left;vertical-align:top;padding:.15rem .9rem .15rem 0}\
pre{background:#f4f4f4;padding:.75rem;overflow:auto}";

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// The page.
pub(super) fn page(document: &Value) -> String {
    let info = &document["info"];
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style>\
         <h1>{title} {version}</h1><p>{description}</p>\
         <p><a href=\"/api/openapi.json\">The same as an OpenAPI document</a></p>",
        title = text(&info["title"]),
        version = text(&info["version"]),
        description = text(&info["description"]),
    );
    for tag in tags(document) {
        let _ = write!(page, "<h2>{}</h2>", escaped(&tag));
        for (path, method, operation) in operations(document) {
            if tag_of(operation) == tag {
                section(&mut page, path, method, operation);
            }
        }
    }
    page.push_str("<h2>Schemas</h2>");
    for (name, schema) in schemas(document) {
        let schema = serde_json::to_string_pretty(schema).unwrap_or_default();
        let name = escaped(name);
        let _ = write!(
            page,
            "<section id=\"{name}\"><h3>{name}</h3><pre>{}</pre></section>",
            escaped(&schema)
        );
    }
    page.push_str("</html>\n");
    page
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &'static str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        METHODS
            .into_iter()
            .filter_map(move |method| Some((path.as_str(), method, item.get(method)?)))
    })
}

fn tag_of(operation: &Value) -> &str {
    let tag = operation.pointer("/tags/0");
    tag.and_then(Value::as_str).unwrap_or_default()
}

fn schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let schemas = document.pointer("/components/schemas");
    schemas.and_then(Value::as_object).into_iter().flatten()
}

/// The tags in the order of the routes.
fn tags(document: &Value) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for (_, _, operation) in operations(document) {
        let tag = tag_of(operation);
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

fn section(page: &mut String, path: &str, method: &str, operation: &Value) {
    let _ = write!(
        page,
        "<section><h3><span class=\"m\">{}</span><code>{}</code> <span class=\"r\">{}</span></h3><p>{} {}</p>",
        method.to_uppercase(),
        escaped(path),
        text(&operation["x-role"]),
        text(&operation["summary"]),
        text(&operation["description"]),
    );
    page.push_str("<table>");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        row(
            page,
            &format!("{} ({})", text(&parameter["name"]), text(&parameter["in"])),
            &text(&parameter["description"]),
        );
    }
    let body = &operation["requestBody"];
    if !body.is_null() {
        row(page, "body", &text(&body["description"]));
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        row(
            page,
            &escaped(status),
            &format!("{}{}", text(&response["description"]), schema(response)),
        );
    }
    page.push_str("</table></section>");
}

fn row(page: &mut String, name: &str, value: &str) {
    let _ = write!(
        page,
        "<tr><th><code>{name}</code></th><td>{value}</td></tr>"
    );
}

/// A link to the schema of an answer.
fn schema(response: &Value) -> String {
    let content = response["content"].as_object();
    let reference = content
        .and_then(|content| content.values().next())
        .and_then(|content| content.pointer("/schema/$ref")?.as_str());
    reference
        .and_then(|reference| reference.rsplit('/').next())
        .map_or_else(String::new, |name| {
            let name = escaped(name);
            format!(": <a href=\"#{name}\">{name}</a>")
        })
}

fn text(value: &Value) -> String {
    escaped(value.as_str().unwrap_or_default())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_on_the_page_and_nothing_is_loaded() {
        let document = super::super::openapi();
        let page = page(&document);
        for (path, _, _) in operations(&document) {
            assert!(page.contains(&format!("<code>{path}</code>")), "{path}");
        }
        for loads in ["http://", "https://", "<script", "<img", "src=", "<link"] {
            assert!(!page.contains(loads), "{loads}");
        }
    }

    #[test]
    fn what_is_no_markup_stays_text() {
        assert_eq!(
            escaped("<a href=\"x\">&"),
            "&lt;a href=&quot;x&quot;&gt;&amp;"
        );
    }
}
