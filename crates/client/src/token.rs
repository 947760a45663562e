//! Session tokens: when one was made and how long it may be used on this machine's clock.

use crate::json::Json;
use crate::text::{base64_decode, cut, has};

/// The parts of a JWT that decide its use, in milliseconds; all NaN unless it is a JWT with times in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub issued_at: f64,
    pub expires_at: f64,
    /// When the claims were assembled (header `oiat`); the issue time unless given.
    pub claims_at: f64,
}

impl Times {
    #[inline(never)]
    pub(crate) fn of(jwt: &[u8]) -> Times {
        let (header, rest) = cut(jwt, b'.');
        let (claims, signature) = cut(rest, b'.');
        let (header, claims) = (base64_decode(header), base64_decode(claims));
        let (header, claims) = (Json(&header), Json(&claims));
        let issued_at = claims.number_of("iat") * 1000.0;
        let expires_at = claims.number_of("exp") * 1000.0;
        let claims_at = header.number_of("oiat") * 1000.0;
        let is_jwt = header.is_object() && !signature.is_empty() && !has(signature, b'.');
        if is_jwt && issued_at < expires_at {
            let claims_at = if claims_at.is_nan() { issued_at } else { claims_at };
            Times { issued_at, expires_at, claims_at }
        } else {
            Times { issued_at: f64::NAN, expires_at: f64::NAN, claims_at: f64::NAN }
        }
    }

    pub(crate) fn life(self) -> f64 {
        self.expires_at - self.issued_at
    }

    /// A token is given out only if it lives this much longer, so that it arrives alive.
    pub(crate) fn leeway(self) -> f64 {
        (self.life() / 4.0).min(5_000.0)
    }

    /// How long before the end of its window an open page asks for the next one: early enough to try again
    /// after a failure.
    pub(crate) fn renewal(self) -> f64 {
        (self.life() / 3.0).min(15_000.0) - self.leeway()
    }

    /// Of two tokens for one need, the one whose claims are newer wins, then the one issued later.
    pub(crate) fn is_newer_than(self, other: Times) -> bool {
        self.claims_at > other.claims_at
            || self.claims_at == other.claims_at && self.issued_at > other.issued_at
    }
}

/// When a stored token will do.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Good {
    ToGiveOut,
    /// It is not time yet to renew it.
    ToKeep,
    Never,
    /// None is wanted, just what is known.
    Unasked,
}

/// What is known of the server's clock when a token arrives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    /// This machine's clock when the request went out.
    pub sent_at: f64,
    /// The answer's `Date`, which has a resolution of one second; NaN if there was none to see.
    pub server_date: f64,
    /// The server's clock less this machine's, as last observed; NaN if never.
    pub offset: f64,
    /// Whether the token was made for this very request.
    pub minted: bool,
}

impl Arrival {
    /// Something known at `now` without a hint of the server's clock.
    pub(crate) fn unknown(now: f64) -> Arrival {
        Arrival { sent_at: now, server_date: f64::NAN, offset: f64::NAN, minted: false }
    }

    /// The end of the window of this machine's clock in which the token may be used, never later than in
    /// truth: the answer cannot have been made before the request was sent. The window begins at `sent_at`;
    /// before it the clock was set back, and the token is not to be trusted either.
    pub(crate) fn until(self, times: Times) -> f64 {
        let whole_life = self.sent_at + times.life();
        let expiry = if !self.server_date.is_nan() {
            self.sent_at + times.expires_at - (self.server_date + 999.0)
        } else if self.minted {
            whole_life
        } else {
            // Without a hint this machine's clock has to do; where it disagrees the token is not used.
            let expiry = times.expires_at - if self.offset.is_nan() { 0.0 } else { self.offset };
            if expiry > whole_life + 2_000.0 { self.sent_at } else { expiry }
        };
        expiry.min(whole_life) - times.leeway()
    }
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

    struct Window(f64, f64);

    impl Window {
        fn is_open_at(&self, now: i64) -> bool {
            self.0 <= now as f64 && (now as f64) < self.1
        }
    }

    fn arrival(local_now: i64, server_date: Option<i64>, offset: Option<i64>, minted: bool) -> Arrival {
        let number = |number: Option<i64>| number.map_or(f64::NAN, |number| number as f64);
        Arrival {
            sent_at: local_now as f64,
            server_date: number(server_date),
            offset: number(offset),
            minted,
        }
    }

    fn window(arrival: Arrival, age: i64) -> Window {
        Window(arrival.sent_at, arrival.until(Times::of(jwt(SERVER / 1000 - age, 60).as_bytes())))
    }

    #[test]
    fn a_fresh_token_is_good_for_its_life_less_the_leeway_whatever_the_local_clock_says() {
        for local in [SERVER, SERVER - 86_400_000, SERVER + 86_400_000] {
            let fresh = window(arrival(local, Some(SERVER), None, true), 0);
            assert!(fresh.is_open_at(local) && fresh.is_open_at(local + 54_000));
            assert!(!fresh.is_open_at(local + 55_000) && !fresh.is_open_at(local - 1));
        }
    }

    #[test]
    fn an_aged_token_is_good_for_what_is_left_of_it() {
        let local = SERVER + 86_400_000;
        let aged = window(arrival(local, Some(SERVER), None, false), 40);
        assert!(aged.is_open_at(local + 13_000));
        assert!(!aged.is_open_at(local + 15_000));
    }

    #[test]
    fn without_a_date_a_found_token_is_used_only_if_the_clocks_can_agree() {
        let is_good = |local, offset| window(arrival(local, None, offset, false), 10).is_open_at(local);
        assert!(is_good(SERVER, None));
        assert!(!is_good(SERVER - 3_600_000, None));
        assert!(!is_good(SERVER + 3_600_000, None));
        assert!(is_good(SERVER - 3_600_000, Some(3_600_000)));
    }

    #[test]
    fn a_page_renews_before_the_token_stops_being_given_out() {
        for life in [10, 60, 3600] {
            let times = Times::of(jwt(SERVER / 1000, life).as_bytes());
            let until = arrival(SERVER, None, None, true).until(times);
            assert!((SERVER as f64) < until - times.renewal() && times.renewal() > 0.0, "{life} s");
        }
    }

    #[test]
    fn newer_claims_win_then_the_later_issue() {
        let times = |claims_at, issued_at| Times { issued_at, expires_at: 9.0, claims_at };
        assert!(times(2.0, 1.0).is_newer_than(times(1.0, 2.0)));
        assert!(times(1.0, 2.0).is_newer_than(times(1.0, 1.0)));
        assert!(!times(1.0, 1.0).is_newer_than(times(1.0, 1.0)));
    }

    #[test]
    fn what_is_not_a_jwt_with_times_is_refused() {
        for bad in ["", "a.b.c", "e30.e30.c2ln", &encode("{}"), &jwt(5, 0), &(jwt(5, 9) + ".x")] {
            assert!(Times::of(bad.as_bytes()).life().is_nan(), "{bad}");
        }
    }
}
