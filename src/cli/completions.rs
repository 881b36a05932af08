//! Scripts that complete arguments, one for each shell.

use clap::{CommandFactory, ValueEnum};
use clap_complete::Generator;

use super::arguments::Arguments;

/// A shell that completes arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
#[expect(clippy::enum_variant_names, reason = "the shell is called PowerShell")]
pub enum Shell {
    /// bash
    Bash,
    /// elvish
    Elvish,
    /// fish
    Fish,
    /// Nushell
    Nushell,
    /// `PowerShell`
    PowerShell,
    /// zsh
    Zsh,
}

impl Shell {
    /// The script for it.
    pub fn script(self) -> Vec<u8> {
        match self {
            Self::Bash => written(clap_complete::Shell::Bash),
            Self::Elvish => written(clap_complete::Shell::Elvish),
            Self::Fish => written(clap_complete::Shell::Fish),
            Self::Nushell => written(clap_complete_nushell::Nushell),
            Self::PowerShell => written(clap_complete::Shell::PowerShell),
            Self::Zsh => written(clap_complete::Shell::Zsh),
        }
    }
}

fn written(generator: impl Generator) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(
        generator,
        &mut Arguments::command(),
        "corslens",
        &mut script,
    );
    script
}
