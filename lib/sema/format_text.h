// lib/sema/format_text.h
//
// Takes constant format texts apart: those of the operator `%` and of `str.format`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// A piece of a format: literal text, or a field.
struct FormatPart {
  std::string literal; ///< where it is no field
  bool is_field = false;
  int argument = -1;     ///< which argument by position, or
  std::string name = {}; ///< by name
  /// `.name` and `[index]` behind it, with their first character.
  std::vector<std::string> accessors = {};
  char conversion = 0; ///< `r`, `s`, `a`
  char type = 0;       ///< of `%`: the type
  std::vector<FormatPart> spec = {};
};

/// "%5.2f" of the operator `%` (Python library reference, "printf-style String Formatting"), with the specs of `format`
/// that do the same. Nothing where a format has no such spec: `%c`, `%*d`, `%(name)s`, or where it is faulty.
std::optional<std::vector<FormatPart>> parsePercentFormat(std::string_view text);

/// "{0:>{width}}" of `str.format` (Python library reference, "Format String Syntax"). Nothing where it is faulty.
std::optional<std::vector<FormatPart>> parseBraceFormat(std::string_view text);

} // namespace pyompcc::sema
