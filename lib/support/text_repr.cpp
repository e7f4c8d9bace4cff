// lib/support/text_repr.cpp
//
// repr of str (Python standard library, built-in types).
#include "lib/support/text_repr.h"

#include "lib/support/unicode.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

namespace pyompcc::support {

char reprQuote(std::string_view text) {
  return text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
}

bool appendShortEscape(std::string& out, char32_t c, char quote) {
  switch (c) {
  case '\n': out += "\\n"; return true;
  case '\r': out += "\\r"; return true;
  case '\t': out += "\\t"; return true;
  case '\\': out += "\\\\"; return true;
  default: break;
  }
  if (c != static_cast<unsigned char>(quote)) return false;
  out += '\\';
  out += quote;
  return true;
}

void appendStrRepr(std::string& out, std::string_view text, int python) {
  char quote = reprQuote(text);
  out += quote;
  while (!text.empty()) {
    DecodedCodePoint next = decodeUtf8(text, true);
    if (next.length == 0) next = {static_cast<unsigned char>(text[0]), 1};
    std::string_view bytes = text.substr(0, next.length);
    text.remove_prefix(next.length);
    char32_t c = next.value;
    if (appendShortEscape(out, c, quote)) continue;
    auto code = static_cast<std::uint32_t>(c);
    if (c < 0x7F ? c >= 0x20 : isPrintable(c, python)) {
      out += bytes;
    } else if (c < 0x100) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", code);
    } else if (c < 0x10000) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
    } else {
      fmt::format_to(std::back_inserter(out), "\\U{:08x}", code);
    }
  }
  out += quote;
}

} // namespace pyompcc::support
