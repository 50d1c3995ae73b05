//! `qilou prerender`: an HTML page for every page of a content folder, which reads well without scripts and which the
//! app takes over without another request.

mod discussion;
mod excerpt;
mod feed;
mod forum;
mod head;
mod page;
mod place;
mod post_page;
mod sitemap;
mod stage;
mod style;
mod template;
mod trouble;
mod work;

pub use trouble::Trouble;
pub use work::Report;

use crate::content::Content;
use forum::Forum;
use stage::Stage;
use std::{path::PathBuf, sync::Arc};

/// What is written ahead, from what, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The content folder: the one that holds site.json
    pub folder: PathBuf,
    /// The folder that the app was built into
    #[arg(long, value_name = "DIST")]
    pub app: PathBuf,
    /// The folder to write the site into; it is made if it is not there
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// The address that the site will have; feeds, sitemaps and canonical links need it
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// Leave the content where it is: it is in its place already, or on another host
    #[arg(long)]
    pub no_content: bool,
}

/// Writes a site's pages ahead. What stood in the target changes only when all has been written.
///
/// # Errors
///
/// What keeps the site from being written; then nothing has been.
pub fn prerender(options: &Options) -> Result<Report, Trouble> {
    let content = Arc::new(Content::open(&options.folder)?);
    let forum = Forum::open(&content, options)?;
    let stage = Stage::open(options, forum.content_folder.as_deref())?;
    let report = work::write(&content, &forum, &stage)?;
    stage.commit()?;
    Ok(report)
}
