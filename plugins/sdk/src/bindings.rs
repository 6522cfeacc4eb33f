//! The interface as generated from the WIT, and how its types become the SDK's.
//!
//! Generated types go no further than this file.

use crate::{
    Class, Day, Descriptor, DocumentType, Effect, Error, Extraction, Feature, FeatureKind, Golden,
    Rejected, Rejection, Specimen, Submission, document_type, panic_text,
};

#[allow(
    missing_docs,
    unreachable_pub,
    reason = "generated code, documented in the WIT"
)]
mod generated {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "document-type",
        pub_export_macro: true,
        export_macro_name: "export_world",
        default_bindings_module: "refit_plugin::bindings",
        runtime_path: "wit_bindgen::rt",
    });
}
