//! The interface as generated from the WIT, and the component that a document type becomes.
//!
//! Generated types go no further than this module and `convert`.

mod convert;

use core::marker::PhantomData;

use self::generated::exports::refit::document::plugin as wit;
use crate::{Day, DocumentType, document_type, panic_text};

#[expect(missing_docs, reason = "generated code, documented in the WIT")]
pub mod generated {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "document-type",
        pub_export_macro: true,
        export_macro_name: "export_world",
        default_bindings_module: "refit_plugin::bindings::generated",
        runtime_path: "::wit_bindgen::rt",
    });
}

/// The exports of a component whose document type is `T`.
#[derive(Debug)]
pub struct Component<T>(PhantomData<T>);

impl<T: DocumentType> wit::Guest for Component<T> {
    fn describe() -> wit::Descriptor {
        panic_text::keep();
        document_type::describe::<T>().into()
    }

    fn generate(
        seed: u64,
        start: u64,
        count: u32,
        as_of: wit::Day,
    ) -> Result<Vec<wit::Specimen>, wit::Error> {
        panic_text::keep();
        let as_of = Day::from_days_since_epoch(as_of);
        let specimens = document_type::generate::<T>(seed, start, count, as_of)?;
        Ok(specimens.into_iter().map(Into::into).collect())
    }

    fn extract(submissions: Vec<wit::Submission>) -> Result<wit::Extraction, wit::Error> {
        panic_text::keep();
        let submissions: Vec<_> = submissions.into_iter().map(Into::into).collect();
        Ok(document_type::extract::<T>(&submissions)?.into())
    }
}

/// Makes a crate the plugin of a document type: `refit_plugin::export!(BankStatement);`.
///
/// The component's exports exist only where the crate is built for WebAssembly. Elsewhere only
/// the type is checked, so that tests of several plugins link into one program.
#[macro_export]
macro_rules! export {
    ($document_type:ty) => {
        const _: () = {
            type Exported = $crate::bindings::Component<$document_type>;

            const fn is_document_type<T: $crate::DocumentType>(
                _: ::core::marker::PhantomData<$crate::bindings::Component<T>>,
            ) {
            }
            is_document_type(::core::marker::PhantomData::<Exported>);

            #[cfg(target_arch = "wasm32")]
            $crate::bindings::generated::export_world!(
                Exported with_types_in $crate::bindings::generated
            );
        };
    };
}
