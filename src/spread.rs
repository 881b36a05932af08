//! Work spread over the machine's cores. Results come in the order of the items, so they do not
//! depend on how many cores there are. Without the feature `parallel` everything is done on the
//! calling thread.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// Does two things that have nothing to do with each other.
pub fn both<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(first, second);
    #[cfg(not(feature = "parallel"))]
    (first(), second())
}

/// Does something with each item, given its number. `worth_it`: there is so much to do that it
/// outweighs waking threads.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    worth_it: bool,
    work: impl Fn(usize, &T) -> R + Send + Sync,
) -> Vec<R> {
    let work = |(number, item)| work(number, item);
    #[cfg(feature = "parallel")]
    if worth_it && items.len() > 1 {
        // One item at a time: the next one may be of any size.
        let items = items.par_iter().enumerate().with_max_len(1);
        return items.map(work).collect();
    }
    let _ = worth_it;
    items.iter().enumerate().map(work).collect()
}

/// Does something with each chunk of `size` items, and joins what comes of it.
pub fn joined<T: Sync, R: Send>(
    items: &[T],
    size: usize,
    work: impl Fn(&[T]) -> R + Send + Sync,
    join: impl Fn(R, R) -> R + Send + Sync,
) -> R {
    #[cfg(feature = "parallel")]
    if items.len() > size {
        let parts = items.par_chunks(size).map(&work);
        return parts.reduce_with(join).unwrap_or_else(|| work(items));
    }
    let parts = items.chunks(size).map(&work);
    parts.reduce(join).unwrap_or_else(|| work(items))
}

/// Changes each chunk of `size` items.
pub fn chunks_mut<T: Send, R: Send>(
    items: &mut [T],
    size: usize,
    work: impl Fn(&mut [T]) -> R + Send + Sync,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    if items.len() > size {
        return items.par_chunks_mut(size).map(work).collect();
    }
    items.chunks_mut(size).map(work).collect()
}

/// Sorts items; those that are equal may change places.
pub fn sort<T: Send>(items: &mut [T], by: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    #[cfg(feature = "parallel")]
    items.par_sort_unstable_by(by);
    #[cfg(not(feature = "parallel"))]
    items.sort_unstable_by(by);
}

/// Has every item written, given its number, and puts out what was written in the order of the items.
/// Whatever they are, a few megabytes stand in memory, or one item where it alone is larger.
#[cfg(feature = "export")]
pub fn written<T: Sync, E: Send>(
    items: &[T],
    write: impl Fn(&mut Vec<u8>, usize, &T) -> Result<(), E> + Send + Sync,
    mut put: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut number = 0;
    #[cfg(feature = "parallel")]
    if items.len() > FEW {
        let mut texts: Vec<Vec<u8>> = Vec::new();
        texts.resize_with(4 * rayon::current_num_threads(), Vec::new);
        let mut size = 1;
        while number < items.len() {
            let end = items.len().min(number + size * texts.len());
            let chunks = items[number..end].par_chunks(size).enumerate();
            let done = chunks.zip(&mut texts).map(|((chunk, items), text)| {
                text.clear();
                let first = number + chunk * size;
                for (at, item) in items.iter().enumerate() {
                    // The rest of these are larger than those before, and wait for their turn.
                    if text.len() > LONG {
                        return Ok(at);
                    }
                    write(text, first + at, item)?;
                }
                Ok(items.len())
            });
            let done: Vec<usize> = done.collect::<Result<_, E>>()?;
            let bytes: usize = texts.iter().take(done.len()).map(Vec::len).sum();
            let count: usize = done.iter().sum();
            for (text, done) in texts.iter_mut().zip(done) {
                put(text)?;
                let end = end.min(number + size);
                for (at, item) in items.iter().enumerate().take(end).skip(number + done) {
                    text.clear();
                    write(text, at, item)?;
                    put(text)?;
                }
                number = end;
                if text.capacity() > 2 * LONG {
                    *text = Vec::new();
                }
            }
            size = (LONG / 4 / (bytes / count.max(1)).max(1)).clamp(1, FEW);
        }
        return Ok(());
    }
    let mut text = Vec::new();
    while let Some(item) = items.get(number) {
        text.clear();
        write(&mut text, number, item)?;
        put(&text)?;
        number += 1;
    }
    Ok(())
}

/// So many items are not worth waking threads for.
#[cfg(feature = "parallel")]
const FEW: usize = 64;

/// What a thread writes in one go ends when it is longer than this.
#[cfg(feature = "parallel")]
const LONG: usize = 256 * 1024;

/// Whether the calling thread is one of several that share a piece of work.
pub fn is_shared() -> bool {
    #[cfg(feature = "parallel")]
    return rayon::current_thread_index().is_some();
    #[cfg(not(feature = "parallel"))]
    false
}

#[cfg(test)]
mod tests {
    use super::{both, chunks_mut, each, joined, written};

    #[test]
    fn both_are_done() {
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }

    #[test]
    fn what_is_written_comes_out_in_order() {
        let large = |number: usize| number.is_multiple_of(97);
        for count in [0, 1, 64, 65, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let text = |number: usize, item: usize| {
                let repeated = if large(number) { 60_000 } else { 1 };
                format!("{number}={item};").repeat(repeated)
            };
            let mut all: Vec<u8> = Vec::new();
            let result: Result<(), ()> = written(
                &items,
                |out, number, item| {
                    out.extend(text(number, *item).bytes());
                    Ok(())
                },
                |text| {
                    all.extend(text);
                    Ok(())
                },
            );
            assert_eq!(result, Ok(()));
            let expected: String = items.iter().map(|item| text(*item, *item)).collect();
            assert!(all == expected.into_bytes(), "{count}");
        }
        let items: Vec<usize> = (0..1000).collect();
        let fails = |at: usize| {
            written(
                &items,
                |_, number, _| if number == at { Err(number) } else { Ok(()) },
                |_| Ok(()),
            )
        };
        assert_eq!(fails(500), Err(500));
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        for worth_it in [false, true] {
            assert_eq!(each(&items, worth_it, |_, item| *item), items);
            assert_eq!(each(&items, worth_it, |number, _| number), items);
        }
        for size in [1, 7, 1000, 2000] {
            let all = joined(&items, size, <[usize]>::to_vec, |first, second| {
                [first, second].concat()
            });
            assert_eq!(all, items);
            let mut changed = items.clone();
            let firsts = chunks_mut(&mut changed, size, |chunk| {
                let first = chunk[0];
                for item in chunk.iter_mut() {
                    *item += 1;
                }
                first
            });
            assert_eq!(
                firsts,
                items.iter().copied().step_by(size).collect::<Vec<_>>()
            );
            assert_eq!(changed, (1..=1000).collect::<Vec<usize>>());
        }
        assert_eq!(joined(&[] as &[usize], 5, <[usize]>::len, |a, b| a + b), 0);
    }
}
