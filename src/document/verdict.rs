//! Whether a sentence decides something, or only says what was weighed. It must not know where the sentence stands.

use crate::text::normalize;

/// Whether a sentence says what is done: `We will use x`, `After a month we went with x`, `It was decided to keep x`, `Kafka it is`.
pub(super) fn decides(sentence: &str) -> bool {
    const DOING: [&str; 22] = [
        "use", "choose", "chose", "chosen", "decide", "decided", "pick", "picked", "adopt", "adopted", "select",
        "selected", "keep", "kept", "go", "went", "going", "settle", "settled", "opt", "opted", "stay",
    ];
    // `We go there` is no choice, and `we go with it` is one.
    const WITH: [&str; 4] = ["with", "for", "on", "to"];
    const BETWEEN: [&str; 12] = [
        "will",
        "have",
        "had",
        "are",
        "finally",
        "therefore",
        "then",
        "thus",
        "ultimately",
        "eventually",
        "now",
        "all",
    ];
    let words = words(sentence);
    let does = |at: usize| {
        let word = words.get(at).map_or("", String::as_str);
        let needs_with = matches!(word, "go" | "went" | "going" | "settle" | "settled" | "opt" | "opted" | "stay");
        let has_with = words.get(at + 1).is_some_and(|next| WITH.contains(&next.as_str()));
        DOING.contains(&word) && (!needs_with || has_with)
    };
    let is_we = |word: &str| matches!(word, "we" | "we'll" | "we've" | "we're");
    let we_do = words.iter().enumerate().filter(|(_, word)| is_we(word)).any(|(at, _)| {
        let between = words[at + 1..].iter().take_while(|word| BETWEEN.contains(&word.as_str())).count();
        let will = words[at] == "we'll" || words[at + 1..at + 1 + between].iter().any(|word| word == "will");
        will || does(at + 1 + between)
    });
    we_do
        || words.first().is_some_and(|first| first == "will")
        || words.windows(2).any(|pair| {
            matches!(pair[0].as_str(), "was" | "were" | "is" | "been")
                && matches!(pair[1].as_str(), "decided" | "chosen" | "selected")
        })
        || words.len() > 2 && words.ends_with(&["it".to_owned(), "is".to_owned()])
}

/// Whether a sentence says what was looked at or is needed, so that what was chosen stands further on.
pub(super) fn weighs(sentence: &str) -> bool {
    const WEIGHING: [&str; 13] = [
        "considered",
        "evaluated",
        "compared",
        "discussed",
        "debated",
        "explored",
        "investigated",
        "weighed",
        "examined",
        "looked",
        "benchmarked",
        "needs",
        "needed",
    ];
    let words = words(sentence);
    let begins = |start: &[&str]| words.iter().zip(start).filter(|(word, start)| word == start).count() == start.len();
    !decides(sentence)
        && (words.iter().any(|word| WEIGHING.contains(&word.as_str()))
            || begins(&["there", "are"])
            || begins(&["there", "were"])
            // `We need no cache` decides against one.
            || begins(&["we", "need"]) && words.get(2).is_some_and(|next| next != "no")
            || sentence.trim_end().ends_with('?'))
}

/// The words in lower case, without the marks around them.
fn words(sentence: &str) -> Vec<String> {
    let bare = |word: &str| normalize(word.trim_matches(|c: char| !c.is_alphanumeric())).into_owned();
    sentence.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decides_and_what_weighs() {
        for (sentence, expected) in [
            ("We will use RabbitMQ", (true, false)),
            ("We'll take the second", (true, false)),
            ("Will keep it", (true, false)),
            ("After a spike we finally went with Kafka", (true, false)),
            ("We have decided to wait", (true, false)),
            ("It was decided to wait", (true, false)),
            ("Kafka it is", (true, false)),
            ("We considered Kafka, and we chose RabbitMQ", (true, false)),
            ("We considered Kafka and RabbitMQ", (false, true)),
            ("The team needs a queue with routing", (false, true)),
            ("We need a queue with routing", (false, true)),
            ("We need no queue", (false, false)),
            ("No need for a queue", (false, false)),
            ("There are two ways to do this", (false, true)),
            ("Do we need a cache?", (false, true)),
            ("What we go through each night is slow", (false, false)),
            ("Keep letters, and nothing else", (false, false)),
            ("One store for all", (false, false)),
            ("", (false, false)),
        ] {
            assert_eq!((decides(sentence), weighs(sentence)), expected, "{sentence}");
        }
    }
}
