// lib/parse/parse_string.cpp
//
// Strings and bytes: escapes, and joining of adjacent literals (language reference, sections 2.4.1 to 2.4.3).
#include "lib/diag/rows/parse.h"
#include "lib/lex/character_name.h"
#include "lib/parse/parser.h"
#include "lib/support/unicode.h"

#include <algorithm>

namespace pyompcc::parse {
namespace {

using ast::ConstantValue;

bool isText(const ast::Node* node) {
  const auto* constant = ast::as<ast::Constant>(node);
  return constant && constant->value.kind == ConstantValue::Kind::Str;
}

std::string_view textOfConstant(const ast::Node* node) { return static_cast<const ast::Constant*>(node)->value.text; }

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

// (STRING | fstring)+ | tstring+: adjacent literals are one.
ast::Expr* Parser::parseStrings() {
  std::uint32_t from = begin();
  if (at(TokenKind::String)) {
    TokenKind next = kindAhead(1);
    if (next != TokenKind::String && next != TokenKind::FStringStart && next != TokenKind::TStringStart) {
      return parseString();
    }
  }
  List<ast::Expr> parts(*this);
  bool has_format = false;
  bool has_template = false;
  bool has_text = false;
  bool has_bytes = false;
  while (!failed()) {
    if (at(TokenKind::String)) {
      ast::Constant* piece = parseString();
      (piece->value.kind == ConstantValue::Kind::Bytes ? has_bytes : has_text) = true;
      parts.add(piece);
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
  // Bytes take the whole range too; a single text is itself.
  return joined[0];
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

// One STRING token.
ast::Constant* Parser::parseString() {
  const Token& piece = token();
  std::string_view text = textOf(piece);
  bool is_raw = false;
  bool is_bytes = false;
  std::size_t prefix = 0;
  for (; text[prefix] != '"' && text[prefix] != '\''; ++prefix) {
    char letter = static_cast<char>(text[prefix] | 0x20);
    is_raw = is_raw || letter == 'r';
    is_bytes = is_bytes || letter == 'b';
  }
  bool is_triple = text.size() >= prefix + 6 && text[prefix + 1] == text[prefix] && text[prefix + 2] == text[prefix];
  std::size_t quote = is_triple ? 3 : 1;
  std::string_view inside = text.substr(prefix + quote, text.size() - prefix - 2 * quote);
  auto offset = static_cast<std::uint32_t>(piece.begin + prefix + quote);
  std::string_view value = decodeEscapes(inside, offset, is_bytes, is_raw);
  std::uint32_t from = begin();
  advance();
  auto* constant = make<ast::Constant>(from);
  constant->value.kind = is_bytes ? ConstantValue::Kind::Bytes : ConstantValue::Kind::Str;
  constant->value.text = value;
  if (text[0] == 'u') constant->kind = "u";
  return constant;
}

// The value of the text between the quotes; `offset` is where it stands. Line ends become \n.
std::string_view Parser::decodeEscapes(std::string_view text, std::uint32_t offset, bool is_bytes, bool is_raw) {
  if (is_bytes) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (static_cast<unsigned char>(text[i]) < 0x80) continue;
      auto place = static_cast<std::uint32_t>(offset + i);
      fail(loc(place, place + 1), diag::BytesNotAscii);
      return {};
    }
  }
  text = withoutCarriageReturns(text);
  std::size_t backslash = is_raw ? std::string_view::npos : text.find('\\');
  if (backslash == std::string_view::npos) return module_.arena.copy(text);
  std::string& out = decoded_;
  out.clear();
  std::string_view rest = text;
  while (backslash != std::string_view::npos) {
    out += rest.substr(0, backslash);
    rest.remove_prefix(backslash + 1);
    if (!decodeEscape(rest, offset, is_bytes, out)) return {};
    backslash = rest.find('\\');
  }
  out += rest;
  return module_.arena.copy(out);
}

// `rest` starts after the backslash. An escape that Python does not know stands for itself, backslash included.
bool Parser::decodeEscape(std::string_view& rest, std::uint32_t offset, bool is_bytes, std::string& out) {
  if (rest.empty()) {
    out += '\\';
    return true;
  }
  char c = rest[0];
  rest.remove_prefix(1);
  switch (c) {
  case '\n': return true;
  case '\\':
  case '\'':
  case '"': out += c; return true;
  case 'a': out += '\a'; return true;
  case 'b': out += '\b'; return true;
  case 'f': out += '\f'; return true;
  case 'n': out += '\n'; return true;
  case 'r': out += '\r'; return true;
  case 't': out += '\t'; return true;
  case 'v': out += '\v'; return true;
  case 'x': return decodeNumberedEscape(rest, 'x', 2, offset, is_bytes, out);
  case 'u':
  case 'U':
    if (!is_bytes) return decodeNumberedEscape(rest, c, c == 'u' ? 4 : 8, offset, is_bytes, out);
    break;
  case 'N':
    if (!is_bytes) return decodeNamedEscape(rest, offset, out);
    break;
  default: break;
  }
  if (c < '0' || c > '7') {
    out += '\\';
    out += c;
    return true;
  }
  unsigned value = static_cast<unsigned>(c - '0');
  for (int i = 0; i < 2 && !rest.empty() && rest[0] >= '0' && rest[0] <= '7'; ++i) {
    value = value * 8 + static_cast<unsigned>(rest[0] - '0');
    rest.remove_prefix(1);
  }
  if (is_bytes) {
    out += static_cast<char>(static_cast<unsigned char>(value & 0xFFU));
  } else {
    support::appendUtf8(out, value);
  }
  return true;
}

bool Parser::decodeNumberedEscape(std::string_view& rest, char letter, std::size_t digits, std::uint32_t offset,
                                  bool is_bytes, std::string& out) {
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    int digit = i < rest.size() ? hexValue(rest[i]) : -1;
    if (digit < 0) {
      fail(loc(offset, offset), diag::EscapeIncomplete, std::string_view(&letter, 1),
           static_cast<diag::Number>(digits));
      return false;
    }
    value = value << 4 | static_cast<char32_t>(digit);
  }
  rest.remove_prefix(digits);
  if (value > 0x10FFFF) {
    fail(loc(offset, offset), diag::EscapeTooLarge, fmt::format("U{:08x}", static_cast<std::uint32_t>(value)));
    return false;
  }
  if (is_bytes) {
    out += static_cast<char>(static_cast<unsigned char>(value));
  } else {
    support::appendUtf8(out, value);
  }
  return true;
}

// \N{NAME}
bool Parser::decodeNamedEscape(std::string_view& rest, std::uint32_t offset, std::string& out) {
  std::size_t close = rest.empty() || rest[0] != '{' ? std::string_view::npos : rest.find('}');
  if (close == std::string_view::npos || close == 1) {
    fail(loc(offset, offset), diag::EscapeNameIncomplete);
    return false;
  }
  std::string_view name = rest.substr(1, close - 1);
  std::optional<char32_t> found = lex::characterNamed(name);
  if (!found) {
    fail(loc(offset, offset), diag::EscapeCharacterName, name);
    return false;
  }
  support::appendUtf8(out, *found);
  rest.remove_prefix(close + 1);
  return true;
}

// \r\n and \r in the source are line ends as \n is.
std::string_view Parser::withoutCarriageReturns(std::string_view text) {
  if (text.find('\r') == std::string_view::npos) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return module_.arena.copy(out);
}

} // namespace pyompcc::parse
