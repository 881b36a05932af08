use super::*;

/// FIPS 180-4, in base64 as policies write it.
fn sha256(text: &str) -> String {
    // The first 32 bits of the fractional parts of roots of primes.
    let primes: Vec<u64> = (2..)
        .filter(|n| (2..*n).all(|d| n % d != 0))
        .take(64)
        .collect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the constants are defined this way"
    )]
    let fraction = |root: f64| (root.fract() * 4_294_967_296.0) as u32;
    #[expect(clippy::cast_precision_loss, reason = "primes below 400")]
    let of = |root: fn(f64) -> f64, n: &u64| fraction(root(*n as f64));
    let constants: Vec<u32> = primes.iter().map(|n| of(f64::cbrt, n)).collect();
    let mut state: Vec<u32> = primes[..8].iter().map(|n| of(f64::sqrt, n)).collect();
    let mut bytes = text.as_bytes().to_vec();
    let bits = bytes.len() as u64 * 8;
    bytes.push(0x80);
    while bytes.len() % 64 != 56 {
        bytes.push(0);
    }
    bytes.extend(bits.to_be_bytes());
    for block in bytes.chunks(64) {
        let mut words: Vec<u32> = block
            .chunks(4)
            .map(|word| u32::from_be_bytes(word.try_into().unwrap()))
            .collect();
        for i in 16..64 {
            let (a, b) = (words[i - 15], words[i - 2]);
            let small = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let large = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            let sum = words[i - 16].wrapping_add(small);
            words.push(sum.wrapping_add(words[i - 7]).wrapping_add(large));
        }
        let mut v = state.clone();
        for i in 0..64 {
            let large = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let first = v[7]
                .wrapping_add(large)
                .wrapping_add(choice)
                .wrapping_add(constants[i])
                .wrapping_add(words[i]);
            let small = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(first);
            v[0] = first.wrapping_add(small).wrapping_add(majority);
        }
        for (word, change) in state.iter_mut().zip(v) {
            *word = word.wrapping_add(change);
        }
    }
    let hash: Vec<u8> = state.iter().flat_map(|word| word.to_be_bytes()).collect();
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::from("sha256-");
    for part in hash.chunks(3) {
        let bits = part
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - part.len()));
        for place in 0..=part.len() {
            text.push(char::from(
                alphabet[(bits >> (18 - 6 * place) & 63) as usize],
            ));
        }
    }
    while (text.len() - 7) % 4 != 0 {
        text.push('=');
    }
    text
}

#[test]
fn the_policy_names_style_and_script_by_their_hash() {
    assert_eq!(
        sha256("abc"),
        "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
    );
    assert_eq!(sha256(STYLE), STYLE_HASH);
    assert_eq!(sha256(SCRIPT), SCRIPT_HASH);
}

#[test]
fn what_differs_is_marked() {
    let of = |before: &str, marked: &str, after: &str| Marked {
        before: before.to_owned(),
        differs: marked.to_owned(),
        after: after.to_owned(),
    };
    for (one, other, expected) in [
        (
            "https://shop.example/",
            "https://shop.example",
            (
                of("https://shop.example", "/", ""),
                of("https://shop.example", "", ""),
            ),
        ),
        ("*", "x", (of("", "*", ""), of("", "x", ""))),
        ("aXc", "aYYc", (of("a", "X", "c"), of("a", "YY", "c"))),
        ("é", "è", (of("", "é", ""), of("", "è", ""))),
        ("", "", (of("", "", ""), of("", "", ""))),
        ("aa", "a", (of("a", "a", ""), of("a", "", ""))),
    ] {
        assert_eq!(marked(one, other), expected, "{one} {other}");
    }
}

#[test]
fn style_and_script_end_where_they_end() {
    for text in [STYLE, SCRIPT] {
        assert!(!text.contains("</"), "nothing in it may end its element");
        assert!(!text.contains("http"), "nothing in it is loaded");
        assert!(!text.contains("url("));
    }
}
