// lib/ir/cpp_name.cpp
//
// Tests names against the words of C++.
#include "lib/ir/cpp_name.h"

#include <algorithm>
#include <array>

namespace pyompcc::ir {
namespace {

constexpr auto ReservedWords = std::to_array<std::string_view>({
#define CPP_RESERVED(Word) #Word,
#include "grammar/cpp_reserved.def"
});
constexpr auto Macros = std::to_array<std::string_view>({
#define CPP_MACRO(Name) Name,
#include "grammar/cpp_macros.def"
});
static_assert(std::ranges::is_sorted(Macros), "cpp_macros.def: rows are sorted");
static_assert(std::ranges::is_sorted(ReservedWords), "cpp_reserved.def: rows are sorted");

} // namespace

std::string cppName(std::string_view python_name) {
  bool taken =
      std::ranges::binary_search(ReservedWords, python_name) || std::ranges::binary_search(Macros, python_name);
  for (std::string_view prefix : {"omp_", "Py_", "PY_", "NPY_", "PYOMP"}) taken |= python_name.starts_with(prefix);
  std::string name(python_name);
  // Names of the form __x and _X belong to the implementation, wherever the double underscore stands.
  for (std::size_t at = name.find("__"); at != std::string::npos; at = name.find("__", at)) name.erase(at, 1);
  if (name.size() > 1 && name[0] == '_' && name[1] >= 'A' && name[1] <= 'Z') name = "p" + name;
  if (taken || (name != python_name && name.empty())) name += '_';
  return name;
}

} // namespace pyompcc::ir
