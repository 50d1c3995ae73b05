//! A driver program at work: one for each test, at a port of its own.

use crate::{Outcome, engine::Engine};
use std::{
    net::{Ipv4Addr, TcpListener},
    process::Stdio,
    time::Duration,
};
use tempfile::TempDir;
use thirtyfour::WebDriver;
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep},
};

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A driver program; dropping it ends it.
pub struct Driver {
    child: Child,
    url: String,
    profile: TempDir,
}

impl Driver {
    /// Starts the engine's driver; it listens when this returns.
    pub async fn start(engine: Engine) -> Outcome<Self> {
        // The client of the drivers takes the process's cryptography; a second time changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let profile = TempDir::new()?;
        let port = free_port()?;
        let program = engine.program();
        let child = Command::new(program)
            .arg(format!("--port={port}"))
            // Readers are far from the forum; every test has the same ones.
            .env("TZ", "Asia/Shanghai")
            .env("TMPDIR", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{program} cannot be started ({error}): the browser tests need it; `make browser` installs Chromium's."))?;
        let driver = Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
            profile,
        };
        let since = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port))
            .await
            .is_err()
        {
            if since.elapsed() > PATIENCE {
                return Err(format!("{program} does not listen at port {port}.").into());
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(driver)
    }

    /// A new browser with an empty profile.
    pub async fn session(&self, engine: Engine) -> Outcome<WebDriver> {
        let profile = self.profile.path().join("profile");
        Ok(WebDriver::new(self.url.as_str(), engine.capabilities(&profile)?).await?)
    }

    /// Ends the program, by its process id.
    pub async fn stop(mut self) -> Outcome {
        Ok(self.child.kill().await?)
    }
}

/// A port that was free a moment ago.
fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
