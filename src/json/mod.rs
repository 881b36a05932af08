//! JSON as a stream of tokens, from a window over a file of any size.

pub(crate) mod decode;
pub(crate) mod scan;
pub(crate) mod shape;
pub(crate) mod tokens;
pub(crate) mod window;
