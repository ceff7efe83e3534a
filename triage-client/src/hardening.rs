//! What a desk never needs is taken away before anything else runs.
//!
//! After [`apply`] no thread of this process can make an internet socket, look into another
//! process, or reach for the kernel interfaces that most exploits go through. Local sockets stay:
//! windows are drawn through one. What this does not prevent: asking another program, over such a
//! local socket, to do something. Linux on x86-64 only.

use std::collections::BTreeMap;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter_all_threads,
};

/// System calls are also reachable under their x32 numbers, with this bit set.
const X32_BIT: i64 = 0x4000_0000;

/// Refused whatever the arguments.
const REFUSED: [i64; 22] = [
    libc::SYS_add_key,
    libc::SYS_bpf,
    libc::SYS_delete_module,
    libc::SYS_finit_module,
    libc::SYS_init_module,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_io_uring_setup,
    libc::SYS_kexec_load,
    libc::SYS_keyctl,
    libc::SYS_mount,
    libc::SYS_perf_event_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pivot_root,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_ptrace,
    libc::SYS_request_key,
    libc::SYS_setns,
    libc::SYS_umount2,
    libc::SYS_unshare,
    libc::SYS_userfaultfd,
];

/// Why the process could not be hardened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HardeningError {
    /// Memory dumps could not be switched off.
    #[error("memory dumps could not be switched off: {0}")]
    Dumps(std::io::Error),
    /// The kernel did not take the filter.
    #[error("the network could not be switched off: {0}")]
    Filter(String),
}

impl HardeningError {
    /// What the person can do.
    pub const fn hint(&self) -> &'static str {
        "use a Linux kernel with seccomp (every usual one since 2016)"
    }
}

/// Hardens the whole process. Called first thing in `main`, before there is any thread or secret.
///
/// # Errors
///
/// [`HardeningError`]; the program then must not go on.
pub fn apply() -> Result<(), HardeningError> {
    // No core file may hold a key.
    setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )
    .map_err(|error| HardeningError::Dumps(error.into()))?;
    let failed = |error: &dyn std::fmt::Display| HardeningError::Filter(error.to_string());
    let program = filter().map_err(|error| failed(&error))?;
    apply_filter_all_threads(&program).map_err(|error| failed(&error))
}

/// Keeps other processes of the same user from reading this one's memory. Called before the first
/// secret is read; afterwards the process cannot open its own descriptors by name either.
///
/// # Errors
///
/// [`HardeningError::Dumps`].
pub fn forbid_inspection() -> Result<(), HardeningError> {
    set_dumpable_behavior(DumpableBehavior::NotDumpable)
        .map_err(|error| HardeningError::Dumps(error.into()))
}

fn filter() -> Result<BpfProgram, seccompiler::BackendError> {
    let not_local = || {
        SeccompCondition::new(
            0,
            SeccompCmpArgLen::Dword,
            SeccompCmpOp::Ne,
            libc::AF_UNIX as u64,
        )
        .and_then(|condition| SeccompRule::new(vec![condition]))
    };
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    for bit in [0, X32_BIT] {
        rules.insert(libc::SYS_socket | bit, vec![not_local()?]);
        rules.insert(libc::SYS_socketpair | bit, vec![not_local()?]);
        for call in REFUSED {
            // No rule in the list: refused always.
            rules.insert(call | bit, Vec::new());
        }
    }
    SeccompFilter::new(
        rules,
        SeccompAction::Allow,
        SeccompAction::Errno(libc::EACCES as u32),
        std::env::consts::ARCH.try_into()?,
    )?
    .try_into()
}
