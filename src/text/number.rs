//! Numbers as a reader likes them.

use super::language::Language;

/// A count with its thousands apart: `48,213`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count in little room: exact below ten thousand, then `1.2万`, `1.2萬` or `12k`.
pub fn short(number: u64, language: Language) -> String {
    let (unit, divisor, name) = match language {
        Language::English if number >= 1_000_000 => ("m", 1_000_000, ""),
        Language::English => ("k", 1_000, ""),
        _ if number >= 100_000_000 => (
            "",
            100_000_000,
            if language == Language::Hans {
                "亿"
            } else {
                "億"
            },
        ),
        Language::Hans => ("", 10_000, "万"),
        Language::Hant => ("", 10_000, "萬"),
    };
    if number < 10_000 {
        return number.to_string();
    }
    let tenths = number / (divisor / 10);
    match (tenths / 10, tenths % 10) {
        (whole, tenth) if whole < 10 && tenth > 0 => format!("{whole}.{tenth}{unit}{name}"),
        (whole, _) => format!("{whole}{unit}{name}"),
    }
}

/// A file's size: `812 B`, `34 KB`, `1.2 MB`.
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];
    let mut unit = 0;
    let mut tenths = number.saturating_mul(10);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1_000;
        unit += 1;
    }
    let name = UNITS[unit];
    match (tenths / 10, tenths % 10) {
        (whole, tenth) if whole < 10 && tenth > 0 => format!("{whole}.{tenth} {name}"),
        (whole, _) => format!("{whole} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, bytes, grouped, short};

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn large_counts_are_short_in_each_language() {
        for (number, hans, english) in [
            (0, "0", "0"),
            (9_999, "9999", "9999"),
            (10_000, "1万", "10k"),
            (36_900, "3.6万", "36k"),
            (1_250_000, "125万", "1.2m"),
            (230_000_000, "2.3亿", "230m"),
        ] {
            assert_eq!(short(number, Language::Hans), hans);
            assert_eq!(short(number, Language::English), english);
        }
        assert_eq!(short(36_900, Language::Hant), "3.6萬");
    }

    #[test]
    fn sizes_have_a_unit() {
        for (number, text) in [
            (0, "0 B"),
            (812, "812 B"),
            (1_200, "1.2 KB"),
            (34_000, "34 KB"),
            (1_250_000, "1.2 MB"),
        ] {
            assert_eq!(bytes(number), text);
        }
        assert_eq!(bytes(u64::MAX).split(' ').nth(1), Some("GB"));
    }
}
