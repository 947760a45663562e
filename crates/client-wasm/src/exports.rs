//! What the host sees. The only unsafe code of the client: linear memory has no other owner, and the
//! module runs on one thread.
#![expect(unsafe_code, reason = "exported functions and the module's one static are unsafe by nature")]

use core::cell::UnsafeCell;

use lol_alloc::{AssumeSingleThreaded, FreeListAllocator};

use crate::Module;

struct Single(UnsafeCell<Option<Module>>);

// SAFETY: WebAssembly without threads.
unsafe impl Sync for Single {}

static MODULE: Single = Single(UnsafeCell::new(None));

fn module() -> &'static mut Module {
    // SAFETY: exports are not re-entered, since the module imports nothing that could call back.
    unsafe { (*MODULE.0.get()).get_or_insert_default() }
}

#[unsafe(no_mangle)]
extern "C" fn reserve(length: usize) -> *mut u8 {
    module().reserve(length)
}

#[unsafe(no_mangle)]
extern "C" fn step() -> *const u8 {
    module().step()
}

#[global_allocator]
static ALLOCATOR: AssumeSingleThreaded<FreeListAllocator> =
    // SAFETY: WebAssembly without threads.
    unsafe { AssumeSingleThreaded::new(FreeListAllocator::new()) };

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
