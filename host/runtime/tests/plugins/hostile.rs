//! Plugins that misbehave after they were loaded: each call ends with the right error, and the
//! next call works.

use std::time::{Duration, Instant};

use refit_core::plugin::{DocumentPlugin, Error};
use refit_runtime::Options;

use crate::{
    calls::{day, load, submissions},
    guest::{Guest, data},
};

/// A document that no log may show.
const SECRET: &str = "[\"GB29NWBK60161331926819\"]";

/// What a hostile plugin's call comes to; its next call must work.
async fn fate(guest: Guest, options: Options) -> Error {
    let plugin = load(&guest, options).await;
    let error = plugin.extract(submissions([SECRET])).await.unwrap_err();
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains("GB29NWBK"), "{text}");
        assert!(text.len() < 3_000, "{text}");
    }
    let after = plugin.extract(submissions(["{}"])).await.unwrap();
    assert_eq!(after.values[0], 2.0);
    error
}

async fn fate_of(body: &str) -> Error {
    fate(Guest::hostile(body), Options::default()).await
}

/// A result of `extract`: so many values from 65,536 on, so many rejections from 131,072 on.
pub(crate) fn answer(values: u32, rejected: u32) -> String {
    format!(
        "(local.set $ret (i32.const 64))
         (i32.store8 (local.get $ret) (i32.const 0))
         (i32.store offset=4 (local.get $ret) (i32.const 65536))
         (i32.store offset=8 (local.get $ret) (i32.const {values}))
         (i32.store offset=12 (local.get $ret) (i32.const 131072))
         (i32.store offset=16 (local.get $ret) (i32.const {rejected}))
         (return (local.get $ret))"
    )
}

pub(crate) fn row(length: &str, day: &str) -> String {
    format!(
        "(f64.store (i32.const 65536) (f64.const {length}))
         (f64.store (i32.const 65544) (f64.const {day}))
         {}",
        answer(2, 0)
    )
}

#[tokio::test]
async fn an_endless_loop_runs_out_of_fuel() {
    let options = Options {
        fuel_per_document: 1_000_000,
        ..Options::default()
    };
    let error = fate(Guest::hostile("(loop $l (br $l))"), options).await;
    let Error::OutOfFuel {
        plugin,
        function,
        limit,
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!(
        (plugin.as_str(), function, limit),
        ("test_paper", "extract", 21_000_000)
    );
}

#[tokio::test]
async fn an_endless_loop_with_much_fuel_is_stopped_by_the_clock() {
    let options = Options {
        fuel_per_call: u64::MAX,
        fuel_per_document: u64::MAX,
        call_timeout_ms: 50,
        ..Options::default()
    };
    let start = Instant::now();
    let error = fate(Guest::hostile("(loop $l (br $l))"), options).await;
    assert!(
        matches!(error, Error::TimedOut { limit_ms: 50, .. }),
        "{error}"
    );
    assert!(start.elapsed().as_secs() < 5);
}

#[tokio::test]
async fn a_loop_does_not_hold_up_others_on_the_same_thread() {
    let options = Options {
        fuel_per_call: u64::MAX,
        fuel_per_document: u64::MAX,
        call_timeout_ms: 1_000,
        ..Options::default()
    };
    let looping = load(&Guest::hostile("(loop $l (br $l))"), options).await;
    let good = load(&Guest::default(), Options::default()).await;
    let stuck = async {
        let outcome = looping.extract(submissions([SECRET])).await;
        (outcome.unwrap_err().code(), Instant::now())
    };
    let others = async {
        for _ in 0..20 {
            good.extract(submissions(["{}"])).await.unwrap();
        }
        Instant::now()
    };
    let ((code, stopped), answered) = tokio::join!(stuck, others);
    assert_eq!(code, "plugin-timed-out");
    assert!(answered < stopped, "the others waited for the loop");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_call_stops_computing() {
    let options = Options {
        fuel_per_call: u64::MAX,
        fuel_per_document: u64::MAX,
        batch_size: 1,
        ..Options::default()
    };
    let plugin = load(&Guest::hostile("(loop $l (br $l))"), options).await;
    for documents in [vec![SECRET], vec![SECRET; 5]] {
        let call = plugin.extract(submissions(documents));
        let limit = Duration::from_millis(30);
        assert!(tokio::time::timeout(limit, call).await.is_err());
        let running = || {
            tokio::runtime::Handle::current()
                .metrics()
                .num_alive_tasks()
        };
        let start = Instant::now();
        while running() > 0 {
            assert!(start.elapsed() < Duration::from_secs(5), "it computes on");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

#[tokio::test]
async fn memory_growth_ends_at_the_limit() {
    let options = Options {
        max_memory_bytes: 8 << 20,
        ..Options::default()
    };
    let body = "(loop $l (drop (memory.grow (i32.const 16))) (br $l))";
    let guest = Guest::hostile(body);
    let plugin = load(&guest, options).await;
    let error = plugin.extract(submissions([SECRET])).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::OutOfMemory {
                limit_bytes: 8_388_608,
                ..
            }
        ),
        "{error}"
    );
    let peak = plugin.usage().peak_memory_bytes;
    assert!((7 << 20..=8 << 20).contains(&peak), "{peak}");
    assert_eq!(plugin.usage().traps, 1);
    plugin.extract(submissions(["{}"])).await.unwrap();
}

#[tokio::test]
async fn table_growth_ends_at_the_limit() {
    let guest = Guest {
        items: "(table $t 1 funcref)".to_owned(),
        ..Guest::hostile(
            "(loop $l (drop (table.grow $t (ref.null func) (i32.const 1000))) (br $l))",
        )
    };
    let error = fate(guest, Options::default()).await;
    assert!(
        error.to_string().contains("100000 table elements"),
        "{error}"
    );
}

#[tokio::test]
async fn a_panic_tells_its_text_and_line() {
    let text = "index out of range: the len is 3, src/paper.rs:42";
    let length = u32::try_from(text.len()).unwrap();
    let buffer = [
        b"REFIT-PANIC-TEXT",
        &length.to_le_bytes()[..],
        text.as_bytes(),
    ]
    .concat();
    let guest = Guest {
        items: data(32_768, &buffer),
        ..Guest::hostile("(unreachable)")
    };
    let error = fate(guest, Options::default()).await;
    let Error::Trapped {
        plugin,
        function,
        message,
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!(
        (plugin.as_str(), function, message.as_str()),
        ("test_paper", "extract", text)
    );
}

#[tokio::test]
async fn a_panic_text_cannot_forge_a_log_line() {
    let guest = Guest {
        items: data(32_768, b"REFIT-PANIC-TEXT\x06\0\0\0a\n\x1b[2J"),
        ..Guest::hostile("(unreachable)")
    };
    let error = fate(guest, Options::default()).await.to_string();
    assert!(error.ends_with(r"a\n\u{1b}[2J"), "{error}");
}

#[tokio::test]
async fn a_trap_without_a_text_names_the_function() {
    let guest = Guest {
        items: "(func $give_up unreachable)".to_owned(),
        ..Guest::hostile("(call $give_up)")
    };
    let error = fate(guest, Options::default()).await.to_string();
    assert!(error.contains("stopped itself"), "{error}");
    assert!(error.contains("give_up"), "{error}");
}

#[tokio::test]
async fn deep_recursion_is_a_trap() {
    let guest = Guest {
        items: "(func $down (param i32) (result i32)
                  (i32.add (i32.const 1) (call $down (i32.add (local.get 0) (i32.const 1)))))"
            .to_owned(),
        ..Guest::hostile("(drop (call $down (i32.const 0)))")
    };
    let error = fate(guest, Options::default()).await;
    assert_eq!(error.code(), "plugin-trapped");
    assert!(
        error.to_string().contains("call stack is exhausted"),
        "{error}"
    );
}

#[tokio::test]
async fn memory_out_of_bounds_and_a_division_by_zero_are_traps() {
    let error = fate_of("(i32.store (i32.const -8) (i32.const 1))").await;
    assert!(
        error.to_string().contains("out of bounds memory access"),
        "{error}"
    );
    let error = fate_of("(drop (i32.div_u (i32.const 1) (i32.const 0)))").await;
    assert!(error.to_string().contains("divide by zero"), "{error}");
}

#[tokio::test]
async fn a_list_bomb_is_an_answer_that_is_too_large() {
    // 20 million values in memory are 160 MB.
    let body = format!(
        "(drop (memory.grow (i32.const 3000))) {}",
        answer(20_000_000, 0)
    );
    let error = fate_of(&body).await;
    assert!(
        matches!(
            error,
            Error::AnswerTooLarge {
                limit_bytes: 134_217_728,
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_list_outside_of_memory_breaks_the_contract() {
    let error = fate_of(&answer(u32::MAX, 0)).await;
    assert_eq!(error.code(), "plugin-broken-contract", "{error}");
    let error = fate_of(&answer(0, u32::MAX / 3)).await;
    assert_eq!(error.code(), "plugin-broken-contract", "{error}");
}

#[tokio::test]
async fn values_that_may_not_be_are_named_by_feature() {
    for (length, day, fault) in [
        (
            "nan",
            "1",
            "feature 'length' of row 0 is NaN, and it may not be missing",
        ),
        ("inf", "1", "feature 'length' of row 0 is infinite"),
        ("-inf", "1", "feature 'length' of row 0 is infinite"),
        ("1", "inf", "feature 'day' of row 0 is infinite"),
        (
            "1e7",
            "1",
            "feature 'length' of row 0 is above its bounds of -1000000 to 1000000",
        ),
        (
            "-1e7",
            "1",
            "feature 'length' of row 0 is below its bounds of -1000000 to 1000000",
        ),
    ] {
        let error = fate_of(&row(length, day)).await;
        assert_eq!(error.code(), "plugin-broken-contract");
        assert!(error.to_string().ends_with(fault), "{error}");
    }
}

#[tokio::test]
async fn nan_is_an_answer_where_it_may_be() {
    let plugin = load(&Guest::hostile(&row("5", "nan")), Options::default()).await;
    let extraction = plugin.extract(submissions([SECRET])).await.unwrap();
    assert_eq!(extraction.values[0], 5.0);
    assert!(extraction.values[1].is_nan());
}

#[tokio::test]
async fn short_and_long_answers_break_the_contract() {
    for values in [0, 1, 3, 4] {
        let error = fate_of(&answer(values, 0)).await.to_string();
        let fault = format!("1 rows of 2 features are 2 values, and it answered with {values}");
        assert!(error.ends_with(&fault), "{error}");
    }
}

#[tokio::test]
async fn rejections_rise_and_exist() {
    // A rejection beyond the list.
    let body = format!(
        "(i32.store (i32.const 131072) (i32.const 1)) {}",
        answer(0, 1)
    );
    let error = fate_of(&body).await.to_string();
    assert!(error.contains("it rejected document 1 of 1"), "{error}");
    // The same one twice.
    let error = fate_of(&answer(0, 2)).await.to_string();
    assert!(error.contains("twice or out of order"), "{error}");
}

#[tokio::test]
async fn a_rejections_text_is_shortened_and_escaped() {
    let body = format!(
        "(i32.store8 (i32.const 131080) (i32.const 4))
         (i32.store (i32.const 131088) (i32.const 32768))
         (i32.store (i32.const 131092) (i32.const 1000))
         {}",
        answer(0, 1)
    );
    let guest = Guest {
        items: data(32_768, &[b"\nx".as_slice(), &[b'y'; 998]].concat()),
        ..Guest::hostile(&body)
    };
    let plugin = load(&guest, Options::default()).await;
    let extraction = plugin.extract(submissions([SECRET])).await.unwrap();
    let reason = extraction.rejected[0].reason.to_string();
    assert!(reason.starts_with(r"\nxyyy"), "{reason}");
    assert!(reason.chars().count() <= 202, "{reason}");
}

#[tokio::test]
async fn text_that_is_not_utf8_breaks_the_contract() {
    let body = format!(
        "(i32.store8 (i32.const 131080) (i32.const 4))
         (i32.store (i32.const 131088) (i32.const 32768))
         (i32.store (i32.const 131092) (i32.const 2))
         {}",
        answer(0, 1)
    );
    let guest = Guest {
        items: data(32_768, b"\xff\xfe"),
        ..Guest::hostile(&body)
    };
    let error = fate(guest, Options::default()).await;
    assert_eq!(error.code(), "plugin-broken-contract", "{error}");
}

#[tokio::test]
async fn a_variant_that_does_not_exist_breaks_the_contract() {
    let body = format!(
        "(i32.store8 (i32.const 131080) (i32.const 99)) {}",
        answer(0, 1)
    );
    assert_eq!(fate_of(&body).await.code(), "plugin-broken-contract");
}

#[tokio::test]
async fn its_own_error_is_a_refusal() {
    // error::other with a text.
    let body = "(i32.store8 (i32.const 64) (i32.const 1))
         (i32.store8 (i32.const 68) (i32.const 2))
         (i32.store (i32.const 72) (i32.const 32768))
         (i32.store (i32.const 76) (i32.const 9))
         (return (i32.const 64))";
    let guest = Guest {
        items: data(32_768, b"no\tthanks"),
        ..Guest::hostile(body)
    };
    let error = fate(guest, Options::default()).await;
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    assert!(error.to_string().ends_with(r"no\tthanks"), "{error}");
}

/// Answers to `generate` with one specimen that was changed by `change`.
async fn generated(change: &str) -> String {
    let guest = Guest {
        generate: format!(
            "(i32.store8 (i32.const 64) (i32.const 0))
             (i32.store (i32.const 68) (i32.const 65536))
             (i32.store (i32.const 72) (i32.const 1))
             (i32.store (i32.const 65536) (i32.const 256))
             (i32.store (i32.const 65540) (i32.const 7))
             (i32.store (i32.const 65544) (local.get $day))
             {change}
             (i32.const 64)"
        ),
        ..Guest::default()
    };
    let plugin = load(&guest, Options::default()).await;
    match plugin.generate(1, 0, 1, day()).await {
        Ok(_) => "accepted".to_owned(),
        Err(error) => format!("{}: {error}", error.code()),
    }
}

#[tokio::test]
async fn generated_documents_keep_count_score_and_day() {
    assert_eq!(generated("").await, "accepted");
    for (change, fault) in [
        (
            "(i32.store (i32.const 72) (i32.const 0))",
            "asked for 1 documents and answered with 0",
        ),
        (
            "(i32.store (i32.const 72) (i32.const 2))",
            "asked for 1 documents and answered with 2",
        ),
        (
            "(f64.store (i32.const 65552) (f64.const 100.5))",
            "has the risk score 100.5",
        ),
        (
            "(f64.store (i32.const 65552) (f64.const nan))",
            "has the risk score NaN",
        ),
        (
            "(i32.store (i32.const 65544) (i32.add (local.get $day) (i32.const 1)))",
            "after the day asked for",
        ),
        (
            "(i32.store (i32.const 65544) (i32.const 2147483647))",
            "which no calendar has",
        ),
    ] {
        let fate = generated(change).await;
        assert!(fate.starts_with("plugin-broken-contract"), "{fate}");
        assert!(fate.contains(fault), "{fate}");
    }
}

#[tokio::test]
async fn documents_that_do_not_fit_into_its_memory_are_told_as_such() {
    let options = Options {
        max_memory_bytes: 8 << 20,
        ..Options::default()
    };
    let plugin = load(&Guest::default(), options).await;
    let large = " ".repeat(10 << 20);
    let error = plugin
        .extract(submissions([large.as_str()]))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "plugin-out-of-memory", "{error}");
}

#[tokio::test]
async fn asking_for_fewer_than_one_document_is_a_refusal() {
    let body = "(i32.store8 (i32.const 64) (i32.const 1))
         (i32.store8 (i32.const 68) (i32.const 1))
         (i32.store (i32.const 72) (i32.const 0))
         (return (i32.const 64))";
    let error = fate_of(body).await;
    assert!(
        error
            .to_string()
            .ends_with("it can answer for 0 documents at most"),
        "{error}"
    );
}
