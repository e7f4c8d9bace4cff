// lib/lex/lexer.h
//
// The lexer's state; its methods stand in lexer.cpp, lexer_line.cpp, lexer_number.cpp and lexer_string.cpp.
#pragma once

#include "lib/lex/character_class.h"
#include "lib/lex/lex.h"
#include "lib/support/byte_scan.h"

#include <array>
#include <bit>
#include <string>
#include <vector>

namespace pyompcc::lex {

/// CPython's limits (MAXLEVEL, MAXINDENT and MAXFSTRINGLEVEL of its tokenizer).
inline constexpr std::size_t DeepestBrackets = 200;
inline constexpr std::size_t DeepestIndentation = 100;
inline constexpr std::size_t DeepestFStrings = 150;
/// No more messages than that for one text: what follows is of no use, and a hostile file must not cost the square of
/// its length.
inline constexpr std::size_t MostErrors = 100;

class Lexer {
 public:
  Lexer(std::string_view text, const Placement& placement, support::NameTable& names, diag::Emitter& emitter);

  TokenBuffer lexFile();
  TokenBuffer lexParenthesised();

 private:
  struct Bracket {
    TokenKind kind;
    std::uint32_t begin;
    bool has_broken_string = false; // which has most likely swallowed the closing bracket
  };
  struct Indentation {
    std::uint32_t column;     // tabs go to the next multiple of 8
    std::uint32_t alt_column; // tabs count as one
  };
  // Inside an f-string the text alternates between literal parts and fields; fields may hold f-strings, and their
  // formats are literal parts again.
  enum class Part : std::uint8_t { Literal, Field, Spec };
  struct FStringPart {
    Part part;
    char quote;
    bool is_triple;
    bool is_raw;
    bool is_template;
    std::uint32_t begin;       // the f-string's first byte
    std::size_t bracket_depth; // Field: the depth inside its brace
    bool is_reported = false;
  };

  // lexer.cpp
  void lexAll();
  void lexToken();
  void lexPunctuation();
  void lexOpening(TokenKind kind);
  void lexClosing(TokenKind closing, TokenKind opening);
  void lexUnknownCharacter();
  void add(TokenKind kind, const char* begin, const char* end) {
    buffer_.tokens.push_back({.kind = kind, .begin = offset(begin), .end = offset(end)});
  }
  void addPunctuation(TokenKind kind, std::uint32_t length) {
    add(kind, p_, p_ + length);
    p_ += length;
  }
  std::uint32_t offset(const char* place) const { return static_cast<std::uint32_t>(place - text_); }
  support::Loc loc(const char* begin, const char* end) const { return placement_.loc(offset(begin), offset(end)); }
  template <class... Args>
  diag::Emitter::Reported report(const char* begin, const char* end, const diag::Row<Args...>& row,
                                 std::type_identity_t<Args>... args) {
    if (error_count_++ >= MostErrors) return diag::Emitter::Reported(nullptr);
    return emitter_.report(loc(begin, end), row, args...);
  }
  bool isInBrackets() const { return !brackets_.empty() || is_parenthesised_; }

  // lexer_line.cpp
  void lexLineStart();
  bool lexIndentation(Indentation& found);
  void changeIndentation(Indentation found, const char* line);
  void lexLineEnd();
  void lexContinuation();
  void lexComment();
  void skipSpaces() { p_ = findNoSpace(p_); }
  // The first byte from `p` on that is no space: before a line's first token there are often many.
  const char* findNoSpace(const char* p) const {
    while (end_ - p >= support::ByteBlock) {
      auto count = std::countr_one(support::bytesEqual(p, ' '));
      p += count;
      if (count < support::ByteBlock) return p;
    }
    while (*p == ' ') ++p;
    return p;
  }
  void skipLineEnd();
  bool closeAbandonedBrackets();
  void reportOpenBrackets();
  void lexEnd();

  // lexer_identifier.cpp
  void lexIdentifier();
  const char* checkIdentifier(const char* begin, const char* end);
  support::Name intern(std::string_view text);

  // lexer_number.cpp
  void lexNumber();
  const char* scanDigits(const char* p, CharacterClass wanted, const char* what);
  const char* scanPrefixed(const char* p);
  const char* scanDecimal(const char* p);
  bool checkNumberEnd(const char* end, std::string_view what);

  // lexer_string.cpp
  bool lexPrefixedString(const char* begin, const char* quote);
  void lexString(const char* begin, const char* quote);
  const char* findStringBelow(const char* p) const;
  void failString(const char* begin, const char* quote, const char* p);
  void lexFStringStart(const char* begin, const char* quote, bool is_raw, bool is_template);
  void lexFStringLiteral();
  const char* scanFStringLiteral(const FStringPart& part, bool& is_escaped_brace);
  void lexFStringEnd();
  void abandonFString();
  void reportOpenField(const char* place, bool is_template);
  bool lexFieldPunctuation();

  const char* const text_;
  const char* const end_;
  const char* p_;
  const Placement placement_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  TokenBuffer buffer_;
  std::vector<Bracket> brackets_;
  std::vector<Indentation> indentations_{{0, 0}};
  std::vector<FStringPart> fstring_parts_;
  std::size_t fstring_depth_ = 0;
  std::size_t error_count_ = 0;
  bool is_parenthesised_ = false;
  // Up to there, characters without a meaning have been reported.
  const char* unknown_end_ = nullptr;
  bool is_line_start_ = true;
  bool is_stopped_ = false;
  struct KnownName {
    std::string_view text;
    support::Name name;
  };
  std::array<KnownName, 1024> known_names_{};
};

} // namespace pyompcc::lex
