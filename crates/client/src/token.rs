//! Session tokens: when one was made and how long it may be used on this machine's clock.

use alloc::string::String;

use crate::Json;
use crate::encode::base64_decode;
use crate::text::{cut, has};

/// The parts of a JWT that decide its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Times {
    pub issued_at_secs: i64,
    pub expires_at_secs: i64,
    /// When the claims were assembled (header `oiat`); the issue time unless given.
    pub claims_at_secs: i64,
}

impl Times {
    /// `None` unless this is a JWT with numeric `iat` and `exp` in that order.
    pub(crate) fn of(jwt: &str) -> Option<Times> {
        let (header, rest) = cut(jwt, b'.');
        let (claims, signature) = cut(rest?, b'.');
        if signature.is_none_or(|signature| signature.is_empty() || has(signature, b'.')) {
            return None;
        }
        let (header, claims) = (section(header)?, section(claims)?);
        let claims = Json::parse(&claims)?;
        let issued_at_secs = claims.get("iat")?.int()?;
        let expires_at_secs = claims.get("exp")?.int()?;
        let claims_at_secs = Json::parse(&header)?.get("oiat").and_then(Json::int).unwrap_or(issued_at_secs);
        (issued_at_secs < expires_at_secs).then_some(Times {
            issued_at_secs,
            expires_at_secs,
            claims_at_secs,
        })
    }

    fn life_ms(self) -> i64 {
        (self.expires_at_secs - self.issued_at_secs).saturating_mul(1000)
    }

    /// Of two tokens for one need, the one whose claims are newer wins, then the one issued later.
    fn order(self) -> (i64, i64) {
        (self.claims_at_secs, self.issued_at_secs)
    }
}

fn section(part: &str) -> Option<String> {
    String::from_utf8(base64_decode(part)?).ok()
}

/// What is known of the server's clock when a token arrives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arrival {
    /// This machine's clock when the request went out, in milliseconds.
    pub sent_at: i64,
    /// The answer's `Date` in milliseconds; it has a resolution of one second.
    pub server_date: Option<i64>,
    /// The server's clock less this machine's, as last observed.
    pub offset: Option<i64>,
    /// Whether the token was made for this very request.
    pub minted: bool,
}

impl Arrival {
    /// Something known at `now` without a hint of the server's clock.
    pub(crate) fn unknown(now: i64) -> Arrival {
        Arrival { sent_at: now, server_date: None, offset: None, minted: false }
    }

    /// This machine's time at which the token expires, never later than in truth: the answer cannot
    /// have been made before the request was sent.
    fn expiry(self, times: Times) -> i64 {
        let whole_life = self.sent_at + times.life_ms();
        let by_server_clock = match (self.server_date, self.offset) {
            (Some(date), _) => self.sent_at + times.expires_at_secs * 1000 - (date + 999),
            (None, _) if self.minted => whole_life,
            // Without a hint this machine's clock has to do; where it disagrees the token is not used.
            (None, offset) => {
                let expiry = times.expires_at_secs * 1000 - offset.unwrap_or(0);
                let from_the_future = expiry > whole_life + 2_000;
                if from_the_future { self.sent_at } else { expiry }
            }
        };
        by_server_clock.min(whole_life)
    }
}

/// A token and the window of this machine's clock in which it may be used. Outside it, also before
/// `from` (the clock was set back), it is not to be trusted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub jwt: String,
    pub from: i64,
    pub until: i64,
    times: Times,
}

impl Token {
    pub(crate) fn arrived(jwt: String, arrival: Arrival) -> Option<Token> {
        let times = Times::of(&jwt)?;
        let until = arrival.expiry(times) - leeway_ms(times.life_ms());
        Some(Token { jwt, from: arrival.sent_at, until, times })
    }

    pub(crate) fn restored(jwt: String, from: i64, until: i64) -> Option<Token> {
        let times = Times::of(&jwt)?;
        Some(Token { jwt, from, until, times })
    }

    pub(crate) fn is_good_at(&self, now: i64) -> bool {
        self.from <= now && now < self.until
    }

    /// When an open page asks for the next one: early enough to try again after a failure.
    pub(crate) fn renew_at(&self) -> i64 {
        let life = self.times.life_ms();
        self.until - ((life / 3).min(15_000) - leeway_ms(life))
    }

    pub(crate) fn is_newer_than(&self, other: &Token) -> bool {
        self.times.order() > other.times.order()
    }
}

/// A token is given out only if it lives this much longer, so that it arrives alive.
fn leeway_ms(life_ms: i64) -> i64 {
    (life_ms / 4).min(5_000)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An unsigned token; the core never looks at the signature.
    pub(crate) fn jwt(iat_secs: i64, life_secs: i64) -> String {
        let claims = std::format!(r#"{{"iat":{iat_secs},"exp":{}}}"#, iat_secs + life_secs);
        std::format!("{}.{}.c2ln", encode("{\"alg\":\"RS256\"}"), encode(&claims))
    }

    pub(crate) fn encode(text: &str) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        text.as_bytes()
            .chunks(3)
            .flat_map(|chunk| {
                let bits = (0..3).fold(0u32, |bits, i| bits << 8 | u32::from(*chunk.get(i).unwrap_or(&0)));
                (0..=chunk.len()).map(move |i| ALPHABET[(bits >> (18 - 6 * i) & 63) as usize] as char)
            })
            .collect()
    }

    const SERVER: i64 = 1_800_000_000_000;

    fn token(local_now: i64, server_date: Option<i64>, offset: Option<i64>, minted: bool, age: i64) -> Token {
        let arrival = Arrival { sent_at: local_now, server_date, offset, minted };
        Token::arrived(jwt(SERVER / 1000 - age, 60), arrival).unwrap()
    }

    #[test]
    fn a_fresh_token_is_good_for_its_life_less_the_leeway_whatever_the_local_clock_says() {
        for local in [SERVER, SERVER - 86_400_000, SERVER + 86_400_000] {
            let fresh = token(local, Some(SERVER), None, true, 0);
            assert!(fresh.is_good_at(local) && fresh.is_good_at(local + 54_000));
            assert!(!fresh.is_good_at(local + 55_000) && !fresh.is_good_at(local - 1));
        }
    }

    #[test]
    fn an_aged_token_is_good_for_what_is_left_of_it() {
        let aged = token(SERVER + 86_400_000, Some(SERVER), None, false, 40);
        assert!(aged.is_good_at(SERVER + 86_400_000 + 13_000));
        assert!(!aged.is_good_at(SERVER + 86_400_000 + 15_000));
    }

    #[test]
    fn without_a_date_a_found_token_is_used_only_if_the_clocks_can_agree() {
        assert!(token(SERVER, None, None, false, 10).is_good_at(SERVER));
        assert!(!token(SERVER - 3_600_000, None, None, false, 10).is_good_at(SERVER - 3_600_000));
        assert!(!token(SERVER + 3_600_000, None, None, false, 10).is_good_at(SERVER + 3_600_000));
        assert!(token(SERVER - 3_600_000, None, Some(3_600_000), false, 10).is_good_at(SERVER - 3_600_000));
    }

    #[test]
    fn a_page_renews_before_the_token_stops_being_given_out() {
        for life in [10, 60, 3600] {
            let token = Token::arrived(
                jwt(SERVER / 1000, life),
                Arrival { sent_at: SERVER, server_date: None, offset: None, minted: true },
            )
            .unwrap();
            assert!(token.from < token.renew_at() && token.renew_at() < token.until, "{life} s");
        }
    }

    #[test]
    fn what_is_not_a_jwt_with_times_is_refused() {
        for bad in ["", "a.b.c", "e30.e30.c2ln", &encode("{}"), &jwt(5, 0)] {
            assert_eq!(Times::of(bad), None, "{bad}");
        }
    }
}
