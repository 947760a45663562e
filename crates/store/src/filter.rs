//! Conditions of a search, built while its parameters are numbered.

use crate::Param;

/// The `WHERE` of a search and what is bound to it.
pub(crate) struct Filter<'a> {
    conditions: Vec<String>,
    params: Vec<Param<'a>>,
}

impl<'a> Filter<'a> {
    /// Starts with `column = value`.
    pub(crate) fn new(column: &str, value: impl Into<Param<'a>>) -> Self {
        let mut filter = Self { conditions: Vec::new(), params: Vec::new() };
        let value = filter.bind(value);
        filter.and(format!("{column} = {value}"));
        filter
    }

    /// Binds a value and returns its `$n`.
    pub(crate) fn bind(&mut self, value: impl Into<Param<'a>>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    /// Adds a condition.
    pub(crate) fn and(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    /// Adds `column OP value` if there is a value.
    pub(crate) fn compare(&mut self, column: &str, operator: &str, value: Option<impl Into<Param<'a>>>) {
        if let Some(value) = value {
            let value = self.bind(value);
            self.and(format!("{column} {operator} {value}"));
        }
    }

    /// A condition that holds where `column` is one of `values`; `None` if there are no values, which means that the
    /// caller did not ask.
    pub(crate) fn one_of(
        &mut self,
        column: &str,
        values: impl IntoIterator<Item = String>,
    ) -> Option<String> {
        let bound: Vec<_> = values.into_iter().map(|value| self.bind(value)).collect();
        (!bound.is_empty()).then(|| format!("{column} IN ({})", bound.join(", ")))
    }

    /// ` WHERE ... AND ...`
    pub(crate) fn sql(&self) -> String {
        format!(" WHERE {}", self.conditions.join(" AND "))
    }

    pub(crate) fn params(&self) -> &[Param<'a>] {
        &self.params
    }
}

/// A `LIKE` pattern for texts that contain `text`. To be used with `ESCAPE '!'`, on lower-cased columns.
pub(crate) fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for char in text.to_lowercase().chars() {
        if matches!(char, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(char);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_in_a_search_stand_for_themselves() {
        assert_eq!(contains("50%_Off!"), "%50!%!_off!!%");
    }

    #[test]
    fn parameters_are_numbered_as_they_are_bound() {
        let mut filter = Filter::new("a", 1);
        filter.compare("b", ">", Some("x"));
        filter.compare("c", "<", None::<i64>);
        let condition = filter.one_of("d", ["y".to_owned(), "z".to_owned()]);
        filter.and(condition.unwrap());
        assert_eq!(filter.sql(), " WHERE a = $1 AND b > $2 AND d IN ($3, $4)");
        assert_eq!(filter.params().len(), 4);
        assert_eq!(filter.one_of("e", []), None);
    }
}
