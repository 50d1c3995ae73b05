//! Writes packs: documents one after the other, in whatever order they come, with an index beside each.

use super::Plan;
use crate::{
    backend::native::pack::place,
    cli::{Problem, new_folder::NewFolder},
    model::{PackSet, Packs},
};
use std::{
    collections::HashMap,
    fs::{self, OpenOptions},
    io::Write,
};

/// Packs that are being written. In memory is the path of each.
pub struct PackWriter<'a> {
    to: &'a NewFolder,
    packs: Packs,
    /// How many bytes are in each pack, by the path of its index.
    bytes: HashMap<String, usize>,
}

impl<'a> PackWriter<'a> {
    /// Begins the packs of a plan, all empty.
    ///
    /// # Errors
    ///
    /// [`Problem::Unwritable`].
    pub fn new(to: &'a NewFolder, plan: &Plan) -> Result<Self, Problem> {
        let writer = Self {
            to,
            packs: Packs(plan.sets()),
            bytes: HashMap::new(),
        };
        for path in writer.paths() {
            to.write(&path.0, "")?;
            to.write(&path.1, "")?;
        }
        Ok(writer)
    }

    /// Adds the document of a usual path to its pack; false if it is not to be bundled.
    ///
    /// # Errors
    ///
    /// [`Problem::Unwritable`].
    pub fn add(&mut self, path: &str, text: &str) -> Result<bool, Problem> {
        let Some(packed) = place(&self.packs, path) else {
            return Ok(false);
        };
        let to = self.to;
        append(to, &packed.pack, text)?;
        // A path is escaped, so that it needs no further escapes in JSON.
        let bytes = self.bytes.entry(packed.index.clone()).or_default();
        let entry = format!("\"{}\":[{bytes},{}]\n", packed.document, text.len());
        append(to, &packed.index, &entry)?;
        *bytes += text.len();
        Ok(true)
    }

    /// Makes JSON of the indexes; says how many files there are.
    ///
    /// # Errors
    ///
    /// [`Problem::Unwritable`].
    pub fn finish(self) -> Result<u64, Problem> {
        let mut files = 0;
        for (_, index) in self.paths() {
            let file = self.to.at(&index)?;
            let entries = fs::read_to_string(&file);
            let entries = entries.map_err(|error| self.to.unwritable(&index, error))?;
            let mut entries: Vec<&str> = entries.lines().collect();
            entries.sort_unstable();
            self.to
                .write(&index, format!("{{{}}}", entries.join(",\n")))?;
            files += 2;
        }
        Ok(files)
    }

    /// The paths of every pack and its index.
    fn paths(&self) -> impl Iterator<Item = (String, String)> {
        self.packs.0.iter().flat_map(files)
    }
}

/// The paths of every pack of a set, each with that of its index.
pub fn files(set: &PackSet) -> impl Iterator<Item = (String, String)> {
    (0..set.count).map(|number| {
        let number = number.to_string();
        let path = |template: &str| template.replace("{pack}", &number);
        (path(&set.pack), path(&set.index))
    })
}

fn append(to: &NewFolder, path: &str, text: &str) -> Result<(), Problem> {
    let file = OpenOptions::new().append(true).open(to.at(path)?);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| to.unwritable(path, error))
}
