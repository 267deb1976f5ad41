//! The nouns that the names of events are made with.

/// What sort of noun a word is in the name of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// With a capital and any name before it an event: `Boxer Rebellion`.
    Strong,
    /// With a capital an event where a place, a people or a year says which: `Yalta Conference`.
    Weak,
    /// Without a capital an event where a place, a people or a year says which: `Chernobyl disaster`.
    Common,
}

impl Head {
    /// Returns what sort of noun a word is; `None` for all others.
    pub(super) fn of(word: &str) -> Option<Self> {
        [
            (&STRONG[..], Self::Strong),
            (&WEAK, Self::Weak),
            (&COMMON, Self::Common),
        ]
        .into_iter()
        .find_map(|(words, head)| words.contains(&word).then_some(head))
    }
}

/// Nouns that name an event with `of` and a name, capital or not: `Siege of Leningrad`.
pub(super) const OF_NAMES: [&str; 16] = [
    "Battle",
    "Battles",
    "Defenestration",
    "Massacre",
    "Partition",
    "Peace",
    "Sack",
    "Siege",
    "Storming",
    "Treaty",
    "War",
    "Wars",
    "battle",
    "massacre",
    "siege",
    "treaty",
];

/// Nouns that name one with `of` and the name of a place alone: `Congress of Vienna`, not
/// `Congress of Industrial Organizations`.
pub(super) const OF_PLACES: [&str; 5] = ["Congress", "Invasion", "Fall", "Bombing", "Liberation"];

/// Nouns, capital or not, that name one with `of` and a year: `revolution of 1848`.
pub(super) const OF_YEARS: [&str; 22] = [
    "Crash",
    "Crisis",
    "Exhibition",
    "Fire",
    "Panic",
    "Revolution",
    "Revolutions",
    "Uprising",
    "War",
    "coup",
    "crash",
    "crisis",
    "earthquake",
    "epidemic",
    "famine",
    "mutiny",
    "pandemic",
    "panic",
    "rebellion",
    "revolution",
    "revolutions",
    "uprising",
];

/// Adjectives that may stand before a noun without a capital.
pub(super) const ADJECTIVES: [&str; 27] = [
    "banking",
    "civil",
    "constitutional",
    "debt",
    "economic",
    "energy",
    "federal",
    "financial",
    "general",
    "global",
    "gubernatorial",
    "hostage",
    "leadership",
    "legislative",
    "local",
    "market",
    "mayoral",
    "military",
    "municipal",
    "nuclear",
    "oil",
    "parliamentary",
    "presidential",
    "provincial",
    "refugee",
    "regional",
    "stock",
];

const STRONG: [&str; 23] = [
    "Armistice",
    "Blitz",
    "Crusade",
    "Crusades",
    "Genocide",
    "Insurrection",
    "Massacre",
    "Mutiny",
    "Olympics",
    "Pact",
    "Pandemic",
    "Paralympics",
    "Plot",
    "Putsch",
    "Rebellion",
    "Revolt",
    "Revolution",
    "Rising",
    "Treaty",
    "Uprising",
    "War",
    "Wars",
    "Schism",
];

const WEAK: [&str; 41] = [
    "Accord",
    "Accords",
    "Affair",
    "Agreement",
    "Attack",
    "Attacks",
    "Bombing",
    "Bombings",
    "Campaign",
    "Conference",
    "Crisis",
    "Coup",
    "Cup",
    "Declaration",
    "Disaster",
    "Earthquake",
    "Election",
    "Elections",
    "Epidemic",
    "Expedition",
    "Famine",
    "Fire",
    "Flood",
    "Games",
    "Intervention",
    "Invasion",
    "Landings",
    "Offensive",
    "Plague",
    "Pogrom",
    "Protests",
    "Purge",
    "Putsch",
    "Raid",
    "Referendum",
    "Riots",
    "Scandal",
    "Strike",
    "Summit",
    "Trials",
    "Troubles",
];

const COMMON: [&str; 32] = [
    "attack",
    "attacks",
    "bombing",
    "bombings",
    "coup",
    "crash",
    "crisis",
    "disaster",
    "earthquake",
    "election",
    "elections",
    "epidemic",
    "eruption",
    "famine",
    "flood",
    "floods",
    "genocide",
    "insurrection",
    "invasion",
    "massacre",
    "pandemic",
    "pogrom",
    "protests",
    "recession",
    "referendum",
    "revolution",
    "riot",
    "riots",
    "trials",
    "tsunami",
    "uprising",
    "summit",
];

/// Of the nouns without a capital those that a place or a people before them, without a year, makes the
/// name of one event.
pub(super) const AFTER_PLACES: [&str; 13] = [
    "bombings",
    "crash",
    "disaster",
    "earthquake",
    "epidemic",
    "famine",
    "genocide",
    "massacre",
    "pandemic",
    "pogrom",
    "revolution",
    "trials",
    "uprising",
];

/// Of the nouns without a capital those that make a name with the day of a month: `January 6 attack`.
pub(super) const AFTER_DAYS: [&str; 9] = [
    "attack",
    "attacks",
    "bombings",
    "coup",
    "insurrection",
    "massacre",
    "protests",
    "riot",
    "uprising",
];

/// Names of bodies and rules that a word for an event does not end: `Star Wars`.
pub(super) const NO_EVENTS: [&str; 9] = [
    "Star", "Post", "Pre", "Inter", "Anti", "Class", "Price", "Culture", "Browser",
];
