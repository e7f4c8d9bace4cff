// lib/lex/character_class.h
//
// What each byte may do in an ASCII source: one table look-up a question.
#pragma once

#include <array>
#include <cstdint>

namespace pyompcc::lex {

enum CharacterClass : std::uint8_t {
  IdentifierStartClass = 1,
  IdentifierClass = 2, ///< a letter, digit, underscore, or a byte of a character beyond ASCII
  DigitClass = 4,
  HexDigitClass = 8,
  BlankClass = 16, ///< space, tab, form feed
};

inline constexpr std::array<std::uint8_t, 256> CharacterClasses = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    bool is_digit = c >= '0' && c <= '9';
    bool is_hex = is_digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (is_letter) table[c] |= IdentifierStartClass;
    if (is_letter || is_digit) table[c] |= IdentifierClass;
    if (is_digit) table[c] |= DigitClass;
    if (is_hex) table[c] |= HexDigitClass;
    if (c == ' ' || c == '\t' || c == '\f') table[c] |= BlankClass;
  }
  return table;
}();

inline bool hasClass(char c, CharacterClass wanted) {
  return (CharacterClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}
inline bool startsIdentifier(char c) { return hasClass(c, IdentifierStartClass); }
inline bool continuesIdentifier(char c) { return hasClass(c, IdentifierClass); }
inline bool isDigit(char c) { return hasClass(c, DigitClass); }
inline bool isHexDigit(char c) { return hasClass(c, HexDigitClass); }
inline bool isBlank(char c) { return hasClass(c, BlankClass); }
inline bool isLineEnd(char c) { return c == '\n' || c == '\r'; }
inline bool isAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

} // namespace pyompcc::lex
