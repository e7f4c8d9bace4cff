// lib/lex/token.cpp
//
// Names and spellings of token kinds.
#include "lib/lex/token.h"

#include <array>

namespace pyompcc::lex {
namespace {

struct TokenRow {
  std::string_view spelling;
  std::string_view exact_name;
  std::string_view description;
  bool is_keyword;
};

constexpr auto Rows = std::to_array<TokenRow>({
#define TOKEN(Name, Class) {"", #Class, "", false},
#define KEYWORD(Name, Source) {Source, "NAME", "`" Source "`", true},
#define PUNCTUATION(Name, Source, Exact) {Source, #Exact, "`" Source "`", false},
#include "grammar/tokens.def"
});

std::string_view describeClass(TokenKind kind) {
  switch (kind) {
  case TokenKind::EndOfFile: return "the end of the file";
  case TokenKind::Newline: return "the end of the line";
  case TokenKind::Indent: return "a deeper indentation";
  case TokenKind::Dedent: return "the end of the block";
  case TokenKind::Identifier: return "a name";
  case TokenKind::Number: return "a number";
  case TokenKind::String: return "a string";
  case TokenKind::FStringStart:
  case TokenKind::FStringMiddle:
  case TokenKind::FStringEnd: return "an f-string";
  case TokenKind::TStringStart:
  case TokenKind::TStringMiddle:
  case TokenKind::TStringEnd: return "a t-string";
  default: return "this text";
  }
}

const TokenRow& row(TokenKind kind) { return Rows[static_cast<std::size_t>(kind)]; }

} // namespace

std::string_view describe(TokenKind kind) {
  return row(kind).description.empty() ? describeClass(kind) : row(kind).description;
}
std::string_view spelling(TokenKind kind) { return row(kind).spelling; }
std::string_view exactName(TokenKind kind) { return row(kind).exact_name; }
bool isKeyword(TokenKind kind) { return row(kind).is_keyword; }

} // namespace pyompcc::lex
