use super::{super::Mention, names::Name};
use crate::{
    gazetteer::{Place, PlaceKind},
    model::Projection,
};

/// What it brings a place that the text says of which sort it is: `the town of Andes`, `the river
/// Colorado`.
const OF_THE_SORT: f64 = 40.0;
/// What it costs a place of another sort.
const OF_ANOTHER_SORT: f64 = 40.0;
/// What it brings a river, a range, a sea, a group of islands that the name has an article, as theirs
/// have in English: `the Andes`.
const WITH_ARTICLE: f64 = 20.0;
/// What the article costs a town, and a state or province: some of those have one (`the Crimea`).
const TOWN_WITH_ARTICLE: f64 = 60.0;
const DIVISION_WITH_ARTICLE: f64 = 30.0;
/// What it costs a town to bear the name of a landform: `James Island`.
const TOWN_NAMED_AS_LANDFORM: f64 = 20.0;
/// Mentions of one name that are looked at.
const MOST_MENTIONS: usize = 64;

/// A sort of places by the noun that stands beside a name of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Town,
    Division,
    Water,
    Landform,
    Island,
}

const NOUNS: [(&str, Sort); 26] = [
    ("borough", Sort::Town),
    ("city", Sort::Town),
    ("hamlet", Sort::Town),
    ("suburb", Sort::Town),
    ("town", Sort::Town),
    ("village", Sort::Town),
    ("county", Sort::Division),
    ("department", Sort::Division),
    ("prefecture", Sort::Division),
    ("province", Sort::Division),
    ("state", Sort::Division),
    ("lake", Sort::Water),
    ("river", Sort::Water),
    ("rivers", Sort::Water),
    ("stream", Sort::Water),
    ("mount", Sort::Landform),
    ("mountain", Sort::Landform),
    ("mountains", Sort::Landform),
    ("peak", Sort::Landform),
    ("range", Sort::Landform),
    ("volcano", Sort::Landform),
    ("archipelago", Sort::Island),
    ("island", Sort::Island),
    ("islands", Sort::Island),
    ("isle", Sort::Island),
    ("islet", Sort::Island),
];

/// First and last words of names of what nature made.
const HEADS: [&str; 27] = [
    "archipelago",
    "bay",
    "cape",
    "cove",
    "creek",
    "gulf",
    "harbor",
    "harbour",
    "head",
    "hill",
    "hills",
    "island",
    "islands",
    "isle",
    "isles",
    "islet",
    "mount",
    "mountain",
    "mountains",
    "peak",
    "peninsula",
    "point",
    "river",
    "rock",
    "rocks",
    "sound",
    "strait",
];

/// Words that a noun phrase does not go on with behind a name: in `the Chicago office` the article is
/// the office's.
const BEHIND_A_PHRASE: [&str; 40] = [
    "a", "after", "and", "are", "as", "at", "before", "below", "between", "but", "by", "did",
    "does", "flows", "for", "from", "had", "has", "have", "he", "in", "into", "is", "it", "near",
    "of", "on", "or", "over", "she", "that", "the", "they", "through", "to", "was", "were",
    "where", "which", "with",
];

/// What the words beside the mentions of a name say of the sort of place that it names.
pub(super) struct Wording {
    sort: Option<Sort>,
    /// Whether most of the mentions have an article that is the name's own.
    has_article: bool,
    /// Whether the name says itself that it is a landform's.
    names_a_landform: bool,
}

impl Wording {
    /// Reads the words beside a name.
    pub(super) fn of(name: &Name<'_>, mentions: &[Mention<'_>], text: &Projection) -> Self {
        let (mut sorts, mut articles, mut looked_at) = ([0_usize; 5], 0, 0);
        for &mention in name.mentions.iter().take(MOST_MENTIONS) {
            let candidate = mentions[mention].candidate;
            let block = &text.blocks[candidate.block].text;
            let before = &block[..candidate.text.start];
            let behind = &block[candidate.text.end..];
            looked_at += 1;
            if let Some(sort) = sort_before(before).or_else(|| sort_behind(behind)) {
                sorts[sort as usize] += 1;
            }
            articles += usize::from(has_article(before, behind));
        }
        let takes_article = name.senses.iter().any(|it| takes_article(it.place.kind));
        let words = || name.key.split(' ');
        let is_head = |word: Option<&str>| word.is_some_and(|word| HEADS.contains(&word));
        let most = sorts.iter().copied().max().unwrap_or_default();
        let sort = [
            Sort::Town,
            Sort::Division,
            Sort::Water,
            Sort::Landform,
            Sort::Island,
        ]
        .into_iter()
        .find(|&sort| most > 0 && sorts[sort as usize] == most);
        Self {
            sort,
            has_article: takes_article && articles * 2 > looked_at,
            names_a_landform: words().count() > 1
                && (is_head(words().next()) || is_head(words().next_back())),
        }
    }

    /// Returns what they bring a place of the name, or cost it.
    pub(super) fn speaks_for(&self, place: &Place) -> f64 {
        let kind = place.kind;
        let mut worth = 0.0;
        if self.has_article && !place.name.starts_with("The ") {
            worth += match kind {
                PlaceKind::Settlement | PlaceKind::Capital => -TOWN_WITH_ARTICLE,
                PlaceKind::Division => -DIVISION_WITH_ARTICLE,
                kind if takes_article(kind) => WITH_ARTICLE,
                _ => 0.0,
            };
        }
        if let Some(sort) = self.sort {
            worth += match fits(sort, kind) {
                Some(true) => OF_THE_SORT,
                Some(false) => -OF_ANOTHER_SORT,
                None => 0.0,
            };
        } else if self.names_a_landform && kind == PlaceKind::Settlement {
            worth -= TOWN_NAMED_AS_LANDFORM;
        }
        worth
    }
}

fn takes_article(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Water | PlaceKind::Sea | PlaceKind::Landform
    )
}

/// Returns whether a place is of a sort; `None` where a noun says nothing of it: an island may be a
/// country, and a city a division.
fn fits(sort: Sort, kind: PlaceKind) -> Option<bool> {
    use PlaceKind as Is;
    match (sort, kind) {
        (Sort::Town, Is::Settlement | Is::Capital)
        | (Sort::Division, Is::Division)
        | (Sort::Water, Is::Water | Is::Sea)
        | (Sort::Landform, Is::Landform)
        | (Sort::Island, Is::Island) => Some(true),
        (
            Sort::Town | Sort::Division,
            Is::Division | Is::Country | Is::HistoricalState | Is::Capital,
        )
        | (Sort::Island, Is::Country | Is::Division | Is::Region)
        | (Sort::Landform, Is::Region | Is::Site)
        | (_, Is::Site) => None,
        _ => Some(false),
    }
}

/// `the town of`, `the river`
fn sort_before(before: &str) -> Option<Sort> {
    let mut words = before.trim_end().rsplit(char::is_whitespace);
    let last = words.next()?;
    let named = |word: &str| NOUNS.iter().find(|(noun, _)| *noun == word).map(|it| it.1);
    if last == "of" {
        // `the state of Chile` may be one of mind.
        return named(words.next()?);
    }
    named(last).filter(|sort| matches!(sort, Sort::Water | Sort::Landform))
}

/// `river`, `mountains`
fn sort_behind(behind: &str) -> Option<Sort> {
    let word = behind.strip_prefix(' ')?;
    let end = word.find(|c: char| !c.is_alphabetic());
    let word = &word[..end.unwrap_or(word.len())];
    let (_, sort) = NOUNS.iter().find(|(noun, _)| *noun == word)?;
    // `the Chiloe mountains` are not Chiloe.
    matches!(sort, Sort::Water).then_some(*sort)
}

/// Returns whether an article before a name is the name's own.
fn has_article(before: &str, behind: &str) -> bool {
    let Some(before) = before.strip_suffix(' ') else {
        return false;
    };
    let article = before.rsplit(char::is_whitespace).next();
    if !matches!(article, Some("the" | "The")) {
        return false;
    }
    let word = behind.trim_start_matches(' ');
    let end = word
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(word.len());
    // Behind a mark, and at the end, the phrase is over.
    end == 0 || BEHIND_A_PHRASE.contains(&&word[..end])
}
