// lib/scope/check_syntax.cpp
//
// The order of the checks.
#include "lib/scope/check_syntax.h"

namespace pyompcc::scope {

void checkSyntax(const ast::ParsedModule& module, const SymbolTable& table, int python, const support::NameTable& names,
                 diag::Emitter& emitter) {
  checkContexts(module, table, python, emitter);
  checkTargets(module, names, emitter);
  checkPatterns(module, names, emitter);
}

} // namespace pyompcc::scope
