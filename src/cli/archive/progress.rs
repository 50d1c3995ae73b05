//! How far a run has come: a bar on a terminal, a line now and then elsewhere.

use super::report::Report;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    cell::Cell,
    io::{IsTerminal, stderr},
    rc::Rc,
    time::{Duration, Instant},
};

/// How often a line is written where there is no terminal.
const PAUSE: Duration = Duration::from_secs(10);

/// Tells how far a run has come, in threads.
pub struct Progress {
    bar: Option<ProgressBar>,
    report: Rc<Report>,
    quiet: bool,
    done: Cell<u64>,
    expected: Cell<u64>,
    began: Instant,
    told: Cell<Instant>,
}

impl Progress {
    /// Begins; `quiet` tells nothing.
    pub fn new(report: &Rc<Report>, quiet: bool) -> Self {
        let bar = (!quiet && stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(0);
            let template = "{bar:24} {pos}/{len} threads, {per_sec}, {eta} left  {wide_msg}";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self {
            bar,
            report: Rc::clone(report),
            quiet,
            done: Cell::new(0),
            expected: Cell::new(0),
            began: Instant::now(),
            told: Cell::new(Instant::now()),
        }
    }

    /// So many threads are there, as far as the forum tells.
    pub fn expect(&self, threads: u64) {
        self.expected.set(threads);
        if let Some(bar) = &self.bar {
            bar.set_length(threads);
        }
    }

    /// A thread is done.
    pub fn step(&self) {
        self.done.set(self.done.get() + 1);
        match &self.bar {
            Some(bar) => {
                bar.inc(1);
                if self.done.get() > self.expected.get() {
                    bar.set_length(self.done.get());
                }
            }
            None => self.tell_now_and_then(),
        }
    }

    /// What is being done.
    pub fn say(&self, what: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(what.to_owned()),
            None => self.tell_now_and_then(),
        }
    }

    /// The run is over.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn tell_now_and_then(&self) {
        if self.quiet || self.told.get().elapsed() < PAUSE {
            return;
        }
        self.told.set(Instant::now());
        let (done, expected) = (self.done.get(), self.expected.get());
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = done as f64 / seconds;
        let left = expected.saturating_sub(done) as f64 / rate.max(0.001);
        eprintln!(
            "{done} of {expected} threads, {rate:.1} a second, {} left; {} failures",
            indicatif::HumanDuration(Duration::from_secs_f64(left.clamp(0.0, 1e9))),
            self.report.failures(),
        );
    }
}
