// lib/scope/resolve_symbols.cpp
//
// From the module inwards: what is bound around a scope; and outwards again: what is free in it.
#include "lib/scope/resolve_symbols.h"

#include "lib/diag/rows/scope.h"

namespace pyompcc::scope {
namespace {

// A set of names that a scope hands to the scopes inside: what it adds to and takes from the set that it was handed.
// Nothing is copied, so a scope costs what is in it.
struct NameChain {
  const NameChain* outer = nullptr;
  NameSet added = {};
  NameSet removed = {};

  bool contains(Name name) const {
    for (const NameChain* link = this; link; link = link->outer) {
      if (link->added.contains(name)) return true;
      if (link->removed.contains(name)) return false;
    }
    return false;
  }
};

// What the scopes around have to say about names.
struct Around {
  const NameChain* bound = nullptr; // bound in a function; null for the module
  const NameChain* global = nullptr;
  const NameChain* type_params = nullptr;
  const Scope* seen_class = nullptr;
};

class SymbolResolver {
 public:
  SymbolResolver(SymbolTable& table, const ast::ParsedModule& module, int python, support::NameTable& names,
                 diag::Emitter& emitter)
      : table_(table), module_(module), python_(python), names_(names), emitter_(emitter),
        dunder_class_(names.intern("__class__")), dunder_classdict_(names.intern("__classdict__")) {}

  void run() {
    NameSet free;
    NameChain empty;
    resolveScope(0, {.global = &empty, .type_params = &empty}, free);
  }

 private:
  struct Inside {
    NameChain bound;
    NameChain global;
    NameChain type_params;
  };

  void resolveScope(std::uint32_t index, const Around& around, NameSet& free_out);
  void resolveChildren(std::uint32_t index, const Inside& inside, const Around& around, NameSet& free, NameSet& cells);
  void resolveSymbol(Symbol& symbol, const Around& around, Inside& inside, NameSet& free);
  void resolveNonlocal(Symbol& symbol, const Around& around, NameSet& free);
  static void makeCells(Scope& scope, NameSet& free, const NameSet& cells);
  void addFree(Scope& scope, const NameChain* bound, const NameSet& free, const NameSet& cells) const;
  template <class... Args>
  void report(const Symbol& symbol, const diag::Row<Args...>& row, std::type_identity_t<Args>... args) {
    emitter_.report(module_.loc(*symbol.declaration), row, args...);
  }

  SymbolTable& table_;
  const ast::ParsedModule& module_;
  const int python_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  const Name dunder_class_, dunder_classdict_;
};

void SymbolResolver::resolveScope(std::uint32_t index, const Around& around, NameSet& free_out) {
  Scope& scope = table_.scopes[index];
  Inside inside{{.outer = around.bound}, {.outer = around.global}, {.outer = around.type_params}};
  NameSet free;
  for (Symbol& symbol : scope.symbols) resolveSymbol(symbol, around, inside, free);
  if (scope.kind == ScopeKind::Class) {
    // A class passes on what is known around it; its own names are for itself.
    inside.bound = {around.bound, {dunder_class_}, {}};
    if (python_ >= 12) inside.bound.added.insert(dunder_classdict_);
    inside.global = {around.global, {}, {}};
  } else if (scope.kind == ScopeKind::Module) {
    inside.bound.added.clear();
  }
  NameSet passes_through;
  NameSet cells;
  resolveChildren(index, inside, around, passes_through, cells);
  if (scope.isFunctionLike()) {
    makeCells(scope, passes_through, cells);
  } else if (scope.kind == ScopeKind::Class) {
    passes_through.erase(dunder_class_);
    passes_through.erase(dunder_classdict_);
  }
  addFree(scope, around.bound, passes_through, cells);
  free_out.insert(free.begin(), free.end());
  free_out.insert(passes_through.begin(), passes_through.end());
}

void SymbolResolver::resolveChildren(std::uint32_t index, const Inside& inside, const Around& around, NameSet& free,
                                     NameSet& cells) {
  Scope& scope = table_.scopes[index];
  std::vector<std::uint32_t> children;
  for (std::uint32_t child_index : scope.children) {
    Scope& child = table_.scopes[child_index];
    const Scope* seen_class = scope.kind == ScopeKind::Class ? &scope : around.seen_class;
    NameSet child_free;
    resolveScope(child_index,
                 {&inside.bound, &inside.global, &inside.type_params, child.sees_class ? seen_class : nullptr},
                 child_free);
    bool is_comprehension = child.comprehension != ComprehensionKind::None && !child.is_generator;
    // In 3.12 comprehensions cannot stand in scopes that see a class; later they are called there.
    child.is_inlined = python_ >= 12 && is_comprehension && !scope.sees_class;
    if (child.is_inlined) {
      inlineComprehension(table_, scope, child, dunder_class_, child_free, cells);
      children.insert(children.end(), child.children.begin(), child.children.end());
    } else {
      children.push_back(child_index);
    }
    free.insert(child_free.begin(), child_free.end());
  }
  scope.children = std::move(children);
}

void SymbolResolver::resolveSymbol(Symbol& symbol, const Around& around, Inside& inside, NameSet& free) {
  if ((symbol.flags & DeclaredGlobal) != 0) {
    if ((symbol.flags & DeclaredNonlocal) != 0) report(symbol, diag::DeclaredTwice, names_.text(symbol.name));
    symbol.binding = Binding::GlobalExplicit;
    inside.global.added.insert(symbol.name);
    inside.bound.removed.insert(symbol.name);
    return;
  }
  if ((symbol.flags & DeclaredNonlocal) != 0) return resolveNonlocal(symbol, around, free);
  if ((symbol.flags & Bound) != 0) {
    symbol.binding = Binding::Local;
    inside.bound.added.insert(symbol.name);
    inside.global.removed.insert(symbol.name);
    bool is_type_param = (symbol.flags & TypeParameterName) != 0;
    (is_type_param ? inside.type_params.added : inside.type_params.removed).insert(symbol.name);
    return;
  }
  if (around.seen_class) {
    std::uint16_t flags = around.seen_class->flagsOf(symbol.name);
    bool is_global = (flags & DeclaredGlobal) != 0;
    if (is_global || ((flags & Bound) != 0 && (flags & DeclaredNonlocal) == 0)) {
      symbol.binding = is_global ? Binding::GlobalExplicit : Binding::GlobalImplicit;
      return;
    }
  }
  if (around.bound && around.bound->contains(symbol.name)) {
    symbol.binding = Binding::Free;
    free.insert(symbol.name);
    return;
  }
  symbol.binding = Binding::GlobalImplicit;
}

void SymbolResolver::resolveNonlocal(Symbol& symbol, const Around& around, NameSet& free) {
  symbol.binding = Binding::Free;
  std::string_view text = names_.text(symbol.name);
  if (!around.bound) {
    report(symbol, diag::NonlocalInModule, text);
  } else if (!around.bound->contains(symbol.name)) {
    // A parameter has been reported already.
    if ((symbol.flags & Parameter) == 0) report(symbol, diag::NonlocalNotFound, text);
  } else if (around.type_params->contains(symbol.name)) {
    report(symbol, diag::NonlocalTypeParameter, text);
  } else {
    free.insert(symbol.name);
  }
}

// A local that is free in a scope inside lives in a cell.
void SymbolResolver::makeCells(Scope& scope, NameSet& free, const NameSet& cells) {
  for (Symbol& symbol : scope.symbols) {
    if (symbol.binding != Binding::Local) continue;
    if (!free.contains(symbol.name) && !cells.contains(symbol.name)) continue;
    symbol.binding = Binding::Cell;
    free.erase(symbol.name);
  }
}

// Names that are free inside and bound further out pass through this scope.
void SymbolResolver::addFree(Scope& scope, const NameChain* bound, const NameSet& free, const NameSet& cells) const {
  for (Symbol& symbol : scope.symbols) {
    if (cells.contains(symbol.name)) symbol.flags |= ComprehensionCell;
    bool is_class_like = scope.kind == ScopeKind::Class || scope.sees_class;
    bool is_bound = (symbol.flags & (Bound | DeclaredGlobal)) != 0;
    if (is_class_like && free.contains(symbol.name) && (is_bound || python_ >= 12)) {
      symbol.flags |= FreeInClass;
    }
  }
  for (Name name : free) {
    if (scope.find(name) || (bound && !bound->contains(name))) continue;
    scope.findOrAdd(name).binding = Binding::Free;
  }
}

} // namespace

void resolveSymbols(SymbolTable& table, const ast::ParsedModule& module, int python, support::NameTable& names,
                    diag::Emitter& emitter) {
  SymbolResolver(table, module, python, names, emitter).run();
}

} // namespace pyompcc::scope
