//! One reader's way through a site, from an empty browser to its end.

use crate::{Outcome, driver::Driver, engine::Engine, reader::Reader, screen::Screen, site::Site};
use futures_util::FutureExt;
use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    path::PathBuf,
    thread,
};
use tokio::sync::Semaphore;

/// More browsers at once make each other late.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// Sends a reader with a browser of their own through a site. Whatever happens on the way, the browser ends; and a
/// journey on which an error was reported that it did not expect has failed.
pub async fn journey(
    site: Site,
    screen: Screen,
    walk: impl AsyncFnOnce(&mut Reader) -> Outcome,
) -> Outcome {
    let _turn = BROWSERS.acquire().await?;
    let engine = Engine::chosen()?;
    let driver = Driver::start(engine).await?;
    let session = driver.session(engine).await?;
    let mut reader = Reader::new(session.clone(), site, engine);
    let walked = AssertUnwindSafe(async {
        reader.sit_at(screen).await?;
        walk(&mut reader).await?;
        reader.expect_nothing_more().await
    });
    let outcome = walked.catch_unwind().await;
    let failed = !matches!(outcome, Ok(Ok(())));
    let scene = if failed {
        Some(reader.scene(&picture()).await)
    } else {
        None
    };
    let ended = session.quit().await;
    driver.stop().await?;
    match outcome {
        Ok(Ok(())) => Ok(ended?),
        Ok(Err(error)) => Err(format!("{error}\n{}", scene.unwrap_or_default()).into()),
        Err(panic) => {
            eprintln!("{}", scene.unwrap_or_default());
            resume_unwind(panic)
        }
    }
}

/// Where the picture of a failure goes: it is named after the test.
fn picture() -> PathBuf {
    let name = thread::current()
        .name()
        .unwrap_or("browser")
        .replace("::", "-");
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"))
}
