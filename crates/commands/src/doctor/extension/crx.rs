//! The envelope of a packed extension, CRX3: a header in Protocol Buffers in front of a ZIP archive.

use crate::extension_id::ExtensionId;

const MAGIC: &[u8] = b"Cr24";

/// Field of `CrxFileHeader` with the signed part of the header.
const SIGNED_HEADER_DATA: u64 = 10_000;
/// Field of `SignedData` with the first bytes of the hash of the key.
const CRX_ID: u64 = 1;

pub fn is_crx(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The archive, and the id of the extension.
///
/// # Errors
/// What is wrong with the file.
pub fn open(bytes: &[u8]) -> Result<(&[u8], ExtensionId), &'static str> {
    let word =
        |at: usize| bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map(u32::from_le_bytes);
    let short = "it ends too early";
    if word(4).ok_or(short)? != 3 {
        return Err("it is no CRX of version 3, the only one that Chrome still takes");
    }
    let length = usize::try_from(word(8).ok_or(short)?).map_err(|_| short)?;
    let (header, archive) = bytes.get(12..).and_then(|rest| rest.split_at_checked(length)).ok_or(short)?;
    let id = field(header, SIGNED_HEADER_DATA)
        .and_then(|signed| field(signed, CRX_ID))
        .ok_or("its header has no id")?;
    Ok((archive, ExtensionId::of_bytes(id)))
}

/// The first field of a message with that number, if it holds bytes. Headers have no other kind of field.
fn field(mut message: &[u8], wanted: u64) -> Option<&[u8]> {
    const HOLDS_BYTES: u64 = 2;
    while !message.is_empty() {
        let tag = varint(&mut message)?;
        if tag & 7 != HOLDS_BYTES {
            return None;
        }
        let length = usize::try_from(varint(&mut message)?).ok()?;
        let (value, rest) = message.split_at_checked(length)?;
        if tag >> 3 == wanted {
            return Some(value);
        }
        message = rest;
    }
    None
}

/// Reads a number of seven bits per byte off the front.
fn varint(message: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = message.split_first()?;
        *message = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A package around an archive, with an id of sixteen equal bytes; the signatures that Chrome checks are not there.
    pub fn crx(archive: &[u8], id_byte: u8) -> Vec<u8> {
        let signed = [&[1 << 3 | 2, 16][..], &[id_byte; 16]].concat();
        // Field 2 holds proofs of RSA keys, which come first; the tag of field 10000 takes three bytes.
        let header = [&[2 << 3 | 2, 2, 0, 0][..], &[0x82, 0xf1, 0x04, 18], &signed].concat();
        let length = u32::try_from(header.len()).unwrap().to_le_bytes();
        [MAGIC, &3u32.to_le_bytes(), &length, &header, archive].concat()
    }

    #[test]
    fn the_id_is_read_from_the_header() {
        let bytes = crx(b"PK", 0xa1);
        let (archive, id) = open(&bytes).unwrap();
        assert_eq!(archive, b"PK");
        assert_eq!(id.to_string(), "kb".repeat(16));
    }

    #[test]
    fn damaged_packages_are_refused() {
        let bytes = crx(b"", 1);
        for end in 4..bytes.len() {
            assert!(open(&bytes[..end]).is_err(), "{end}");
        }
        let old = [MAGIC, &2u32.to_le_bytes(), &bytes[8..]].concat();
        assert!(open(&old).unwrap_err().contains("version 3"));
    }
}
