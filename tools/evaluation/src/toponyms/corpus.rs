//! Reads the Local-Global Lexicon (Lieberman, Samet and Sankaranarayanan, *Geotagging with Local Lexicons*, 2010).

use std::{io::Read as _, ops::Range, path::Path};

use anyhow::Context as _;
use flate2::read::MultiGzDecoder;
use glossator::model::{Coordinates, ProjectedBlock, Projection};
use roxmltree::{Document, Node};

/// An article of a newspaper with the places that it names.
#[derive(Debug)]
pub(super) struct Article {
    pub(super) text: String,
    pub(super) toponyms: Vec<Toponym>,
}

/// A name of a place, or a word for the people of one.
#[derive(Debug)]
pub(super) struct Toponym {
    /// Bytes of the article's text.
    pub(super) span: Range<usize>,
    /// Where it is; `None` where the corpus knows of no such place.
    pub(super) place: Option<GoldPlace>,
}

/// What a name means, by the corpus.
#[derive(Debug)]
pub(super) struct GoldPlace {
    pub(super) coordinates: Coordinates,
    /// The name of the country, where the place is one.
    pub(super) country: Option<String>,
}

impl Article {
    /// Returns the text as one paragraph, as the corpus has it.
    pub(super) fn projection(&self) -> Projection {
        Projection {
            blocks: vec![ProjectedBlock {
                id: String::new(),
                source: 0..self.text.len(),
                text: self.text.clone(),
                segments: Vec::new(),
                spans: Vec::new(),
                emphasis: Vec::new(),
                heading: None,
                number: None,
                note: None,
                in_block_quotation: false,
            }],
        }
    }
}

/// Reads the articles of a file, compressed or not.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Article>> {
    parse(&text_of(path)?).with_context(|| format!("`{}` is no such corpus", path.display()))
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let bytes = glossator::fs::read(path)?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    Ok(text)
}

fn parse(xml: &str) -> anyhow::Result<Vec<Article>> {
    let document = Document::parse(xml)?;
    document
        .root_element()
        .children()
        .filter(|node| node.has_tag_name("article"))
        .map(article)
        .collect()
}

fn article(node: Node<'_, '_>) -> anyhow::Result<Article> {
    let text = required(node, "text")?;
    // The corpus counts characters.
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .collect();
    let toponyms = node
        .children()
        .filter(|child| child.has_tag_name("toponyms"))
        .flat_map(|list| list.children())
        .filter(|child| child.has_tag_name("toponym"))
        .map(|node| toponym(node, &bytes))
        .collect::<anyhow::Result<_>>()?;
    Ok(Article { text, toponyms })
}

fn toponym(node: Node<'_, '_>, bytes: &[usize]) -> anyhow::Result<Toponym> {
    let byte = |tag: &str| -> anyhow::Result<usize> {
        let character: usize = required(node, tag)?.trim().parse()?;
        bytes
            .get(character)
            .copied()
            .with_context(|| format!("no character {character}"))
    };
    let place = node.children().find(|child| child.has_tag_name("gaztag"));
    Ok(Toponym {
        span: byte("start")?..byte("end")?,
        place: place.map(gold_place).transpose()?,
    })
}

fn gold_place(node: Node<'_, '_>) -> anyhow::Result<GoldPlace> {
    let degrees = |tag: &str| -> anyhow::Result<f64> { Ok(required(node, tag)?.trim().parse()?) };
    // GeoNames calls the codes of countries `PCLI`, `PCLS` and so on.
    let is_country = required(node, "fcode")?.starts_with("PCL");
    let country = child_text(node, "country").or_else(|| child_text(node, "name"));
    Ok(GoldPlace {
        coordinates: Coordinates::new(degrees("lat")?, degrees("lon")?)?,
        country: country.filter(|_| is_country),
    })
}

fn required(node: Node<'_, '_>, tag: &str) -> anyhow::Result<String> {
    child_text(node, tag).with_context(|| format!("an element without `{tag}`"))
}

/// Returns the text of the first child of that name, all pieces of it.
fn child_text(node: Node<'_, '_>, tag: &str) -> Option<String> {
    let child = node.children().find(|child| child.has_tag_name(tag))?;
    Some(child.children().filter_map(|piece| piece.text()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORPUS: &str = "<articles><article><text><![CDATA[Über Rome & Paris.]]></text><toponyms>
        <toponym><start>5</start><end>9</end><gaztag><name>Rome</name><fcode>PPLC</fcode><lat>41.9</lat><lon>12.5</lon></gaztag></toponym>
        <toponym><start>12</start><end>17</end></toponym>
        </toponyms></article></articles>";

    #[test]
    fn characters_become_bytes() {
        let articles = parse(CORPUS).unwrap();
        let [article] = articles.as_slice() else {
            panic!("{articles:?}")
        };
        let names: Vec<&str> = article
            .toponyms
            .iter()
            .map(|toponym| &article.text[toponym.span.clone()])
            .collect();
        assert_eq!(names, ["Rome", "Paris"]);
        let rome = article.toponyms[0].place.as_ref().unwrap();
        assert_eq!((rome.coordinates.latitude(), &rome.country), (41.9, &None));
        assert!(article.toponyms[1].place.is_none());
    }

    #[test]
    fn what_is_no_corpus_is_an_error() {
        assert!(parse("<articles><article/></articles>").is_err());
        assert!(parse(&CORPUS.replace("<end>17", "<end>99")).is_err());
        assert!(parse("no xml").is_err());
    }
}
