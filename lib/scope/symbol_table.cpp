// lib/scope/symbol_table.cpp
//
// Look-up in scopes, and the two steps of building a table.
#include "lib/scope/symbol_table.h"

#include "lib/scope/check_syntax.h"
#include "lib/scope/resolve_symbols.h"
#include "lib/scope/symbol_collector.h"

namespace pyompcc::scope {

const Symbol* Scope::find(Name wanted) const {
  auto found = index_.find(wanted);
  return found == index_.end() ? nullptr : &symbols[found->second];
}

std::uint16_t Scope::flagsOf(Name wanted) const {
  const Symbol* symbol = find(wanted);
  return symbol ? symbol->flags : std::uint16_t{0};
}

Symbol& Scope::findOrAdd(Name wanted) {
  auto [place, is_new] = index_.try_emplace(wanted, static_cast<std::uint32_t>(symbols.size()));
  if (is_new) symbols.push_back({wanted, 0, Binding::Unresolved, nullptr});
  return symbols[place->second];
}

SymbolTable buildSymbolTable(const ast::ParsedModule& module, int python, support::NameTable& names,
                             diag::Emitter& emitter) {
  checkFutures(module, names, emitter);
  SymbolTable table = SymbolCollector(module, python, names, emitter).run();
  resolveSymbols(table, module, python, names, emitter);
  return table;
}

} // namespace pyompcc::scope
