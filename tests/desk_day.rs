//! A whole day, every program under `strace`: what they write to disk, and what they ask of the
//! kernel.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crypto_core::Language;
use e2e::{Program, Screen, Secrets, Stage, files_under};

const WRITTEN: &str = "marten-sixty-one-compass";
const NOTED: &str = "plover-thirteen-saddle";
const ANSWERED: &str = "badger-eighty-eight-kettle";
const TAGGED: &str = "egret-twenty-bobbin";
const PHOTO: &[u8] = include_bytes!("fixtures/photo.jpg");

/// Everything that makes a socket or a file, or says what happens in a crash.
const CALLS: &str = "trace=socket,socketpair,connect,bind,listen,accept,accept4,openat,open,creat,\
                     mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,\
                     memfd_create,execve,prctl,prlimit64,setrlimit";

fn secrets() -> Secrets {
    let mut secrets = Secrets::new();
    for text in [WRITTEN, NOTED, ANSWERED, TAGGED] {
        secrets.text(text, text);
    }
    let middle = PHOTO.len() / 2;
    secrets.bytes("the picture", &PHOTO[middle..middle + 32]);
    secrets
}

/// A stage where every command is traced.
struct Day {
    stage: Stage,
    count: Cell<u32>,
}

impl Day {
    fn new() -> Self {
        let stage = Stage::with_relays(&["north"]);
        for folder in ["traces", "temporary", "run", "cache"] {
            fs::create_dir(stage.path(folder)).unwrap();
        }
        Self {
            stage,
            count: Cell::new(0),
        }
    }

    /// Puts a program under `strace`, with folders of its own for what nobody asked for.
    fn traced(&self, what: &str, program: Program) -> Program {
        let number = self.count.replace(self.count.get() + 1);
        let output = self.stage.path(&format!("traces/{number:02}-{what}"));
        let arguments = ["-f", "-qq", "-s", "200", "-e", CALLS, "-o"].map(OsStr::new);
        let arguments = [&arguments[..], &[output.as_os_str()]].concat();
        program
            .under("strace", &arguments)
            .env("TMPDIR", self.stage.path("temporary"))
            .env("XDG_RUNTIME_DIR", self.stage.path("run"))
            .env("XDG_CACHE_HOME", self.stage.path("cache"))
    }

    fn desk(&self, what: &str) -> Program {
        self.traced(what, self.stage.desk()).arg(what)
    }

    fn desk_at(&self, what: &str, vault: &Path) -> Program {
        self.traced(what, self.stage.desk_at(vault)).arg(what)
    }

    /// The traces of the programs that were traced under these names; all of them for none.
    fn traces(&self) -> Vec<(String, String)> {
        files_under(&self.stage.path("traces"))
            .into_iter()
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(path).unwrap())
            })
            .collect()
    }
}

/// The call of a traced line, without the process's number, and what it gave.
fn call(line: &str) -> Option<(&str, &str)> {
    let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let (call, result) = call.rsplit_once(" = ")?;
    Some((call, result))
}

/// Files that a trace shows opened for writing, made, or named anew.
fn written(trace: &str) -> BTreeSet<PathBuf> {
    let mut paths = BTreeSet::new();
    for line in trace.lines() {
        let Some((call, result)) = call(line) else {
            continue;
        };
        if result.starts_with('-') || result.starts_with('?') {
            continue;
        }
        let name = call.split('(').next().unwrap();
        let opens = ["openat", "open"].contains(&name)
            && ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"]
                .iter()
                .any(|flag| call.contains(flag));
        let makes = [
            "creat",
            "mkdir",
            "mkdirat",
            "rename",
            "renameat",
            "renameat2",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
        ]
        .contains(&name);
        if opens || makes {
            // The last name in the call is the one that is written.
            let path = call.split('"').skip(1).step_by(2).last().unwrap();
            paths.insert(PathBuf::from(path));
        }
    }
    paths
}

/// What belongs to the machine and keeps nothing.
fn is_of_the_machine(path: &Path) -> bool {
    ["/dev/", "/proc/self/", "/sys/"]
        .iter()
        .any(|start| path.starts_with(start))
}

fn assert_written_only_in(day: &Day, allowed: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for (name, trace) in day.traces() {
        for path in written(&trace) {
            let is_asked_for = allowed.iter().any(|folder| path.starts_with(folder));
            assert!(
                is_asked_for || is_of_the_machine(&path),
                "{name} writes {}",
                path.display()
            );
            all.insert(path);
        }
    }
    all
}

#[test]
fn the_tool_leaves_nothing_but_what_was_asked_for() {
    let day = Day::new();
    let stage = &day.stage;
    let home = stage.path("home/sealpost");
    let tool = |what: &str| day.traced(what, stage.defender(Language::En));
    stage.trust();
    let photo = stage.path("photo.jpg");
    fs::write(&photo, PHOTO).unwrap();
    let answers = [
        ("asking", "1"),
        ("country", "VN"),
        ("what_happened", WRITTEN),
        ("files", photo.to_str().unwrap()),
    ];
    let (receipt, _) = stage.ask_by(tool("ask"), Language::En, &answers);
    let receipt_file = stage.path("receipt");
    fs::write(&receipt_file, &receipt).unwrap();
    let text = stage.path("more.txt");
    fs::write(&text, WRITTEN).unwrap();
    let letter = stage.path("asked-for");
    fs::create_dir(&letter).unwrap();
    let letter = letter.join("letter.age");
    let follow_up = |what: &str| {
        tool(what)
            .args(["follow-up", "--programme", "emergency", "--traces", "keep"])
            .arg("--receipt-file")
            .arg(&receipt_file)
            .arg("--text-file")
            .arg(&text)
            .arg("--attach")
            .arg(&photo)
    };
    follow_up("follow-up").run().ok();
    follow_up("seal").arg("--output").arg(&letter).run().ok();
    tool("send").arg("send").arg(&letter).run().ok();
    stage.sync().ok();
    stage.exchange();
    let case = stage.cases().pop().unwrap();
    stage
        .desk()
        .args(["reply", &case])
        .input(ANSWERED)
        .run()
        .ok();
    stage.exchange();
    stage.sync().ok();
    tool("replies")
        .arg("replies")
        .arg("--receipt-file")
        .arg(&receipt_file)
        .run()
        .ok()
        .says(ANSWERED);

    let asked_for = stage.path("asked-for");
    let written = assert_written_only_in(&day, &[home.clone(), asked_for.clone()]);
    println!("{} names were written", written.len());
    assert!(written.len() > 5);
    for (name, trace) in day.traces() {
        assert!(
            trace.contains("RLIMIT_CORE, {rlim_cur=0, rlim_max=0}"),
            "{name}: a crash would leave a file"
        );
        assert!(!trace.contains("memfd_create"), "{name}");
    }
    // Nothing stays of what was written on the way, and nothing was left elsewhere.
    let mut left: Vec<String> = files_under(&stage.path("home"))
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(
        left,
        [
            "board.json",
            "organisation.json",
            "organisation.json.minisig",
            "pin.json"
        ]
    );
    assert_eq!(files_under(&asked_for), [letter]);
    assert!(files_under(&stage.path("temporary")).is_empty());
    let mut looked_for = secrets();
    looked_for.text("the receipt", &receipt);
    for folder in [stage.path("home"), asked_for] {
        let found = looked_for.in_folder(&folder);
        assert!(found.is_empty(), "{found:?}");
    }
}

/// The process that a traced one is.
fn child_of(id: u32) -> u32 {
    let begun = Instant::now();
    loop {
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
        if let Some(child) = children.unwrap_or_default().split_whitespace().next() {
            return child.parse().unwrap();
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "it does not start"
        );
        sleep(Duration::from_millis(20));
    }
}

/// Unlocks the window, reads the case in it, and closes it.
fn look_at_the_case(day: &Day) {
    let stage = &day.stage;
    let screen = Screen::start(&stage.path(""));
    let window = Program::ours("sealpost-triage", &stage.path("home"))
        .arg("--vault")
        .arg(stage.vault());
    let mut window = screen.open(day.traced("window", window), &stage.path("window.log"));
    let desk = child_of(window.id());
    let passphrase = fs::read_to_string(stage.path("passphrase")).unwrap();
    screen.enter(passphrase.trim());
    // Under strace everything takes its time.
    let unlocked = || {
        let trace = fs::read_to_string(
            files_under(&stage.path("traces"))
                .iter()
                .find(|path| path.to_string_lossy().ends_with("-window"))
                .unwrap(),
        );
        trace.unwrap().contains("/vault/journal/")
    };
    let begun = Instant::now();
    while !unlocked() {
        assert!(begun.elapsed() < Duration::from_secs(90), "it stays locked");
        sleep(Duration::from_millis(300));
    }
    sleep(Duration::from_secs(3));
    for key in ["Down", "Return", "Page_Down"] {
        screen.press(key);
        sleep(Duration::from_secs(1));
    }
    let _ = screen.picture(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk-day.png"));
    let status = fs::read_to_string(format!("/proc/{desk}/status")).unwrap();
    assert!(status.contains("Seccomp:\t2"), "{status}");
    assert!(status.contains("NoNewPrivs:\t1"), "{status}");
    let limits = fs::read_to_string(format!("/proc/{desk}/limits")).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core"));
    let core: Vec<&str> = core.unwrap().split_whitespace().collect();
    assert_eq!(core[4..6], ["0", "0"], "{limits}");
    let ended = Command::new("kill").arg(desk.to_string()).status();
    assert!(ended.unwrap().success());
    window.wait();
}

#[test]
fn a_day_at_the_desk_opens_no_socket_and_leaves_nothing_readable() {
    let day = Day::new();
    let stage = &day.stage;
    stage.trust();
    let photo = stage.path("photo.jpg");
    fs::write(&photo, PHOTO).unwrap();
    for _ in 0..2 {
        stage.ask(
            Language::En,
            &[
                ("asking", "1"),
                ("country", "VN"),
                ("what_happened", WRITTEN),
                ("files", photo.to_str().unwrap()),
            ],
        );
    }
    fs::remove_file(&photo).unwrap();
    stage.sync().ok();

    // Another organisation, so that its first hour is traced too.
    let (vault, stick) = (stage.path("another"), stage.path("another-stick"));
    fs::create_dir(&stick).unwrap();
    let card = stage.path("another-stick/relays");
    fs::create_dir(&card).unwrap();
    fs::copy(stage.relays[0].card(), card.join("north.json")).unwrap();
    let root = stage.path("away/another.age");
    day.desk_at("init", &vault)
        .args(["--person", "first", "--organisation", "Another", "--root"])
        .arg(&root)
        .run()
        .ok();
    day.desk_at("publish", &vault)
        .arg(&stick)
        .arg("--root")
        .arg(&root)
        .run()
        .ok();

    // The day itself.
    let (out, medium) = (stage.path("asked-for"), stage.path("medium"));
    fs::create_dir(&out).unwrap();
    fs::create_dir(&medium).unwrap();
    let stick = stage.stick();
    day.desk("import").arg(&stick).run().ok();
    day.desk("exchange").arg(&stick).run().ok();
    day.desk("list").arg("--all").run().ok();
    day.desk("summary").run().ok();
    let cases = stage.cases();
    let (case, gone) = (&cases[0], &cases[1]);
    day.desk("show")
        .args([case, "--read"])
        .run()
        .ok()
        .says(WRITTEN);
    day.desk("note").arg(case).input(NOTED).run().ok();
    day.desk("tag").args([case, TAGGED]).run().ok();
    day.desk("status").args([case, "working"]).run().ok();
    day.desk("assign").args([case, "first"]).run().ok();
    let guide = stage.path("guide.txt");
    fs::write(&guide, ANSWERED).unwrap();
    day.desk("reply")
        .args([case, "--attach"])
        .arg(&guide)
        .input(ANSWERED)
        .run()
        .ok();
    fs::remove_file(&guide).unwrap();
    day.desk("export")
        .args([case, "1"])
        .arg(out.join("copy.jpg"))
        .run()
        .ok();
    day.desk("rescue")
        .arg(out.join("identities.txt"))
        .arg("--yes")
        .run()
        .ok();
    look_at_the_case(&day);
    day.desk("person").arg("list").run().ok();

    // A second laptop joins, and the first is backed up and restored.
    let second = stage.path("second");
    let asked = day
        .desk_at("enrol", &second)
        .args(["--person", "second", "request"])
        .arg(&stick)
        .run()
        .ok();
    let words = asked.stdout.lines().next().unwrap();
    let words = words.strip_prefix("second").unwrap().trim().to_owned();
    day.desk("enrol")
        .args(["accept", "--words", &words])
        .arg(&stick)
        .run()
        .ok();
    day.desk_at("enrol", &second)
        .arg("finish")
        .arg(&stick)
        .run()
        .ok();
    stage.publish();
    day.desk("exchange").arg(&stick).run().ok();
    day.desk_at("exchange", &second).arg(&stick).run().ok();
    day.desk("backup").arg(&medium).run().ok();
    let restored = stage.path("restored");
    day.desk_at("restore", &restored).arg(&medium).run().ok();
    day.desk("destroy")
        .args([gone, "--reason", "asked to", "--yes"])
        .run()
        .ok();
    day.desk("exchange").arg(&stick).run().ok();
    stage.sync().ok();
    day.desk("verify").run().ok();

    let mut local = BTreeSet::new();
    let traces = day.traces();
    assert!(traces.len() >= 24, "{} programs were traced", traces.len());
    for (name, trace) in &traces {
        for line in trace.lines() {
            let Some((call, _)) = call(line) else {
                continue;
            };
            if call.starts_with("socket") {
                assert!(call.contains("(AF_UNIX"), "{name}: {line}");
            }
            if ["connect(", "bind("].iter().any(|c| call.starts_with(c)) {
                assert!(call.contains("sa_family=AF_UNIX"), "{name}: {line}");
                let place = call.split("sun_path=").nth(1).unwrap_or_default();
                local.insert(place.split('}').next().unwrap().to_owned());
            }
            assert!(!call.starts_with("listen("), "{name}: {line}");
            // It starts no other program.
            let starts = call.starts_with("execve(");
            assert!(
                !starts || call.contains("/sealpost-triage\""),
                "{name}: {line}"
            );
        }
        assert!(
            trace.contains("RLIMIT_CORE, {rlim_cur=0, rlim_max=0}")
                && trace.contains("prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE)"),
            "{name}: its memory could be dumped"
        );
    }
    println!("local sockets: {local:?}");
    let asked = [
        // Where the window is drawn.
        "/tmp/.X11-unix/".to_owned(),
        // Where a screen reader would listen.
        stage.path("run/bus").display().to_string(),
        // Where the C library asks for the user's name, if such a service runs.
        "/var/run/nscd/socket".to_owned(),
    ];
    assert!(
        local
            .iter()
            .all(|place| asked.iter().any(|asked| place.contains(asked))),
        "{local:?}"
    );

    let here = stage.path("");
    let written = assert_written_only_in(&day, std::slice::from_ref(&here));
    println!("{} names were written", written.len());
    assert!(files_under(&stage.path("temporary")).is_empty());
    assert!(files_under(&stage.path("run")).is_empty());
    // What draws the window keeps its compiled programs, which are the same for every case.
    for path in files_under(&stage.path("cache")) {
        let inside = path.strip_prefix(stage.path("cache")).unwrap();
        assert!(inside.starts_with("mesa_shader_cache"), "{inside:?}");
    }
    // Everything there is, but for what was asked for by name; and where that was written, that
    // is found.
    let looked_for = secrets();
    let mut found = looked_for.in_folder(&here);
    // A tag is typed as an argument, which strace notes.
    let traces = stage.path("traces").display().to_string();
    found.retain(|name| !name.contains(&traces));
    let exported = out.join("copy.jpg").display().to_string();
    found.retain(|name| *name != format!("the picture: {exported}"));
    assert!(found.is_empty(), "{found:?}");
    let copy = fs::read(out.join("copy.jpg")).unwrap();
    assert_eq!(looked_for.within(&copy), ["the picture"]);

    assert_only_size_classes(stage);
}

/// Lengths of what leaves: a class, or as long as every other of its kind.
fn assert_only_size_classes(stage: &Stage) {
    let is_class = |bytes: u64| {
        [64 << 10, 256 << 10, 1 << 20].contains(&bytes)
            || (bytes > 0 && bytes.is_multiple_of(4 << 20) && bytes <= 256 << 20)
    };
    let mut counts = [0; 4];
    let data = stage.relays[0].folder().join("data");
    for folder in [stage.stick(), data] {
        for path in files_under(&folder) {
            let inside = path.strip_prefix(&folder).unwrap();
            let first = inside.components().next().unwrap();
            let length = fs::metadata(&path).unwrap().len();
            let name = path.display();
            let is = |end: &str| path.extension().is_some_and(|e| e == end);
            match first.as_os_str().to_str().unwrap() {
                "inbox" if is("age") => {
                    assert!(is_class(length), "{length}: {name}");
                    counts[0] += 1;
                }
                "parcels" if is("age") => {
                    assert!(is_class(length), "{length}: {name}");
                    counts[1] += 1;
                }
                // Sixteen replies of 8 KiB.
                "board" if !is("json") && !is("minisig") => {
                    assert_eq!(length, 16 * 8192, "{name}");
                    counts[2] += 1;
                }
                "desks" if is("age") => {
                    println!("{length}: {name}");
                    assert!(is_class(length), "{length}: {name}");
                    counts[3] += 1;
                }
                _ => {}
            }
        }
    }
    println!("letters, parcels, chunks, desk to desk: {counts:?}");
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
}
