// lib/lex/lexer_line.cpp
//
// Lines: indentation, line ends, continuation, comments, the end of the file, and brackets that were left open.
#include "lib/diag/rows/lex.h"
#include "lib/lex/lexer.h"
#include "lib/support/byte_scan.h"

#include <algorithm>
#include <bit>

namespace pyompcc::lex {
namespace {

constexpr std::uint32_t TabWidth = 8;

// Words that start a statement and never occur inside an expression: at the start of a line within brackets they show
// that a bracket was left open before.
constexpr std::string_view StatementWords[] = {"assert", "break",   "class",  "continue", "def",      "del",
                                               "except", "finally", "global", "import",   "nonlocal", "pass",
                                               "raise",  "return",  "try",    "while",    "with"};

} // namespace

// Reads the blanks before the first token of a logical line. Lines of blanks and comments alone have no indentation.
void Lexer::lexLineStart() {
  is_line_start_ = false;
  Indentation found{0, 0};
  const char* line = p_;
  if (!lexIndentation(found)) return;
  changeIndentation(found, line);
}

// False when the line is blank or the file ends: then there is nothing to compare.
bool Lexer::lexIndentation(Indentation& found) {
  const Indentation* continued = nullptr;
  Indentation first{0, 0};
  const char* begin = p_;
  skipSpaces();
  found.column = found.alt_column = static_cast<std::uint32_t>(p_ - begin);
  for (;; ++p_) {
    if (*p_ == ' ') {
      ++found.column;
      ++found.alt_column;
    } else if (*p_ == '\t') {
      found.column = (found.column / TabWidth + 1) * TabWidth;
      ++found.alt_column;
    } else if (*p_ == '\f') {
      found = {0, 0};
    } else if (*p_ == '\\' && isLineEnd(p_[1])) {
      // A line that is only a backslash: the indentation is that of the first such line.
      if (!continued) first = found;
      continued = &first;
      const char* backslash = p_++;
      skipLineEnd();
      found = {0, 0};
      if (p_ == end_) {
        report(backslash + 1, backslash + 1, diag::UnexpectedEndAfterBackslash);
        add(TokenKind::Error, backslash, backslash + 1);
        return false;
      }
      --p_;
    } else {
      break;
    }
  }
  if (continued && first.column > 0) found = first;
  if (*p_ == '#') lexComment();
  if (isLineEnd(*p_)) {
    skipLineEnd();
    is_line_start_ = true;
    return false;
  }
  return p_ != end_;
}

void Lexer::changeIndentation(Indentation found, const char* line) {
  const Indentation& top = indentations_.back();
  if (found.column == top.column) {
    if (found.alt_column != top.alt_column) report(line, p_, diag::TabsInconsistent);
    return;
  }
  if (found.column > top.column) {
    if (indentations_.size() >= DeepestIndentation) {
      report(p_, p_, diag::IndentationTooDeep, static_cast<diag::Number>(DeepestIndentation));
      add(TokenKind::Error, p_, p_);
      is_stopped_ = true;
      return;
    }
    if (found.alt_column <= top.alt_column) report(line, p_, diag::TabsInconsistent);
    indentations_.push_back(found);
    add(TokenKind::Indent, p_, p_);
    return;
  }
  while (found.column < indentations_.back().column) {
    indentations_.pop_back();
    add(TokenKind::Dedent, p_, p_);
  }
  if (found.column != indentations_.back().column) {
    // At the end of the line, as CPython.
    const char* line_end = p_;
    while (line_end != end_ && !isLineEnd(*line_end)) ++line_end;
    report(line_end, line_end, diag::IndentationUnmatched);
    buffer_.uneven_lines.push_back(offset(p_));
    // The line is read as one of the last block that it would have ended, so the lines after it fit again.
    indentations_.push_back(found);
    buffer_.tokens.pop_back();
  } else if (found.alt_column != indentations_.back().alt_column) {
    report(line, p_, diag::TabsInconsistent);
  }
}

void Lexer::skipLineEnd() {
  if (*p_ == '\r' && p_[1] == '\n') ++p_;
  ++p_;
}

void Lexer::lexLineEnd() {
  const char* begin = p_;
  skipLineEnd();
  if (isInBrackets()) {
    closeAbandonedBrackets();
    return;
  }
  add(TokenKind::Newline, begin, p_);
  is_line_start_ = true;
}

// After a line end inside brackets: a word that only starts statements means that the bracket was never closed. It is
// reported where it was opened, and the lines after it are read as if it had been closed.
bool Lexer::closeAbandonedBrackets() {
  if (is_parenthesised_ || !fstring_parts_.empty()) return false;
  skipSpaces();
  const char* word = p_;
  while (isBlank(*word)) ++word;
  if (*word < 'a' || *word > 'w') return false;
  const char* word_end = word;
  while (continuesIdentifier(*word_end)) ++word_end;
  std::string_view text(word, static_cast<std::size_t>(word_end - word));
  if (std::find(std::begin(StatementWords), std::end(StatementWords), text) == std::end(StatementWords)) return false;
  reportOpenBrackets();
  add(TokenKind::Error, p_, p_);
  add(TokenKind::Newline, p_, p_);
  is_line_start_ = true;
  return true;
}

// All brackets that are open will never be closed: the innermost of each line is reported.
void Lexer::reportOpenBrackets() {
  const char* reported = nullptr;
  for (std::size_t i = brackets_.size(); i-- > 0;) {
    const char* open = text_ + brackets_[i].begin;
    bool is_other_line = !reported || std::any_of(open, reported, isLineEnd);
    bool is_reported = is_other_line && !brackets_[i].has_broken_string;
    if (is_reported) report(open, open + 1, diag::BracketNotClosed, spelling(brackets_[i].kind));
    reported = open;
  }
  brackets_.clear();
}

void Lexer::lexContinuation() {
  const char* backslash = p_++;
  if (isLineEnd(*p_)) {
    skipLineEnd();
    if (p_ == end_) {
      report(backslash + 1, backslash + 1, diag::UnexpectedEndAfterBackslash);
      add(TokenKind::Error, backslash, backslash + 1);
    }
    return;
  }
  if (p_ == end_) {
    report(backslash + 1, backslash + 1, diag::UnexpectedEndAfterBackslash);
  } else {
    report(backslash + 1, backslash + 2, diag::CharacterAfterBackslash);
    while (p_ != end_ && !isLineEnd(*p_)) ++p_;
  }
  add(TokenKind::Error, backslash, p_);
}

void Lexer::lexComment() {
  const char* begin = p_;
  std::uint32_t found = 0;
  while (end_ - p_ >= support::ByteBlock && !found) {
    found = support::bytesEqual(p_, '\n') | support::bytesEqual(p_, '\r');
    p_ += found ? std::countr_zero(found) : support::ByteBlock;
  }
  while (!isLineEnd(*p_) && p_ != end_) ++p_;
  buffer_.comments.push_back({offset(begin), offset(p_)});
}

// Ends the last line and every block.
void Lexer::lexEnd() {
  if (!fstring_parts_.empty()) abandonFString();
  if (!brackets_.empty()) {
    reportOpenBrackets();
    add(TokenKind::Error, p_, p_);
  }
  bool is_line_open = !buffer_.tokens.empty() && buffer_.tokens.back().kind != TokenKind::Newline &&
                      buffer_.tokens.back().kind != TokenKind::Dedent;
  if (is_line_open || is_parenthesised_) add(TokenKind::Newline, p_, p_);
  for (; indentations_.size() > 1; indentations_.pop_back()) add(TokenKind::Dedent, p_, p_);
  add(TokenKind::EndOfFile, p_, p_);
}

} // namespace pyompcc::lex
