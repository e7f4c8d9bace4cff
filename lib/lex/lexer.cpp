// lib/lex/lexer.cpp
//
// The lexer's main loop, punctuation and brackets.
#include "lib/lex/lexer.h"

#include "lib/diag/rows/lex.h"
#include "lib/support/pages.h"
#include "lib/support/unicode.h"

namespace pyompcc::lex {

Lexer::Lexer(std::string_view text, const Placement& placement, support::NameTable& names, diag::Emitter& emitter)
    : text_(text.data()), end_(text.data() + text.size()), p_(text.data()), placement_(placement), names_(names),
      emitter_(emitter) {
  // Ordinary programs have a token for every four to six bytes, and one for every fifty where all is text.
  buffer_.tokens.reserve(text.size() / 5 + 16);
  support::populatePages(buffer_.tokens.data(), text.size() / 3);
}

TokenBuffer Lexer::lexFile() {
  lexAll();
  return std::move(buffer_);
}

TokenBuffer Lexer::lexParenthesised() {
  is_parenthesised_ = true;
  is_line_start_ = false;
  lexAll();
  return std::move(buffer_);
}

void Lexer::lexAll() {
  while (!is_stopped_) {
    if (!fstring_parts_.empty() && fstring_parts_.back().part != Part::Field) {
      lexFStringLiteral();
    } else if (is_line_start_) {
      lexLineStart();
    } else {
      lexToken();
    }
  }
  lexEnd();
}

void Lexer::lexToken() {
  while (*p_ == ' ') ++p_;
  char c = *p_;
  if (startsIdentifier(c)) {
    lexIdentifier();
  } else if (isDigit(c) || (c == '.' && isDigit(p_[1]))) {
    lexNumber();
  } else if (isLineEnd(c)) {
    lexLineEnd();
  } else if (isBlank(c)) {
    ++p_;
  } else if (c == '#') {
    lexComment();
  } else if (c == '"' || c == '\'') {
    lexString(p_, p_);
  } else if (c == '\\') {
    lexContinuation();
  } else if (c == '\0' && p_ == end_) {
    is_stopped_ = true;
  } else {
    lexPunctuation();
  }
}

void Lexer::lexPunctuation() {
  using enum TokenKind;
  if (!fstring_parts_.empty() && lexFieldPunctuation()) return;
  // The operator itself, its form with `=`, its doubled form and the doubled form with `=`.
  auto one = [&](TokenKind plain, TokenKind with_equal) {
    p_[1] == '=' ? addPunctuation(with_equal, 2) : addPunctuation(plain, 1);
  };
  auto two = [&](TokenKind plain, TokenKind with_equal, TokenKind doubled, TokenKind doubled_equal) {
    if (p_[1] != *p_) return one(plain, with_equal);
    p_[2] == '=' ? addPunctuation(doubled_equal, 3) : addPunctuation(doubled, 2);
  };
  switch (*p_) {
  case '(': return lexOpening(LeftParen);
  case '[': return lexOpening(LeftBracket);
  case '{': return lexOpening(LeftBrace);
  case ')': return lexClosing(RightParen, LeftParen);
  case ']': return lexClosing(RightBracket, LeftBracket);
  case '}': return lexClosing(RightBrace, LeftBrace);
  case ',': return addPunctuation(Comma, 1);
  case ';': return addPunctuation(Semicolon, 1);
  case '~': return addPunctuation(Tilde, 1);
  case '.': return p_[1] == '.' && p_[2] == '.' ? addPunctuation(Ellipsis, 3) : addPunctuation(Dot, 1);
  case ':': return one(Colon, ColonEqual);
  case '=': return one(Equal, EqualEqual);
  case '!': return p_[1] == '=' ? addPunctuation(NotEqual, 2) : lexUnknownCharacter();
  case '+': return one(Plus, PlusEqual);
  case '-': return p_[1] == '>' ? addPunctuation(Arrow, 2) : one(Minus, MinusEqual);
  case '%': return one(Percent, PercentEqual);
  case '&': return one(Amper, AmperEqual);
  case '|': return one(Bar, BarEqual);
  case '^': return one(Caret, CaretEqual);
  case '@': return one(At, AtEqual);
  case '*': return two(Star, StarEqual, DoubleStar, DoubleStarEqual);
  case '/': return two(Slash, SlashEqual, DoubleSlash, DoubleSlashEqual);
  case '>': return two(Greater, GreaterEqual, RightShift, RightShiftEqual);
  case '<':
    // `<>` is the barry_as_FLUFL spelling; it is an error with a clearer place as one token.
    return two(Less, LessEqual, LeftShift, LeftShiftEqual);
  default: return lexUnknownCharacter();
  }
}

void Lexer::lexOpening(TokenKind kind) {
  if (brackets_.size() >= DeepestBrackets) {
    report(p_, p_ + 1, diag::BracketsTooDeep, static_cast<diag::Number>(DeepestBrackets));
    addPunctuation(TokenKind::Error, 1);
    brackets_.clear();
    is_stopped_ = true;
    return;
  }
  brackets_.push_back({.kind = kind, .begin = offset(p_)});
  addPunctuation(kind, 1);
}

void Lexer::lexClosing(TokenKind closing, TokenKind opening) {
  // A field's own brace is closed in lexFieldPunctuation; a bracket inside may not reach across it.
  std::size_t lowest = fstring_parts_.empty() ? 0 : fstring_parts_.back().bracket_depth;
  if (brackets_.size() > lowest && brackets_.back().kind == opening) {
    brackets_.pop_back();
    return addPunctuation(closing, 1);
  }
  if (brackets_.size() <= lowest) {
    report(p_, p_ + 1, diag::BracketNotOpened, spelling(closing));
    return addPunctuation(TokenKind::Error, 1);
  }
  const Bracket& open = brackets_.back();
  report(p_, p_ + 1, diag::BracketMismatch, spelling(closing), spelling(open.kind))
      .note(placement_.loc(open.begin, open.begin + 1), diag::BracketOpenedHere, spelling(open.kind));
  // The outer bracket that this one closes was most likely meant, or else the innermost one.
  std::size_t depth = brackets_.size();
  while (depth > lowest && brackets_[depth - 1].kind != opening) --depth;
  if (lowest > 0 && opening == TokenKind::LeftBrace && depth == lowest) {
    // It was to end the field.
    brackets_.resize(lowest - 1);
    fstring_parts_.pop_back();
  } else {
    brackets_.resize(depth > lowest ? depth - 1 : brackets_.size() - 1);
  }
  addPunctuation(TokenKind::Error, 1);
}

void Lexer::lexUnknownCharacter() {
  support::DecodedCodePoint found = support::decodeUtf8({p_, static_cast<std::size_t>(end_ - p_)});
  std::uint32_t length = found.length ? found.length : 1;
  // The second of two curly quotes, say, needs no message of its own.
  if (p_ >= unknown_end_) {
    std::string shown = fmt::format("U+{:04X}", static_cast<std::uint32_t>(found.value));
    if (support::isPrintable(found.value)) shown = fmt::format("`{}` ({})", std::string_view(p_, length), shown);
    report(p_, p_ + length, diag::CharacterUnknown, shown);
    for (unknown_end_ = p_; unknown_end_ != end_ && !isLineEnd(*unknown_end_);) ++unknown_end_;
  }
  addPunctuation(TokenKind::Error, length);
}

TokenBuffer lex(const support::SourceFile& source, support::FileId file, support::NameTable& names,
                diag::Emitter& emitter) {
  return Lexer(source.text(), Placement{.file = file}, names, emitter).lexFile();
}

TokenBuffer lexExpression(std::string_view text, const Placement& placement, support::NameTable& names,
                          diag::Emitter& emitter) {
  return Lexer(text, placement, names, emitter).lexParenthesised();
}

} // namespace pyompcc::lex
