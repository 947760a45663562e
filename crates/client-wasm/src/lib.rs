//! The WebAssembly module: the client core behind two functions over linear memory.
//!
//! The host reserves room, writes a message of UTF-8 JSON there and calls `step`, which returns the address
//! of the effects: a length of four bytes, little endian, then UTF-8 JSON. Both stay valid until the next
//! call. See `nightdesk_client::codec` for the messages.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

use alloc::vec::Vec;

use nightdesk_client::codec::Port;

/// The module's one client.
#[derive(Default)]
pub struct Module {
    port: Port,
    input: Vec<u8>,
    output: Vec<u8>,
}

impl Module {
    /// Room for a message of `length` bytes.
    pub fn reserve(&mut self, length: usize) -> *mut u8 {
        self.input.clear();
        self.input.resize(length, 0);
        self.input.as_mut_ptr()
    }

    /// Takes the message that was written there.
    pub fn step(&mut self) -> *const u8 {
        let effects = self.port.step_bytes(&self.input);
        self.output.clear();
        self.output.extend_from_slice(&(effects.len() as u32).to_le_bytes());
        self.output.extend_from_slice(&effects);
        self.output.as_ptr()
    }
}

#[cfg(target_arch = "wasm32")]
mod exports;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_written_to_the_reserved_room_is_answered_with_its_length_in_front() {
        let mut module = Module::default();
        let message = br#"{"init":{}}"#;
        module.reserve(message.len());
        module.input.copy_from_slice(message);
        module.step();
        let length = u32::from_le_bytes(module.output[..4].try_into().unwrap()) as usize;
        let effects = core::str::from_utf8(&module.output[4..]).unwrap();
        assert_eq!(effects.len(), length);
        assert!(effects.contains("publishable_key_missing"));
    }
}
