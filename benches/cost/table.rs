//! The figures of all programs beside each other, as lines of the README's table.

use std::time::Duration;

use benches::run::{Cost, Program};

/// The table's head.
pub const HEAD: &str = "| what | program | CPU | wall | peak memory |\n|---|---|---|---|---|\n";

/// A line for each program that did some work, the first of which the others are compared with. If the work has an `input`, of so many
/// bytes, memory is compared with that.
pub fn lines(work: &str, programs: &[&Program], costs: &[Cost], input: Option<u64>) -> String {
    let base = costs[0];
    let mut lines = String::new();
    for (place, (program, cost)) in programs.iter().zip(costs).enumerate() {
        let memory = input
            .map_or(String::new(), |input| format!(", {:.2} of the input", mebibytes(cost.peak) / mebibytes(input)));
        lines.push_str(&format!(
            "| {} | {} | {}, {:.2} | {}, {:.2} | {:.0} MiB{memory} |\n",
            if place == 0 { work } else { "" },
            program.name,
            time(cost.cpu),
            cost.cpu.as_secs_f64() / base.cpu.as_secs_f64(),
            time(cost.wall),
            cost.wall.as_secs_f64() / base.wall.as_secs_f64(),
            mebibytes(cost.peak),
        ));
    }
    lines
}

fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 0.1 { format!("{:.1} ms", 1000.0 * seconds) } else { format!("{seconds:.2} s") }
}

#[allow(clippy::cast_precision_loss, reason = "no book has 2^53 bytes")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
