use crate::gazetteer::PlaceKind;

impl PlaceKind {
    /// Returns what sort of place a word names (`river`, `province`); one that is none of these (a villa,
    /// a temple, a battlefield) names a site.
    pub(super) fn of_category(category: &str) -> Self {
        match category.trim().to_lowercase().as_str() {
            "continent" | "region" | "area" => Self::Region,
            "country" | "nation" => Self::Country,
            "historical state" | "former state" | "former country" | "kingdom" | "empire" => {
                Self::HistoricalState
            }
            "division" | "state" | "province" | "oblast" | "county" | "district" | "parish"
            | "department" | "canton" => Self::Division,
            "capital" => Self::Capital,
            "settlement" | "city" | "town" | "village" | "hamlet" | "populated place"
            | "pueblo" | "ciudad" | "settlement-modern" | "urban" => Self::Settlement,
            "water" | "river" | "lake" | "canal" | "spring" | "water-open" | "stream" => {
                Self::Water
            }
            "sea" | "ocean" | "bay" | "gulf" | "strait" => Self::Sea,
            "landform" | "mountain" | "mountains" | "peak" | "range" | "desert" | "cape"
            | "plateau" | "steppe" | "valley" | "hill" | "plain" | "pass" | "forest" => {
                Self::Landform
            }
            "island" | "islands" | "archipelago" | "isle" => Self::Island,
            _ => Self::Site,
        }
    }

    /// Returns what sort of place a feature class of `GeoNames` is for.
    pub(super) fn of_class(class: char) -> Option<Self> {
        Some(match class.to_ascii_uppercase() {
            'A' => Self::Division,
            'H' => Self::Water,
            'L' => Self::Region,
            'P' => Self::Settlement,
            'R' | 'S' => Self::Site,
            'T' | 'U' | 'V' => Self::Landform,
            _ => return None,
        })
    }

    /// Returns what sort of place a feature code of `GeoNames` is for.
    pub(super) fn of_code(class: char, code: &str) -> Option<Self> {
        Some(match code {
            "PCLH" | "ADM1H" | "ADM2H" => Self::HistoricalState,
            _ if code.starts_with("PCL") => Self::Country,
            "PPLC" => Self::Capital,
            "OCN" | "SEA" | "BAY" | "BAYS" | "GULF" | "STRT" | "SD" | "CHN" => Self::Sea,
            "ISL" | "ISLS" | "ISLET" | "ATOL" => Self::Island,
            _ => return Self::of_class(class),
        })
    }
}
