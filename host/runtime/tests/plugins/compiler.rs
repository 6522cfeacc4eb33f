//! Compilation in a process of its own.
#![cfg(unix)]

use std::{path::Path, time::Instant};

use refit_core::plugin::DocumentPlugin;
use refit_runtime::{Compiler, Options, Runtime, compile_standard_input};

use crate::{
    calls::{runtime, submissions},
    guest::Guest,
    loading::bomb,
};

fn shell(script: &str) -> Option<Compiler> {
    Some(Compiler {
        program: "/bin/sh".into(),
        arguments: vec!["-c".to_owned(), script.to_owned(), "sh".to_owned()],
    })
}

/// This test program as the compiler: it runs the one test that is the child.
fn this_program() -> Option<Compiler> {
    let program = std::env::current_exe().unwrap();
    shell(&format!(
        "REFIT_TEST_CACHE=\"$1\" REFIT_TEST_SECONDS=\"$2\" \
         exec '{}' --exact compiler::the_child --ignored --nocapture",
        program.display()
    ))
}

#[test]
#[ignore = "the process that compiles, started by the others"]
fn the_child() {
    let Some(cache) = std::env::var_os("REFIT_TEST_CACHE") else {
        return;
    };
    let seconds = std::env::var("REFIT_TEST_SECONDS").unwrap();
    compile_standard_input(Path::new(&cache), seconds.parse().unwrap()).unwrap();
}

async fn load(runtime: &Runtime, bytes: Vec<u8>) -> Result<f64, refit_runtime::Error> {
    let plugin = runtime.load_bytes(Path::new("a.wasm"), bytes).await?;
    let rows = plugin.extract(submissions(["{}"])).await.unwrap();
    Ok(rows.values[0])
}

fn options(compiler: Option<Compiler>, seconds: u64) -> Options {
    Options {
        compiler,
        compile_timeout_seconds: seconds,
        ..Options::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compile_bomb_ends_its_process_and_another_file_is_loaded_meanwhile() {
    let (runtime, _cache) = runtime(options(this_program(), 1));
    let start = Instant::now();
    let (bomb, good) = tokio::join!(
        load(&runtime, bomb().module()),
        load(&runtime, Guest::default().component())
    );
    assert_eq!(bomb.unwrap_err().code(), "plugin-compile-timed-out");
    assert_eq!(good.unwrap(), 2.0);
    assert!(start.elapsed().as_secs() < 30);
}

#[tokio::test]
async fn what_a_process_compiled_is_compiled_once() {
    let (first, cache) = runtime(options(this_program(), 60));
    let bytes = Guest::default().component();
    assert_eq!(load(&first, bytes.clone()).await.unwrap(), 2.0);
    // The next host finds the code, and needs no process for it.
    let again = Runtime::open(Options {
        cache_folder: cache.path().to_owned(),
        ..options(shell("exit 7"), 60)
    });
    assert_eq!(load(&again.unwrap(), bytes).await.unwrap(), 2.0);
}

#[tokio::test]
async fn a_process_that_does_not_survive_is_told_from_one_that_cannot_be_started() {
    for (compiler, expected) in [
        (shell("kill -SEGV $$"), "did not survive it"),
        (shell("echo too many locals; exit 1"), "too many locals"),
        (
            Some(Compiler {
                program: "/no/such/program".into(),
                arguments: vec![],
            }),
            "cannot be started",
        ),
    ] {
        let (runtime, _cache) = runtime(options(compiler, 60));
        let error = load(&runtime, Guest::default().component())
            .await
            .unwrap_err();
        assert_eq!(error.code(), "plugin-not-compiled");
        assert!(error.to_string().contains(expected), "{error}");
    }
}
