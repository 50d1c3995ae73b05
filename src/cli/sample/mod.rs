//! A made-up forum of any size, the same on every machine: `qilou sample --threads N --to FOLDER`.

mod chance;
mod documents;
mod forum;
mod site;
mod words;

use super::{
    Problem,
    new_folder::NewFolder,
    pack::{PackWriter, Packing, Plan, with_packs},
};
use crate::{content::Name, model::Paths};
use documents::documents;
use std::path::PathBuf;

/// How large a forum to make up, and where.
#[derive(Clone, Debug, clap::Args)]
pub struct SampleOptions {
    /// How many threads it has; each has 8 posts on average
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub threads: u64,
    /// The folder to write, which is not there yet or empty
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Bundle the documents, as `qilou pack` does
    #[arg(long)]
    pub packed: bool,
}

/// Makes up a forum. In memory are a document and the numbers of the threads of one section.
///
/// # Errors
///
/// What is wrong with the place to write to.
pub fn sample(options: &SampleOptions) -> Result<Packing, Problem> {
    let to = NewFolder::create(&options.to)?;
    let mut plan = Plan::default();
    if options.packed {
        // How many packs there are follows from what they hold, so all is made twice.
        documents(options.threads, &mut |name, text| {
            plan.count(name, text.len() as u64);
            Ok(())
        })?;
    }
    let mut writer = PackWriter::new(&to, &plan)?;
    let mut packing = Packing {
        packs: plan.packs(),
        ..Packing::default()
    };
    documents(options.threads, &mut |name, text| {
        if writer.add(&name.address(&Paths::default()), &text)? {
            packing.documents += 1;
            return Ok(());
        }
        let text = match options.packed && *name == Name::Site {
            true => with_packs(&text, &plan),
            false => text,
        };
        packing.files += 1;
        match name.file(&Paths::default()) {
            Some(file) => to.write(&file, text),
            None => Ok(()),
        }
    })?;
    packing.files += writer.finish()?;
    to.finish()?;
    Ok(packing)
}
