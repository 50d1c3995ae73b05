//! The command line: a forum becomes a folder of files (`archive`, `check`), which is made searchable (`index`); a built
//! site is compressed (`compress`), and served as any host of static files would (`serve`).

pub mod archive;
pub mod check;
mod compress;
#[cfg(feature = "index")]
mod index;
mod path;
mod problem;
mod serve;

pub use compress::{CompressOptions, Compressed, compress};
#[cfg(feature = "index")]
pub use index::{IndexOptions, Indexed, index};
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
    /// Make an archive searchable without a server
    #[cfg(feature = "index")]
    Index(IndexOptions),
    /// Put compressed files beside those of a built site
    Compress(CompressOptions),
    /// Serve a built site
    Serve(Options),
}

/// Does what the command line asks for.
///
/// # Errors
///
/// Says in a sentence what keeps the command from being done.
pub async fn run(cli: Cli) -> Result<(), Problem> {
    match cli.command {
        Command::Archive(options) => archive::archive(options).await.map(drop),
        Command::Check(options) => check::check(&options).map(drop),
        #[cfg(feature = "index")]
        Command::Index(options) => index::run(options).await,
        Command::Compress(options) => compress::run(options).await,
        Command::Serve(options) => serve::run(options).await,
    }
}
