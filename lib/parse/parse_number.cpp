// lib/parse/parse_number.cpp
//
// The values of numbers (language reference, sections 2.4.5 to 2.4.7).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace pyompcc::parse {
namespace {

using ast::ConstantValue;

// sys.int_info.default_max_str_digits (since 3.11, and 3.10.7).
constexpr std::size_t MostDecimalDigits = 4300;

int digitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return (c | 0x20) - 'a' + 10;
}

// Octal or binary digits as hexadecimal ones.
std::string toHexadecimal(std::string_view digits, int bits_per_digit) {
  std::string reversed;
  unsigned pending = 0;
  int pending_bits = 0;
  for (std::size_t i = digits.size(); i-- > 0;) {
    pending |= static_cast<unsigned>(digitValue(digits[i])) << pending_bits;
    pending_bits += bits_per_digit;
    for (; pending_bits >= 4; pending_bits -= 4, pending >>= 4) reversed += "0123456789abcdef"[pending & 15U];
  }
  if (pending) reversed += "0123456789abcdef"[pending & 15U];
  while (reversed.size() > 1 && reversed.back() == '0') reversed.pop_back();
  return {reversed.rbegin(), reversed.rend()};
}

double floatValue(const std::string& digits) {
  double value = 0.0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  // Too large or too small: strtod gives infinity or zero, as Python does.
  return error == std::errc() ? value : std::strtod(digits.c_str(), nullptr);
}

} // namespace

ast::Expr* Parser::parseNumber() {
  std::uint32_t from = begin();
  std::string_view text = textOf(token());
  advance();
  auto* constant = make<ast::Constant>(from);
  constant->value = numberValue(text);
  return constant;
}

ConstantValue Parser::numberValue(std::string_view text) {
  ConstantValue value;
  std::string without_underscores;
  if (text.find('_') != std::string_view::npos) {
    for (char c : text) {
      if (c != '_') without_underscores += c;
    }
    text = without_underscores;
  }
  char letter = text.size() > 1 && text[0] == '0' ? static_cast<char>(text[1] | 0x20) : '\0';
  int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
  bool is_imaginary = base == 10 && (text.back() | 0x20) == 'j';
  if (base == 10 && (is_imaginary || text.find_first_of(".eE") != std::string_view::npos)) {
    value.kind = is_imaginary ? ConstantValue::Kind::Imaginary : ConstantValue::Kind::Float;
    value.number = floatValue(std::string(text.substr(0, text.size() - (is_imaginary ? 1 : 0))));
    return value;
  }
  std::string_view digits = base == 10 ? text : text.substr(2);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value.integer, base);
  value.kind = ConstantValue::Kind::Int;
  if (error == std::errc()) return value;
  value.kind = ConstantValue::Kind::BigInt;
  value.integer = 0;
  bool is_too_long = base == 10 && digits.size() > MostDecimalDigits;
  if (is_too_long) fail(loc(current_[-1]), diag::IntegerTooLong, static_cast<diag::Number>(MostDecimalDigits));
  if (base == 10) {
    value.text = module_.arena.copy(digits);
  } else if (base == 16) {
    value.text = module_.arena.copy("0x" + std::string(digits));
  } else {
    value.text = module_.arena.copy("0x" + toHexadecimal(digits, base == 8 ? 3 : 1));
  }
  return value;
}

} // namespace pyompcc::parse
