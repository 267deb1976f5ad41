use std::collections::{BTreeMap, BTreeSet};

use super::suggestions::Suggestions;
use crate::{
    library::References,
    model::{Code, Destination, Finding, Kind, path_from},
    render::PageList,
    site::KindConfig,
    workspace::Workspace,
};

/// A link to a content file that is not there.
const DEAD_LINK: Code = Code("dead-link");

/// What links and pictures may lead to.
pub(super) struct Targets<'a> {
    files: BTreeSet<&'a str>,
    published: BTreeSet<&'a str>,
    pages: PageList<'a>,
    kinds: &'a BTreeMap<Kind, KindConfig>,
    suggestions: Suggestions<'a>,
}

impl<'a> Targets<'a> {
    /// Returns what links may lead to in a site.
    pub(super) fn of(workspace: &'a Workspace) -> Self {
        let site = &workspace.site;
        let entities = site.entities.iter().map(|file| file.name.as_str());
        let texts = workspace.readings.values().chain(workspace.pages.values());
        let files: BTreeSet<&str> = [&site.readings, &site.entities, &site.pages]
            .into_iter()
            .flatten()
            .map(|file| file.name.as_str())
            .collect();
        Self {
            pages: PageList::of(workspace),
            kinds: &site.config.kinds,
            suggestions: Suggestions::among(files.iter().copied()),
            files,
            published: texts
                .map(|text| text.file.as_str())
                .chain(entities)
                .collect(),
        }
    }

    /// Returns the links of a text to what is not there, or is left out of builds.
    pub(super) fn findings(&self, file: &str, references: &References) -> Vec<Finding> {
        let findings = references.links.iter().filter_map(|(url, place)| {
            let finding = match target(file, url) {
                Target::Other => self.lost(file, url),
                target => self.dead(url, &target),
            }?;
            Some(finding.at(file, place.clone()))
        });
        findings.collect()
    }

    /// Judges a link that leads to no file of the content.
    fn lost(&self, file: &str, url: &str) -> Option<Finding> {
        if self.pages.has_target(file, url) {
            return None;
        }
        let warning = |message: String| Some(Finding::warning(DEAD_LINK, message));
        if let Destination::Address { scheme, .. } = Destination::read(url) {
            // `person:…` stands for a mention; that it is none was told where it was read.
            let kind = scheme.parse::<Kind>().ok();
            if kind.is_some_and(|kind| kind.is_built_in() || self.kinds.contains_key(&kind)) {
                return None;
            }
            return warning(format!(
                "`{url}` is left out: pages lead no reader to what begins with `{scheme}:`"
            ));
        }
        let finding = warning(format!("`{url}` leads to nothing that the site publishes"))?;
        Some(finding.hint(
            "pictures and other files belong in `static/`, and links to readings end in `.md`",
        ))
    }

    fn dead(&self, url: &str, target: &Target) -> Option<Finding> {
        let warning = |message: String| Some(Finding::warning(DEAD_LINK, message));
        let target = match target {
            Target::File(name) => name.as_str(),
            Target::Outside => {
                return warning(format!("the link `{url}` leads out of the site's folder"));
            }
            Target::Other => return None,
        };
        if self.published.contains(target) {
            return None;
        }
        if self.files.contains(target) {
            return warning(format!("the link `{url}` leads to a draft")).map(|finding| {
                finding.hint("the words stand without a link until the draft is published")
            });
        }
        let near = self.suggestions.for_word(target);
        warning(format!(
            "the link `{url}` leads to `{target}`, which is not there"
        ))
        .map(|finding| match near.first() {
            Some(near) => finding.hint(format!("do you mean `{near}`?")),
            None => finding,
        })
    }
}

/// Where a link leads, as far as files of the content are concerned.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// To the file of this name, if there is one.
    File(String),
    /// Out of the site's folder.
    Outside,
    /// To something that is no file of the content.
    Other,
}

/// Returns where the link `url` in `file` leads.
fn target(file: &str, url: &str) -> Target {
    match Destination::read(url) {
        Destination::Path { path, .. } if path.strip_suffix(".md").is_some() => {
            path_from(file, &path).map_or(Target::Outside, Target::File)
        }
        _ => Target::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads_to(url: &str) -> Target {
        target("content/readings/voyage/one.md", url)
    }

    #[test]
    fn links_lead_from_the_file_that_holds_them() {
        let to = |name: &str| Target::File(name.to_owned());
        assert_eq!(leads_to("two.md"), to("content/readings/voyage/two.md"));
        assert_eq!(leads_to("../three.md#end"), to("content/readings/three.md"));
        assert_eq!(leads_to("./a%20b.md"), to("content/readings/voyage/a b.md"));
        assert_eq!(leads_to("/content/about.md"), to("content/about.md"));
        assert_eq!(leads_to("../../../../x.md"), Target::Outside);
    }

    #[test]
    fn links_to_other_things_are_told_from_those_to_the_content() {
        for url in [
            "https://example.org/a.md",
            "mailto:a@b.md",
            "//host/a.md",
            "#x",
            "a.html",
            "",
        ] {
            assert_eq!(leads_to(url), Target::Other, "{url}");
        }
    }
}
