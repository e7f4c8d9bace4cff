// lib/lex/lexer_string.cpp
//
// Strings, bytes, f-strings (PEP 701) and t-strings (PEP 750). Escapes are read by the parser.
#include "lib/diag/rows/lex.h"
#include "lib/lex/lexer.h"
#include "lib/support/byte_scan.h"

#include <algorithm>
#include <bit>

namespace pyompcc::lex {
namespace {

struct Prefix {
  bool is_known = true;
  bool is_raw = false;
  bool is_format = false;
  bool is_template = false;
};

// Letters before a quote in any case and order: r, u, b, br, f, fr, t, tr (language reference, section 2.4.1).
Prefix readPrefix(std::string_view letters) {
  Prefix prefix;
  bool is_unicode = false;
  bool is_bytes = false;
  for (char letter : letters) {
    bool* seen = nullptr;
    switch (letter | 0x20) {
    case 'r': seen = &prefix.is_raw; break;
    case 'u': seen = &is_unicode; break;
    case 'b': seen = &is_bytes; break;
    case 'f': seen = &prefix.is_format; break;
    case 't': seen = &prefix.is_template; break;
    default: break;
    }
    if (!seen || *seen) return {.is_known = false};
    *seen = true;
  }
  int kinds = int{is_unicode} + int{is_bytes} + int{prefix.is_format} + int{prefix.is_template};
  prefix.is_known = kinds <= 1 && !(is_unicode && prefix.is_raw);
  return prefix;
}

bool isTripleQuote(const char* quote) { return quote[1] == *quote && quote[2] == *quote; }

struct StringEnd {
  const char* at;
  bool has_backslash;
};

// The next byte from `p` on that may end a string: its quote or, in a string of one line, a line end; `end` if there is
// none. A backslash keeps the character behind it from ending the string.
StringEnd findStringEnd(const char* p, const char* end, char quote, bool is_triple) {
  bool has_backslash = false;
  while (end - p >= support::ByteStep) {
    std::uint64_t ending = support::stepBytesEqual(p, quote);
    if (!is_triple) ending |= support::stepBytesEqual(p, '\n') | support::stepBytesEqual(p, '\r');
    const std::uint64_t backslashes = support::stepBytesEqual(p, '\\');
    std::uint64_t escape = support::lowestBit(backslashes);
    std::uint64_t left = backslashes & ~(escape | escape << 1);
    ending &= ~(escape << 1);
    // Few strings have a second escape.
    while ((left & support::belowLowestBit(ending)) != 0) {
      escape = support::lowestBit(left);
      left &= ~(escape | escape << 1);
      ending &= ~(escape << 1);
    }
    has_backslash = has_backslash || (backslashes & support::belowLowestBit(ending)) != 0;
    if (ending) {
      p += std::countr_zero(ending);
      // Only an escaped carriage return can stand before this line feed: both are one line end.
      bool is_escaped = *p == '\n' && p[-1] == '\r';
      if (!is_escaped) return {p, has_backslash};
      ++p;
    } else {
      // The last backslash may escape the first byte behind the step.
      p += support::ByteStep + static_cast<std::ptrdiff_t>(escape >> (support::ByteStep - 1));
    }
  }
  for (; p < end && *p != quote && (is_triple || !isLineEnd(*p)); ++p) {
    if (*p != '\\') continue;
    has_backslash = true;
    if (++p == end) break;
    if (*p == '\r' && p[1] == '\n') ++p;
  }
  // A backslash may be the last byte of all.
  return {std::min(p, end), has_backslash};
}

std::string_view stringName(bool is_template) { return is_template ? "t-string" : "f-string"; }

} // namespace

// False when the letters before the quote are no prefix: then they are an identifier.
bool Lexer::lexPrefixedString(const char* begin, const char* quote) {
  if (quote - begin > 2) return false;
  Prefix prefix = readPrefix({begin, static_cast<std::size_t>(quote - begin)});
  if (!prefix.is_known) return false;
  if (prefix.is_format || prefix.is_template) {
    lexFStringStart(begin, quote, prefix.is_raw, prefix.is_template);
  } else {
    lexString(begin, quote);
  }
  return true;
}

void Lexer::lexString(const char* begin, const char* quote) {
  while (quote) {
    bool is_triple = isTripleQuote(quote);
    std::size_t quote_length = is_triple ? 3 : 1;
    const char* p = quote + quote_length;
    bool has_backslash = false;
    for (;; ++p) {
      StringEnd found = findStringEnd(p, end_, *quote, is_triple);
      p = found.at;
      has_backslash = has_backslash || found.has_backslash;
      if (!is_triple || p == end_ || isTripleQuote(p)) break;
    }
    if (p == end_ || *p != *quote) return failString(begin, quote, p);
    p += quote_length;
    add(TokenKind::String, begin, p);
    buffer_.tokens.back().has_backslash = has_backslash;
    p_ = p;
    begin = quote = isInBrackets() ? findStringBelow(p) : nullptr;
  }
}

// A long text stands in brackets, a string on each line: the one on the next line when nothing else stands before it,
// else null.
const char* Lexer::findStringBelow(const char* p) const {
  if (*p != '\n') return nullptr;
  p = findNoSpace(p + 1);
  return *p == '"' || *p == '\'' ? p : nullptr;
}

// The string is not closed before `p`.
void Lexer::failString(const char* begin, const char* quote, const char* p) {
  bool is_triple = isTripleQuote(quote);
  std::string_view wanted(quote, is_triple ? 3 : 1);
  p_ = p;
  // Inside a field this quote was most likely to end the f-string: `f"{x"`.
  if (!fstring_parts_.empty()) {
    reportOpenField(quote, fstring_parts_.back().is_template);
    fstring_parts_.back().is_reported = true;
    return abandonFString();
  }
  for (Bracket& bracket : brackets_) bracket.has_broken_string = bracket.has_broken_string || !is_triple;
  if (is_triple) {
    report(begin, quote + wanted.size(), diag::TripleStringNotClosed, wanted);
  } else {
    report(begin, p, diag::StringNotClosed, wanted);
  }
  add(TokenKind::Error, begin, p);
}

void Lexer::lexFStringStart(const char* begin, const char* quote, bool is_raw, bool is_template) {
  bool is_triple = isTripleQuote(quote);
  p_ = quote + (is_triple ? 3 : 1);
  if (fstring_depth_ >= DeepestFStrings) {
    report(begin, p_, diag::FStringsTooDeep, static_cast<diag::Number>(DeepestFStrings));
    add(TokenKind::Error, begin, p_);
    fstring_parts_.clear();
    brackets_.clear();
    is_stopped_ = true;
    return;
  }
  ++fstring_depth_;
  fstring_parts_.push_back({Part::Literal, *quote, is_triple, is_raw, is_template, offset(begin), brackets_.size()});
  add(is_template ? TokenKind::TStringStart : TokenKind::FStringStart, begin, p_);
}

// The text up to the next field, the end of the format, or the end of the string.
void Lexer::lexFStringLiteral() {
  const FStringPart part = fstring_parts_.back();
  const char* begin = p_;
  bool is_escaped_brace = false;
  const char* end = scanFStringLiteral(part, is_escaped_brace);
  if (end != begin) add(part.is_template ? TokenKind::TStringMiddle : TokenKind::FStringMiddle, begin, end);
  p_ = end;
  if (is_escaped_brace) {
    // The second of two braces belongs to no token.
    ++p_;
    return;
  }
  bool is_single_line_end = !part.is_triple && isLineEnd(*p_);
  if (p_ == end_ || (is_single_line_end && part.part == Part::Literal)) return abandonFString();
  if (is_single_line_end) {
    // The format ends here; the parser knows which versions of Python allow that.
    fstring_parts_.pop_back();
    return;
  }
  if (*p_ == '{') {
    fstring_parts_.push_back(part);
    lexOpening(TokenKind::LeftBrace);
    fstring_parts_.back().part = Part::Field;
    fstring_parts_.back().bracket_depth = brackets_.size();
  } else if (*p_ == '}' && part.part == Part::Spec) {
    fstring_parts_.pop_back();
    fstring_parts_.pop_back();
    brackets_.pop_back();
    addPunctuation(TokenKind::RightBrace, 1);
  } else if (*p_ == '}') {
    report(p_, p_ + 1, diag::FStringBraceSingle, stringName(part.is_template));
    addPunctuation(TokenKind::Error, 1);
  } else {
    lexFStringEnd();
  }
}

// Where the literal part that starts at p_ ends. After `{{` or `}}` that is after the first brace.
const char* Lexer::scanFStringLiteral(const FStringPart& part, bool& is_escaped_brace) {
  bool is_spec = part.part == Part::Spec;
  for (const char* p = p_;; ++p) {
    char c = *p;
    if (c == part.quote && (!part.is_triple || isTripleQuote(p))) return p;
    if (p == end_ || (!part.is_triple && isLineEnd(c))) return p;
    if (c == '{' || c == '}') {
      if (is_spec || p[1] != c) return p;
      is_escaped_brace = true;
      return p + 1;
    }
    if (c != '\\') continue;
    // A backslash does not hide a brace; `\N{NAME}` is an escape and not a field.
    if (p[1] == '{' || p[1] == '}') continue;
    if (!part.is_raw && p[1] == 'N' && p[2] == '{') {
      p += 2;
      while (p != end_ && *p != '}' && *p != part.quote && !isLineEnd(*p)) ++p;
      if (*p != '}') --p;
      continue;
    }
    if (p + 1 == end_) continue;
    ++p;
    if (*p == '\r' && p[1] == '\n') ++p;
  }
}

void Lexer::lexFStringEnd() {
  FStringPart part = fstring_parts_.back();
  std::uint32_t length = part.is_triple ? 3 : 1;
  if (part.part == Part::Spec) {
    // The format ends with the string: the field's brace is missing.
    reportOpenField(p_, part.is_template);
    fstring_parts_.pop_back();
    fstring_parts_.pop_back();
    brackets_.pop_back();
    return addPunctuation(TokenKind::Error, 0);
  }
  addPunctuation(part.is_template ? TokenKind::TStringEnd : TokenKind::FStringEnd, length);
  fstring_parts_.pop_back();
  --fstring_depth_;
}

// Where a field's brace is missing stands the quote that ends the f-string.
void Lexer::reportOpenField(const char* place, bool is_template) {
  support::Loc brace = placement_.loc(brackets_.back().begin, brackets_.back().begin + 1);
  report(place, place + 1, diag::FStringFieldNotClosed, stringName(is_template))
      .note(brace, diag::BracketOpenedHere, spelling(brackets_.back().kind));
}

// The text ended inside an f-string: the innermost is reported and all are left.
void Lexer::abandonFString() {
  FStringPart part = fstring_parts_.back();
  const char* begin = text_ + part.begin;
  std::string quotes(part.is_triple ? 3 : 1, part.quote);
  if (part.part == Part::Literal) {
    report(begin, part.is_triple ? begin + 1 : p_, diag::FStringNotClosed, stringName(part.is_template), quotes);
  } else if (!brackets_.empty() && !part.is_reported) {
    const char* brace = text_ + brackets_.back().begin;
    report(brace, brace + 1, diag::FStringFieldNotClosed, stringName(part.is_template));
  }
  std::size_t depth = brackets_.size();
  for (const FStringPart& outer : fstring_parts_) {
    if (outer.part == Part::Field) depth = std::min(depth, outer.bracket_depth - 1);
  }
  brackets_.resize(depth);
  fstring_parts_.clear();
  fstring_depth_ = 0;
  add(TokenKind::Error, p_, p_);
}

// Inside a field, outside its brackets: `}` ends it, `:` starts the format, `!` a conversion. A quote that would end
// the f-string around the field starts a string here (PEP 701), so nothing else differs.
bool Lexer::lexFieldPunctuation() {
  FStringPart part = fstring_parts_.back();
  if (brackets_.size() != part.bracket_depth) return false;
  if (*p_ == '}') {
    fstring_parts_.pop_back();
    brackets_.pop_back();
    addPunctuation(TokenKind::RightBrace, 1);
    return true;
  }
  if (*p_ == ':') {
    addPunctuation(TokenKind::Colon, 1);
    part.part = Part::Spec;
    fstring_parts_.push_back(part);
    return true;
  }
  if (*p_ == '!' && p_[1] != '=') {
    addPunctuation(TokenKind::Exclamation, 1);
    return true;
  }
  return false;
}

} // namespace pyompcc::lex
