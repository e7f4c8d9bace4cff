// lib/parse/parse_string.cpp
//
// Strings and bytes: escapes, and joining of adjacent literals (language reference, sections 2.4.1 to 2.4.3).
#include "lib/diag/rows/parse.h"
#include "lib/lex/character_name.h"
#include "lib/parse/parser.h"
#include "lib/support/byte_scan.h"
#include "lib/support/unicode.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace pyompcc::parse {
namespace {

using ast::ConstantValue;

bool isText(const ast::Node* node) {
  const auto* constant = ast::as<ast::Constant>(node);
  return constant && constant->value.kind == ConstantValue::Kind::Str;
}

std::string_view textOfConstant(const ast::Node* node) { return static_cast<const ast::Constant*>(node)->value.text; }

// Copies what stands before the next backslash, in steps where so much can be read; how much that is.
std::size_t copyPlain(const char* p, const char* end, const char* readable, char* out) {
  const char* begin = p;
  for (; p < end && readable - p >= support::ByteStep; p += support::ByteStep, out += support::ByteStep) {
    std::memcpy(out, p, support::ByteStep);
    if (std::uint64_t found = support::stepBytesEqual(p, '\\')) {
      p = std::min(p + std::countr_zero(found), end);
      return static_cast<std::size_t>(p - begin);
    }
  }
  if (p >= end) return static_cast<std::size_t>(end - begin);
  while (p != end && *p != '\\') *out++ = *p++;
  return static_cast<std::size_t>(p - begin);
}

// What stands for itself and the escapes of one letter: the character for the byte behind the backslash, or 0.
constexpr std::array<char, 256> ShortEscapes = [] {
  std::array<char, 256> table{};
  constexpr std::string_view Letters = "\\'\"abfnrtv";
  constexpr std::string_view Characters = "\\'\"\a\b\f\n\r\t\v";
  static_assert(Letters.size() == Characters.size());
  for (std::size_t i = 0; i < Letters.size(); ++i) table[static_cast<unsigned char>(Letters[i])] = Characters[i];
  return table;
}();

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

// (STRING | fstring)+ | tstring+: adjacent literals are one.
ast::Expr* Parser::parseStrings() {
  if (atPlainStrings()) return parsePlainStrings();
  std::uint32_t from = begin();
  List<ast::Expr> parts(*this);
  bool has_format = false;
  bool has_template = false;
  bool has_text = false;
  bool has_bytes = false;
  while (!failed()) {
    if (at(TokenKind::String)) {
      Literal piece = readString();
      (piece.is_bytes ? has_bytes : has_text) = true;
      auto* constant = make<ast::Constant>(begin(), token().end);
      constant->value.kind = piece.is_bytes ? ConstantValue::Kind::Bytes : ConstantValue::Kind::Str;
      constant->value.text = decodeEscapes(piece);
      if (piece.has_u) constant->kind = "u";
      advance();
      parts.add(constant);
    } else if (at(TokenKind::FStringStart)) {
      has_format = true;
      parseFString(parts);
    } else if (at(TokenKind::TStringStart)) {
      has_template = true;
      parseFString(parts);
    } else {
      break;
    }
  }
  if (has_bytes && (has_text || has_format)) fail(loc(from, previousEnd()), diag::BytesMixed);
  if (has_template && (has_bytes || has_text || has_format)) fail(loc(from, previousEnd()), diag::MixedTemplates);
  if (failed()) return errorExpr();
  std::span<ast::Expr*> joined = joinParts(parts, has_format || has_template);
  if (has_template) {
    auto* result = make<ast::TemplateStr>(from);
    result->values = joined;
    return result;
  }
  if (has_format) {
    auto* result = make<ast::JoinedStr>(from);
    result->values = joined;
    return result;
  }
  return joined[0];
}

// True when no f-string and no t-string is among the adjacent literals.
bool Parser::atPlainStrings() const {
  std::size_t distance = 0;
  while (kindAhead(distance) == TokenKind::String) ++distance;
  return kindAhead(distance) != TokenKind::FStringStart && kindAhead(distance) != TokenKind::TStringStart;
}

// STRING+: the constant has the range of all of them and the kind of the first.
ast::Expr* Parser::parsePlainStrings() {
  std::uint32_t from = begin();
  Literal first = readString();
  std::string_view value;
  if (kindAhead(1) != TokenKind::String) {
    value = decodeEscapes(first);
    advance();
  } else {
    std::size_t size = 0;
    for (const Token* t = current_; t->kind == TokenKind::String; ++t) size += t->end - t->begin;
    char* text = memoryForText(size);
    char* out = text;
    while (at(TokenKind::String)) {
      Literal piece = readString();
      if (piece.is_bytes != first.is_bytes) {
        while (at(TokenKind::String)) ++current_;
        fail(loc(from, previousEnd()), diag::BytesMixed);
      } else if (char* piece_end = decodeTo(out, piece)) {
        out = piece_end;
        ++current_;
      }
    }
    value = closeText(text, out, size);
  }
  auto* constant = make<ast::Constant>(from);
  constant->value.kind = first.is_bytes ? ConstantValue::Kind::Bytes : ConstantValue::Kind::Str;
  constant->value.text = value;
  if (first.has_u) constant->kind = "u";
  return constant;
}

// Runs of constants become one constant, from the start of the first to the end of the last, of the kind of the first.
std::span<ast::Expr*> Parser::joinParts(List<ast::Expr>& parts, bool drop_empty) {
  std::size_t count = parts.size();
  List<ast::Expr> joined(*this);
  for (std::size_t i = 0; i < count;) {
    if (parts[i]->kind != ast::NodeKind::Constant) {
      joined.add(parts[i++]);
      continue;
    }
    std::size_t first = i;
    while (i < count && parts[i]->kind == ast::NodeKind::Constant) ++i;
    auto* constant = static_cast<ast::Constant*>(parts[first]);
    if (i - first > 1) {
      std::size_t size = 0;
      for (std::size_t k = first; k < i; ++k) size += textOfConstant(parts[k]).size();
      auto* text = static_cast<char*>(module_.arena.allocate(size, 1));
      char* to = text;
      for (std::size_t k = first; k < i; ++k) to = std::ranges::copy(textOfConstant(parts[k]), to).out;
      auto* whole = makeAt<ast::Constant>(parts[first]->begin, parts[i - 1]->end);
      whole->value = constant->value;
      whole->value.text = {text, size};
      whole->kind = constant->kind;
      constant = whole;
    }
    if (!drop_empty || !isText(constant) || !constant->value.text.empty()) joined.add(constant);
  }
  return joined.take();
}

// The STRING token here; it stays the current one.
Parser::Literal Parser::readString() {
  const Token& piece = token();
  std::string_view text = textOf(piece);
  Literal literal{
      .inside = {}, .is_raw = false, .is_bytes = false, .has_u = text[0] == 'u', .has_escapes = piece.has_backslash};
  std::size_t prefix = 0;
  for (; text[prefix] != '"' && text[prefix] != '\''; ++prefix) {
    char letter = static_cast<char>(text[prefix] | 0x20);
    literal.is_raw = literal.is_raw || letter == 'r';
    literal.is_bytes = literal.is_bytes || letter == 'b';
  }
  literal.has_escapes = literal.has_escapes && !literal.is_raw;
  bool is_triple = text.size() >= prefix + 6 && text[prefix + 1] == text[prefix] && text[prefix + 2] == text[prefix];
  std::size_t quote = is_triple ? 3 : 1;
  literal.inside = text.substr(prefix + quote, text.size() - prefix - 2 * quote);
  return literal;
}

// Memory for a text of at most `size` bytes, and for what copying by steps writes behind it.
char* Parser::memoryForText(std::size_t size) {
  return static_cast<char*>(module_.arena.allocate(size + support::ByteStep, 1));
}

std::string_view Parser::closeText(const char* text, const char* end, std::size_t size) {
  auto length = static_cast<std::size_t>(end - text);
  module_.arena.giveBack(end, size + support::ByteStep - length);
  return {text, length};
}

// The value of a literal. Line ends become \n.
std::string_view Parser::decodeEscapes(const Literal& literal) {
  std::string_view text = literal.inside;
  if (!literal.is_bytes && !has_carriage_returns_ && !literal.has_escapes) return keep(text);
  char* memory = memoryForText(text.size());
  char* end = decodeTo(memory, literal);
  return end ? closeText(memory, end, text.size()) : std::string_view();
}

// Writes that value to `out`, never more bytes than the literal has, and returns the place behind it; null after an
// error.
char* Parser::decodeTo(char* out, const Literal& literal) {
  if (literal.is_bytes && !checkBytesAscii(literal)) return nullptr;
  std::string_view text = literal.inside;
  if (has_carriage_returns_) {
    std::string with_line_feeds;
    text = withoutCarriageReturns(text, with_line_feeds);
    return decodeText(out, literal, text, text.data() + text.size());
  }
  // Steps may be read beyond the literal, up to the end of the source.
  return decodeText(out, literal, text, text_ + text_size_);
}

bool Parser::checkBytesAscii(const Literal& literal) {
  auto is_beyond = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::ranges::none_of(literal.inside, is_beyond)) return true;
  fail(loc(token()), diag::BytesNotAscii);
  return false;
}

// The same for the text of a literal when its line ends are \n; bytes up to `readable` may be read.
char* Parser::decodeText(char* out, const Literal& literal, std::string_view text, const char* readable) {
  if (!literal.has_escapes) {
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
  }
  const char* p = text.data();
  const char* end = p + text.size();
  for (;;) {
    std::size_t length = copyPlain(p, end, readable, out);
    out += length;
    p += length;
    if (p == end) return out;
    std::string_view rest(p + 1, static_cast<std::size_t>(end - p - 1));
    char character = rest.empty() ? '\0' : ShortEscapes[static_cast<unsigned char>(rest[0])];
    if (character != '\0') {
      *out++ = character;
      p += 2;
    } else {
      if (!decodeLongEscape(rest, literal.is_bytes, out)) return nullptr;
      p = rest.data();
    }
    if (p == end) return out;
  }
}

// An escape that is none of ShortEscapes; `rest` starts after the backslash. One that Python does not know stands for
// itself, backslash included.
bool Parser::decodeLongEscape(std::string_view& rest, bool is_bytes, char*& out) {
  if (rest.empty()) {
    *out++ = '\\';
    return true;
  }
  char c = rest[0];
  rest.remove_prefix(1);
  switch (c) {
  case '\n': return true;
  case 'x': return decodeNumberedEscape(rest, 'x', 2, is_bytes, out);
  case 'u':
  case 'U':
    if (!is_bytes) return decodeNumberedEscape(rest, c, c == 'u' ? 4 : 8, is_bytes, out);
    break;
  case 'N':
    if (!is_bytes) return decodeNamedEscape(rest, out);
    break;
  default: break;
  }
  if (c < '0' || c > '7') {
    *out++ = '\\';
    *out++ = c;
    return true;
  }
  unsigned value = static_cast<unsigned>(c - '0');
  for (int i = 0; i < 2 && !rest.empty() && rest[0] >= '0' && rest[0] <= '7'; ++i) {
    value = value * 8 + static_cast<unsigned>(rest[0] - '0');
    rest.remove_prefix(1);
  }
  if (is_bytes) {
    *out++ = static_cast<char>(static_cast<unsigned char>(value & 0xFFU));
  } else {
    out = support::writeUtf8(out, value);
  }
  return true;
}

bool Parser::decodeNumberedEscape(std::string_view& rest, char letter, std::size_t digits, bool is_bytes, char*& out) {
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    int digit = i < rest.size() ? hexValue(rest[i]) : -1;
    if (digit < 0) {
      fail(loc(token()), diag::EscapeIncomplete, std::string_view(&letter, 1), static_cast<diag::Number>(digits));
      return false;
    }
    value = value << 4 | static_cast<char32_t>(digit);
  }
  rest.remove_prefix(digits);
  if (value > 0x10FFFF) {
    fail(loc(token()), diag::EscapeTooLarge, fmt::format("U{:08x}", static_cast<std::uint32_t>(value)));
    return false;
  }
  if (is_bytes) {
    *out++ = static_cast<char>(static_cast<unsigned char>(value));
  } else {
    out = support::writeUtf8(out, value);
  }
  return true;
}

// \N{NAME}
bool Parser::decodeNamedEscape(std::string_view& rest, char*& out) {
  std::size_t close = rest.empty() || rest[0] != '{' ? std::string_view::npos : rest.find('}');
  if (close == std::string_view::npos || close == 1) {
    fail(loc(token()), diag::EscapeNameIncomplete);
    return false;
  }
  std::string_view name = rest.substr(1, close - 1);
  std::optional<char32_t> found = lex::characterNamed(name);
  if (!found) {
    fail(loc(token()), diag::EscapeCharacterName, name);
    return false;
  }
  out = support::writeUtf8(out, *found);
  rest.remove_prefix(close + 1);
  return true;
}

// The text with \n for \r\n and \r, which are line ends too; `memory` holds it when it is not the text itself.
std::string_view Parser::withoutCarriageReturns(std::string_view text, std::string& memory) const {
  if (!has_carriage_returns_) return text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      memory += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      memory += '\n';
    }
  }
  return memory;
}

} // namespace pyompcc::parse
