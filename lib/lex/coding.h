// lib/lex/coding.h
//
// The codings that a source file may name (PEP 263).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pyompcc::lex {

/// What each byte from 0x80 on stands for; NoCharacter for one that stands for nothing.
using UpperHalf = std::array<char16_t, 128>;
inline constexpr char16_t NoCharacter = 0xFFFD;

/// A coding, found by its name.
struct Coding {
  enum class Kind : std::uint8_t {
    Utf8,
    Latin1,
    Ascii,
    Table,   ///< ASCII, and `upper` for the other bytes
    Other,   ///< Python has it, but a character is not one byte there or ASCII means something else
    Unknown, ///< no Python has it
  };
  Kind kind = Kind::Unknown;
  std::string_view name; ///< as Python's codec is called, with hyphens
  const UpperHalf* upper = nullptr;
  /// CPython's tokenizer itself knows the name for UTF-8; then it may stand behind a byte order mark.
  bool is_plain_utf8 = false;
};

/// The coding of that name: first the spellings that CPython's tokenizer knows, then those of the module encodings, in
/// any letter case, with any characters between words.
Coding codingNamed(std::string_view name);

} // namespace pyompcc::lex
