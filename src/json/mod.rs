//! JSON as a stream of tokens, from a window over a file of any size.

pub mod decode;
pub mod scan;
pub mod tokens;
pub mod window;
