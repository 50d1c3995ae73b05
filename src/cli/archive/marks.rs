//! What is done, kept through kills and from one run to the next: a mark for each, in a file that only grows.
//!
//! A thread's mark stands for the thread as a list told of it when its pages had been written; told the same again, it
//! is not asked for. A member's mark holds within a run, for as long as it takes, and so does that their lists are owed.
//! Marks are sixteen digits each.

use super::{folder::Folder, hash::hash};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashSet},
    fs::{self, File},
    io::{self, ErrorKind, Write},
};

const FILE: &str = "done";

/// The marks of a folder.
pub struct Marks<'a> {
    folder: &'a Folder,
    file: RefCell<Option<File>>,
    threads: RefCell<HashSet<u64>>,
    /// The marks of threads that still stand.
    standing: RefCell<HashSet<u64>>,
    users: RefCell<HashSet<u64>>,
    /// Members whose lists are still to come, by their marks.
    owed: RefCell<BTreeMap<u64, String>>,
}

/// The mark of a thread that is told so.
pub fn thread_mark(id: &str, told: &str) -> u64 {
    hash(&[id, told])
}

impl<'a> Marks<'a> {
    /// Reads the marks of a folder; a last one that was cut off by a kill is none.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read.
    pub fn read(folder: &'a Folder) -> io::Result<Self> {
        let text = match fs::read(folder.own(FILE)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            text => text?,
        };
        let (mut threads, mut users) = (HashSet::new(), HashSet::new());
        let mut owed = BTreeMap::new();
        for line in String::from_utf8_lossy(&text).lines() {
            let Some((kind, digits)) = line.split_once(' ') else {
                continue;
            };
            if kind == "owed" {
                if let Ok(id) = serde_json::from_str::<String>(digits) {
                    owed.insert(hash(&[&id]), id);
                }
                continue;
            }
            if digits.len() != 16 {
                continue;
            }
            let Ok(mark) = u64::from_str_radix(digits, 16) else {
                continue;
            };
            match kind {
                "thread" => threads.insert(mark),
                "user" => users.insert(mark),
                "listed" => owed.remove(&mark).is_some(),
                _ => false,
            };
        }
        Ok(Self {
            folder,
            file: RefCell::new(None),
            threads: RefCell::new(threads),
            standing: RefCell::default(),
            users: RefCell::new(users),
            owed: RefCell::new(owed),
        })
    }

    /// Whether a thread is done; then its mark stands for another run.
    pub fn has_thread(&self, mark: u64) -> bool {
        let has = self.threads.borrow().contains(&mark);
        if has {
            self.standing.borrow_mut().insert(mark);
        }
        has
    }

    /// Whether a member is done in this run.
    pub fn has_user(&self, id: &str) -> bool {
        self.users.borrow().contains(&hash(&[id]))
    }

    /// A member is done.
    pub fn add_user(&self, id: &str) -> io::Result<()> {
        let mark = hash(&[id]);
        self.users.borrow_mut().insert(mark);
        self.append(&format!("user {mark:016x}\n"))
    }

    /// A member's lists are to come when all threads are there, in this run or in the one that goes on with it.
    pub fn owe_lists(&self, id: &str) -> io::Result<()> {
        let mark = hash(&[id]);
        self.owed.borrow_mut().insert(mark, id.to_owned());
        self.append(&format!("owed {}\n", serde_json::to_string(id)?))
    }

    /// The members whose lists are to come.
    pub fn owed(&self) -> Vec<String> {
        self.owed.borrow().values().cloned().collect()
    }

    /// A member's lists are done.
    pub fn add_lists(&self, id: &str) -> io::Result<()> {
        let mark = hash(&[id]);
        self.owed.borrow_mut().remove(&mark);
        self.append(&format!("listed {mark:016x}\n"))
    }

    /// Threads are done.
    pub fn add_threads(&self, marks: &[u64]) -> io::Result<()> {
        if marks.is_empty() {
            return Ok(());
        }
        let mut lines = String::new();
        for mark in marks {
            self.threads.borrow_mut().insert(*mark);
            self.standing.borrow_mut().insert(*mark);
            lines.push_str(&format!("thread {mark:016x}\n"));
        }
        self.append(&lines)
    }

    fn append(&self, lines: &str) -> io::Result<()> {
        let mut file = self.file.borrow_mut();
        if file.is_none() {
            let mut options = File::options();
            let mut opened = options
                .append(true)
                .create(true)
                .open(self.folder.own(FILE))?;
            // What was cut off must not run into what comes.
            opened.write_all(b"\n")?;
            *file = Some(opened);
        }
        match file.as_mut() {
            Some(file) => file.write_all(lines.as_bytes()),
            None => Ok(()),
        }
    }

    /// The run has come to its end: only the marks of threads that still stand are kept.
    pub fn finish(&self) -> io::Result<()> {
        let (threads, standing) = (self.threads.borrow(), self.standing.borrow());
        let is_tidy = self.file.borrow().is_none() && self.users.borrow().is_empty();
        if is_tidy && threads.len() == standing.len() {
            return Ok(());
        }
        let mut marks: Vec<u64> = standing.iter().copied().collect();
        marks.sort_unstable();
        let mut new = self.folder.new_file()?;
        let mut lines = io::BufWriter::new(new.as_file_mut());
        for mark in marks {
            writeln!(lines, "thread {mark:016x}")?;
        }
        lines.flush()?;
        drop(lines);
        self.file.borrow_mut().take();
        new.persist(self.folder.own(FILE))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, Marks, thread_mark};
    use std::fs;

    #[test]
    fn marks_last_and_half_a_mark_is_none() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("archive"), "one").unwrap();
        let (one, two) = (thread_mark("1", "a"), thread_mark("2", "b"));
        let marks = Marks::read(&folder).unwrap();
        marks.add_threads(&[one, two]).unwrap();
        marks.add_user("9").unwrap();
        let file = folder.own("done");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, &text[..text.len() - 4]).unwrap();

        let marks = Marks::read(&folder).unwrap();
        assert!(marks.has_thread(one) && !marks.has_thread(thread_mark("1", "c")));
        assert!(!marks.has_user("9"), "its line was cut off");
        marks.add_user("9").unwrap();
        assert!(Marks::read(&folder).unwrap().has_user("9"));

        for id in ["9", "a\nb"] {
            marks.owe_lists(id).unwrap();
        }
        let read = Marks::read(&folder).unwrap();
        assert_eq!(read.owed().len(), 2);
        read.add_lists("9").unwrap();
        assert_eq!(Marks::read(&folder).unwrap().owed(), ["a\nb"]);

        marks.finish().unwrap();
        let marks = Marks::read(&folder).unwrap();
        assert!(marks.has_thread(one), "it was met");
        assert!(!marks.has_thread(two), "it was not");
        assert!(!marks.has_user("9"), "the run is over");

        let before = fs::metadata(&file).unwrap().modified().unwrap();
        marks.finish().unwrap();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
    }
}
