//! Damage to captures, the same in every run.

/// What is put into a capture somewhere.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\",
    b"\0",
    b"/*",
    b"//",
    b"\n",
    b"null",
    b"'",
    b"\xff",
    b"},{",
    b"]}}",
    b"{\"request\":{",
    b"\"_requestId\":\"7\",",
    b"\"url\":",
];

/// Numbers that look random.
pub struct Numbers(pub u64);

impl Numbers {
    /// The next one, below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % limit.max(1)
    }
}

/// Damages a capture in one to four places.
pub fn mutate(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(300)).min(bytes.len());
        let to = numbers.below(bytes.len());
        match numbers.below(6) {
            0 => bytes[at] ^= 1 << numbers.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = PIECES[numbers.below(PIECES.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            3 => {
                let copy = bytes[at..end].to_vec();
                drop(bytes.splice(to..to, copy));
            }
            4 if numbers.below(4) == 0 => bytes.truncate(at.max(1)),
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                let end = (at + piece.len()).min(bytes.len());
                drop(bytes.splice(at..end, piece.to_vec()));
            }
        }
        if bytes.is_empty() {
            bytes.push(b'{');
        }
    }
}
