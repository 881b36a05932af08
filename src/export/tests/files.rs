//! What becomes of the file that a report is written to.

use std::fs;

use super::super::*;
use super::hostile::hostile;
use super::written;

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    fs::write(&path, "before").unwrap();
    let report = hostile();
    let ids: Vec<ExchangeId> = report.ids().collect();

    let failing = Format {
        name: "failing",
        extension: "x",
        help: "",
        for_people: true,
        write: |out, _, _, _| {
            out.write_all(b"half of it")?;
            Err(io::Error::other("no more"))
        },
    };
    let error = save(&path, &failing, &report, &ids, &Options::default()).unwrap_err();
    assert_eq!(error.to_string(), "no more");
    assert_eq!(fs::read_to_string(&path).unwrap(), "before");

    let json = format("json").unwrap();
    save(&path, json, &report, &ids, &Options::default()).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        written(json, &report, &Options::default())
    );
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target.txt");
    let link = folder.path().join("link.txt");
    fs::write(&target, "").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();

    let report = Report::default();
    save(&link, &FORMATS[0], &report, &[], &Options::default()).unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(!fs::read(&target).unwrap().is_empty());
    let mode = target.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
