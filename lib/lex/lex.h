// lib/lex/lex.h
//
// Source text to tokens, indentation included.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/lex/token.h"

#include <string>

namespace pyompcc::lex {

/// The tokens of a file (Python language reference, section 2; f-strings as PEP 701, t-strings as PEP 750). After an
/// error that is reported here the buffer holds an Error token, which the parser passes over without a second report.
TokenBuffer lex(const support::SourceFile& source, support::FileId file, support::NameTable& names,
                diag::Emitter& emitter);

/// Where a text stands that is a piece of a file or stands for one.
struct Placement {
  support::FileId file;
  std::uint32_t origin = 0; ///< offset in the file of the text's first byte
  bool is_fixed = false;    ///< the text is not verbatim in the file: all of it is reported at [origin, fixed_end)
  std::uint32_t fixed_end = 0;

  /// The place in the file of a range of the text.
  support::Loc loc(std::uint32_t begin, std::uint32_t end) const {
    return is_fixed ? support::Loc{file, origin, fixed_end} : support::Loc{file, origin + begin, origin + end};
  }
};

/// The tokens of one expression, read as if it stood in parentheses: line ends separate nothing. Offsets are those in
/// `text`, which must be followed by a NUL byte; the last two tokens are Newline and EndOfFile.
TokenBuffer lexExpression(std::string_view text, const Placement& placement, support::NameTable& names,
                          diag::Emitter& emitter);

/// The tokens as `python3 -m tokenize -e` of Python 3.13 prints them, a line each: range, exact type, text. `coding` is
/// what the file was decoded from (`codingOf`).
std::string dumpTokens(const TokenBuffer& buffer, const support::SourceFile& source, std::string_view coding);

} // namespace pyompcc::lex
