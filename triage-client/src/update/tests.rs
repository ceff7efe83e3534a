//! What each command changes, as a table: no vault, no window.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use crypto_core::{Language, OrganisationId};
use jiff::Timestamp;

use super::{Effect, Focus, take, update};
use crate::command::{Command, Global};
use crate::desk::DeskSummary;
use crate::model::{CaseId, CaseRow, Filter, Status};
use crate::state::{
    CaseTab, DeskFacts, Drafts, FirstRun, LockReason, Locked, Page, Screen, Sentence, Session,
    Settings, State,
};
use crate::worker::{Event, Job};

const NOW: i64 = 1_800_000_000;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(NOW + hours * 3600).unwrap()
}

fn row(number: u8, title: &str, due_in: i64) -> CaseRow {
    CaseRow {
        id: CaseId::from_bytes([number; 16]),
        programme: Some("emergency".to_owned()),
        title: title.to_owned(),
        country: None,
        language: Some(Language::Vi),
        status: Status::New,
        status_name: None,
        risk: None,
        urgency: None,
        timer: None,
        conflicts: 0,
        assignee: None,
        arrived: Some(at(-10)),
        due: Some(at(due_in)),
        unread: 1,
        letters: 1,
        attachments: 0,
        replies: 0,
        more_follows: false,
        unproven: false,
        tags: BTreeSet::new(),
        changed: at(-1),
    }
}

fn open() -> State {
    let summary = DeskSummary {
        organisation: OrganisationId::from_bytes([7; 16]),
        name: "Example Rights Fund".to_owned(),
        lane: 0,
        lanes: vec![0],
        publication: None,
        fingerprint: String::new(),
        keys_until: None,
        backup: None,
        events_since_backup: 0,
        replies_waiting: 0,
        aside: 0,
        destroyed: 0,
    };
    let facts = DeskFacts {
        person: "linh".to_owned(),
        colleagues: vec!["linh".to_owned()],
        programmes: vec![],
        summary,
        config_file: String::new(),
        damaged: vec![],
    };
    let rows = vec![row(1, "first", 5), row(2, "second", 9), row(3, "late", -2)];
    let session = Session::new(facts, rows, Drafts::default(), at(0));
    State::new(Settings::default(), Screen::Open(Box::new(session)), at(0))
}

fn session(state: &State) -> &Session {
    state.session().unwrap()
}

fn key(state: &mut State, global: Global) -> Vec<Effect> {
    update(state, Command::Global(global))
}

fn jobs(effects: &[Effect]) -> Vec<&Job> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Job(job) => Some(job),
            _ => None,
        })
        .collect()
}

#[test]
fn arrows_move_the_choice_and_stop_at_the_ends() {
    let mut state = open();
    // The overdue one comes first and is chosen.
    assert_eq!(session(&state).chosen, Some(CaseId::from_bytes([3; 16])));
    for (global, place) in [
        (Global::Previous, 0),
        (Global::Next, 1),
        (Global::Next, 2),
        (Global::Next, 2),
        (Global::Previous, 1),
    ] {
        key(&mut state, global);
        assert_eq!(session(&state).chosen_place(), Some(place), "{global:?}");
    }
}

#[test]
fn enter_opens_and_escape_closes_one_thing_after_the_other() {
    let mut state = open();
    let effects = key(&mut state, Global::Open);
    assert!(matches!(jobs(&effects)[..], [Job::OpenCase { .. }]));
    key(&mut state, Global::Reply);
    assert_eq!(session(&state).open.as_ref().unwrap().tab, CaseTab::Replies);
    update(&mut state, Command::ReplyPreview(true));
    key(&mut state, Global::Help);
    assert!(state.help);
    key(&mut state, Global::Back);
    assert!(!state.help && session(&state).open.as_ref().unwrap().reply_preview);
    key(&mut state, Global::Back);
    assert!(!session(&state).open.as_ref().unwrap().reply_preview);
    key(&mut state, Global::Back);
    assert!(session(&state).open.is_none());
}

#[test]
fn a_filter_keeps_the_choice_where_it_can() {
    let mut state = open();
    key(&mut state, Global::Next);
    let chosen = session(&state).chosen;
    update(
        &mut state,
        Command::Filter(Filter {
            search: "first".to_owned(),
            ..Filter::default()
        }),
    );
    assert_eq!(session(&state).chosen, chosen);
    update(
        &mut state,
        Command::Filter(Filter {
            search: "second".to_owned(),
            ..Filter::default()
        }),
    );
    assert_eq!(session(&state).chosen, Some(CaseId::from_bytes([2; 16])));
    update(
        &mut state,
        Command::Filter(Filter {
            search: "nothing".to_owned(),
            ..Filter::default()
        }),
    );
    assert!(session(&state).queue().rows.is_empty());
    assert!(key(&mut state, Global::Open).is_empty());
}

#[test]
fn locking_keeps_the_drafts_first_and_drops_the_session() {
    let mut state = open();
    if let Some(session) = state.session_mut() {
        session
            .drafts
            .replies
            .insert(CaseId::from_bytes([1; 16]), "Half".to_owned());
    }
    let effects = key(&mut state, Global::Lock);
    assert!(state.session().is_none());
    assert!(
        matches!(&effects[0], Effect::Job(Job::KeepDrafts { drafts }) if drafts.replies.len() == 1)
    );
    assert!(matches!(effects[1], Effect::Lock));
    let Screen::Locked(locked) = &state.screen else {
        panic!("not locked")
    };
    assert_eq!(
        (locked.person.as_str(), locked.reason),
        ("linh", LockReason::Asked)
    );
}

#[test]
fn an_event_of_a_closed_session_changes_nothing() {
    let mut state = open();
    key(&mut state, Global::Lock);
    take(&mut state, Event::Rows(vec![row(9, "late arrival", 1)]));
    take(&mut state, Event::Changed(Sentence::new("status-set")));
    assert!(state.session().is_none() && state.toasts.iter().next().is_none());
}

#[test]
fn one_long_task_at_a_time() {
    let mut state = open();
    state.session_mut().unwrap().exchange.folder = "/media/stick".to_owned();
    assert!(matches!(
        jobs(&update(&mut state, Command::Exchange))[..],
        [Job::Exchange { .. }]
    ));
    assert!(update(&mut state, Command::Exchange).is_empty());
    take(&mut state, Event::Failed(Sentence::new("error-seal")));
    assert!(state.running.is_none());
    assert_eq!(jobs(&update(&mut state, Command::Exchange)).len(), 1);
}

#[test]
fn nothing_is_asked_of_the_vault_without_a_folder_or_a_text() {
    let mut state = open();
    for command in [Command::Exchange, Command::Publish, Command::Backup] {
        assert!(jobs(&update(&mut state, command)).is_empty());
        assert!(state.running.is_none());
    }
    key(&mut state, Global::Open);
    for command in [Command::SendReply, Command::AddNote, Command::Export] {
        assert!(jobs(&update(&mut state, command)).is_empty());
    }
}

#[test]
fn a_sent_reply_is_no_draft_any_more() {
    let mut state = open();
    let case = CaseId::from_bytes([1; 16]);
    update(&mut state, Command::OpenCase(case));
    state
        .session_mut()
        .unwrap()
        .drafts
        .replies
        .insert(case, "  An answer. ".to_owned());
    let effects = update(&mut state, Command::SendReply);
    assert!(matches!(&jobs(&effects)[..], [Job::Reply { text, .. }] if text == "An answer."));
    // Until it is kept, the draft stays: a failed write loses nothing.
    assert_eq!(session(&state).drafts.replies.len(), 1);
    take(&mut state, Event::ReplyKept(case));
    assert!(session(&state).drafts.replies.is_empty() && state.running.is_none());
}

#[test]
fn pages_follow_their_keys() {
    let mut state = open();
    for (global, page) in [
        (Global::Exchange, Page::Exchange),
        (Global::Publish, Page::Publish),
        (Global::Settings, Page::Settings),
        (Global::Back, Page::Queue),
    ] {
        key(&mut state, global);
        assert_eq!(session(&state).page, page);
    }
    let effects = key(&mut state, Global::Search);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Focus(Focus::Search)))
    );
}

#[test]
fn the_passphrase_leaves_the_field_with_the_attempt() {
    let locked = Locked::new(vec!["linh".to_owned()], None, LockReason::Started);
    let mut state = State::new(Settings::default(), Screen::Locked(Box::new(locked)), at(0));
    assert!(jobs(&update(&mut state, Command::Unlock)).is_empty());
    let Screen::Locked(locked) = &mut state.screen else {
        panic!("not locked")
    };
    assert_eq!(locked.problem, Some(Sentence::new("missing-passphrase")));
    locked.passphrase.push_for_test("five words for the test");
    let effects = update(&mut state, Command::Unlock);
    assert!(matches!(jobs(&effects)[..], [Job::Unlock { .. }]));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Wipe)));
    let Screen::Locked(locked) = &state.screen else {
        panic!("not locked")
    };
    assert!(locked.working && locked.passphrase.text().is_empty());
    // A second press while it works does nothing.
    assert!(update(&mut state, Command::Unlock).is_empty());
}

#[test]
fn the_first_page_says_what_is_missing_one_after_the_other() {
    let mut state = State::new(
        Settings::default(),
        Screen::FirstRun(Box::<FirstRun>::default()),
        at(0),
    );
    type Step = (&'static str, fn(&mut FirstRun));
    let steps: [Step; 6] = [
        ("missing-organisation", |first| {
            first.organisation = "Example".to_owned()
        }),
        ("missing-person", |first| first.person = "linh".to_owned()),
        ("missing-passphrase", |first| {
            first
                .passphrase
                .push_for_test("velvet harbour pencil orange quiet")
        }),
        ("passphrases-differ", |first| {
            first
                .passphrase_again
                .push_for_test("velvet harbour pencil orange quiet")
        }),
        ("missing-root-passphrase", |first| {
            first
                .root_passphrase
                .push_for_test("velvet harbour pencil orange quiet");
            first
                .root_passphrase_again
                .push_for_test("velvet harbour pencil orange quiet");
        }),
        ("passphrases-same", |_| {}),
    ];
    for (missing, mend) in steps {
        assert!(update(&mut state, Command::MakeVault).is_empty());
        let Screen::FirstRun(first) = &mut state.screen else {
            panic!("another page")
        };
        assert_eq!(first.problem, Some(Sentence::new(missing)));
        mend(first);
    }
}

#[test]
fn size_stays_within_what_can_be_used() {
    let mut state = open();
    for _ in 0..40 {
        key(&mut state, Global::Larger);
    }
    assert!((state.settings.zoom - 2.4).abs() < 0.01);
    for _ in 0..40 {
        key(&mut state, Global::Smaller);
    }
    assert!((state.settings.zoom - 0.8).abs() < 0.01);
    key(&mut state, Global::Normal);
    assert!((state.settings.zoom - 1.0).abs() < 0.01);
}

#[test]
fn the_highest_time_seen_counts() {
    let mut state = open();
    state.tick(at(4));
    state.tick(at(1));
    assert_eq!((state.now, state.clock_back), (at(4), Some(at(1))));
    state.tick(at(5));
    assert_eq!((state.now, state.clock_back), (at(5), None));
}
