//! Whether a value looks made up by a machine: a token, a key, a reset code. Told by its shape
//! alone, so that no list of names has to know it.

/// How a run of letters and digits is put together.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one property of the run"
)]
struct Shape {
    length: usize,
    lower: bool,
    upper: bool,
    digits: usize,
    only_hex: bool,
    /// How often a letter follows a digit: in words with a number in them at most once.
    resumes: usize,
    /// How often an upper-case letter follows a lower-case one.
    humps: usize,
    begins_with_letter: bool,
}

impl Shape {
    fn of(run: &str) -> Self {
        let mut shape = Self {
            only_hex: true,
            begins_with_letter: run.starts_with(|c: char| c.is_ascii_alphabetic()),
            ..Self::default()
        };
        let mut before = None::<u8>;
        for byte in run.bytes() {
            shape.length += 1;
            shape.lower |= byte.is_ascii_lowercase();
            shape.upper |= byte.is_ascii_uppercase();
            shape.digits += usize::from(byte.is_ascii_digit());
            shape.only_hex &= byte.is_ascii_hexdigit();
            if let Some(before) = before {
                let letter = byte.is_ascii_alphabetic();
                shape.resumes += usize::from(before.is_ascii_digit() && letter);
                shape.humps +=
                    usize::from(before.is_ascii_lowercase() && byte.is_ascii_uppercase());
            }
            before = Some(byte);
        }
        shape
    }

    fn mixed(&self) -> bool {
        self.digits > 0 && (self.lower || self.upper)
    }

    /// Upper case, lower case and digits, and letters go on behind a digit; more than once where
    /// it is short enough for a name such as `iPhone14Pro`.
    fn three_kinds(&self) -> bool {
        let least = if self.length < 12 { 2 } else { 1 };
        self.lower && self.upper && self.resumes >= least
    }

    /// Upper case alone, with digits between the letters.
    fn like_a_serial(&self) -> bool {
        self.upper && !self.lower && self.resumes > 0 && self.begins_with_letter
    }

    /// Lower case and digits that change places too often for words.
    fn scattered(&self) -> bool {
        self.mixed() && self.resumes >= 3
    }

    /// Letters whose case changes too often for `camelCase`.
    fn shuffled_letters(&self) -> bool {
        self.digits == 0 && self.length >= 20 && self.humps * 4 >= self.length
    }
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|run| run.len() >= 8)
}

/// Whether a word of running text, or the origin of a page, has nothing in it that this module or
/// its names would look at: only letters, short runs with digits, and what stands between them; and
/// not enough letters for shuffled ones.
pub(super) fn is_plain_word(word: &str) -> bool {
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| word.strip_prefix(scheme));
    if let Some(host) = host {
        let of_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
        return host.bytes().all(of_host) && !host.contains("eyJ");
    }
    let (mut run, mut digits) = (0, 0);
    for byte in word.bytes() {
        match byte {
            b'0'..=b'9' => (run, digits) = (run + 1, digits + 1),
            b'a'..=b'z' | b'A'..=b'Z' => run += 1,
            b'-' | b'.' | b'_' | b'(' | b')' | b',' | b'*' => (run, digits) = (0, 0),
            _ => return false,
        }
        // What is looked at is at least so long.
        if run >= 20 || (run >= 8 && digits > 0) {
            return false;
        }
    }
    !word.contains("eyJ")
}

/// Whether a value of a parameter holds something that no person chose.
pub(super) fn is_random_value(value: &str) -> bool {
    runs(value).map(Shape::of).any(|run| {
        (run.length >= 10 && (run.three_kinds() || run.like_a_serial()))
            || (run.length >= 16 && run.scattered())
            || run.shuffled_letters()
    })
}

/// Whether a segment of a path, or a word, does. Names of files and builds have such parts too, so
/// more is asked of it.
pub(super) fn is_random_segment(segment: &str) -> bool {
    let is_file = segment
        .rsplit_once('.')
        .is_some_and(|(_, ending)| (1..=5).contains(&ending.len()));
    !is_file
        && runs(segment).map(Shape::of).any(|run| {
            (run.length >= 16 && run.three_kinds())
                || (run.length >= 32 && (run.only_hex || run.scattered()) && run.mixed())
                || run.shuffled_letters()
        })
}

/// Whether what stands where a secret is expected is one, not the name of a step or a page.
pub(super) fn is_code(text: &str) -> bool {
    if is_uuid(text) || is_random_segment(text) {
        return true;
    }
    if text.len() >= 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|run| run.len() >= 6)
        .map(Shape::of)
        .any(|run| {
            run.three_kinds()
                || run.like_a_serial()
                || (run.mixed() && run.resumes >= 2)
                || (run.length >= 16 && run.only_hex)
        })
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::{is_code, is_random_segment, is_random_value};

    #[test]
    fn values_that_no_person_chose() {
        for value in [
            "Zq8rT2wLp0",
            "AKIAIOSFODNN7EXAMPLE",
            "5f3a9c1e7b2d4086",
            "v2.dGhpcyBpcyBhIHRlc3Qx8k",
            "fjXqLmWvRtBnKdYcPzHs",
        ] {
            assert!(is_random_value(value), "{value}");
        }
    }

    #[test]
    fn values_that_a_person_chose() {
        for value in [
            "oauth2callback",
            "covid19data",
            "2026-11-22T10:00:00Z",
            "1700000000000",
            "AccountSettingsPage",
            "Inter-Regular400",
            "application/vnd.api+json",
            "en-US,en;q=0.9",
            "SHA256",
            "iPhone14Pro",
            "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            "getElementsByClassNameAndTag",
        ] {
            assert!(!is_random_value(value), "{value}");
            assert!(!is_random_segment(value), "{value}");
        }
    }

    #[test]
    fn names_of_files_are_not_secrets() {
        for segment in [
            "main.d587bbd6f3e4a9b1c0d2.js",
            "index-B8x2kQ9z.css",
            "inter-roman.woff2",
            "oauth2callback",
            "v1beta1",
        ] {
            assert!(!is_random_segment(segment), "{segment}");
        }
        assert!(is_random_segment("Zq8rT2wLp0Aa91Bb72Cc"));
        assert!(is_random_segment("d41d8cd98f00b204e9800998ecf8427e"));
    }

    #[test]
    fn codes_where_codes_are_expected() {
        for code in [
            "482913",
            "T0AB12CD3",
            "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            "x9y8z7w6",
        ] {
            assert!(is_code(code), "{code}");
        }
        for word in [
            "password",
            "confirm",
            "oauth2callback",
            "v2",
            "users",
            "step-1",
        ] {
            assert!(!is_code(word), "{word}");
        }
    }
}
