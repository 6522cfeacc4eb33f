//! Whether values fit together, and the few bounds that a schema cannot say.

use std::{net::SocketAddr, path::Path};

use refit_core::{DocumentType, RiskScore};
use refit_database::Location;
use refit_jobs::Schedule;

use super::{Config, Fault, LabelMapping, ModelType, TypeEntry};

/// Reports what does not fit. Keys that are faulty already were taken out and stand at their
/// defaults: nothing that depends on one is reported.
pub(super) fn check(config: &Config, faulty: &[Fault]) -> Vec<Fault> {
    let mut checks = Checks {
        faulty,
        faults: Vec::new(),
    };
    checks.blending(config);
    checks.quality(config);
    for (document_type, entry) in &config.document_types {
        checks.document_type(document_type, entry);
    }
    checks.schedule(config);
    checks.server(config);
    checks.storage(config);
    checks.faults
}

struct Checks<'a> {
    faulty: &'a [Fault],
    faults: Vec<Fault>,
}

impl Checks<'_> {
    /// Reports the first of the keys, unless one of them is faulty anyway.
    fn demand(&mut self, holds: bool, keys: &[&str], problem: impl Into<String>) {
        let is_inside = |inner: &str, outer: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let is_faulty = |key: &&str| {
            self.faulty
                .iter()
                .any(|fault| is_inside(&fault.key, key) || is_inside(key, &fault.key))
        };
        if !holds && !keys.iter().any(is_faulty) {
            self.faults
                .extend(keys.first().map(|key| Fault::new(*key, problem)));
        }
    }

    fn blending(&mut self, config: &Config) {
        let blending = &config.data_blending;
        let (hybrid, real_only) = (
            blending.min_real_samples_for_hybrid,
            blending.min_real_samples_for_real_only,
        );
        self.demand(
            hybrid <= real_only,
            &[
                "data_blending.min_real_samples_for_hybrid",
                "data_blending.min_real_samples_for_real_only",
            ],
            format!(
                "expected at most min_real_samples_for_real_only ({real_only}), found {hybrid}"
            ),
        );
        let (synthetic, real) = (
            blending.synthetic_weight_hybrid,
            blending.real_weight_hybrid,
        );
        self.demand(
            (synthetic + real - 1.0).abs() <= 1e-9,
            &["data_blending.synthetic_weight_hybrid", "data_blending.real_weight_hybrid"],
            format!(
                "expected a share that adds up to 1 with real_weight_hybrid ({real}), found {synthetic}"
            ),
        );
    }

    fn quality(&mut self, config: &Config) {
        let (min, max) = (
            config.data_quality.min_fraud_ratio,
            config.data_quality.max_fraud_ratio,
        );
        self.demand(
            min <= max,
            &[
                "data_quality.min_fraud_ratio",
                "data_quality.max_fraud_ratio",
            ],
            format!("expected at most max_fraud_ratio ({max}), found {min}"),
        );
    }

    fn document_type(&mut self, document_type: &DocumentType, entry: &TypeEntry) {
        let key = |name: &str| format!("document_types.{document_type}.{name}");
        let table = entry.db_table.as_deref().unwrap_or("a");
        self.demand(
            is_plain_name(table),
            &[&key("db_table")],
            format!(
                "expected a table's plain name (letters, digits and underscores, no digit first, at most 63), found {}",
                super::structure::found(&table.into())
            ),
        );
        self.labels(&key("label_mapping"), &entry.label_mapping);
        let mut models = entry.model_types.clone();
        models.sort_unstable();
        let names: Vec<_> = entry
            .model_types
            .iter()
            .map(|model| model.as_str())
            .collect();
        self.demand(
            models == ModelType::ALL,
            &[&key("model_types")],
            format!(
                "expected random_forest, xgboost and feature_scaler, each of them once, found [{}]",
                names.join(", ")
            ),
        );
        for fault in entry.parameters().faults() {
            match fault {
                refit_learn::Error::Parameter {
                    key: name,
                    expected,
                    found,
                } => {
                    let name = name.replacen("weights", "ensemble_weights", 1);
                    let problem = format!("expected {expected}, found {found}");
                    self.demand(false, &[&key(&name)], problem);
                }
                other => self.demand(false, &[&key("ensemble_weights")], other.to_string()),
            }
        }
    }

    fn labels(&mut self, section: &str, labels: &LabelMapping) {
        let (approve, reject) = (format!("{section}.APPROVE"), format!("{section}.REJECT"));
        let high = labels.reject.get();
        let from = RiskScore::REJECT_FROM;
        let problem = if high <= 1.0 {
            format!(
                "expected a score from {from} to 100, but {high} looks like the scale 0–1; Refit's scores go from 0 to 100"
            )
        } else {
            format!("expected a score from {from} to 100, found {high}")
        };
        // Whether a 1 is a class number, the other key says.
        self.demand(
            high >= from || labels.is_class_numbers(),
            &[&reject, &approve],
            problem,
        );
    }

    fn schedule(&mut self, config: &Config) {
        let settings = &config.global_settings;
        let zone = &settings.schedule_time_zone;
        let mut check = |key: &str, expression: &str, zone: &str| {
            let fault = Schedule::new("", "", expression, zone).err();
            let problem = fault.map(|fault| fault.to_string()).unwrap_or_default();
            self.demand(problem.is_empty(), &[key], problem);
        };
        check("global_settings.schedule_time_zone", "0 0 * * *", zone);
        if let Some(expression) = &settings.schedule_cron {
            check("global_settings.schedule_cron", expression, "UTC");
        }
        for (document_type, entry) in &config.document_types {
            if let Some(expression) = &entry.schedule_cron {
                let key = format!("document_types.{document_type}.schedule_cron");
                check(&key, expression, "UTC");
            }
        }
    }

    fn server(&mut self, config: &Config) {
        let listen = &config.server.listen;
        self.demand(
            listen.parse::<SocketAddr>().is_ok(),
            &["server.listen"],
            format!(
                "expected an address and a port like 127.0.0.1:5001, found {}",
                super::structure::found(&listen.as_str().into())
            ),
        );
        for origin in &config.server.cors_origins {
            self.demand(
                is_origin(origin),
                &["server.cors_origins"],
                format!(
                    "expected origins like https://desk.example, without a path, found {}",
                    super::structure::found(&origin.as_str().into())
                ),
            );
        }
    }

    fn storage(&mut self, config: &Config) {
        let address = &config.storage.database;
        // The scheme only: the rest may hold a password.
        let found = address.split_once("://").map_or_else(
            || "an address without a scheme".to_owned(),
            |(scheme, rest)| {
                let nothing = if rest.is_empty() {
                    " and nothing after it"
                } else {
                    ""
                };
                format!("{scheme}://{nothing}")
            },
        );
        self.demand(
            Location::parse(address, Path::new("")).is_ok(),
            &["storage.database"],
            format!("expected sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME, found {found}"),
        );
        let models = config.storage.models.to_string_lossy();
        self.demand(
            !models.contains("://"),
            &["storage.models"],
            "expected a folder, found a URL; this version keeps models in folders only",
        );
    }
}

/// Whether a browser would send this as the origin of a page.
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else {
        return false;
    };
    let is_host_byte = |byte: u8| byte.is_ascii_graphic() && !b"/?#@*,\"'".contains(&byte);
    matches!(scheme, "http" | "https") && !host.is_empty() && host.bytes().all(is_host_byte)
}

/// Whether a name can stand in a statement unquoted, in SQLite and in PostgreSQL.
fn is_plain_name(name: &str) -> bool {
    name.len() <= 63
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
