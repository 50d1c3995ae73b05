//! The command line: a forum becomes a folder of files (`archive`, `check`, `pack`), and a built site is served as any host of
//! static files would (`serve`).

pub mod archive;
pub mod check;
mod new_folder;
mod pack;
mod path;
mod problem;
mod sample;
mod serve;

pub use pack::{PackOptions, pack};
pub use problem::Problem;
pub use sample::{SampleOptions, sample};
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
    /// Bundle the documents of a content folder, so that a large one is a few thousand files
    Pack(PackOptions),
    /// Write a made-up forum of any size, for measuring
    Sample(SampleOptions),
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
        Command::Pack(options) => {
            println!("{}", pack(&options)?);
            Ok(())
        }
        Command::Sample(options) => {
            println!("{}", sample(&options)?);
            Ok(())
        }
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
