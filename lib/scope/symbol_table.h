// lib/scope/symbol_table.h
//
// The symbol table of a module: its scopes, and what each name is in each of them.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace pyompcc::scope {

using support::Name;

/// What a block is (language reference, section 4.2.1; PEP 695).
enum class ScopeKind : std::uint8_t { Module, Class, Function, Annotation, TypeParameters, TypeVariable, TypeAlias };

/// Which comprehension a Function scope belongs to.
enum class ComprehensionKind : std::uint8_t { None, List, Set, Dict, Generator };

/// What is done to a name in a scope: bits, of the same values as CPython's.
enum SymbolFlag : std::uint16_t {
  DeclaredGlobal = 1,
  Assigned = 2,
  Parameter = 4,
  DeclaredNonlocal = 8,
  Used = 16,
  FreeInClass = 64, ///< bound in a class and free in a function of it
  Imported = 128,
  Annotated = 256,
  ComprehensionTarget = 512,
  TypeParameterName = 1024,
  ComprehensionCell = 2048, ///< needs a cell because of a comprehension that became part of this scope (PEP 709)
  Bound = Assigned | Parameter | Imported,
};

/// Where a name's value is found (language reference, section 4.2.2).
enum class Binding : std::uint8_t { Unresolved, Local, GlobalExplicit, GlobalImplicit, Free, Cell };

struct Symbol {
  Name name;
  std::uint16_t flags = 0;
  Binding binding = Binding::Unresolved;
  /// The statement or expression that declared the name global or nonlocal.
  const ast::Node* declaration = nullptr;
};

/// One block. Names are those of the source, mangled in classes (language reference, section 6.2.1); those that no
/// source can hold start with a dot.
struct Scope {
  ScopeKind kind = ScopeKind::Module;
  ComprehensionKind comprehension = ComprehensionKind::None;
  Name name;
  const ast::Node* node = nullptr;
  std::vector<std::uint32_t> children; ///< indices, in source order; a comprehension that is inlined is not among them
  std::vector<Symbol> symbols;         ///< in the order of their first use
  bool is_nested = false;              ///< inside a function
  bool is_generator = false;
  bool is_coroutine = false;
  bool is_inlined = false; ///< a comprehension that runs in the scope around it (PEP 709)
  bool sees_class = false; ///< an annotation or type parameter scope inside a class

  /// True for scopes whose locals are seen by the scopes inside.
  bool isFunctionLike() const { return kind != ScopeKind::Module && kind != ScopeKind::Class; }
  const Symbol* find(Name wanted) const;
  Symbol* find(Name wanted) { return const_cast<Symbol*>(static_cast<const Scope*>(this)->find(wanted)); }
  /// The flags of a name; 0 when it does not occur.
  std::uint16_t flagsOf(Name wanted) const;
  Symbol& findOrAdd(Name wanted);

 private:
  std::unordered_map<Name, std::uint32_t> index_;
};

/// All scopes of a module; the first is the module's own.
struct SymbolTable {
  std::vector<Scope> scopes;
  std::unordered_map<const ast::Node*, std::uint32_t> by_node; ///< functions, lambdas, classes and comprehensions

  /// The scope that a function, lambda, class or comprehension makes.
  const Scope& of(const ast::Node& node) const { return scopes[by_node.at(&node)]; }
};

/// The symbol table of a module that was parsed without errors, as `symtable.symtable(source, file, "exec")` of Python
/// 3.`python` gives it. What is wrong with names is reported: a name used before its `global`, a `nonlocal` without a
/// binding, a repeated parameter, ... For 3.14 each annotation is a scope of its own.
SymbolTable buildSymbolTable(const ast::ParsedModule& module, int python, support::NameTable& names,
                             diag::Emitter& emitter);

} // namespace pyompcc::scope
