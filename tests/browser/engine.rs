//! The browser engines: each has a driver program and wishes of its own.

use crate::Outcome;
use serde_json::{Value, json};
use std::{env, path::Path};
use thirtyfour::Capabilities;

/// Which engine the tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// The engine that `BROWSER` names; Chromium where it names none.
    pub fn chosen() -> Outcome<Self> {
        match env::var("BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => {
                Err(format!("BROWSER is “{other}”; it may be chromium, firefox or webkit.").into())
            }
        }
    }

    /// The program that drives the engine.
    pub fn program(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    /// What a new session is asked to be like; `profile` is an empty folder.
    pub fn capabilities(self, profile: &Path) -> Outcome<Capabilities> {
        let wishes = match self {
            Self::Chromium => chromium(profile),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless"],
                    "prefs": {
                        "intl.accept_languages": "zh-CN",
                        "browser.shell.checkDefaultBrowser": false,
                        "datareporting.policy.dataSubmissionEnabled": false,
                        "network.captive-portal-service.enabled": false,
                    },
                },
            }),
            Self::WebKit => json!({ "browserName": "MiniBrowser" }),
        };
        Ok(serde_json::from_value(wishes)?)
    }
}

fn chromium(profile: &Path) -> Value {
    let mut args: Vec<String> = [
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--disable-dev-shm-usage",
        "--lang=zh-CN",
    ]
    .map(str::to_owned)
    .into();
    args.push(format!("--user-data-dir={}", profile.display()));
    if is_root() {
        args.push("--no-sandbox".to_owned());
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "args": args,
            "prefs": { "intl.accept_languages": "zh-CN" },
        },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

/// Whether the tests run as root: Chromium's sandbox refuses to.
fn is_root() -> bool {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
    }
    #[cfg(not(target_os = "linux"))]
    false
}
