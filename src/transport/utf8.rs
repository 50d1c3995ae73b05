//! The text that bytes are.

/// The bytes as text, if they are UTF-8. The mark that some editors put before it (U+FEFF) is none of it: browsers take
/// it away, too.
pub fn utf8(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    Some(match text.strip_prefix(MARK) {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

const MARK: char = '\u{feff}';

/// The same for answers of servers, where bytes that are not UTF-8 are replaced.
#[cfg(feature = "cli")]
pub fn utf8_lossy(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_prefix(MARK).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::utf8;

    #[test]
    fn a_mark_before_the_text_is_none_of_it() {
        let read = |bytes: &[u8]| utf8(bytes.to_vec());
        assert_eq!(read(b"\xef\xbb\xbf{}").as_deref(), Some("{}"));
        assert_eq!(read("骑楼".as_bytes()).as_deref(), Some("骑楼"));
        // 华 as GBK writes it.
        assert_eq!(read(b"\xbb\xaa"), None);
    }
}
