// lib/emit/emit.h
//
// Prints the intermediate representation as C++ that a person would have written, and as a Python stub.
#pragma once

#include "lib/ir/ir.h"
#include "lib/support/source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::emit {

/// One line of the C++ text that comes from a line of the Python file.
struct LineEntry {
  std::uint32_t cpp_line = 0;    ///< from 1
  std::uint32_t python_line = 0; ///< from 1
  std::string_view function;     ///< the Python name
  bool raises = false;           ///< something on the line can raise
  std::string_view file = {};    ///< NAME.py where it is another than the module's
};

/// A C++ file and where its lines come from.
struct Output {
  std::string text;
  std::vector<LineEntry> lines; ///< by ascending cpp_line
};

/// The whole C++ file of a module: compiled functions, then the tables that its binding needs. Runs last: it prints
/// what the representation says and decides nothing. The text depends on nothing but the module.
Output emitCpp(const ir::Module& module, const support::SourceSet& sources);

/// The functions alone, without the binding.
Output emitFunctions(const ir::Module& module, const support::SourceSet& sources);

/// The stub file (PEP 561, .pyi): each compiled function with the types of its signatures.
std::string emitStub(const ir::Module& module);

} // namespace pyompcc::emit
