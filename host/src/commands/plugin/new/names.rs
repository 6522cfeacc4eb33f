//! The names of a new plugin, and what stands for them in templates.

use anyhow::Result;
use refit_core::{DocumentType, Plural};

/// Types that the template for Rust uses under these names.
const MEANT_OTHERWISE: [&str; 20] = [
    "Day",
    "DocumentType",
    "Effect",
    "Err",
    "Feature",
    "Fields",
    "Golden",
    "Json",
    "None",
    "Ok",
    "Option",
    "Random",
    "Rejection",
    "Result",
    "Self",
    "Some",
    "Specimen",
    "String",
    "Submission",
    "Vec",
];

/// What stands for `{{…}}` in templates.
pub(super) struct Names {
    pub(super) document_type: DocumentType,
    pub(super) plural: Plural,
}

impl Names {
    pub(super) fn of(name: &DocumentType) -> Result<Self> {
        Ok(Self {
            document_type: name.clone(),
            plural: plural(name.as_str()).parse()?,
        })
    }

    pub(super) fn fill(&self, template: &str) -> String {
        let name = self.document_type.as_str();
        let words: Vec<&str> = name.split('_').collect();
        let spaced = words.join(" ");
        let mut camel: String = words.iter().map(|word| capitalised(word)).collect();
        if MEANT_OTHERWISE.contains(&camel.as_str()) {
            camel.push_str("Paper");
        }
        [
            ("{{name}}", name),
            // No crate that a plugin uses ends so.
            ("{{crate}}", &format!("{}-plugin", words.join("-"))),
            ("{{plural}}", self.plural.as_str()),
            ("{{title}}", &capitalised(&spaced)),
            ("{{title_lower}}", &spaced),
            ("{{struct}}", &camel),
            ("{{version}}", env!("CARGO_PKG_VERSION")),
            ("{{rust_version}}", env!("CARGO_PKG_RUST_VERSION")),
        ]
        .into_iter()
        .fold(template.to_owned(), |text, (place, value)| {
            text.replace(place, value)
        })
    }
}

/// `audit-reports` of `audit_report`; as English has it in most cases, and the author can change it.
fn plural(name: &str) -> String {
    let words = name.replace('_', "-");
    let ends = |endings: &[&str]| endings.iter().any(|ending| words.ends_with(ending));
    match words.strip_suffix('y') {
        Some(stem) if !ends(&["ay", "ey", "oy", "uy"]) => format!("{stem}ies"),
        _ if ends(&["s", "x", "z", "ch", "sh"]) => format!("{words}es"),
        _ => format!("{words}s"),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_plurals_titles_and_types() {
        for (name, expected) in [
            ("audit_report", "audit-reports"),
            ("w2", "w2s"),
            ("policy", "policies"),
            ("money_tax", "money-taxes"),
            ("monkey", "monkeys"),
        ] {
            assert_eq!(plural(name), expected);
            assert!(plural(name).parse::<Plural>().is_ok());
        }
        let names = Names::of(&"audit_report".parse().unwrap()).unwrap();
        assert_eq!(
            names.fill("{{struct}} {{title}} {{title_lower}} {{name}}"),
            "AuditReport Audit report audit report audit_report"
        );
    }

    #[test]
    fn a_name_that_means_something_else_in_rust_gets_a_type_of_its_own() {
        for (name, expected) in [("self", "SelfPaper"), ("day", "DayPaper")] {
            let names = Names::of(&name.parse().unwrap()).unwrap();
            assert_eq!(names.fill("{{struct}}"), expected);
        }
        let names = Names::of(&"refit_plugin".parse().unwrap()).unwrap();
        assert_eq!(names.fill("{{crate}}"), "refit-plugin-plugin");
    }
}
