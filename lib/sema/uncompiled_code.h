// lib/sema/uncompiled_code.h
//
// The code of all files that stays Python, for what its calls show of types.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/infer_argument.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace pyompcc::sema {

/// What a compiled function returns for parameters of these types; null while nobody knows.
using ResultOf = std::function<Type(std::uint32_t function, const std::vector<Type>& params)>;

/// Follows calls from the module's level into functions that stay Python, with the types that they are given.
///   def main(n):
///       a = np.zeros(n)
///       scale(a, 2.0)          scale(float64[::1], float), for main is called with an int
///   main(100)
class UncompiledCode {
 public:
  using VisitCall = std::function<void(const ast::Call& call, std::uint32_t module, ArgumentScope& scope)>;

  UncompiledCode(Program& program, const Resolutions& resolutions, std::span<ast::ParsedModule* const> parsed,
                 support::NameTable& names);

  /// Visits every call of a function of the files, with the scope that it stands in: those of the module's level first,
  /// and those of a function once for each combination of types that it is called with. The parameters of a function
  /// that nobody calls have the types of their annotations and defaults.
  void forEachCall(const VisitCall& visit);

  /// From now on calls of compiled functions have types too.
  void setResults(ResultOf result_of_compiled);

  /// The scope of a file's module level.
  ArgumentScope& moduleScope(std::uint32_t module) { return *module_scopes_[module]; }

  /// The types of a call's arguments, one for each parameter in order, with null for those that are not known; a
  /// default counts where there is no argument. Nothing for a call that does not fit, or has a `*`.
  std::optional<std::vector<Type>> argumentTypes(const ast::Call& call, const FunctionInfo& callee,
                                                 ArgumentScope& scope);

  /// What a call of a function of the files returns, or null where that is not known.
  Type resultOf(const ast::Call& call, const FunctionInfo& callee, ArgumentScope& scope);

 private:
  // A function that stays Python, for the types of one call.
  struct PythonCall {
    const ast::FunctionDef* def = nullptr;
    std::uint32_t module = 0;
    std::unique_ptr<ArgumentScope> scope;
    enum class State : std::uint8_t { New, Asked, Known } state = State::New;
    Type result = nullptr;
    bool visited = false;
  };

  void makeModuleScopes();
  void visitBody(std::span<ast::Stmt* const> body, std::uint32_t module, ArgumentScope& scope, const VisitCall& visit);
  PythonCall* callOf(const ast::FunctionDef& def, std::uint32_t module, const std::vector<Type>& params);
  std::vector<Type> declaredTypes(const ast::FunctionDef& def, std::uint32_t module);
  Type resultOf(PythonCall& called);

  Program& program_;
  const Resolutions& resolutions_;
  std::span<ast::ParsedModule* const> parsed_;
  support::NameTable& names_;
  ResultOf result_of_compiled_;
  std::vector<std::unique_ptr<ArgumentScope>> module_scopes_;
  std::map<std::pair<const ast::FunctionDef*, std::vector<Type>>, PythonCall> calls_;
  std::map<const ast::FunctionDef*, std::size_t> counts_;
  std::vector<PythonCall*> to_visit_;
  int depth_ = 0; // of calls whose result is asked for
};

} // namespace pyompcc::sema
