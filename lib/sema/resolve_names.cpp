// lib/sema/resolve_names.cpp
//
// Resolves names in a scope, dotted names of imported modules, and constants.
#include "lib/sema/resolve_names.h"

#include "lib/ast/walk.h"
#include "lib/sema/builtins.h"
#include "lib/sema/dtype_name.h"
#include "lib/sema/library.h"
#include "lib/sema/read_decorators.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {
namespace {

using Kind = Resolution::Kind;

constexpr auto UncompiledBuiltins = std::to_array<std::string_view>({
#define PYTHON_BUILTIN(Name) Name,
#include "grammar/python_builtins.def"
});
static_assert(std::is_sorted(UncompiledBuiltins.begin(), UncompiledBuiltins.end()),
              "python_builtins.def: rows are sorted by name");

} // namespace

bool isUncompiledBuiltin(std::string_view name) { return std::ranges::binary_search(UncompiledBuiltins, name); }

std::string canonicalDotted(std::string_view dotted) {
  for (std::string_view package : {"numba.openmp", "numba.experimental", "numba"}) {
    if (dotted == package) return "pyomp_cc";
    if (dotted.starts_with(package) && dotted[package.size()] == '.') {
      std::string_view rest = dotted.substr(package.size() + 1);
      return "pyomp_cc." + std::string(rest == "openmp_context" ? "openmp" : rest);
    }
  }
  if (dotted == "pyomp_cc.openmp_context") return "pyomp_cc.openmp";
  return std::string(dotted);
}

bool isPackage(std::string_view canonical) {
  return canonical == "pyomp_cc" || canonical == "cmath" || canonical == "math" || canonical == "numpy" ||
         canonical == "builtins";
}

Resolution resolveDotted(std::string_view dotted, support::NameTable& names) {
  std::string canonical = canonicalDotted(dotted);
  Resolution resolution;
  resolution.dotted = names.intern(canonical);
  resolution.kind = isPackage(canonical) ? Kind::Module : Kind::Object;
  if (canonical.starts_with("numpy.")) {
    std::string_view member = std::string_view(canonical).substr(6);
    if (std::optional<DType> dtype = dtypeOfName(member)) {
      resolution.kind = Kind::DType;
      resolution.dtype = *dtype;
      return resolution;
    }
  }
  if (std::optional<Builtin> builtin = findBuiltin(canonical)) {
    resolution.kind = Kind::Builtin;
    resolution.builtin = *builtin;
  }
  return resolution;
}

// Attributes need what their value stands for, so children come first.
void NameResolver::resolve(std::span<const ast::Node* const> nodes) {
  for (auto it = nodes.rbegin(); it != nodes.rend(); ++it) {
    Resolution& result = table_.of_node[(*it)->node_id.index];
    if (const auto* name = ast::as<ast::NameExpr>(*it)) {
      result = resolveName(name->id);
    } else if (const auto* attribute = ast::as<ast::Attribute>(*it)) {
      result = resolveAttribute(*attribute);
    }
  }
}

Resolution NameResolver::resolveName(Name name) const {
  Resolution resolution;
  if (locals_.contains(name)) {
    resolution.kind = Kind::Local;
    return resolution;
  }
  if (auto global = table_.globals.find(name); global != table_.globals.end()) return global->second.resolution;
  return resolveGlobalName(names_.text(name));
}

Resolution NameResolver::resolveGlobalName(std::string_view text) const {
  for (Name star : table_.star_imports) {
    Resolution imported = resolveDotted(fmt::format("{}.{}", names_.text(star), text), names_);
    if (imported.kind == Kind::Builtin || imported.kind == Kind::DType) return imported;
    if (names_.text(star) == "pyomp_cc") {
      if (isDecorator(names_.text(imported.dotted))) return imported;
    }
  }
  Resolution resolution = resolveDotted(fmt::format("builtins.{}", text), names_);
  bool known =
      resolution.kind == Kind::Builtin || isLibraryName(names_.text(resolution.dotted)) || isUncompiledBuiltin(text);
  if (!known) resolution = Resolution{.kind = Kind::Unknown};
  return resolution;
}

Resolution NameResolver::resolveAttribute(const ast::Attribute& attribute) const {
  const Resolution& value = table_.of_node[attribute.value->node_id.index];
  if (value.kind == Kind::File) {
    auto& globals = resolutions_.modules[value.module].globals;
    auto found = globals.find(attribute.attr);
    if (found != globals.end()) return found->second.resolution;
  } else if (value.kind == Kind::Builtin) {
    // int.from_bytes
    std::string method = fmt::format("{}.{}", names_.text(value.dotted), names_.text(attribute.attr));
    return isLibraryName(method) ? resolveDotted(method, names_) : Resolution{};
  } else if (value.kind == Kind::Constant ? !value.dotted : value.kind != Kind::Module && value.kind != Kind::Object) {
    return {};
  }
  std::string dotted = fmt::format("{}.{}", names_.text(value.dotted), names_.text(attribute.attr));
  auto member = resolutions_.members.find(names_.intern(dotted));
  if (member != resolutions_.members.end()) return member->second;
  if (value.kind == Kind::Constant) return {};
  if (auto file = files_.find(module_, dotted)) {
    return {.kind = Kind::File, .module = *file, .dotted = names_.intern(dotted)};
  }
  return resolveDotted(dotted, names_);
}

std::optional<Builtin> findBuiltin(std::string_view dotted) {
  static const auto Rows = [] {
    std::unordered_map<std::string_view, Builtin> rows;
#define BUILTIN(Name, DottedName, ...) rows.emplace(DottedName, Builtin::Name);
#include "grammar/builtins.def"
    return rows;
  }();
  auto row = Rows.find(dotted);
  return row == Rows.end() ? std::nullopt : std::optional(row->second);
}

std::optional<FoldedValue> constantValue(const Program& program, const Resolution& resolution) {
  if (resolution.kind == Kind::Constant) {
    return program.modules[resolution.module].constants[resolution.index].folded;
  }
  if (resolution.kind == Kind::Builtin && facts(resolution.builtin).rule == BuiltinRule::FloatConstant) {
    return FoldedValue::ofFloat(constantValue(resolution.builtin));
  }
  if (resolution.kind == Kind::Builtin && facts(resolution.builtin).rule == BuiltinRule::IntConstant) {
    return FoldedValue::ofInt(integerValue(resolution.builtin));
  }
  if (resolution.kind == Kind::Builtin && facts(resolution.builtin).rule == BuiltinRule::TextConstant) {
    return FoldedValue{.kind = TypeKind::Str, .text = std::string(textValue(resolution.builtin)), .elements = {}};
  }
  return std::nullopt;
}

void resolveNames(const ast::Expr& root, const FunctionInfo& function, Resolutions& resolutions,
                  support::NameTable& names) {
  std::vector<const ast::Node*> nodes;
  ModuleNames& table = resolutions.modules[function.module];
  ast::forEachNode(root, [&](const ast::Node& node) {
    nodes.push_back(&node);
    std::size_t needed = std::size_t{node.node_id.index} + 1;
    if (table.of_node.size() < needed) table.of_node.resize(needed);
    return true;
  });
  NameResolver(resolutions, function.module, resolutions.files, resolutions.locals[function.index], names)
      .resolve(nodes);
}

} // namespace pyompcc::sema
