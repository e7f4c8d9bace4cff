// lib/diag/json.h
//
// What the JSON and SARIF forms share: strings, severities and places.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

/// Line and column from 1, the column in code points.
struct Place {
  std::uint32_t line = 1;
  std::size_t column = 1;
};
Place placeOf(const support::SourceFile& file, std::uint32_t offset);

/// `error`, `warning` or `note`.
std::string_view severityName(Severity severity);

/// Appends `text` as a JSON string (RFC 8259, section 7); bytes that are not UTF-8 become U+FFFD.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace pyompcc::diag
