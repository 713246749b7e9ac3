/**
 * The grammar of infrac's language, as docs/language/2-grammar.md and compiler/syntax give it.
 *
 * What depends on lines, or on more than the next token, is decided in src/scanner.c: a `{`, `(` or `[` that continues what is before it stands
 * on the same line; a name is a key, a label, a field or a value by what follows it. Which words and units there are is generated from the
 * compiler into src/words.h.
 */

/* global grammar, seq, choice, repeat, repeat1, optional, field, alias, token */

/** One or more, between commas, a last comma allowed. */
const items = (rule) => seq(rule, repeat(seq(',', rule)), optional(','));

const oneOf = (rules) => (rules.length === 1 ? rules[0] : choice(...rules));

/** Members of braces: commas are optional. */
const members = (rule) => repeat(seq(rule, optional(',')));

/** The rules for values, which stand twice: `head` is a value that a body follows, so that no name in it takes the body. */
const values = (head) => {
  const suffix = head ? '_in_head' : '';
  const own = ($, name) => $[`_${name}${suffix}`];
  const named = ($, name) => (head ? alias($[`_${name}_in_head`], $[name]) : $[name]);
  const define = (name) => (head ? `_${name}_in_head` : name);
  const binary = (left, operator, right) => seq(field('left', left), field('operator', operator), field('right', right));
  const levels = [
    ['or', ['||']],
    ['and', ['&&']],
    ['comparison', ['==', '!=', '<', '<=', '>', '>=']],
    ['range', null],
    ['sum', ['+', '-']],
    ['product', ['*', '/']],
    ['unary', null],
  ];
  const below = (name) => levels[levels.findIndex(([level]) => level === name) + 1][0];
  const rules = {
    [`_value${suffix}`]: ($) => choice(named($, 'if_expression'), own($, 'coalesced')),
    [define('if_expression')]: ($) =>
      seq(
        'if',
        field('condition', own($, 'value')),
        'then',
        field('consequence', own($, 'value')),
        'else',
        field('alternative', own($, 'value')),
      ),
    [`_coalesced${suffix}`]: ($) => choice(own($, 'or'), alias(own($, 'coalesce_expression'), $.binary_expression)),
    [`_coalesce_expression${suffix}`]: ($) => binary(own($, 'or'), '??', own($, 'coalesced')),
    // `a..b`, `a..`; a range of ranges is none.
    [`_range${suffix}`]: ($) => choice(own($, 'sum'), named($, 'range_expression')),
    [define('range_expression')]: ($) =>
      seq(
        field('min', own($, 'sum')),
        choice(seq(alias($._range_operator, '..'), field('max', own($, 'sum'))), alias($._open_range_operator, '..')),
      ),
    [`_unary${suffix}`]: ($) => choice(own($, 'postfix'), named($, 'unary_expression')),
    [define('unary_expression')]: ($) =>
      seq(
        field('operator', choice(alias($._minus, '-'), alias($._minus_nl, '-'), '!')),
        field('operand', own($, 'unary')),
      ),
    [`_postfix${suffix}`]: ($) =>
      choice(own($, 'atom'), named($, 'member_expression'), named($, 'index_expression'), named($, 'call_expression')),
    [define('member_expression')]: ($) =>
      seq(
        field('object', own($, 'postfix')),
        field('operator', choice('.', '?.')),
        field('member', alias($._member, $.identifier)),
      ),
    [define('index_expression')]: ($) =>
      seq(field('object', own($, 'postfix')), alias($._bracket, '['), field('index', $._value), ']'),
    [define('call_expression')]: ($) => seq(field('function', own($, 'postfix')), field('arguments', $.arguments)),
    [`_atom${suffix}`]: ($) =>
      head ? choice(alias($._value_name, $.identifier), $._atom_of_any) : choice($._name_or_payload, $._atom_of_any),
  };
  for (const [level, operators] of levels.filter(([, operators]) => operators)) {
    const chains = level !== 'comparison';
    rules[`_${level}${suffix}`] = ($) => choice(own($, below(level)), alias(own($, `${level}_expression`), $.binary_expression));
    rules[`_${level}_expression${suffix}`] = ($) =>
      binary(
        own($, chains ? level : below(level)),
        oneOf(operators.map((operator) => (operator === '-' ? alias($._minus, '-') : operator))),
        own($, below(level)),
      );
  }
  return rules;
};

module.exports = grammar({
  name: 'infra',

  word: ($) => $._lower,

  // The order is that of `enum Token` in src/scanner.c.
  externals: ($) => [
    $._brace,
    $._brace_nl,
    $._close_brace,
    $._paren,
    $._paren_nl,
    $._bracket,
    $._bracket_nl,
    $._minus,
    $._minus_nl,
    $._range_operator,
    $._open_range_operator,
    $._message_comma,
    $._key,
    $._argument_name,
    $._field_name,
    $._entry_head,
    $._declaration_head,
    $._segment,
    $._label_name,
    $._binder_name,
    $._declared,
    $._value_name,
    $._value_upper,
    $._member,
    $._type_qualifier,
    $._tag_name,
    $._pattern_tag,
    $._unset_kind,
    $._unset_key,
    $._where,
    $._as,
    $._late,
    $._output,
    $._line_string,
    $._block_string,
    $._raw_string,
    $._raw_block_string,
    $._string_end,
    $.text,
    $.escape,
    $._interpolation_start,
    $._interpolation_end,
    $.number,
    $._bad,
    $._unclosed,
    $._error_sentinel,
  ],

  extras: ($) => [/[ \t\n]|\r\n/, $.doc_comment, $.module_comment, $.comment],

  rules: {
    file: ($) => repeat(choice($.import, $._declaration)),

    // ------------------------------------------------------------------------------------------------------------------ declarations

    import: ($) =>
      seq(
        'import',
        field('target', choice(alias($._plain_string, $.string), alias($._segments, $.path))),
        optional(seq(alias($._as, 'as'), field('alias', alias($._declared, $.identifier)))),
      ),

    _segments: ($) => seq(alias($._segment, $.identifier), repeat(seq('.', alias($._segment, $.identifier)))),

    _declaration: ($) =>
      seq(
        repeat($.attribute),
        optional('pub'),
        choice(
          $.let,
          $.function,
          $.type_declaration,
          $.component,
          $.kind,
          $.extend,
          $.defaults,
          $.test,
          $.param,
          $.assert,
          alias($._declaration_block, $.block),
        ),
      ),

    attribute: ($) => seq('@', field('name', alias($._lower, $.identifier)), optional(field('arguments', $.arguments))),

    let: ($) =>
      seq(
        'let',
        field('name', alias($._declared, $.identifier)),
        optional(seq(':', field('type', $._type))),
        '=',
        field('value', $._value),
      ),

    function: ($) =>
      seq(
        'fn',
        field('name', alias($._declared, $.identifier)),
        optional(field('variables', $.type_variables)),
        field('parameters', $.parameters),
        ':',
        field('result', $._type),
        optional(seq('=', field('value', $._value))),
      ),

    type_variables: ($) => seq('<', $._type_variable, repeat(seq(',', $._type_variable)), '>'),

    _type_variable: ($) => alias($._upper, $.type_identifier),

    parameters: ($) => seq(alias($._paren, '('), optional(items($.field)), ')'),

    field: ($) =>
      seq(
        repeat($.attribute),
        field('name', alias($._field_name, $.identifier)),
        ':',
        field('type', $._type),
        optional(seq('=', field('default', $._value))),
        optional($.refinement),
      ),

    refinement: ($) =>
      seq(alias($._where, 'where'), field('condition', $._value), optional(seq(alias($._message_comma, ','), field('message', $.string)))),

    param: ($) =>
      seq(
        'param',
        field('name', alias($._declared, $.identifier)),
        ':',
        field('type', $._type),
        optional(seq('=', field('default', $._value))),
      ),

    type_declaration: ($) =>
      seq('type', field('name', alias($._upper, $.type_identifier)), '=', field('type', $._type), optional($.refinement)),

    component: ($) =>
      seq(
        'component',
        field('name', alias($._declared, $.identifier)),
        field('parameters', $.parameters),
        optional(seq(':', field('base', $.path))),
        field('body', $.component_body),
      ),

    component_body: ($) => seq($._any_brace, members(choice(seq(repeat($.attribute), $.output), $._entry)), alias($._close_brace, '}')),

    output: ($) =>
      seq(
        alias($._output, 'output'),
        field('name', alias($._declared, $.identifier)),
        optional(field('parameters', $.parameters)),
        ':',
        field('type', $._type),
        '=',
        field('value', $._value),
      ),

    // An output of a kind, whose value the compiler may give.
    _kind_output: ($) =>
      seq(
        alias($._output, 'output'),
        field('name', alias($._declared, $.identifier)),
        optional(field('parameters', $.parameters)),
        ':',
        field('type', $._type),
        optional(seq('=', field('value', $._value))),
      ),

    kind: ($) => seq('kind', field('name', alias($._lower, $.identifier)), field('body', $.kind_body)),

    extend: ($) => seq('extend', field('kind', alias($._lower, $.identifier)), field('body', $.kind_body)),

    kind_body: ($) =>
      seq(
        alias($._brace, '{'),
        members(
          choice($.field, $.expose, $.assert, seq(repeat($.attribute), choice($.child, alias($._kind_output, $.output)))),
        ),
        alias($._close_brace, '}'),
      ),

    child: ($) => seq('child', field('kind', $.path), choice('*', '?')),

    expose: ($) => seq('expose', field('name', alias($._lower, $.identifier)), alias($._as, 'as'), field('type', $._type)),

    defaults: ($) => seq('defaults', field('kind', $.path), field('body', $.body)),

    test: ($) =>
      seq('test', field('name', alias($._plain_string, $.string)), optional($.environments), field('body', $.body)),

    assert: ($) => seq('assert', field('condition', $._value), ',', field('message', $._value)),

    path: ($) => seq(alias($._lower, $.identifier), repeat(seq('.', alias($._segment, $.identifier)))),

    environments: ($) => seq('in', $._environment, repeat(seq(',', $._environment))),

    _environment: ($) => alias($._lower, $.environment),

    // ------------------------------------------------------------------------------------------------------------------------ bodies

    body: ($) => seq(alias($._brace, '{'), members($._entry), alias($._close_brace, '}')),

    _body_on_new_line: ($) => seq(alias($._brace_nl, '{'), members($._entry), alias($._close_brace, '}')),

    _any_brace: ($) => choice(alias($._brace, '{'), alias($._brace_nl, '{')),

    _entry: ($) =>
      seq(
        repeat($.attribute),
        choice(
          $.assignment,
          $.let,
          $.overlay,
          $.for_entry,
          $.if_entry,
          $.match_entry,
          $.unset,
          $.assert,
          $.spread,
          $.block,
        ),
      ),

    assignment: ($) => seq(field('key', choice(alias($._key, $.identifier), $.string)), '=', field('value', $._value)),

    overlay: ($) => seq($.environments, field('body', $.body)),

    block: ($) => seq(field('kind', alias($._entry_path, $.path)), $._block_rest),

    _declaration_block: ($) => seq(field('kind', alias($._declaration_path, $.path)), $._block_rest),

    _entry_path: ($) => seq(alias($._entry_head, $.identifier), repeat(seq('.', alias($._segment, $.identifier)))),

    _declaration_path: ($) => seq(alias($._declaration_head, $.identifier), repeat(seq('.', alias($._segment, $.identifier)))),

    _block_rest: ($) =>
      seq(
        repeat(field('label', choice(alias($._label_name, $.label), alias($._plain_string, $.string)))),
        optional(seq(':', field('parent', $._environment))),
        optional($.environments),
        field('body', $.body),
      ),

    for_entry: ($) =>
      seq('for', $._binders, 'in', field('iterable', $._value_in_head), field('body', $.body)),

    _binders: ($) => seq($._loop_name, optional(seq(',', $._loop_name))),

    _loop_name: ($) => field('binder', alias($._declared, $.identifier)),

    if_entry: ($) =>
      seq(
        'if',
        field('condition', $._value_in_head),
        field('consequence', $.body),
        optional(seq('else', field('alternative', choice($.if_entry, $.body)))),
      ),

    match_entry: ($) =>
      seq('match', field('value', $._value_in_head), field('arms', alias($._entry_arms, $.arms))),

    _entry_arms: ($) => seq(alias($._brace, '{'), members(alias($._entry_arm, $.arm)), alias($._close_brace, '}')),

    _entry_arm: ($) => seq($._patterns, '=>', field('body', $.body)),

    unset: ($) =>
      seq(
        'unset',
        choice(
          seq(
            field('kind', alias($._unset_kind, $.identifier)),
            field('label', choice(alias($._label_name, $.label), alias($._plain_string, $.string))),
          ),
          seq($._unset_part, repeat(seq('.', $._unset_part))),
        ),
      ),

    _unset_part: ($) => field('key', choice(alias($._unset_key, $.identifier), $.string)),

    spread: ($) => seq('...', field('value', $._value)),

    // ------------------------------------------------------------------------------------------------------------------------ values

    ...values(false),
    ...values(true),

    _name_or_payload: ($) => choice(alias($._value_name, $.identifier), $.tagged),

    // A tag with its fields: `compose { … }`.
    tagged: ($) => seq(field('tag', alias($._value_name, $.tag)), field('body', $.body)),

    _atom_of_any: ($) =>
      choice(
        $.number,
        $.string,
        $.true,
        $.false,
        $.null,
        alias($._value_upper, $.type_identifier),
        $.list,
        $.parenthesized,
        $.match_expression,
        $.body,
        alias($._body_on_new_line, $.body),
      ),

    true: () => 'true',
    false: () => 'false',
    null: () => 'null',

    parenthesized: ($) => seq(choice(alias($._paren, '('), alias($._paren_nl, '(')), $._value, ')'),

    list: ($) =>
      seq(
        choice(alias($._bracket, '['), alias($._bracket_nl, '[')),
        optional(items(choice($._value, $.comprehension, $.spread))),
        ']',
      ),

    comprehension: ($) =>
      seq(
        'for',
        $._binders,
        'in',
        field('iterable', $._value),
        optional(seq('if', field('condition', $._value))),
        ':',
        field('value', $._value),
      ),

    arguments: ($) => seq(alias($._paren, '('), optional(items($.argument)), ')'),

    argument: ($) =>
      seq(optional(seq(field('name', alias($._argument_name, $.identifier)), '=')), field('value', $._value)),

    match_expression: ($) => seq('match', field('value', $._value_in_head), field('arms', $.arms)),

    arms: ($) => seq(alias($._brace, '{'), members($.arm), alias($._close_brace, '}')),

    arm: ($) => seq($._patterns, '=>', field('value', $._value)),

    _patterns: ($) => seq(optional('|'), $._pattern, repeat(seq('|', $._pattern))),

    _pattern: ($) =>
      field('pattern', choice($.wildcard, $.null, $.true, $.false, $.number, $.string, $.bind_pattern, $.tag_pattern)),

    wildcard: () => '_',

    bind_pattern: ($) => seq('let', field('name', alias($._declared, $.identifier))),

    tag_pattern: ($) =>
      seq(
        field('tag', alias($._pattern_tag, $.tag)),
        optional(
          choice(
            field('binder', alias($._binder_name, $.identifier)),
            seq(alias($._paren, '('), optional(items($._pattern_binder)), ')'),
            seq(alias($._brace, '{'), optional(items($._pattern_binder)), alias($._close_brace, '}')),
          ),
        ),
      ),

    _pattern_binder: ($) => field('binder', alias($._declared, $.identifier)),

    // ----------------------------------------------------------------------------------------------------------------------- strings

    string: ($) =>
      seq(
        choice(
          alias($._line_string, '"'),
          alias($._block_string, '"""'),
          alias($._raw_string, 'r"'),
          alias($._raw_block_string, 'r"""'),
        ),
        repeat(choice($.text, $.escape, $.interpolation)),
        alias($._string_end, '"'),
      ),

    // Where only text makes sense: labels, folders, the names of tests.
    _plain_string: ($) =>
      seq(
        choice(
          alias($._line_string, '"'),
          alias($._block_string, '"""'),
          alias($._raw_string, 'r"'),
          alias($._raw_block_string, 'r"""'),
        ),
        repeat(choice($.text, $.escape)),
        alias($._string_end, '"'),
      ),

    interpolation: ($) => seq(alias($._interpolation_start, '${'), $._value, alias($._interpolation_end, '}')),

    // ------------------------------------------------------------------------------------------------------------------------- types

    _type: ($) => choice($._alternative, $.union),

    union: ($) =>
      choice(seq('|', $._alternative, repeat(seq('|', $._alternative))), seq($._alternative, repeat1(seq('|', $._alternative)))),

    _alternative: ($) => choice($._optional, $.late_type),

    late_type: ($) => seq(alias($._late, 'late'), $._optional),

    _optional: ($) => choice($._primary_type, $.optional_type),

    optional_type: ($) => seq($._primary_type, '?'),

    _primary_type: ($) => choice($.named_type, $.record_type, $.tag_type),

    named_type: ($) =>
      seq(
        optional(seq(field('module', alias($._type_qualifier, $.identifier)), '.')),
        field('name', alias($._upper, $.type_identifier)),
        optional(field('arguments', $.type_arguments)),
      ),

    type_arguments: ($) => seq('<', items($._type), '>'),

    record_type: ($) => seq($._any_brace, members($.field), alias($._close_brace, '}')),

    tag_type: ($) =>
      seq(
        repeat($.attribute),
        field('tag', alias($._tag_name, $.tag)),
        optional(
          choice(
            seq(alias($._brace, '{'), members($.field), alias($._close_brace, '}')),
            seq(alias($._paren, '('), optional(items(choice($.field, $.unnamed_field))), ')'),
          ),
        ),
      ),

    unnamed_field: ($) => $._type,

    // ------------------------------------------------------------------------------------------------------------------------ tokens

    _lower: () => /[a-z_][A-Za-z0-9_]*/,

    _upper: () => /[A-Z][A-Za-z0-9_]*/,

    // Any characters of a line, but no bytes that are not UTF-8.
    doc_comment: () => token(choice('///', /\/\/\/[\x00-\x09\x0b\x0c\x0e-.0-\u{10ffff}][\x00-\x09\x0b\x0c\x0e-\u{10ffff}]*/u)),

    module_comment: () => /\/\/![\x00-\x09\x0b\x0c\x0e-\u{10ffff}]*/u,

    comment: () => /\/\/[\x00-\x09\x0b\x0c\x0e-\u{10ffff}]*/u,
  },
});
