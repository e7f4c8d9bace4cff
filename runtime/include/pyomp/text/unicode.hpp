// runtime/include/pyomp/text/unicode.hpp
//
// What a character is. ASCII is answered here, the rest by the tables of the interpreter that runs the program, so that
// both know the same version of Unicode; these functions only read constants and need no GIL.
#pragma once

#include <cstdint>

// CPython's names (Include/cpython/unicodeobject.h), declared again since this half of the runtime does without Python.
extern "C" {
int _PyUnicode_IsAlpha(std::uint32_t character);
int _PyUnicode_IsDecimalDigit(std::uint32_t character);
int _PyUnicode_IsDigit(std::uint32_t character);
int _PyUnicode_IsNumeric(std::uint32_t character);
int _PyUnicode_IsLowercase(std::uint32_t character);
int _PyUnicode_IsUppercase(std::uint32_t character);
int _PyUnicode_IsTitlecase(std::uint32_t character);
int _PyUnicode_IsPrintable(std::uint32_t character);
int _PyUnicode_IsWhitespace(std::uint32_t character);
int _PyUnicode_IsLinebreak(std::uint32_t character);
int _PyUnicode_ToDecimalDigit(std::uint32_t character);
}

namespace py::unicode {

constexpr bool isAscii(char32_t c) { return c < 0x80; }
constexpr bool isAsciiUpper(char32_t c) { return c >= 'A' && c <= 'Z'; }
constexpr bool isAsciiLower(char32_t c) { return c >= 'a' && c <= 'z'; }
constexpr bool isAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }
constexpr bool isAsciiAlpha(char32_t c) { return isAsciiUpper(c) || isAsciiLower(c); }

inline bool isAlpha(char32_t c) { return isAscii(c) ? isAsciiAlpha(c) : _PyUnicode_IsAlpha(c) != 0; }
inline bool isDecimal(char32_t c) { return isAscii(c) ? isAsciiDigit(c) : _PyUnicode_IsDecimalDigit(c) != 0; }
inline bool isDigit(char32_t c) { return isAscii(c) ? isAsciiDigit(c) : _PyUnicode_IsDigit(c) != 0; }
inline bool isNumeric(char32_t c) { return isAscii(c) ? isAsciiDigit(c) : _PyUnicode_IsNumeric(c) != 0; }
inline bool isAlnum(char32_t c) {
  return isAscii(c) ? isAsciiAlpha(c) || isAsciiDigit(c) : isAlpha(c) || isDecimal(c) || isDigit(c) || isNumeric(c);
}
inline bool isLower(char32_t c) { return isAscii(c) ? isAsciiLower(c) : _PyUnicode_IsLowercase(c) != 0; }
inline bool isUpper(char32_t c) { return isAscii(c) ? isAsciiUpper(c) : _PyUnicode_IsUppercase(c) != 0; }
inline bool isTitle(char32_t c) { return !isAscii(c) && _PyUnicode_IsTitlecase(c) != 0; }
inline bool isPrintable(char32_t c) { return isAscii(c) ? c >= ' ' && c != 0x7f : _PyUnicode_IsPrintable(c) != 0; }
inline bool isSpace(char32_t c) {
  return isAscii(c) ? c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f)
                    : _PyUnicode_IsWhitespace(c) != 0;
}
inline bool isLineBreak(char32_t c) {
  return isAscii(c) ? (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) : _PyUnicode_IsLinebreak(c) != 0;
}
/// The value of a decimal digit, or -1.
inline int decimalOf(char32_t c) {
  return isAscii(c) ? (isAsciiDigit(c) ? static_cast<int>(c - '0') : -1) : _PyUnicode_ToDecimalDigit(c);
}

} // namespace py::unicode
