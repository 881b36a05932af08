//! What every row of the table is made of.

pub(super) use super::Actor::Backend;
pub(super) use super::Actor::Console;
pub(super) use super::Actor::Layer as InFront;
pub(super) use super::Actor::Page;
pub(super) use super::Actor::Server;
pub(super) use super::Actor::Visitor;
pub(super) use super::Advice;
pub(super) use super::Confidence::Certain;
pub(super) use super::Confidence::Likely;
pub(super) use super::Confidence::Possible;
pub(super) use super::Headers;
pub(super) use super::Kind;
pub(super) use super::Layer;
pub(super) use super::Reply;
// A sign is a list of these, and reads as words.
pub(super) use super::Test::*;
pub(super) use super::Whose;
