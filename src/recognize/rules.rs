//! What the rules by themselves take for names: runs of capitals, weighed by their words and by what stands around them.

use std::ops::Range;

use super::{
    forms::{Forms, Verdict},
    names::{NameSpan, name_spans},
    places::Toponyms,
    proposal::{Proposal, Support},
    text::Sentence,
    usage::Usage,
};

/// How much less a name is worth where capitals tell nothing, as in headings.
const WITHOUT_CAPITALS: f32 = 0.8;

/// Returns what the rules take for names, in order.
///
/// `taken` says for each sentence which of its tokens are part of dates.
pub(super) fn propose(
    sentences: &[Sentence<'_>],
    taken: &[Vec<bool>],
    toponyms: &dyn Toponyms,
) -> Vec<Proposal> {
    let usage = Usage::of(sentences);
    let mut forms = Forms::default();
    let mut mentions = Vec::new();
    for (index, (sentence, taken)) in sentences.iter().zip(taken).enumerate() {
        let spans = name_spans(sentence, &usage, toponyms, taken);
        mentions.extend(mentions_of(
            index, sentence, spans, &usage, toponyms, &mut forms,
        ));
    }
    forms.settle();
    mentions
        .into_iter()
        .filter_map(|mention| mention.proposal(&forms))
        .collect()
}

/// A mention of a form that is still to be judged.
struct Mention {
    sentence: usize,
    text: Range<usize>,
    honorific: Option<String>,
    acronym: Option<String>,
    form: usize,
    capitals_tell: bool,
}

fn mentions_of(
    index: usize,
    sentence: &Sentence<'_>,
    spans: Vec<NameSpan>,
    usage: &Usage,
    toponyms: &dyn Toponyms,
    forms: &mut Forms,
) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for span in spans {
        let form = forms.add(sentence, &span, usage, toponyms);
        if span.is_acronym
            && let Some(full) = mentions.last()
        {
            forms.introduce(form, full.form);
        }
        mentions.push(Mention {
            sentence: index,
            text: sentence.bytes(&span.tokens),
            honorific: span.honorific,
            acronym: span.acronym.filter(|_| !span.is_acronym),
            form,
            capitals_tell: sentence.capitals_tell,
        });
    }
    mentions
}

impl Mention {
    fn proposal(self, forms: &Forms) -> Option<Proposal> {
        let Verdict {
            kind,
            score,
            evidence,
        } = forms.verdict(self.form)?;
        Some(Proposal {
            sentence: self.sentence,
            text: self.text,
            kind,
            score: if self.capitals_tell {
                score
            } else {
                score * WITHOUT_CAPITALS
            },
            support: Support::RulesAlone,
            honorific: self.honorific,
            acronym: self.acronym,
            evidence,
        })
    }
}
