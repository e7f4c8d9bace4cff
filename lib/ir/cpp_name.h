// lib/ir/cpp_name.h
//
// Python identifiers as C++ identifiers.
#pragma once

#include <string>
#include <string_view>

namespace pyompcc::ir {

/// The identifier itself, or with a `_` behind it when C++ or the generated code needs the word (a row of
/// grammar/cpp_reserved.def, a routine of OpenMP, a macro of CPython) or reserves its form (a double underscore, an
/// underscore before a capital letter; ISO/IEC 14882:2020 [lex.name]).
std::string cppName(std::string_view python_name);

} // namespace pyompcc::ir
