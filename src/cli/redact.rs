//! `corslens redact`: a HAR file that is safe to send.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use super::confine::Needs;
use super::exit::Exit;
use super::{complain, printed};
use crate::export::redact::{Redacted, redact};
use crate::export::{replaces_one_of, save_with};
use crate::input;
use crate::report::Report;

/// Does what the arguments ask.
pub fn run(from: &Path, to: &Path) -> Exit {
    match redacted(from, to) {
        Ok(exit) => exit,
        Err(trouble) => {
            complain(&trouble);
            Exit::Trouble
        }
    }
}

fn redacted(from: &Path, to: &Path) -> Result<Exit, String> {
    let (name, target) = (from.display(), to.display());
    let on_stdout = to.as_os_str() == "-";
    if !on_stdout && replaces_one_of(to, &[from.to_owned()]) {
        return Err(format!(
            "{target}: the redacted file would overwrite the capture; give it another name"
        ));
    }
    Needs {
        read: vec![from.to_owned()],
        written: vec![to.to_owned()],
    }
    .confine();
    let bytes = read(from).map_err(|error| format!("{name}: {error}"))?;
    let redacted = redact(&bytes).map_err(|error| format!("{name}: {error}"))?;
    let mut text = serde_json::to_vec_pretty(&redacted.document)
        .map_err(|error| format!("{name}: {error}"))?;
    text.push(b'\n');
    let same = says_the_same(&bytes, &text);
    if on_stdout {
        let written = printed(|out| out.write_all(&text));
        for line in told(&redacted, same) {
            complain(&line);
        }
        return Ok(written);
    }
    let packed = to
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    let file = if packed { gzipped(&text) } else { Ok(text) }
        .map_err(|error| format!("{target}: the file could not be compressed: {error}"))?;
    save_with(to, &mut |out| out.write_all(&file))
        .map_err(|error| format!("{target}: the file could not be written: {error}"))?;
    Ok(printed(|out| {
        writeln!(out, "{target}")?;
        told(&redacted, same)
            .iter()
            .try_for_each(|line| writeln!(out, "  {line}"))
    }))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.read_to_end(&mut bytes)?;
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain)?;
        return Ok(plain);
    }
    Ok(bytes)
}

/// Packed as the name of the file promises.
fn gzipped(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text)?;
    packed.finish()
}

/// What was removed, line by line.
fn told(redacted: &Redacted, same: bool) -> Vec<String> {
    let mut lines: Vec<String> = redacted
        .removed
        .iter()
        .map(|(kind, number)| format!("{number:>6} {kind} removed"))
        .collect();
    if lines.is_empty() {
        lines.push("no secrets were found".to_owned());
    } else {
        let secrets = redacted.secrets;
        lines.push(format!(
            "{secrets:>6} different secrets, each with its own placeholder"
        ));
    }
    lines.push(if same {
        "every verdict is unchanged; read the file before you send it".to_owned()
    } else {
        "some verdicts changed; check the file before you send it".to_owned()
    });
    lines
}

/// Whether the two files get the same verdicts.
fn says_the_same(before: &[u8], after: &[u8]) -> bool {
    let verdicts = |mut bytes: &[u8]| {
        let capture = input::read(&mut bytes, "capture.har", &mut |_| {}).ok()?;
        let report = Report::new(vec![capture]);
        let verdicts: Vec<_> = report
            .exchanges()
            .iter()
            .map(|exchange| exchange.verdicts)
            .collect();
        let causes: Vec<_> = report.causes().iter().map(|cause| cause.kind).collect();
        Some((verdicts, causes))
    };
    verdicts(before) == verdicts(after)
}
