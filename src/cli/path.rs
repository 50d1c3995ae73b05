//! What the path of a request says, without the base and its slash; and where folders lie.

use crate::route::Route;
use percent_encoding::percent_decode_str;
use std::path::Path;

/// What files of a site end in. A page's id may have a dot, but not before one of these.
const OF_FILES: [&str; 14] = [
    "js", "css", "wasm", "json", "xml", "txt", "svg", "png", "jpg", "gif", "webp", "ico", "map",
    "pack",
];

/// Whether a path that has no file belongs to the app, which finds its way from the address: it has no file extension, or
/// it names one of the app's pages, whose ids may have a dot. Old forum links end in `.html` or `.php`.
pub fn is_page(path: &str) -> bool {
    let is_named = Route::parse("/", &["/", path].concat(), "", "") != Route::NotFound;
    let path = percent_decode_str(path).decode_utf8_lossy();
    let hidden = path.split(['/', '\\']).any(|part| part.starts_with('.'));
    let folders = ["content/", "modules/", "parts/"];
    let of_files = folders.iter().any(|folder| path.starts_with(folder));
    let like_a_page = match extension(&path) {
        None | Some("html" | "php") => true,
        Some(extension) => is_named && !OF_FILES.contains(&extension),
    };
    !hidden && !of_files && like_a_page
}

/// The files that may answer for a page of the app, the best first: what was prerendered for it, the app's own page,
/// and the home page, which is the app's own where nothing was prerendered.
pub fn pages_for(path: &str) -> impl Iterator<Item = String> {
    let prerendered = match path {
        "" => Some("index.html".to_owned()),
        path if path.ends_with('/') => None,
        path => Some([path, ".html"].concat()),
    };
    prerendered
        .into_iter()
        .chain(["app.html", "index.html"].map(str::to_owned))
}

/// Whether a path has a hash in its name, so that its content never changes.
pub fn is_lasting(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if folder.starts_with("content/search") {
        return name.ends_with(".pf_index") || name.ends_with(".pf_meta");
    }
    let Some((stem, "js" | "css" | "wasm")) = name.rsplit_once('.') else {
        return false;
    };
    let Some((_, hash)) = stem.trim_end_matches("_bg").rsplit_once('-') else {
        return false;
    };
    matches!(folder, "" | "modules" | "parts")
        && hash.len() >= 8
        && hash.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The path below the base, if the request is for anything there.
pub fn below<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    path.strip_prefix(base)
}

/// Whether a base is the path of a folder, as it stands in an address.
pub fn is_base(base: &str) -> bool {
    base.starts_with('/')
        && base.ends_with('/')
        && !base.contains("//")
        && !base.split('/').any(|part| part == "." || part == "..")
        && base
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte))
}

/// The base that a site was built for: the address in the `<base>` of its `index.html`.
pub fn base_of(html: &str) -> Option<&str> {
    let (_, tag) = html.split_once("<base ")?;
    let (tag, _) = tag.split_once('>')?;
    let (_, href) = tag.split_once("href=\"")?;
    href.split_once('"').map(|(href, _)| href)
}

fn extension(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let (_, extension) = name.rsplit_once('.')?;
    let plain = !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then_some(extension)
}

/// Whether a place that need not be there yet lies within a folder.
pub fn lies_within(place: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return false;
    };
    let there = place.ancestors().find_map(|place| {
        let place = match place.as_os_str().is_empty() {
            true => Path::new("."),
            false => place,
        };
        place.canonicalize().ok()
    });
    there.is_some_and(|place| place.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_files() {
        for page in [
            "",
            "t/5",
            "section/2/",
            "thread-5-1-1.html",
            "forum.php",
            "archiver/tid-5.html",
            "u/%E7%8E%8B",
            "content",
            "v1.2 notes",
            "section/music@faraway.example",
            "user/li.wei/posts/2",
        ] {
            assert!(is_page(page), "{page}");
        }
        for file in [
            "content/site",
            "content/x.html",
            "modules/clean",
            "a.js",
            "a%2Ejs",
            "app.wasm",
            "images/a.PNG",
            "parts/thread",
            "thread/7.json",
            ".git/config",
            "a/../b",
            "a/%2e%2e/b",
            "..%5cb",
        ] {
            assert!(!is_page(file), "{file}");
        }
    }

    #[test]
    fn hashed_names_last() {
        for file in [
            "app-0123456789abcdef.js",
            "app-0123456789abcdef_bg.wasm",
            "main-1f2e3d4c5b6a7980.css",
            "modules/clean-AB12CD34.js",
            "content/search/index/en_9c2d4b1.pf_index",
            "content/search/pagefind.en_0f3f1e2a11.pf_meta",
        ] {
            assert!(is_lasting(file), "{file}");
        }
        for file in [
            "index.html",
            "config.json",
            "app.js",
            "app-old.js",
            "content/app-0123456789abcdef.js",
            "content/search/pagefind-entry.json",
            "picture-0123456789abcdef.png",
        ] {
            assert!(!is_lasting(file), "{file}");
        }
    }

    #[test]
    fn bases_are_paths_of_folders() {
        for base in ["/", "/forum/", "/a/b-c/", "/~me/"] {
            assert!(is_base(base), "{base}");
        }
        for base in [
            "", "forum", "/forum", "forum/", "//", "/a//b/", "/../", "/a b/", "/?/",
        ] {
            assert!(!is_base(base), "{base}");
        }
    }

    #[test]
    fn the_base_is_read_from_the_page() {
        assert_eq!(
            base_of(r#"<head><base href="/forum/"></head>"#),
            Some("/forum/")
        );
        assert_eq!(base_of("<head></head>"), None);
    }
}
