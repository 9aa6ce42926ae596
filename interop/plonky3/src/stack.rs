// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Runs a case so that neither a panic of upstream nor a deep expression ends the process.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Symbolic expressions are dropped and walked recursively: leave ample room.
const STACK_BYTES: usize = 256 << 20;

/// Keeps panic messages for `guarded` instead of printing them.
pub fn capture_panics() {
    std::panic::set_hook(Box::new(|info| {
        LAST_PANIC.with(|last| *last.borrow_mut() = info.to_string());
    }));
}

/// The closure's value, or the message of the panic that ended it.
pub fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run))
        .map_err(|_| LAST_PANIC.with(|last| std::mem::take(&mut *last.borrow_mut())))
}

/// Runs the whole program on a thread with a large stack.
pub fn with_large_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(run)
        .expect("a thread can be started")
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
