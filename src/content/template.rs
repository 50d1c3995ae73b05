//! Templates of paths read backwards: which document is at a path.

use super::Name;
use crate::{
    backend::native::place::{
        HOME, LIST, MODLOG, PAGE, Place, SECTION, SECTION_BOTH, SECTION_NARROWED, SECTION_SORTED,
        THREAD, THREAD_BY, USER, USER_POSTS, USER_THREADS,
    },
    model::{Paths, Sort},
    route::{Narrow, SectionRoute, parse_filter, parse_list, parse_sort},
};
use percent_encoding::percent_decode_str;

const PLACES: [Place; 13] = [
    HOME,
    LIST,
    SECTION,
    SECTION_SORTED,
    SECTION_NARROWED,
    SECTION_BOTH,
    THREAD,
    THREAD_BY,
    USER,
    USER_THREADS,
    USER_POSTS,
    PAGE,
    MODLOG,
];

/// The template of each kind of document, those that say most first.
#[derive(Debug)]
pub struct Templates(Vec<(&'static str, String)>);

/// What a template's places stand for in a path.
type Found<'a> = Vec<(&'a str, &'a str)>;

impl Templates {
    /// The templates of a site.
    pub fn of(paths: &Paths) -> Self {
        let template = |(name, usual): Place| {
            let template = paths.0.get(name).map_or(usual, String::as_str);
            let template = percent_decode_str(template).decode_utf8_lossy();
            (name, template.into_owned())
        };
        let mut templates: Vec<_> = PLACES.into_iter().map(template).collect();
        templates.sort_by_key(|(_, template)| std::cmp::Reverse(said(template)));
        Self(templates)
    }

    /// The name of the document that is at a path.
    pub fn name_of(&self, file: &str, paths: &Paths) -> Option<Name> {
        if file == "site.json" {
            return Some(Name::Site);
        }
        self.0.iter().find_map(|(place, template)| {
            // What a template says twice (`{shard}/{id}`) has to agree, so the name is led back to the path.
            let accept = |found: &Found| {
                name(place, found).filter(|name| name.file(paths).as_deref() == Some(file))
            };
            fit(template, file, &mut Vec::new(), &accept)
        })
    }
}

/// How many characters of a template are said outright.
fn said(template: &str) -> usize {
    let places = template.split('{').skip(1).map(|rest| {
        let (place, _) = rest.split_once('}').unwrap_or_default();
        place.len() + 2
    });
    template.len() - places.sum::<usize>().min(template.len())
}

/// Tries every way in which a path fits a template. Only ids may hold a slash.
fn fit<'a>(
    template: &'a str,
    path: &'a str,
    found: &mut Found<'a>,
    accept: &dyn Fn(&Found) -> Option<Name>,
) -> Option<Name> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == path).then(|| accept(found)).flatten();
    };
    let path = path.strip_prefix(before)?;
    let (variable, rest) = rest.split_once('}')?;
    let ends = path.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|end| variable == "id" || !path[..*end].contains('/'))
        .find_map(|end| {
            let (value, path) = path.split_at(end);
            found.push((variable, value));
            let name = fit(rest, path, found, accept);
            found.pop();
            name
        })
}

fn name(place: &str, found: &Found) -> Option<Name> {
    let text = |name: &str| {
        let named = found.iter().find(|(variable, _)| *variable == name);
        named.map(|(_, value)| *value)
    };
    let page = || text("page")?.parse().ok().filter(|page| *page > 0);
    let section = || {
        let sort = match text("sort") {
            Some(sort) => parse_sort(sort)?,
            None => Sort::LastPost,
        };
        let narrow = match text("filter") {
            None => None,
            Some(filter) => Some(match filter.strip_prefix("prefix-") {
                Some(prefix) => Narrow::Prefix(prefix.to_owned()),
                None => Narrow::Filter(parse_filter(filter)?),
            }),
        };
        Some(Name::Section(SectionRoute {
            id: text("id")?.into(),
            page: page()?,
            sort,
            narrow,
        }))
    };
    Some(match place {
        "home" => Name::Home,
        "list" => Name::List {
            list: parse_list(text("list")?)?,
            page: page()?,
        },
        "thread" | "thread_by" => Name::Thread {
            id: text("id")?.into(),
            author: text("author").map(Into::into),
            page: page()?,
        },
        "user" => Name::User(text("id")?.into()),
        "user_threads" => Name::UserThreads {
            id: text("id")?.into(),
            page: page()?,
        },
        "user_posts" => Name::UserPosts {
            id: text("id")?.into(),
            page: page()?,
        },
        "page" => Name::Page(text("slug")?.to_owned()),
        "modlog" => Name::Modlog(page()?),
        _ => return section(),
    })
}
