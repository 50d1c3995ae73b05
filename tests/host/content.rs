//! The embedded default site, read through the backend as the app reads it.

use crate::support::{ROOT, wait};
use qilou::{
    backend::{Backend, Native},
    model::{
        Badge, Capability, Packs, Paths, PostState, Section, Site, ThreadFlag, ThreadListName,
        ThreadPage,
    },
    route::{SectionRoute, ThreadRoute},
    transport::FolderTransport,
};
use std::{path::Path, rc::Rc};

fn backend() -> Native {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    Native::new(
        ROOT.to_owned(),
        Rc::new(FolderTransport {
            root: ROOT.to_owned(),
            folder,
        }),
        Paths::default(),
        Packs::default(),
    )
}

fn section(backend: &Native, id: &str, page: u32) -> qilou::model::SectionPage {
    wait(backend.section(&SectionRoute {
        id: id.into(),
        page,
        ..SectionRoute::default()
    }))
    .unwrap()
}

fn sections(site: &Site) -> Vec<&Section> {
    fn walk<'a>(section: &'a Section, all: &mut Vec<&'a Section>) {
        all.push(section);
        section.children.iter().for_each(|child| walk(child, all));
    }
    let mut all = Vec::new();
    site.sections
        .iter()
        .for_each(|section| walk(section, &mut all));
    all
}

fn whole(backend: &Native, id: &str) -> Vec<ThreadPage> {
    let page = |number| {
        wait(backend.thread(&ThreadRoute {
            id: id.into(),
            page: number,
            ..ThreadRoute::default()
        }))
        .unwrap()
    };
    let first = page(1);
    let count = first.page.count.unwrap();
    [first].into_iter().chain((2..=count).map(page)).collect()
}

#[test]
fn the_navigation_is_the_reference_pages() {
    let site = wait(backend().site()).unwrap();
    let rows: Vec<String> = site
        .nav
        .iter()
        .map(|row| {
            row.iter()
                .map(|link| link.label.as_str())
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    assert_eq!(
        rows,
        [
            "要闻分享|关注中国|逆耳忠言|不平则鸣|情感天空|健康生活|流行时尚|保险理财|讽刺幽默|IT与游戏|信息交流|华发移民|华发工作|摄影美图",
            "社会聚焦|旅游天地|娱乐八卦|音乐视频|校友互动|网络社区|房屋安家|教育培训|中医瑰宝|专栏作者|科技文化|华发留学|华发红娘|关于本站",
        ]
    );
    assert_eq!(site.name, "华发网");
    assert!(site.can(Capability::Modlog) && site.can(Capability::OnlyAuthor));
}

#[test]
fn every_section_is_described_and_can_be_opened() {
    let backend = backend();
    let site = wait(backend.site()).unwrap();
    let all = sections(&site);
    assert!(all.len() >= 30);
    for one in all
        .into_iter()
        .filter(|section| !section.group && section.redirect.is_none())
    {
        assert!(one.description.is_some(), "{} is not described", one.name);
        let page = section(&backend, one.id.as_str(), 1);
        assert_eq!(page.section.id, one.id);
        assert_eq!(page.threads.is_empty(), one.gate.is_some(), "{}", one.name);
    }
}

#[test]
fn the_reference_thread_tells_all_its_facts() {
    let backend = backend();
    let site = wait(backend.site()).unwrap();
    let watched = sections(&site)
        .into_iter()
        .find(|section| section.name == "关注中国")
        .unwrap();
    let pages = section(&backend, watched.id.as_str(), 1)
        .page
        .count
        .unwrap();
    let listed = (1..=pages)
        .flat_map(|page| section(&backend, watched.id.as_str(), page).threads)
        .find(|thread| thread.title == "中哈两国携手同心 共建“一带一路”结硕果")
        .expect("the thread is listed");
    assert_eq!(listed.created.rfc3339(), "2023-09-01T15:33:27Z");
    assert_eq!(
        (listed.counts.views, listed.counts.replies),
        (Some(155), Some(0))
    );
    let page = whole(&backend, listed.id.as_str()).remove(0);
    let post = &page.posts[0];
    assert_eq!(post.attachments[0].name, "截屏2023-09-01 18.33.08.png");
    let text = &post.body.text;
    let fixture = include_str!("reference-thread.txt");
    for paragraph in fixture.lines().filter(|line| !line.is_empty()) {
        let (before, _) = paragraph.split_once('【').unwrap_or((paragraph, ""));
        assert!(text.contains(before), "missing: {before}");
    }
    assert_eq!(fixture.lines().filter(|line| !line.is_empty()).count(), 13);
    assert!(text.contains("版權所有，文章觀點不代表華發網官方立場"));
}

#[test]
fn the_long_thread_has_every_kind_of_floor() {
    let backend = backend();
    let hot = wait(backend.list(ThreadListName::Hot, 1)).unwrap();
    let long = hot
        .threads
        .iter()
        .find(|thread| thread.counts.replies == Some(129))
        .expect("130 posts");
    let pages = whole(&backend, long.id.as_str());
    assert!(pages.len() == 7 && pages[..6].iter().all(|page| page.r#final));
    let posts: Vec<_> = pages.iter().flat_map(|page| &page.posts).collect();
    let floors: Vec<u32> = posts.iter().filter_map(|post| post.floor).collect();
    assert_eq!(floors, (1..=130).collect::<Vec<_>>());
    for state in [
        PostState::Ok,
        PostState::Hidden,
        PostState::Deleted,
        PostState::Pending,
        PostState::Warned,
    ] {
        assert!(posts.iter().any(|post| post.state == state), "{state:?}");
    }
    for badge in [Badge::Op, Badge::Moderator, Badge::Best, Badge::Pinned] {
        assert!(
            posts.iter().any(|post| post.badges.contains(&badge)),
            "{badge:?}"
        );
    }
    assert!(posts.iter().any(|post| !post.comments.is_empty()));
    assert!(
        posts
            .iter()
            .any(|post| post.ratings.iter().any(|rating| rating.points < 0))
    );
    assert!(posts.iter().any(|post| post.edited.is_some()));
    assert!(posts.iter().any(|post| post.reply_to.is_some()));
    assert!(posts.iter().any(|post| post.body.text.contains("<table")));
    assert!(posts.iter().any(|post| post.body.text.contains("<pre")));
}

#[test]
fn the_front_page_shows_each_list() {
    let home = wait(backend().home()).unwrap();
    assert!(home.newest.len() >= 6 && home.hot.len() >= 6 && home.digest.len() >= 6);
    assert!(
        home.digest
            .iter()
            .all(|thread| thread.is(ThreadFlag::Digest))
    );
    assert!(
        home.newest
            .windows(2)
            .all(|pair| pair[0].created >= pair[1].created)
    );
}

#[test]
fn the_footers_pages_are_there() {
    let backend = backend();
    for slug in ["about", "contact", "terms", "legal", "privacy", "credits"] {
        let page = wait(backend.page(slug)).unwrap();
        assert!(page.body.text.chars().count() > 200, "{slug} is thin");
    }
    let log = wait(backend.modlog(1)).unwrap();
    assert!(log.entries.len() == 20 && log.page.count == Some(2));
}
