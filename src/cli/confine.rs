//! On Linux the commands that only read recordings and write reports give up everything else before
//! they read a byte: every other file, programs, and the network. What a hostile recording could
//! ever make of a fault then ends there. Kernels without Landlock, and other systems, know no such
//! thing; the commands work there all the same.
//!
//! The screen is not confined: it starts programs for the clipboard, opens files whose names are
//! typed, and writes to any folder.

use std::path::PathBuf;

/// What a command needs of the machine.
#[derive(Debug, Default)]
pub struct Needs {
    /// What it reads: files, or folders with all that is in them. `-` stands for standard input.
    pub read: Vec<PathBuf>,
    /// The files that it writes. `-` stands for standard output.
    pub written: Vec<PathBuf>,
}

#[cfg(not(target_os = "linux"))]
impl Needs {
    /// There is no such thing here.
    pub fn confine(self) {}
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io::Read;
    use std::path::{Path, PathBuf};

    use landlock::{
        ABI, Access, AccessFs, AccessNet, BitFlags, RestrictionStatus, Ruleset, RulesetAttr,
        RulesetCreatedAttr, RulesetError, Scope, path_beneath_rules,
    };

    use super::Needs;
    use crate::export::target_of_links;
    use crate::input;

    /// The newest version of Landlock whose rules are known here. An older kernel holds those that
    /// it knows.
    const KNOWN: ABI = ABI::V6;

    /// Where Linux tells how much memory and how many processors there are; and the program itself,
    /// whose symbols an error of ours is told with.
    const ABOUT_THE_MACHINE: [&str; 4] = [
        "/proc/self",
        "/proc/meminfo",
        "/sys/fs/cgroup",
        "/sys/devices/system/cpu",
    ];

    impl Needs {
        /// Gives up everything else, for this thread and those that it starts.
        pub fn confine(self) {
            // Where the kernel cannot, the command does its work as on other systems.
            let _ = self.restrict();
        }

        fn restrict(self) -> Result<RestrictionStatus, RulesetError> {
            let mut read: Vec<PathBuf> = ABOUT_THE_MACHINE.map(PathBuf::from).to_vec();
            read.extend(std::env::current_exe());
            let mut folders = Vec::new();
            let mut written = Vec::new();
            for path in self.read {
                // A trace lies in several files, of which one may be named.
                if input::is_of_a_trace(&path.to_string_lossy()) {
                    read.push(folder_of(&path));
                }
                if is_kept(&path) {
                    folders.push(std::env::temp_dir());
                }
                read.push(path);
            }
            for path in self.written {
                if path.as_os_str() == "-" {
                    continue;
                }
                let target = target_of_links(&path).unwrap_or_else(|_| path.clone());
                if target.exists() && !target.is_file() || path.starts_with("/dev") {
                    written.push(path);
                } else {
                    folders.push(folder_of(&target));
                }
            }
            let to_read: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::ReadDir;
            let to_write = AccessFs::WriteFile | AccessFs::Truncate;
            let to_replace =
                to_read | to_write | AccessFs::MakeReg | AccessFs::RemoveFile | AccessFs::Refer;
            Ruleset::default()
                .handle_access(AccessFs::from_all(KNOWN))?
                .handle_access(AccessNet::from_all(KNOWN))?
                .scope(Scope::from_all(KNOWN))?
                .create()?
                .add_rules(path_beneath_rules(read, to_read))?
                .add_rules(path_beneath_rules(written, to_write))?
                .add_rules(path_beneath_rules(folders, to_replace))?
                .restrict_self()
        }
    }

    /// Whether a file may be a zip archive, itself or packed: an archive is read from its end, out
    /// of a temporary file. What cannot be read twice may be one too.
    fn is_kept(path: &Path) -> bool {
        if !path.is_file() {
            return !path.is_dir();
        }
        let mut start = [0; 2];
        let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut start));
        match read {
            Ok(2..) => matches!(&start, b"PK" | [0x1f, 0x8b]),
            _ => false,
        }
    }

    fn folder_of(path: &Path) -> PathBuf {
        match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        }
    }

    #[cfg(test)]
    mod tests {
        use std::fs::{self, File};
        use std::io::ErrorKind;
        use std::net::TcpListener;
        use std::process::Command;

        use landlock::RulesetStatus;

        use super::Needs;
        use crate::export::save_with;

        #[test]
        #[expect(clippy::print_stdout, reason = "a test says that it was skipped")]
        fn what_was_not_asked_for_is_refused_by_the_kernel() {
            let [asked, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
            let recording = other.path().join("a.har");
            fs::write(&recording, "{}").unwrap();
            fs::write(other.path().join("b.har"), "{}").unwrap();
            let report = asked.path().join("report.json");
            fs::write(&report, "old").unwrap();
            // It holds for the thread that asks for it.
            let confined = std::thread::spawn(move || {
                let needs = Needs {
                    read: vec![recording.clone()],
                    written: vec![report.clone(), "-".into()],
                };
                let status = needs.restrict().unwrap();
                if status.ruleset == RulesetStatus::NotEnforced {
                    println!("skipped: this kernel has no Landlock");
                    return;
                }
                assert_eq!(fs::read(&recording).unwrap(), b"{}");
                save_with(&report, &mut |out| out.write_all(b"new")).unwrap();
                assert_eq!(fs::read(&report).unwrap(), b"new");
                let refused = [
                    fs::read(recording.with_file_name("b.har")).map(|_| ()),
                    fs::read("/etc/passwd").map(|_| ()),
                    File::create(recording.with_file_name("c.har")).map(|_| ()),
                    File::options().append(true).open(&recording).map(|_| ()),
                    fs::remove_file(&recording),
                    Command::new("/bin/true").status().map(|_| ()),
                ];
                for (number, refused) in refused.into_iter().enumerate() {
                    let kind = refused.map_err(|error| error.kind());
                    assert_eq!(kind, Err(ErrorKind::PermissionDenied), "{number}");
                }
                // Kernels since 6.7 refuse connections too.
                if status.ruleset == RulesetStatus::FullyEnforced {
                    let port = TcpListener::bind("127.0.0.1:0").map(|_| ());
                    let kind = port.map_err(|error| error.kind());
                    assert_eq!(kind, Err(ErrorKind::PermissionDenied));
                }
            });
            confined.join().unwrap();
        }
    }
}
