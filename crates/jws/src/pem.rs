//! Textual encoding of keys (RFC 7468), one block per text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::KeyError;

/// Characters per line (RFC 7468 section 2).
const LINE_LEN: usize = 64;

/// Writes `der` as a PEM block.
pub(crate) fn encode(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(LINE_LEN));
        text.push_str(line);
        text.push('\n');
        rest = tail;
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

/// Reads the PEM block labelled `label`. Line ends and indentation are free,
/// since keys travel through environment variables and configuration files.
pub(crate) fn decode(label: &'static str, text: &str) -> Result<Vec<u8>, KeyError> {
    let invalid = KeyError::Pem { expected: label };
    let body = text
        .trim()
        .strip_prefix(&format!("-----BEGIN {label}-----"))
        .and_then(|rest| rest.strip_suffix(&format!("-----END {label}-----")))
        .ok_or(invalid)?;
    let body: String = body.split_ascii_whitespace().collect();
    STANDARD.decode(body).map_err(|_| invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_survives_the_way_out_and_back() {
        let der: Vec<u8> = (0..=255).collect();
        let text = encode("TEST", &der);
        assert!(text.lines().all(|line| line.len() <= LINE_LEN));
        assert_eq!(decode("TEST", &text), Ok(der.clone()));
        assert_eq!(decode("TEST", &text.replace('\n', "\r\n  ")), Ok(der));
    }

    #[test]
    fn another_label_or_broken_base64_is_refused() {
        let invalid = Err(KeyError::Pem { expected: "TEST" });
        assert_eq!(decode("TEST", &encode("OTHER", b"x")), invalid);
        assert_eq!(decode("TEST", "-----BEGIN TEST-----\n*\n-----END TEST-----"), invalid);
        assert_eq!(decode("TEST", ""), invalid);
    }
}
