/// What is known of where a place lies, beside its coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Whereabouts {
    /// How well it is known.
    pub precision: Precision,
    /// How far off the coordinates may be, in kilometres.
    pub radius_km: Option<f64>,
    /// Whether the place was made up: it lies in a tale, whatever point stands for it.
    pub fictional: bool,
}

/// How well it is known where a place lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The coordinates are the place's.
    #[default]
    Exact,
    /// The coordinates are near the place, or one guess of several.
    Approximate,
    /// Nobody knows where it is, so that no coordinates are to be looked for.
    Unknown,
}

impl Precision {
    /// Every precision, the best first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Approximate, Self::Unknown];

    /// Returns the word for it in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::Unknown => "unknown",
        }
    }
}
