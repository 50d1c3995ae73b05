//! The command line: a forum becomes a folder of files (`archive`, `check`), and a built site is served as any host of
//! static files would (`serve`).

pub mod archive;
pub mod check;
mod path;
mod problem;
mod serve;

pub use problem::Problem;
pub use serve::{Options, Running, router, serve};

use clap::{Parser, Subcommand};

/// Qilou (骑楼), a forum reader
#[derive(Debug, Parser)]
#[command(name = "qilou", version)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What the command line can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a forum into a folder of documents and files
    Archive(archive::Options),
    /// Examine a folder of documents: their form, their links, their counts
    Check(check::Options),
    /// Serve a built site
    Serve(Options),
}

/// Does what the command line asks for; a server runs until Ctrl+C.
///
/// # Errors
///
/// Says in a sentence what keeps the command from being done.
pub async fn run(cli: Cli) -> Result<(), Problem> {
    match cli.command {
        Command::Archive(options) => archive::archive(options).await.map(drop),
        Command::Check(options) => check::check(&options).map(drop),
        Command::Serve(options) => serve_until_told(options).await,
    }
}

async fn serve_until_told(options: Options) -> Result<(), Problem> {
    let running = serve(options).await?;
    println!("Qilou is at {} (Ctrl+C ends it)", running.url());
    // Without a signal handler there is no way to end it gently; serving goes on.
    if tokio::signal::ctrl_c().await.is_err() {
        return running.wait().await;
    }
    running.stop().await
}
