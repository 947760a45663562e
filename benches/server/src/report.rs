//! The tables.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::load::Sample;
use crate::peer::{BARE, Peer};
use crate::stripped_mb;

/// What a figure is held against.
#[derive(Clone, Copy)]
pub enum Limit {
    None,
    AtLeast(f64),
    AtMost(f64),
    /// Differs too much from machine to machine to fail for.
    Advisory(f64),
}

/// Rows so far.
#[derive(Default)]
pub struct Report {
    rows: Vec<[String; 4]>,
    missed: bool,
}

impl Report {
    fn row(&mut self, what: &str, figure: String, value: f64, limit: Limit) {
        let (wanted, held) = match limit {
            Limit::None => (String::new(), true),
            Limit::AtLeast(least) => (format!("at least {least}"), value >= least),
            Limit::AtMost(most) => (format!("at most {most}"), value <= most),
            Limit::Advisory(most) => (format!("about {most}"), true),
        };
        let verdict = match limit {
            Limit::None | Limit::Advisory(_) => "",
            _ if held => "met",
            _ => "MISSED",
        };
        self.missed |= !held;
        self.rows.push([what.to_owned(), figure, wanted, verdict.to_owned()]);
    }

    pub fn has_missed(&self) -> bool {
        self.missed
    }

    pub fn start_up(&mut self, times: &[Duration]) {
        let ms = median(times.iter().map(|time| time.as_secs_f64() * 1e3));
        let what = format!("start to first answer, ms (median of {})", times.len());
        self.row(&what, format!("{ms:.0}"), ms, Limit::Advisory(50.0));
    }

    pub fn memory(&mut self, when: &str, mb: f64, most: Option<f64>) {
        self.row(
            &format!("resident memory {when}, MB"),
            format!("{mb:.1}"),
            mb,
            most.map_or(Limit::None, Limit::AtMost),
        );
    }

    pub fn mints(&mut self, database: &str, samples: &[(Sample, f64)], share_limit: Limit) {
        let n = samples.len();
        let tokens = median(samples.iter().map(|(sample, _)| sample.per_cpu_second()));
        let raw = median(samples.iter().map(|(_, raw)| *raw));
        self.row(
            &format!("RSA-2048 signatures alone per CPU second (median of {n})"),
            format!("{raw:.0}"),
            raw,
            Limit::None,
        );
        self.row(
            &format!("tokens per CPU second, {database} (median of {n})"),
            format!("{tokens:.0}"),
            tokens,
            Limit::None,
        );
        let shares: Vec<_> = samples.iter().map(share).collect();
        let share = median(shares.iter().copied());
        let (low, high) =
            (shares.iter().copied().fold(f64::MAX, f64::min), shares.iter().copied().fold(0.0, f64::max));
        self.row(
            &format!("share of the signature, {database}"),
            format!("{share:.2} ({low:.2} to {high:.2})"),
            share,
            share_limit,
        );
        let ms =
            |share: f64| median(samples.iter().map(|(sample, _)| sample.quantile(share).as_secs_f64() * 1e3));
        let (p50, p99) = (ms(0.5), ms(0.99));
        self.row(
            &format!("64 connections, {database}: p50 and p99, ms"),
            format!("{p50:.1}, {p99:.1}"),
            p50,
            Limit::None,
        );
        let limit = if matches!(share_limit, Limit::None) { Limit::None } else { Limit::AtMost(2.0) };
        self.row(
            &format!("64 connections, {database}: p99 / p50"),
            format!("{:.2}", p99 / p50),
            p99 / p50,
            limit,
        );
    }

    pub fn postgres_beside_sqlite(&mut self, sqlite: &[(Sample, f64)], postgres: &[(Sample, f64)]) {
        let pairs = sqlite.iter().zip(postgres);
        let ratio = median(pairs.map(|((one, _), (other, _))| other.per_cpu_second() / one.per_cpu_second()));
        self.row("PostgreSQL-backed / SQLite-backed", format!("{ratio:.2}"), ratio, Limit::AtLeast(0.9));
    }

    /// Ours beside a server that does nothing but sign: the floor.
    pub fn beside_bare(&mut self, ours: &[(Sample, f64)], bare: &[(Sample, f64)]) {
        self.other(BARE.name, bare);
        let ratio = ratio(ours, bare);
        self.row(&format!("ours / {}", BARE.name), format!("{ratio:.2}"), ratio, Limit::None);
    }

    /// Ours beside a peer, in turns with it.
    pub fn beside_peer(&mut self, peer: &Peer, ours: &[(Sample, f64)], theirs: &[(Sample, f64)]) {
        let share = self.other(peer.name, theirs);
        let ratio = ratio(ours, theirs);
        // There is no more to gain, whoever signs.
        let figure = format!("{ratio:.1} ({:.1} for the signature alone)", 1.0 / share);
        self.row(&format!("ours / {}", peer.name), figure, ratio, peer.least);
    }

    fn other(&mut self, name: &str, samples: &[(Sample, f64)]) -> f64 {
        let n = samples.len();
        let tokens = median(samples.iter().map(|(sample, _)| sample.per_cpu_second()));
        let what = format!("tokens per CPU second, {name} (median of {n}), share of the signature");
        let share = median(samples.iter().map(share));
        self.row(&what, format!("{tokens:.0}, {share:.2}"), tokens, Limit::None);
        share
    }

    /// A peer that could not be measured is none that was beaten.
    pub fn absent(&mut self, peer: &Peer, why: &anyhow::Error) {
        let what = format!("ours / {}: not measured, {why:#}", peer.name);
        self.row(&what, String::new(), f64::NAN, peer.least);
    }

    pub fn requests(&mut self, what: &str, sample: &Sample) {
        let rate = sample.per_cpu_second();
        let figure = format!("{rate:.0} (n = {})", sample.answers);
        self.row(&format!("{what}, per CPU second"), figure, rate, Limit::None);
    }

    pub fn binary(&mut self, program: &Path, copy: &Path) -> Result<()> {
        let mb = stripped_mb(program, copy)?;
        self.row("binary, stripped, MB", format!("{mb:.2}"), mb, Limit::AtMost(20.0));
        Ok(())
    }

    pub fn print(&self, users: usize) {
        let mut table =
            format!("\n{users} users and sessions\n\n| | | limit | |\n| --- | --: | --- | --- |\n");
        for [what, figure, limit, verdict] in &self.rows {
            // Writing to a string does not fail.
            let _ = writeln!(table, "| {what} | {figure} | {limit} | {verdict} |");
        }
        println!("{table}");
    }
}

/// Tokens in signatures that the machine made in the same time just then.
fn share((sample, raw): &(Sample, f64)) -> f64 {
    sample.per_cpu_second() / raw
}

/// The one in tokens of the other, each in shares of what the machine did just then.
fn ratio(one: &[(Sample, f64)], other: &[(Sample, f64)]) -> f64 {
    median(one.iter().zip(other).map(|(one, other)| share(one) / share(other)))
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
