// lib/sema/infer_factory.cpp
//
// Types of `collections.defaultdict(factory)`: what the factory makes, told from the factory.
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <array>

namespace pyompcc::sema {
namespace {

struct FactoryRow {
  std::string_view dotted;
  std::string_view repr;
  TypeKind kind;
};
constexpr auto Factories =
    std::to_array<FactoryRow>({{"builtins.bool", "<class 'bool'>", TypeKind::Bool},
                               {"builtins.dict", "<class 'dict'>", TypeKind::Dict},
                               {"builtins.float", "<class 'float'>", TypeKind::Float},
                               {"builtins.int", "<class 'int'>", TypeKind::Int},
                               {"builtins.list", "<class 'list'>", TypeKind::List},
                               {"builtins.set", "<class 'set'>", TypeKind::Set},
                               {"builtins.str", "<class 'str'>", TypeKind::Str},
                               {"collections.Counter", "<class 'collections.Counter'>", TypeKind::Counter},
                               {"collections.deque", "<class 'collections.deque'>", TypeKind::Deque}});

} // namespace

// An empty value of the type that a factory is.
std::optional<Type> InstanceInference::emptyOf(const ast::Expr& factory, const FunctionInfo& function,
                                               std::vector<FactoryLevel>& levels) {
  if (factory.kind != ast::NodeKind::NameExpr && factory.kind != ast::NodeKind::Attribute) return std::nullopt;
  const Resolution& resolved = context_.resolutions(function, factory);
  if (resolved.kind != Resolution::Kind::Object && resolved.kind != Resolution::Kind::Builtin) return std::nullopt;
  for (const FactoryRow& row : Factories) {
    if (row.dotted != context_.names.text(resolved.dotted)) continue;
    levels.push_back({row.repr, nullptr});
    Type unknown = types().unknown();
    switch (row.kind) {
    case TypeKind::Bool: return types().boolean();
    case TypeKind::Float: return types().floating();
    case TypeKind::Int: return types().integer();
    case TypeKind::Str: return types().str();
    case TypeKind::Dict: return types().dict(unknown, unknown);
    case TypeKind::Counter: return types().container(row.kind, std::array{unknown, types().integer()});
    default: return types().container(row.kind, std::array{unknown});
    }
  }
  return std::nullopt;
}

// lambda: []    lambda: set()    lambda: defaultdict(int)    are told apart from other functions: what they make is
// found out by its use.
std::optional<Type> InstanceInference::madeBy(const FunctionInfo& function, std::vector<FactoryLevel>& levels) {
  const auto* result = function.def->body.size() == 1 ? ast::as<ast::Return>(function.def->body[0]) : nullptr;
  if (!result || !result->value || function.capture_count > 0) return std::nullopt;
  constexpr std::string_view Repr = "<function <lambda>>";
  Type unknown = types().unknown();
  const auto* list = ast::as<ast::List>(result->value);
  const auto* dict = ast::as<ast::Dict>(result->value);
  if ((list && list->elts.empty()) || (dict && dict->keys.empty())) {
    levels.push_back({Repr, nullptr});
    return list ? types().list(unknown) : types().dict(unknown, unknown);
  }
  const auto* call = ast::as<ast::Call>(result->value);
  if (!call || !call->keywords.empty()) return std::nullopt;
  std::vector<FactoryLevel> inner;
  if (call->args.empty()) {
    std::optional<Type> made = emptyOf(*call->func, function, inner);
    if (made) levels.push_back({Repr, nullptr});
    return made;
  }
  const Resolution& callee = context_.resolutions(function, *call->func);
  bool nested = callee.kind == Resolution::Kind::Object && call->args.size() == 1 &&
                context_.names.text(callee.dotted) == "collections.defaultdict";
  if (!nested) return std::nullopt;
  levels.push_back({Repr, nullptr});
  std::optional<Type> value = emptyOf(*call->args[0], function, levels);
  if (!value) {
    const auto* lifted = ast::as<ast::Call>(call->args[0]);
    const Resolution& inner_function = lifted && !lifted->args.empty()
                                           ? context_.resolutions(function, *lifted->args[0])
                                           : context_.resolutions(function, *call->args[0]);
    if (inner_function.kind == Resolution::Kind::Function) {
      value = madeBy(*context_.program.functions[inner_function.index], levels);
    }
  }
  if (!value) return std::nullopt;
  return types().container(TypeKind::DefaultDict, std::array{unknown, *value});
}

// defaultdict(list), defaultdict(lambda: 1)
Type InstanceInference::inferDefaultDict(const ast::Call& call) {
  std::vector<FactoryLevel>& levels = instance_.factories[&call];
  levels.clear();
  if (call.args.size() != 1 || !call.keywords.empty()) {
    for (const ast::Expr* arg : call.args.subspan(std::min<std::size_t>(1, call.args.size()))) infer(*arg);
    return unsupported(call, "`defaultdict` without a factory, or with values", "give the factory only, then `update`");
  }
  calleeOf(call) = {.kind = Callee::Kind::Library, .library = libraryRow("collections.defaultdict")};
  const ast::Expr& factory = *call.args[0];
  std::optional<Type> value = emptyOf(factory, function_, levels);
  if (!value) {
    Type function = infer(factory);
    if (!isSettled(function)) return function;
    if (!isPlainFunction(function) || function->is_builtin) {
      return unsupported(factory, "this factory of a `defaultdict`",
                         "give a type or a function that uses no variable of the function around");
    }
    value = madeBy(*context_.program.functions[function->function], levels);
    if (!value) {
      levels.assign(1, {"<function>", function});
      value = passedResult(call, function, {});
    }
    if (!*value) return unsupported(factory, "a factory with parameters", "give a function without");
    if (value.value()->kind == TypeKind::Error || value.value()->kind == TypeKind::Unknown) return *value;
  }
  return types().container(TypeKind::DefaultDict, std::array{types().unknown(), *value});
}

} // namespace pyompcc::sema
