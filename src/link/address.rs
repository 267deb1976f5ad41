use super::{person_name::PersonName, titles::Title};
use crate::recognize::Gender;

/// Returns whether who is called by a name with a title may be the person of a full name: `Lady Lucas`
/// is not Miss Charlotte Lucas, and `Sir William` is no Mr. Collins.
///
/// `full` is the form of the person's name that the name is related to, `forms` are all of them, and
/// `titles` those that the text puts before the surname.
pub(super) fn may_be_called<'t>(
    name: &PersonName,
    full: &PersonName,
    forms: &[PersonName],
    titles: impl IntoIterator<Item = &'t str>,
) -> bool {
    let Some(title) = name.title.as_ref().filter(|title| title.is_rank()) else {
        return true;
    };
    let mut ranks = forms
        .iter()
        .filter_map(|form| form.title.as_ref())
        .filter(|title| title.is_rank())
        .peekable();
    if ranks.peek().is_some() {
        return ranks.any(|rank| rank.key == title.key);
    }
    // Of a Mrs. and a Miss of one name the one who is named in full without a title is the Miss.
    let is_of_a_wife = title.is_of_a_wife()
        && full.gender == Some(Gender::Female)
        && name.words.last() == full.words.last();
    !(is_of_a_wife && titles.into_iter().any(|title| title == "miss"))
}

/// Returns whether one of a person's names has the title of another name.
pub(super) fn bears_title(forms: &[PersonName], name: &PersonName) -> bool {
    let key = |name: &PersonName| name.title.as_ref().map(|title: &Title| title.key.clone());
    let title = key(name);
    title.is_some() && forms.iter().any(|form| key(form) == title)
}
