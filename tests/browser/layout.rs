//! How pages fit their screens: nothing sticks out, nothing jumps, and every control can be hit.

use crate::{
    Outcome,
    journey::journey,
    page::{LOST, PAGES},
    reader::Reader,
    screen::Screen,
    site::Site,
};
use serde_json::Value;

/// Whether the page can be moved sideways, and what makes it so.
const SIDEWAYS: &str = "
    const { scrollWidth, clientWidth } = document.scrollingElement;
    const wide = arguments[0];
    if (scrollWidth <= wide && clientWidth <= wide) return [];
    const scrolls = (element) => {
        // What is fixed follows the width that others have made.
        for (let box = element; box && box !== document.body; box = box.parentElement) {
            const { overflowX, position } = getComputedStyle(box);
            if (position === 'fixed' || (box !== element && overflowX !== 'visible')) return true;
        }
        return false;
    };
    const out = [...document.body.querySelectorAll('*')].filter((element) =>
        element.checkVisibility() && element.getBoundingClientRect().right > wide + 1 && !scrolls(element));
    const name = (element) => `${element.localName}.${[...element.classList].join('.')} to ${Math.round(element.getBoundingClientRect().right)}`;
    return [`${scrollWidth} px wide: ${out.slice(-4).map(name).join(', ')}`];";

/// Controls that a thumb would miss.
const SMALL: &str = "
    const controls = 'button, summary, input, .top a, .foot a, .menu a, .tabs a, .orders a, .pager a, .floating a, .tools a, .ways a, .account a, a.button';
    const need = 44;
    const small = [];
    for (const control of document.querySelectorAll(controls)) {
        if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('.pswp, .body')) continue;
        const { width, height } = control.getBoundingClientRect();
        if (width >= need - 0.5 && height >= need - 0.5) continue;
        // What takes the tap may be larger than what is drawn.
        control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const { left, top, right, bottom } = control.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const reach = need / 2 - 1;
        const hit = (dx, dy) => {
            const found = document.elementFromPoint(x + dx, y + dy);
            return found && (control.contains(found) || found.closest('label')?.contains(control));
        };
        if (hit(-reach, 0) && hit(reach, 0) && hit(0, -reach) && hit(0, reach)) continue;
        const within = control.closest('[class]:not(a, button, input, summary)');
        small.push(`.${within?.className.split(' ').join('.')} ${control.localName} “${(control.textContent || control.getAttribute('aria-label') || control.type).trim().slice(0, 12)}” ${Math.round(width)}×${Math.round(height)}`);
    }
    return [...new Map(small.map((line) => [line.replace(/“.*”/, ''), line])).values()];";

async fn look_at_all(reader: &mut Reader, script: &str, argument: u32) -> Outcome {
    reader.expect(LOST);
    let mut found = Vec::new();
    for page in &PAGES {
        page.visit(reader)
            .await
            .map_err(|error| format!("{}: {error}", page.name))?;
        let lines: Vec<String> = reader.run(script, [Value::from(argument)]).await?;
        found.extend(
            lines
                .into_iter()
                .map(|line| format!("{}: {line}", page.name)),
        );
    }
    match found.is_empty() {
        true => Ok(()),
        false => Err(found.join("\n").into()),
    }
}

async fn nothing_sticks_out(screen: Screen) -> Outcome {
    journey(Site::root().await?, screen, async |reader| {
        look_at_all(reader, SIDEWAYS, screen.size().0).await
    })
    .await
}

#[tokio::test]
async fn no_page_moves_sideways_at_320_pixels() -> Outcome {
    nothing_sticks_out(Screen::Narrow).await
}

#[tokio::test]
async fn no_page_moves_sideways_on_a_phone() -> Outcome {
    nothing_sticks_out(Screen::Phone).await
}

#[tokio::test]
async fn no_page_moves_sideways_at_twice_the_size() -> Outcome {
    nothing_sticks_out(Screen::Zoomed).await
}

#[tokio::test]
async fn every_control_can_be_hit_with_a_thumb() -> Outcome {
    journey(Site::root().await?, Screen::Phone, async |reader| {
        look_at_all(reader, SMALL, 0).await
    })
    .await
}

/// Scrolls through a page and sums up by how much what is read was moved.
const SHIFT: &str = "
    const done = arguments[arguments.length - 1];
    let sum = 0;
    const causes = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            if (entry.hadRecentInput) continue;
            sum += entry.value;
            causes.push(...entry.sources.map(({ node }) => `${node?.nodeName}.${node?.className}`));
        }
    }).observe({ type: 'layout-shift', buffered: true });
    const step = () => {
        const before = scrollY;
        scrollBy({ top: innerHeight / 2, behavior: 'instant' });
        const rest = () => setTimeout(() => done([sum, [...new Set(causes)].slice(0, 6).join(', ')]), 300);
        requestAnimationFrame(() => requestAnimationFrame(scrollY === before ? rest : step));
    };
    step();";

async fn nothing_jumps(screen: Screen) -> Outcome {
    journey(Site::root().await?, screen, async |reader| {
        if !reader.can_develop() {
            // No other engine counts.
            return Ok(());
        }
        reader.expect(LOST);
        let mut found = Vec::new();
        for path in [
            "",
            "section/38",
            "thread/155132",
            "thread/156750/4",
            "user/57",
        ] {
            reader.open(path).await?;
            let answer = reader.driver.execute_async(SHIFT, vec![]).await?;
            let (shift, causes): (f64, String) = answer.convert()?;
            if shift >= 0.02 {
                found.push(format!("/{path} shifts by {shift:.3}: {causes}"));
            }
        }
        match found.is_empty() {
            true => Ok(()),
            false => Err(found.join("\n").into()),
        }
    })
    .await
}

#[tokio::test]
async fn nothing_jumps_while_a_page_is_read_at_a_desk() -> Outcome {
    nothing_jumps(Screen::Desk).await
}

#[tokio::test]
async fn nothing_jumps_while_a_page_is_read_on_a_phone() -> Outcome {
    nothing_jumps(Screen::Phone).await
}
