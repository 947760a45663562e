//! Texts with places to fill in: `{{ otp_code }}`, and `{% if %}` and `{% for %}` around parts of them.
//!
//! Owners write them and strangers cause them to be filled, so nothing in them can grow or run on: what could is not part
//! of the language here, the rest has fuel, and what comes out has a size.

use std::{collections::BTreeMap, io};

use minijinja::{
    AutoEscape, Environment, ErrorKind, HtmlEscape, UndefinedBehavior, Value, filters,
    machinery::{Token, WhitespaceConfig, tokenize},
    syntax::SyntaxConfig,
};

use crate::{Channel, Kind, Source};

/// Steps of one part; our longest takes a few dozen.
const FUEL: u64 = 20_000;
/// What may stand behind `{%`.
const STATEMENTS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];
/// Longest text message: ten parts, as phones put them together again.
const MAX_SMS_CHARS: usize = 1600;

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Subject,
    Body,
    Text,
}

impl Part {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Body => "body",
            Self::Text => "text_body",
        }
    }

    /// Longest source and longest outcome, in bytes.
    const fn limits(self) -> (usize, usize) {
        match self {
            Self::Subject => (500, 500),
            Self::Body => (40_000, 100_000),
            Self::Text => (10_000, 20_000),
        }
    }
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("line {line}: {reason}")]
    Syntax { line: usize, reason: String },
    #[error("line {line}: {name} cannot be filled in here")]
    UnknownVariable { line: usize, name: String },
    #[error("{{{{ {name} }}}} has to be in it, or the message is of no use")]
    MissingVariable { name: &'static str },
    #[error("it has to say something")]
    Empty,
    #[error("it is longer than {max} bytes")]
    TooLong { max: usize },
    #[error("it comes to more than {max} characters")]
    ComesTooLong { max: usize },
}

/// A fault, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {fault}", part.as_str())]
pub struct TemplateError {
    pub part: Part,
    pub fault: Fault,
}

/// What stands in the places.
#[derive(Debug, Clone)]
pub(crate) struct Values {
    pub(crate) app_name: String,
    pub(crate) others: Vec<(&'static str, String)>,
}

impl Values {
    /// The values of a preview.
    fn samples(kind: Kind, app_name: &str) -> Self {
        let others = kind.variables().iter().filter(|variable| !variable.name.contains('.'));
        let others = others.map(|variable| (variable.name, variable.sample.to_owned())).collect();
        Self { app_name: app_name.to_owned(), others }
    }

    fn context(&self) -> Value {
        let app = BTreeMap::from([("name", Value::from(self.app_name.as_str()))]);
        let others = self.others.iter().map(|(name, value)| (*name, Value::from(value.as_str())));
        Value::from_iter(others.chain([("app", Value::from_iter(app))]))
    }
}

/// A message whose places are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// E-mails only; one line.
    pub subject: Option<String>,
    /// E-mails only.
    pub html: Option<String>,
    pub text: String,
}

/// Checks a template and fills it with samples, which is what a preview shows.
///
/// # Errors
/// The first fault.
pub fn preview(kind: Kind, source: Source<'_>, app_name: &str) -> Result<Filled, TemplateError> {
    for (part, text) in parts(kind, source) {
        check(kind, part, text).map_err(|fault| TemplateError { part, fault })?;
    }
    let samples = Values::samples(kind, app_name);
    let filled = fill(kind, source, &samples)?;
    for variable in kind.variables().iter().filter(|variable| variable.required) {
        let escaped = HtmlEscape(variable.sample).to_string();
        let html = filled.html.as_ref().map(|html| (Part::Body, html, escaped.as_str()));
        let text_part = if filled.html.is_some() { Part::Text } else { Part::Body };
        for (part, text, sample) in html.into_iter().chain([(text_part, &filled.text, variable.sample)]) {
            if !text.contains(sample) {
                return Err(TemplateError { part, fault: Fault::MissingVariable { name: variable.name } });
            }
        }
    }
    Ok(filled)
}

/// Fills a template.
///
/// # Errors
/// What [`preview`] does not see: a fault in a branch that the samples do not take.
pub(crate) fn fill(kind: Kind, source: Source<'_>, values: &Values) -> Result<Filled, TemplateError> {
    let context = values.context();
    let render = |part, text| {
        render(part, kind.channel(), text, &context).map_err(|fault| TemplateError { part, fault })
    };
    if kind.channel() == Channel::Sms {
        return Ok(Filled {
            subject: None,
            html: None,
            text: render(Part::Body, source.body)?.trim().to_owned(),
        });
    }
    let subject = crate::one_line(&render(Part::Subject, source.subject)?);
    Ok(Filled {
        subject: Some(subject),
        html: Some(render(Part::Body, source.body)?),
        text: render(Part::Text, source.text)?,
    })
}

fn parts(kind: Kind, source: Source<'_>) -> impl Iterator<Item = (Part, &str)> {
    let mail = [(Part::Subject, source.subject), (Part::Body, source.body), (Part::Text, source.text)];
    mail.into_iter().filter(move |(part, _)| kind.channel() == Channel::Email || *part == Part::Body)
}

fn environment(part: Part, channel: Channel) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_keep_trailing_newline(true);
    environment.set_fuel(Some(FUEL));
    let escape =
        if part == Part::Body && channel == Channel::Email { AutoEscape::Html } else { AutoEscape::None };
    environment.set_auto_escape_callback(move |_| escape);
    environment.add_filter("upper", filters::upper);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("title", filters::title);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("length", filters::length);
    environment
}

fn check(kind: Kind, part: Part, text: &str) -> Result<(), Fault> {
    let (max, _) = part.limits();
    if text.len() > max {
        return Err(Fault::TooLong { max });
    }
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    check_words(text)?;
    let environment = environment(part, kind.channel());
    let template = environment.template_from_str(text).map_err(|error| fault_of(&error, text))?;
    let known = |name: &str| kind.variables().iter().any(|variable| variable.name == name);
    let mut unknown: Vec<_> =
        template.undeclared_variables(true).into_iter().filter(|name| !known(name)).collect();
    unknown.sort_unstable();
    match unknown.into_iter().next() {
        None => Ok(()),
        Some(name) => Err(Fault::UnknownVariable { line: line_of(text, &name), name }),
    }
}

/// Refuses what could make much out of little: repetition of texts, and statements that keep what they make.
fn check_words(text: &str) -> Result<(), Fault> {
    let mut starts = false;
    for token in tokenize(text, false, SyntaxConfig, WhitespaceConfig::default()) {
        let (token, span) = token.map_err(|error| fault_of(&error, text))?;
        let line = usize::from(span.start_line);
        let refuse = |what: &str| Err(Fault::Syntax { line, reason: format!("{what} cannot be used here") });
        match token {
            Token::Mul | Token::Pow => return refuse("multiplication"),
            Token::Ident(word) if starts && !STATEMENTS.contains(&word) => {
                return refuse(&format!("the statement {word}"));
            }
            _ => {}
        }
        starts = matches!(token, Token::BlockStart);
    }
    Ok(())
}

fn render(part: Part, channel: Channel, text: &str, context: &Value) -> Result<String, Fault> {
    let (_, max) = part.limits();
    let environment = environment(part, channel);
    let template = environment.template_from_str(text).map_err(|error| fault_of(&error, text))?;
    let mut out = Bounded { bytes: Vec::new(), max };
    template.render_captured_to(context, &mut out).map_err(|error| match error.kind() {
        ErrorKind::WriteFailure | ErrorKind::OutOfFuel => Fault::ComesTooLong { max },
        _ => fault_of(&error, text),
    })?;
    let filled = String::from_utf8_lossy(&out.bytes).into_owned();
    if channel == Channel::Sms && filled.chars().count() > MAX_SMS_CHARS {
        return Err(Fault::ComesTooLong { max: MAX_SMS_CHARS });
    }
    Ok(filled)
}

/// Takes so much and no more.
struct Bounded {
    bytes: Vec<u8>,
    max: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > self.max {
            return Err(io::Error::other("the message is too long"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn fault_of(error: &minijinja::Error, text: &str) -> Fault {
    let line = error.line().unwrap_or_else(|| text.lines().count().max(1));
    let reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Fault::Syntax { line, reason }
}

/// The first line that names a variable.
fn line_of(text: &str, name: &str) -> usize {
    text.lines().position(|line| line.contains(name)).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests;
