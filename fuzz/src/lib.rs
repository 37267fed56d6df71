//! The laws of `tests/laws/` for a fuzzer. Each target draws an input and holds the laws over it; what breaks one is printed as a
//! file for `tests/laws/found/`.
//!
//! `cargo +nightly fuzz run -s none relations -- -timeout=20`

#[path = "../../tests/laws/blocks.rs"]
pub mod blocks;
#[path = "../../tests/laws/book.rs"]
pub mod book;
#[path = "../../tests/laws/checks.rs"]
pub mod checks;
#[path = "../../tests/laws/edits.rs"]
pub mod edits;
#[path = "../../tests/laws/format.rs"]
pub mod format;
#[path = "../../tests/laws/generate/mod.rs"]
pub mod generate;
#[path = "../../tests/laws/handbook.rs"]
pub mod handbook;
#[path = "../../tests/laws/host.rs"]
pub mod host;
#[path = "../../tests/laws/ids.rs"]
pub mod ids;
#[path = "../../tests/laws/input.rs"]
pub mod input;
#[path = "../../tests/laws/mapping.rs"]
pub mod mapping;
#[path = "../../tests/laws/markup.rs"]
pub mod markup;
#[path = "../../tests/laws/revisions.rs"]
pub mod revisions;
#[path = "../../tests/laws/scaffold.rs"]
pub mod scaffold;
#[path = "../../tests/laws/spelling.rs"]
pub mod spelling;
#[path = "../../tests/laws/texts.rs"]
pub mod texts;
#[path = "../../tests/laws/unpin.rs"]
pub mod unpin;

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

use mdbook_design_docs::template::Template;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use edits::{Edit, edited};
use input::{Document, Input};

/// Draws an input that a fuzzer's first bytes choose, edits it as the others say, and holds the laws over it.
pub fn draw(generator: impl Strategy<Value = Input>, data: &[u8]) {
    let Some((seed, edits)) = data.split_at_checked(4) else { return };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed.repeat(8));
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let edits: Vec<Edit> = edits.as_chunks().0.to_vec();
    if let Ok(drawn) = generator.new_tree(&mut runner) {
        hold(&edited(drawn.current(), &edits));
    }
}

/// Takes bytes for a document: the first says how it is read, the second by which template.
pub fn text(data: &[u8]) {
    let Some((&[how, template], text)) = data.split_first_chunk() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let how = usize::from(how);
    hold(&Input::Document(Document {
        dialect: how % 16,
        html: how & 16 == 0,
        keep_order: how & 32 != 0,
        template: Template::BUILT_IN[usize::from(template) % Template::BUILT_IN.len()].to_owned(),
        text: text.to_owned(),
    }));
}

/// Takes bytes for a host's request; those that are no text go another way.
pub fn host(data: &[u8]) {
    match std::str::from_utf8(data) {
        Ok(request) => hold(&Input::Host { request: request.to_owned() }),
        Err(_) => host::hold(data),
    }
}

/// Holds the laws. A panic ends the process in its hook, so what broke a law is printed there, as `tests/laws/found/` has it.
fn hold(input: &Input) {
    static PRINT: Once = Once::new();
    PRINT.call_once(|| {
        let next = panic::take_hook();
        panic::set_hook(Box::new(move |why| {
            let _ = HELD.try_with(|held| eprintln!("{:?}", held.borrow()));
            next(why);
        }));
    });
    HELD.with(|held| held.replace(Some(input.clone())));
    input.hold();
}

thread_local! {
    /// What the laws are held over now.
    static HELD: RefCell<Option<Input>> = const { RefCell::new(None) };
}
