//! The command line: `qilou serve FOLDER` serves a built site as any host of static files would,
//! and knows deep links besides.

mod path;
pub mod prerender;
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
    /// Write a page for every page of a content folder, for search engines and readers without scripts
    Prerender(prerender::Options),
    /// Serve a built site
    Serve(Options),
}

/// Does what the command line asks for; a server runs until Ctrl+C.
///
/// # Errors
///
/// Says in a sentence what keeps the command from being done.
pub async fn run(cli: Cli) -> Result<(), Problem> {
    let options = match cli.command {
        Command::Prerender(options) => {
            println!("{}", prerender::prerender(&options)?);
            return Ok(());
        }
        Command::Serve(options) => options,
    };
    let running = serve(options).await?;
    println!("Qilou is at {} (Ctrl+C ends it)", running.url());
    // Without a signal handler there is no way to end it gently; serving goes on.
    if tokio::signal::ctrl_c().await.is_err() {
        return running.wait().await;
    }
    running.stop().await
}
