// runtime/include/pyomp/text/format.hpp
//
// `format(value, spec)`: the format specification mini-language (PEP 3101; CPython Python/formatter_unicode.c).
#pragma once

#include "parse.hpp"

namespace py {

namespace detail {

/// A format specification, read.
struct FormatSpec {
  char32_t fill = U' ';
  char32_t align = 0; ///< 0: the type's own
  char sign = '-';
  bool alternate = false;
  bool no_negative_zero = false;
  Int width = -1;
  char32_t grouping = 0; ///< ',' or '_'
  Int precision = -1;
  char32_t type = 0;
};

[[noreturn, gnu::cold]] PYOMP_APART void badSpec(const Str& spec, const char* type_name, int line) {
  throw ValueError("Invalid format specifier '" + spec.utf8() + "' for object of type '" + type_name + "'", line);
}
[[noreturn, gnu::cold]] PYOMP_APART void unknownCode(char32_t code, const char* type_name, int line) {
  std::string shown;
  if (code > 32 && code < 128)
    shown = static_cast<char>(code);
  else
    shown = "\\x" + digitsOf(code, 16);
  throw ValueError("Unknown format code '" + shown + "' for object of type '" + type_name + "'", line);
}

/// A run of decimal digits at `at`, which moves behind it; -1 without any.
inline Int specNumber(const Str& spec, Int& at, int line) {
  Int value = -1;
  for (; at < spec.size(); ++at) {
    int digit = unicode::decimalOf(spec[at]);
    if (digit < 0) break;
    if (value > (std::numeric_limits<Int>::max() - digit) / 10)
      raise::valueError("Too many decimal digits in format string", line);
    value = std::max<Int>(value, 0) * 10 + digit;
  }
  return value;
}

PYOMP_APART FormatSpec parseSpec(const Str& spec, const char* type_name, char32_t type, char32_t align, int line) {
  FormatSpec result;
  result.type = type;
  result.align = align;
  auto isAlign = [](char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; };
  Int at = 0;
  auto peek = [&](Int ahead = 0) -> char32_t { return at + ahead < spec.size() ? spec[at + ahead] : 0; };
  bool fill_given = false;
  bool align_given = false;
  if (spec.size() >= 2 && isAlign(peek(1))) {
    result.fill = peek();
    result.align = peek(1);
    fill_given = align_given = true;
    at += 2;
  } else if (isAlign(peek())) {
    result.align = peek();
    align_given = true;
    ++at;
  }
  if (peek() == ' ' || peek() == '+' || peek() == '-') result.sign = static_cast<char>(spec[at++]);
  if (peek() == 'z') {
    result.no_negative_zero = true;
    ++at;
  }
  if (peek() == '#') {
    result.alternate = true;
    ++at;
  }
  if (!fill_given && peek() == '0') {
    result.fill = U'0';
    if (!align_given && align == '>') result.align = U'=';
    ++at;
  }
  result.width = specNumber(spec, at, line);
  if (peek() == ',') {
    result.grouping = U',';
    ++at;
  }
  if (peek() == '_') {
    if (result.grouping) raise::valueError("Cannot specify both ',' and '_'.", line);
    result.grouping = U'_';
    ++at;
  }
  if (peek() == ',' && result.grouping == '_') raise::valueError("Cannot specify both ',' and '_'.", line);
  if (peek() == '.') {
    ++at;
    result.precision = specNumber(spec, at, line);
    if (result.precision < 0) raise::valueError("Format specifier missing precision", line);
  }
  if (spec.size() - at > 1) badSpec(spec, type_name, line);
  if (spec.size() - at == 1) result.type = spec[at];
  if (result.grouping) {
    char32_t t = result.type;
    bool decimal =
        t == 'd' || t == 'e' || t == 'f' || t == 'g' || t == 'E' || t == 'G' || t == '%' || t == 'F' || t == 0;
    bool binary = t == 'b' || t == 'o' || t == 'x' || t == 'X';
    if (!decimal && !(binary && result.grouping == '_')) {
      std::string separator(1, static_cast<char>(result.grouping));
      if (t > 32 && t < 128)
        raise::valueError(("Cannot specify '" + separator + "' with '" + static_cast<char>(t) + "'.").c_str(), line);
      raise::valueError(("Cannot specify '" + separator + "' with '\\x" + digitsOf(t, 16) + "'.").c_str(), line);
    }
  }
  return result;
}

/// `text` in a field of the width; '=' is no alignment of texts.
inline Str padded(const Str& text, const FormatSpec& spec) {
  Int room = spec.width - text.size();
  if (room <= 0) return text;
  Int before = spec.align == '>' ? room : spec.align == '^' ? room / 2 : 0;
  StrBuilder builder;
  builder.fill(spec.fill, before);
  builder.add(text);
  builder.fill(spec.fill, room - before);
  return builder.text();
}

/// Digits with separators between groups, and zeros before them until `least` characters are there.
inline std::string grouped(const std::string& digits, char32_t separator, std::size_t group, Int least) {
  std::string reversed;
  std::size_t count = 0;
  auto put = [&](char c) {
    if (separator && count > 0 && count % group == 0) reversed += static_cast<char>(separator);
    reversed += c;
    ++count;
  };
  for (std::size_t i = digits.size(); i > 0; --i) put(digits[i - 1]);
  while (static_cast<Int>(reversed.size()) < least) put('0');
  return {reversed.rbegin(), reversed.rend()};
}

/// A number of sign, prefix, whole digits and the rest, in its field.
inline Str numberField(bool negative, const std::string& prefix, const std::string& digits, const std::string& rest,
                       std::size_t group, const FormatSpec& spec) {
  std::string lead = negative ? "-" : spec.sign == '-' ? "" : std::string(1, spec.sign);
  lead += prefix;
  Int zeros = 0;
  if (spec.fill == '0' && spec.align == '=') {
    zeros = spec.width - static_cast<Int>(lead.size()) - static_cast<Int>(rest.size());
  }
  std::string number = grouped(digits, spec.grouping, group, zeros) + rest;
  if (spec.align != '=') return padded(Str::of(lead + number), spec);
  StrBuilder builder;
  builder.add(lead);
  builder.fill(spec.fill, spec.width - static_cast<Int>(lead.size() + number.size()));
  builder.add(number);
  return builder.text();
}

inline std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

/// What stands behind the whole digits: "12.5e+10" is "12" and ".5e+10"; "inf" has only whole ones.
inline std::size_t wholeDigits(const std::string& text) {
  std::size_t end = 0;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end;
}

/// The style of a float's type character; nothing for one that floats do not have.
inline std::optional<FloatStyle> floatStyle(const FormatSpec& spec, bool dot_zero) {
  FloatStyle style;
  style.alternate = spec.alternate;
  style.precision = static_cast<int>(spec.precision < 0 ? 6 : spec.precision);
  switch (spec.type) {
  case 0:
    style.dot_zero = dot_zero;
    style.type = spec.precision < 0 ? 'r' : 'g';
    return style;
  case 'e':
  case 'E': style.type = 'e'; return style;
  case 'f':
  case 'F':
  case '%': style.type = 'f'; return style;
  case 'g':
  case 'G':
  case 'n': style.type = 'g'; return style;
  default: return std::nullopt;
  }
}

inline bool isNegative(double value) { return std::signbit(value) && !std::isnan(value); }

PYOMP_APART Str formatFloat(double value, const FormatSpec& spec, const char* type_name, int line) {
  std::optional<FloatStyle> style = floatStyle(spec, true);
  if (!style) unknownCode(spec.type, type_name, line);
  if (spec.precision > std::numeric_limits<int>::max()) raise::valueError("precision too big", line);
  if (spec.type == '%') value *= 100;
  std::string text = magnitudeText(value, *style);
  bool negative = isNegative(value);
  // Option z: what rounds to zero has no sign.
  if (spec.no_negative_zero && negative && text.find_first_of("123456789in") == text.npos) negative = false;
  if (spec.type == '%') text += "%";
  if (spec.type == 'E' || spec.type == 'F' || spec.type == 'G') text = upper(text);
  std::size_t whole = wholeDigits(text);
  if (whole == 0 && !text.empty()) {
    // inf and nan are padded with zeros too.
    whole = text.size() - (spec.type == '%' ? 1 : 0);
    FormatSpec plain = spec;
    plain.grouping = 0;
    return numberField(negative, "", text.substr(0, whole), text.substr(whole), 3, plain);
  }
  return numberField(negative, "", text.substr(0, whole), text.substr(whole), 3, spec);
}

PYOMP_APART Str formatInt(Int value, const FormatSpec& spec, const char* type_name, int line) {
  if (spec.type == 'e' || spec.type == 'E' || spec.type == 'f' || spec.type == 'F' || spec.type == 'g' ||
      spec.type == 'G' || spec.type == '%') {
    return formatFloat(static_cast<double>(value), spec, type_name, line);
  }
  if (spec.precision >= 0) raise::valueError("Precision not allowed in integer format specifier", line);
  if (spec.no_negative_zero)
    raise::valueError("Negative zero coercion (z) not allowed in integer format specifier", line);
  int base = 10;
  switch (spec.type) {
  case 'c': {
    if (spec.sign != '-') raise::valueError("Sign not allowed with integer format specifier 'c'", line);
    if (spec.alternate) raise::valueError("Alternate form (#) not allowed with integer format specifier 'c'", line);
    if (value < 0 || value > 0x10ffff) raise::overflowError("%c arg not in range(0x110000)", line);
    FormatSpec field = spec;
    return padded(Str::of(static_cast<char32_t>(value)), field);
  }
  case 'b': base = 2; break;
  case 'o': base = 8; break;
  case 'x':
  case 'X': base = 16; break;
  case 0:
  case 'd':
  case 'n': break;
  default: unknownCode(spec.type, type_name, line);
  }
  std::string digits = digitsOf(magnitudeOf(value), base);
  std::string prefix;
  if (spec.alternate && base != 10) prefix = base == 2 ? "0b" : base == 8 ? "0o" : "0x";
  if (spec.type == 'X') {
    digits = upper(digits);
    prefix = upper(prefix);
  }
  return numberField(value < 0, prefix, digits, "", base == 10 ? 3 : 4, spec);
}

PYOMP_APART Str formatText(const Str& text, const Str& spec_text, int line) {
  FormatSpec spec = parseSpec(spec_text, "str", U's', U'<', line);
  if (spec.type != 's') unknownCode(spec.type, "str", line);
  if (spec.sign == ' ') raise::valueError("Space not allowed in string format specifier", line);
  if (spec.sign == '+') raise::valueError("Sign not allowed in string format specifier", line);
  if (spec.no_negative_zero)
    raise::valueError("Negative zero coercion (z) not allowed in string format specifier", line);
  if (spec.alternate) raise::valueError("Alternate form (#) not allowed in string format specifier", line);
  if (spec.align == '=') raise::valueError("'=' alignment not allowed in string format specifier", line);
  Str shown = spec.precision >= 0 && spec.precision < text.size() ? text.part(0, spec.precision) : text;
  return padded(shown, spec);
}

PYOMP_APART Str formatComplex(const std::complex<double>& value, const FormatSpec& spec, const char* type_name,
                              int line) {
  bool plain = spec.type == 0;
  std::optional<FloatStyle> style = spec.type == '%' ? std::nullopt : floatStyle(spec, false);
  if (!style) unknownCode(spec.type, type_name, line);
  if (spec.fill == '0') raise::valueError("Zero padding is not allowed in complex format specifier", line);
  if (spec.align == '=') raise::valueError("'=' alignment flag is not allowed in complex format specifier", line);
  bool upper_case = spec.type == 'E' || spec.type == 'F' || spec.type == 'G';
  FormatSpec part = spec;
  part.width = -1;
  part.align = U'>';
  auto text = [&](double number, char sign) {
    part.sign = sign;
    std::string magnitude = magnitudeText(number, *style);
    if (upper_case) magnitude = upper(magnitude);
    bool negative = isNegative(number);
    if (spec.no_negative_zero && negative && magnitude.find_first_of("123456789in") == magnitude.npos) negative = false;
    std::size_t whole = wholeDigits(magnitude);
    if (whole == 0) {
      part.grouping = 0;
      whole = magnitude.size();
    }
    return numberField(negative, "", magnitude.substr(0, whole), magnitude.substr(whole), 3, part);
  };
  // Without a type it looks like str(): the real part may be left out, and parentheses stand around two parts.
  bool skip_real = plain && value.real() == 0 && !std::signbit(value.real());
  Str result = skip_real ? Str() : text(value.real(), spec.sign);
  result += text(value.imag(), skip_real ? spec.sign : '+');
  result += "j";
  if (plain && !skip_real) result = "(" + result + ")";
  return padded(result, spec);
}

} // namespace detail

/// `format(value, spec)`
template <class T> Str format(const T& value, const Str& spec, int line = __builtin_LINE()) {
  if (spec.empty()) return str(value);
  if constexpr (std::is_same_v<T, Str>) {
    return detail::formatText(value, spec, line);
  } else if constexpr (std::is_array_v<T>) {
    return detail::formatText(str(value), spec, line);
  } else if constexpr (std::is_same_v<T, bool>) {
    return detail::formatInt(value, detail::parseSpec(spec, "bool", 0, U'>', line), "bool", line);
  } else if constexpr (std::is_integral_v<T>) {
    Int number = 0;
    if constexpr (std::is_same_v<T, std::uint64_t>)
      number = to_int(value, line);
    else
      number = value;
    return detail::formatInt(number, detail::parseSpec(spec, "int", 0, U'>', line), "int", line);
  } else if constexpr (std::is_floating_point_v<T>) {
    return detail::formatFloat(value, detail::parseSpec(spec, "float", 0, U'>', line), "float", line);
  } else {
    std::complex<double> number(value.real(), value.imag());
    return detail::formatComplex(number, detail::parseSpec(spec, "complex", 0, U'>', line), "complex", line);
  }
}

} // namespace py
