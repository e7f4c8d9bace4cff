// lib/sema/uncompiled_code.cpp
//
// The work list over uncompiled functions and the types that they are called with.
#include "lib/sema/uncompiled_code.h"

#include "lib/ast/walk.h"
#include "lib/sema/bind_call.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/parse_type.h"

#include <algorithm>
#include <unordered_set>

namespace pyompcc::sema {
namespace {

/// A function that is called with more combinations of types than this is followed no further.
constexpr std::size_t MaxCallsOfFunction = 16;
/// Calls within calls whose results are asked for.
constexpr int MaxCallDepth = 24;

bool isStarred(const ast::Expr* expr) { return ast::as<ast::Starred>(expr) != nullptr; }

const ast::FunctionDef& defOf(const FunctionInfo& function) {
  return function.written ? *function.written : *function.def;
}

} // namespace

UncompiledCode::UncompiledCode(Program& program, const Resolutions& resolutions,
                               std::span<ast::ParsedModule* const> parsed, support::NameTable& names)
    : program_(program), resolutions_(resolutions), parsed_(parsed), names_(names) {
  makeModuleScopes();
}

void UncompiledCode::makeModuleScopes() {
  module_scopes_.clear();
  for (std::uint32_t module = 0; module < parsed_.size(); ++module) {
    module_scopes_.push_back(std::make_unique<ArgumentScope>(parsed_[module]->root->body, resolutions_.modules[module],
                                                             program_, names_, *this, nullptr,
                                                             ArgumentScope::Parameters()));
  }
}

void UncompiledCode::setResults(ResultOf result_of_compiled) {
  result_of_compiled_ = std::move(result_of_compiled);
  // What was unknown may be known now.
  calls_.clear();
  counts_.clear();
  makeModuleScopes();
}

std::optional<std::vector<Type>> UncompiledCode::argumentTypes(const ast::Call& call, const FunctionInfo& callee,
                                                               ArgumentScope& scope) {
  const ast::Arguments& arguments = *defOf(callee).args;
  bool unpacks = std::ranges::any_of(call.args, isStarred) || arguments.kwarg ||
                 std::ranges::any_of(call.keywords, [](const ast::Keyword* keyword) { return !keyword->arg; });
  if (unpacks) return std::nullopt;
  CallBinding binding = bindCall(arguments, 0, call.args, call.keywords, [](const ast::Expr&) { return 0; });
  if (binding.tooMany() || !binding.unknown.empty() || !binding.repeated.empty()) return std::nullopt;
  std::vector<Type> params;
  for (const ParameterBinding& param : binding.params) {
    std::vector<Type> given;
    for (const Argument& argument : param.arguments) given.push_back(scope.typeOf(*argument.expr));
    if (param.packed) {
      bool known = std::ranges::find(given, nullptr) == given.end();
      params.push_back(known ? program_.types.tuple(given) : nullptr);
    } else if (!given.empty()) {
      params.push_back(given.front());
    } else {
      params.push_back(param.default_value ? moduleScope(callee.module).typeOf(*param.default_value) : nullptr);
    }
  }
  return params;
}

UncompiledCode::PythonCall* UncompiledCode::callOf(const ast::FunctionDef& def, std::uint32_t module,
                                                   const std::vector<Type>& params) {
  auto found = calls_.find({&def, params});
  if (found != calls_.end()) return &found->second;
  if (counts_[&def]++ >= MaxCallsOfFunction) return nullptr;
  std::vector<std::pair<Name, Type>> named;
  CallBinding declared = bindDefaults(*def.args);
  for (std::size_t i = 0; i < declared.params.size(); ++i)
    named.emplace_back(declared.params[i].param->arg, i < params.size() ? params[i] : nullptr);
  if (def.args->kwarg) named.emplace_back(def.args->kwarg->arg, nullptr);
  PythonCall& made = calls_[{&def, params}];
  made.def = &def;
  made.module = module;
  made.scope = std::make_unique<ArgumentScope>(def.body, resolutions_.modules[module], program_, names_, *this,
                                               module_scopes_[module].get(), named);
  return &made;
}

Type UncompiledCode::resultOf(const ast::Call& call, const FunctionInfo& callee, ArgumentScope& scope) {
  std::optional<std::vector<Type>> params = argumentTypes(call, callee, scope);
  if (!params) return nullptr;
  if (callee.native) {
    bool known = std::ranges::find(*params, nullptr) == params->end() && !callee.ufunc;
    return known && result_of_compiled_ ? result_of_compiled_(callee.index, *params) : nullptr;
  }
  if (depth_ >= MaxCallDepth) return nullptr;
  PythonCall* called = callOf(defOf(callee), callee.module, *params);
  return called ? resultOf(*called) : nullptr;
}

Type UncompiledCode::resultOf(PythonCall& called) {
  using State = PythonCall::State;
  if (called.state != State::New) return called.result;
  called.state = State::Asked;
  ++depth_;
  // A decorator may make anything of it.
  bool plain = called.def->decorator_list.empty();
  std::vector<const ast::Return*> returns;
  for (const ast::Stmt* stmt : called.def->body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      if (const auto* result = ast::as<ast::Return>(&node)) returns.push_back(result);
      plain &= !ast::as<ast::Yield>(&node) && !ast::as<ast::YieldFrom>(&node);
      return !ast::as<ast::FunctionDef>(&node) && !ast::as<ast::ClassDef>(&node) && !ast::as<ast::Lambda>(&node);
    });
  }
  Type result = nullptr;
  for (const ast::Return* statement : returns) {
    Type type = statement->value && plain ? called.scope->typeOf(*statement->value) : nullptr;
    plain &= type && (!result || result == type);
    result = type;
  }
  --depth_;
  called.state = State::Known;
  return called.result = plain ? result : nullptr;
}

std::vector<Type> UncompiledCode::declaredTypes(const ast::FunctionDef& def, std::uint32_t module) {
  TypeParser parser(program_.types, *parsed_[module], names_);
  std::vector<Type> types;
  for (const ParameterBinding& param : bindDefaults(*def.args).params) {
    Type type = nullptr;
    if (param.param->annotation) type = parser.parse(*param.param->annotation, TypeNotation::Signature).type;
    if (!type && param.default_value) type = moduleScope(module).typeOf(*param.default_value);
    types.push_back(param.packed ? nullptr : type);
  }
  return types;
}

void UncompiledCode::visitBody(std::span<ast::Stmt* const> body, std::uint32_t module, ArgumentScope& scope,
                               const VisitCall& visit) {
  for (const ast::Stmt* stmt : body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      if (ast::as<ast::FunctionDef>(&node)) return false;
      const auto* call = ast::as<ast::Call>(&node);
      if (!call) return true;
      const Resolution& callee = resolutions_.modules[module](*call->func);
      if (callee.kind != Resolution::Kind::Function) return true;
      const FunctionInfo& function = *program_.functions[callee.index];
      visit(*call, module, scope);
      if (function.native) return true;
      auto params = argumentTypes(*call, function, scope);
      PythonCall* called = params ? callOf(defOf(function), function.module, *params) : nullptr;
      if (called && !std::exchange(called->visited, true)) to_visit_.push_back(called);
      return true;
    });
  }
}

void UncompiledCode::forEachCall(const VisitCall& visit) {
  std::unordered_set<const ast::FunctionDef*> native, seen;
  for (auto& [key, called] : calls_) called.visited = false;
  auto follow = [&] {
    for (std::size_t i = 0; i < to_visit_.size(); ++i) {
      PythonCall& called = *to_visit_[i];
      seen.insert(called.def);
      visitBody(called.def->body, called.module, *called.scope, visit);
    }
    to_visit_.clear();
  };
  for (const auto& function : program_.functions) {
    if (function->native && function->written) native.insert(function->written);
  }
  for (std::uint32_t module = 0; module < parsed_.size(); ++module) {
    visitBody(parsed_[module]->root->body, module, *module_scopes_[module], visit);
    follow();
  }
  for (std::uint32_t module = 0; module < parsed_.size(); ++module) {
    ast::forEachNode(*parsed_[module]->root, [&](const ast::Node& node) {
      const auto* def = ast::as<ast::FunctionDef>(&node);
      if (!def) return true;
      // Functions inside a compiled one are compiled with it.
      if (native.contains(def)) return false;
      if (!seen.insert(def).second) return true;
      if (PythonCall* called = callOf(*def, module, declaredTypes(*def, module))) to_visit_.push_back(called);
      return true;
    });
    follow();
  }
}

} // namespace pyompcc::sema
