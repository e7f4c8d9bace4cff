// lib/scope/dump_symbols.h
//
// The symbol table as text.
#pragma once

#include "lib/scope/symbol_table.h"

#include <string>

namespace pyompcc::scope {

/// One line for each scope that `symtable` shows (indented by its depth; kind, name, line) and below it one for each
/// symbol, sorted by name: its binding and what is done to it.
std::string dumpSymbols(const SymbolTable& table, const support::SourceFile& source, const support::NameTable& names);

} // namespace pyompcc::scope
