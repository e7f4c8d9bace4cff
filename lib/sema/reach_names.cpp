// lib/sema/reach_names.cpp
//
// Uses and definitions of names, and the expressions that they stand in.
#include "lib/ast/walk.h"
#include "lib/sema/web_inference.h"

#include <algorithm>
#include <iterator>

namespace pyompcc::sema {

const DefinitionId* WebInference::definitionOf(const ast::Node& node) const {
  auto it = definition_of_node_.find(&node);
  return it == definition_of_node_.end() ? nullptr : &it->second;
}

// Makes the values of a set one web, once, and says what is in it. Parts come before the sets that they are parts of.
const Reaching& WebInference::reaching(SetId set) {
  reaching_.resize(sets_.size());
  std::vector<SetId> stack{set};
  while (!stack.empty()) {
    SetId next = stack.back();
    if (reaching_[next].known || next == 0) {
      stack.pop_back();
      continue;
    }
    if (sets_.isSingle(next)) {
      reaching_[next] = reachingOne(sets_[next].definition);
      continue;
    }
    SetId left = sets_[next].left;
    SetId right = sets_[next].right;
    if (reaching_[left].known && reaching_[right].known) {
      reaching_[next] = reachingBoth(reaching_[left], reaching_[right]);
      continue;
    }
    stack.push_back(right);
    stack.push_back(left);
  }
  return reaching_[set];
}

Reaching WebInference::reachingOne(DefinitionId id) const {
  const Definition& definition = definitions_[id];
  Reaching found{.known = true};
  if (definition.kind >= Definition::Kind::Stored) found.value = id;
  if (definition.kind == Definition::Kind::Unbound) found.unbound = true;
  if (definition.kind == Definition::Kind::PrivateUnbound) found.private_unbound = id;
  if (definition.header_of) found.headers.push_back(id);
  return found;
}

Reaching WebInference::reachingBoth(const Reaching& left, const Reaching& right) {
  /// More loop headers than this reach no use that is in the body of one of them.
  constexpr std::size_t HeaderLimit = 8;
  Reaching found{.known = true};
  if (left.value && right.value) classes_.unite(left.value, right.value);
  found.value = left.value ? left.value : right.value;
  found.unbound = left.unbound || right.unbound;
  found.private_unbound = left.private_unbound ? left.private_unbound : right.private_unbound;
  std::ranges::set_union(left.headers, right.headers, std::back_inserter(found.headers));
  if (found.headers.size() > HeaderLimit) {
    for (DefinitionId header : found.headers) definitions_[header].used_outside_loop = true;
    found.headers.clear();
  }
  return found;
}

DefinitionId WebInference::uniteAll(SetId set) { return reaching(set).value; }

// `key` is the node, or the entry of a region that copies the name.
void WebInference::use(const void* key, const ast::Node* node, std::uint32_t local, support::Loc loc) {
  auto [it, is_new] = use_of_key_.try_emplace(key, uses_.size());
  if (is_new) uses_.push_back({.node = node, .local = local, .loc = loc});
  if (!state_.reachable) return;
  Use& use = uses_[it->second];
  const Reaching& found = reaching(state_.sets[local]);
  use.sees_unbound |= found.unbound;
  use.sees_value |= found.value != 0;
  if (found.value) use.definition = found.value;
  if (found.private_unbound) use.private_unbound = found.private_unbound;
  for (DefinitionId header : found.headers) {
    bool inside = std::ranges::find(open_bodies_, definitions_[header].header_of) != open_bodies_.end();
    definitions_[header].used_outside_loop |= !inside;
  }
}

void WebInference::define(DefinitionId definition) {
  const Definition& facts = definitions_[definition];
  if (!state_.reachable) return;
  state_.sets[facts.local] = sets_.single(definition);
  if (facts.kind < Definition::Kind::Stored) return;
  if (Pin* pin = pins_[facts.local]) {
    if (pin->definition) classes_.unite(pin->definition, definition);
    if (!pin->definition) pin->definition = definition;
  }
  if (Entry* scope = scopes_[facts.local]; scope && !scope->inside) scope->inside = definition;
}

// An assignment that an expression makes only on some of its ways.
void WebInference::defineWeakly(DefinitionId definition) {
  std::uint32_t local = definitions_[definition].local;
  SetId before = state_.sets[local];
  define(definition);
  state_.sets[local] = sets_.join(before, state_.sets[local]);
}

// The order of evaluation counts only for `:=`, and parts that may be left out for what it assigns in them.
void WebInference::visitExpr(const ast::Expr* expr) {
  if (!expr) return;
  ast::forEachNode(*expr, [&](const ast::Node& node) {
    if (const auto* named = ast::as<ast::NamedExpr>(&node)) {
      visitExpr(named->value);
      if (const DefinitionId* definition = definitionOf(*named->target)) define(*definition);
      return false;
    }
    if (visitComprehension(node)) return false;
    if (const auto* both = ast::as<ast::BoolOp>(&node)) {
      visitExpr(both->values.front());
      visitOptional(both->values.subspan(1));
      return false;
    }
    if (const auto* choice = ast::as<ast::IfExp>(&node)) {
      visitChoice(*choice);
      return false;
    }
    if (const auto* name = ast::as<ast::NameExpr>(&node)) {
      if (name->ctx != ast::ExprContext::Load) {
        if (const DefinitionId* definition = definitionOf(*name)) defineWeakly(*definition);
      } else if (auto it = local_of_name_.find(name->id); it != local_of_name_.end()) {
        use(name, name, it->second, parsed_.loc(*name));
      }
    }
    return true;
  });
}

// The names that a comprehension goes over are its own; around it they are what they were.
bool WebInference::visitComprehension(const ast::Node& node) {
  std::span<ast::Comprehension* const> generators;
  std::vector<const ast::Expr*> results;
  if (const auto* list = ast::as<ast::ListComp>(&node)) {
    generators = list->generators;
    results = {list->elt};
  } else if (const auto* set = ast::as<ast::SetComp>(&node)) {
    generators = set->generators;
    results = {set->elt};
  } else if (const auto* generator = ast::as<ast::GeneratorExp>(&node)) {
    generators = generator->generators;
    results = {generator->elt};
  } else if (const auto* dict = ast::as<ast::DictComp>(&node)) {
    generators = dict->generators;
    results = {dict->key, dict->value};
  } else {
    return false;
  }
  std::vector<std::pair<std::uint32_t, SetId>> hidden;
  for (const ast::Comprehension* generator : generators) {
    visitExpr(generator->iter);
    ast::forEachNode(*generator->target, [&](const ast::Node& target) {
      const auto* name = ast::as<ast::NameExpr>(&target);
      const DefinitionId* definition = name ? definitionOf(*name) : nullptr;
      if (!definition) return true;
      std::uint32_t local = definitions_[*definition].local;
      hidden.emplace_back(local, state_.sets[local]);
      if (state_.reachable) state_.sets[local] = sets_.single(*definition);
      return true;
    });
    for (const ast::Expr* condition : generator->ifs) visitExpr(condition);
  }
  for (const ast::Expr* result : results) visitExpr(result);
  for (auto it = hidden.rbegin(); it != hidden.rend(); ++it) state_.sets[it->first] = it->second;
  return true;
}

void WebInference::visitOptional(std::span<ast::Expr*> exprs) {
  State skipped = state_;
  for (const ast::Expr* expr : exprs) visitExpr(expr);
  joinInto(state_, skipped);
}

// `a if b else c if d else ...` is as deep as it is long, so it is walked in a loop.
void WebInference::visitChoice(const ast::IfExp& first) {
  State end{.reachable = false, .sets = state_.sets};
  const ast::IfExp* choice = &first;
  while (true) {
    visitExpr(choice->test);
    State otherwise = state_;
    visitExpr(choice->body);
    joinInto(end, state_);
    state_ = std::move(otherwise);
    const auto* next = ast::as<ast::IfExp>(choice->orelse);
    if (!next) break;
    choice = next;
  }
  visitExpr(choice->orelse);
  joinInto(end, state_);
  state_ = std::move(end);
}

void WebInference::visitTarget(const ast::Node& target) {
  ast::forEachNode(target, [&](const ast::Node& node) {
    const auto* name = ast::as<ast::NameExpr>(&node);
    if (!name) return true;
    auto it = local_of_name_.find(name->id);
    if (it == local_of_name_.end()) return true;
    if (name->ctx != ast::ExprContext::Store) use(name, name, it->second, parsed_.loc(*name));
    if (const DefinitionId* definition = definitionOf(*name)) define(*definition);
    return true;
  });
}

void WebInference::joinInto(State& into, const State& from) {
  if (!from.reachable) return;
  if (!into.reachable) {
    into = from;
    return;
  }
  for (std::size_t i = 0; i < into.sets.size(); ++i) into.sets[i] = sets_.join(into.sets[i], from.sets[i]);
}

void WebInference::become(std::optional<State> state) {
  if (state) {
    state_ = std::move(*state);
  } else {
    state_.reachable = false;
  }
}

} // namespace pyompcc::sema
