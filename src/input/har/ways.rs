//! Damaged captures read in pieces and from front to back: the same comes out.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::tests::{long, same_in_pieces};

#[path = "../../../tests/support/mutate.rs"]
mod mutate;

use mutate::{Numbers, mutate};

fn unpacked(name: &str) -> Vec<u8> {
    let path = format!("fixtures/damaged/{name}");
    let packed = std::fs::read(path).unwrap_or_default();
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut plain);
    assert!(read.is_ok() && !plain.is_empty(), "{name}");
    plain
}

#[test]
fn what_was_once_read_otherwise_in_pieces_is_not_any_more() {
    for name in ["pieces-1.gz", "pieces-2.gz"] {
        let file = unpacked(name);
        for segment in [1, 7, 60, 300, 2_000] {
            same_in_pieces(&file, segment, 2);
        }
    }
    // The field that tells who wrote the file stands in one of the last entries only.
    let file = unpacked("late-mark.gz");
    for segment in [400_000, 1_000_000, 4_000_000] {
        same_in_pieces(&file, segment, 3);
    }
}

#[test]
fn damage_of_every_kind_reads_the_same_in_pieces() {
    let mut seeds = [long(40), unpacked("pieces-1.gz"), unpacked("pieces-2.gz")];
    // A body as long as this would be most of the work.
    seeds[0].truncate(60_000);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for round in 0..240 {
        let mut file = seeds[round % seeds.len()].clone();
        mutate(&mut file, &mut numbers);
        let segment = 50 + numbers.below(file.len() / 2) as u64;
        same_in_pieces(&file, segment, 1 + numbers.below(3));
    }
}
