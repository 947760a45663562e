//! What a client is created with.

use std::collections::HashMap;

use oxc_ast::ast::{Argument, Expression, ObjectExpression};
use oxc_syntax::operator::UnaryOperator;

/// The options of one `createClerkClient()`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientOptions {
    pub offset: usize,
    /// The sync host, if it is used: `None` inside where its value is made at run time.
    pub sync_host: Option<Option<String>>,
    /// Whether tokens are refreshed in the background.
    pub refresh: bool,
}

/// A value as far as it can be told without running the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Absent,
    Named(String),
    Unknown,
}

impl Value {
    pub fn of(expression: &Expression<'_>) -> Self {
        match expression.without_parentheses() {
            Expression::StringLiteral(text) => Self::Text(text.value.to_string()),
            Expression::TemplateLiteral(template) => {
                template.single_quasi().map_or(Self::Unknown, |text| Self::Text(text.to_string()))
            }
            expression if expression.is_null_or_undefined() || expression.is_void_0() => Self::Absent,
            Expression::BooleanLiteral(literal) if !literal.value => Self::Absent,
            // How minifiers write false.
            Expression::UnaryExpression(not)
                if not.operator == UnaryOperator::LogicalNot && not.argument.is_number_value(1.0) =>
            {
                Self::Absent
            }
            Expression::Identifier(name) => Self::Named(name.name.to_string()),
            // A bundler puts all of `import.meta.env` where one variable of it was read.
            Expression::StaticMemberExpression(member) => match member.object.without_parentheses() {
                Expression::ObjectExpression(object) => match property(object, &member.property.name) {
                    Some(value) => Self::of(value),
                    None if object.properties.iter().all(|property| !property.is_spread()) => Self::Absent,
                    None => Self::Unknown,
                },
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }
}

/// Options as they stand in the script, before names are looked up.
#[derive(Debug)]
pub struct Written {
    offset: usize,
    sync_host: Option<Value>,
    refresh: Option<Value>,
}

impl Written {
    /// Reads an object that looks like the options of a client: minifiers keep the names of properties.
    pub fn of(object: &ObjectExpression<'_>) -> Option<Self> {
        property(object, "publishableKey")?;
        let value = |name| property(object, name).map(Value::of);
        Some(Self {
            offset: object.span.start as usize,
            sync_host: value("syncHost"),
            refresh: value("refresh"),
        })
    }

    /// Looks names up among the constants of the script.
    pub fn resolve(self, constants: &HashMap<String, Value>) -> ClientOptions {
        let known = |value: Option<Value>| match value {
            Some(Value::Named(name)) => constants.get(&name).cloned().unwrap_or(Value::Unknown),
            Some(value) => value,
            None => Value::Absent,
        };
        let sync_host = match known(self.sync_host) {
            Value::Text(text) if text.is_empty() => None,
            Value::Text(text) => Some(Some(text)),
            Value::Absent => None,
            Value::Named(_) | Value::Unknown => Some(None),
        };
        // The options of a refresh are an object; what is made at run time may be nothing.
        let refresh = self.refresh.is_some() && known(self.refresh) == Value::Unknown;
        ClientOptions { offset: self.offset, sync_host, refresh }
    }
}

/// The value of a property that the object itself has.
pub fn property<'a, 'b>(object: &'b ObjectExpression<'a>, name: &str) -> Option<&'b Expression<'a>> {
    object
        .properties
        .iter()
        .filter_map(|property| property.as_property())
        .find(|property| property.key.static_name().is_some_and(|key| key == name))
        .map(|property| &property.value)
}

/// The text of an argument that is a string.
pub fn text_of(argument: Option<&Argument<'_>>) -> Option<String> {
    match Value::of(argument?.as_expression()?) {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
