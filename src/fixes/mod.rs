//! What to change: the smallest policy that lets a set of requests through, and that policy in the
//! words of the reader's server.
//!
//! ```text
//! Wanted (from a capture: hostile) ──Policy::new──▶ Policy ──Stack::remedy──▶ Remedy ──▶ text to paste
//! ```
//!
//! Only a [`Policy`] reaches a configuration, and a policy holds nothing but origins in their
//! serialised form, plain header and method names, and numbers. So no value of a capture can end a
//! string, open a block or name a variable in any of the languages here.

pub mod policy;
pub mod stack;

pub use policy::Origins;
pub use policy::Policy;
pub use policy::Refused;
pub use policy::Wanted;
pub use policy::Warning;
pub use stack::Confidence;
pub use stack::Missing;
pub use stack::Remedy;
pub use stack::STACKS;
pub use stack::Situation;
pub use stack::Stack;
pub use stack::Today;
pub use stack::Trouble;
pub use stack::detect;
