//! Internal errors as values: work that panics gives a [`Fault`] instead of ending the program, so that a bug that one document meets costs
//! that document and no other. A stack overflow can't be caught: nothing here recurses deeper with longer input.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, OnceLock};

use crate::terminal::one_line;
use crate::words::words;

/// A panic that was caught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of our source that panicked, as `src/text/span.rs:81:5`; empty if the panic went past our hook.
    place: String,
    /// What the panic said, in one line that can't steer a terminal. It may quote the document.
    message: String,
}

/// How many characters of a panic's message are kept: it may quote a whole document.
const LONGEST_MESSAGE: usize = 200;

impl Fault {
    fn from_panic(info: &PanicHookInfo<'_>) -> Self {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        Self { place: one_line(&place.replace('\\', "/")), message: message(info.payload()) }
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let words =
        payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
    one_line(&words.unwrap_or("no message").chars().take(LONGEST_MESSAGE).collect::<String>())
}

/// As the message of a diagnostic.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message } = self;
        if place.is_empty() {
            write!(f, "internal error: {message}")
        } else {
            write!(f, "internal error at {place}: {message}")
        }
    }
}

thread_local! {
    /// Whether a panic on this thread becomes a value.
    static IS_ISOLATED: Cell<bool> = const { Cell::new(false) };
    /// The last panic that became one.
    static LAST: RefCell<Option<Fault>> = const { RefCell::new(None) };
}

/// The last panic on a thread of the pool that was not isolated itself.
static LAST_OF_OTHERS: Mutex<Option<Fault>> = Mutex::new(None);

/// Whether panics are passed on instead of caught.
static PROPAGATES: AtomicBool = AtomicBool::new(false);

/// Makes [`isolate`] pass panics on from now on, so that a property test or a fuzzer stops at an internal error instead of going on without the
/// document.
pub fn propagate() {
    PROPAGATES.store(true, Ordering::Relaxed);
}

/// Runs work of ours, and returns its panic as an error.
///
/// # Errors
/// As [`catch`], unless [`propagate`] was called.
pub fn isolate<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    if PROPAGATES.load(Ordering::Relaxed) { Ok(work()) } else { catch(work) }
}

/// Runs `work`, and returns its panic as an error, of which nothing reaches stderr. Calls may be nested, and the work may be shared with
/// the threads of the pool.
///
/// # Errors
/// The panic.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let fault = || Some(Fault::from_panic(info));
            if IS_ISOLATED.get() {
                LAST.set(fault());
            } else if rayon::current_thread_index().is_some() && !PROPAGATES.load(Ordering::Relaxed) {
                // Work that an isolated thread shares with others: rayon passes the panic on to it.
                if let Ok(mut last) = LAST_OF_OTHERS.lock() {
                    *last = fault();
                }
            } else {
                usual(info);
            }
        }));
    });
    let was_isolated = IS_ISOLATED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_ISOLATED.set(was_isolated);
    result.map_err(|payload| {
        let of_others = || LAST_OF_OTHERS.lock().ok()?.take();
        let unknown = || Fault { place: String::new(), message: message(payload.as_ref()) };
        LAST.take().or_else(of_others).unwrap_or_else(unknown)
    })
}

words! {
    /// Where a test can inject a fault.
    #[derive(PartialOrd, Ord)]
    Stage {
        /// Reading a document; its subject is the text.
        Read = "read",
        /// The rules that see one document; their subject is the text.
        Rules = "rules",
        /// The relations of all documents; their subjects are the names.
        Catalog = "catalog",
        /// A page that lists documents; its subjects are their names.
        Index = "index",
        /// Rendering a chapter's page; its subject is the text.
        Render = "render",
        /// Formatting a document's file; its subject is the text.
        Format = "format",
    }
}

static INJECTED: OnceLock<(Stage, String)> = OnceLock::new();

/// Makes a stage panic at each subject that contains `marker`, for the tests of all that [`isolate`] guards. The first call of a process
/// counts. Without debug assertions it does nothing.
pub fn inject(stage: Stage, marker: &str) {
    INJECTED.get_or_init(|| (stage, marker.to_owned()));
}

/// Where an injected fault panics.
///
/// # Panics
/// If [`inject`] asked for it.
pub fn point(stage: Stage, subject: &str) {
    if cfg!(debug_assertions)
        && let Some((injected, marker)) = INJECTED.get()
    {
        assert!(
            *injected != stage || !subject.contains(marker.as_str()),
            "this fault was injected\u{1b}[31m by a test"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_value_with_its_place() {
        assert_eq!(isolate(|| 1), Ok(1));
        let fault = isolate(|| panic!("at \u{1b}[31m{}", "x".repeat(300))).expect_err("it panics");
        assert!(fault.place.starts_with("src/fault.rs:"), "{fault}");
        assert_eq!(fault.message, format!("at  [31m{}", "x".repeat(192)));
        assert!(fault.to_string().starts_with("internal error at src/fault.rs:"), "{fault}");
    }

    #[test]
    fn nested_calls_keep_the_outer_one() {
        let outer = isolate(|| {
            let inner = isolate(|| panic!("inner"));
            assert_eq!(inner.expect_err("it panics").message, "inner");
            assert!(IS_ISOLATED.get(), "a panic from here on is still a value");
            panic!("outer")
        });
        assert_eq!(outer.expect_err("it panics").message, "outer");
        assert!(!IS_ISOLATED.get());
    }

    /// One test: what panics on no thread of its own is known for the whole process.
    #[test]
    fn a_panic_on_another_thread_or_without_words_or_hook_is_a_fault_too() {
        use rayon::prelude::*;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("threads");
        let work = || pool.install(|| (0..64).into_par_iter().for_each(|n| assert!(n != 63, "the last one")));
        let fault = isolate(work).expect_err("it panics");
        assert!(fault.to_string().starts_with("internal error at src/fault.rs:"), "{fault}");
        assert_eq!(fault.message, "the last one");

        let fault = isolate(|| panic::resume_unwind(Box::new(7))).expect_err("it panics");
        assert_eq!(fault.to_string(), "internal error: no message");
    }
}
