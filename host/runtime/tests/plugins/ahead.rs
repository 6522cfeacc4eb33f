//! Plugins that are slow to start.

use std::time::{Duration, Instant};

use refit_core::plugin::{DocumentPlugin, Error};
use refit_runtime::Options;

use crate::{
    calls::{load, submissions},
    guest::{Guest, extract_then},
};

/// Its start takes some hundred milliseconds; its first feature is the number of the call that
/// an instance answers, and documents that begin with `[` end in a trap.
fn slow_and_forgetful() -> Guest {
    let extract = extract_then("unreachable").replace(
        "(f64.convert_i32_u (i32.load offset=4 (local.get $item)))",
        "(f64.convert_i32_u (global.get $told))",
    );
    let at = extract.find("(if (local.get $count)").unwrap();
    let (locals, body) = extract.split_at(at);
    let count = "(global.set $told (i32.add (global.get $told) (i32.const 1)))";
    Guest {
        golden: vec![1.0, 20_000.0],
        extract: format!("{locals} {count} {body}"),
        items: "(func $slow (local $i i32)
            (loop $next
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br_if $next (i32.lt_u (local.get $i) (i32.const 50000000)))))
          (start $slow)"
            .to_owned(),
        ..Guest::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_waited_answers_one_call_for_the_fuel_of_a_fresh_one() {
    let plugin = load(&slow_and_forgetful(), Options::default()).await;
    let (mut slowest, mut waited) = (Duration::ZERO, false);
    let mut fuels = Vec::new();
    for _ in 0..100 {
        let before = (Instant::now(), plugin.usage().fuel);
        let extraction = plugin.extract(submissions(["{}"])).await.unwrap();
        assert_eq!(extraction.values[0], 1.0, "an instance was called before");
        let took = before.0.elapsed();
        fuels.push(plugin.usage().fuel - before.1);
        waited |= took < slowest / 4;
        slowest = slowest.max(took);
        if waited && fuels.len() > 5 {
            break;
        }
    }
    assert!(waited, "no call was quicker than a start");
    fuels.dedup();
    assert_eq!(fuels.len(), 1, "{fuels:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trap_leaves_the_next_calls_alone() {
    let plugin = load(&slow_and_forgetful(), Options::default()).await;
    for _ in 0..4 {
        let failed = plugin.extract(submissions(["[]"])).await.unwrap_err();
        assert!(matches!(failed, Error::Trapped { .. }), "{failed}");
        let extraction = plugin.extract(submissions(["{}"])).await.unwrap();
        assert_eq!(extraction.values[0], 1.0);
    }
}
