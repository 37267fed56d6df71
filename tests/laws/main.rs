//! The laws of normalising, which the manual's page `promises.md` has in words, over generated documents and over every example of the
//! Markdown parser's own test suite, under all combinations of the parser's flags and both ways to name headings.

mod blocks;
mod book;
mod checks;
mod edits;
mod examples;
mod format;
mod generate;
mod handbook;
mod host;
mod ids;
mod input;
mod mapping;
mod markup;
mod order;
mod revisions;
mod scaffold;
mod spelling;
mod status_forms;
mod swaps;
mod texts;
mod unpin;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use checks::{Case, dialects, hold, template, untouched};
use handbook::{Handbook, Part};
use input::Input;
use mdbook_design_docs::book::Formatting;
use mdbook_design_docs::document::Document;
use mdbook_design_docs::document::metadata::Form;
use mdbook_design_docs::lint::rules::move_refused;
use mdbook_design_docs::markdown::{Dialect, parse};
use mdbook_design_docs::status::Statuses;
use rayon::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hold_for_documents_of_fragments(input in edits::of(generate::fragments())) {
        input.hold();
    }

    #[test]
    fn hold_for_templates(input in edits::of(generate::templates())) {
        input.hold();
    }

    #[test]
    fn hold_for_front_matter(input in edits::of(generate::front_matters())) {
        input.hold();
    }

    #[test]
    fn hold_for_relations(input in edits::of(generate::relations())) {
        input.hold();
    }

    #[test]
    fn hold_for_anchors(input in edits::of(generate::anchors())) {
        input.hold();
    }

    #[test]
    fn hold_for_directives(input in edits::of(generate::directives())) {
        input.hold();
    }

    #[test]
    fn hold_for_formatted_books(input in edits::of(generate::formatted())) {
        input.hold();
    }

    #[test]
    fn hold_for_hosts(input in edits::of(generate::hosts())) {
        input.hold();
    }

    #[test]
    fn hold_for_sentences(input in edits::of(generate::sentences())) {
        input.hold();
    }

    #[test]
    fn hold_for_cut_documents(input in edits::of(generate::cuts())) {
        input.hold();
    }

    #[test]
    fn hold_for_any_text(input in generate::any_text()) {
        input.hold();
    }

    #[test]
    fn sections_of_tame_handbooks_keep_their_order_when_asked(handbook in handbook::tame(), dialect in 0..16_usize) {
        has_the_headings(&handbook, dialects()[dialect], true);
    }

    #[test]
    fn sections_of_tame_handbooks_take_the_order_of_the_template(handbook in handbook::tame(), dialect in 0..16_usize) {
        has_the_headings(&handbook, dialects()[dialect], false);
    }
}

/// Whether the page of a handbook that nothing keeps from moving has the headings that the rules want, in their order.
fn has_the_headings(handbook: &Handbook, dialect: Dialect, keep_order: bool) {
    let text = handbook.text();
    let case = Case { text: &text, dialect, html: true, keep_order, template: template(handbook.template) };
    let page = hold(&case).expect("the parser reads it");
    // In a file, a rule in the section that comes last would make a footer of what follows it; and of two sections with one name, or for
    // one slot, the other one may come first.
    let may_be_refused = handbook.parts.iter().any(Part::holds_rule)
        || Part::repeat_a_name(&handbook.parts)
        || Part::compete_for_a_slot(&handbook.parts);
    let formatting = format::format(&case).expect("the parser reads it");
    assert!(may_be_refused || !matches!(formatting, Formatting::Refused(_)), "{text}");
    if !may_be_refused {
        format::fill_in(&case);
    }
    let refused: Vec<_> = page.diagnostics.iter().filter(|diagnostic| diagnostic.rule == move_refused::RULE).collect();
    assert!(refused.is_empty(), "{refused:?}: {text}");
    let parsed = parse(&page.text, 0, dialect).expect("what we write can be parsed");
    let headings: Vec<order::Line> =
        parsed.depth_0_headings().map(|(_, heading)| (heading.level, heading.text.to_string())).collect();
    assert_eq!(headings, order::page(handbook, !keep_order), "{text}\nbecame\n{}", page.text);
    if handbook.footer.starts_with("***") {
        let footer = handbook.footer.replace("\n", if handbook.is_crlf { "\r\n" } else { "\n" });
        assert!(page.text.trim_end().ends_with(&footer), "the footer stays last: {}", page.text);
    }
}

/// Laws that are held over nothing but refusals would hold.
#[test]
fn most_of_what_is_drawn_is_read() {
    for (name, generator) in [
        ("any text", generate::any_text().boxed()),
        ("fragments", generate::fragments().boxed()),
        ("front matter", generate::front_matters().boxed()),
        ("templates", generate::templates().boxed()),
        ("relations", generate::relations().boxed()),
        ("anchors", generate::anchors().boxed()),
        ("directives", generate::directives().boxed()),
        ("formatted", generate::formatted().boxed()),
        ("hosts", generate::hosts().boxed()),
        ("sentences", generate::sentences().boxed()),
        ("cut documents", generate::cuts().boxed()),
    ] {
        let mut runner = TestRunner::deterministic();
        let generator = edits::of(generator);
        let drawn = (0..300).map(|_| generator.new_tree(&mut runner).expect("it can be drawn").current());
        let read = drawn.filter(Input::is_read).count();
        assert!(read >= 100, "{name}: {read} of 300");
    }
}

/// A form that no fragment has is one that the laws never meet. Front matter has a generator of its own.
#[test]
fn every_form_of_a_status_is_drawn() {
    let statuses = Statuses::default();
    let forms = texts::FRAGMENTS.iter().filter_map(|fragment| {
        let text = format!("# T\n\n{fragment}\n");
        let metadata = Document::parse(&text, Dialect::V05, &statuses).ok()?.metadata;
        Some(metadata.fields[metadata.status_field?].form)
    });
    let forms: Vec<Form> = forms.chain([Form::FrontMatter]).collect();
    for form in Form::ALL {
        assert!(forms.contains(form), "{} is in `texts.rs`", form.name());
    }
}

#[test]
#[should_panic(expected = "xss")]
fn markup_of_an_author_would_be_found() {
    markup::only_ours_is_new("x.md", "# T\n\n`<xss>`\n", "# T\n\n`<xss>` <xss>\n", Dialect::V05);
}

#[test]
#[should_panic(expected = "javascript")]
fn an_address_that_runs_would_be_found() {
    markup::only_ours_is_new("x.md", "# T\n", "# T\n\n[a](javascript:x)\n", Dialect::V05);
}

#[test]
#[should_panic(expected = "onclick")]
fn an_attribute_of_an_author_would_be_found() {
    let page = "# T\n\n<div id=\"a\"onclick=\"b\">\n\nx\n\n</div>\n";
    markup::only_ours_is_new("x.md", "# T\n\n## Status {#a\"onclick=\"b}\n\nx\n", page, Dialect::V05);
}

#[test]
fn hold_for_hard_shapes() {
    support::shapes::SHAPES.par_iter().for_each(|(_, shape)| {
        for size in [1, 9, 40] {
            let text = shape(size);
            for dialect in dialects().into_iter().step_by(5) {
                let case = Case { text: &text, dialect, html: true, keep_order: false, template: template("full") };
                hold(&case);
                format::format(&case);
            }
        }
    });
}

/// Each of them broke a law once.
#[test]
fn hold_for_what_was_found() {
    input::found().par_iter().for_each(|(_, input)| input.hold());
}

#[test]
fn hold_for_the_parsers_own_examples() {
    let examples = examples::read();
    assert!(examples.len() > 700, "{} examples", examples.len());
    examples.par_iter().for_each(|example| {
        for dialect in dialects() {
            let section = format!(
                "# T\n\n## Core Requirements\n\n{example}\n\n## Key Design Decisions\n\n### Area\n\n{example}\n\n## Notes\n\nx\n"
            );
            for text in [example, &section] {
                hold(&Case { text, dialect, html: true, keep_order: false, template: template("full") });
            }
        }
        untouched(example);
    });
}

#[test]
fn hold_for_swaps_of_examples() {
    let examples = examples::read();
    swaps::sample(examples.len(), 6).par_iter().enumerate().for_each(|(n, &(a, b))| {
        swaps::swap(&swaps::two_sections(&examples[a], &examples[b], n % 2 == 1));
    });
}

#[test]
fn hold_for_examples_in_prologue_and_footer() {
    let examples = examples::read();
    let count = examples.len();
    (0..count).into_par_iter().for_each(|n| {
        let (a, b, c) = (&examples[n], &examples[(n + 251) % count], &examples[(n + 499) % count]);
        swaps::swap(&swaps::with_footer(a, b, c));
    });
}

/// Marks that come or go move what stands behind them, and the law must not take that for another place.
#[test]
fn hold_for_places_in_headings() {
    for underlined in [true, false] {
        let place = "<a id=\"observability\"></a>";
        let place = if underlined { format!("{place}\n---") } else { format!("## {place}") };
        let text = format!("# T\n\n# Requirements\n\n# References\n\n# Notes\n\n{place}\n");
        for dialect in dialects() {
            hold(&Case { text: &text, dialect, html: true, keep_order: false, template: template("full") });
        }
    }
}

/// A page shows notes in the order of their references, wherever they stand.
#[test]
fn hold_for_ids_in_notes() {
    for notes in
        ["[^b]: <a id=\"x\"></a> b\n\n[^a]: <a id=\"x\"></a> a\n", "[^b]: b\n\n    #### X\n\n[^a]: a\n\n    #### X\n"]
    {
        let text = format!("# T\n\n## References\n\nb[^b]\n\n## Requirements\n\na[^a]\n\n## Notes\n\n{notes}");
        for dialect in dialects() {
            hold(&Case { text: &text, dialect, html: true, keep_order: false, template: template("full") });
        }
    }
}

/// The laws hold where nothing is done too: most of what people write must not keep sections from moving.
#[test]
fn most_examples_let_sections_move() {
    let examples: Vec<String> = examples::read().into_iter().step_by(3).collect();
    for tight in [false, true] {
        let texts =
            |example: &String| [swaps::two_sections(example, "x", tight), swaps::two_sections("x", example, tight)];
        let moved = examples.par_iter().flat_map_iter(texts).filter(|text| swaps::swap(text)).count();
        assert!(10 * moved > 8 * 2 * examples.len(), "{moved} of {} move (tight: {tight})", 2 * examples.len());
    }
}

/// More than a million pairs: `cargo test --release --test laws -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn swaps_of_all_examples() {
    let examples = examples::read();
    examples.par_iter().for_each(|first| {
        for second in &examples {
            swaps::swap(&swaps::two_sections(first, second, false));
        }
    });
}
