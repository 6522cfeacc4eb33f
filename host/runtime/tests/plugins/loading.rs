//! Files that are refused, and why.

use std::path::Path;

use refit_core::plugin::DocumentPlugin;
use refit_runtime::{Error, Options};
use wasmparser::{Parser, Payload};

use crate::{
    calls::runtime,
    guest::{Guest, WIT},
};

/// The error of a file that is refused. It always names the file and says what to do.
pub(crate) async fn refusal_with(bytes: Vec<u8>, options: Options) -> Error {
    let (runtime, _cache) = runtime(options);
    let error = runtime
        .load_bytes(Path::new("paper.wasm"), bytes)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("paper.wasm"), "{error}");
    assert!(!error.hint().is_empty());
    error
}

pub(crate) async fn refusal(bytes: Vec<u8>) -> Error {
    refusal_with(bytes, Options::default()).await
}

#[tokio::test]
async fn a_component_and_a_module_with_metadata_are_loaded() {
    let (runtime, _cache) = runtime(Options::default());
    for bytes in [Guest::default().component(), Guest::default().module()] {
        let digest = refit_core::Sha256Digest::of(&bytes);
        let plugin = runtime
            .load_bytes(Path::new("a.wasm"), bytes)
            .await
            .unwrap();
        assert_eq!(plugin.digest(), digest);
        assert_eq!(plugin.descriptor().version, "1.0.0");
    }
}

#[tokio::test]
async fn a_core_module_without_metadata_is_told_from_a_plugin() {
    let error = refusal(Guest::default().core()).await;
    assert_eq!(error.code(), "plugin-without-metadata");
    assert!(error.hint().contains("build it with the SDK"));
}

#[tokio::test]
async fn what_is_not_webassembly_is_called_by_its_name() {
    for (bytes, found) in [
        (b"".as_slice(), "it is empty"),
        (b"(component)", "WebAssembly text"),
        (b"\x7fELF\x02\x01\x01\0", "program or library"),
        (b"PK\x03\x04 and so on", "does not begin as"),
    ] {
        let error = refusal(bytes.to_vec()).await;
        assert_eq!(error.code(), "plugin-not-wasm");
        assert!(error.to_string().contains(found), "{error}");
    }
}

#[tokio::test]
async fn a_wasi_import_is_refused_by_name() {
    let component = wat::parse_str(
        r#"(component
            (import "wasi:cli/environment@0.2.3" (instance
              (export "get-environment" (func (result (list (tuple string string)))))))
            (import "wasi:clocks/wall-clock@0.2.3" (instance)))"#,
    )
    .unwrap();
    let Error::Imports { imports, .. } = refusal(component).await else {
        panic!("not refused for its imports");
    };
    assert_eq!(
        imports,
        ["wasi:cli/environment@0.2.3", "wasi:clocks/wall-clock@0.2.3"]
    );

    let module = wat::parse_str(
        r#"(module (import "wasi_snapshot_preview1" "clock_time_get"
            (func (param i32 i64 i32) (result i32))))"#,
    )
    .unwrap();
    let error = refusal(module).await;
    assert!(
        error
            .to_string()
            .contains("wasi_snapshot_preview1#clock_time_get"),
        "{error}"
    );
    assert!(error.hint().contains("wasm32-unknown-unknown"));
}

#[tokio::test]
async fn a_newer_interface_is_refused_with_both_versions() {
    let guest = Guest {
        wit: WIT.replace("refit:document@0.1.0", "refit:document@0.2.0"),
        interface: "refit:document/plugin@0.2.0".to_owned(),
        ..Guest::default()
    };
    for bytes in [guest.component(), guest.module()] {
        let error = refusal(bytes).await;
        assert_eq!(error.code(), "plugin-wrong-version");
        let text = error.to_string();
        assert!(text.contains("@0.2.0") && text.contains("@0.1.0"), "{text}");
    }
}

#[tokio::test]
async fn a_later_patch_of_the_interface_is_accepted() {
    let guest = Guest {
        wit: WIT.replace("refit:document@0.1.0", "refit:document@0.1.7"),
        interface: "refit:document/plugin@0.1.7".to_owned(),
        ..Guest::default()
    };
    let (runtime, _cache) = runtime(Options::default());
    runtime
        .load_bytes(Path::new("a.wasm"), guest.component())
        .await
        .unwrap();
}

#[tokio::test]
async fn changed_types_are_refused_with_the_place_that_differs() {
    let guest = Guest {
        wit: WIT.replace("may-be-missing: bool", "may-be-absent: bool"),
        ..Guest::default()
    };
    let error = refusal(guest.component()).await;
    assert_eq!(error.code(), "plugin-world-mismatch");
    assert!(error.to_string().contains("may-be-"), "{error}");
}

#[tokio::test]
async fn another_component_is_no_plugin() {
    let component = wat::parse_str(
        r#"(component
            (core module $m (func (export "f")))
            (core instance $i (instantiate $m))
            (func (export "greet") (canon lift (core func $i "f"))))"#,
    )
    .unwrap();
    let error = refusal(component).await;
    assert_eq!(error.code(), "plugin-without-interface");
    assert!(error.to_string().contains("it exports greet"), "{error}");
}

#[tokio::test]
async fn a_file_that_was_cut_anywhere_is_refused() {
    let (runtime, _cache) = runtime(Options::default());
    for whole in [Guest::default().component(), Guest::default().module()] {
        // Every section boundary of the outer file and of the module in it, and a step beside
        // each; small steps over the rest.
        let mut cuts: Vec<usize> = (0..whole.len()).step_by(97).collect();
        let mut needed = 0;
        for payload in Parser::new(0).parse_all(&whole) {
            let payload = payload.unwrap();
            if let Some((_, range)) = payload.as_section() {
                let end = usize::try_from(range.end).unwrap();
                cuts.extend([end.saturating_sub(1), end, end + 1]);
                match payload {
                    Payload::CustomSection(custom) if custom.name() != "component-type" => {}
                    _ => needed = needed.max(end),
                }
            }
        }
        let mut codes = std::collections::BTreeSet::new();
        for cut in cuts.into_iter().filter(|cut| *cut < whole.len()) {
            match runtime
                .load_bytes(Path::new("a.wasm"), whole[..cut].to_vec())
                .await
            {
                Err(error) => codes.insert(error.code()),
                // Only names and producers may be missing.
                Ok(_) => {
                    assert!(cut >= needed, "accepted {cut} of {needed} bytes");
                    true
                }
            };
        }
        assert!(codes.contains("plugin-file-incomplete"), "{codes:?}");
    }
}

#[tokio::test]
async fn flipped_bytes_never_end_the_host() {
    let (runtime, _cache) = runtime(Options {
        fuel_per_document: 100_000,
        ..Options::default()
    });
    let whole = Guest::default().component();
    for at in (8..whole.len()).step_by(41) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x15;
        // Loaded or refused; that it returns is the point.
        let _ = runtime.load_bytes(Path::new("a.wasm"), bytes).await;
    }
}

#[tokio::test]
async fn a_compilation_that_takes_too_long_is_given_up() {
    let options = Options {
        compile_timeout_seconds: 0,
        ..Options::default()
    };
    let error = refusal_with(Guest::default().component(), options).await;
    assert_eq!(error.code(), "plugin-compile-timed-out");
}

#[tokio::test]
async fn compiled_code_is_kept_in_the_cache_folder() {
    let (runtime, cache) = runtime(Options::default());
    let bytes = Guest::default().component();
    runtime
        .load_bytes(Path::new("a.wasm"), bytes.clone())
        .await
        .unwrap();
    let files = |folder: &Path| -> usize {
        let mut open = vec![folder.to_owned()];
        let mut count = 0;
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    count += 1;
                }
            }
        }
        count
    };
    assert!(files(cache.path()) > 0);
    runtime
        .load_bytes(Path::new("a.wasm"), bytes)
        .await
        .unwrap();
}

#[tokio::test]
async fn webassembly_that_no_plugin_needs_is_refused() {
    for items in [
        "(memory $other i64 1)",
        "(memory $other 1 1 shared)",
        "(func (result i31ref) (ref.i31 (i32.const 1)))",
        "(func (param v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 0)))",
    ] {
        let guest = Guest {
            items: items.to_owned(),
            ..Guest::default()
        };
        assert_eq!(
            refusal(guest.module()).await.code(),
            "plugin-not-compiled",
            "{items}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn loading_can_be_spawned() {
    let (runtime, _cache) = runtime(Options::default());
    let load = async move {
        let bytes = Guest::default().component();
        runtime.load_bytes(Path::new("a.wasm"), bytes).await.is_ok()
    };
    assert!(tokio::spawn(load).await.unwrap());
}

/// A function of a few kilobytes that costs the compiler seconds: every local is changed in
/// every one of many loops.
pub(crate) fn bomb() -> Guest {
    const LOCALS: usize = 1_500;
    const LOOPS: usize = 4_000;
    let locals = "(local i64)".repeat(LOCALS);
    let change: String = (0..LOCALS)
        .map(|n| {
            format!(
                "(local.set {n} (i64.add (local.get {n}) (local.get {})))",
                (n + 7) % LOCALS
            )
        })
        .collect();
    let loops =
        "(loop (br_if 0 (i64.eqz (local.get 3))) (br_if 0 (i64.eqz (local.get 5))) ".repeat(LOOPS);
    Guest {
        items: format!(
            "(func (export \"bomb\") {locals} {loops} {change} {})",
            ")".repeat(LOOPS)
        ),
        ..Guest::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compile_bomb_is_given_up_and_others_are_loaded_meanwhile() {
    let options = Options {
        compile_timeout_seconds: 2,
        ..Options::default()
    };
    let (runtime, _cache) = runtime(options);
    let good = async {
        let bytes = Guest::default().component();
        runtime
            .load_bytes(Path::new("good.wasm"), bytes)
            .await
            .is_ok()
    };
    let start = std::time::Instant::now();
    let (bomb, good) = tokio::join!(
        runtime.load_bytes(Path::new("bomb.wasm"), bomb().module()),
        good
    );
    assert!(start.elapsed().as_secs() < 30);
    assert_eq!(bomb.unwrap_err().code(), "plugin-compile-timed-out");
    assert!(good);
}
