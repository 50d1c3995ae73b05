//! Every page stands before axe-core: its usual rules and its best practices, in the light and in the dark.

use crate::{
    Outcome,
    journey::journey,
    page::{LOST, PAGES, dark},
    reader::Reader,
    screen::Screen,
    site::Site,
};
use serde_json::{Value, json};
use std::fs;

/// The checker, as npm has installed it.
fn axe() -> Outcome<String> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/node_modules/axe-core/axe.min.js"
    );
    fs::read_to_string(path)
        .map_err(|error| format!("{path} cannot be read ({error}); `npm ci` installs it.").into())
}

/// What the checker has to say about the page on the screen, a line for each rule.
async fn check(reader: &Reader, axe: &str, options: &Value) -> Outcome<Vec<String>> {
    // It runs past the page's policy, as all scripts of a driver do.
    reader.driver.execute(axe, vec![]).await?;
    let script = "
        const [options, done] = arguments;
        const line = ({ id, nodes }) =>
            `${id} (${nodes.length}): ` + nodes.slice(0, 3).map(({ target, any, all, none }) =>
                `${target.join(' ')} [${[...any, ...all, ...none].map(({ message }) => message).join('; ')}]`).join(' | ');
        axe.run(document, { resultTypes: ['violations'], ...options })
            .then(({ violations }) => done(violations.map(line)), (error) => done([String(error)]));";
    let answer = reader
        .driver
        .execute_async(script, vec![options.clone()])
        .await?;
    Ok(answer.convert()?)
}

async fn check_all(reader: &mut Reader, options: &Value) -> Outcome {
    reader.expect(LOST);
    let axe = axe()?;
    let mut found = Vec::new();
    for page in &PAGES {
        page.visit(reader)
            .await
            .map_err(|error| format!("{}: {error}", page.name))?;
        for line in check(reader, &axe, options).await? {
            found.push(format!("{} ({}): {line}", page.name, page.path));
        }
    }
    match found.is_empty() {
        true => Ok(()),
        false => Err(format!("axe-core found:\n  {}", found.join("\n  ")).into()),
    }
}

async fn check_light(reader: &mut Reader) -> Outcome {
    check_all(reader, &json!({})).await
}

/// A theme changes colours and nothing else, so in the dark only colours are looked at.
async fn check_dark(reader: &mut Reader) -> Outcome {
    reader.prefer(dark()).await?;
    let options = json!({ "runOnly": { "type": "rule", "values": ["color-contrast", "link-in-text-block"] } });
    check_all(reader, &options).await
}

#[tokio::test]
async fn every_page_is_for_everybody_at_a_desk() -> Outcome {
    journey(Site::root().await?, Screen::Desk, check_light).await
}

#[tokio::test]
async fn every_page_is_for_everybody_on_a_phone() -> Outcome {
    journey(Site::root().await?, Screen::Phone, check_light).await
}

#[tokio::test]
async fn every_page_can_be_read_in_the_dark_at_a_desk() -> Outcome {
    journey(Site::root().await?, Screen::Desk, check_dark).await
}

#[tokio::test]
async fn every_page_can_be_read_in_the_dark_on_a_phone() -> Outcome {
    journey(Site::root().await?, Screen::Phone, check_dark).await
}

#[tokio::test]
async fn the_checker_finds_what_is_wrong() -> Outcome {
    journey(Site::root().await?, Screen::Desk, async |reader| {
        reader.open("page/about").await?;
        reader.run::<Value>("document.querySelector('main h1').insertAdjacentHTML('afterend', '<img src=\"favicon.svg\"><button></button>');", []).await?;
        let found = check(reader, &axe()?, &json!({})).await?;
        for rule in ["image-alt", "button-name"] {
            assert!(found.iter().any(|line| line.starts_with(rule)), "{rule}: {found:?}");
        }
        Ok(())
    })
    .await
}
