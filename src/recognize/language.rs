//! Whether a text is English, which is all that rules and tagger can read.

use crate::model::Projection;

/// The language of a text, as far as it matters for what can be found in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, or too short to tell.
    #[default]
    English,
    /// Another: only names that are known are found.
    Other,
}

/// Fewer words tell little: a title, a list of names.
const FEWEST_WORDS: usize = 20;

/// So few function words of other languages tell of a text of fewer words, if no English one stands beside them; the same for how many
/// times as many there must be if some do.
const FEWEST_FOREIGN: usize = 2;
const TIMES_AS_MANY: usize = 3;

/// In English prose of any age two words of five are among [`ENGLISH`]; in no other language one of eight.
const LEAST_SHARE: f32 = 0.12;

/// Below this share the function words of other languages are asked, too.
const SURE_SHARE: f32 = 0.25;

/// So many words are enough to tell.
const MOST_WORDS: usize = 20_000;

/// Returns the language of a text: by its letters, and by how many of its words are the commonest of English.
///
/// Names say nothing of the language, so only words without a first capital count, or such as are capitals all
/// through.
pub(super) fn language_of(text: &Projection) -> Language {
    let mut counts = Counts::default();
    for block in text.body() {
        counts.add(&block.text);
        if counts.words >= MOST_WORDS {
            break;
        }
    }
    counts.language()
}

#[derive(Default)]
struct Counts {
    latin: usize,
    other_letters: usize,
    words: usize,
    english: usize,
    foreign: usize,
    /// The same counts of a short text: capitals count, and words between the words of a name do not.
    short_english: usize,
    short_foreign: usize,
}

impl Counts {
    fn add(&mut self, text: &str) {
        // Foreign words since the last capital, as long as nothing else stands between: `Ludwig van`.
        let mut of_name = 0;
        let mut is_in_name = false;
        for word in text.split(|c: char| !c.is_alphabetic()) {
            if self.words >= MOST_WORDS {
                return;
            }
            let Some(first) = word.chars().next() else {
                continue;
            };
            let latin = word.chars().filter(|&letter| is_latin(letter)).count();
            let letters = word.chars().count();
            self.latin += latin;
            self.other_letters += letters - latin;
            let has = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
            let is_foreign = has(&FOREIGN) || has(&FOREIGN_IN_SHORT);
            if self.words < FEWEST_WORDS {
                let is_capital = first.is_uppercase();
                if is_capital && is_in_name {
                    self.short_foreign -= of_name;
                }
                self.short_english += usize::from(letters > 1 && has(&ENGLISH) || word == "I");
                self.short_foreign += usize::from(is_foreign);
                of_name = if is_capital || !is_foreign {
                    0
                } else {
                    of_name + 1
                };
                is_in_name = is_capital || is_in_name && is_foreign;
            }
            let is_name =
                first.is_uppercase() && (letters == 1 || word.chars().any(char::is_lowercase));
            // What an apostrophe leaves (`don’t`) is no word.
            if is_name || letters == 1 && !matches!(word, "a" | "A") {
                continue;
            }
            self.words += 1;
            self.english += usize::from(has(&ENGLISH));
            self.foreign += usize::from(has(&FOREIGN));
        }
    }

    fn language(&self) -> Language {
        if self.other_letters > self.latin {
            return Language::Other;
        }
        if self.words < FEWEST_WORDS {
            let is_foreign = self.short_foreign >= FEWEST_FOREIGN
                && self.short_foreign >= TIMES_AS_MANY * self.short_english;
            return if is_foreign {
                Language::Other
            } else {
                Language::English
            };
        }
        let share = |count: usize| count as f32 / self.words as f32;
        let is_foreign = share(self.english) < LEAST_SHARE
            || share(self.english) < SURE_SHARE && self.foreign > self.english;
        if is_foreign {
            Language::Other
        } else {
            Language::English
        }
    }
}

/// Returns whether a letter is of the Latin script: its blocks in Unicode.
fn is_latin(letter: char) -> bool {
    matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}')
}

/// The commonest words of English that are not common words of a neighbouring language.
const ENGLISH: [&str; 60] = [
    "a", "about", "all", "and", "are", "as", "at", "be", "been", "but", "by", "could", "for",
    "from", "had", "has", "have", "he", "her", "his", "if", "in", "is", "it", "its", "me", "more",
    "my", "no", "not", "of", "on", "one", "or", "our", "out", "she", "so", "that", "the", "their",
    "them", "there", "they", "this", "to", "up", "upon", "was", "we", "were", "what", "when",
    "which", "who", "will", "with", "would", "you", "your",
];

/// The commonest words of other languages in Latin letters that are rare in English.
const FOREIGN: [&str; 89] = [
    "af", "ako", "aus", "att", "av", "bir", "che", "como", "con", "da", "das", "de", "degli",
    "dei", "del", "della", "dem", "den", "der", "des", "det", "di", "die", "dos", "du", "een",
    "ein", "eine", "el", "elle", "en", "est", "et", "för", "gli", "het", "hij", "ich", "il", "ils",
    "ist", "ja", "je", "jest", "kai", "la", "las", "le", "les", "los", "mais", "med", "met", "mit",
    "na", "nel", "nicht", "nie", "nos", "não", "och", "og", "ook", "os", "par", "para", "pas",
    "pour", "por", "qui", "que", "quod", "się", "sein", "sich", "sie", "som", "su", "sur", "um",
    "un", "una", "une", "und", "van", "von", "voor", "ve", "zu",
];

/// More of them, which few texts have in numbers, but of which a short one has some.
const FOREIGN_IN_SHORT: [&str; 48] = [
    "aan", "als", "anche", "até", "auf", "aux", "avec", "bei", "bij", "bin", "ce", "ces", "cette",
    "com", "dans", "dat", "ele", "ela", "eram", "esta", "este", "foi", "fue", "für", "haben",
    "hanno", "heeft", "hier", "im", "més", "más", "muy", "nach", "nous", "pero", "più", "sa",
    "ses", "sind", "sono", "sont", "sua", "uma", "vom", "vous", "wir", "zum", "zur",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::tests::projection;

    fn language(text: &str) -> Language {
        language_of(&projection(&[text]))
    }

    #[test]
    fn english_of_any_age_and_state_is_english() {
        for text in [
            "It is a truth which everyone in the house had heard, and yet nobody of them would say that it was so.",
            "WHEN THE SHIP HAD LEFT THE HARBOUR AND THE WIND WAS IN THE SAILS, THEY SAW THAT IT WAS GOOD.",
            "Tbe sbip was lost in tlie storm, and ali of the men who were on it witb their captain, too, bad drowned.",
            "Anna Karenina. Baden-Baden. Rio de Janeiro. Ludwig van Beethoven. Charles de Gaulle.",
            "A short line.",
            "He hummed la vie en rose.",
            "Charles de Gaulle met Ludwig van Beethoven.",
            "Rio de la Plata. Côte des Neiges. San Juan de los Lagos.",
            "The mouth of the Rio de la Plata, seen from Punta del Este.",
            "Les Misérables",
            "Welcome back, come on over!",
            "",
            "1848 1849 1850 ☃ ☃",
        ] {
            assert_eq!(language(text), Language::English, "{text}");
        }
    }

    #[test]
    fn other_languages_are_told() {
        for text in [
            "Ich bin gestern mit dem Zug nach Berlin gefahren.",
            "Il est venu hier soir à Paris avec sa sœur.",
            "No sabe nada de la guerra en Chile.",
            "Ela foi a Lisboa com a mãe.",
            "Sono andati a Roma con una nave.",
            "Hij heeft het schip van zijn broer gezien.",
            "Als das Schiff den Hafen verlassen hatte und der Wind in den Segeln stand, sahen sie, dass es in der Ferne eine Insel gab, die niemand kannte.",
            "Quand le navire eut quitté le port et que le vent fut dans les voiles, ils virent au loin une île que personne ne connaissait, et ils se turent.",
            "Cuando el barco hubo dejado el puerto y el viento estaba en las velas, vieron a lo lejos una isla que nadie conocía, y todos callaron.",
            "Toen het schip de haven had verlaten en de wind in de zeilen stond, zagen zij in de verte een eiland dat niemand kende.",
            "Kun laiva oli lähtenyt satamasta ja tuuli oli purjeissa, he näkivät kaukana saaren, jota kukaan ei tuntenut, ja kaikki olivat hiljaa.",
            "Navis e portu egressa est et ventus vela implevit, cum procul insulam viderunt quam nemo noverat, et omnes tacuerunt ac mirati sunt.",
            "Когда корабль вышел из гавани, они увидели остров.",
            "船が港を出たとき、風が帆にあった。",
            "حين غادرت السفينة الميناء رأوا جزيرة",
        ] {
            assert_eq!(language(text), Language::Other, "{text}");
        }
    }

    #[test]
    fn quotations_in_another_language_do_not_make_a_text_foreign() {
        let text = "He used to say that “l’enfer, c’est les autres et le reste” and that nobody of them had ever read the book which he was so proud of.";
        assert_eq!(language(text), Language::English);
    }
}
