//! The forum that a sample is of: every thread, post and member follows from its number alone, so that none has to be
//! remembered.

use super::{
    chance::Chance,
    words::{is_english, name, paragraphs, sentence, title},
};
use crate::model::{
    Author, Badge, Body, BodyFormat, Group, LastReply, Post, ReplyTo, Score, Section, SectionId,
    Stat, Thread, ThreadCounts, ThreadFlag, Time, UserId,
};

/// When the first thread was opened: 2010-01-01.
const BEGINNING: i64 = 1_262_304_000;
/// A new thread every 53 minutes.
const STEP: i64 = 53 * 60;
/// Threads are dealt out to sections in rounds of so many.
const ROUND: u64 = 128;
/// The id of the first thread, and of the first post.
const FIRST_THREAD: u64 = 100_000;
const FIRST_POST: u64 = 1_000_000;
/// Threads are dealt out to members by this step, a prime.
const TURN: u64 = 7;
/// No thread has more posts.
const MOST_POSTS: u64 = 200;

/// A forum of so many threads.
#[derive(Debug)]
pub struct Forum {
    /// How many threads it has.
    pub threads: u64,
    /// How many members it has.
    pub members: u64,
    /// The sections that have threads, the largest first.
    pub sections: Vec<Section>,
}

impl Forum {
    /// A forum of so many threads in these sections.
    pub fn new(threads: u64, sections: Vec<Section>) -> Self {
        let members = (threads / 10).max(20);
        Self {
            threads,
            // So that the step by which threads are dealt out reaches every member.
            members: members + u64::from(members % TURN == 0),
            sections,
        }
    }

    /// Which section the thread of a number is in: a quarter are in the first, the others get a few of each round.
    pub fn section_of(&self, thread: u64) -> usize {
        let slot = thread % ROUND;
        let others = (self.sections.len() as u64).saturating_sub(1).max(1);
        match slot % 4 {
            0 => 0,
            _ => 1 + (slot % others) as usize,
        }
        .min(self.sections.len().saturating_sub(1))
    }

    /// The numbers of a section's threads, last opened first. The last written in are the last opened here.
    pub fn in_section(&self, section: usize) -> impl Iterator<Item = u64> {
        let threads = (0..self.threads).rev();
        threads.filter(move |thread| self.section_of(*thread) == section)
    }

    /// The thread opened before or after one in its section.
    pub fn beside(&self, thread: u64, step: i64) -> Option<u64> {
        let section = self.section_of(thread);
        let mut at = thread;
        for _ in 0..ROUND {
            at = at.checked_add_signed(step)?;
            if at >= self.threads {
                return None;
            }
            if self.section_of(at) == section {
                return Some(at);
            }
        }
        None
    }

    /// The member who opened the thread of a number.
    pub fn opener(&self, thread: u64) -> u64 {
        thread % self.members * TURN % self.members
    }

    /// The numbers of the threads that a member opened, last first.
    pub fn opened_by(&self, member: u64) -> impl Iterator<Item = u64> {
        // The first thread that was dealt out to the member.
        let turn = (0..TURN)
            .map(|round| member + round * self.members)
            .find(|dealt| dealt % TURN == 0)
            .map(|dealt| dealt / TURN);
        let rounds = self.threads.div_ceil(self.members);
        let turns = (0..rounds)
            .rev()
            .filter_map(move |round| Some(turn? + round * self.members));
        turns.filter(|thread| *thread < self.threads)
    }

    /// The thread of a number, as a list shows it.
    pub fn thread(&self, number: u64) -> Thread {
        let mut chance = Chance::of(1, number);
        let english = is_english(&mut chance);
        let posts = self.posts(number);
        let mut flags = Vec::new();
        if self.is_digest(number) {
            flags.push(ThreadFlag::Digest);
        }
        if self.is_hot(number) {
            flags.push(ThreadFlag::Hot);
        }
        Thread {
            id: self.thread_id(number).as_str().into(),
            section: self.section_id(number),
            title: title(&mut chance, english),
            lang: english.then(|| "en".to_owned()),
            author: self.author(self.opener(number)),
            created: self.created(number),
            last_post: Some(LastReply {
                author: self.author(self.writer(number, posts - 1)),
                at: self.written(number, posts - 1),
                floor: u32::try_from(posts).ok(),
            }),
            counts: ThreadCounts {
                replies: Some(posts - 1),
                views: Some(posts * chance.between(8, 90) + chance.below(40)),
                ..ThreadCounts::default()
            },
            flags,
            excerpt: Some(sentence(&mut Chance::of(2, number), english)),
            ..Thread::default()
        }
    }

    /// A thread as it is named beside another one.
    pub fn mention(&self, number: u64) -> Thread {
        let thread = self.thread(number);
        Thread {
            id: thread.id,
            section: thread.section,
            title: thread.title,
            lang: thread.lang,
            author: thread.author,
            created: thread.created,
            ..Thread::default()
        }
    }

    /// How many posts the thread of a number has: mostly few, 8 on average, at most 200.
    pub fn posts(&self, number: u64) -> u64 {
        // One long thread, to measure long pages with.
        if number == 0 {
            return MOST_POSTS;
        }
        let mut chance = Chance::of(3, number);
        match chance.below(1000) {
            0..300 => 1,
            300..780 => chance.between(2, 8),
            780..940 => chance.between(9, 20),
            940..990 => chance.between(21, 50),
            990..998 => chance.between(51, 120),
            _ => chance.between(121, MOST_POSTS),
        }
    }

    /// How many posts a page of the thread has.
    pub fn page_size(&self, number: u64) -> u64 {
        match number {
            0 => 100,
            _ => 20,
        }
    }

    /// Whether the thread is chosen by the moderators.
    pub fn is_digest(&self, number: u64) -> bool {
        number % 9 == 4
    }

    /// Whether the thread is much replied to.
    pub fn is_hot(&self, number: u64) -> bool {
        self.posts(number) > 10
    }

    /// A post of a thread; both are counted from 0.
    pub fn post(&self, thread: u64, number: u64) -> Post {
        let mut chance = Chance::of(4, thread * MOST_POSTS + number);
        let english = is_english(&mut Chance::of(1, thread)) != chance.percent(8);
        let sentences = match chance.below(10) {
            0..5 => chance.between(1, 2),
            5..9 => chance.between(2, 7),
            _ => chance.between(8, 25),
        };
        let writer = self.writer(thread, number);
        let answered = (number > 1 && chance.percent(20)).then(|| chance.below(number));
        Post {
            id: post_id(thread, number).as_str().into(),
            floor: u32::try_from(number + 1).ok(),
            author: self.member(writer),
            created: self.written(thread, number),
            reply_to: answered.map(|answered| ReplyTo {
                id: post_id(thread, answered).as_str().into(),
                author: Some(name(self.writer(thread, answered))),
                floor: u32::try_from(answered + 1).ok(),
            }),
            body: Body {
                format: BodyFormat::Html,
                text: paragraphs(&mut chance, english, sentences),
            },
            score: Some(Score {
                up: chance.below(6),
                down: chance.below(3),
                mine: 0,
            }),
            badges: match writer == self.opener(thread) {
                true => vec![Badge::Op],
                false => Vec::new(),
            },
            ..Post::default()
        }
    }

    /// Who wrote a post of a thread. Some members write much more than others; the thread's author writes every fifth.
    pub fn writer(&self, thread: u64, number: u64) -> u64 {
        let mut chance = Chance::of(5, thread * MOST_POSTS + number);
        if number == 0 || chance.percent(20) {
            return self.opener(thread);
        }
        let most = chance.below(self.members);
        chance.below(most + 1)
    }

    /// A member, as a list names one.
    pub fn author(&self, number: u64) -> Author {
        Author {
            id: Some(user_id(number)),
            name: name(number),
            ..Author::default()
        }
    }

    /// A member, as much as stands beside a post.
    pub fn member(&self, number: u64) -> Author {
        let mut chance = Chance::of(6, number);
        let credits = chance.between(10, 3000);
        let (group, colour, level) = match credits {
            0..200 => ("新手上路", None, 1),
            200..1000 => ("中级会员", None, 3),
            _ => ("高级会员", Some("#2a5d9f".to_owned()), 5),
        };
        Author {
            group: Some(Group {
                name: group.to_owned(),
                colour,
            }),
            level: Some(level),
            stats: vec![Stat {
                label: "积分".to_owned(),
                value: credits.to_string(),
            }],
            joined: Some(Time(BEGINNING - chance.between(1, 900) as i64 * 86_400)),
            ..self.author(number)
        }
    }

    /// The id of the thread of a number.
    pub fn thread_id(&self, number: u64) -> String {
        (FIRST_THREAD + number).to_string()
    }

    fn section_id(&self, thread: u64) -> SectionId {
        let section = self.sections.get(self.section_of(thread));
        section
            .map(|section| section.id.clone())
            .unwrap_or_default()
    }

    fn created(&self, number: u64) -> Time {
        Time(BEGINNING + number as i64 * STEP)
    }

    /// A thread is written in until the next one is opened in its section, so that the orders agree.
    fn written(&self, thread: u64, number: u64) -> Time {
        let next = self.beside(thread, 1).unwrap_or(thread + 4);
        let span = (next - thread) as i64 * STEP - 60;
        Time(self.created(thread).0 + span * number as i64 / MOST_POSTS as i64)
    }
}

/// The id of the member of a number.
pub fn user_id(number: u64) -> UserId {
    UserId((number + 1).to_string())
}

fn post_id(thread: u64, number: u64) -> String {
    (FIRST_POST + thread * MOST_POSTS + number).to_string()
}
