//! The demo: one real request travels the whole way and its answer comes back.
//!
//! Run by `cargo xtask demo`. Every step is done by the real program; each says what it proved.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crypto_core::Language;
use e2e::{Program, Screen, Stage, files_under, folder_of_programs};

const PHOTO: &[u8] = include_bytes!("fixtures/photo.jpg");

/// What the person in the demo answers: nobody's story.
const ANSWERS: &[(&str, &str)] = &[
    ("asking", "2"),
    ("country", "VN"),
    ("defender", "1"),
    ("because", "1"),
    ("not_offered", "1"),
    ("person_agrees", "1"),
    ("contact-channel", "Signal"),
    ("contact-handle", "vidu.01"),
    ("contact-safe-hours", "19–21 giờ"),
    ("contact-never", "Đừng nhắc đến vụ việc qua điện thoại."),
    (
        "what_happened",
        "Đây là một yêu cầu mẫu. Sáng thứ bảy, người cần giúp bị mời làm việc và chưa được về nhà. \
         Gia đình chưa nhận được giấy tờ nào.",
    ),
    ("how_urgent", "1"),
    ("held", "1"),
    ("need", "1 3"),
    ("files", "photo.jpg"),
];

const ANSWER: &str = "Chúng tôi đã đọc yêu cầu của bạn và đã tìm được luật sư. Trong hôm nay luật sư sẽ liên lạc \
                      với bạn qua Signal, trong khoảng giờ bạn đã ghi. Hãy trả lời thư này nếu có gì thay đổi.";

fn main() -> ExitCode {
    let headless = std::env::args().any(|argument| argument == "--headless");
    let mut demo = Demo {
        step: 0,
        begun: Instant::now(),
    };
    demo.run(headless);
    ExitCode::SUCCESS
}

struct Demo {
    step: u32,
    begun: Instant,
}

impl Demo {
    fn title(&mut self, text: &str) {
        self.step += 1;
        println!("\n{:2}. {text}", self.step);
        let _ = io::stdout().flush();
    }

    fn proved(&self, text: &str) {
        println!("    ✓ {text}");
    }

    fn run(&mut self, headless: bool) {
        self.title("An organisation, its desk, and two relays with TLS");
        let mut stage = Stage::new();
        for relay in &stage.relays {
            self.proved(&format!("a relay answers at {}", relay.url()));
        }
        self.proved(&format!(
            "the organisation's fingerprint is: {}",
            stage.fingerprint()
        ));
        self.stock_minisign(&stage);
        println!("    the page for browsers, while the demo runs:");
        for relay in &stage.relays {
            println!("        {}/", relay.url());
        }
        println!(
            "    A browser warns of the certificate there: the demo made it a moment ago, and no authority knows it.\n    \
             Go on past the warning here, and nowhere else."
        );

        self.title("A defender trusts the organisation after comparing the fingerprint");
        stage.trust();
        self.proved("the organisation file is signed by the root with exactly these words");

        self.title("A request in Vietnamese, with a photo, typed at the prompts of `sealpost ask`");
        let photo = stage.path("photo.jpg");
        fs::write(&photo, PHOTO).expect("the photo can be written");
        let photo_path = photo.display().to_string();
        let answers: Vec<(&str, &str)> = ANSWERS
            .iter()
            .map(|(id, answer)| {
                (
                    *id,
                    if *id == "files" {
                        photo_path.as_str()
                    } else {
                        *answer
                    },
                )
            })
            .collect();
        let (receipt, ran) = stage.ask(Language::Vi, &answers);
        assert!(
            ran.stderr.contains("21.0"),
            "the position in the photo is shown"
        );
        self.proved("the receipt was shown before anything was asked, and typed back");
        self.proved("the position, device and author inside the photo were shown; a copy without them was sent");
        assert!(
            ran.stderr
                .contains(&Stage::words(Language::Vi, "sent", &[])),
            "{}",
            ran.report()
        );
        self.proved("the relay returned the SHA-256 of exactly the letter that was sealed");

        self.title("What a relay holds");
        let letters = files_under(&stage.relays[0].folder().join("data"));
        let blob = letters
            .iter()
            .find(|path| path.extension().is_some_and(|end| end == "age"))
            .expect("the relay holds the letter");
        let sealed = fs::read(blob).expect("the letter can be read");
        assert_eq!(
            sealed.len(),
            65_536,
            "a letter with a small photo is of the smallest class"
        );
        self.proved(&format!("one file of {} bytes, a size class", sealed.len()));
        for path in &letters {
            let bytes = fs::read(path).unwrap_or_default();
            assert!(!contains(&bytes, "yêu cầu mẫu") && !contains(&bytes, "vidu.01"));
        }
        let log = fs::read_to_string(stage.relays[0].log()).unwrap_or_default();
        assert!(!log.contains("vidu.01") && !log.contains("127.0.0.1"));
        self.proved("no word of the request in its files or its log, and no address in its log");

        self.title("The courier copies both relays to the stick");
        println!("{}", indented(&stage.sync().ok().stdout));
        Program::system("sha256sum", stage.stick().as_path())
            .args(["--quiet", "-c", "SHA256SUMS"])
            .current_dir(&stage.stick())
            .run()
            .ok();
        self.proved("stock `sha256sum -c` agrees with the bundle");

        self.title("The desk imports from the stick");
        println!("{}", indented(&stage.exchange().stdout));
        let case = stage.cases().pop().expect("the letter became a case");
        let shown = stage
            .desk()
            .args(["show", &case, "--language", "en"])
            .run()
            .ok()
            .says("yêu cầu mẫu")
            .says("Signal");
        println!("{}", indented(&first_lines(&shown.stdout, 28)));
        let exported = stage.path("exported.jpg");
        stage
            .desk()
            .args(["export", &case, "1"])
            .arg(&exported)
            .run()
            .ok();
        let copy = fs::read(&exported).expect("the photo was exported");
        assert!(copy.starts_with(&[0xff, 0xd8]) && !contains(&copy, "Example Phone"));
        self.proved("answers in Vietnamese stand beside the questions in English; the photo came without its traces");

        self.title("The desk's window");
        self.window(&stage, headless);

        self.title("A caseworker answers in Vietnamese");
        stage
            .desk()
            .args(["reply", &case, "--status", "working"])
            .input(ANSWER)
            .run()
            .ok();
        println!("{}", indented(&stage.exchange().stdout));
        println!("{}", indented(&stage.sync().ok().stdout));
        self.proved("the reply is one of at least 32 on the board that look alike");

        self.title("The first relay is gone; the defender looks for replies with the receipt");
        stage.relays[0].kill();
        let replies = stage.replies(Language::Vi, &receipt).ok().says(ANSWER);
        println!("{}", indented(&replies.stdout));
        self.proved("the second relay had it; the proof shows that only this organisation could have written it");

        println!(
            "\nThe request travelled the whole way in {} s. Everything ran in {} and is gone now.",
            self.begun.elapsed().as_secs(),
            stage.path("").display()
        );
    }

    fn stock_minisign(&self, stage: &Stage) {
        let public = stage.stick().join("public/files/organisation.json");
        let text = fs::read_to_string(&public).expect("the publication lies on the stick");
        let organisation: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        Program::system("minisign", stage.path("home").as_path())
            .arg("-V")
            .arg("-m")
            .arg(&public)
            .args(["-P", organisation["root"].as_str().unwrap_or_default()])
            .run()
            .ok();
        self.proved("stock `minisign` verifies the organisation file");
    }

    /// Shows the desk's window: on the screen there is, or on one of its own for a picture.
    fn window(&self, stage: &Stage, headless: bool) {
        if headless {
            println!("    no window was asked for; without --headless it opens here");
            return;
        }
        println!(
            "    unlock it as `first` with the passphrase: {}",
            passphrase(stage)
        );
        if std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some() {
            let mut window = desk_window(stage);
            println!("    the page above can be tried meanwhile; close the window to go on");
            let _ = window.wait();
        } else {
            let picture = picture(stage);
            self.proved(&format!(
                "there is no screen here; a picture of the window lies in {}",
                picture.display()
            ));
            if io::stdin().is_terminal() {
                println!("    the page above can be tried now; press Enter to go on");
                let _ = io::stdin().read_line(&mut String::new());
            }
        }
    }
}

fn passphrase(stage: &Stage) -> String {
    fs::read_to_string(stage.path("passphrase"))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn desk_window(stage: &Stage) -> Child {
    Command::new(folder_of_programs().join("sealpost-triage"))
        .arg("--vault")
        .arg(stage.vault())
        .stdout(Stdio::null())
        .spawn()
        .expect("the desk can be started")
}

/// Starts a screen of its own, unlocks the desk by typing, and takes a picture.
fn picture(stage: &Stage) -> PathBuf {
    let screen = Screen::start(&stage.path(""));
    let desk = Program::ours("sealpost-triage", &stage.path("home"))
        .arg("--vault")
        .arg(stage.vault());
    let _window = screen.open(desk, &stage.path("window.log"));
    screen.enter(&passphrase(stage));
    sleep(Duration::from_secs(5));
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/demo-desk.png");
    let _ = screen.picture(&target);
    target
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("    │ {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn first_lines(text: &str, count: usize) -> String {
    text.lines().take(count).collect::<Vec<_>>().join("\n")
}
