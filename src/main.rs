//! The program; everything is in the library.

fn main() -> std::process::ExitCode {
    corslens::cli::run(std::env::args_os()).into()
}
