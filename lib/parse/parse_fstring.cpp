// lib/parse/parse_fstring.cpp
//
// f-strings and t-strings (PEP 701, PEP 750).
#include "lib/diag/rows/lex.h"
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

#include <algorithm>
#include <utility>

namespace pyompcc::parse {
namespace {

// CPython's limit: MAX_EXPR_NESTING of its tokenizer.
constexpr std::uint32_t DeepestFormats = 2;

bool isMiddle(TokenKind kind) { return kind == TokenKind::FStringMiddle || kind == TokenKind::TStringMiddle; }

} // namespace

// FSTRING_START (FSTRING_MIDDLE | replacement_field)* FSTRING_END, its parts added to `parts`
void Parser::parseFString(List<ast::Expr>& parts) {
  Level level(*this);
  bool is_template = at(TokenKind::TStringStart);
  std::string_view start = textOf(token());
  bool is_raw = start.find('r') != std::string_view::npos || start.find('R') != std::string_view::npos;
  if (is_template) require(14, loc(token()), "a t-string");
  std::string_view outer_quotes = std::exchange(fstring_quotes_, start.substr(start.find_first_of("\"'")));
  std::uint32_t outer_formats = std::exchange(format_depth_, 0U);
  advance();
  while (!failed()) {
    if (isMiddle(kind())) {
      parseLiteralPart(parts, is_raw);
    } else if (at(TokenKind::LeftBrace)) {
      parseField(parts, is_template, is_raw);
    } else {
      break;
    }
  }
  expect(is_template ? TokenKind::TStringEnd : TokenKind::FStringEnd);
  fstring_quotes_ = outer_quotes;
  format_depth_ = outer_formats;
}

void Parser::parseLiteralPart(List<ast::Expr>& parts, bool is_raw) {
  const Token& middle = token();
  std::string_view text = textOf(middle);
  bool has_escapes = !is_raw && text.find('\\') != std::string_view::npos;
  std::string_view value =
      decodeEscapes({.inside = text, .is_raw = is_raw, .is_bytes = false, .has_u = false, .has_escapes = has_escapes});
  std::uint32_t from = begin();
  advance();
  // The second of two braces is in no token, but in the constant's range.
  bool has_escaped_brace =
      begin() == middle.end + 1 && textBetween(middle.end - 1, middle.end).find_first_of("{}") == 0;
  auto* constant = make<ast::Constant>(from, middle.end + (has_escaped_brace ? 1 : 0));
  constant->value.kind = ast::ConstantValue::Kind::Str;
  constant->value.text = value;
  // An escaped line end alone leaves nothing.
  if (!value.empty()) parts.add(constant);
}

// '{' (yield_expr | star_expressions) ['='] ['!' NAME] [':' format_spec] '}'
void Parser::parseField(List<ast::Expr>& parts, bool is_template, bool is_raw) {
  Level level(*this);
  std::uint32_t from = begin();
  // Before 3.12 the format of a format could hold text only.
  if (python_ < 12 && format_depth_ >= DeepestFormats) {
    fail(loc(token()), diag::FormatTooDeep, static_cast<diag::Number>(DeepestFormats - 1));
  }
  advance();
  if (at(TokenKind::RightBrace) || at(TokenKind::Exclamation) || at(TokenKind::Colon) || at(TokenKind::Equal)) {
    fail(loc(token()), diag::FieldEmpty, lex::describe(kind()));
  }
  std::uint32_t expr_begin = begin();
  if (at(TokenKind::KwLambda)) fail(loc(token()), diag::FieldLambda);
  ast::Expr* value = parseYieldOrStarExpressions();
  std::uint32_t expr_end = previousEnd();
  if (!failed()) requireForField(expr_begin, expr_end);
  bool is_debug = accept(TokenKind::Equal);
  bool is_field_end = at(TokenKind::Exclamation) || at(TokenKind::Colon) || at(TokenKind::RightBrace);
  if (is_debug && !is_field_end) fail(loc(token()), diag::ExpectedToken, "`!`, `:` or `}`", lex::describe(kind()));
  std::uint32_t debug_end = begin();
  int conversion = at(TokenKind::Exclamation) ? parseConversion() : -1;
  ast::Expr* format = nullptr;
  if (at(TokenKind::Colon)) {
    format = parseFormatSpec(is_raw);
    checkFormatEnd(is_template);
  }
  if (!accept(TokenKind::RightBrace)) failUnclosed(TokenKind::RightBrace);
  if (failed()) return;
  if (is_debug) {
    auto* text = make<ast::Constant>(from + 1, debug_end);
    text->value.kind = ast::ConstantValue::Kind::Str;
    text->value.text = debugText(from + 1, debug_end);
    parts.add(text);
    if (conversion < 0 && !format) conversion = 'r';
  }
  if (is_template) {
    auto* field = make<ast::Interpolation>(from);
    field->value = value;
    field->str.kind = ast::ConstantValue::Kind::Str;
    // With the blanks before the expression, without those behind it.
    field->str.text = debugText(from + 1, expr_end);
    field->conversion = conversion;
    field->format_spec = format;
    parts.add(field);
    return;
  }
  auto* field = make<ast::FormattedValue>(from);
  field->value = value;
  field->conversion = conversion;
  field->format_spec = format;
  parts.add(field);
}

// '!' NAME
int Parser::parseConversion() {
  const Token& mark = token();
  advance();
  const Token& letter = token();
  std::string_view text = at(TokenKind::Identifier) ? textOf(letter) : std::string_view();
  bool is_known = text == "s" || text == "r" || text == "a";
  if (!is_known) {
    if (!failed()) fail(loc(letter), diag::FieldConversion);
    return -1;
  }
  if (letter.begin != mark.end) fail(loc(mark), diag::FieldConversionApart);
  advance();
  if (begin() != letter.end) require(12, loc(letter), "a blank behind the conversion of a field");
  return text[0];
}

// A line end in a format of one quote ended the format in 3.12 and 3.13; before and after that it is an error.
void Parser::checkFormatEnd(bool is_template) {
  if (failed() || fstring_quotes_.size() > 1 || python_ == 12 || python_ == 13) return;
  std::uint32_t end = previousEnd();
  if (textBetween(end, begin()).find_first_of("\r\n") == std::string_view::npos) return;
  fail(loc(end, end + 1), diag::FStringSpecNewline, is_template ? "t-string" : "f-string");
}

// ':' (FSTRING_MIDDLE | replacement_field)*, a string of its own: fields in the format of a template are formatted
// (language reference of 3.14, section 2.5.8).
ast::Expr* Parser::parseFormatSpec(bool is_raw) {
  std::uint32_t from = begin();
  if (++format_depth_ > DeepestFormats) {
    fail(loc(token()), diag::FormatTooDeep, static_cast<diag::Number>(DeepestFormats));
  }
  advance();
  List<ast::Expr> parts(*this);
  while (!failed()) {
    if (isMiddle(kind())) {
      parseLiteralPart(parts, is_raw);
    } else if (at(TokenKind::LeftBrace)) {
      parseField(parts, false, is_raw);
    } else {
      break;
    }
  }
  --format_depth_;
  // Since 3.13 the text of a field with `=` is joined with the text before it, as it is outside of formats.
  std::span<ast::Expr*> values = python_ >= 13 ? joinParts(parts, false) : parts.take();
  auto* spec = make<ast::JoinedStr>(from);
  spec->values = values;
  return spec;
}

// Before PEP 701 an f-string was one token: its fields could hold neither its quotes nor backslashes, comments and, in
// single quotes, line ends.
void Parser::requireForField(std::uint32_t from, std::uint32_t to) {
  if (python_ >= 12) return;
  std::string_view text = textBetween(from, to);
  auto holds = [&](std::string_view wanted) { return text.find(wanted) != std::string_view::npos; };
  auto in_field = [&](const lex::CommentRange& comment) { return comment.begin >= from && comment.begin < to; };
  if (holds(fstring_quotes_)) require(12, loc(from, to), "a field that holds the quotes of its f-string");
  if (holds("\\")) require(12, loc(from, to), "a backslash in a field of an f-string");
  if (std::ranges::any_of(buffer_.comments, in_field)) require(12, loc(from, to), "a comment in an f-string");
  bool is_single = fstring_quotes_.size() == 1;
  if (is_single && holds("\n")) require(12, loc(from, to), "a line end in a field of a single-quoted f-string");
}

// The text of `{expr=}` as it stands, without comments.
std::string_view Parser::debugText(std::uint32_t from, std::uint32_t to) {
  auto before = [](const lex::CommentRange& comment, std::uint32_t offset) { return comment.begin < offset; };
  auto comment = std::lower_bound(buffer_.comments.begin(), buffer_.comments.end(), from, before);
  std::string text;
  for (; comment != buffer_.comments.end() && comment->begin < to; ++comment) {
    text += textBetween(from, comment->begin);
    from = comment->end;
  }
  text += textBetween(from, to);
  return fieldText(text);
}

// The text of a field as the tree holds it.
std::string_view Parser::fieldText(std::string_view text) {
  std::string memory;
  return module_.arena.copy(withoutCarriageReturns(text, memory));
}

} // namespace pyompcc::parse
