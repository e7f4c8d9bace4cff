// lib/scope/check_syntax.h
//
// What Python's compiler rejects in a file that its parser has taken, names apart.
#pragma once

#include "lib/scope/symbol_table.h"

namespace pyompcc::scope {

/// Reports what `compile` of Python 3.`python` rejects after parsing: `return` outside of a function, `await` outside
/// of a coroutine, a repeated keyword, an alternative that is never reached, ... `table` is the module's own.
void checkSyntax(const ast::ParsedModule& module, const SymbolTable& table, int python, const support::NameTable& names,
                 diag::Emitter& emitter);

/// The parts of it, each its own walk.
void checkContexts(const ast::ParsedModule& module, const SymbolTable& table, int python, diag::Emitter& emitter);
void checkTargets(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter);
void checkPatterns(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter);
void checkFutures(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::scope
