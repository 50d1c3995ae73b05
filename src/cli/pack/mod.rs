//! Bundles the documents of a content folder: `qilou pack FOLDER --to FOLDER`.

mod plan;
mod writer;

pub use plan::Plan;
pub use writer::PackWriter;
use writer::files;

use super::{Problem, new_folder::NewFolder, path::lies_within};
use crate::{
    content::{Content, Document, Name},
    model::Paths,
};
use serde_json::{Value, json};
use std::{collections::HashSet, fmt, fs, path::PathBuf};

/// What to bundle, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct PackOptions {
    /// The content folder; it is not changed
    pub folder: PathBuf,
    /// The folder to write, which is not there yet or empty
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
}

/// What was bundled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    /// Documents in packs.
    pub documents: u64,
    /// Packs.
    pub packs: u64,
    /// Files in the new folder, with the packs and their indexes.
    pub files: u64,
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            documents,
            packs,
            files,
        } = self;
        if *packs == 0 {
            return write!(f, "The folder has {files} files.");
        }
        write!(
            f,
            "{documents} documents are in {packs} packs; the folder has {files} files."
        )
    }
}

/// Bundles a content folder. Every document is read first; where one cannot be, nothing is written.
///
/// # Errors
///
/// What is wrong with the folder, with one of its documents, or with the place to write to.
pub fn pack(options: &PackOptions) -> Result<Packing, Problem> {
    let content = Content::open(&options.folder)?;
    if lies_within(&options.to, content.folder()) {
        return Err(Problem::Within {
            to: options.to.clone(),
            folder: options.folder.clone(),
        });
    }
    let to = NewFolder::create(&options.to)?;
    let plan = plan(&content)?;
    let mut packing = Packing {
        packs: plan.packs(),
        ..Packing::default()
    };
    let mut writer = PackWriter::new(&to, &plan)?;
    for name in content.names()? {
        let name = name?;
        if name == Name::Site {
            continue;
        }
        let text = content.text(&name)?;
        match writer.add(&name.address(&Paths::default()), &text)? {
            true => packing.documents += 1,
            false => {
                to.write(&usual(&content, &name)?, text)?;
                packing.files += 1;
            }
        }
    }
    packing.files += writer.finish()? + copy_others(&content, &to)? + 1;
    to.write("site.json", with_packs(&content.text(&Name::Site)?, &plan))?;
    to.finish()?;
    Ok(packing)
}

/// Reads every document, and finds how many packs there are to be.
fn plan(content: &Content) -> Result<Plan, Problem> {
    let mut plan = Plan::default();
    for name in content.names()? {
        let name = name?;
        let text = content.text(&name)?;
        Document::parse(&name, &text).map_err(|wrong| content.fault(&name, wrong))?;
        plan.count(&name, text.len() as u64);
    }
    Ok(plan)
}

/// The path of a document that stays a file; the new folder has no other paths than the usual ones.
fn usual(content: &Content, name: &Name) -> Result<String, Problem> {
    match name.file(&Paths::default()) {
        Some(file) => Ok(file),
        None => Ok(content.file(name)?),
    }
}

/// Copies what is no document: pictures, files, a search index. Compressed copies of documents are left behind.
fn copy_others(content: &Content, to: &NewFolder) -> Result<u64, Problem> {
    let packs = earlier_packs(content);
    let mut copied = 0;
    for file in content.files()? {
        let (path, name) = file?;
        let plain = path.trim_end_matches(".br").trim_end_matches(".gz");
        let is_document = name.is_some() || content.name_of(plain).is_some();
        if is_document || packs.contains(plain) {
            continue;
        }
        fs::copy(content.folder().join(&path), to.at(&path)?)
            .map_err(|error| to.unwritable(&path, error))?;
        copied += 1;
    }
    Ok(copied)
}

/// The packs and indexes of a folder that is bundled already.
fn earlier_packs(content: &Content) -> HashSet<String> {
    let sets = content.site().packs.0.iter();
    sets.flat_map(files)
        .flat_map(|(pack, index)| [pack, index])
        .collect()
}

/// `site.json` as it was, but for where documents are.
pub fn with_packs(text: &str, plan: &Plan) -> String {
    let mut site: Value = serde_json::from_str(text).unwrap_or_default();
    if let Some(fields) = site.as_object_mut() {
        fields.remove("paths");
        fields.insert("packs".to_owned(), json!(plan.sets()));
        let capabilities = fields.entry("capabilities").or_insert_with(|| json!([]));
        if let Some(capabilities) = capabilities.as_array_mut()
            && !capabilities.contains(&json!("packs"))
        {
            capabilities.push(json!("packs"));
        }
    }
    site.to_string()
}
