//! The `nightdesk` binary. All it does is in `nightdesk_commands`: the package that is linked is built for speed, whatever
//! it holds, since its level decides how the whole is optimised.

use std::process::ExitCode;

/// Requests allocate many small things; this allocator gives 2 % of the whole token path.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nightdesk_commands::main()
}
