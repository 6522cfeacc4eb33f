//! The gallery of hostile components: one folder with all of them and a good one. Each ends with
//! its own code, and the good one goes on scoring all the while.

use std::{fs, path::Path};

use refit_core::plugin::DocumentPlugin;
use refit_runtime::{Options, Plugins};

use crate::{
    calls::{runtime, submissions},
    guest::{Guest, WIT, data},
    hostile::{answer, row},
    loading::bomb,
};

/// What a component is like, its bytes, and the code that it ends with.
type Hostile = (&'static str, Vec<u8>, &'static str);

/// Refused as files.
fn files() -> Vec<Hostile> {
    let good = Guest::default().component();
    let wat = |text: &str| wat::parse_str(text).unwrap();
    vec![
        ("empty", vec![], "plugin-not-wasm"),
        ("text", b"(component)".to_vec(), "plugin-not-wasm"),
        (
            "library",
            b"\x7fELF\x02\x01\x01\0".to_vec(),
            "plugin-not-wasm",
        ),
        (
            "cut",
            good[..good.len() / 2].to_vec(),
            "plugin-file-incomplete",
        ),
        (
            "large",
            [good, vec![0; 1 << 20]].concat(),
            "plugin-file-too-large",
        ),
        ("bare", Guest::default().core(), "plugin-without-metadata"),
        (
            "wasi",
            wat(r#"(component (import "wasi:clocks/wall-clock@0.2.3" (instance)))"#),
            "plugin-imports",
        ),
        (
            "importer",
            wat(r#"(module (import "env" "read" (func)))"#),
            "plugin-imports",
        ),
        (
            "stranger",
            wat(r#"(component
                (core module $m (func (export "f")))
                (core instance $i (instantiate $m))
                (func (export "greet") (canon lift (core func $i "f"))))"#),
            "plugin-without-interface",
        ),
    ]
}

/// Refused for what they are made of or for what they say of themselves.
fn guests() -> Vec<(&'static str, Guest, &'static str)> {
    let good = Guest::default;
    let items = |items: &str| Guest {
        items: items.to_owned(),
        ..good()
    };
    let describe = |body: &str| Guest {
        describe: Some(body.to_owned()),
        ..good()
    };
    let newer = Guest {
        wit: WIT.replace("refit:document@0.1.0", "refit:document@0.2.0"),
        interface: "refit:document/plugin@0.2.0".to_owned(),
        ..good()
    };
    let other = Guest {
        wit: WIT.replace("may-be-missing: bool", "may-be-absent: bool"),
        ..good()
    };
    let flipping = describe(
        "(i32.store8 (i32.const 256) (i32.add (i32.const 65) (global.get $told)))
         (global.set $told (i32.add (global.get $told) (i32.const 1)))
         (i32.store (i32.const 40) (i32.const 256))
         (i32.store (i32.const 44) (i32.const 1))
         (i32.const 40)",
    );
    let lying = Guest {
        features: vec!["length", "day", "third"],
        golden: vec![7.0, 20_000.0, 0.0],
        ..good()
    };
    let golden = Guest {
        golden: vec![8.0, 20_000.0],
        ..good()
    };
    let traversing = Guest {
        name: "../check".to_owned(),
        ..good()
    };
    let shapeless = Guest {
        features: vec![],
        golden: vec![],
        ..good()
    };
    vec![
        ("newer", newer, "plugin-wrong-version"),
        ("other", other, "plugin-world-mismatch"),
        ("wide", items("(memory $o i64 1)"), "plugin-not-compiled"),
        (
            "threaded",
            items("(memory $o 1 1 shared)"),
            "plugin-not-compiled",
        ),
        (
            "collected",
            items("(func (result i31ref) (ref.i31 (i32.const 1)))"),
            "plugin-not-compiled",
        ),
        ("bomb", bomb(), "plugin-compile-timed-out"),
        (
            "starting",
            items("(func $s (loop $l (br $l))) (start $s)"),
            "plugin-out-of-fuel",
        ),
        ("flipping", flipping, "plugin-descriptor-unstable"),
        (
            "circling",
            describe("(loop $l (br $l)) (i32.const 0)"),
            "plugin-out-of-fuel",
        ),
        (
            "swelling",
            describe("(drop (memory.grow (i32.const 1000))) (i32.const 0)"),
            "plugin-out-of-memory",
        ),
        ("silent", describe("(unreachable)"), "plugin-trapped"),
        (
            "astray",
            describe("(i32.const -4)"),
            "plugin-broken-contract",
        ),
        ("lying", lying, "plugin-broken-contract"),
        ("golden", golden, "plugin-golden-mismatch"),
        ("traversing", traversing, "plugin-descriptor-invalid"),
        ("shapeless", shapeless, "plugin-descriptor-invalid"),
    ]
}

/// Loaded, and hostile when they are called.
fn callers() -> Vec<(&'static str, Guest, &'static str)> {
    let body = Guest::hostile;
    let with = |items: &str, text: &str| Guest {
        items: items.to_owned(),
        ..Guest::hostile(text)
    };
    let refusal = "(i32.store8 (i32.const 64) (i32.const 1))
         (i32.store8 (i32.const 68) (i32.const 2))
         (i32.store (i32.const 72) (i32.const 32768))
         (i32.store (i32.const 76) (i32.const 4))
         (return (i32.const 64))";
    let bad_string = format!(
        "(i32.store8 (i32.const 131080) (i32.const 4))
         (i32.store (i32.const 131088) (i32.const 32768))
         (i32.store (i32.const 131092) (i32.const 2))
         {}",
        answer(0, 1)
    );
    let recursion = "(func $down (param i32) (result i32)
        (i32.add (i32.const 1) (call $down (i32.add (local.get 0) (i32.const 1)))))";
    let list_bomb = format!("(drop (memory.grow (i32.const 40))) {}", answer(300_000, 0));
    vec![
        ("looping", body("(loop $l (br $l))"), "plugin-out-of-fuel"),
        (
            "growing",
            body("(loop $l (drop (memory.grow (i32.const 16))) (br $l))"),
            "plugin-out-of-memory",
        ),
        (
            "recursing",
            with(recursion, "(drop (call $down (i32.const 0)))"),
            "plugin-trapped",
        ),
        ("trapping", body("(unreachable)"), "plugin-trapped"),
        (
            "reaching",
            body("(i32.store (i32.const -8) (i32.const 1))"),
            "plugin-trapped",
        ),
        (
            "dividing",
            body("(drop (i32.div_u (i32.const 1) (i32.const 0)))"),
            "plugin-trapped",
        ),
        ("endless", body(&list_bomb), "plugin-answer-too-large"),
        (
            "outside",
            body(&answer(u32::MAX, 0)),
            "plugin-broken-contract",
        ),
        ("short", body(&answer(1, 0)), "plugin-broken-contract"),
        ("long", body(&answer(3, 0)), "plugin-broken-contract"),
        ("nan", body(&row("nan", "1")), "plugin-broken-contract"),
        ("infinite", body(&row("inf", "1")), "plugin-broken-contract"),
        (
            "garbled",
            with(&data(32_768, b"\xff\xfe"), &bad_string),
            "plugin-broken-contract",
        ),
        (
            "refusing",
            with(&data(32_768, b"nope"), refusal),
            "plugin-refused",
        ),
    ]
}

/// Limits in which everything ends soon.
fn options(folder: &Path) -> Options {
    Options {
        folder: folder.to_owned(),
        max_file_bytes: 1 << 20,
        compile_timeout_seconds: 2,
        fuel_per_document: 1_000_000,
        max_memory_bytes: 8 << 20,
        max_answer_bytes: 1 << 20,
        ..Options::default()
    }
}

async fn scores(plugins: &Plugins) {
    let good = plugins.get(&"good".parse().unwrap()).unwrap();
    let rows = good.extract(submissions(["{}", "{ }"])).await.unwrap();
    assert_eq!((rows.values[0], rows.values[2]), (2.0, 3.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hostile_component_ends_with_its_code_while_another_type_goes_on_scoring() {
    let folder = tempfile::tempdir().unwrap();
    let named = |name: &str, guest: Guest| {
        let guest = Guest {
            name: name.to_owned(),
            plural: format!("{name}s"),
            ..guest
        };
        guest.module()
    };
    let put = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(format!("{name}.wasm")), bytes).unwrap();
    };
    put("good", &named("good", Guest::default()));
    let mut refused = files();
    refused.extend(
        guests()
            .into_iter()
            .map(|(name, guest, code)| (name, guest.module(), code)),
    );
    for (name, bytes, _) in &refused {
        put(name, bytes);
    }
    // Two more, that are hostile by where they lie.
    put("twin_a", &named("twin", Guest::default()));
    put("twin_b", &named("twin", Guest::default()));
    #[cfg(unix)]
    std::os::unix::fs::symlink("good.wasm", folder.path().join("linked.wasm")).unwrap();
    let callers = callers();
    let count = refused.len() + callers.len() + 2;
    for (name, guest, _) in callers {
        put(name, &named(name, guest));
    }
    assert!(count >= 25, "{count} hostile components");

    let (runtime, _cache) = runtime(options(folder.path()));
    let plugins = runtime.load_folder().await.unwrap();
    let code = |name: &str| {
        let file = format!("{name}.wasm");
        let mut statuses = plugins.statuses().into_iter();
        let status = statuses.find(|status| status.file == file).unwrap();
        status.code.unwrap_or_default()
    };
    for (name, _, expected) in &refused {
        assert_eq!(code(name), *expected, "{name}");
    }
    assert_eq!(code("twin_a"), "plugin-twin");
    assert_eq!(code("twin_b"), "plugin-twin");
    #[cfg(unix)]
    assert_eq!(code("linked"), "plugin-not-a-file");

    scores(&plugins).await;
    for (name, _, expected) in self::callers() {
        let plugin = plugins.get(&name.parse().unwrap()).unwrap();
        let (ended, ()) = tokio::join!(plugin.extract(submissions(["[1]"])), scores(&plugins));
        assert_eq!(ended.unwrap_err().code(), expected, "{name}");
    }
    scores(&plugins).await;
}
