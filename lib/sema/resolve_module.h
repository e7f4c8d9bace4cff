// lib/sema/resolve_module.h
//
// Finds the functions and constants of every file, and what each name and dotted attribute of a file stands for.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/file_imports.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pyompcc::sema {

/// What a NameExpr or an Attribute stands for.
struct Resolution {
  enum class Kind : std::uint8_t {
    None,       ///< no name, or an attribute of a value (`a.shape`): types decide
    Local,      ///< a variable of the function it stands in
    Constant,   ///< Program::modules[module].constants[index]
    Variable,   ///< Program::modules[module].variables[index], as a list of one element (expand_globals)
    Function,   ///< Program::functions[index]
    Exception,  ///< Program::modules[module].exceptions[index]
    Class,      ///< Program::classes[index]
    NamedTuple, ///< Program::named_tuples[index]
    Builtin,    ///< a row of grammar/builtins.def
    DType,      ///< numpy.float64 and so on: as a dtype argument, and called as a conversion
    Module,     ///< an imported module, `dotted`
    File,       ///< another file of the compilation, Program::modules[module]
    Object,     ///< an object of an imported module that has no row: `dotted` (numba.njit, os.environ, ...)
    Global,     ///< a name of the module whose value is not known at compile time
    Unknown     ///< bound nowhere, and no builtin
  };
  Kind kind = Kind::None;
  Builtin builtin{};
  DType dtype{};
  std::uint32_t index = 0;
  std::uint32_t module = 0;
  Name dotted =
      {}; ///< where the object lives, whatever it was imported as; names of numba and numba.openmp as pyomp_cc's
};

/// What a name means at the level of a module.
struct GlobalBinding {
  Resolution resolution;
  support::Loc loc; ///< the first binding
};

/// What the names of one file stand for.
struct ModuleNames {
  std::vector<Resolution> of_node; ///< by NodeId index
  std::unordered_map<Name, GlobalBinding> globals;
  std::vector<Name> star_imports; ///< the modules of `from MODULE import *`

  const Resolution& operator()(const ast::Node& node) const { return of_node[node.node_id.index]; }
};

/// What the names of all files stand for.
struct Resolutions {
  std::vector<ModuleNames> modules;             ///< as Program::modules
  std::vector<std::unordered_set<Name>> locals; ///< as Program::functions: every name bound in it, parameters included
  FileImports files;
  std::unordered_map<Name, Resolution> members = {}; ///< of enumerations, by `enum.MODULE.Class.MEMBER`

  const Resolution& operator()(const FunctionInfo& function, const ast::Node& node) const {
    return modules[function.module](node);
  }
};

/// Fills the constants and functions of Program::modules, which holds one entry with `name` and `parsed` for each file,
/// and Program::functions (without regions and webs; `native` only where a decorator says so). A function of the module
/// level is compiled; functions inside classes and functions are not found.
/// `paths` are those of the files, by which imports find each other.
Resolutions resolveModules(std::span<ast::ParsedModule* const> parsed, std::span<const std::string> paths,
                           Program& program, support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
