//! Who is let in: the two lists of identifiers, and the kinds of addresses that are not wanted.

use sha2::{Digest as _, Sha256};

use crate::{
    Refusal, identifier,
    model::{IdentifierType, Restrictions},
};

/// The domains of services that give addresses to throw away: the first six bytes of the SHA-256 of each, sorted. That a
/// domain is taken for one of them has a chance of one in 5 * 10^9.
const DISPOSABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/disposable.hashes"));

/// Reads an entry of a list: what it is, and the form in which it is compared.
///
/// An address, all of a domain (`*@example.com`, or just `example.com`), a phone number or a wallet.
#[must_use]
pub fn entry(text: &str) -> Option<(IdentifierType, String)> {
    let text = text.trim();
    if let Some(number) = phone_number(text) {
        return Some((IdentifierType::PhoneNumber, number));
    }
    if is_wallet(text) {
        return Some((IdentifierType::Web3Wallet, text.to_lowercase()));
    }
    let pattern = match text.strip_prefix("*@") {
        Some(domain) => format!("*@{domain}"),
        None if text.contains('@') => text.to_owned(),
        None => format!("*@{text}"),
    };
    // A domain is one if an address there would be.
    identifier::email_address(&pattern).ok()?;
    Some((IdentifierType::EmailAddress, pattern.to_lowercase()))
}

/// Every entry that an identifier of a user would match.
#[must_use]
pub fn patterns(identifier: &str) -> Vec<String> {
    let Some((kind, own)) = entry(identifier) else { return Vec::new() };
    let domain = own.rsplit_once('@').map(|(_, domain)| format!("*@{domain}"));
    let domain = domain.filter(|_| kind == IdentifierType::EmailAddress);
    domain.into_iter().chain([own]).collect()
}

/// What the lists say of somebody's identifiers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Listed {
    /// One is on the list of those let in.
    pub allowed: bool,
    /// One is on the list of those kept out.
    pub blocked: bool,
}

/// Whether somebody may come in.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_enter(restrictions: &Restrictions, listed: Listed) -> Result<(), Refusal> {
    let kept_out = restrictions.blocklist && listed.blocked;
    let not_let_in = restrictions.allowlist && !listed.allowed;
    if kept_out || not_let_in { Err(Refusal::NotAllowed) } else { Ok(()) }
}

/// Whether an address is of a kind that may be registered. Addresses of test mode always are.
///
/// # Errors
/// [`Refusal::AddressBlocked`].
pub fn address_wanted(restrictions: &Restrictions, address: &str, test_mode: bool) -> Result<(), Refusal> {
    if test_mode && identifier::is_test_address(address) {
        return Ok(());
    }
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let is_subaddress = local.contains(['+', '=', '#']);
    if restrictions.block_email_subaddresses && is_subaddress {
        return Err(Refusal::AddressBlocked);
    }
    if restrictions.block_disposable_email_domains && is_disposable(&domain.to_lowercase()) {
        return Err(Refusal::AddressBlocked);
    }
    Ok(())
}

fn is_disposable(domain: &str) -> bool {
    let (known, _) = DISPOSABLE.as_chunks::<6>();
    let digest = Sha256::digest(domain);
    digest.first_chunk().is_some_and(|hash| known.binary_search(hash).is_ok())
}

/// `+` and digits, whatever stands between them.
fn phone_number(text: &str) -> Option<String> {
    let rest = text.strip_prefix('+')?;
    if !rest.chars().all(|c| c.is_ascii_digit() || " -().".contains(c)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    (7..=15).contains(&digits.len()).then(|| format!("+{digits}"))
}

fn is_wallet(text: &str) -> bool {
    text.strip_prefix("0x").is_some_and(|hex| hex.len() == 40 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_told_apart_and_written_alike() {
        let read = |text| entry(text).map(|(kind, pattern)| (kind.as_str(), pattern));
        for (text, kind, pattern) in [
            (" Ada@Example.com ", "email_address", "ada@example.com"),
            ("*@Example.com", "email_address", "*@example.com"),
            ("example.com", "email_address", "*@example.com"),
            ("+1 (555) 010-0199", "phone_number", "+15550100199"),
            (
                "0xAbC0000000000000000000000000000000000001",
                "web3_wallet",
                "0xabc0000000000000000000000000000000000001",
            ),
        ] {
            assert_eq!(read(text), Some((kind, pattern.to_owned())), "{text}");
        }
        for text in ["", "ada", "a b@c.de", "*@", "+12", "0x12"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_matches_itself_and_its_domain() {
        assert_eq!(patterns("Ada@Example.com"), ["*@example.com", "ada@example.com"]);
        assert_eq!(patterns("+1 555 010 0199"), ["+15550100199"]);
        assert_eq!(patterns("ada_l"), Vec::<String>::new());
    }

    #[test]
    fn each_list_counts_only_when_it_is_on() {
        let blocked = Listed { blocked: true, allowed: true };
        let unknown = Listed::default();
        let restrictions =
            |allowlist, blocklist| Restrictions { allowlist, blocklist, ..Restrictions::default() };
        assert_eq!(may_enter(&restrictions(false, false), blocked), Ok(()));
        assert_eq!(may_enter(&restrictions(false, true), blocked), Err(Refusal::NotAllowed));
        assert_eq!(may_enter(&restrictions(true, true), blocked), Err(Refusal::NotAllowed));
        assert_eq!(may_enter(&restrictions(true, false), unknown), Err(Refusal::NotAllowed));
        assert_eq!(may_enter(&restrictions(true, true), Listed { allowed: true, blocked: false }), Ok(()));
    }

    #[test]
    fn subaddresses_and_throw_away_domains_are_told() {
        let none = Restrictions::default();
        let subaddresses = Restrictions { block_email_subaddresses: true, ..none };
        let disposable = Restrictions { block_disposable_email_domains: true, ..none };
        for address in ["ada+x@example.com", "ada=x@example.com", "ada#x@example.com"] {
            assert_eq!(address_wanted(&none, address, false), Ok(()));
            assert_eq!(address_wanted(&subaddresses, address, false), Err(Refusal::AddressBlocked));
        }
        assert_eq!(address_wanted(&subaddresses, "ada+clerk_test@example.com", true), Ok(()));
        assert_eq!(address_wanted(&disposable, "ada@Mailinator.com", false), Err(Refusal::AddressBlocked));
        assert_eq!(address_wanted(&disposable, "ada@example.com", false), Ok(()));
        assert_eq!(address_wanted(&none, "ada@mailinator.com", false), Ok(()));
    }
}
