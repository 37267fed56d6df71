//! One run of a program, and what the operating system says that it took.
//!
//! Linux counts to a program's peak memory what the process that started it had at that moment. So this process must never
//! hold a book: it writes them part by part, and what reads one does so in a process of its own.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// A program that is measured.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its name in the table.
    pub name: String,
    /// The file to run.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// What programs are given to do.
#[derive(Debug, Clone, Copy)]
pub struct Work<'w> {
    /// The file that is their input; without one there is none.
    pub input: Option<&'w Path>,
    /// The folder in which they run; without one it is that of this process.
    pub folder: Option<&'w Path>,
    /// Whether an exit code of 1 is no failure: a checker has found something then.
    pub may_find: bool,
}

impl<'w> Work<'w> {
    /// To read this file.
    pub const fn on(input: &'w Path) -> Self {
        Self { input: Some(input), folder: None, may_find: false }
    }
}

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// User and system time.
    pub cpu: Duration,
    /// From start to exit.
    pub wall: Duration,
    /// The most memory that was resident at a time, in bytes.
    pub peak: u64,
}

/// Runs a program; its answer goes to the file `answer`, so that nobody's reading is measured. What it says on stderr goes nowhere.
///
/// # Errors
/// If it can't be run or fails.
pub fn run(program: &Program, work: Work<'_>, answer: &Path) -> Result<Cost, String> {
    let failed = |why: String| format!("{} ({}): {why}", program.name, program.path.display());
    let opened = |file: std::io::Result<File>| file.map(Stdio::from).map_err(|error| failed(error.to_string()));
    let mut command = Command::new(&program.path);
    command.args(&program.arguments).stdin(Stdio::null()).stdout(opened(File::create(answer))?).stderr(Stdio::null());
    if let Some(input) = work.input {
        command.stdin(opened(File::open(input))?);
    }
    if let Some(folder) = work.folder {
        command.current_dir(folder);
    }
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    let used = child.wait4().map_err(|error| failed(error.to_string()))?;
    let wall = start.elapsed();
    let has_found = work.may_find && used.status.code() == Some(1);
    if !(used.status.success() || has_found) {
        return Err(failed(used.status.to_string()));
    }
    Ok(Cost { cpu: used.rusage.utime + used.rusage.stime, wall, peak: used.rusage.maxrss })
}

/// Runs each of some programs so many times and once before that doesn't count, turn by turn, so that a machine that slows down
/// slows all of them; the medians, in their order.
///
/// # Errors
/// If one can't be run or fails.
pub fn in_turns(programs: &[&Program], work: Work<'_>, turns: u16, answer: &Path) -> Result<Vec<Cost>, String> {
    let mut runs: Vec<Vec<Cost>> = vec![Vec::new(); programs.len()];
    for turn in 0..=turns {
        for (program, runs) in programs.iter().zip(&mut runs) {
            let cost = run(program, work, answer)?;
            if turn > 0 {
                runs.push(cost);
            }
        }
    }
    Ok(runs.iter().map(|runs| median(runs)).collect())
}

/// The median of each figure by itself. There is at least one run.
fn median(runs: &[Cost]) -> Cost {
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
