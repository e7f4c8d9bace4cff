// lib/support/text_repr.h
//
// Text as Python's repr writes it.
#pragma once

#include <string>
#include <string_view>

namespace pyompcc::support {

/// Appends repr of a str whose value is `text`: UTF-8, lone surrogates in their three-byte form.
/// Python 3.`python` decides which characters are printed as they are.
void appendStrRepr(std::string& out, std::string_view text, int python = 13);
/// The quote that repr puts around a str or bytes: a double one only where that saves an escape.
char reprQuote(std::string_view text);
/// Appends the escape that str and bytes write alike for a character; false when it has none.
bool appendShortEscape(std::string& out, char32_t c, char quote);

} // namespace pyompcc::support
