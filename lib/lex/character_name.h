// lib/lex/character_name.h
//
// Unicode characters by name, for `\N{...}`.
#pragma once

#include <optional>
#include <string_view>

namespace pyompcc::lex {

/// The character with that name or alias, in any letter case, as `unicodedata.lookup` finds it; named sequences are not
/// characters.
std::optional<char32_t> characterNamed(std::string_view name);

} // namespace pyompcc::lex
