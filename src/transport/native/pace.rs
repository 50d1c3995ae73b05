//! Whose turn it is to ask: so many at once, so long after one another, and nobody while the server wants peace.

use std::{cell::Cell, time::Duration};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, sleep_until},
};

/// The right to have a request under way; dropping it lets the next one go.
pub type Turn<'a> = Option<SemaphorePermit<'a>>;

/// Gives turns.
pub struct Pace {
    places: Semaphore,
    delay: Cell<Duration>,
    /// When the next request may begin.
    next: Cell<Instant>,
    /// Until when the server is left in peace.
    peace: Cell<Instant>,
}

impl Pace {
    /// At most `parallel` requests at once, each beginning `delay` after the one before.
    pub fn new(parallel: usize, delay: Duration) -> Self {
        Self {
            places: Semaphore::new(parallel.max(1)),
            delay: Cell::new(delay),
            next: Cell::new(Instant::now()),
            peace: Cell::new(Instant::now()),
        }
    }

    /// Waits for a turn.
    pub async fn turn(&self) -> Turn<'_> {
        // Nobody closes the places.
        let place = self.places.acquire().await.ok();
        let at = self.next.get().max(Instant::now());
        self.next.set(at + self.delay.get());
        sleep_until(at).await;
        while self.peace.get() > Instant::now() {
            sleep_until(self.peace.get()).await;
        }
        place
    }

    /// Leaves the server in peace for a while.
    pub fn hold(&self, pause: Duration) {
        self.peace.set(self.peace.get().max(Instant::now() + pause));
    }

    /// From now on, turns come at least so long after one another.
    pub fn slow_down(&self, delay: Duration) {
        self.delay.set(self.delay.get().max(delay));
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use std::time::Duration;
    use tokio::time::{Instant, timeout};

    fn run(work: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(work);
    }

    #[test]
    fn no_more_than_so_many_go_at_once() {
        run(async {
            let pace = Pace::new(2, Duration::ZERO);
            let (one, _two) = (pace.turn().await, pace.turn().await);
            let third = timeout(Duration::from_millis(20), pace.turn());
            assert!(third.await.is_err());
            drop(one);
            assert!(pace.turn().await.is_some());
        });
    }

    #[test]
    fn turns_keep_their_distance_and_the_servers_peace() {
        run(async {
            let pace = Pace::new(4, Duration::from_millis(30));
            let start = Instant::now();
            for _ in 0..3 {
                pace.turn().await;
            }
            assert!(start.elapsed() >= Duration::from_millis(60));
            pace.hold(Duration::from_millis(80));
            let start = Instant::now();
            pace.turn().await;
            assert!(start.elapsed() >= Duration::from_millis(79));
        });
    }
}
