//! The desk cannot open an internet socket: neither what it links nor the kernel lets it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BINARY: &str = env!("CARGO_BIN_EXE_sealpost-triage");

/// Runs in a process of its own, started by the test below: hardening cannot be undone.
#[test]
#[ignore = "started by the test below, in a process of its own"]
fn hardened_child() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    TcpStream::connect(address).unwrap();
    // A thread that is there before the filter must be under it too.
    let (start, started) = std::sync::mpsc::channel::<()>();
    let thread = std::thread::Builder::new()
        .name("early".to_owned())
        .spawn(move || {
            started.recv().unwrap();
            TcpStream::connect(address).unwrap_err().kind()
        })
        .unwrap();
    triage_client::hardening::apply().unwrap();
    triage_client::hardening::forbid_inspection().unwrap();
    start.send(()).unwrap();
    assert_eq!(thread.join().unwrap(), ErrorKind::PermissionDenied);
    let refused = |error: std::io::Error| assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    refused(TcpStream::connect(address).unwrap_err());
    refused(TcpListener::bind("127.0.0.1:0").unwrap_err());
    refused(TcpListener::bind("[::1]:0").unwrap_err());
    refused(UdpSocket::bind("127.0.0.1:0").unwrap_err());
    // Windows are drawn through local sockets.
    let (mut a, mut b) = UnixStream::pair().unwrap();
    a.write_all(b"x").unwrap();
    b.read_exact(&mut [0]).unwrap();
    // A program it starts is under the filter too.
    let status = Command::new("/bin/bash")
        .args(["-c", "exec 3<>/dev/tcp/127.0.0.1/9"])
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(!status.status.success());
    assert!(String::from_utf8_lossy(&status.stderr).contains("ermission denied"));
    println!("refused everything");
}

#[test]
fn the_hardened_process_has_no_network() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "hardened_child", "--nocapture"])
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{stdout}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        stdout.contains("refused everything"),
        "the child ran: {stdout}"
    );
}

#[test]
fn the_binary_is_hardened_before_it_reads_a_passphrase() {
    let home = tempfile::tempdir().unwrap();
    let vault = home.path().join("vault");
    std::fs::create_dir_all(vault.join("people")).unwrap();
    let mut child = Command::new(BINARY)
        .args([
            "list",
            "--person",
            "linh",
            "--passphrase-fd",
            "0",
            "--vault",
        ])
        .arg(&vault)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for the passphrase now, or will in a moment.
    let path = format!("/proc/{}/status", child.id());
    let end = Instant::now() + Duration::from_secs(20);
    let status = loop {
        let status = std::fs::read_to_string(&path).unwrap();
        if status.contains("Seccomp:\t2") || Instant::now() > end {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.contains("Seccomp:\t2"), "{status}");
    assert!(status.contains("NoNewPrivs:\t1"), "{status}");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id()));
    if let Ok(limits) = limits {
        let core = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"))
            .unwrap();
        assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    }
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}
