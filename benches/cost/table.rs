//! The figures of all programs for one book, beside each other.

use std::time::Duration;

use crate::run::Cost;

/// The median of each figure by itself. There is at least one run.
pub fn median(runs: &[Cost]) -> Cost {
    Cost {
        cpu: middle(runs.iter().map(|run| run.cpu)),
        wall: middle(runs.iter().map(|run| run.wall)),
        peak: middle(runs.iter().map(|run| run.peak)),
    }
}

fn middle<T: Ord + Copy>(figures: impl Iterator<Item = T>) -> T {
    let mut figures: Vec<T> = figures.collect();
    figures.sort_unstable();
    figures[figures.len() / 2]
}

/// A line for each program. The ratios are to the first program; `input` is the size of the JSON in bytes.
pub fn table(rows: &[(&str, Cost)], input: u64) -> String {
    let (_, base) = rows[0];
    let mut table = format!(
        "{:24} {:>8} {:>6} {:>8} {:>6} {:>9} {:>6} {:>7}\n",
        "", "CPU", "ratio", "wall", "ratio", "memory", "ratio", "/ input"
    );
    for (name, cost) in rows {
        table.push_str(&format!(
            "{name:24} {:>6.2} s {:>6.3} {:>6.2} s {:>6.3} {:>5.0} MiB {:>6.3} {:>7.2}\n",
            cost.cpu.as_secs_f64(),
            ratio(cost.cpu, base.cpu),
            cost.wall.as_secs_f64(),
            ratio(cost.wall, base.wall),
            mebibytes(cost.peak),
            mebibytes(cost.peak) / mebibytes(base.peak),
            mebibytes(cost.peak) / mebibytes(input),
        ));
    }
    table
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

#[allow(clippy::cast_precision_loss, reason = "no book has 2^53 bytes")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
