//! The command `qilou`: everything is in [`qilou::cli`].

use std::process::ExitCode;

use clap::Parser;
use qilou::cli::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    match cli::run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("qilou: {problem}");
            ExitCode::FAILURE
        }
    }
}
