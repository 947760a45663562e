//! The walk through a script's syntax tree.

use std::collections::{HashMap, HashSet};

use oxc_ast::ast::*;
use oxc_ast_visit::{Visit, walk};
use oxc_syntax::scope::ScopeFlags;

use super::{
    Script, Sight, is_remote,
    options::{Value, Written, property, text_of},
};

/// Longest part of an address that a finding shows.
const SHOWN: usize = 80;

#[derive(Default)]
pub struct Visitor {
    script: Script,
    options: Vec<Written>,
    /// Constants by name; a name with several values in different scopes has none that can be told.
    constants: HashMap<String, Value>,
    /// Names of script elements, by function from the outside in.
    script_elements: Vec<HashSet<String>>,
    /// How many functions are around.
    depth: usize,
}

impl Visitor {
    pub fn finish(self) -> Script {
        let Self { mut script, options, constants, .. } = self;
        script.client_options = options.into_iter().map(|written| written.resolve(&constants)).collect();
        script
    }

    fn see(&mut self, at: u32, sight: Sight) {
        self.script.sights.push((at as usize, sight));
    }

    fn see_remote(&mut self, at: u32, means: &'static str, url: &str) {
        self.see(at, Sight::RemoteCode { means, url: url.chars().take(SHOWN).collect() });
    }

    /// A file that is loaded at once.
    fn loads(&mut self, at: u32, means: &'static str, specifier: &str) {
        if is_remote(specifier) {
            self.see_remote(at, means, specifier);
        } else {
            self.script.loads.push(specifier.to_owned());
        }
    }

    fn script_elements(&mut self) -> &mut HashSet<String> {
        if self.script_elements.is_empty() {
            self.script_elements.push(HashSet::new());
        }
        let last = self.script_elements.len() - 1;
        &mut self.script_elements[last]
    }

    fn is_script_element(&self, object: &Expression<'_>) -> bool {
        match object.without_parentheses() {
            Expression::Identifier(name) => {
                self.script_elements.iter().any(|names| names.contains(name.name.as_str()))
            }
            expression => makes_script_element(expression),
        }
    }

    fn script_address(&mut self, at: u32, address: &Expression<'_>) {
        match Value::of(address) {
            Value::Text(url) if is_remote(&url) => self.see_remote(at, "a script element", &url),
            Value::Text(_) | Value::Absent => {}
            Value::Named(_) | Value::Unknown if is_own_file(address) => {}
            Value::Named(_) | Value::Unknown => self.see(at, Sight::ScriptUrlUnknown),
        }
    }

    fn within_function(&mut self, walk: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.script_elements.push(HashSet::new());
        walk(self);
        self.script_elements.pop();
        self.depth -= 1;
    }

    fn call(&mut self, call: &CallExpression<'_>) {
        let at = call.span.start;
        let first = call.arguments.first();
        match call.callee.without_parentheses() {
            Expression::Identifier(callee) => match callee.name.as_str() {
                "importScripts" => {
                    for argument in &call.arguments {
                        if let Some(specifier) = text_of(Some(argument)) {
                            self.loads(at, "importScripts()", &specifier);
                        }
                    }
                }
                "eval" => self.see(at, Sight::CodeFromString("eval()")),
                "Function" => self.function_from(at, call.arguments.last()),
                name @ ("setTimeout" | "setInterval") => self.timer(at, name, first),
                _ => {}
            },
            // (0, eval)(text) evaluates globally.
            Expression::SequenceExpression(sequence)
                if sequence.expressions.last().is_some_and(|last| last.is_specific_id("eval")) =>
            {
                self.see(at, Sight::CodeFromString("eval()"));
            }
            callee => {
                if let Some(member) = callee.get_member_expr() {
                    self.method(at, member, &call.arguments);
                }
            }
        }
    }

    fn method(&mut self, at: u32, member: &MemberExpression<'_>, arguments: &[Argument<'_>]) {
        let object = member.object();
        let Some(name) = member.static_property_name() else { return };
        match name {
            "eval" if is_global(object) => self.see(at, Sight::CodeFromString("eval()")),
            "setTimeout" | "setInterval" if is_global(object) => self.timer(at, name, arguments.first()),
            "compile" | "instantiate" | "compileStreaming" | "instantiateStreaming"
                if object.is_specific_id("WebAssembly") =>
            {
                self.see(at, Sight::WebAssembly);
            }
            "setAttribute" if self.is_script_element(object) => {
                if text_of(arguments.first()).is_some_and(|attribute| attribute == "src")
                    && let Some(address) = arguments.get(1).and_then(Argument::as_expression)
                {
                    self.script_address(at, address);
                }
            }
            "setAccessLevel" if !is_member_named(object, &["local", "sync", "managed"]) => {
                let level = arguments.first().and_then(Argument::as_expression);
                if let Some(Expression::ObjectExpression(level)) = level
                    && property(level, "accessLevel").map(Value::of)
                        == Some(Value::Text("TRUSTED_AND_UNTRUSTED_CONTEXTS".to_owned()))
                {
                    self.see(at, Sight::SessionStorageOpened);
                }
            }
            "addListener" if is_member_named(object, &["onMessageExternal", "onConnectExternal"]) => {
                self.see(at, Sight::ExternalMessages);
            }
            "launchWebAuthFlow" => self.see(at, Sight::WebAuthFlow),
            _ => {}
        }
    }

    fn timer(&mut self, at: u32, name: &str, first: Option<&Argument<'_>>) {
        if text_of(first).is_some() {
            let means = if name == "setTimeout" {
                "setTimeout() with a string"
            } else {
                "setInterval() with a string"
            };
            self.see(at, Sight::CodeFromString(means));
        }
    }

    fn function_from(&mut self, at: u32, body: Option<&Argument<'_>>) {
        // Libraries look for the global object so, and are prepared for a refusal.
        if text_of(body).is_none_or(|body| body.trim_end_matches(';') != "return this") {
            self.see(at, Sight::CodeFromString("new Function()"));
        }
    }
}

impl<'a> Visit<'a> for Visitor {
    fn visit_function(&mut self, function: &Function<'a>, flags: ScopeFlags) {
        self.within_function(|this| walk::walk_function(this, function, flags));
    }

    fn visit_arrow_function_expression(&mut self, function: &ArrowFunctionExpression<'a>) {
        self.within_function(|this| walk::walk_arrow_function_expression(this, function));
    }

    fn visit_await_expression(&mut self, await_: &AwaitExpression<'a>) {
        if self.depth == 0 {
            self.see(await_.span.start, Sight::TopLevelAwait);
        }
        walk::walk_await_expression(self, await_);
    }

    fn visit_for_of_statement(&mut self, loop_: &ForOfStatement<'a>) {
        if loop_.r#await && self.depth == 0 {
            self.see(loop_.span.start, Sight::TopLevelAwait);
        }
        walk::walk_for_of_statement(self, loop_);
    }

    fn visit_import_declaration(&mut self, import: &ImportDeclaration<'a>) {
        self.loads(import.span.start, "import", &import.source.value);
    }

    fn visit_export_all_declaration(&mut self, export: &ExportAllDeclaration<'a>) {
        self.loads(export.span.start, "export from", &export.source.value);
    }

    fn visit_export_named_declaration(&mut self, export: &ExportNamedDeclaration<'a>) {
        if let Some(source) = &export.source {
            self.loads(export.span.start, "export from", &source.value);
        }
        walk::walk_export_named_declaration(self, export);
    }

    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        match Value::of(&import.source) {
            Value::Text(url) if is_remote(&url) => self.see_remote(import.span.start, "import()", &url),
            _ => self.see(import.span.start, Sight::DynamicImport),
        }
        walk::walk_import_expression(self, import);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        self.call(call);
        walk::walk_call_expression(self, call);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        if new.callee.is_specific_id("Function") {
            self.function_from(new.span.start, new.arguments.last());
        }
        if let Some(member) = new.callee.get_member_expr()
            && member.object().is_specific_id("WebAssembly")
            && matches!(member.static_property_name(), Some("Module" | "Instance"))
        {
            self.see(new.span.start, Sight::WebAssembly);
        }
        walk::walk_new_expression(self, new);
    }

    fn visit_variable_declarator(&mut self, declarator: &VariableDeclarator<'a>) {
        if let (Some(name), Some(value)) = (declarator.id.get_identifier_name(), &declarator.init) {
            if makes_script_element(value) {
                self.script_elements().insert(name.to_string());
            }
            let value = Value::of(value);
            self.constants
                .entry(name.to_string())
                .and_modify(|known| {
                    if *known != value {
                        *known = Value::Unknown;
                    }
                })
                .or_insert(value);
        }
        walk::walk_variable_declarator(self, declarator);
    }

    fn visit_assignment_expression(&mut self, assignment: &AssignmentExpression<'a>) {
        match &assignment.left {
            AssignmentTarget::AssignmentTargetIdentifier(name) if makes_script_element(&assignment.right) => {
                self.script_elements().insert(name.name.to_string());
            }
            AssignmentTarget::StaticMemberExpression(member)
                if member.property.name == "src" && self.is_script_element(&member.object) =>
            {
                self.script_address(assignment.span.start, &assignment.right);
            }
            _ => {}
        }
        walk::walk_assignment_expression(self, assignment);
    }

    fn visit_object_expression(&mut self, object: &ObjectExpression<'a>) {
        self.options.extend(Written::of(object));
        if let Some(Value::Text(strategy)) = property(object, "strategy").map(Value::of)
            && (strategy.starts_with("oauth_") || strategy == "enterprise_sso")
        {
            self.see(object.span.start, Sight::SocialSignIn);
        }
        walk::walk_object_expression(self, object);
    }

    fn visit_string_literal(&mut self, text: &StringLiteral<'a>) {
        // The code of the error that the WebAssembly form, and only it, may have to throw.
        if text.value == "wasm_csp_missing" {
            self.see(text.span.start, Sight::WasmClient);
        }
    }
}

/// Whether an expression is `document.createElement('script')`, by whatever name the document goes.
fn makes_script_element(expression: &Expression<'_>) -> bool {
    let Expression::CallExpression(call) = expression.without_parentheses() else { return false };
    let made =
        |at: usize| text_of(call.arguments.get(at)).is_some_and(|tag| tag.eq_ignore_ascii_case("script"));
    match call.callee.get_member_expr().and_then(MemberExpression::static_property_name) {
        Some("createElement") => made(0),
        Some("createElementNS") => made(1),
        _ => false,
    }
}

/// Whether an address is made by `chrome.runtime.getURL()`.
fn is_own_file(address: &Expression<'_>) -> bool {
    let Expression::CallExpression(call) = address.without_parentheses() else { return false };
    call.callee.get_member_expr().and_then(MemberExpression::static_property_name) == Some("getURL")
}

fn is_global(object: &Expression<'_>) -> bool {
    ["window", "globalThis", "self"].iter().any(|name| object.is_specific_id(name))
}

fn is_member_named(object: &Expression<'_>, names: &[&str]) -> bool {
    let name = object.get_member_expr().and_then(MemberExpression::static_property_name);
    name.is_some_and(|name| names.contains(&name))
}
