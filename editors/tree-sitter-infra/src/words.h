// Generated from the compiler's words and units by `cargo xtask gen`. Do not edit.

#ifndef INFRA_WORDS_H
#define INFRA_WORDS_H

#include <stdbool.h>
#include <string.h>

typedef enum {
  WORD_NONE,
  WORD_AS,
  WORD_ASSERT,
  WORD_CHILD,
  WORD_COMPONENT,
  WORD_DEFAULTS,
  WORD_ELSE,
  WORD_EXPOSE,
  WORD_EXTEND,
  WORD_FALSE,
  WORD_FN,
  WORD_FOR,
  WORD_IF,
  WORD_IMPORT,
  WORD_IN,
  WORD_KIND,
  WORD_LATE,
  WORD_LET,
  WORD_MATCH,
  WORD_NULL,
  WORD_OUTPUT,
  WORD_PARAM,
  WORD_PUB,
  WORD_TEST,
  WORD_THEN,
  WORD_TRUE,
  WORD_TYPE,
  WORD_UNSET,
  WORD_WHERE,
  WORD_ENV,
  WORD_IT,
  WORD_NAME,
  WORD_SELF,
  WORD_THIS,
  WORD_UNDERSCORE,
} Word;

static const char *const WORDS[] = {
  "as",
  "assert",
  "child",
  "component",
  "defaults",
  "else",
  "expose",
  "extend",
  "false",
  "fn",
  "for",
  "if",
  "import",
  "in",
  "kind",
  "late",
  "let",
  "match",
  "null",
  "output",
  "param",
  "pub",
  "test",
  "then",
  "true",
  "type",
  "unset",
  "where",
  "env",
  "it",
  "name",
  "self",
  "this",
  "_",
};

static Word word_of(const char *text) {
  for (unsigned at = 0; at < sizeof WORDS / sizeof *WORDS; at++) {
    if (strcmp(text, WORDS[at]) == 0) return (Word)(at + 1);
  }
  return WORD_NONE;
}

static bool is_expression_word(Word word) {
  switch (word) {
  case WORD_ELSE:
  case WORD_FALSE:
  case WORD_FOR:
  case WORD_IF:
  case WORD_IN:
  case WORD_MATCH:
  case WORD_NULL:
  case WORD_THEN:
  case WORD_TRUE:
    return true;
  default:
    return false;
  }
}

static bool is_declaration_word(Word word) {
  switch (word) {
  case WORD_ASSERT:
  case WORD_COMPONENT:
  case WORD_DEFAULTS:
  case WORD_EXTEND:
  case WORD_FN:
  case WORD_IMPORT:
  case WORD_KIND:
  case WORD_LET:
  case WORD_PARAM:
  case WORD_PUB:
  case WORD_TEST:
  case WORD_TYPE:
    return true;
  default:
    return false;
  }
}

static bool is_entry_word(Word word) {
  switch (word) {
  case WORD_ASSERT:
  case WORD_FOR:
  case WORD_IF:
  case WORD_IN:
  case WORD_LET:
  case WORD_MATCH:
  case WORD_UNSET:
    return true;
  default:
    return false;
  }
}

static bool is_reserved(Word word) {
  switch (word) {
  case WORD_ELSE:
  case WORD_FALSE:
  case WORD_FOR:
  case WORD_IF:
  case WORD_IN:
  case WORD_MATCH:
  case WORD_NULL:
  case WORD_THEN:
  case WORD_TRUE:
  case WORD_ENV:
  case WORD_IT:
  case WORD_NAME:
  case WORD_SELF:
  case WORD_THIS:
    return true;
  default:
    return false;
  }
}

static const char *const UNITS[] = {
  "w",
  "d",
  "h",
  "m",
  "s",
  "ms",
  "us",
  "ns",
  "Pi",
  "P",
  "Ti",
  "T",
  "Gi",
  "G",
  "Mi",
  "M",
  "Ki",
  "k",
  "B",
  "m",
  "%",
  "/s",
  "/min",
  "/h",
  "/d",
};

// In the order in which a compound names them.
static const char *const DURATIONS[] = {
  "w",
  "d",
  "h",
  "m",
  "s",
  "ms",
  "us",
  "ns",
};

enum { MAX_DIGITS = 38 };

#endif
