// lib/lex/decode.h
//
// The bytes of a source file to UTF-8 text.
#pragma once

#include "lib/support/result.h"

#include <string>

namespace pyompcc::lex {

/// The text of a source file: a BOM is dropped, the coding line of PEP 263 is followed (utf-8, latin-1, ascii and their
/// spellings; without one the file is UTF-8). Fails, naming the line, on another coding, on a NUL byte, on bytes that
/// are not of the coding, and on files of 2 GiB and more.
support::Result<std::string> decodeSource(std::string bytes);

} // namespace pyompcc::lex
