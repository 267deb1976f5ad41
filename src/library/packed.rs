//! Readings in few bytes: what is known of them without their text, kept from run to run.
//!
//! Many readings are packed together, since they name the same entities: the names come first, then for
//! each reading its file, its fingerprint, how long the rest is, and the rest.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    ops::Range,
    sync::Arc,
};

use foldhash::fast::RandomState;

use super::{
    Context, DateMention, Ids, Mention, Place, Quotation, Reading, Reference, References, Source,
    Summary, Terms,
    bytes::{Reader, push_number, push_size, push_text},
    reading::Known,
};
use crate::{
    markup::Options,
    model::{Certainty, Fingerprint, Id, Kind},
};

/// Readings that are being packed together.
#[derive(Debug, Default)]
pub struct Pack {
    entities: Numbers<Id>,
    kinds: Numbers<Kind>,
    readings: Vec<u8>,
    count: usize,
}

/// Things by number, in the order in which they were first seen.
#[derive(Debug)]
struct Numbers<T> {
    all: Vec<T>,
    numbers: HashMap<T, usize, RandomState>,
}

/// The names that packed readings share.
struct Names {
    entities: Vec<Id>,
    kinds: Vec<Kind>,
}

const CERTAINTIES: [Certainty; 3] = [Certainty::Low, Certainty::Medium, Certainty::High];

impl Pack {
    /// Adds what is known of a reading, of which the file has a fingerprint.
    pub fn add(&mut self, reading: &Reading, fingerprint: Fingerprint) {
        let mut packed = Vec::new();
        if self.push_reading(&mut packed, reading).is_none() {
            return;
        }
        push_text(&mut self.readings, &reading.file);
        self.readings.extend(fingerprint.to_bytes());
        push_size(&mut self.readings, packed.len());
        self.readings.append(&mut packed);
        self.count += 1;
    }

    /// Returns how many readings there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns about how many bytes there are.
    pub fn size(&self) -> usize {
        self.readings.len()
    }

    /// Returns the bytes that [`unpack`] takes.
    pub fn into_bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.readings.len() + 24 * self.entities.all.len());
        push_size(&mut bytes, self.entities.all.len());
        for id in &self.entities.all {
            push_text(&mut bytes, id.as_str());
        }
        push_size(&mut bytes, self.kinds.all.len());
        for kind in &self.kinds.all {
            push_text(&mut bytes, kind.as_str());
        }
        push_size(&mut bytes, self.count);
        bytes.append(&mut self.readings);
        bytes
    }

    /// Appends a reading; nothing where it holds an id that is not made as ids are.
    fn push_reading(&mut self, bytes: &mut Vec<u8>, reading: &Reading) -> Option<()> {
        let summary = &*reading.summary;
        push_text(bytes, &summary.title);
        push_text(bytes, &summary.opening);
        push_size(bytes, usize::from(summary.heading.is_some()));
        push_text(bytes, summary.heading.as_deref().unwrap_or_default());
        push_text(bytes, &serde_json::to_string(&summary.meta).ok()?);
        for number in [summary.paragraphs, summary.words, summary.annotations] {
            push_size(bytes, number);
        }
        bytes.extend(summary.fingerprint.to_bytes());
        bytes.extend(summary.link_fingerprint.to_bytes());
        bytes.extend(summary.reference_fingerprint.to_bytes());

        let mut texts = Texts::default();
        let mut spans = Vec::new();
        push_size(&mut spans, summary.mentions.len());
        for mention in &summary.mentions {
            push_size(&mut spans, self.entities.of(&mention.entity));
            push_size(&mut spans, self.kinds.of(&mention.kind));
            push_size(
                &mut spans,
                number_in(&mention.id, &mention_stem(&mention.entity))?,
            );
            push_place(&mut spans, &mention.place, mention.certainty, &mut texts);
            push_context(&mut spans, &mention.context, &mut texts);
        }
        push_size(&mut spans, summary.dates.len());
        for date in &summary.dates {
            push_text(&mut spans, date.date.as_str());
            push_size(&mut spans, number_in(&date.id, "d")?);
            push_place(&mut spans, &date.place, date.certainty, &mut texts);
            push_context(&mut spans, &date.context, &mut texts);
        }
        push_size(&mut spans, summary.quotations.len());
        for quotation in &summary.quotations {
            push_size(&mut spans, self.entities.of(&quotation.speaker));
            push_size(&mut spans, number_in(&quotation.id, "q")?);
            push_place(
                &mut spans,
                &quotation.place,
                quotation.certainty,
                &mut texts,
            );
            push_text(&mut spans, &quotation.text);
        }
        push_size(bytes, texts.all.len());
        for text in &texts.all {
            push_text(bytes, text);
        }
        bytes.append(&mut spans);

        push_size(bytes, reading.references.spans.len());
        for span in &reading.references.spans {
            let kind = span.kind.as_ref().map_or(0, |kind| self.kinds.of(kind) + 1);
            push_size(bytes, kind);
            push_size(bytes, self.entities.of(&span.entity));
            push_size(bytes, span.certainty as usize);
            push_range(bytes, &span.source);
            push_range(bytes, &span.attributes);
        }
        push_size(bytes, reading.references.links.len());
        for (url, place) in &reading.references.links {
            push_text(bytes, url);
            push_range(bytes, place);
        }
        let terms = reading.terms_if_known();
        push_size(bytes, usize::from(terms.is_some()));
        if let Some(terms) = terms {
            push_text(bytes, terms.as_text());
        }
        Some(())
    }
}

/// Calls `take` with the readings that were packed and that are wanted, and returns how many there are
/// in all; nothing where the bytes are not what [`Pack`] made.
///
/// `source_of` returns the text of a file whose fingerprint is this, if that is what it holds now. A reading without
/// terms is left out where they are wanted.
pub fn unpack(
    bytes: &[u8],
    ids: &Ids,
    options: &Arc<Options>,
    with_terms: bool,
    source_of: impl Fn(&str, Fingerprint) -> Option<Source>,
    mut take: impl FnMut(Reading, Fingerprint),
) -> Option<usize> {
    let mut reader = Reader(bytes);
    let names = Names::read(&mut reader, ids)?;
    let count = reader.count()?;
    for _ in 0..count {
        let file = reader.text()?;
        let fingerprint = read_fingerprint(&mut reader)?;
        let length = reader.size()?;
        let packed = Reader(reader.bytes(length)?);
        let Some(source) = source_of(file, fingerprint) else {
            continue;
        };
        let known = names.reading(packed, file, with_terms)?;
        if known.terms.is_some() || !with_terms {
            take(Reading::known(source, known, options), fingerprint);
        }
    }
    reader.is_at_end().then_some(count)
}

impl Names {
    fn read(reader: &mut Reader<'_>, ids: &Ids) -> Option<Self> {
        let mut entities = many(reader, |reader| Id::new(reader.text()?).ok())?;
        ids.share(entities.iter_mut());
        let count = reader.count()?;
        let mut kinds = Vec::with_capacity(count);
        for _ in 0..count {
            kinds.push(reader.text()?.parse().ok()?);
        }
        Some(Self { entities, kinds })
    }

    fn entity(&self, reader: &mut Reader<'_>) -> Option<Id> {
        self.entities.get(reader.size()?).cloned()
    }

    fn kind(&self, number: usize) -> Option<Kind> {
        self.kinds.get(number).cloned()
    }

    /// Reads a reading, with its terms where they are wanted and were kept.
    fn reading(&self, mut reader: Reader<'_>, file: &str, with_terms: bool) -> Option<Known> {
        let reader = &mut reader;
        let mut summary = Summary::of_file(file);
        reader.text()?.clone_into(&mut summary.title);
        reader.text()?.clone_into(&mut summary.opening);
        let has_heading = reader.size()? == 1;
        let heading = reader.text()?;
        summary.heading = has_heading.then(|| heading.to_owned());
        summary.meta = serde_json::from_str(reader.text()?).ok()?;
        summary.paragraphs = reader.size()?;
        summary.words = reader.size()?;
        summary.annotations = reader.size()?;
        summary.fingerprint = read_fingerprint(reader)?;
        summary.link_fingerprint = read_fingerprint(reader)?;
        summary.reference_fingerprint = read_fingerprint(reader)?;
        let texts: Vec<Arc<str>> = many(reader, |reader| reader.text().map(Arc::from))?;
        let texts = texts.as_slice();
        summary.mentions = many(reader, |reader| {
            let entity = self.entity(reader)?;
            let kind = self.kind(reader.size()?)?;
            let id = format!("{}-{}", mention_stem(&entity), reader.size()?);
            let (place, certainty) = read_place(reader, texts)?;
            Some(Mention {
                id,
                entity,
                kind,
                certainty,
                place,
                context: read_context(reader, texts)?,
            })
        })?;
        summary.dates = many(reader, |reader| {
            let date = reader.text()?.parse().ok()?;
            let id = format!("d-{}", reader.size()?);
            let (place, certainty) = read_place(reader, texts)?;
            Some(DateMention {
                id,
                date,
                certainty,
                place,
                context: read_context(reader, texts)?,
            })
        })?;
        summary.quotations = many(reader, |reader| {
            let speaker = self.entity(reader)?;
            let id = format!("q-{}", reader.size()?);
            let (place, certainty) = read_place(reader, texts)?;
            Some(Quotation {
                id,
                speaker,
                certainty,
                place,
                text: reader.text()?.into(),
            })
        })?;
        let references = References {
            spans: many(reader, |reader| {
                let kind = match reader.size()?.checked_sub(1) {
                    Some(number) => Some(self.kind(number)?),
                    None => None,
                };
                Some(Reference {
                    kind,
                    entity: self.entity(reader)?,
                    certainty: read_certainty(reader)?,
                    source: read_range(reader)?,
                    attributes: read_range(reader)?,
                })
            })?,
            links: many(reader, |reader| {
                Some((reader.text()?.to_owned(), read_range(reader)?))
            })?,
        };
        let has_terms = reader.size()? == 1;
        Some(Known {
            summary,
            references,
            terms: if with_terms && has_terms {
                Some(Terms::of_text(reader.text()?))
            } else {
                None
            },
        })
    }
}

/// The blocks' ids and the sentences of a reading, each once.
#[derive(Default)]
struct Texts<'a> {
    all: Vec<&'a str>,
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Texts<'a> {
    fn of(&mut self, text: &'a str) -> usize {
        *self.numbers.entry(text).or_insert_with(|| {
            self.all.push(text);
            self.all.len() - 1
        })
    }
}

impl<T: Clone + Eq + Hash> Numbers<T> {
    fn of(&mut self, thing: &T) -> usize {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        self.all.push(thing.clone());
        self.numbers.insert(thing.clone(), self.all.len() - 1);
        self.all.len() - 1
    }
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            numbers: HashMap::default(),
        }
    }
}

fn many<T>(
    reader: &mut Reader<'_>,
    mut one: impl FnMut(&mut Reader<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let count = reader.count()?;
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        all.push(one(reader)?);
    }
    Some(all)
}

fn mention_stem(entity: &Id) -> String {
    format!("m-{entity}")
}

/// Returns the number of a span's id, which begins with a stem.
fn number_in(id: &str, stem: &str) -> Option<usize> {
    let number = id.strip_prefix(stem)?.strip_prefix('-')?;
    let parsed: usize = number.parse().ok()?;
    (parsed.to_string() == number).then_some(parsed)
}

fn push_range(bytes: &mut Vec<u8>, range: &Range<usize>) {
    push_size(bytes, range.start);
    push_size(bytes, range.len());
}

fn read_range(reader: &mut Reader<'_>) -> Option<Range<usize>> {
    let start = reader.size()?;
    Some(start..start.checked_add(reader.size()?)?)
}

fn push_place<'a>(
    bytes: &mut Vec<u8>,
    place: &'a Place,
    certainty: Certainty,
    texts: &mut Texts<'a>,
) {
    push_size(bytes, certainty as usize);
    push_size(bytes, texts.of(&place.block));
    push_size(bytes, place.paragraph.map_or(0, |number| number + 1));
    push_number(bytes, u64::from(place.offset));
    push_number(bytes, u64::from(place.length));
    push_size(bytes, usize::from(place.in_note));
}

fn read_place(reader: &mut Reader<'_>, texts: &[Arc<str>]) -> Option<(Place, Certainty)> {
    let certainty = read_certainty(reader)?;
    let place = Place {
        block: Arc::clone(texts.get(reader.size()?)?),
        paragraph: reader.size()?.checked_sub(1),
        offset: reader.small()?,
        length: reader.small()?,
        in_note: reader.size()? == 1,
    };
    Some((place, certainty))
}

fn push_context<'a>(bytes: &mut Vec<u8>, context: &'a Context, texts: &mut Texts<'a>) {
    push_size(bytes, texts.of(&context.sentence));
    push_range(bytes, &context.marked);
}

fn read_context(reader: &mut Reader<'_>, texts: &[Arc<str>]) -> Option<Context> {
    let sentence = Arc::clone(texts.get(reader.size()?)?);
    let marked = read_range(reader)?;
    sentence.get(marked.clone())?;
    Some(Context { sentence, marked })
}

fn read_certainty(reader: &mut Reader<'_>) -> Option<Certainty> {
    CERTAINTIES.get(reader.size()?).copied()
}

fn read_fingerprint(reader: &mut Reader<'_>) -> Option<Fingerprint> {
    let bytes = reader.bytes(16)?.try_into().ok()?;
    Some(Fingerprint::of_raw(bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markup;

    fn reading(file: &str, text: &str, with_terms: bool) -> Reading {
        let options = Arc::default();
        let (parsed, _) = markup::read_reading(file, text, &options);
        let make = if with_terms {
            Reading::with_terms
        } else {
            Reading::new
        };
        make(file, text.into(), parsed, &options)
    }

    fn packed(readings: &[Reading]) -> Vec<u8> {
        let mut pack = Pack::default();
        for reading in readings {
            pack.add(reading, Fingerprint::of(reading.source.held().unwrap()));
        }
        pack.into_bytes()
    }

    /// Returns what is unpacked of readings that are all as they were.
    fn unpacked(bytes: &[u8], readings: &[Reading], with_terms: bool) -> Option<Vec<Reading>> {
        let source_of = |file: &str, fingerprint| {
            let reading = readings.iter().find(|reading| reading.file == file)?;
            let is_same = Fingerprint::of(reading.source.held().unwrap()) == fingerprint;
            is_same.then(|| reading.source.clone())
        };
        let mut found = Vec::new();
        let (ids, options) = (Ids::default(), Arc::default());
        let count = unpack(
            bytes,
            &ids,
            &options,
            with_terms,
            source_of,
            |reading, _| {
                found.push(reading);
            },
        )?;
        assert!(found.len() <= count);
        Some(found)
    }

    const TEXT: &str = "+++\ntitle = \"T\"\ndate = \"1858~\"\nauthors = [\"A\"]\n+++\n# Head\n\n[“Go, [Ann]{person=ann}!”]{quote=bo cert=low} of [a ship]{ship=x}\
        \nin [1858]{date=1858}.[^n] See [[ann]] and [there](two.md#a).\n\n[^n]: [Ann]{person=ann cert=medium}.\n";

    #[test]
    fn a_reading_is_unpacked_as_it_was_packed() {
        let one = reading("content/readings/a/one.md", TEXT, true);
        let two = reading("content/readings/two.md", "Two.\n", true);
        let all = [one, two];
        for found in [
            unpacked(&packed(&all), &all, true).unwrap(),
            unpacked(&packed(&all), &all, false).unwrap(),
        ] {
            assert_eq!(found.len(), 2);
            for (found, reading) in found.iter().zip(&all) {
                assert_eq!(found.file, reading.file);
                assert_eq!(found.summary, reading.summary);
                assert_eq!(found.references, reading.references);
                assert_eq!(found.terms(), reading.terms());
            }
        }
    }

    #[test]
    fn what_changed_and_what_lacks_its_terms_is_left_out() {
        let before = [reading("content/readings/one.md", TEXT, false)];
        let bytes = packed(&before);
        assert_eq!(unpacked(&bytes, &before, false).unwrap().len(), 1);
        assert_eq!(unpacked(&bytes, &before, true).unwrap().len(), 0);
        let after = [reading("content/readings/one.md", "Other.\n", false)];
        assert_eq!(unpacked(&bytes, &after, false).unwrap().len(), 0);
    }

    proptest! {
        #[test]
        fn any_text_is_unpacked_as_it_was_packed(text in "([a-z“”.!é\n]| |\\[|\\]\\{(person|ship|quote|date)=(ann|1858)( cert=low)?\\}|\\n\\n|\\^){0,60}") {
            let all = [reading("content/readings/one.md", &text, true)];
            let found = unpacked(&packed(&all), &all, true).unwrap();
            prop_assert_eq!(&found[0].summary, &all[0].summary);
            prop_assert_eq!(&found[0].references, &all[0].references);
            prop_assert_eq!(found[0].terms(), all[0].terms());
        }

        #[test]
        fn bytes_that_were_spoiled_do_no_harm(at in 0..2000_usize, byte in any::<u8>(), cut in any::<bool>()) {
            let all = [reading("content/readings/one.md", TEXT, true)];
            let mut bytes = packed(&all);
            let at = at % bytes.len();
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] = byte;
            }
            for found in unpacked(&bytes, &all, true).into_iter().flatten() {
                found.terms().visit(|_, _| {});
            }
        }
    }
}
