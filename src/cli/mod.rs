//! The command line: what is done with folders, of content and of built sites, on the host.

pub mod archive;
pub mod check;
mod compress;
#[cfg(feature = "index")]
mod index;
mod new_folder;
mod pack;
mod path;
pub mod prerender;
mod problem;
mod sample;
mod serve;

pub use compress::{CompressOptions, Compressed, compress};
#[cfg(feature = "index")]
pub use index::{IndexOptions, Indexed, index};
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
    /// Write a page for every page of a content folder, for search engines and readers without scripts
    Prerender(prerender::Options),
    /// Make an archive searchable without a server
    #[cfg(feature = "index")]
    Index(IndexOptions),
    /// Put compressed files beside those of a built site
    Compress(CompressOptions),
    /// Serve a built site
    Serve(Options),
    /// Bundle the documents of a content folder, so that a large one is a few thousand files
    Pack(PackOptions),
    /// Write a made-up forum of any size, for measuring
    Sample(SampleOptions),
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
        Command::Prerender(options) => {
            println!("{}", prerender::prerender(&options)?);
            Ok(())
        }
        Command::Compress(options) => compress::run(options).await,
        Command::Serve(options) => serve::run(options).await,
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
