// lib/sema/resolve_names.h
//
// What a name stands for in its scope, and what an object of an imported module is.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/file_imports.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

namespace pyompcc::sema {

/// The name under which an object of a package that pyomp_cc stands for is known here; any other name as it is.
///   numba.openmp.openmp_context -> pyomp_cc.openmp
std::string canonicalDotted(std::string_view dotted);

/// Is it a package whose objects compiled code may use?
bool isPackage(std::string_view canonical);

/// What an object of an imported module is.
Resolution resolveDotted(std::string_view dotted, support::NameTable& names);

/// A builtin of Python (Python library reference, "Built-in Functions") that is not compiled.
bool isUncompiledBuiltin(std::string_view name);

/// Resolves the names of one scope.
class NameResolver {
 public:
  NameResolver(Resolutions& resolutions, std::uint32_t module, const FileImports& files,
               const std::unordered_set<Name>& locals, support::NameTable& names)
      : resolutions_(resolutions), module_(module), files_(files), table_(resolutions.modules[module]), locals_(locals),
        names_(names) {}

  /// Notes for each of the nodes what it stands for. A node comes before its children.
  void resolve(std::span<const ast::Node* const> nodes);

 private:
  Resolution resolveName(Name name) const;
  Resolution resolveGlobalName(std::string_view text) const;
  Resolution resolveAttribute(const ast::Attribute& attribute) const;

  Resolutions& resolutions_;
  std::uint32_t module_;
  const FileImports& files_;
  ModuleNames& table_;
  const std::unordered_set<Name>& locals_;
  support::NameTable& names_;
};

/// Resolves the names below `root`, an expression that was parsed after the file (out of a directive of `function`).
void resolveNames(const ast::Expr& root, const FunctionInfo& function, Resolutions& resolutions,
                  support::NameTable& names);

/// The value of a constant of a file or of a builtin constant such as math.pi; nothing for tuples and all else.
std::optional<FoldedValue> constantValue(const Program& program, const Resolution& resolution);

/// The row of grammar/builtins.def with a dotted name, or nothing.
std::optional<Builtin> findBuiltin(std::string_view dotted);

} // namespace pyompcc::sema
