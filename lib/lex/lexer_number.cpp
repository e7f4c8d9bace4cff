// lib/lex/lexer_number.cpp
//
// Numbers (language reference, sections 2.4.4 to 2.4.7). Values are computed by the parser.
#include "lib/diag/rows/lex.h"
#include "lib/lex/lexer.h"

namespace pyompcc::lex {
namespace {

// A number may be followed directly by one of these words (`1if x else 2`), as in CPython.
bool isWordAfterNumber(std::string_view rest) {
  for (std::string_view word : {"and", "else", "for", "if", "in", "is", "not", "or"}) {
    if (rest.starts_with(word)) return true;
  }
  return false;
}

constexpr std::string_view DecimalText = "a decimal";

} // namespace

void Lexer::lexNumber() {
  const char* begin = p_;
  bool is_prefixed = *p_ == '0' && (p_[1] | 0x20) != 'e' && (p_[1] | 0x20) != 'j' && (p_[1] | 0x20) >= 'a' &&
                     (p_[1] | 0x20) <= 'z' && !isWordAfterNumber({p_ + 1, static_cast<std::size_t>(end_ - p_ - 1)});
  char letter = static_cast<char>(p_[1] | 0x20);
  if (is_prefixed && letter != 'x' && letter != 'o' && letter != 'b') is_prefixed = false;
  const char* end = is_prefixed ? scanPrefixed(p_) : scanDecimal(p_);
  if (end) {
    p_ = end;
    return add(TokenKind::Number, begin, end);
  }
  // The first character may be a period.
  for (++p_; continuesIdentifier(*p_);) ++p_;
  add(TokenKind::Error, begin, p_);
}

// DIGIT (["_"] DIGIT)*; `p` is at the first digit. Null after an error.
const char* Lexer::scanDigits(const char* p, CharacterClass wanted, const char* what) {
  for (;;) {
    if (!hasClass(*p, wanted)) {
      // As CPython, at the last character that could stand here.
      report(p - 1, p, diag::NumberIncomplete, what);
      return nullptr;
    }
    while (hasClass(*p, wanted)) ++p;
    if (*p != '_') return p;
    ++p;
  }
}

// 0x, 0o and 0b; an underscore may follow the letter.
const char* Lexer::scanPrefixed(const char* p) {
  char letter = static_cast<char>(p[1] | 0x20);
  const char* what = letter == 'x' ? "a hexadecimal" : letter == 'o' ? "an octal" : "a binary";
  const char* digits = p + 2;
  if (*digits == '_') ++digits;
  const char* end = scanDigits(digits, letter == 'x' ? HexDigitClass : DigitClass, what);
  if (!end) return nullptr;
  char highest = letter == 'o' ? '7' : '1';
  for (const char* digit = digits; letter != 'x' && digit != end; ++digit) {
    if (*digit == '_' || *digit <= highest) continue;
    report(digit, digit + 1, diag::DigitOutOfBase, std::string_view(digit, 1), what);
    return nullptr;
  }
  return checkNumberEnd(end, what) ? end : nullptr;
}

// [DIGITS] ["." [DIGITS]] [("e" | "E") ["+" | "-"] DIGITS] ["j" | "J"]
const char* Lexer::scanDecimal(const char* p) {
  const char* begin = p;
  bool is_integer = true;
  if (*p != '.') {
    p = scanDigits(p, DigitClass, "a decimal");
    if (!p) return nullptr;
  }
  const char* integer_end = p;
  if (*p == '.') {
    is_integer = false;
    ++p;
    if (isDigit(*p)) p = scanDigits(p, DigitClass, "a decimal");
    if (!p) return nullptr;
  }
  bool has_sign = (*p | 0x20) == 'e' && (p[1] == '+' || p[1] == '-');
  if ((*p | 0x20) == 'e' && (isDigit(p[1]) || has_sign)) {
    is_integer = false;
    p = scanDigits(p + (has_sign ? 2 : 1), DigitClass, "a decimal");
    if (!p) return nullptr;
  }
  bool is_imaginary = (*p | 0x20) == 'j';
  if (is_imaginary) ++p;
  if (is_integer && !is_imaginary && *begin == '0') {
    for (const char* digit = begin; digit != integer_end; ++digit) {
      if (*digit == '0' || *digit == '_') continue;
      report(begin, integer_end, diag::LeadingZeros);
      return nullptr;
    }
  }
  return checkNumberEnd(p, is_imaginary ? "an imaginary" : DecimalText) ? p : nullptr;
}

bool Lexer::checkNumberEnd(const char* end, std::string_view what) {
  // What is not ASCII is a word or a character of its own.
  if (!continuesIdentifier(*end) || !isAscii(*end)) return true;
  std::string_view rest(end, static_cast<std::size_t>(end_ - end));
  if (isWordAfterNumber(rest)) return true;
  const char* word_end = end;
  while (continuesIdentifier(*word_end)) ++word_end;
  report(end - 1, word_end, diag::NumberEnd, std::string_view(end, static_cast<std::size_t>(word_end - end)), what);
  return false;
}

} // namespace pyompcc::lex
