//! How many packs there are to be, and of what.

use crate::{
    content::Name,
    model::{PackSet, Paths},
};
use std::collections::BTreeMap;

/// The documents that may be bundled, by what their paths begin with: how many they are, and how many bytes.
#[derive(Clone, Debug, Default)]
pub struct Plan(BTreeMap<String, (u64, u64)>);

impl Plan {
    /// How many bytes a pack has on average, so that few exceed 1 MiB.
    const BYTES: u64 = 768 * 1024;
    /// How many pages a section or a list has that is not worth bundling.
    const FEW: u64 = 32;

    /// Counts a document of so many bytes.
    pub fn count(&mut self, name: &Name, bytes: u64) {
        if let Some(documents) = documents(name) {
            let (count, sum) = self.0.entry(documents).or_default();
            (*count, *sum) = (*count + 1, *sum + bytes);
        }
    }

    /// How many packs there are to be.
    pub fn packs(&self) -> u64 {
        self.sets().iter().map(|set| u64::from(set.count)).sum()
    }

    /// What is to be bundled.
    pub fn sets(&self) -> Vec<PackSet> {
        let worth = self.0.iter().filter(|(documents, (count, _))| {
            let always = matches!(documents.as_str(), "threads/" | "users/");
            always || *count > Self::FEW
        });
        worth
            .map(|(documents, (_, bytes))| {
                let name = documents.trim_end_matches('/').replace('/', "-");
                // Not `.json`: what compresses texts leaves packs alone, since ranges are of their plain bytes.
                PackSet {
                    documents: documents.clone(),
                    count: u32::try_from(bytes.div_ceil(Self::BYTES)).unwrap_or(u32::MAX),
                    pack: format!("packs/{name}-{{pack}}.pack"),
                    index: format!("packs/{name}-{{pack}}.json"),
                }
            })
            .collect()
    }
}

/// What the path of a document that may be bundled begins with. The pages of a section or a list are spread by their
/// numbers, those of a thread or a member stay together.
fn documents(name: &Name) -> Option<String> {
    let address = name.address(&Paths::default());
    let segments = match name {
        Name::Thread { .. } | Name::User(_) | Name::UserThreads { .. } | Name::UserPosts { .. } => {
            1
        }
        Name::Section(_) | Name::List { .. } => 2,
        _ => return None,
    };
    let end = address.match_indices('/').nth(segments - 1)?.0;
    Some(address[..=end].to_owned())
}
