// lib/scope/inline_comprehensions.cpp
//
// From Python 3.12 on a comprehension runs in the scope around it (PEP 709).
#include "lib/scope/resolve_symbols.h"

namespace pyompcc::scope {
namespace {

bool isFreeInChild(const SymbolTable& table, const Scope& scope, Name name) {
  for (std::uint32_t child : scope.children) {
    const Symbol* symbol = table.scopes[child].find(name);
    if (symbol && symbol->binding == Binding::Free) return true;
  }
  return false;
}

} // namespace

void inlineComprehension(const SymbolTable& table, Scope& scope, const Scope& comprehension, Name dunder_class,
                         NameSet& free, NameSet& cells) {
  bool is_class = scope.kind == ScopeKind::Class;
  for (const Symbol& symbol : comprehension.symbols) {
    // The iterable.
    if ((symbol.flags & Parameter) != 0) continue;
    if (symbol.binding == Binding::Cell || (symbol.flags & ComprehensionCell) != 0) cells.insert(symbol.name);
    Symbol* existing = scope.find(symbol.name);
    if (!existing) {
      Symbol& added = scope.findOrAdd(symbol.name);
      added.flags = symbol.flags;
      added.binding = symbol.binding;
      if (symbol.binding == Binding::Free && is_class && symbol.name == dunder_class) {
        added.binding = Binding::GlobalImplicit;
        free.erase(symbol.name);
      }
    } else if ((existing->flags & Bound) != 0 && !is_class && !isFreeInChild(table, comprehension, symbol.name)) {
      free.erase(symbol.name);
    }
  }
}

} // namespace pyompcc::scope
