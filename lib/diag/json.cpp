// lib/diag/json.cpp
//
// JSON strings and the places of diagnostics.
#include "lib/diag/json.h"

#include "lib/support/unicode.h"

namespace pyompcc::diag {

Place placeOf(const support::SourceFile& file, std::uint32_t offset) {
  support::LineColumn found = file.lineColumn(offset);
  std::string_view line = file.line(found.line);
  std::string_view before = line.substr(0, std::min<std::size_t>(found.column, line.size()));
  auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return {found.line, static_cast<std::size_t>(std::count_if(before.begin(), before.end(), starts)) + 1};
}

std::string_view severityName(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Note: return "note";
  }
  return "error";
}

void appendJsonString(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    support::DecodedCodePoint next = support::decodeUtf8(text);
    std::string_view bytes = text.substr(0, next.length ? next.length : 1);
    text.remove_prefix(bytes.size());
    if (next.length == 0) {
      out += "\\ufffd";
    } else if (next.value == '"' || next.value == '\\') {
      out += '\\';
      out += bytes;
    } else if (next.value < 0x20 || next.value == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint32_t>(next.value));
    } else {
      out += bytes;
    }
  }
  out += '"';
}

}  // namespace pyompcc::diag
