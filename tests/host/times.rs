//! Times in zones, with half hours and with summer time.

use qilou::{
    model::{Clock, Time},
    text::{
        language::Language,
        texts::Texts,
        time::{Times, Zone},
    },
};

fn zone(name: &str, offset_minutes: i32) -> Zone {
    Zone::Forum(Clock {
        zone: Some(name.to_owned()),
        offset_minutes,
    })
}

fn times(zone: Zone, language: Language) -> Times {
    Times {
        zone,
        other: Zone::Reader,
        language,
        texts: Texts::of(language),
        lasting: false,
    }
}

fn at(text: &str) -> Time {
    Time::parse(text).unwrap()
}

#[test]
fn the_reference_post_reads_as_on_its_page() {
    let posted = at("2023-09-01T15:33:27Z");
    let forum = zone("Etc/GMT+6", -360);
    assert_eq!(
        times(forum.clone(), Language::Hans).full(posted),
        "2023-9-1 09:33:27"
    );
    assert_eq!(
        times(forum, Language::English).full(posted),
        "1 Sep 2023, 09:33:27"
    );
}

#[test]
fn the_clock_reads_as_on_the_reference_page() {
    let clock = times(zone("Etc/GMT+6", -360), Language::Hans).clock(at("2024-04-28T10:18:00Z"));
    assert_eq!(clock, "GMT-6, 2024-4-28 04:18");
}

#[test]
fn half_hours_and_quarters_are_told() {
    let moment = at("2024-01-01T00:00:00Z");
    for (name, label, civil) in [
        ("Asia/Kolkata", "GMT+5:30", "2024-1-1 05:30:00"),
        ("Asia/Kathmandu", "GMT+5:45", "2024-1-1 05:45:00"),
        ("Australia/Adelaide", "GMT+10:30", "2024-1-1 10:30:00"),
        ("America/St_Johns", "GMT-3:30", "2023-12-31 20:30:00"),
        ("UTC", "GMT", "2024-1-1 00:00:00"),
    ] {
        let zone = zone(name, 0);
        assert_eq!(zone.label(moment), label, "{name}");
        assert_eq!(times(zone, Language::Hans).full(moment), civil, "{name}");
    }
}

#[test]
fn summer_time_begins_and_ends() {
    let winnipeg = zone("America/Winnipeg", -360);
    for (moment, label) in [
        ("2024-03-10T07:59:59Z", "GMT-6"),
        ("2024-03-10T08:00:00Z", "GMT-5"),
        ("2024-11-03T06:59:59Z", "GMT-5"),
        ("2024-11-03T07:00:00Z", "GMT-6"),
    ] {
        assert_eq!(winnipeg.label(at(moment)), label, "{moment}");
    }
}

#[test]
fn an_unknown_zone_falls_back_to_its_offset() {
    let zone = zone("GMT-6 (华发网)", -330);
    assert_eq!(zone.label(at("2024-01-01T00:00:00Z")), "GMT-5:30");
}

#[test]
fn the_last_week_is_told_as_how_long_ago() {
    let times = times(zone("UTC", 0), Language::Hans);
    let now = at("2024-04-28T10:00:00Z");
    for (moment, text) in [
        ("2024-04-28T10:00:30Z", "刚刚"),
        ("2024-04-28T09:59:30Z", "刚刚"),
        ("2024-04-28T09:57:00Z", "3 分钟前"),
        ("2024-04-28T07:59:00Z", "2 小时前"),
        ("2024-04-26T09:00:00Z", "2 天前"),
        ("2024-04-21T09:00:00Z", "2024-4-21"),
        ("2025-04-21T09:00:00Z", "2025-4-21"),
    ] {
        assert_eq!(times.brief(at(moment), now), text, "{moment}");
    }
}

#[test]
fn no_moment_breaks_the_clock() {
    let times = times(zone("Asia/Kolkata", 330), Language::English);
    for moment in [i64::MIN, -1, 0, i64::MAX] {
        let _ = times.full(Time(moment));
        let _ = times.brief(Time(moment), Time(0));
        let _ = times.elsewhere(Time(moment), Time(i64::MIN));
        let _ = Time(moment).rfc3339();
    }
}

#[test]
fn what_lasts_says_nothing_of_now() {
    let times = Times {
        lasting: true,
        ..times(Zone::Forum(Clock::default()), Language::English)
    };
    let at = Time::parse("2024-05-01T12:00:00Z").unwrap();
    let soon = Time(at.0 + 60);
    assert_eq!(times.brief(at, soon), times.day(at));
    assert_eq!(times.clock(soon), "GMT");
    assert!(!times.elsewhere(at, soon).contains("ago"));
}
