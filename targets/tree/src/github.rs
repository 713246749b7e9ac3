//! Expressions of GitHub's workflows (GitHub documentation, "Evaluate expressions in workflows and actions").

use infrac_source::Str;
use std::fmt;

/// An expression, as it stands between `${{` and `}}` or in an `if`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expression {
    /// A value of a context: `github.sha`.
    Context(Str),
    /// Text, between single quotes.
    Text(Str),
    /// `name(arguments)`.
    Call(&'static str, Vec<Self>),
    /// `a == b`.
    Equal(Box<Self>, Box<Self>),
    /// `a != b`.
    Differ(Box<Self>, Box<Self>),
    /// `!a`.
    Not(Box<Self>),
    /// All of them: `a && b`. The value is the first that is false, else the last.
    All(Vec<Self>),
    /// Any of them: `a || b`. The value is the first that is true, else the last.
    Any(Vec<Self>),
}

impl Expression {
    /// A value of a context.
    pub fn context(path: impl Into<Str>) -> Self {
        Self::Context(path.into())
    }

    /// Text.
    pub fn text(text: impl Into<Str>) -> Self {
        Self::Text(text.into())
    }

    /// Whether the value of a context is this text.
    pub fn is(path: impl Into<Str>, text: impl Into<Str>) -> Self {
        Self::Equal(Box::new(Self::context(path)), Box::new(Self::text(text)))
    }

    /// Whether it is not.
    pub fn is_not(path: impl Into<Str>, text: impl Into<Str>) -> Self {
        Self::Differ(Box::new(Self::context(path)), Box::new(Self::text(text)))
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Context(path) => f.write_str(path),
            // A single quote is doubled.
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Self::Call(name, arguments) => {
                write!(f, "{name}(")?;
                joined(f, arguments, ", ")?;
                f.write_str(")")
            }
            Self::Equal(left, right) => write!(f, "{} == {}", Operand(left), Operand(right)),
            Self::Differ(left, right) => write!(f, "{} != {}", Operand(left), Operand(right)),
            Self::Not(inner) => write!(f, "!{}", Operand(inner)),
            Self::All(all) => joined(f, all.iter().map(Operand), " && "),
            Self::Any(any) => joined(f, any.iter().map(Operand), " || "),
        }
    }
}

/// An expression beside an operator: between parentheses if it joins others itself, so that nobody has to know what binds tighter.
struct Operand<'e>(&'e Expression);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expression::All(parts) | Expression::Any(parts) => match parts.as_slice() {
                [one] => write!(f, "{}", Operand(one)),
                _ => write!(f, "({})", self.0),
            },
            _ => write!(f, "{}", self.0),
        }
    }
}

fn joined<T: fmt::Display>(f: &mut fmt::Formatter<'_>, parts: impl IntoIterator<Item = T>, by: &str) -> fmt::Result {
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            f.write_str(by)?;
        }
        write!(f, "{part}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Expression;

    #[test]
    fn parts_that_join_others_stand_between_parentheses() {
        let push = Expression::All(vec![
            Expression::is("github.event_name", "push"),
            Expression::is("github.ref", "refs/heads/it's"),
        ]);
        let any = Expression::Any(vec![push, Expression::Call("failure", Vec::new())]);
        let text = "(github.event_name == 'push' && github.ref == 'refs/heads/it''s') || failure()";
        assert_eq!(any.to_string(), text);
    }
}
