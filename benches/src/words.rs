//! Sentences about a company that doesn't exist. They only have to look like what engineers write: words of a language, in
//! sentences of its length, with its share of code and emphasis.

use crate::chance::Chance;

const SUBJECTS: [&str; 20] = [
    "the booking service",
    "each worker",
    "the courier's app",
    "our billing job",
    "the label printer",
    "a nightly import",
    "the support team",
    "the gateway",
    "every reader of the queue",
    "the rate limiter",
    "the warehouse system",
    "a new parcel",
    "the address index",
    "the on-call engineer",
    "the customer's receipt",
    "the tariff table",
    "the search cluster",
    "a retried request",
    "the reconciliation report",
    "the device registry",
];

const VERBS: [&str; 18] = [
    "reads",
    "writes",
    "keeps",
    "rejects",
    "replaces",
    "waits for",
    "publishes",
    "compares",
    "counts",
    "depends on",
    "forwards",
    "stores",
    "ignores",
    "confirms",
    "signs",
    "loses track of",
    "cleans up",
    "can't see",
];

const OBJECTS: [&str; 20] = [
    "the last known position",
    "a copy of the order",
    "events older than a day",
    "the list of open shifts",
    "its own configuration",
    "the carrier's answer",
    "duplicate messages",
    "one row per delivery",
    "the customer's time zone",
    "a signed summary",
    "the result of the previous step",
    "all prices in cents",
    "the schedule for the week",
    "an audit record",
    "the shard that owns the key",
    "a heartbeat every ten seconds",
    "half-finished uploads",
    "the photo of the doorstep",
    "more memory than the node has",
    "the feature flag",
];

const CIRCUMSTANCES: [&str; 20] = [
    "before anything is charged",
    "when the network is slow",
    "as long as the lease is valid",
    "without asking the database again",
    "after three attempts",
    "in the order in which they arrived",
    "because nobody else knows the answer",
    "so that a restart loses nothing",
    "while the old version is still running",
    "at the end of each month",
    "unless the caller asks for more",
    "with at most one exception per tenant",
    "even if the clock jumps",
    "until somebody acknowledges the alert",
    "in both regions",
    "on the smallest machine that we rent",
    "during the migration",
    "within two hundred milliseconds",
    "and the dashboard shows it",
    "if the contract says so",
];

const TOPICS: [&str; 24] = [
    "Parcel Routing",
    "Invoice Export",
    "Driver Shifts",
    "Address Search",
    "Label Printing",
    "Webhook Delivery",
    "Price Rules",
    "Audit Trail",
    "Photo Storage",
    "Route Planning",
    "Customer Messages",
    "Refund Handling",
    "Stock Levels",
    "Partner Accounts",
    "Feature Flags",
    "Rate Limits",
    "Session Tokens",
    "Event Replay",
    "Map Tiles",
    "Weight Checks",
    "Customs Forms",
    "Return Slips",
    "Fleet Telemetry",
    "Delivery Windows",
];

const CODE: [&str; 16] = [
    "order_id",
    "retry_after",
    "POST /v2/shipments",
    "SELECT 1",
    "queue.depth",
    "Option<Lease>",
    "max_attempts = 5",
    "tenant",
    "x-request-id",
    "ledger.events",
    "None",
    "--dry-run",
    "created_at",
    "price_cents",
    "Shipment::split()",
    "config/limits.toml",
];

/// What a chapter is about.
pub fn topic(chance: &mut Chance) -> &'static str {
    chance.one_of(&TOPICS)
}

/// Something that would stand in code.
pub fn code(chance: &mut Chance) -> &'static str {
    chance.one_of(&CODE)
}

/// A few words without a verb, as in a list.
pub fn phrase(chance: &mut Chance) -> String {
    format!("{} {}", chance.one_of(&OBJECTS), chance.one_of(&CIRCUMSTANCES))
}

/// A clause: subject, verb, object, perhaps with emphasis or code in it.
pub fn clause(chance: &mut Chance) -> String {
    let subject = chance.one_of(&SUBJECTS);
    let verb = chance.one_of(&VERBS);
    let object = chance.one_of(&OBJECTS);
    let verb = if chance.happens(6) { format!("**{verb}**") } else { verb.to_owned() };
    let object = match chance.below(16) {
        0 | 1 => format!("`{}`", code(chance)),
        2 => format!("_{object}_"),
        _ => object.to_owned(),
    };
    format!("{subject} {verb} {object}")
}

/// A whole sentence.
pub fn sentence(chance: &mut Chance) -> String {
    let mut sentence = format!("{} {}", clause(chance), chance.one_of(&CIRCUMSTANCES));
    if chance.happens(25) {
        sentence.push_str(", and ");
        sentence.push_str(&clause(chance));
    }
    format!("{}.", capitalised(&sentence))
}

/// With its first letter large.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
