//! A reader at a browser: goes to pages, taps, types, and looks.

use crate::{Outcome, engine::Engine, report, screen::Screen, site::Site};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    fmt::Display,
    path::Path,
    time::{Duration, Instant},
};
use thirtyfour::{By, TypingData, WebDriver, WebElement};
use tokio::time::sleep;

/// How long a reader waits for anything.
const PATIENCE: Duration = Duration::from_secs(30);

/// A reader of a site.
pub struct Reader {
    /// The site that is read.
    pub site: Site,
    /// The session, for what has no word of its own here.
    pub driver: WebDriver,
    engine: Engine,
    expected: Vec<String>,
}

impl Reader {
    /// A reader with a new browser.
    pub fn new(driver: WebDriver, site: Site, engine: Engine) -> Self {
        Self {
            site,
            driver,
            engine,
            expected: Vec::new(),
        }
    }

    /// Sits down at a screen, as one who saves data: then the app asks for what is wanted, and for nothing ahead.
    pub async fn sit_at(&self, screen: Screen) -> Outcome {
        self.save_data(true).await?;
        let (width, height) = screen.size();
        if self.engine != Engine::Chromium {
            self.driver.set_window_rect(0, 0, width, height).await?;
            return Ok(());
        }
        let touched = screen.is_touched();
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": touched });
        self.develop("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        let touch = json!({ "enabled": touched });
        self.develop("Emulation.setTouchEmulationEnabled", touch)
            .await
    }

    /// A command of Chromium's developer tools; other engines have none of these.
    pub async fn develop(&self, command: &str, parameters: Value) -> Outcome {
        if self.engine == Engine::Chromium {
            self.driver.cdp().send_raw(command, parameters).await?;
        }
        Ok(())
    }

    /// Whether the engine has Chromium's developer tools.
    pub fn can_develop(&self) -> bool {
        self.engine == Engine::Chromium
    }

    /// Opens an address below the site's base, as from outside, and waits for its page.
    pub async fn open(&self, path: &str) -> Outcome {
        // A change of the fragment alone would not load the page anew.
        self.driver.goto("about:blank").await?;
        self.driver.goto(self.site.url(path)).await?;
        self.settle().await
    }

    /// Remembers preferences as if they had been chosen on an earlier visit.
    pub async fn prefer(&self, preferences: Value) -> Outcome {
        self.driver.goto(self.site.url("robots.txt")).await?;
        self.run::<Value>(
            "localStorage.setItem('qilou.preferences', arguments[0])",
            [json!(preferences.to_string())],
        )
        .await?;
        Ok(())
    }

    /// Has a device that is light or dark, where the engine can pretend so.
    pub async fn prefer_scheme(&self, scheme: &str) -> Outcome {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.develop("Emulation.setEmulatedMedia", features).await
    }

    /// Says from the next page on whether to save data, where the engine can pretend so.
    pub async fn save_data(&self, saves: bool) -> Outcome {
        let source = format!(
            "Object.defineProperty(navigator, 'connection', {{ configurable: true, value: {{ saveData: {saves} }} }});"
        );
        self.before_each_page(&source).await
    }

    /// Runs a script in every page from the next one on, before anything of the page does.
    pub async fn before_each_page(&self, source: &str) -> Outcome {
        self.develop(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await
    }

    /// Reads without scripts from the next page on, where the engine can pretend so.
    pub async fn leave_scripts_off(&self) -> Outcome {
        self.develop(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await
    }

    /// Loads the page anew.
    pub async fn reload(&self) -> Outcome {
        self.driver.refresh().await?;
        self.settle().await
    }

    /// Waits until the app shows a page, nothing is on its way, and what can be used works.
    pub async fn settle(&self) -> Outcome {
        self.until(
            "the app shows a page",
            "const main = document.querySelector('main#content');
             return main?.querySelector('.wrap') && !main.querySelector('.skeleton, .progress.busy')
                && !globalThis.qilouStarted;",
        )
        .await
    }

    /// Runs a script in the page.
    pub async fn run<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: impl IntoIterator<Item = Value>,
    ) -> Outcome<T> {
        let arguments: Vec<Value> = arguments.into_iter().collect();
        let answer = self.driver.execute(script, arguments).await;
        let answer = answer.map_err(|error| format!("{error}\nin the script: {script}"))?;
        Ok(answer.convert()?)
    }

    /// The value of an expression in the page.
    pub async fn value<T: DeserializeOwned>(&self, expression: &str) -> Outcome<T> {
        self.run(&format!("return ({expression});"), []).await
    }

    /// Waits until a script returns something true; `what` says what is waited for.
    pub async fn until(&self, what: impl Display, script: &str) -> Outcome {
        let since = Instant::now();
        loop {
            let answer = self.driver.execute(script, vec![]).await;
            // While a page is being left there is none to ask.
            if answer.as_ref().is_ok_and(|answer| is_true(answer.json())) {
                return Ok(());
            }
            if since.elapsed() > PATIENCE {
                let saw = match answer {
                    Ok(answer) => answer.json().to_string(),
                    Err(error) => error.to_string(),
                };
                return Err(format!("Waited in vain until {what} (the page says {saw}).").into());
            }
            sleep(Duration::from_millis(25)).await;
        }
    }

    /// Waits until an expression in the page is true.
    pub async fn until_true(&self, expression: &str) -> Outcome {
        self.until(expression, &format!("return ({expression});"))
            .await
    }

    /// Waits until the page's heading is this.
    pub async fn until_heading(&self, heading: &str) -> Outcome {
        let script = format!(
            "return document.querySelector('main h1')?.textContent.trim() === {};",
            json!(heading)
        );
        self.until(format!("the heading is “{heading}”"), &script)
            .await
    }

    /// Waits until the address, below the base, is this.
    pub async fn until_at(&self, path: &str) -> Outcome {
        let address = format!("{}{path}", self.site.base());
        let script = format!(
            "return location.pathname + location.search + location.hash === {};",
            json!(address)
        );
        self.until(format!("the address is {address}"), &script)
            .await
    }

    /// The address below the base.
    pub async fn path(&self) -> Outcome<String> {
        let address: String = self
            .value("location.pathname + location.search + location.hash")
            .await?;
        match address.strip_prefix(self.site.base()) {
            Some(path) => Ok(path.to_owned()),
            None => Err(format!("{address} is not below {}.", self.site.base()).into()),
        }
    }

    /// The first element of a selector that can be seen.
    pub async fn find(&self, selector: &str) -> Outcome<WebElement> {
        let script = format!(
            "return [...document.querySelectorAll({})].find((element) => element.checkVisibility());",
            json!(selector)
        );
        self.until(
            format!("{selector} can be seen"),
            &format!("return Boolean((() => {{ {script} }})());"),
        )
        .await?;
        Ok(self.driver.execute(script, vec![]).await?.element()?)
    }

    /// The text of the first element of a selector that can be seen.
    pub async fn text(&self, selector: &str) -> Outcome<String> {
        Ok(self.find(selector).await?.text().await?)
    }

    /// The texts of all elements of a selector, seen or not.
    pub async fn texts(&self, selector: &str) -> Outcome<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent.trim());";
        self.run(script, [json!(selector)]).await
    }

    /// An attribute of all elements of a selector; empty where it is missing.
    pub async fn attributes(&self, selector: &str, name: &str) -> Outcome<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map((element) => element.getAttribute(arguments[1]) ?? '');";
        self.run(script, [json!(selector), json!(name)]).await
    }

    /// How many elements a selector has.
    pub async fn count(&self, selector: &str) -> Outcome<usize> {
        Ok(self.driver.find_all(By::Css(selector)).await?.len())
    }

    /// Clicks the first element of a selector that can be seen.
    pub async fn click(&self, selector: &str) -> Outcome {
        let element = self.find(selector).await?;
        self.click_on(&element, selector).await
    }

    /// Clicks the first link or button with this text that can be seen.
    pub async fn click_text(&self, text: &str) -> Outcome {
        let script = format!(
            "return [...document.querySelectorAll('a, button, summary')]
                .find((element) => element.checkVisibility() && element.innerText.trim() === {});",
            json!(text)
        );
        self.until(
            format!("“{text}” can be seen"),
            &format!("return Boolean((() => {{ {script} }})());"),
        )
        .await?;
        let element = self.driver.execute(script, vec![]).await?.element()?;
        self.click_on(&element, text).await
    }

    async fn click_on(&self, element: &WebElement, name: &str) -> Outcome {
        // In the middle, so that nothing that sticks to an edge lies over it, and at rest there: what comes onto the
        // screen may turn out taller than was thought.
        let script = "
            const [element, done] = arguments;
            let before;
            const look = () => {
                const { top } = element.getBoundingClientRect();
                if (top === before) return done();
                before = top;
                element.scrollIntoView({ block: 'center', behavior: 'instant' });
                requestAnimationFrame(() => requestAnimationFrame(look));
            };
            look();";
        self.driver
            .execute_async(script, vec![element.to_json()?])
            .await?;
        element
            .click()
            .await
            .map_err(|error| format!("{name} cannot be clicked: {error}").into())
    }

    /// Types keys, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Outcome {
        let chain = self
            .driver
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO));
        Ok(chain.send_keys(keys).perform().await?)
    }

    /// From here on, reports that contain these words are no fault.
    pub fn expect(&mut self, words: &str) {
        self.expected.push(words.to_owned());
    }

    /// Takes what was reported, but for what was expected.
    pub async fn reports(&self) -> Outcome<Vec<String>> {
        let mut reports = report::take(&self.driver, self.engine).await?;
        reports.retain(|report| !self.expected.iter().any(|words| report.contains(words)));
        Ok(reports)
    }

    /// Fails if anything was reported that was not expected, or a forum was asked what nobody expected.
    pub async fn expect_nothing_more(&self) -> Outcome {
        let strange = self.site.strange_questions();
        if !strange.is_empty() {
            return Err(format!(
                "The forum was asked what it has no answer to:\n  {}",
                strange.join("\n  ")
            )
            .into());
        }
        let reports = self.reports().await?;
        match reports.is_empty() {
            true => Ok(()),
            false => Err(format!("The browser reported:\n  {}", reports.join("\n  ")).into()),
        }
    }

    /// Where the reader is, for whoever looks into a failure; a picture of it goes to a file.
    pub async fn scene(&self, picture: &Path) -> String {
        let at = match self.driver.current_url().await {
            Ok(url) => url.to_string(),
            Err(error) => error.to_string(),
        };
        let seen = match self.driver.screenshot(picture).await {
            Ok(()) => picture.display().to_string(),
            Err(error) => error.to_string(),
        };
        let reports = self.reports().await.unwrap_or_default();
        format!("at {at}\nseen in {seen}\nreported: {reports:?}")
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        _ => true,
    }
}
