//! Laptops and caseworkers that join and leave.

use jiff::Timestamp;

use super::args::{Enrol, PersonChange};
use super::failure::{Exit, Failure};
use super::print;
use super::tasks::{Context, Outcome, confirmed};
use crate::desk::{self, Desk, EnrolRequest, NewLaptop};

pub(super) fn enrol(context: &Context, step: Enrol) -> Outcome {
    let now = Timestamp::now();
    match step {
        Enrol::Request { stick } => {
            let person = context.person_named()?;
            let new = NewLaptop {
                passphrase: context.secrets.person_first(&person)?,
                person,
            };
            let request = Desk::enrol_request(&context.vault, new, &stick, now)?;
            print_request(context, &request);
            eprintln!("Take the stick to the other laptop and run enrol accept there.");
        }
        Enrol::Accept { stick, words } => {
            let mut desk = context.unlock()?;
            let requests = desk.enrol_requests(&stick)?;
            if requests.is_empty() {
                return Err(Failure::new(
                    Exit::Failed,
                    "the stick holds no request",
                    Some("run enrol request on the new laptop, with this stick"),
                ));
            }
            let request = match words {
                Some(words) => requests
                    .into_iter()
                    .find(|request| {
                        let typed = words.split_whitespace().collect::<Vec<_>>().join(" ");
                        typed == request.words() || typed == request.numbers()
                    })
                    .ok_or_else(|| {
                        Failure::new(
                            Exit::Failed,
                            "no request on the stick has these words",
                            Some("do not let that laptop in: ask again with a fresh stick"),
                        )
                    })?,
                None => ask_which(context, requests)?,
            };
            let lane = desk.enrol_accept(&request, &stick, now)?;
            if !context.json {
                println!("lane {lane}");
            }
            eprintln!("Run enrol finish on the new laptop, and publish here.");
        }
        Enrol::Finish { stick } => {
            let person = context.person()?;
            let passphrase = context.secrets.person(&person)?;
            let desk = Desk::enrol_finish(&context.vault, &person, &passphrase, &stick, now)?;
            let summary = desk.summary(now);
            if context.json {
                print::json(&summary);
            } else {
                println!("Lane        {}", summary.lane);
                println!("Fingerprint {}", summary.fingerprint);
            }
            eprintln!("Compare the fingerprint with the other laptop's `summary`.");
        }
    }
    Ok(Exit::Done)
}

fn print_request(context: &Context, request: &EnrolRequest) {
    if context.json {
        print::json(&serde_json::json!({
            "person": request.person(),
            "words": request.words(),
            "numbers": request.numbers(),
        }));
    } else {
        println!("{}  {}", request.person(), request.words());
        println!("{}", request.numbers());
    }
}

fn ask_which(context: &Context, requests: Vec<EnrolRequest>) -> Result<EnrolRequest, Failure> {
    for request in requests {
        print_request(context, &request);
        if confirmed("Does the new laptop show exactly these words?")? {
            return Ok(request);
        }
    }
    Err(Failure::new(Exit::Failed, "nobody was let in", None))
}

pub(super) fn person(context: &Context, change: PersonChange) -> Outcome {
    let now = Timestamp::now();
    match change {
        PersonChange::List => {
            let names = desk::people(&context.vault)?;
            if context.json {
                print::json(&names);
            } else {
                for name in names {
                    println!("{name}");
                }
            }
        }
        PersonChange::Add { name } => {
            let mut desk = context.unlock()?;
            desk.add_person(&name, &context.secrets.new_one(&name)?, now)?;
        }
        PersonChange::Remove { name } => context.unlock()?.remove_person(&name, now)?,
        PersonChange::Passphrase => {
            let mut desk = context.unlock()?;
            let name = desk.person().to_owned();
            let old = context.secrets.person(&name)?;
            desk.change_passphrase(&old, &context.secrets.new_one(&name)?)?;
        }
    }
    Ok(Exit::Done)
}
