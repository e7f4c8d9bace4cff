// lib/ir/runtime_function.h
//
// Functions of the runtime that an expression may call: the rows of grammar/runtime_functions.def.
#pragma once

#include "lib/ir/ir.h"

#include <cstdint>
#include <string_view>

namespace pyompcc::ir {

enum class RuntimeFunction : std::uint16_t {
#define RUNTIME_FUNCTION(Name, ...) Name,
#include "grammar/runtime_functions.def"
};

/// One row.
struct RuntimeFunctionFacts {
  std::string_view name;    ///< of the row
  std::string_view checked; ///< C++ name
  std::string_view proved;  ///< C++ name
  bool raises;
};
const RuntimeFunctionFacts& facts(RuntimeFunction function);

} // namespace pyompcc::ir
