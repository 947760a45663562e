//! Pictures of users, whatever they are.

use image::{GenericImageView as _, ImageFormat};
use nightdesk_server::fuzzing;

const MAX_SIDE: u32 = 512;

pub fn run(input: &[u8]) {
    let (content_type, content) = match fuzzing::picture(input) {
        Ok(prepared) => prepared,
        Err(status) => {
            assert!((400..500).contains(&status), "{status}");
            return;
        }
    };
    let format = match content_type {
        "image/png" => ImageFormat::Png,
        "image/jpeg" => ImageFormat::Jpeg,
        other => panic!("{other} is stored"),
    };
    let stored = image::load_from_memory_with_format(&content, format).expect("what is stored can be shown");
    let (width, height) = stored.dimensions();
    assert!(width.max(height) <= MAX_SIDE, "{width} x {height}");
    // Nothing of what came is kept but its pixels.
    assert!(!content.windows(7).any(|part| part.eq_ignore_ascii_case(b"<script")), "a script is kept");
}
