//! What a script does, as far as the doctor asks: found in its syntax tree, so that comments and strings are no finding.

mod options;
mod visitor;

use oxc_allocator::Allocator;
use oxc_ast_visit::Visit as _;
use oxc_parser::Parser;
use oxc_span::{GetSpan as _, SourceType};

pub use options::ClientOptions;

/// What was learnt about a script.
#[derive(Debug, Default)]
pub struct Script {
    /// Offset of the first import or export, which only modules have.
    pub module_syntax: Option<usize>,
    /// Files that it loads at once, as it names them.
    pub loads: Vec<String>,
    /// Offset and kind of what a check may care for, in the order of the text.
    pub sights: Vec<(usize, Sight)>,
    pub client_options: Vec<ClientOptions>,
    /// Offset and reason, if it is not JavaScript.
    pub unreadable: Option<(usize, String)>,
}

/// Something in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Loads code from this address by these means.
    RemoteCode {
        means: &'static str,
        url: String,
    },
    /// Adds a script element whose address is made at run time.
    ScriptUrlUnknown,
    /// Runs a string as code by these means.
    CodeFromString(&'static str),
    DynamicImport,
    TopLevelAwait,
    /// Uses WebAssembly.
    WebAssembly,
    /// Holds our client in its WebAssembly form.
    WasmClient,
    /// Opens `chrome.storage.session` to content scripts.
    SessionStorageOpened,
    /// Listens to messages of other extensions and of pages.
    ExternalMessages,
    /// Starts a sign-in with another service.
    SocialSignIn,
    /// Opens a window for a sign-in, by `chrome.identity`.
    WebAuthFlow,
}

impl Script {
    /// Reads a script or module.
    pub fn parse(text: &str) -> Self {
        let allocator = Allocator::default();
        // Decides itself whether it is a module, as a bundle's name does not tell.
        let parsed = Parser::new(&allocator, text, SourceType::unambiguous()).parse();
        if parsed.panicked {
            let error = parsed.errors.first();
            let offset = error.and_then(|error| error.labels.as_ref()?.first().map(|label| label.offset()));
            let reason =
                error.map_or_else(|| "it is not JavaScript".to_owned(), |error| error.message.to_string());
            return Self { unreadable: Some((offset.unwrap_or(0), reason)), ..Self::default() };
        }
        let mut visitor = visitor::Visitor::default();
        visitor.visit_program(&parsed.program);
        let mut script = visitor.finish();
        let first = parsed.program.body.iter().find(|statement| statement.is_module_declaration());
        script.module_syntax = first.map(|statement| statement.span().start as usize);
        script.sights.sort_by_key(|(offset, _)| *offset);
        script
    }

    /// Offsets of one kind of sight.
    pub fn offsets(&self, wanted: &Sight) -> impl Iterator<Item = usize> {
        self.sights.iter().filter(move |(_, sight)| sight == wanted).map(|(offset, _)| *offset)
    }
}

/// Whether an address leaves the extension.
pub fn is_remote(url: &str) -> bool {
    let url = url.trim_start().to_ascii_lowercase();
    ["http:", "https:", "//", "data:", "blob:"].iter().any(|beginning| url.starts_with(beginning))
}

#[cfg(test)]
mod tests;
