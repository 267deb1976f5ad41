//! The names of a reading, each with where it stands: rows for the list beside the text, and groups for
//! the list of glosses in print.

use crate::{
    library::Place,
    model::Edtf,
    render::{
        context::ReadingNames,
        html::{push_attribute, push_escaped, push_number, push_with_value},
        labels::coordinates_label,
        strips::{Marks, ids, paragraphs, push_svg},
        words::Words,
    },
};

use super::reading::Mentioned;

/// Names of a kind that are shown where they are more than [`MOST`]: one or two are not worth unfolding.
const SHOWN: usize = 6;
/// Names of a kind that are all shown.
const MOST: usize = 8;

/// What rows are written with.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) words: &'a Words,
    /// The reading's place in a collection in order.
    pub(super) told: Option<&'a str>,
}

/// What a row is of.
enum Subject<'a> {
    Entity { id: &'a str, kind: &'a str },
    Date,
}

impl Writer<'_> {
    /// Returns entities of a kind, in their order.
    pub(super) fn entities(&self, entities: &[&Mentioned<'_, '_>]) -> ReadingNames {
        // What they stand in is told twice.
        let paragraphs: Vec<String> = entities
            .iter()
            .map(|(_, places)| paragraphs(places))
            .collect();
        let mut names = ReadingNames::default();
        for (number, ((entity, places), paragraphs)) in entities.iter().zip(&paragraphs).enumerate()
        {
            let subject = Subject::Entity {
                id: entity.id.as_str(),
                kind: entity.kind.as_str(),
            };
            let name = entity.short.as_ref().unwrap_or(&entity.name);
            let html = names.of_row(number, entities.len());
            self.push_row(html, &subject, name, places, paragraphs);
        }
        let mut sorted: Vec<_> = entities.iter().zip(&paragraphs).collect();
        sorted.sort_by(|((a, _), _), ((b, _), _)| a.name.cmp(&b.name));
        for ((entity, _), paragraphs) in sorted {
            let html = &mut names.glosses_html;
            push_name(html, &entity.name);
            if let Some(gloss) = &entity.gloss {
                html.push_str("<span id=\"site-gloss-");
                push_attribute(html, entity.id.as_str());
                html.push_str("\">");
                push_escaped(html, gloss);
                html.push_str("</span> ");
            }
            if let Some(coordinates) = entity.coordinates {
                html.push_str("<span class=\"gloss-coordinates\">");
                push_escaped(html, &coordinates_label(coordinates));
                html.push_str(".</span> ");
            }
            self.push_paragraphs(html, paragraphs);
        }
        names
    }

    /// Returns dates, in their order.
    pub(super) fn dates(&self, dates: &[(&Edtf, Vec<(&Place, &str)>)]) -> ReadingNames {
        let mut names = ReadingNames::default();
        for (number, (date, places)) in dates.iter().enumerate() {
            let label = date.label_in(self.words.dates());
            let paragraphs = paragraphs(places);
            let html = names.of_row(number, dates.len());
            self.push_row(html, &Subject::Date, &label, places, &paragraphs);
            push_name(&mut names.glosses_html, &label);
            self.push_paragraphs(&mut names.glosses_html, &paragraphs);
        }
        names
    }

    fn push_row(
        &self,
        html: &mut String,
        subject: &Subject<'_>,
        name: &str,
        places: &[(&Place, &str)],
        paragraphs: &str,
    ) {
        html.push_str("<li");
        let first = places.first();
        if let Some(told) = self.told {
            html.push_str(" data-told=\"");
            push_attribute(html, told);
            html.push('.');
            push_number(html, first.map_or(0, |(place, _)| place.offset as usize));
            html.push('"');
            push_with_value(html, "data-told-strip", told);
        }
        match subject {
            Subject::Entity { id, kind } => {
                push_with_value(html, "data-kind", kind);
                push_with_value(html, "data-entity", id);
            }
            Subject::Date => {
                push_with_value(html, "data-kind", "date");
                push_with_value(html, "data-marks", &ids(places));
            }
        }
        html.push_str("><a href=\"#");
        push_attribute(html, first.map_or("", |(_, id)| id));
        html.push_str(match subject {
            Subject::Entity { .. } => "\" dir=\"auto\">",
            Subject::Date => "\">",
        });
        push_escaped(html, name);
        html.push_str("</a>");
        push_svg(html, places, paragraphs, Marks::Points, self.words);
        html.push_str("<span class=\"count\">");
        push_number(html, places.len());
        html.push_str("</span></li>\n");
    }

    /// Adds where something stands, and closes its group.
    fn push_paragraphs(&self, html: &mut String, paragraphs: &str) {
        html.push_str("<span class=\"gloss-paragraphs\">");
        if paragraphs.is_empty() {
            push_escaped(html, self.words.get("in_note"));
        } else {
            html.push_str("¶&nbsp;");
            html.push_str(paragraphs);
        }
        html.push_str("</span></dd></div>\n");
    }
}

fn push_name(html: &mut String, name: &str) {
    html.push_str("<div><dt>");
    push_escaped(html, name);
    html.push_str("</dt> <dd>");
}

impl ReadingNames {
    /// Returns where the row of that number belongs, of so many.
    fn of_row(&mut self, number: usize, total: usize) -> &mut String {
        if total <= MOST || number < SHOWN {
            return &mut self.first_html;
        }
        self.rest += 1;
        &mut self.rest_html
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn place(offset: u32) -> Place {
        Place {
            block: "b".into(),
            paragraph: Some(1),
            in_note: false,
            offset,
            length: 0,
        }
    }

    #[test]
    fn what_is_many_is_shown_in_part_and_what_is_few_whole() {
        let words = Words::new(&BTreeMap::new());
        let writer = Writer {
            words: &words,
            told: None,
        };
        let dates: Vec<Edtf> = (1900..1909)
            .map(|year| year.to_string().parse().unwrap())
            .collect();
        let places: Vec<Place> = (0..9).map(place).collect();
        let dates: Vec<_> = dates
            .iter()
            .zip(&places)
            .map(|(date, place)| (date, vec![(place, "d-1")]))
            .collect();
        let rows = |html: &str| html.matches("<li").count();
        let all = writer.dates(&dates);
        assert_eq!(
            (rows(&all.first_html), rows(&all.rest_html), all.rest),
            (6, 3, 3)
        );
        assert_eq!(all.glosses_html.matches("<dt>").count(), 9);
        let few = writer.dates(&dates[1..]);
        assert_eq!(
            (rows(&few.first_html), rows(&few.rest_html), few.rest),
            (8, 0, 0)
        );
    }

    #[test]
    fn a_row_tells_from_where_on_it_may_be_read() {
        let words = Words::new(&BTreeMap::new());
        let writer = Writer {
            words: &words,
            told: Some("0.3"),
        };
        let date = "1900".parse().unwrap();
        let place = place(512);
        let html = writer.dates(&[(&date, vec![(&place, "d-1")])]).first_html;
        assert!(
            html.starts_with(r##"<li data-told="0.3.512" data-told-strip="0.3" data-kind="date" data-marks="d-1"><a href="#d-1">1900</a><svg"##),
            "{html}"
        );
        assert!(html.ends_with("</svg><span class=\"count\">1</span></li>\n"));
    }
}
