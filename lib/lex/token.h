// lib/lex/token.h
//
// Tokens and the buffer that holds those of one file.
#pragma once

#include "lib/support/name.h"
#include "lib/support/source.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace pyompcc::lex {

/// One enumerator for each row of grammar/tokens.def: the classes, then the keywords, then the punctuation.
enum class TokenKind : std::uint8_t {
#define TOKEN(Name, Class) Name,
#define KEYWORD(Name, Source) Name,
#define PUNCTUATION(Name, Source, Exact) Name,
#include "grammar/tokens.def"
};

/// How a token is named in a message: `:` or `def` in backticks, or the name of its class.
std::string_view describe(TokenKind kind);
/// The source text of a keyword or punctuation; empty for a class.
std::string_view spelling(TokenKind kind);
/// The name that `python3 -m tokenize -e` prints.
std::string_view exactName(TokenKind kind);
bool isKeyword(TokenKind kind);

/// One token. Offsets are bytes from the start of the text that was lexed. Indent, Dedent, Newline and EndOfFile may be
/// empty. `name` is that of an identifier (NFKC) and empty for every other kind; `has_backslash` is for a String.
struct Token {
  TokenKind kind{};
  bool has_backslash = false;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  support::Name name = {};
};

/// A comment, from `#` to before the line end.
struct CommentRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// All tokens of one text in order; the last is always EndOfFile.
struct TokenBuffer {
  std::vector<Token> tokens;
  std::vector<CommentRange> comments;
  std::vector<std::uint32_t> uneven_lines; ///< where lines start whose indentation has been reported
};

} // namespace pyompcc::lex
