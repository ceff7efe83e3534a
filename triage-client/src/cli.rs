//! Every task of the desk on a command line: results on stdout, words on stderr.

mod args;
mod failure;
mod joining;
mod print;
mod secret;
mod tasks;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Task};
use failure::{Exit, Failure};

/// Runs the program: a task, or the window without one.
pub fn main() -> ExitCode {
    let args = Args::parse();
    // Descriptors are opened while the process may still look into itself.
    let secrets = match secret::Sources::open(&args) {
        Ok(secrets) => secrets,
        Err(failure) => return failure.report(),
    };
    if let Err(error) = crate::hardening::forbid_inspection() {
        return Failure::new(Exit::Hardening, error.to_string(), Some(error.hint())).report();
    }
    match run(args, secrets) {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}

fn run(args: Args, secrets: secret::Sources) -> Result<Exit, Failure> {
    let vault = match args.vault {
        Some(vault) => vault,
        None => crate::desk::default_vault().ok_or_else(|| {
            Failure::new(
                Exit::Failed,
                "no vault folder: neither XDG_DATA_HOME nor HOME is set",
                Some("name the folder with --vault"),
            )
        })?,
    };
    match args.task {
        None => window(&vault),
        Some(task) => {
            let context = tasks::Context {
                vault,
                person: args.person,
                secrets,
                json: args.json,
            };
            dispatch(&context, task)
        }
    }
}

fn window(vault: &std::path::Path) -> Result<Exit, Failure> {
    crate::window::run(vault)
        .map(|()| Exit::Done)
        .map_err(|error| Failure::new(Exit::Failed, error.to_string(), Some(error.hint())))
}

fn dispatch(context: &tasks::Context, task: Task) -> Result<Exit, Failure> {
    match task {
        Task::Init(init) => tasks::init(context, init),
        Task::Publish(publish) => tasks::publish(context, publish),
        Task::Exchange(exchange) => tasks::exchange(context, exchange),
        Task::Import(exchange) => tasks::import(context, exchange),
        Task::List(list) => tasks::list(context, list),
        Task::Show(show) => tasks::show(context, show),
        Task::Reply(reply) => tasks::reply(context, reply),
        Task::Note(note) => tasks::note(context, &note),
        Task::Status {
            case,
            status,
            name,
            reason,
        } => tasks::status(context, &case, status, name, reason.as_deref()),
        Task::Assess(assess) => tasks::assess(context, &assess),
        Task::Write { case, field, text } => tasks::write(context, &case, field, text.as_deref()),
        Task::Timer { step } => tasks::timer(context, step),
        Task::Assign { case, person } => tasks::assign(context, &case, person.as_deref()),
        Task::Tag { case, tags } => tasks::tag(context, &case, &tags),
        Task::Export(export) => tasks::export(context, &export),
        Task::Destroy(destroy) => tasks::destroy(context, &destroy),
        Task::Backup { stick } => tasks::backup(context, &stick),
        Task::Restore { stick } => tasks::restore(context, &stick),
        Task::Enrol { step } => joining::enrol(context, step),
        Task::Person { change } => joining::person(context, change),
        Task::Rescue(rescue) => tasks::rescue(context, &rescue),
        Task::Verify => tasks::verify(context),
        Task::Summary => tasks::summary(context),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}
