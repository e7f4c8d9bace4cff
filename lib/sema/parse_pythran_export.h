// lib/sema/parse_pythran_export.h
//
// Pythran's `# pythran export` comments.
#pragma once

#include "lib/sema/type.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// One function of an export comment; each parameter with its alternatives (`int or float`).
struct PythranExport {
  std::string name;
  std::vector<std::vector<Type>> params;
  std::uint32_t offset = 0; ///< of the name in the text
};

/// What an export comment says, or where it cannot be read.
struct PythranExports {
  std::vector<PythranExport> functions;
  std::optional<std::uint32_t> error_offset; ///< of the first character that does not fit
  bool not_compiled = false;                 ///< the error is a type that is known and not compiled yet
};

/// Reads the text behind `pythran export` (Pythran 0.16 manual, "Specifying entry points": functions with types, `or`,
/// tuples, arrays with `[:]`, `[]`, `[::]`, `order(C)`, `order(F)`). Arrays without an order are in C order, those with
/// `::` have any strides. An exported global (a name without parentheses) is left out.
///   scale(float64[:,:], float or int), area(int, int)
PythranExports parsePythranExport(std::string_view text, TypeTable& types);

} // namespace pyompcc::sema
