// lib/sema/read_decorators.h
//
// What the decorators of a function say about compiling it.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// How many dimensions each argument has in the layout of a generalised ufunc; none where it is no layout.
std::vector<std::size_t> layoutDimensions(std::string_view layout);

/// Is it the dotted name of a decorator of grammar/decorators.def?
bool isDecorator(std::string_view dotted);

/// Sets FunctionInfo::native and `fastmath`; reports decorators and options that are not compiled. A function without a
/// decorator of ours keeps all others: it stays Python.
void readDecorators(FunctionInfo& function, const ModuleNames& table, const ast::ParsedModule& parsed,
                    const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
