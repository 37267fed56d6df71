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

/// Runs a program with the file `request` as its input; its answer goes to the file `answer`, so that nobody's reading is
/// measured. What it says on stderr goes nowhere.
///
/// # Errors
/// If it can't be run or fails.
pub fn run(program: &Program, request: &Path, answer: &Path) -> Result<Cost, String> {
    let failed = |why: String| format!("{} ({}): {why}", program.name, program.path.display());
    let input = File::open(request).map_err(|error| failed(error.to_string()))?;
    let output = File::create(answer).map_err(|error| failed(error.to_string()))?;
    let mut command = Command::new(&program.path);
    command.args(&program.arguments).stdin(input).stdout(output).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    let used = child.wait4().map_err(|error| failed(error.to_string()))?;
    let wall = start.elapsed();
    if !used.status.success() {
        return Err(failed(used.status.to_string()));
    }
    Ok(Cost { cpu: used.rusage.utime + used.rusage.stime, wall, peak: used.rusage.maxrss })
}
