// lib/sema/nested_scopes.h
//
// The functions inside a function: what each binds, uses and captures.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pyompcc::sema {

using support::Name;

/// A variable of a function or of a function inside it: the scope that owns it, and its name.
using Variable = std::pair<int, Name>;

/// A place where a name is bound.
struct NestedBinding {
  std::uint32_t position = 0;
  std::uint32_t loop_begin = 0; ///< of the outermost loop around it; loop_end is 0 where there is none
  std::uint32_t loop_end = 0;
  const ast::FunctionDef* def = nullptr;
  std::uint32_t block_end = 0; ///< def: where the block that it stands in ends
};

/// A place where a scope uses a name, or makes a lambda (`lambda`: its scope).
struct NestedUse {
  const ast::Node* node = nullptr;
  Name name = {};
  int lambda = -1;
  bool called = false;    ///< the name of a call: the function is no value
  bool immediate = false; ///< an argument of a call: used up before anything else runs
};

/// One function, lambda or generator expression that is not used up where it stands.
struct NestedScope {
  const ast::Node* node = nullptr; ///< FunctionDef, Lambda or GeneratorExp
  int parent = -1;
  const ast::Arguments* args = nullptr; ///< null for a generator expression
  std::vector<Name> values;             ///< of such a one: parameters for what its first loop goes over
  std::unordered_map<Name, std::vector<NestedBinding>> bound;
  std::unordered_set<Name> nonlocals;
  std::unordered_set<Name> globals;
  std::vector<NestedUse> uses;
  std::set<Variable> captures; ///< those of the functions that it calls included
};

/// What stands in the way of compiling a function inside a function.
struct NestedProblem {
  support::Loc loc;
  std::string what;
  std::string_view instead;
};

/// All scopes of a function of the module level; the function itself is the first.
class NestedScopes {
 public:
  NestedScopes(const ast::FunctionDef& def, const ast::ParsedModule& parsed, support::NameTable& names);

  bool hasNested() const { return scopes_.size() > 1; }
  std::span<const NestedScope> scopes() const { return scopes_; }
  const std::vector<NestedProblem>& problems() const { return problems_; }

  /// The variable that a name means in a scope (Python language reference 4.2.2); none for names of the module.
  std::optional<Variable> find(int scope, Name name) const;
  /// The scope of the function that the variable always is: bound once, by a def.
  std::optional<int> functionOf(Variable variable) const;
  std::optional<int> scopeOf(const ast::Node& node) const;
  /// Is the variable shared by reference: assigned by an inner function, or after a function that lives on took it?
  bool isCell(Variable variable) const { return cells_.contains(variable); }

 private:
  struct Walk {
    const ast::Node* node;
    std::uint32_t loop_begin;
    std::uint32_t loop_end;
    std::uint32_t block_end;
  };

  void addScope(const ast::Node& node, const ast::Arguments* args, int parent);
  void addGenerator(const ast::GeneratorExp& generator, int parent);
  void walkGenerator(int scope, const ast::GeneratorExp& generator);
  void walk(int scope, std::span<const ast::Node* const> roots, std::uint32_t block_end);
  void bind(int scope, Name name, const NestedBinding& binding);
  void noteArguments(const ast::Call& call);
  void findCaptures();
  void findCells();
  void checkUses();
  bool changesAfter(Variable variable, const ast::Node& place) const;
  void addProblem(const ast::Node& node, std::string what, std::string_view instead);

  const ast::ParsedModule& parsed_;
  support::NameTable& names_;
  std::vector<NestedScope> scopes_;
  std::unordered_map<const ast::Node*, int> scope_of_node_;
  std::unordered_set<const ast::Node*> called_;
  std::unordered_set<const ast::Node*> immediate_;
  std::unordered_set<const ast::Node*> used_up_; ///< generator expressions
  std::set<Variable> cells_;
  std::vector<NestedProblem> problems_;
};

/// What the first loop of a generator expression is given: the bounds of `range(...)`, else what it goes over.
std::vector<const ast::Expr*> firstValues(const ast::GeneratorExp& generator, const support::NameTable& names);

} // namespace pyompcc::sema
