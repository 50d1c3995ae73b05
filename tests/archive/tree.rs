//! All files of a folder, to be compared.

use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

/// Files by path, with what they hold, and with when they were written if that is of interest.
#[derive(Debug, Default)]
pub struct Tree(BTreeMap<String, (Vec<u8>, Option<SystemTime>)>);

impl Tree {
    /// What is in a folder.
    pub fn of(folder: &Path) -> Self {
        let mut tree = Self::default();
        tree.add(folder, "", false);
        tree
    }

    /// What is in a folder, and when it was written.
    pub fn with_times(folder: &Path) -> Self {
        let mut tree = Self::default();
        tree.add(folder, "", true);
        tree
    }

    fn add(&mut self, folder: &Path, below: &str, timed: bool) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{below}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                self.add(&entry.path(), &format!("{path}/"), timed);
                continue;
            }
            let time = timed.then(|| entry.metadata().unwrap().modified().unwrap());
            self.0.insert(path, (fs::read(entry.path()).unwrap(), time));
        }
    }

    /// The same without some files.
    pub fn without(mut self, is_out: impl Fn(&str) -> bool) -> Self {
        self.0.retain(|path, _| !is_out(path));
        self
    }

    /// The files that hold a text.
    pub fn paths_with(&self, text: &str) -> Vec<String> {
        let files = self.0.iter();
        let with = files.filter(|(_, (held, _))| String::from_utf8_lossy(held).contains(text));
        with.map(|(path, _)| path.clone()).collect()
    }

    pub fn paths(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    pub fn assert_same(&self, other: &Self) {
        self.assert_same_but(other, |text| text);
    }

    /// All files are the same, when the other's texts have been changed so.
    pub fn assert_same_but(&self, other: &Self, change: impl Fn(String) -> String) {
        assert_eq!(self.paths(), other.paths());
        for (path, (bytes, time)) in &self.0 {
            let (others, others_time) = &other.0[path];
            assert_eq!(time, others_time, "{path} was written anew");
            if bytes != others {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                assert_eq!(text(bytes), change(text(others)), "{path}");
            }
        }
    }
}
