//! What a token does where it stands, as far as spaces depend on it.

use infrac_syntax::{Kind, Token, Word};

/// The role of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Nothing special.
    Plain,
    /// `-`, `!` before their operand, `...`, `@`.
    Prefix,
    /// `?` of a type, `*` and `?` of `child`.
    Suffix,
    /// `<` of type arguments.
    TypeOpen,
    /// `>` of type arguments.
    TypeClose,
    /// `(` or `[` right behind what is called or indexed.
    Postfix,
}

/// The role of each token, in one pass.
pub(crate) fn roles(tokens: &[Token]) -> Vec<Role> {
    let mut roles = Vec::with_capacity(tokens.len());
    let mut angles = 0u32;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let before_that = at.checked_sub(2).and_then(|at| tokens.get(at));
        let operand = before.is_some_and(|before| ends_operand(before, before_that))
            || at.checked_sub(1).and_then(|at| roles.get(at)).is_some_and(|role| *role == Role::TypeClose);
        let role = match token.kind {
            Kind::Minus if !operand => Role::Prefix,
            Kind::Bang | Kind::Ellipsis | Kind::At => Role::Prefix,
            Kind::Question => Role::Suffix,
            Kind::Star if ends_child(tokens, at) => Role::Suffix,
            Kind::Lt if opens_type(before, before_that) => {
                angles += 1;
                Role::TypeOpen
            }
            Kind::Gt if angles > 0 => {
                angles -= 1;
                Role::TypeClose
            }
            Kind::LParen | Kind::LBracket if operand && !token.nl() => Role::Postfix,
            _ => Role::Plain,
        };
        roles.push(role);
    }
    roles
}

/// Whether an operand ends with `token`.
fn ends_operand(token: &Token, before: Option<&Token>) -> bool {
    let is_member = before.is_some_and(|before| matches!(before.kind, Kind::Dot | Kind::QuestionDot));
    match token.kind {
        Kind::Lower => {
            is_member
                || matches!(token.word, Word::True | Word::False | Word::Null)
                || !token.word.is_expression_word() && !matches!(token.word, Word::Where | Word::Assert)
        }
        Kind::Upper | Kind::Number | Kind::StringEnd | Kind::RParen | Kind::RBracket | Kind::RBrace => true,
        _ => false,
    }
}

/// `child path*`: whether the star at `at` is that one.
fn ends_child(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or(&[]);
    let path = before
        .iter()
        .rev()
        .take_while(|token| matches!(token.kind, Kind::Lower | Kind::Dot) && token.word != Word::Child);
    let length = path.take(64).count();
    let child = before.len().checked_sub(length + 1).and_then(|at| before.get(at));
    length > 0 && child.is_some_and(|token| token.word == Word::Child)
}

fn opens_type(before: Option<&Token>, before_that: Option<&Token>) -> bool {
    let of_function = before_that.is_some_and(|token| token.word == Word::Fn);
    before.is_some_and(|token| token.kind == Kind::Upper || token.kind == Kind::Lower && of_function)
}

/// Whether a space stands between `left` and `right` on one line.
pub(crate) fn space(left: (&Token, Role), right: (&Token, Role)) -> bool {
    let ((left, left_role), (right, right_role)) = (left, right);
    let open_range = left.kind == Kind::DotDot && matches!(right.word, Word::Then | Word::Else);
    let tight_left = matches!(left_role, Role::Prefix | Role::TypeOpen)
        || matches!(left.kind, Kind::Dot | Kind::QuestionDot | Kind::LParen | Kind::LBracket | Kind::DotDot);
    let tight_right = matches!(right_role, Role::Suffix | Role::TypeOpen | Role::TypeClose | Role::Postfix)
        || matches!(
            right.kind,
            Kind::Comma | Kind::Colon | Kind::Dot | Kind::QuestionDot | Kind::DotDot | Kind::RParen | Kind::RBracket
        );
    open_range || !(tight_left || tight_right)
}
