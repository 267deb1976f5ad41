//! Files of one word and its label a line, as the shared tasks of `CoNLL` 2002 and 2003 wrote them.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    ops::Range,
    path::Path,
};

use anyhow::Context;
use flate2::read::GzDecoder;

/// A document of a corpus.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// What the corpus calls it.
    pub(crate) name: String,
    /// Its sentences, none empty.
    pub(crate) sentences: Vec<Vec<Word>>,
}

/// A word or mark with its label.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// How it is written.
    pub(crate) text: String,
    /// `O`, or `B-` or `I-` with a kind.
    label: String,
}

/// A name that a corpus marks: some words of one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoldName {
    /// Which sentence of its document.
    pub(crate) sentence: usize,
    /// Which words of the sentence.
    pub(crate) words: Range<usize>,
    /// What it names.
    pub(crate) kind: Label,
}

/// The kinds that the corpora tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    Person,
    Organization,
    Place,
    Event,
}

impl Label {
    /// All of them, in the order of the tables.
    pub(crate) const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Place, Self::Event];

    /// Returns how tables and corpora write it.
    pub(crate) fn short(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organization => "ORG",
            Self::Place => "LOC",
            Self::Event => "EVT",
        }
    }
}

impl Document {
    /// Returns the names of the document in order.
    ///
    /// As strict scorers read labels: a name goes on as long as `I-` of its own kind follows, and `I-` after anything else begins one.
    pub(crate) fn names(&self) -> Vec<GoldName> {
        let mut names: Vec<GoldName> = Vec::new();
        for (sentence, words) in self.sentences.iter().enumerate() {
            for (index, word) in words.iter().enumerate() {
                let Some((part, kind)) = word.label.split_once('-') else {
                    continue;
                };
                let Some(kind) = Label::ALL.into_iter().find(|label| label.short() == kind) else {
                    continue;
                };
                match names.last_mut() {
                    Some(last)
                        if part == "I"
                            && last.kind == kind
                            && (last.sentence, last.words.end) == (sentence, index) =>
                    {
                        last.words.end += 1;
                    }
                    _ => names.push(GoldName {
                        sentence,
                        words: index..index + 1,
                        kind,
                    }),
                }
            }
        }
        names
    }
}

/// Reads a file, which may be compressed (`.gz`).
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Document>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let lines: Box<dyn Read> = if path.extension().is_some_and(|extension| extension == "gz") {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    parse(BufReader::new(lines)).with_context(|| format!("cannot read {}", path.display()))
}

fn parse(lines: impl BufRead) -> anyhow::Result<Vec<Document>> {
    let mut documents: Vec<Document> = Vec::new();
    let mut sentence: Vec<Word> = Vec::new();
    for line in lines.lines() {
        let line = line?;
        if let Some(name) = line.strip_prefix("-DOCSTART-") {
            end_sentence(&mut documents, &mut sentence);
            documents.push(Document {
                name: name.trim().to_owned(),
                ..Document::default()
            });
        } else if let Some((text, label)) = line.split_once('\t') {
            sentence.push(Word {
                text: text.to_owned(),
                label: label.to_owned(),
            });
        } else if line.is_empty() {
            end_sentence(&mut documents, &mut sentence);
        } else {
            anyhow::bail!("a line without a tab: `{line}`");
        }
    }
    end_sentence(&mut documents, &mut sentence);
    documents.retain(|document| !document.sentences.is_empty());
    Ok(documents)
}

fn end_sentence(documents: &mut Vec<Document>, sentence: &mut Vec<Word>) {
    if sentence.is_empty() {
        return;
    }
    if documents.is_empty() {
        documents.push(Document::default());
    }
    if let Some(document) = documents.last_mut() {
        document.sentences.push(std::mem::take(sentence));
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Returns the documents of lines in which a space stands for the tab.
    pub(crate) fn documents(lines: &str) -> Vec<Document> {
        parse(lines.replace(' ', "\t").as_bytes()).unwrap()
    }

    #[test]
    fn documents_sentences_and_names() {
        let documents = documents(
            "-DOCSTART-\n\nAda B-PER\nByron I-PER\nLondon I-LOC\nsaw O\n\nBath B-LOC\nBath B-LOC\n-DOCSTART-\nx O\n",
        );
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].sentences.len(), 2);
        let names: Vec<_> = documents[0]
            .names()
            .into_iter()
            .map(|name| (name.sentence, name.words, name.kind.short()))
            .collect();
        assert_eq!(
            names,
            [
                (0, 0..2, "PER"),
                (0, 2..3, "LOC"),
                (1, 0..1, "LOC"),
                (1, 1..2, "LOC")
            ]
        );
    }

    #[test]
    fn a_line_without_a_label_is_an_error() {
        assert!(parse("word".as_bytes()).is_err());
    }
}
