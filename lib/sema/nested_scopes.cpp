// lib/sema/nested_scopes.cpp
//
// Walks the scopes of a function, then finds captures to a fixpoint.
#include "lib/sema/nested_scopes.h"

#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace pyompcc::sema {
namespace {

std::span<ast::Stmt* const> bodyOf(const ast::Node& node) {
  const auto* def = ast::as<ast::FunctionDef>(&node);
  return def ? def->body : std::span<ast::Stmt* const>();
}

/// Functions and methods that go over all that they are given, or stop for good: a generator expression in their call
/// is a loop.
constexpr auto Consumers = std::to_array<std::string_view>({"Counter",
                                                            "OrderedDict",
                                                            "all",
                                                            "any",
                                                            "bytearray",
                                                            "deque",
                                                            "dict",
                                                            "difference",
                                                            "difference_update",
                                                            "extend",
                                                            "extendleft",
                                                            "frozenset",
                                                            "intersection",
                                                            "intersection_update",
                                                            "join",
                                                            "list",
                                                            "max",
                                                            "min",
                                                            "next",
                                                            "nlargest",
                                                            "nsmallest",
                                                            "reduce",
                                                            "set",
                                                            "sorted",
                                                            "subtract",
                                                            "sum",
                                                            "symmetric_difference",
                                                            "symmetric_difference_update",
                                                            "tuple",
                                                            "union",
                                                            "update"});

} // namespace

NestedScopes::NestedScopes(const ast::FunctionDef& def, const ast::ParsedModule& parsed, support::NameTable& names)
    : parsed_(parsed), names_(names) {
  addScope(def, def.args, -1);
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    const ast::Node& node = *scopes_[i].node;
    if (const auto* generator = ast::as<ast::GeneratorExp>(&node)) {
      walkGenerator(static_cast<int>(i), *generator);
      continue;
    }
    // Known before anything is bound; the statement may stand in any block.
    for (const ast::Stmt* stmt : bodyOf(node)) {
      ast::forEachNode(*stmt, [&](const ast::Node& child) {
        if (const auto* declared = ast::as<ast::Nonlocal>(&child)) {
          scopes_[i].nonlocals.insert(declared->names.begin(), declared->names.end());
        }
        return !ast::as<ast::FunctionDef>(&child) && !ast::as<ast::AsyncFunctionDef>(&child) &&
               !ast::as<ast::ClassDef>(&child);
      });
    }
    std::vector<const ast::Node*> roots(bodyOf(node).begin(), bodyOf(node).end());
    if (const auto* lambda = ast::as<ast::Lambda>(&node)) roots.push_back(lambda->body);
    walk(static_cast<int>(i), roots, node.end);
  }
  if (!hasNested()) return;
  findCaptures();
  findCells();
  checkUses();
}

void NestedScopes::addScope(const ast::Node& node, const ast::Arguments* args, int parent) {
  int index = static_cast<int>(scopes_.size());
  scope_of_node_.emplace(&node, index);
  NestedScope& scope = scopes_.emplace_back();
  scope.node = &node;
  scope.parent = parent;
  scope.args = args;
  if (!args) return;
  for (const ast::Arg* param : parameters(*args)) scope.bound[param->arg].push_back({.position = node.begin});
}

// (x * x for x in xs): a generator that is given `xs`.
void NestedScopes::addGenerator(const ast::GeneratorExp& generator, int parent) {
  static constexpr std::string_view Bounds[] = {"start", "stop", "step"};
  std::unordered_set<Name> taken;
  ast::forEachNode(generator, [&](const ast::Node& node) {
    if (const auto* name = ast::as<ast::NameExpr>(&node)) taken.insert(name->id);
    return true;
  });
  std::size_t count = firstValues(generator, names_).size();
  bool is_range = firstValues(generator, names_)[0] != generator.generators[0]->iter;
  addScope(generator, nullptr, parent);
  NestedScope& scope = scopes_.back();
  for (std::size_t i = 0; i < count; ++i) {
    std::string_view base = !is_range ? "values" : count == 1 ? "stop" : Bounds[i];
    Name name = names_.intern(base);
    for (int number = 2; !taken.insert(name).second; ++number) name = names_.intern(fmt::format("{}_{}", base, number));
    scope.values.push_back(name);
    scope.bound[name].push_back({.position = generator.begin});
  }
}

// Its body is a loop, so its variables change as long as it gives values.
void NestedScopes::walkGenerator(int scope, const ast::GeneratorExp& generator) {
  const ast::Comprehension& first = *generator.generators[0];
  std::vector<const ast::Node*> roots{first.target};
  roots.insert(roots.end(), first.ifs.begin(), first.ifs.end());
  for (const ast::Comprehension* inner : generator.generators.subspan(1)) roots.push_back(inner);
  roots.push_back(generator.elt);
  for (const ast::Comprehension* loop : generator.generators) {
    ast::forEachNode(*loop->target, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (name) bind(scope, name->id, {name->begin, generator.begin, generator.end, nullptr, generator.end});
      return true;
    });
  }
  walk(scope, roots, generator.end);
}

void NestedScopes::bind(int scope, Name name, const NestedBinding& binding) {
  NestedScope& inside = scopes_[static_cast<std::size_t>(scope)];
  if (inside.nonlocals.contains(name)) return;
  inside.bound[name].push_back(binding);
}

// A function that is an argument is used up by the call, but for those that keep it.
void NestedScopes::noteArguments(const ast::Call& call) {
  const auto* function = ast::as<ast::NameExpr>(call.func);
  if (function) called_.insert(function);
  static constexpr std::string_view Lazy[] = {"map", "filter", "partial", "zip", "enumerate", "list", "tuple", "set"};
  bool keeps = !function || std::ranges::find(Lazy, names_.text(function->id)) != std::end(Lazy);
  const auto* method = ast::as<ast::Attribute>(call.func);
  std::string_view called = function ? names_.text(function->id) : method ? names_.text(method->attr) : "";
  if (std::ranges::find(Consumers, called) != Consumers.end()) used_up_.insert(call.args.begin(), call.args.end());
  if (!keeps) immediate_.insert(call.args.begin(), call.args.end());
  for (const ast::Keyword* keyword : call.keywords) {
    if (!keeps || names_.text(keyword->arg) == "key") immediate_.insert(keyword->value);
  }
}

void NestedScopes::walk(int scope, std::span<const ast::Node* const> roots, std::uint32_t block_end) {
  std::vector<Walk> stack;
  for (const ast::Node* root : roots) stack.push_back({root, 0, 0, block_end});
  std::ranges::reverse(stack);
  while (!stack.empty()) {
    Walk at = stack.back();
    stack.pop_back();
    const ast::Node& node = *at.node;
    std::size_t first = stack.size();
    auto push = [&](const ast::Node* child) {
      if (child) stack.push_back({child, at.loop_begin, at.loop_end, at.block_end});
    };
    auto enter = [&](const ast::Arguments& args) {
      for (const ast::Expr* value : args.defaults) push(value);
      for (const ast::Expr* value : args.kw_defaults) push(value);
      addScope(node, &args, scope);
    };
    NestedBinding binding{at.node->begin, at.loop_begin, at.loop_end, nullptr, at.block_end};
    if (const auto* def = ast::as<ast::FunctionDef>(&node)) {
      binding.def = def;
      bind(scope, def->name, binding);
      enter(*def->args);
      std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
      continue;
    }
    if (const auto* lambda = ast::as<ast::Lambda>(&node)) {
      NestedUse use{.node = &node, .lambda = static_cast<int>(scopes_.size()), .immediate = immediate_.contains(&node)};
      enter(*lambda->args);
      scopes_[static_cast<std::size_t>(scope)].uses.push_back(use);
      std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
      continue;
    }
    const auto* generator = ast::as<ast::GeneratorExp>(&node);
    if (generator && !used_up_.contains(&node) && generator->generators[0]->is_async == 0) {
      scopes_[static_cast<std::size_t>(scope)].uses.push_back(
          {.node = &node, .lambda = static_cast<int>(scopes_.size())});
      for (const ast::Expr* value : firstValues(*generator, names_)) push(value);
      addGenerator(*generator, scope);
      std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
      continue;
    }
    if (ast::as<ast::ClassDef>(&node) || ast::as<ast::AsyncFunctionDef>(&node)) continue;
    if (const auto* call = ast::as<ast::Call>(&node)) noteArguments(*call);
    if (const auto* name = ast::as<ast::NameExpr>(&node); name && name->ctx == ast::ExprContext::Load) {
      scopes_[static_cast<std::size_t>(scope)].uses.push_back({.node = &node,
                                                               .name = name->id,
                                                               .called = called_.contains(&node),
                                                               .immediate = immediate_.contains(&node)});
    }
    if (const auto* global = ast::as<ast::Global>(&node)) {
      scopes_[static_cast<std::size_t>(scope)].globals.insert(global->names.begin(), global->names.end());
    }
    bool loop = ast::as<ast::For>(&node) || ast::as<ast::While>(&node);
    if (loop && at.loop_end == 0) {
      at.loop_begin = node.begin;
      at.loop_end = node.end;
      binding.loop_begin = node.begin;
      binding.loop_end = node.end;
    }
    forEachBinding(node, [&](Name name, const ast::Node&) { bind(scope, name, binding); });
    // Where the block ends that a statement stands in.
    auto push_block = [&](std::span<ast::Stmt* const> block) {
      for (const ast::Stmt* stmt : block) {
        stack.push_back({stmt, at.loop_begin, at.loop_end, block.back()->end});
      }
    };
    if (const auto* branch = ast::as<ast::If>(&node)) {
      push(branch->test);
      push_block(branch->body);
      push_block(branch->orelse);
    } else if (const auto* repeat = ast::as<ast::For>(&node)) {
      push(repeat->iter);
      push(repeat->target);
      push_block(repeat->body);
      push_block(repeat->orelse);
    } else if (const auto* repeat_while = ast::as<ast::While>(&node)) {
      push(repeat_while->test);
      push_block(repeat_while->body);
      push_block(repeat_while->orelse);
    } else if (const auto* with = ast::as<ast::With>(&node)) {
      for (const ast::WithItem* item : with->items) push(item);
      push_block(with->body);
    } else {
      std::uint32_t end = ast::as<ast::Try>(&node) || ast::as<ast::Match>(&node) ? node.begin : at.block_end;
      ast::forEachChild(node,
                        [&](const ast::Node& child) { stack.push_back({&child, at.loop_begin, at.loop_end, end}); });
    }
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
  }
}

std::optional<Variable> NestedScopes::find(int scope, Name name) const {
  for (int at = scope; at >= 0; at = scopes_[static_cast<std::size_t>(at)].parent) {
    const NestedScope& inside = scopes_[static_cast<std::size_t>(at)];
    if (inside.globals.contains(name)) return std::nullopt;
    if (inside.bound.contains(name)) return Variable{at, name};
  }
  return std::nullopt;
}

std::optional<int> NestedScopes::functionOf(Variable variable) const {
  const auto& bindings = scopes_[static_cast<std::size_t>(variable.first)].bound.at(variable.second);
  bool once = bindings.size() == 1 && bindings.front().def;
  return once ? scopeOf(*bindings.front().def) : std::nullopt;
}

std::optional<int> NestedScopes::scopeOf(const ast::Node& node) const {
  auto found = scope_of_node_.find(&node);
  return found == scope_of_node_.end() ? std::nullopt : std::optional(found->second);
}

void NestedScopes::findCaptures() {
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = scopes_.size(); i-- > 1;) {
      NestedScope& scope = scopes_[i];
      std::size_t before = scope.captures.size();
      auto take = [&](const std::set<Variable>& variables) {
        for (Variable variable : variables) {
          if (variable.first != static_cast<int>(i)) scope.captures.insert(variable);
        }
      };
      for (Name name : scope.nonlocals) {
        if (auto variable = find(scope.parent, name)) take({*variable});
      }
      for (const NestedUse& use : scope.uses) {
        if (use.lambda >= 0) {
          take(scopes_[static_cast<std::size_t>(use.lambda)].captures);
          continue;
        }
        auto variable = find(static_cast<int>(i), use.name);
        if (!variable) continue;
        if (auto function = functionOf(*variable)) {
          take(scopes_[static_cast<std::size_t>(*function)].captures);
        } else {
          take({*variable});
        }
      }
      changed |= scope.captures.size() != before;
    }
  }
}

// Is the variable assigned behind `place`, or in a loop around both?
bool NestedScopes::changesAfter(Variable variable, const ast::Node& place) const {
  const auto& bindings = scopes_[static_cast<std::size_t>(variable.first)].bound.at(variable.second);
  return std::ranges::any_of(bindings, [&](const NestedBinding& binding) {
    bool around = binding.loop_begin <= place.begin && place.begin < binding.loop_end;
    return around || binding.position > place.begin;
  });
}

void NestedScopes::findCells() {
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    const NestedScope& scope = scopes_[i];
    for (Name name : scope.nonlocals) {
      if (auto variable = find(scope.parent, name)) cells_.insert(*variable);
    }
    for (const NestedUse& use : scope.uses) {
      if (use.called || use.immediate) continue;
      std::optional<int> function;
      if (use.lambda >= 0) {
        function = use.lambda;
      } else if (auto variable = find(static_cast<int>(i), use.name)) {
        function = functionOf(*variable);
      }
      if (!function) continue;
      for (Variable captured : scopes_[static_cast<std::size_t>(*function)].captures) {
        if (changesAfter(captured, *use.node)) cells_.insert(captured);
      }
    }
  }
}

void NestedScopes::addProblem(const ast::Node& node, std::string what, std::string_view instead) {
  problems_.push_back({parsed_.loc(node), std::move(what), instead});
}

// A nested function stands for itself wherever its name is used, so its def must come before each use.
void NestedScopes::checkUses() {
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    for (const auto& [name, bindings] : scopes_[i].bound) {
      for (const NestedBinding& binding : bindings) {
        if (!binding.def || bindings.size() == 1) continue;
        addProblem(
            *binding.def,
            fmt::format("`{}`, a function inside a function whose name is bound more than once,", names_.text(name)),
            "give each function a name of its own");
      }
    }
    for (const NestedUse& use : scopes_[i].uses) {
      auto variable = use.lambda >= 0 ? std::nullopt : find(static_cast<int>(i), use.name);
      if (!variable || !functionOf(*variable)) continue;
      const auto& owner = scopes_[static_cast<std::size_t>(variable->first)];
      const NestedBinding& binding = owner.bound.at(use.name).front();
      bool same_scope = variable->first == static_cast<int>(i);
      bool before = use.node->begin < binding.def->end || use.node->begin > binding.block_end;
      // Inside another function the use comes when that one runs; the def must at least always be met.
      bool hidden = !same_scope && binding.block_end < owner.node->end && use.node->begin > binding.block_end;
      if ((same_scope && before) || hidden) {
        addProblem(*use.node, fmt::format("`{}`, a function that may not be defined yet here,", names_.text(use.name)),
                   "define it before, in the same block or one around");
      }
      for (Variable captured : scopes_[static_cast<std::size_t>(*functionOf(*variable))].captures) {
        if (find(static_cast<int>(i), captured.second) == captured) continue;
        addProblem(*use.node,
                   fmt::format("`{}`, which uses a `{}` that another one hides here,", names_.text(use.name),
                               names_.text(captured.second)),
                   "give the two variables different names");
      }
    }
  }
}

std::vector<const ast::Expr*> firstValues(const ast::GeneratorExp& generator, const support::NameTable& names) {
  const ast::Expr* iter = generator.generators[0]->iter;
  const auto* call = ast::as<ast::Call>(iter);
  const auto* function = call ? ast::as<ast::NameExpr>(call->func) : nullptr;
  bool is_range = function && names.text(function->id) == "range" && !call->args.empty() && call->args.size() <= 3 &&
                  call->keywords.empty() &&
                  std::ranges::none_of(call->args, [](const ast::Expr* arg) { return ast::as<ast::Starred>(arg); });
  if (!is_range) return {iter};
  return {call->args.begin(), call->args.end()};
}

} // namespace pyompcc::sema
