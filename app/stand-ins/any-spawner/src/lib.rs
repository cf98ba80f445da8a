//! Stands in for the crate `any_spawner`, by `[patch.crates-io]` in the workspace's `Cargo.toml`.
//!
//! That crate has the choice among executors, and the one for browsers looks for the global object
//! under four names and for a way around a missing `queueMicrotask`, which no browser lacks that
//! can run the widget: more than a kilobyte. Here is what effects need: tasks that are polled in
//! the microtask after they were woken, in the order in which they were.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Wake, Waker};

use wasm_bindgen::prelude::*;

/// The executor of the page.
#[derive(Debug)]
pub struct Executor;

/// What can go wrong when an executor is chosen: nothing.
#[derive(Debug)]
pub enum ExecutorError {}

type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    static NEXT: Cell<usize> = const { Cell::new(0) };
    /// All tasks but the one that is being polled, by their numbers.
    static TASKS: RefCell<Vec<(usize, Task)>> = const { RefCell::new(Vec::new()) };
    /// What the next microtask polls.
    static READY: RefCell<Vec<Arc<Ticket>>> = const { RefCell::new(Vec::new()) };
    static RUN: JsValue = Closure::<dyn FnMut()>::new(run).into_js_value();
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = queueMicrotask)]
    fn queue_microtask(run: &JsValue);
}

/// Wakes a task.
struct Ticket {
    task: usize,
    queued: AtomicBool,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, Ordering::Relaxed) {
            return;
        }
        let first = READY.with_borrow_mut(|ready| {
            ready.push(self);
            ready.len() == 1
        });
        if first {
            RUN.with(queue_microtask);
        }
    }
}

/// Polls what was ready when the microtask began.
fn run() {
    for ticket in READY.take() {
        let number = ticket.task;
        let task = TASKS.with_borrow_mut(|tasks| {
            let at = tasks.iter().position(|(other, _)| *other == number)?;
            Some(tasks.swap_remove(at).1)
        });
        ticket.queued.store(false, Ordering::Relaxed);
        // Nothing is borrowed meanwhile: a task begins, wakes and ends others.
        let Some(mut task) = task else { continue };
        let waker = Waker::from(ticket);
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            TASKS.with_borrow_mut(|tasks| tasks.push((number, task)));
        }
    }
}

fn begin(task: Task) {
    let number = NEXT.replace(NEXT.get() + 1);
    TASKS.with_borrow_mut(|tasks| tasks.push((number, task)));
    Arc::new(Ticket { task: number, queued: AtomicBool::new(false) }).wake();
}

impl Executor {
    /// Begins a task.
    pub fn spawn(task: impl Future<Output = ()> + Send + 'static) {
        begin(Box::pin(task));
    }

    /// Begins a task.
    pub fn spawn_local(task: impl Future<Output = ()> + 'static) {
        begin(Box::pin(task));
    }

    /// Is ready at once: nothing of the widget asks for the next microtask.
    pub async fn tick() {}

    /// The executor has been chosen.
    ///
    /// # Errors
    ///
    /// None.
    pub fn init_wasm_bindgen() -> Result<(), ExecutorError> {
        Ok(())
    }
}
