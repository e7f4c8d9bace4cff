// lib/scope/resolve_symbols.h
//
// Decides for each name of each scope where it is bound.
#pragma once

#include "lib/scope/symbol_table.h"

#include <unordered_set>

namespace pyompcc::scope {

/// Fills `binding` of all symbols, adds the names that only pass through a scope to the scopes inside (language
/// reference, section 4.2), and from Python 3.12 on makes comprehensions part of the scope around them (PEP 709).
void resolveSymbols(SymbolTable& table, const ast::ParsedModule& module, int python, support::NameTable& names,
                    diag::Emitter& emitter);

using NameSet = std::unordered_set<Name>;

/// Makes the symbols of `comprehension` symbols of `scope`. `free` holds the names that are free in it or its children;
/// those that the scope binds are taken out. Names that need a cell are added to `cells`.
void inlineComprehension(const SymbolTable& table, Scope& scope, const Scope& comprehension, Name dunder_class,
                         NameSet& free, NameSet& cells);

} // namespace pyompcc::scope
