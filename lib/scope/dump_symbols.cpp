// lib/scope/dump_symbols.cpp
//
// The symbol table as text.
#include "lib/scope/dump_symbols.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace pyompcc::scope {
namespace {

constexpr std::array<std::string_view, 7> KindNames = {"module",          "class",         "function",  "annotation",
                                                       "type parameters", "type variable", "type alias"};
constexpr std::array<std::string_view, 6> BindingNames = {"unresolved",      "local", "global explicit",
                                                          "global implicit", "free",  "cell"};
constexpr std::pair<SymbolFlag, std::string_view> FlagNames[] = {
    {DeclaredGlobal, "declared_global"},
    {Assigned, "assigned"},
    {Parameter, "parameter"},
    {DeclaredNonlocal, "declared_nonlocal"},
    {Used, "used"},
    {FreeInClass, "free_in_class"},
    {Imported, "imported"},
    {Annotated, "annotated"},
    {ComprehensionTarget, "comprehension_target"},
    {TypeParameterName, "type_parameter"},
    {ComprehensionCell, "comprehension_cell"},
};

void dumpScope(const SymbolTable& table, const Scope& scope, std::size_t depth, const support::SourceFile& source,
               const support::NameTable& names, std::string& out) {
  std::uint32_t line = scope.kind == ScopeKind::Module ? 0 : source.lineColumn(scope.node->begin).line;
  auto to = std::back_inserter(out);
  fmt::format_to(to, "{:{}}{} {} {}{}\n", "", depth * 2, KindNames[static_cast<std::size_t>(scope.kind)],
                 names.text(scope.name), line, scope.is_nested ? " nested" : "");
  std::vector<const Symbol*> sorted;
  for (const Symbol& symbol : scope.symbols) sorted.push_back(&symbol);
  std::ranges::sort(sorted, {}, [&](const Symbol* symbol) { return names.text(symbol->name); });
  for (const Symbol* symbol : sorted) {
    fmt::format_to(to, "{:{}}- {}: {}", "", depth * 2, names.text(symbol->name),
                   BindingNames[static_cast<std::size_t>(symbol->binding)]);
    for (auto [flag, name] : FlagNames) {
      if ((symbol->flags & flag) != 0) fmt::format_to(to, " {}", name);
    }
    out += '\n';
  }
  for (std::uint32_t child : scope.children) {
    dumpScope(table, table.scopes[child], depth + 1, source, names, out);
  }
}

} // namespace

std::string dumpSymbols(const SymbolTable& table, const support::SourceFile& source, const support::NameTable& names) {
  std::string out;
  dumpScope(table, table.scopes[0], 0, source, names, out);
  return out;
}

} // namespace pyompcc::scope
