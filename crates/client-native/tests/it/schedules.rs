//! Several programs over one folder, on schedules that nobody would write by hand: calls at the same time, programs that
//! are killed, servers and disks in trouble, time that passes.
//!
//! A seed tells what is done and when trouble begins and ends; threads and sockets come between as they like. To see one
//! again: `SCHEDULE_SEED=17 cargo test -p nightdesk-client-native --test it schedules`.

use std::io;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use nightdesk_client_native::{Area, Client, FileStorage, Held, Params, SignInStatus, Storage};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::server::{ADA, Mode, PASSWORD, Server};

const SCHEDULES: u64 = 24;
const STEPS: usize = 60;
const TOKENS: &str = "/tokens";

#[tokio::test(flavor = "multi_thread")]
async fn every_schedule_keeps_the_promises() {
    let seeds = match option_env!("SCHEDULE_SEED").and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..SCHEDULES,
    };
    for seed in seeds {
        if let Err(error) = tokio::spawn(run(seed)).await {
            eprintln!("the schedule of seed {seed} broke a promise");
            resume_unwind(error.into_panic());
        }
    }
}

async fn run(seed: u64) {
    let mut world = World::new(seed).await;
    for _ in 0..STEPS {
        world.act().await;
    }
    world.settle().await;
}

struct World {
    rng: Rng,
    server: Server,
    folder: TempDir,
    programs: Vec<Program>,
    /// Whether the disk is full.
    full: Arc<AtomicBool>,
    /// Whether sessions end on this schedule. On the others, nobody may ever be signed out.
    ends: bool,
    /// A sign-in has succeeded, and its caller knows.
    signed_in: Arc<AtomicBool>,
}

struct Program {
    client: Client,
    calls: Vec<JoinHandle<()>>,
}

impl World {
    async fn new(seed: u64) -> World {
        let mut rng = Rng(seed);
        let server = if rng.percent(50) { Server::production().await } else { Server::development().await };
        let (folder, ends) = (tempfile::tempdir().unwrap(), rng.percent(40));
        let mut world = World {
            rng,
            server,
            folder,
            programs: Vec::new(),
            full: Arc::default(),
            ends,
            signed_in: Arc::default(),
        };
        for _ in 0..=world.rng.below(3) {
            let program = world.start();
            world.programs.push(program);
        }
        world
    }

    fn start(&self) -> Program {
        let files = FileStorage::open(self.folder.path()).unwrap();
        let storage = Disk { files, full: Arc::clone(&self.full) };
        Program { client: self.server.builder().storage(storage).build().unwrap(), calls: Vec::new() }
    }

    async fn act(&mut self) {
        let at = self.rng.below(self.programs.len());
        match self.rng.below(100) {
            0..30 => self.ask(at),
            30..40 => self.load(at),
            40..50 => self.sign_in(at),
            50..55 if self.ends => self.call(at, |client| async move { drop(client.sign_out().await) }),
            55..58 if self.ends => {
                let session = self.programs[at].client.auth().session_id.clone();
                if let Some(session) = session {
                    self.server.revoke(&session).await;
                }
            }
            58..63 => {
                let program = self.start();
                let killed = std::mem::replace(&mut self.programs[at], program);
                killed.kill().await;
            }
            63..73 => {
                let trouble = [Mode::Swallows, Mode::Fails, Mode::Babbles];
                self.server.set(trouble[self.rng.below(trouble.len())]);
            }
            73..83 => self.server.set(Mode::Answers),
            83..86 => self.full.store(true, Ordering::SeqCst),
            86..90 => self.full.store(false, Ordering::SeqCst),
            _ => self.server.time.advance_secs([1, 20, 60][self.rng.below(3)]),
        }
        // Let something happen, or not.
        for _ in 0..self.rng.below(20) {
            tokio::task::yield_now().await;
        }
    }

    /// Has a program call something, and goes on.
    fn call<F>(&mut self, at: usize, call: impl FnOnce(Client) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let program = &mut self.programs[at];
        program.calls.push(tokio::spawn(call(program.client.clone())));
    }

    fn ask(&mut self, at: usize) {
        let (now, must_be_in) = (self.server.app.clock.now_ms(), self.must_be_in());
        self.call(at, move |client| async move {
            match client.session_token().await {
                Ok(Some(token)) => assert!(expiry(token.expose()) > now, "an expired token was given out"),
                Ok(None) => assert!(!must_be_in, "signed out without proof"),
                Err(_) => {}
            }
        });
    }

    fn load(&mut self, at: usize) {
        let (must_be_in, again) = (self.must_be_in(), self.rng.percent(30));
        self.call(at, move |client| async move {
            let loaded = if again { client.reload().await } else { client.load().await };
            if let Ok(auth) = loaded {
                assert!(auth.is_signed_in() || !must_be_in, "signed out without proof");
            }
        });
    }

    fn sign_in(&mut self, at: usize) {
        let password = if self.rng.percent(80) { PASSWORD } else { "wrong" };
        let signed_in = Arc::clone(&self.signed_in);
        self.call(at, move |client| async move {
            let attempt = client.sign_in().create(Params::password(ADA, password)).await;
            if attempt.is_ok_and(|attempt| attempt.status == SignInStatus::Complete) {
                signed_in.store(true, Ordering::SeqCst);
            }
        });
    }

    fn must_be_in(&self) -> bool {
        !self.ends && self.signed_in.load(Ordering::SeqCst)
    }

    /// The trouble is over: every call comes to its end, and everybody agrees with the server.
    async fn settle(mut self) {
        self.server.release();
        self.full.store(false, Ordering::SeqCst);
        for program in &mut self.programs {
            for call in program.calls.drain(..) {
                call.await.unwrap();
            }
        }
        // What changed on the server is noticed when token and snapshot have aged.
        self.server.time.advance_secs(600);
        let truth = self.start().client.reload().await.unwrap().is_signed_in();
        assert!(truth || !self.must_be_in(), "a sign-in was lost");
        for Program { client, .. } in &self.programs {
            assert_eq!(client.load().await.unwrap().is_signed_in(), truth, "somebody does not agree");
            assert_eq!(client.session_token().await.unwrap().is_some(), truth);
        }
        if truth {
            self.shares_one_mint().await;
        }
    }

    async fn shares_one_mint(&self) {
        self.server.time.advance_secs(60);
        let before = self.server.count(TOKENS);
        let ask = |client: &Client| {
            let client = client.clone();
            tokio::spawn(async move { client.session_token().await.unwrap().unwrap().expose().to_owned() })
        };
        let asked: Vec<_> =
            self.programs.iter().cycle().take(8).map(|program| ask(&program.client)).collect();
        let mut tokens = Vec::new();
        for answer in asked {
            tokens.push(answer.await.unwrap());
        }
        tokens.dedup();
        assert_eq!((tokens.len(), self.server.count(TOKENS) - before), (1, 1), "not one mint for everybody");
    }
}

impl Program {
    /// Nothing of it goes on, except for what the system was told to do already.
    async fn kill(self) {
        drop(self.client);
        for call in self.calls {
            call.abort();
            if let Err(error) = call.await
                && let Ok(panic) = error.try_into_panic()
            {
                resume_unwind(panic);
            }
        }
    }
}

/// Files on a disk that is full from time to time.
struct Disk {
    files: FileStorage,
    full: Arc<AtomicBool>,
}

impl Storage for Disk {
    fn read(&self, area: Area, key: &str) -> io::Result<Option<String>> {
        self.files.read(area, key)
    }

    fn write(&self, area: Area, key: &str, value: Option<&str>) -> io::Result<()> {
        if self.full.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.files.write(area, key, value)
    }

    fn lock(&self, name: &str) -> io::Result<Held> {
        self.files.lock(name)
    }

    fn watch(&self, changed: Box<dyn Fn() + Send + Sync>) -> io::Result<Held> {
        self.files.watch(changed)
    }
}

/// The end of a token's life, in milliseconds.
fn expiry(jwt: &str) -> i64 {
    use base64::Engine as _;
    let claims = jwt.split('.').nth(1).unwrap();
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(claims).unwrap();
    serde_json::from_slice::<serde_json::Value>(&claims).unwrap()["exp"].as_i64().unwrap() * 1000
}

/// SplitMix64.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the rest is smaller than `end`")]
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}
