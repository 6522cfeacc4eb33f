//! Batches that run on all cores and come back in order.

use std::{
    future::Future,
    num::NonZero,
    ops::Range,
    panic::AssertUnwindSafe,
    pin::Pin,
    task::{Context, Poll},
    thread::available_parallelism,
};

use futures::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesOrdered};
use tokio::task::{JoinError, JoinHandle};

/// A batch that has not started yet.
pub(crate) type Batch<T, E> = BoxFuture<'static, Result<T, E>>;

/// `0..length` in ranges of at most `size`.
pub(crate) fn ranges(length: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    let size = size.max(1);
    (0..length)
        .step_by(size)
        .map(move |start| start..start.saturating_add(size).min(length))
}

/// Runs the futures as tasks, as many at a time as there are cores; the results come in the
/// futures' order, and the first of them that failed is the error. `lost` makes an error of a
/// panic: a fault of the host, which must not become more than one failed call.
pub(crate) async fn in_order<T, E>(
    batches: Vec<Batch<T, E>>,
    lost: impl Fn() -> E,
) -> Result<Vec<T>, E>
where
    T: Send + 'static,
    E: Send + 'static,
{
    let several = batches.len() > 1;
    let mut results = Vec::with_capacity(batches.len());
    let mut waiting = batches.into_iter();
    if !several {
        // One score, mostly: not worth the way to another thread and back.
        for only in waiting {
            let caught = AssertUnwindSafe(only).catch_unwind().await;
            results.push(caught.unwrap_or_else(|_| Err(lost()))?);
        }
        return Ok(results);
    }
    let cores = available_parallelism().map_or(1, NonZero::get);
    let mut running: FuturesOrdered<_> = waiting.by_ref().take(cores).map(start).collect();
    while let Some(joined) = running.next().await {
        results.push(joined.unwrap_or_else(|_| Err(lost()))?);
        running.extend(waiting.next().map(start));
    }
    Ok(results)
}

fn start<T: Send + 'static>(batch: BoxFuture<'static, T>) -> Task<T> {
    Task(tokio::spawn(batch))
}

/// A task that ends with the one who waits for it: a cancelled run leaves nothing behind.
struct Task<T>(JoinHandle<T>);

impl<T> Future for Task<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context)
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_everything_once() {
        assert_eq!(ranges(0, 10).count(), 0);
        assert_eq!(ranges(25, 10).collect::<Vec<_>>(), [0..10, 10..20, 20..25]);
        assert_eq!(ranges(2, 0).collect::<Vec<_>>(), [0..1, 1..2]);
    }

    fn batches<T: Send + 'static>(
        answers: impl IntoIterator<Item = Result<T, &'static str>>,
    ) -> Vec<Batch<T, &'static str>> {
        let later = |answer: Result<T, _>, n: u64| {
            async move {
                tokio::time::sleep(std::time::Duration::from_millis(6 - n)).await;
                answer
            }
            .boxed()
        };
        answers
            .into_iter()
            .zip(0..)
            .map(|(answer, n)| later(answer, n))
            .collect()
    }

    fn lost() -> &'static str {
        "lost"
    }

    #[tokio::test]
    async fn results_come_in_order_and_the_first_error_wins() {
        let good = batches([0, 1, 2, 3, 4, 5].map(Ok));
        assert_eq!(in_order(good, lost).await, Ok(vec![0, 1, 2, 3, 4, 5]));
        assert_eq!(in_order(batches([Ok(7)]), lost).await, Ok(vec![7]));
        assert_eq!(in_order(batches::<u8>([]), lost).await, Ok(vec![]));
        let bad = batches([Ok(0), Err("second"), Err("third")]);
        assert_eq!(in_order(bad, lost).await, Err("second"));
    }

    #[tokio::test]
    async fn a_panic_of_the_host_is_one_failed_call() {
        let bad = || async { panic!("on purpose") }.boxed();
        let one: Vec<Batch<(), _>> = vec![bad()];
        assert_eq!(in_order(one, lost).await, Err("lost"));
        let two: Vec<Batch<(), _>> = vec![bad(), bad()];
        assert_eq!(in_order(two, lost).await, Err("lost"));
    }
}
