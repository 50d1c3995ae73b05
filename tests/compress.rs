//! `qilou compress`, on a folder of a site.
#![cfg(feature = "cli")]

use qilou::cli::{CompressOptions, Compressed, Problem, compress};
use std::{
    error::Error,
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A text that gets much smaller.
fn text(of: &str) -> String {
    format!("{of} 骑楼与岭南的老街。").repeat(60)
}

fn site() -> Outcome<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir_all(folder.path().join("content/threads/7"))?;
    for (name, content) in [
        ("index.html", text("<p>")),
        ("app-0123456789abcdef_bg.wasm", "\0asm".repeat(200)),
        ("content/threads/7/1.json", text("{}")),
        ("small.txt", "x".to_owned()),
        ("picture.png", "p".repeat(500)),
        ("content/search.pf_index", "i".repeat(500)),
        (".hidden.txt", text("hidden")),
    ] {
        fs::write(folder.path().join(name), content)?;
    }
    Ok(folder)
}

fn run(folder: &Path) -> Result<Compressed, Problem> {
    compress(&CompressOptions {
        folder: folder.to_owned(),
    })
}

fn names(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            match path.is_dir() {
                true => folders.push(path),
                false => names.push(path.strip_prefix(folder)?.display().to_string()),
            }
        }
    }
    names.sort();
    Ok(names)
}

fn unpacked(path: &Path) -> Outcome<Vec<u8>> {
    let packed = fs::read(path)?;
    let mut plain = Vec::new();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("br") => brotli::BrotliDecompress(&mut &*packed, &mut plain)?,
        _ => {
            flate2::read::GzDecoder::new(&*packed).read_to_end(&mut plain)?;
        }
    }
    Ok(plain)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}

#[test]
fn texts_and_programs_are_compressed_and_nothing_else() -> Outcome {
    let site = site()?;
    let done = run(site.path())?;
    assert_eq!((done.packed, done.kept, done.removed), (3, 0, 0));
    assert!(done.brotli < done.bytes / 4 && done.gzip < done.bytes / 4);
    let names = names(site.path())?;
    let packed: Vec<&String> = names
        .iter()
        .filter(|name| name.ends_with(".br") || name.ends_with(".gz"))
        .collect();
    assert_eq!(
        packed,
        [
            "app-0123456789abcdef_bg.wasm.br",
            "app-0123456789abcdef_bg.wasm.gz",
            "content/threads/7/1.json.br",
            "content/threads/7/1.json.gz",
            "index.html.br",
            "index.html.gz",
        ]
    );
    for name in packed {
        let path = site.path().join(name);
        assert_eq!(
            unpacked(&path)?,
            fs::read(path.with_extension(""))?,
            "{name}"
        );
    }
    Ok(())
}

#[test]
fn a_second_run_writes_nothing() -> Outcome {
    let site = site()?;
    run(site.path())?;
    let page = beside(&site.path().join("index.html"), ".br");
    let first = fs::read(&page)?;
    fs::write(&page, &first)?;
    File::options()
        .write(true)
        .open(&page)?
        .set_modified(fs::metadata(site.path().join("index.html"))?.modified()?)?;
    let done = run(site.path())?;
    assert_eq!((done.packed, done.kept, done.removed), (0, 3, 0));
    // Made anew, it is the same.
    fs::remove_file(&page)?;
    assert_eq!(run(site.path())?.packed, 1);
    assert_eq!(fs::read(&page)?, first);
    Ok(())
}

#[test]
fn what_has_changed_is_compressed_anew_even_if_it_looks_as_old() -> Outcome {
    let site = site()?;
    run(site.path())?;
    let path = site.path().join("index.html");
    let then = fs::metadata(&path)?.modified()?;
    fs::write(&path, text("<b>"))?;
    File::options()
        .write(true)
        .open(&path)?
        .set_modified(then)?;
    assert_eq!(run(site.path())?.packed, 1);
    assert_eq!(unpacked(&beside(&path, ".br"))?, fs::read(&path)?);
    assert_eq!(unpacked(&beside(&path, ".gz"))?, fs::read(&path)?);

    let later = SystemTime::now() + Duration::from_secs(60);
    File::options()
        .write(true)
        .open(&path)?
        .set_modified(later)?;
    assert_eq!(run(site.path())?.packed, 1);
    Ok(())
}

#[test]
fn what_has_lost_its_file_goes_and_attachments_stay() -> Outcome {
    let site = site()?;
    run(site.path())?;
    fs::remove_file(site.path().join("content/threads/7/1.json"))?;
    fs::write(site.path().join("index.html"), "short")?;
    // Members attach such files; one of them beside a text of its name.
    let mut attached = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    attached.write_all(b"mine")?;
    let attached = attached.finish()?;
    for name in ["notes.txt.gz", "backup.tar.gz", "data.csv.gz"] {
        fs::write(site.path().join(name), &attached)?;
    }
    fs::write(site.path().join("data.csv"), text("a,b"))?;
    let done = run(site.path())?;
    assert_eq!(done.removed, 4);
    let names = names(site.path())?;
    for gone in [
        "index.html.br",
        "index.html.gz",
        "content/threads/7/1.json.br",
    ] {
        assert!(!names.contains(&gone.to_owned()), "{gone}");
    }
    for kept in ["notes.txt.gz", "backup.tar.gz", "data.csv.gz"] {
        assert_eq!(fs::read(site.path().join(kept))?, attached, "{kept}");
    }
    assert!(names.contains(&"data.csv.br".to_owned()));
    Ok(())
}

#[test]
fn a_folder_that_is_none_is_told() -> Outcome {
    let site = site()?;
    assert!(matches!(
        run(&site.path().join("nowhere")),
        Err(Problem::NoFolder(_))
    ));
    assert!(matches!(
        run(&site.path().join("index.html")),
        Err(Problem::NotAFolder(_))
    ));
    Ok(())
}
