//! Finds media that are plugged in.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use crate::state::Stick;

/// Where desktops mount what is plugged in.
const MOUNT_FOLDERS: [&str; 2] = ["/media", "/run/media"];

/// Lists mounted media: block devices that say they are removable, and what lies under the
/// folders where desktops mount things.
pub(super) fn find() -> Vec<Stick> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    candidates(&mounts, Path::new("/sys"))
        .into_iter()
        .map(|folder| {
            let free_bytes = rustix::fs::statvfs(&folder)
                .ok()
                .map(|stat| stat.f_bavail.saturating_mul(stat.f_frsize));
            Stick { folder, free_bytes }
        })
        .collect()
}

/// Reads the lines of proc_pid_mountinfo(5): field 3 is the device's numbers, field 5 the mount
/// point, with space, tab, newline and backslash as octal escapes.
fn candidates(mounts: &str, sys: &Path) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let Some(device) = fields.nth(2) else {
            continue;
        };
        let Some(point) = fields.nth(1) else { continue };
        let point = unescape(point);
        let under_media = MOUNT_FOLDERS
            .iter()
            .any(|folder| point.starts_with(folder) && point.as_path() != Path::new(folder));
        if under_media || is_removable(sys, device) {
            found.insert(point);
        }
    }
    found.into_iter().collect()
}

/// Asks the kernel whether the device, or the disk of which it is a part, can be taken out.
fn is_removable(sys: &Path, device: &str) -> bool {
    if !device
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b':')
    {
        return false;
    }
    let link = sys.join("dev/block").join(device);
    [link.join("removable"), link.join("../removable")]
        .iter()
        .any(|file| std::fs::read_to_string(file).is_ok_and(|content| content.trim() == "1"))
}

fn unescape(field: &str) -> PathBuf {
    let bytes = field.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let octal = bytes
            .get(at + 1..at + 4)
            .filter(|_| bytes[at] == b'\\')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 8).ok());
        if let Some(byte) = octal {
            plain.push(byte);
            at += 4;
        } else {
            plain.push(bytes[at]);
            at += 1;
        }
    }
    PathBuf::from(OsString::from_vec(plain))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail by panic")]
mod tests {
    use super::*;

    #[test]
    fn removable_disks_and_the_desktop_s_mounts_are_found() {
        let sys = tempfile::tempdir().unwrap();
        // As in sysfs: dev/block/8:17 leads into the folder of a partition, the disk is above.
        let disk = sys.path().join("devices/sdb");
        std::fs::create_dir_all(disk.join("sdb1")).unwrap();
        std::fs::write(disk.join("removable"), "1\n").unwrap();
        let inner = sys.path().join("devices/sda");
        std::fs::create_dir_all(inner.join("sda1")).unwrap();
        std::fs::write(inner.join("removable"), "0\n").unwrap();
        std::fs::create_dir_all(sys.path().join("dev/block")).unwrap();
        std::os::unix::fs::symlink(disk.join("sdb1"), sys.path().join("dev/block/8:17")).unwrap();
        std::os::unix::fs::symlink(inner.join("sda1"), sys.path().join("dev/block/8:1")).unwrap();
        let mounts = "\
25 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
80 25 8:17 / /mnt/stick rw,nosuid - vfat /dev/sdb1 rw
81 25 0:52 / /media/desk/TWO\\040WORDS rw - fuseblk /dev/sdc1 rw
82 25 0:53 / /media rw - tmpfs tmpfs rw
garbage
";
        assert_eq!(
            candidates(mounts, sys.path()),
            [
                PathBuf::from("/media/desk/TWO WORDS"),
                PathBuf::from("/mnt/stick")
            ]
        );
    }
}
