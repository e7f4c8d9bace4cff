// lib/ast/dump.h
//
// The tree as text, exactly as CPython's ast module prints it.
#pragma once

#include "lib/ast/ast.h"

#include <string>

namespace pyompcc::ast {

/// What `ast.dump(ast.parse(source), include_attributes=True, indent=1)` gives in CPython 3.`python_minor` (10 to 14),
/// without a final line end. Positions inside f-strings are those of 3.12 for every version. An integer of more than
/// 4300 digits is printed in hexadecimal, where CPython raises ValueError; lines deeper than 1000 levels, where it
/// raises RecursionError, are indented no further.
std::string dump(const ParsedModule& module, const support::SourceFile& source, const support::NameTable& names,
                 int python_minor);

} // namespace pyompcc::ast
