//! One plugin's compiled code, called with limits: a fresh store for every call.

use std::{sync::Arc, time::Instant};

use refit_core::{Day, Submission, plugin::Error};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{error::Elapsed, timeout},
};
use wasmtime::Store;

use crate::{
    Options,
    ahead::{Ahead, Started},
    bindings::{self, Descriptor, Extraction, Specimen, SubmissionParam, World, WorldPre},
    compile::Code,
    fault::Call,
    limiter::Limiter,
    meter::{Function, Meter},
};

/// How much a plugin computes before the thread looks after others: less than a millisecond.
const YIELD_EVERY: u64 = 10_000_000;

/// What a plugin answers; its own refusal is an answer.
pub(crate) type Answer<T> = Result<T, bindings::Error>;

/// A plugin's code and its limits.
pub(crate) struct Sandbox {
    name: String,
    code: Code,
    options: Arc<Options>,
    meter: Meter,
    ahead: Arc<Ahead>,
}

impl Sandbox {
    pub(crate) fn new(name: String, code: Code, options: Arc<Options>) -> Self {
        Self {
            name,
            code,
            options,
            meter: Meter::default(),
            ahead: Arc::default(),
        }
    }

    /// Calls it by another name from now on: by that of its document type, once that is known.
    pub(crate) fn rename(&mut self, name: String) {
        self.name = name;
    }

    pub(crate) const fn meter(&self) -> &Meter {
        &self.meter
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    /// A call of a function with so many documents.
    pub(crate) fn call(&self, function: Function, documents: usize) -> Call<'_> {
        Call {
            plugin: &self.name,
            function,
            fuel: self.options.fuel(documents, 0),
            options: &self.options,
            documents: &[],
        }
    }

    /// A call of `extract` with these documents.
    pub(crate) fn about<'c>(&'c self, batch: &'c [Submission]) -> Call<'c> {
        let bytes = batch
            .iter()
            .map(|submission| submission.document.len())
            .sum();
        Call {
            fuel: self.options.fuel(batch.len(), bytes),
            ..self.call(Function::Extract, batch.len()).about(batch)
        }
    }

    /// What the plugin says of itself, asked twice in the same store: two stores begin alike,
    /// and a plugin that changes its mind would go unnoticed.
    pub(crate) async fn describe(&self) -> Result<[Descriptor; 2], Error> {
        let call = self.call(Function::Describe, 0);
        let mut begun = self.begin(&call)?;
        let outcome = timeout(self.options.call_timeout(), async {
            let before = Instant::now();
            let world = begun.world().await?;
            self.ahead.measured(before.elapsed());
            let plugin = world.refit_document_plugin();
            Ok([
                plugin.call_describe(&mut begun.store).await?,
                plugin.call_describe(&mut begun.store).await?,
            ])
        })
        .await;
        self.settle(&call, 0, &begun.store, outcome)
    }

    pub(crate) async fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Answer<Vec<Specimen>>, Error> {
        let call = self.call(Function::Generate, count as usize);
        let mut begun = self.begin(&call)?;
        let outcome = timeout(self.options.call_timeout(), async {
            let world = begun.world().await?;
            let day = as_of.days_since_epoch();
            world
                .refit_document_plugin()
                .call_generate(&mut begun.store, seed, start, count, day)
                .await
        })
        .await;
        self.settle(&call, count as usize, &begun.store, outcome)
    }

    pub(crate) async fn extract(&self, batch: &[Submission]) -> Result<Answer<Extraction>, Error> {
        let call = self.about(batch);
        let mut begun = self.begin(&call)?;
        let submissions: Vec<SubmissionParam<'_>> = batch.iter().map(Into::into).collect();
        let outcome = timeout(self.options.call_timeout(), async {
            let world = begun.world().await?;
            world
                .refit_document_plugin()
                .call_extract(&mut begun.store, &submissions)
                .await
        })
        .await;
        self.start_ahead();
        self.settle(&call, batch.len(), &begun.store, outcome)
    }

    /// An instance that waits, or a store in which one can be started.
    fn begin(&self, call: &Call<'_>) -> Result<Begun<'_>, Error> {
        let (mut begun, fuel) = match self.ahead.take() {
            Some(started) => (
                Begun {
                    store: started.store,
                    started: Some(started.world),
                    code: &self.code.own,
                    _place: None,
                },
                started.fuel,
            ),
            None => (self.fresh(), 0),
        };
        let store = &mut begun.store;
        store
            .set_fuel(call.fuel.saturating_sub(fuel))
            .and_then(|()| store.fuel_async_yield_interval(Some(YIELD_EVERY)))
            .map_err(|error| call.explain(&error, &begun.store))?;
        Ok(begun)
    }

    /// A fresh store, in a place that is kept where one is free.
    fn fresh(&self) -> Begun<'_> {
        let pooled = self.code.pooled.as_ref();
        let placed = pooled.and_then(|pooled| Some((&pooled.code, pooled.place()?)));
        let (code, place) = match placed {
            Some((code, place)) => (code, Some(place)),
            None => (&self.code.own, None),
        };
        Begun {
            store: new_store(code, &self.options),
            started: None,
            code,
            _place: place,
        }
    }

    /// Starts instances for the calls to come, where a start is slow.
    fn start_ahead(&self) {
        self.ahead
            .fill(|| start(self.code.own.clone(), Arc::clone(&self.options)));
    }

    /// Counts what the call used and says what its outcome means.
    fn settle<T>(
        &self,
        call: &Call<'_>,
        documents: usize,
        store: &Store<Limiter>,
        outcome: Result<wasmtime::Result<T>, Elapsed>,
    ) -> Result<T, Error> {
        let used = call.fuel.saturating_sub(store.get_fuel().unwrap_or(0));
        let result = match outcome {
            Ok(Ok(answer)) => {
                self.meter.answered(call.function, documents, used);
                Ok(answer)
            }
            Ok(Err(error)) => Err(call.explain(&error, store)),
            Err(_) => Err(call.timed_out()),
        };
        self.meter
            .ended(result.is_err(), used, store.data().peak_memory());
        result
    }
}

/// A call that has begun. The store goes before its place does.
struct Begun<'s> {
    store: Store<Limiter>,
    started: Option<World>,
    code: &'s WorldPre<Limiter>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Begun<'_> {
    async fn world(&mut self) -> wasmtime::Result<World> {
        match self.started.take() {
            Some(world) => Ok(world),
            None => self.code.instantiate_async(&mut self.store).await,
        }
    }
}

fn new_store(code: &WorldPre<Limiter>, options: &Options) -> Store<Limiter> {
    let mut store = Store::new(code.engine(), Limiter::new(options));
    store.limiter(|limiter| limiter);
    let answer = usize::try_from(options.max_answer_bytes).unwrap_or(usize::MAX);
    store.set_hostcall_fuel(answer);
    store
}

async fn start(code: WorldPre<Limiter>, options: Arc<Options>) -> Option<Started> {
    let mut store = new_store(&code, &options);
    let fuel = options.fuel(0, 0);
    store.set_fuel(fuel).ok()?;
    store.fuel_async_yield_interval(Some(YIELD_EVERY)).ok()?;
    let world = timeout(options.call_timeout(), code.instantiate_async(&mut store))
        .await
        .ok()?
        .ok()?;
    let used = fuel.saturating_sub(store.get_fuel().ok()?);
    Some(Started {
        store,
        world,
        fuel: used,
    })
}
