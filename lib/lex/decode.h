// lib/lex/decode.h
//
// The bytes of a source file to UTF-8 text.
#pragma once

#include "lib/support/result.h"

#include <string>
#include <string_view>

namespace pyompcc::lex {

/// The text of a source file: a BOM is dropped, the coding line of PEP 263 is followed (UTF-8 and every coding of
/// Python that is ASCII and 128 more characters, under all its names; without such a line the file is UTF-8). Fails,
/// naming the line, on another coding, on a NUL byte, on bytes that are not of the coding, and on files of 1.3 GiB and
/// more.
support::Result<std::string> decodeSource(std::string bytes);

/// The coding of a source file, by the name that Python's tokenize.tokenize gives it.
std::string codingOf(std::string_view bytes);

} // namespace pyompcc::lex
