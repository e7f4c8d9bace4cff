// lib/diag/json_text.h
//
// Strings as JSON writes them.
#pragma once

#include <string>
#include <string_view>

namespace pyompcc::diag {

/// `text` with quotes around it (RFC 8259, section 7). Bytes that are not UTF-8 become U+FFFD, so that the result is
/// always valid.
std::string jsonString(std::string_view text);

} // namespace pyompcc::diag
