//! A command that is killed goes on where it was, and makes the archive that it would have made.

use crate::{faults, forums, host::Host, options, tree::Tree};
use qilou::cli::archive::{self, Options};
use std::{process::Stdio, time::Duration};
use tokio::{process::Command, time::timeout};

/// Numbers that look like chance, and are the same each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }
}

/// Runs the command, and kills it when the host has been asked so often.
async fn run_killed(options: &Options, host: &Host, answers: usize) {
    host.forget();
    host.silent_after(Some(answers));
    let mut child = Command::new(env!("CARGO_BIN_EXE_qilou"))
        .args([
            "archive",
            "--quiet",
            "--delay",
            "0",
            "--retries",
            "0",
            "--parallel",
            "3",
        ])
        .arg("--from")
        .arg(&options.from)
        .arg("--to")
        .arg(&options.to)
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let silent = timeout(Duration::from_secs(60), host.until_silent()).await;
    silent.expect("the command asks on");
    child.kill().await.unwrap();
    host.silent_after(None);
}

async fn survives(host: Host, kind: &str, folder: &str, seeds: &[u64]) {
    let (whole_place, mut whole) = options("");
    whole.parallel = 3;
    whole.from = host.config(&whole_place, kind, folder);
    archive::archive(whole.clone()).await.unwrap();
    let unbroken = Tree::of(&whole.to);
    let questions = host.asked().len();
    for seed in seeds {
        let mut dice = Dice(*seed);
        let (place, mut broken) = options("");
        broken.parallel = 3;
        broken.from = host.config(&place, kind, folder);
        let mut asked = 0;
        for _ in 0..3 {
            let answers = dice.next(questions / 2).max(1);
            run_killed(&broken, &host, answers).await;
            asked += answers;
        }
        host.forget();
        archive::archive(broken.clone()).await.unwrap();
        let none: [String; 0] = [];
        assert_eq!(faults(&broken.to), none, "seed {seed}");
        unbroken.assert_same(&Tree::of(&broken.to));
        assert!(
            host.asked().len() <= questions,
            "seed {seed}: after {asked} answers as much was asked as at first"
        );
    }
}

#[tokio::test]
async fn a_killed_archive_of_nodebb_goes_on() {
    let host = Host::of_forum(forums::nodebb()).await;
    survives(host, "nodebb", "nodebb/", &[1, 2]).await;
}

#[tokio::test]
async fn a_killed_archive_of_discuz_goes_on() {
    let host = Host::of_forum(forums::discuz()).await;
    survives(host, "discuz", "bbs/", &[4, 5]).await;
}

#[tokio::test]
async fn a_killed_archive_of_documents_goes_on() {
    let host = Host::of_folder(crate::content()).await;
    survives(host, "native", "content/", &[7]).await;
}
