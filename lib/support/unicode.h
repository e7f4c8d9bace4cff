// lib/support/unicode.h
//
// The facts of the Unicode character database that Python's syntax and repr rest on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pyompcc::support {

/// A code point and the number of bytes it was read from.
struct DecodedCodePoint {
  char32_t value = 0;
  std::uint32_t length = 0; ///< 0 when the bytes are not UTF-8
};

/// The first code point of `text`, which is not empty. Lone surrogates in their three-byte form are read only when
/// `surrogates` says so (Unicode standard, table 3-7, else).
DecodedCodePoint decodeUtf8(std::string_view text, bool surrogates = false);
/// Writes a code point as UTF-8, one to four bytes, and returns the place behind them; surrogates become their
/// three-byte form.
char* writeUtf8(char* out, char32_t code_point);
/// Appends those bytes.
void appendUtf8(std::string& out, char32_t code_point);

/// XID_Start or `_`, and XID_Continue, with the corrections for NFKC of Unicode Standard Annex 31.
bool isIdentifierStart(char32_t code_point);
bool isIdentifierContinue(char32_t code_point);
/// What `str.isprintable` of Python 3.`python` says of one character; from 3.13 on as 3.13 does.
bool isPrintable(char32_t code_point, int python = 13);
/// `text` in normalisation form KC (Unicode Standard Annex 15); `text` is UTF-8.
std::string normalizeNfkc(std::string_view text);

} // namespace pyompcc::support
