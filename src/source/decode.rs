use crate::model::{Code, Finding};

/// A seed whose bytes are not UTF-8.
const ENCODING: Code = Code("seed-encoding");
/// A seed that is no text.
const BINARY: Code = Code("seed-binary");
/// A seed without a word in it.
const EMPTY: Code = Code("seed-empty");
/// A seed that is too large to be one reading.
const TOO_LARGE: Code = Code("seed-too-large");

/// The longest line in bytes. A whole novel without a line end passes; a dump of data does not.
const LONGEST_LINE: usize = 4 << 20;
/// The largest seed in bytes: ten times the Bible.
pub(super) const LARGEST_SEED: usize = 48 << 20;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Returns the text of a seed without a byte order mark, or why it is none.
pub(super) fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Finding> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Finding::error(ENCODING, "this seed is UTF-16, not UTF-8")
            .at(file, 0..2)
            .hint("save it as UTF-8, for example with `iconv -f UTF-16 -t UTF-8`"));
    }
    if bytes.len() > LARGEST_SEED {
        return Err(too_large(file, bytes.len() as u64));
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Finding::error(
            BINARY,
            format!(
                "this seed is no text: byte {offset} on line {} is NUL",
                line_at(bytes, offset)
            ),
        )
        .at(file, offset..offset + 1)
        .hint("export the text from the program that made the file, as `.txt` in UTF-8"));
    }
    check_lines(file, bytes)?;
    let skipped = if bytes.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let text = std::str::from_utf8(&bytes[skipped..]).map_err(|error| {
        let start = skipped + error.valid_up_to();
        let end = error
            .error_len()
            .map_or(bytes.len(), |length| start + length);
        let line = line_at(bytes, start);
        Finding::error(
            ENCODING,
            format!(
                "this seed is not UTF-8: byte {start} on line {line} is `{:#04x}`",
                bytes[start]
            ),
        )
        .at(file, start..end)
        .hint("save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`")
    })?;
    if text.chars().all(char::is_whitespace) {
        return Err(Finding::warning(EMPTY, "this seed is empty")
            .in_file(file)
            .hint("write its text, or remove it"));
    }
    Ok(text)
}

/// Returns the finding about a seed of too many bytes.
pub(super) fn too_large(file: &str, bytes: u64) -> Finding {
    let message = format!(
        "this seed has {} MB, the limit is {} MB",
        bytes >> 20,
        LARGEST_SEED >> 20
    );
    Finding::error(TOO_LARGE, message)
        .in_file(file)
        .hint("cut it into one file a chapter")
}

/// Refuses a line that no one wrote: what reads the text afterwards works paragraph by paragraph.
fn check_lines(file: &str, bytes: &[u8]) -> Result<(), Finding> {
    let mut start = 0;
    for line in bytes.split(|&byte| byte == b'\n' || byte == b'\r') {
        if line.len() > LONGEST_LINE {
            let message = format!(
                "line {} has {} MB, the limit is {} MB",
                line_at(bytes, start),
                line.len() >> 20,
                LONGEST_LINE >> 20
            );
            return Err(Finding::error(TOO_LARGE, message)
                .at(file, start..start)
                .hint(
                    "break it into paragraphs; if it is data and no text, move it out of `seeds/`",
                ));
        }
        start += line.len() + 1;
    }
    Ok(())
}

/// Returns the number of the line, from 1, that holds the byte.
fn line_at(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].split(|&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], code: Code, span: std::ops::Range<usize>) -> Finding {
        let finding = text("seeds/a.txt", bytes).unwrap_err();
        assert_eq!(finding.code, code, "{finding:?}");
        assert_eq!(finding.location.as_ref().unwrap().span, span, "{finding:?}");
        assert!(!finding.hints.is_empty());
        finding
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        let finding = refused(b"one\ntw\xE9o", ENCODING, 6..7);
        assert!(
            finding.message.contains("byte 6 on line 2 is `0xe9`"),
            "{}",
            finding.message
        );
        refused(b"a truncated \xE2\x80", ENCODING, 12..14);
        refused(b"\xFF\xFEa\0b\0", ENCODING, 0..2);
        refused(b"PK\x03\x04\0", BINARY, 4..5);
        refused(b"", EMPTY, 0..0);
        refused(b"\xEF\xBB\xBF \r\n\t\n", EMPTY, 0..0);
        let mut long = b"first\n".to_vec();
        long.resize(LONGEST_LINE + 7, b'x');
        refused(&long, TOO_LARGE, 6..6);
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(text("a.txt", "\u{feff}Ahoj".as_bytes()).unwrap(), "Ahoj");
    }
}
