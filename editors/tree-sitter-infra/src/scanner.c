// The part of the lexer that looks further than one token: what stands on the same line as the token before it, what a name is by what
// follows it, strings with their interpolations, and numbers with their units.
//
// It says of each token what the compiler's own lexer and token trees say of it (compiler/syntax/src/lexer and trees), so that the grammar
// and the compiler agree on which files are right. What the compiler reports as unreadable becomes a BAD token, of which no rule knows.

#include "tree_sitter/parser.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

enum Token {
  BRACE,            // `{` on the line of what is before it
  BRACE_NL,         // `{` as the first token of its line
  CLOSE_BRACE,
  PAREN,
  PAREN_NL,
  BRACKET,
  BRACKET_NL,
  MINUS,
  MINUS_NL,
  RANGE,            // `..` with an upper bound behind it
  OPEN_RANGE,       // `..` without
  MESSAGE_COMMA,    // `,` before a string
  KEY,              // a name before `=`
  ARGUMENT_NAME,
  FIELD_NAME,       // a name before `:`
  ENTRY_HEAD,       // the first word of a block in a body
  DECLARATION_HEAD, // the first word of a block at the top of a file
  SEGMENT,          // `b` of `a.b` in the name of a kind
  LABEL,
  BINDER,           // the name of a whole payload in a pattern
  DECLARED,         // a name that is declared here
  VALUE_NAME,
  VALUE_UPPER,
  MEMBER,
  TYPE_QUALIFIER,   // `s` of `s.Type`
  TAG,              // a tag in a type
  PATTERN_TAG,
  UNSET_KIND,       // `slo` of `unset slo latency`
  UNSET_KEY,
  WHERE,
  AS,
  LATE,
  OUTPUT,           // `output` before `name(` or `name:`
  LINE_STRING,
  BLOCK_STRING,
  RAW_STRING,
  RAW_BLOCK_STRING,
  STRING_END,
  TEXT,
  ESCAPE,
  INTERPOLATION,
  INTERPOLATION_END,
  NUMBER,
  BAD,              // reported by the compiler; no rule takes it
  UNCLOSED,         // where a string or an interpolation ends that was not closed; no rule takes it
  ERROR_SENTINEL,   // valid only while the parser recovers
};

// What is open around the next byte: strings, interpolations, and braces inside interpolations.
enum Open { IN_LINE, IN_RAW_LINE, IN_BLOCK, IN_RAW_BLOCK, IN_BAD_BLOCK, IN_INTERPOLATION, IN_BRACE };

enum { MAX_OPEN = 200, MAX_WORD = 64, MAX_INDENT = 200, MAX_INTERPOLATIONS = 8 };

typedef struct {
  uint8_t open[MAX_OPEN];
  uint8_t depth;
} Scanner;

// A name and what follows it.
typedef struct {
  char text[MAX_WORD];
  Word word;
  bool upper;
} Name;

enum Next { NEXT_OTHER, NEXT_EQ, NEXT_COLON, NEXT_DOT, NEXT_BRACE, NEXT_STRING, NEXT_LOWER, NEXT_UPPER };

typedef struct {
  enum Next kind;
  bool new_line;
  Name name;
} Following;

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static bool is_lower_start(int32_t c) { return (c >= 'a' && c <= 'z') || c == '_'; }
static bool is_upper_start(int32_t c) { return c >= 'A' && c <= 'Z'; }
static bool is_word_part(int32_t c) { return is_lower_start(c) || is_upper_start(c) || is_digit(c); }
static bool is_hex(int32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }
static void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

static bool accept(TSLexer *lexer, enum Token token) {
  lexer->result_symbol = token;
  return true;
}

static int top(const Scanner *scanner) { return scanner->depth ? scanner->open[scanner->depth - 1] : -1; }
static void pop(Scanner *scanner) { scanner->depth--; }

static bool push(Scanner *scanner, enum Open open) {
  if (scanner->depth >= MAX_OPEN) return false;
  scanner->open[scanner->depth++] = (uint8_t)open;
  return true;
}

static bool is_interpolating(const Scanner *scanner) {
  return top(scanner) == IN_INTERPOLATION || top(scanner) == IN_BRACE;
}

// ---------------------------------------------------------------------------------------------------------------------- looking ahead

// Passes white space and comments; true if a line ended.
static bool pass_space(TSLexer *lexer) {
  bool new_line = false;
  for (;;) {
    switch (lexer->lookahead) {
    case ' ':
    case '\t':
    case '\r':
      advance(lexer);
      break;
    case '\n':
      new_line = true;
      advance(lexer);
      break;
    case '/':
      advance(lexer);
      if (lexer->lookahead != '/') return new_line;
      while (!lexer->eof(lexer) && lexer->lookahead != '\n') advance(lexer);
      break;
    default:
      return new_line;
    }
  }
}

static void read_name(TSLexer *lexer, Name *name) {
  unsigned length = 0;
  name->upper = is_upper_start(lexer->lookahead);
  while (is_word_part(lexer->lookahead)) {
    if (length < MAX_WORD - 1) name->text[length++] = (char)lexer->lookahead;
    advance(lexer);
  }
  name->text[length] = 0;
  name->word = name->upper ? WORD_NONE : word_of(name->text);
}

static void look_ahead(TSLexer *lexer, Following *following) {
  memset(following, 0, sizeof *following);
  following->new_line = pass_space(lexer);
  int32_t c = lexer->lookahead;
  if (c == '=') {
    advance(lexer);
    if (lexer->lookahead != '=' && lexer->lookahead != '>') following->kind = NEXT_EQ;
  } else if (c == ':') {
    following->kind = NEXT_COLON;
  } else if (c == '.') {
    advance(lexer);
    if (lexer->lookahead != '.') following->kind = NEXT_DOT;
  } else if (c == '{') {
    following->kind = NEXT_BRACE;
  } else if (c == '"') {
    following->kind = NEXT_STRING;
  } else if (is_lower_start(c) || is_upper_start(c)) {
    read_name(lexer, &following->name);
    bool raw = strcmp(following->name.text, "r") == 0 && lexer->lookahead == '"';
    following->kind = raw ? NEXT_STRING : following->name.upper ? NEXT_UPPER : NEXT_LOWER;
  }
}

// ---------------------------------------------------------------------------------------------------------------------------- numbers

static int index_of(const char *text, const char *const *list, unsigned length) {
  for (unsigned at = 0; at < length; at++) {
    if (strcmp(text, list[at]) == 0) return (int)at;
  }
  return -1;
}

static bool is_unit(const char *text) { return index_of(text, UNITS, sizeof UNITS / sizeof *UNITS) >= 0; }

static int duration_rank(const char *text) { return index_of(text, DURATIONS, sizeof DURATIONS / sizeof *DURATIONS); }

// Digits and `_` from the next byte on; false if they are more than 128 bits may hold.
static bool read_digits(TSLexer *lexer, unsigned *significant) {
  while (is_digit(lexer->lookahead) || lexer->lookahead == '_') {
    if (lexer->lookahead != '_' && (*significant > 0 || lexer->lookahead != '0')) (*significant)++;
    advance(lexer);
  }
  return *significant <= MAX_DIGITS;
}

// `digits ('_' digits)* ('.' digits)?` and units that stand joint to them.
static bool scan_number(TSLexer *lexer) {
  unsigned significant = 0, parts = 0;
  int rank = -1;
  bool good = read_digits(lexer, &significant);
  lexer->mark_end(lexer);
  if (lexer->lookahead == '.') {
    advance(lexer);
    if (is_digit(lexer->lookahead)) {
      while (is_digit(lexer->lookahead) || lexer->lookahead == '_') {
        if (lexer->lookahead == '_') good = false;
        else significant++;
        advance(lexer);
      }
      if (significant > MAX_DIGITS) good = false;
      lexer->mark_end(lexer);
    } else {
      return accept(lexer, good ? NUMBER : BAD);
    }
  }
  // Parts of letters and digits in turn: `1h30m`.
  bool closed = true;
  while (is_word_part(lexer->lookahead)) {
    char suffix[MAX_WORD];
    unsigned length = 0;
    while (is_word_part(lexer->lookahead) && !is_digit(lexer->lookahead)) {
      if (length < MAX_WORD - 1) suffix[length++] = (char)lexer->lookahead;
      advance(lexer);
    }
    suffix[length] = 0;
    parts++;
    if (!is_unit(suffix)) good = false;
    int next = duration_rank(suffix);
    if ((parts > 1 && next <= rank) || next < 0) closed = false;
    if (parts > 1 && !closed) good = false;
    rank = next;
    if (is_digit(lexer->lookahead)) {
      unsigned more = 0;
      bool fits = read_digits(lexer, &more);
      if (next < 0 || !fits || !is_word_part(lexer->lookahead)) good = false;
    }
  }
  if (lexer->lookahead == '%') {
    if (parts) good = false;
    advance(lexer);
    lexer->mark_end(lexer);
  } else if (lexer->lookahead == '/') {
    lexer->mark_end(lexer);
    char suffix[MAX_WORD];
    unsigned length = 0;
    suffix[length++] = '/';
    advance(lexer);
    while (is_word_part(lexer->lookahead)) {
      if (length < MAX_WORD - 1) suffix[length++] = (char)lexer->lookahead;
      advance(lexer);
    }
    suffix[length] = 0;
    if (is_unit(suffix)) {
      if (parts) good = false;
      lexer->mark_end(lexer);
    }
  } else {
    lexer->mark_end(lexer);
  }
  return accept(lexer, good ? NUMBER : BAD);
}

// ---------------------------------------------------------------------------------------------------------------------------- strings

// Whether what follows `"""` is a block string, and a good one: nothing beside the quotes, a line that begins with `"""`, and its
// indentation before every line that is not blank. Looks ahead only.
enum BlockFound { BLOCK_GOOD, BLOCK_BAD, BLOCK_ON_ONE_LINE };

static enum BlockFound look_at_block(TSLexer *lexer) {
  while (lexer->lookahead == ' ' || lexer->lookahead == '\t' || lexer->lookahead == '\r') advance(lexer);
  if (lexer->eof(lexer)) return BLOCK_BAD;
  if (lexer->lookahead != '\n') return BLOCK_ON_ONE_LINE;
  char common[MAX_INDENT];
  unsigned shared = MAX_INDENT;
  bool first = true;
  for (;;) {
    advance(lexer);
    char indent[MAX_INDENT];
    unsigned length = 0;
    while (lexer->lookahead == ' ' || lexer->lookahead == '\t') {
      if (length < MAX_INDENT) indent[length++] = (char)lexer->lookahead;
      advance(lexer);
    }
    unsigned quotes = 0;
    while (lexer->lookahead == '"' && quotes < 3) {
      quotes++;
      advance(lexer);
    }
    if (quotes == 3) {
      if (first) return BLOCK_GOOD;
      return length <= shared && memcmp(indent, common, length) == 0 ? BLOCK_GOOD : BLOCK_BAD;
    }
    bool blank = quotes == 0 && (lexer->eof(lexer) || lexer->lookahead == '\n' || lexer->lookahead == '\r');
    if (!blank) {
      unsigned same = 0;
      while (!first && same < length && same < shared && indent[same] == common[same]) same++;
      if (first) memcpy(common, indent, length);
      shared = first ? length : same;
      first = false;
    }
    while (!lexer->eof(lexer) && lexer->lookahead != '\n') advance(lexer);
    if (lexer->eof(lexer)) return BLOCK_BAD;
  }
}

// A string whose `"` is next; its `r`, if it has one, was passed.
static bool scan_string_start(Scanner *scanner, TSLexer *lexer, bool raw) {
  advance(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == '"' && !is_interpolating(scanner)) {
    advance(lexer);
    if (lexer->lookahead == '"') {
      advance(lexer);
      lexer->mark_end(lexer);
      switch (look_at_block(lexer)) {
      case BLOCK_GOOD:
        if (!push(scanner, raw ? IN_RAW_BLOCK : IN_BLOCK)) return false;
        return accept(lexer, raw ? RAW_BLOCK_STRING : BLOCK_STRING);
      case BLOCK_BAD:
        if (!push(scanner, IN_BAD_BLOCK)) return false;
        return accept(lexer, raw ? RAW_BLOCK_STRING : BLOCK_STRING);
      case BLOCK_ON_ONE_LINE:
        if (!push(scanner, raw ? IN_RAW_LINE : IN_LINE)) return false;
        return accept(lexer, BAD);
      }
    }
  }
  if (!push(scanner, raw ? IN_RAW_LINE : IN_LINE)) return false;
  return accept(lexer, raw ? RAW_STRING : LINE_STRING);
}

// `\n`, `\u{…}`; the `\` is next.
static bool scan_escape(TSLexer *lexer) {
  advance(lexer);
  int32_t c = lexer->lookahead;
  if (c == 'u') {
    advance(lexer);
    lexer->mark_end(lexer);
    if (lexer->lookahead != '{') return accept(lexer, BAD);
    advance(lexer);
    uint32_t value = 0;
    unsigned digits = 0;
    while (is_hex(lexer->lookahead) && digits < 7) {
      int32_t h = lexer->lookahead;
      value = value * 16 + (uint32_t)(is_digit(h) ? h - '0' : (h | 32) - 'a' + 10);
      digits++;
      advance(lexer);
    }
    bool scalar = value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
    if (lexer->lookahead != '}' || digits == 0 || digits > 6 || !scalar) return accept(lexer, BAD);
    advance(lexer);
    lexer->mark_end(lexer);
    return accept(lexer, ESCAPE);
  }
  bool known = c == '"' || c == '\\' || c == 'n' || c == 't' || c == 'r' || c == '$';
  if (!lexer->eof(lexer) && c != '\n' && c != '\r') advance(lexer);
  lexer->mark_end(lexer);
  return accept(lexer, known ? ESCAPE : BAD);
}

// `${`, whose `$` was passed and whose `{` is next.
static bool scan_interpolation(Scanner *scanner, TSLexer *lexer) {
  advance(lexer);
  lexer->mark_end(lexer);
  unsigned around = 0;
  for (unsigned at = 0; at < scanner->depth; at++) around += scanner->open[at] == IN_INTERPOLATION;
  if (lexer->lookahead == '{' || around >= MAX_INTERPOLATIONS) {
    // `${{ … }}` is what other tools read.
    while (!lexer->eof(lexer) && lexer->lookahead != '\n' && lexer->lookahead != '"' && lexer->lookahead != '}') advance(lexer);
    while (lexer->lookahead == '}') advance(lexer);
    lexer->mark_end(lexer);
    return accept(lexer, BAD);
  }
  if (!push(scanner, IN_INTERPOLATION)) return false;
  return accept(lexer, INTERPOLATION);
}

// The end of a block string from its last newline on: passes what it looks at.
static bool at_block_end(TSLexer *lexer) {
  while (lexer->lookahead == ' ' || lexer->lookahead == '\t') advance(lexer);
  for (unsigned quotes = 0; quotes < 3; quotes++) {
    if (lexer->lookahead != '"') return false;
    advance(lexer);
  }
  return true;
}

// A piece of the string that is open, or its end.
static bool scan_piece(Scanner *scanner, TSLexer *lexer) {
  int open = top(scanner);
  bool raw = open == IN_RAW_LINE || open == IN_RAW_BLOCK;
  bool line = open == IN_LINE || open == IN_RAW_LINE;
  bool any = false;
  for (;;) {
    lexer->mark_end(lexer);
    if (lexer->eof(lexer)) break;
    int32_t c = lexer->lookahead;
    if (c < 0) { // no UTF-8
      if (any) return accept(lexer, TEXT);
      advance(lexer);
      lexer->mark_end(lexer);
      return accept(lexer, BAD);
    }
    if (c == '"' && line) {
      if (any) return accept(lexer, TEXT);
      advance(lexer);
      lexer->mark_end(lexer);
      pop(scanner);
      return accept(lexer, STRING_END);
    }
    if (c == '\n') {
      if (line) break;
      advance(lexer);
      bool left = open == IN_BAD_BLOCK && is_word_part(lexer->lookahead);
      if (at_block_end(lexer)) {
        if (any) return accept(lexer, TEXT);
        lexer->mark_end(lexer);
        pop(scanner);
        return accept(lexer, open == IN_BAD_BLOCK ? UNCLOSED : STRING_END);
      }
      if (left) break;
      any = true;
      continue;
    }
    if (c == '\r') {
      advance(lexer);
      if (line && lexer->lookahead == '\n') break;
      any = true;
      continue;
    }
    if (c == '\\' && !raw) {
      if (any) return accept(lexer, TEXT);
      return scan_escape(lexer);
    }
    if (c == '$' && !raw) {
      advance(lexer);
      if (lexer->lookahead == '{') {
        if (any) return accept(lexer, TEXT);
        return scan_interpolation(scanner, lexer);
      }
      any = true;
      continue;
    }
    any = true;
    advance(lexer);
  }
  if (any) return accept(lexer, TEXT);
  pop(scanner);
  return accept(lexer, UNCLOSED);
}

// ------------------------------------------------------------------------------------------------------------------------------ names

static bool is_label_next(const Following *next) {
  if (next->new_line) return false;
  return next->kind == NEXT_STRING || next->kind == NEXT_UPPER || (next->kind == NEXT_LOWER && next->name.word != WORD_IN);
}

// Whether a name at the start of a line begins an entry, by what follows it: such a name ends whatever stands before it.
static bool begins_entry(const Name *name, const Following *next) {
  if (next->kind == NEXT_EQ) return true;
  if (name->upper || is_expression_word(name->word) || next->new_line) return false;
  if (next->kind == NEXT_STRING || next->kind == NEXT_UPPER) return true;
  return next->kind == NEXT_LOWER && !is_expression_word(next->name.word) && next->name.word != WORD_WHERE &&
         next->name.word != WORD_AS;
}

// While the parser recovers, everything is valid: what the name most likely is.
static bool recover_name(TSLexer *lexer, const Name *name, const Following *next, bool new_line, bool first_column) {
  bool key = next->kind == NEXT_EQ;
  if (key) return accept(lexer, KEY);
  if (name->upper) return false;
  bool statement = is_declaration_word(name->word) || is_entry_word(name->word) || is_expression_word(name->word);
  if (statement) return false;
  bool head = new_line && (begins_entry(name, next) || (next->kind == NEXT_BRACE && !next->new_line));
  if (head) return accept(lexer, first_column ? DECLARATION_HEAD : ENTRY_HEAD);
  if (new_line && next->kind == NEXT_COLON) return accept(lexer, FIELD_NAME);
  return accept(lexer, VALUE_NAME);
}

// Whether `late` is the word and not a tag: a type follows.
static bool is_late(const Following *next) {
  return next->kind == NEXT_UPPER || next->kind == NEXT_BRACE || next->kind == NEXT_LOWER;
}

// `output name(`, `output name:`; the name was passed.
static bool is_output(TSLexer *lexer, const Following *next) {
  if (next->kind != NEXT_LOWER || next->new_line) return false;
  pass_space(lexer);
  return lexer->lookahead == '(' || lexer->lookahead == ':';
}

// A name, by where it stands and what follows it. False leaves it to the keywords.
static bool scan_name(TSLexer *lexer, const bool *valid, const Name *name, bool new_line, bool first_column) {
  Following next;
  look_ahead(lexer, &next);
  bool key = next.kind == NEXT_EQ;
  if (valid[ERROR_SENTINEL]) return recover_name(lexer, name, &next, new_line, first_column);
  bool begins = new_line && begins_entry(name, &next);
  if (valid[KEY] && key) return accept(lexer, KEY);
  if (valid[MEMBER]) return !begins && accept(lexer, MEMBER);
  if (valid[LABEL] && !new_line && (name->word != WORD_IN || key)) {
    bool refused = is_reserved(name->word) && name->word != WORD_THIS;
    return accept(lexer, refused ? BAD : LABEL);
  }
  if (valid[UNSET_KIND]) {
    if (begins) return false;
    return accept(lexer, !name->upper && is_label_next(&next) ? UNSET_KIND : UNSET_KEY);
  }
  if (valid[UNSET_KEY]) return !begins && accept(lexer, UNSET_KEY);
  if (name->upper) return valid[VALUE_UPPER] && !begins && accept(lexer, VALUE_UPPER);

  if (valid[ARGUMENT_NAME] && key) return accept(lexer, ARGUMENT_NAME);
  if (valid[FIELD_NAME] && next.kind == NEXT_COLON) return accept(lexer, FIELD_NAME);
  if (valid[WHERE] && name->word == WORD_WHERE && !key) return accept(lexer, WHERE);
  if (valid[AS] && name->word == WORD_AS && !key) return accept(lexer, AS);
  if (valid[BINDER] && !new_line) return accept(lexer, is_reserved(name->word) ? BAD : BINDER);
  if (valid[DECLARED]) {
    if (is_reserved(name->word)) return accept(lexer, BAD);
    return !begins && accept(lexer, DECLARED);
  }
  if (valid[SEGMENT]) return !begins && accept(lexer, SEGMENT);
  if (valid[TYPE_QUALIFIER] && next.kind == NEXT_DOT && !begins) return accept(lexer, TYPE_QUALIFIER);
  if (valid[LATE] && name->word == WORD_LATE && !key && is_late(&next)) return accept(lexer, LATE);
  bool expression_word = is_expression_word(name->word);
  if (valid[TAG]) return !expression_word && !begins && accept(lexer, TAG);
  if (valid[PATTERN_TAG]) {
    bool binds = name->word == WORD_LET && next.kind == NEXT_LOWER && !key;
    if (!expression_word && name->word != WORD_UNDERSCORE && !binds) return accept(lexer, PATTERN_TAG);
  }
  if (valid[VALUE_NAME] && !expression_word && !begins) return accept(lexer, VALUE_NAME);
  if (valid[OUTPUT] && name->word == WORD_OUTPUT && !key && is_output(lexer, &next)) return accept(lexer, OUTPUT);
  bool head = !key && !expression_word;
  if (valid[ENTRY_HEAD] && head && !is_entry_word(name->word)) return accept(lexer, ENTRY_HEAD);
  if (valid[DECLARATION_HEAD] && head && !is_declaration_word(name->word)) return accept(lexer, DECLARATION_HEAD);
  return false;
}

// ------------------------------------------------------------------------------------------------------------------------ other tokens

// `..`; its first dot was passed and the second is next.
static bool scan_range(TSLexer *lexer) {
  advance(lexer);
  if (lexer->lookahead == '.') return false;
  lexer->mark_end(lexer);
  bool new_line = pass_space(lexer);
  int32_t c = lexer->lookahead;
  bool ends = new_line || lexer->eof(lexer) || c == ',' || c == '}' || c == ')' || c == ']';
  if (!ends && is_lower_start(c)) {
    Name name;
    read_name(lexer, &name);
    ends = name.word == WORD_THEN || name.word == WORD_ELSE;
  }
  return accept(lexer, ends ? OPEN_RANGE : RANGE);
}

// The interpolation ends with its line, whatever is open in it.
static bool end_interpolation(Scanner *scanner, TSLexer *lexer) {
  while (is_interpolating(scanner)) {
    bool last = top(scanner) == IN_INTERPOLATION;
    pop(scanner);
    if (last) break;
  }
  return accept(lexer, UNCLOSED);
}

static bool scan(Scanner *scanner, TSLexer *lexer, const bool *valid) {
  int open = top(scanner);
  if (open >= 0 && open <= IN_BAD_BLOCK) return scan_piece(scanner, lexer);

  bool interpolating = is_interpolating(scanner), new_line = false;
  for (;;) {
    int32_t c = lexer->lookahead;
    if (interpolating && (c == '\n' || lexer->eof(lexer))) {
      lexer->mark_end(lexer);
      return end_interpolation(scanner, lexer);
    }
    if (c == ' ' || c == '\t') {
      skip(lexer);
    } else if (c == '\n') {
      new_line = true;
      skip(lexer);
    } else if (c == '\r') {
      lexer->mark_end(lexer);
      skip(lexer);
      if (lexer->lookahead == '\n' && interpolating) return end_interpolation(scanner, lexer);
      if (lexer->lookahead != '\n') {
        lexer->mark_end(lexer);
        return accept(lexer, BAD);
      }
    } else {
      break;
    }
  }
  if (lexer->eof(lexer)) return false;

  int32_t c = lexer->lookahead;
  bool first_column = new_line && lexer->get_column(lexer) == 0;
  if (c == '"') return scan_string_start(scanner, lexer, false);
  if (is_digit(c)) return scan_number(lexer);
  if (is_lower_start(c) || is_upper_start(c)) {
    Name name;
    read_name(lexer, &name);
    if (lexer->lookahead == '"' && strcmp(name.text, "r") == 0) return scan_string_start(scanner, lexer, true);
    lexer->mark_end(lexer);
    return scan_name(lexer, valid, &name, new_line, first_column);
  }
  switch (c) {
  case '{':
    advance(lexer);
    lexer->mark_end(lexer);
    if (interpolating && !push(scanner, IN_BRACE)) return false;
    return accept(lexer, new_line ? BRACE_NL : BRACE);
  case '}':
    advance(lexer);
    lexer->mark_end(lexer);
    if (interpolating) pop(scanner);
    return accept(lexer, open == IN_INTERPOLATION ? INTERPOLATION_END : CLOSE_BRACE);
  case '(':
    advance(lexer);
    lexer->mark_end(lexer);
    return accept(lexer, new_line ? PAREN_NL : PAREN);
  case '[':
    advance(lexer);
    lexer->mark_end(lexer);
    return accept(lexer, new_line ? BRACKET_NL : BRACKET);
  case '-':
    advance(lexer);
    lexer->mark_end(lexer);
    return accept(lexer, new_line ? MINUS_NL : MINUS);
  case '.':
    advance(lexer);
    return lexer->lookahead == '.' && scan_range(lexer);
  case ',':
    if (!valid[MESSAGE_COMMA] || valid[ERROR_SENTINEL]) return false;
    advance(lexer);
    lexer->mark_end(lexer);
    {
      Following next;
      look_ahead(lexer, &next);
      return next.kind == NEXT_STRING && accept(lexer, MESSAGE_COMMA);
    }
  case '/':
    if (!interpolating) return false;
    // A comment would swallow the end of the string.
    advance(lexer);
    if (lexer->lookahead != '/') return false;
    advance(lexer);
    lexer->mark_end(lexer);
    return accept(lexer, BAD);
  default:
    return false;
  }
}

// -------------------------------------------------------------------------------------------------------------------- tree-sitter's side

void *tree_sitter_infra_external_scanner_create(void) { return calloc(1, sizeof(Scanner)); }

void tree_sitter_infra_external_scanner_destroy(void *payload) { free(payload); }

unsigned tree_sitter_infra_external_scanner_serialize(void *payload, char *buffer) {
  const Scanner *scanner = payload;
  memcpy(buffer, scanner->open, scanner->depth);
  return scanner->depth;
}

void tree_sitter_infra_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = payload;
  scanner->depth = (uint8_t)(length <= MAX_OPEN ? length : MAX_OPEN);
  if (scanner->depth) memcpy(scanner->open, buffer, scanner->depth);
}

bool tree_sitter_infra_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  return scan(payload, lexer, valid);
}
