/// Bytes after which the postings of a term break off: a word that is in so many texts is found without.
pub(super) const MOST_POSTINGS: usize = 16_000;

/// The blocks in which a term occurs, as the file says it.
#[derive(Debug, Default)]
pub(super) struct Postings {
    text: String,
    /// The number of the last reading that is in it.
    last: usize,
    /// How many blocks there are in all.
    blocks: usize,
    is_cut: bool,
}

impl Postings {
    /// Adds the blocks of a reading, which comes after those that were added before.
    pub(super) fn add(&mut self, reading: usize, blocks: &[u32]) {
        self.blocks += blocks.len();
        self.is_cut |= self.text.len() >= MOST_POSTINGS;
        if self.is_cut {
            return;
        }
        push_number(&mut self.text, reading - self.last);
        self.last = reading;
        let mut before = 0;
        for (at, block) in blocks.iter().enumerate() {
            let has_more = at + 1 < blocks.len();
            let distance = (block - before) as usize;
            push_number(&mut self.text, distance * 2 + usize::from(has_more));
            before = *block;
        }
    }

    /// Appends the postings as the file says them.
    pub(super) fn push_to(&self, text: &mut String) {
        text.push_str(&self.text);
        if self.is_cut {
            text.push('*');
            text.push_str(&self.blocks.to_string());
        }
    }
}

/// Appends a number: five bits a digit, the greatest first, and a sixth that says that more follow.
fn push_number(text: &mut String, number: usize) {
    const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    let digits = (usize::BITS - number.leading_zeros()).div_ceil(5).max(1);
    for place in (0..digits).rev() {
        let more = if place > 0 { 32 } else { 0 };
        let digit = number >> (5 * place) & 31 | more;
        text.push(char::from(DIGITS[digit]));
    }
}

#[cfg(test)]
pub(in crate::render) mod tests {
    use super::*;

    /// Returns what a script reads in postings: readings with their blocks, and how many there are in all where
    /// they break off.
    pub(in crate::render) fn read(text: &str) -> (Vec<(usize, Vec<usize>)>, Option<usize>) {
        let (told, total) = match text.split_once('*') {
            Some((told, total)) => (told, Some(total.parse().unwrap())),
            None => (text, None),
        };
        let digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
        let mut values = told.chars().map(|c| digits.find(c).unwrap()).peekable();
        let mut number = || {
            let mut number = 0;
            loop {
                let value = values.next()?;
                number = number * 32 + value % 32;
                if value < 32 {
                    return Some(number);
                }
            }
        };
        let mut found = Vec::new();
        let mut reading = 0;
        while let Some(distance) = number() {
            reading += distance;
            let (mut blocks, mut block) = (Vec::new(), 0);
            loop {
                let step = number().unwrap();
                block += step / 2;
                blocks.push(block);
                if step % 2 == 0 {
                    break;
                }
            }
            found.push((reading, blocks));
        }
        (found, total)
    }

    fn written(postings: &Postings) -> String {
        let mut text = String::new();
        postings.push_to(&mut text);
        text
    }

    #[test]
    fn postings_name_readings_and_blocks_by_distance() {
        let mut postings = Postings::default();
        postings.add(3, &[0, 40]);
        postings.add(39, &[7]);
        postings.add(4000, &[1, 2, 70_000]);
        assert!(written(&postings).starts_with("31"));
        let all = vec![(3, vec![0, 40]), (39, vec![7]), (4000, vec![1, 2, 70_000])];
        assert_eq!(read(&written(&postings)), (all, None));
    }

    #[test]
    fn postings_of_a_word_that_is_everywhere_break_off() {
        let mut postings = Postings::default();
        for reading in 0..20_000 {
            postings.add(reading, &[0, 1]);
        }
        let text = written(&postings);
        assert!(text.len() < MOST_POSTINGS + 20, "{}", text.len());
        let (told, total) = read(&text);
        assert_eq!(total, Some(40_000));
        assert!(told.len() > 4000 && told.iter().map(|it| it.0).eq(0..told.len()));
    }
}
