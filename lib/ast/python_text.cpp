// lib/ast/python_text.cpp
//
// repr of constants (Python standard library, built-in types).
#include "lib/ast/python_text.h"

#include "lib/support/text_repr.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

namespace pyompcc::ast {
namespace {

// CPython refuses to print longer integers (sys.set_int_max_str_digits); 10 bits are 3 digits and a bit.
constexpr std::size_t MostDecimalDigits = 4300;
constexpr std::size_t MostHexDigits = MostDecimalDigits * 5 / 6;

unsigned hexDigit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10); }

// Decimal digits of a hexadecimal number: groups of nine decimal digits, multiplied and added to digit by digit.
std::string toDecimal(std::string_view hex) {
  constexpr std::uint64_t GroupBase = 1'000'000'000;
  std::vector<std::uint32_t> groups;
  for (char c : hex) {
    std::uint64_t carry = hexDigit(c);
    for (std::uint32_t& group : groups) {
      std::uint64_t value = std::uint64_t{group} * 16 + carry;
      group = static_cast<std::uint32_t>(value % GroupBase);
      carry = value / GroupBase;
    }
    if (carry) groups.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string out = groups.empty() ? "0" : fmt::format("{}", groups.back());
  for (std::size_t i = groups.size(); i-- > 1;) out += fmt::format("{:09}", groups[i - 1]);
  return out;
}

void appendBytesRepr(std::string& out, std::string_view bytes) {
  char quote = support::reprQuote(bytes);
  out += 'b';
  out += quote;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    if (support::appendShortEscape(out, byte, quote)) continue;
    if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
    }
  }
  out += quote;
}

} // namespace

// The shortest digits that give the value back; with an exponent below 1e-4 and from 1e16 on.
void appendFloatRepr(std::string& out, double value, bool is_imaginary) {
  if (std::isinf(value)) {
    out += value < 0 ? "-inf" : "inf";
    return;
  }
  std::array<char, 32> buffer{};
  auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
  std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  std::size_t e = text.find('e');
  int exponent = 0;
  std::string_view exponent_text = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  std::string digits(1, text[0]);
  if (e > 1) digits += text.substr(2, e - 2);
  if (exponent < -4 || exponent >= 16) {
    out += digits[0];
    if (digits.size() > 1) out += "." + digits.substr(1);
    fmt::format_to(std::back_inserter(out), "e{}{:02}", exponent < 0 ? '-' : '+', std::abs(exponent));
    return;
  }
  if (exponent < 0) {
    out += "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    return;
  }
  auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) {
    out += digits + std::string(whole - digits.size(), '0');
    if (!is_imaginary) out += ".0";
  } else {
    out += digits.substr(0, whole) + "." + digits.substr(whole);
  }
}

void appendRepr(std::string& out, const ConstantValue& value) {
  switch (value.kind) {
  case ConstantValue::Kind::None: out += "None"; return;
  case ConstantValue::Kind::False: out += "False"; return;
  case ConstantValue::Kind::True: out += "True"; return;
  case ConstantValue::Kind::Ellipsis: out += "Ellipsis"; return;
  case ConstantValue::Kind::Int: out += fmt::format("{}", value.integer); return;
  case ConstantValue::Kind::BigInt:
    out += value.text.starts_with("0x") && value.text.size() - 2 <= MostHexDigits ? toDecimal(value.text.substr(2))
                                                                                  : std::string(value.text);
    return;
  case ConstantValue::Kind::Float: appendFloatRepr(out, value.number); return;
  case ConstantValue::Kind::Imaginary:
    appendFloatRepr(out, value.number, true);
    out += 'j';
    return;
  case ConstantValue::Kind::Str: support::appendStrRepr(out, value.text); return;
  case ConstantValue::Kind::Bytes: appendBytesRepr(out, value.text); return;
  }
}

} // namespace pyompcc::ast
