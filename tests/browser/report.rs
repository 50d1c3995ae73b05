//! What the browser reported while a test ran: errors, and breaches of the page's policy.

use crate::{Outcome, engine::Engine};
use thirtyfour::WebDriver;

/// Takes what has been reported so far.
pub async fn take(driver: &WebDriver, engine: Engine) -> Outcome<Vec<String>> {
    let script = "
        const reports = JSON.parse(sessionStorage.getItem('watch.reports') ?? '[]');
        sessionStorage.removeItem('watch.reports');
        return reports;";
    // A page that is not ours, as the browser's own error page, has no storage and no reports.
    let mut reports: Vec<String> = match driver.execute(script, vec![]).await {
        Ok(answer) => answer.convert()?,
        Err(_) => Vec::new(),
    };
    if engine == Engine::Chromium {
        for entry in driver.browser_log().await? {
            if matches!(entry.level.as_str(), "SEVERE" | "WARNING") {
                reports.push(format!("{}: {}", entry.level, entry.message));
            }
        }
    }
    Ok(reports)
}
