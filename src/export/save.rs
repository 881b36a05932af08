//! Writing a report to where the user wants it, so that nothing else is lost: a file is replaced
//! whole or not at all; streams, pipes and devices are written to and never replaced.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{Format, Options};
use crate::report::{ExchangeId, Report};

/// How the names of unfinished files begin.
const UNFINISHED: &str = ".corslens-";
/// Between its creation and its lock an unfinished file looks as if nobody wrote it. It is never as
/// old as this by then.
const YOUNG: Duration = Duration::from_secs(5);
/// Where files cannot be locked, an unfinished file that is older than this was left behind.
const STALE: Duration = Duration::from_secs(60 * 60);
/// More links than this in a row are a loop.
const MOST_LINKS: usize = 40;

/// Whether a report written to this path would take the place of one of the files it is made from;
/// `-` stands for standard input.
#[must_use]
pub fn replaces_one_of(path: &Path, inputs: &[PathBuf]) -> bool {
    let Ok(target) = path.canonicalize() else {
        return false;
    };
    // Pipes and devices are not replaced, only written to.
    target.is_file()
        && inputs.iter().any(|input| {
            if input.as_os_str() == "-" {
                is_standard_input(&target)
            } else {
                input.canonicalize().is_ok_and(|input| input == target)
            }
        })
}

#[cfg(unix)]
fn is_standard_input(path: &Path) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let input = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    match (input.and_then(|input| input.metadata()), path.metadata()) {
        (Ok(input), Ok(path)) => (input.dev(), input.ino()) == (path.dev(), path.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_standard_input(_path: &Path) -> bool {
    false
}

/// Writes a report: a file whole or not at all, so that what was there before stays until the new
/// one is complete.
///
/// # Errors
///
/// Where the folder cannot be written to, the disk is full, or nobody reads from a pipe.
pub fn save(
    path: &Path,
    format: &Format,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    write_to(path, &mut |out| (format.write)(out, report, ids, options))
}

/// Writes a file in the same way, with whatever content.
///
/// # Errors
///
/// As [`save`].
pub fn save_with(
    path: &Path,
    content: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    write_to(path, content)
}

type Content<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

fn write_to(path: &Path, content: &mut Content<'_>) -> io::Result<()> {
    let through = |out: &mut dyn Write, content: &mut Content<'_>| {
        let mut out = BufWriter::new(out);
        content(&mut out)?;
        out.flush()
    };
    match stream(path) {
        Some(1) => return through(&mut io::stdout().lock(), content),
        Some(2) => return through(&mut io::stderr().lock(), content),
        // What the stream already holds stays: it may be a file.
        Some(_) => return through(&mut File::options().append(true).open(path)?, content),
        None => {}
    }
    let path = target_of_links(path)?;
    match path.metadata() {
        Ok(old) if !old.is_file() => through(&mut open_special(&path)?, content),
        old => replace(&path, old.ok().as_ref(), content),
    }
}

/// The number of the open stream that a path such as `/dev/stdout` or `/dev/fd/3` stands for.
fn stream(path: &Path) -> Option<u32> {
    match path.to_str()? {
        "/dev/stdout" => Some(1),
        "/dev/stderr" => Some(2),
        other => ["/dev/fd/", "/proc/self/fd/"]
            .iter()
            .find_map(|folder| other.strip_prefix(folder)?.parse().ok()),
    }
}

/// The path behind all links. A link stays a link, also one that leads to nothing yet.
pub(crate) fn target_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let is_link = path.symlink_metadata().is_ok_and(|m| m.is_symlink());
        if !is_link {
            return Ok(path);
        }
        let target = path.read_link()?;
        path = match path.parent() {
            Some(folder) => folder.join(target),
            None => target,
        };
    }
    Err(io::Error::other("too many symbolic links in a row"))
}

/// Opens a pipe or a device. A pipe that nobody reads from would hold up the program for good.
#[cfg(unix)]
fn open_special(path: &Path) -> io::Result<File> {
    use nix::fcntl::{FcntlArg, OFlag, fcntl};
    use std::os::unix::fs::OpenOptionsExt;
    let open = File::options()
        .write(true)
        .custom_flags(OFlag::O_NONBLOCK.bits())
        .open(path);
    let file = open.map_err(|error| {
        if error.raw_os_error() == Some(nix::errno::Errno::ENXIO as i32) {
            io::Error::new(error.kind(), "no program reads from this pipe")
        } else {
            error
        }
    })?;
    fcntl(&file, FcntlArg::F_SETFL(OFlag::empty()))?;
    Ok(file)
}

#[cfg(not(unix))]
fn open_special(path: &Path) -> io::Result<File> {
    File::options().write(true).open(path)
}

fn replace(path: &Path, old: Option<&fs::Metadata>, content: &mut Content<'_>) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.exists() {
        let error = "the folder it would be in does not exist";
        return Err(io::Error::new(io::ErrorKind::NotFound, error));
    }
    remove_stale(folder);
    if let Some(file) = nameless(folder) {
        lock(&file);
        let file = fill(file, old, content)?;
        return give_name(&file, folder, path);
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    open_to_others(&mut builder);
    // The name of the unfinished file would tell the reader nothing.
    let unfinished = builder
        .tempfile_in(folder)
        .map_err(|error| io::Error::from(error.kind()))?;
    let (file, name) = unfinished.into_parts();
    lock(&file);
    fill(file, old, content)?;
    name.persist(path)?;
    Ok(())
}

fn fill(file: File, old: Option<&fs::Metadata>, content: &mut Content<'_>) -> io::Result<File> {
    let mut out = BufWriter::new(file);
    content(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        keep_owner(&file, old);
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()?;
    Ok(file)
}

/// Shows other runs that somebody writes this file: the lock is gone when this run is, however it
/// ends.
fn lock(file: &File) {
    // Not every disk has locks; then the age of a file decides.
    let _ = file.try_lock();
}

/// The file keeps the owner that it had, where this user may say so.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    // Only the superuser may; for everyone else the file becomes theirs, as with any program.
    let _ = fchown(file, Some(old.uid()), Some(old.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _old: &fs::Metadata) {}

/// A file without a name, which is gone when the program ends however it ends; `None` where the
/// system or the disk knows no such thing.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> Option<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options()
        .read(true)
        .write(true)
        .mode(0o666)
        .custom_flags(nix::libc::O_TMPFILE)
        .open(folder)
        .ok()
}

#[cfg(not(target_os = "linux"))]
fn nameless(_folder: &Path) -> Option<File> {
    None
}

/// Gives a nameless file its name, in place of the file that has it.
#[cfg(target_os = "linux")]
fn give_name(file: &File, folder: &Path, path: &Path) -> io::Result<()> {
    use nix::fcntl::{AT_FDCWD, AtFlags};
    use std::os::fd::AsRawFd;
    let own = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |name: &Path| {
        nix::unistd::linkat(
            AT_FDCWD,
            own.as_str(),
            AT_FDCWD,
            name,
            AtFlags::AT_SYMLINK_FOLLOW,
        )
        .map_err(io::Error::from)
    };
    match link(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let mut builder = tempfile::Builder::new();
            builder
                .prefix(UNFINISHED)
                .make_in(folder, link)?
                .persist(path)?;
            Ok(())
        }
        result => result,
    }
}

#[cfg(not(target_os = "linux"))]
fn give_name(_file: &File, _folder: &Path, _path: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes what runs that were killed have left in this folder.
fn remove_stale(folder: &Path) {
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        if ours && is_stale(&entry) == Some(true) {
            // Another run may be faster.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether nobody writes this file any more; `None` where it cannot be told.
fn is_stale(entry: &fs::DirEntry) -> Option<bool> {
    let about = entry.metadata().ok()?;
    if !about.is_file() {
        return Some(false);
    }
    let age = SystemTime::now()
        .duration_since(about.modified().ok()?)
        .ok()?;
    if age < YOUNG {
        return Some(false);
    }
    match File::open(entry.path()).map(|file| file.try_lock()) {
        Ok(Ok(())) => Some(true),
        Ok(Err(TryLockError::WouldBlock)) => Some(false),
        Ok(Err(TryLockError::Error(_))) | Err(_) => Some(age > STALE),
    }
}

/// A temporary file is private; this one becomes a file like any other, of whose permissions the
/// system takes away what the umask forbids.
#[cfg(unix)]
fn open_to_others(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn open_to_others(_builder: &mut tempfile::Builder<'_, '_>) {}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, File};
    use std::io::{self, Read};
    use std::os::unix::fs::symlink;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use super::{stream, write_to};

    fn write(path: &Path, text: &'static str) -> io::Result<()> {
        write_to(path, &mut |out| out.write_all(text.as_bytes()))
    }

    #[test]
    fn paths_that_stand_for_open_streams() {
        for (path, expected) in [
            ("/dev/stdout", Some(1)),
            ("/dev/stderr", Some(2)),
            ("/dev/fd/7", Some(7)),
            ("/proc/self/fd/1", Some(1)),
            ("/dev/null", None),
            ("report.json", None),
        ] {
            assert_eq!(stream(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn a_missing_folder_is_said_to_be_missing() {
        let folder = tempfile::tempdir().unwrap();
        let error = write(&folder.path().join("none/report.md"), "new").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert_eq!(
            error.to_string(),
            "the folder it would be in does not exist"
        );
    }

    #[test]
    fn a_stream_that_is_a_file_keeps_what_it_holds() {
        use std::os::fd::AsRawFd;
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("build.log");
        fs::write(&log, "step 1\n").unwrap();
        let open = File::options().append(true).open(&log).unwrap();
        write(
            Path::new(&format!("/dev/fd/{}", open.as_raw_fd())),
            "report\n",
        )
        .unwrap();
        assert_eq!(fs::read_to_string(&log).unwrap(), "step 1\nreport\n");
    }

    #[test]
    fn a_link_to_nothing_yet_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("latest.txt");
        symlink("report-1.txt", &link).unwrap();
        write(&link, "report").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        let target = folder.path().join("report-1.txt");
        assert_eq!(fs::read_to_string(target).unwrap(), "report");
    }

    #[test]
    fn links_in_a_circle_are_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        symlink(&a, &b).unwrap();
        symlink(&b, &a).unwrap();
        assert!(write(&a, "report").is_err());
    }

    #[test]
    fn a_pipe_is_written_to_if_somebody_reads_from_it() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        let error = write(&pipe, "report").unwrap_err();
        assert_eq!(error.to_string(), "no program reads from this pipe");
        let mut reader = File::options().read(true).write(true).open(&pipe).unwrap();
        write(&pipe, "report").unwrap();
        let mut text = [0; 6];
        reader.read_exact(&mut text).unwrap();
        assert_eq!(&text, b"report");
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let made = |name: &str, seconds: u64| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds))
                .unwrap();
            file
        };
        drop(made(".corslens-left", 60));
        drop(made(".corslens-new", 0));
        drop(made("other", 60));
        // Another run writes this one just now.
        let written = made(".corslens-written", 7200);
        written.try_lock().unwrap();
        write(&folder.path().join("report.txt"), "report").unwrap();
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [".corslens-new", ".corslens-written", "other", "report.txt"]
        );
    }
}
