// lib/sema/infer_webs.cpp
//
// Collects the definitions of a function, and makes webs of those that a walk found at common uses.
#include "lib/sema/infer_webs.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/web_inference.h"

#include <algorithm>

namespace pyompcc::sema {

DefinitionId WebInference::addDefinition(Definition definition) {
  definitions_.push_back(definition);
  classes_.add();
  return static_cast<DefinitionId>(definitions_.size() - 1);
}

std::uint32_t WebInference::localOf(Name name) {
  auto [it, is_new] = local_of_name_.try_emplace(name, static_cast<std::uint32_t>(locals_.size()));
  if (is_new) locals_.push_back(name);
  return it->second;
}

// A name of a clause that the function does not bind is no variable of it, and gets no definition.
void WebInference::addRegionDefinitions(Region& region) {
  for (SharingEntry& entry : region.sharing) {
    auto it = local_of_name_.find(entry.name);
    if (it == local_of_name_.end()) continue;
    Definition copy{
        .kind = Definition::Kind::Copied, .local = it->second, .position = region.stmt->begin, .loc = entry.loc};
    Definition begin = copy;
    if (entry.sharing == Sharing::Private || entry.sharing == Sharing::LastPrivate) {
      begin.kind = Definition::Kind::PrivateUnbound;
    }
    entries_[&entry] = {.local = it->second, .begin = addDefinition(begin), .out = addDefinition(copy)};
  }
}

void WebInference::collectBindings(const ast::Node& root) {
  ast::forEachNode(root, [&](const ast::Node& node) {
    if (const auto* loop = ast::as<ast::For>(&node)) {
      // The header's own names are entered here, so that they know their loop.
      auto enter = [&](const ast::Expr& target) {
        const auto* name = ast::as<ast::NameExpr>(&target);
        if (!name) return;
        definition_of_node_[name] = addDefinition(
            {.local = localOf(name->id), .position = name->begin, .loc = parsed_.loc(*name), .header_of = loop});
      };
      enter(*loop->target);
      if (const auto* several = ast::as<ast::Tuple>(loop->target)) {
        for (const ast::Expr* target : several->elts) enter(*target);
      }
    }
    if (const auto* handler = ast::as<ast::ExceptHandler>(&node); handler && handler->name) {
      handler_ends_[handler] = addDefinition({.kind = Definition::Kind::Unbound,
                                              .local = localOf(handler->name),
                                              .position = handler->begin,
                                              .loc = parsed_.loc(*handler)});
    }
    if (const auto* annotated = ast::as<ast::AnnAssign>(&node); annotated && !annotated->value) return false;
    forEachBinding(node, [&](Name name, const ast::Node& binding) {
      if (definition_of_node_.contains(&binding)) return;
      bool deleted = binding.kind == ast::NodeKind::NameExpr &&
                     static_cast<const ast::NameExpr&>(binding).ctx == ast::ExprContext::Del;
      definition_of_node_[&binding] =
          addDefinition({.kind = deleted ? Definition::Kind::Unbound : Definition::Kind::Stored,
                         .local = localOf(name),
                         .position = binding.begin,
                         .loc = parsed_.loc(binding),
                         .is_parameter = binding.kind == ast::NodeKind::Arg});
    });
    // Annotations of parameters and variables name types, not values; functions and classes have their own scope.
    return node.kind != ast::NodeKind::Arg && node.kind != ast::NodeKind::FunctionDef &&
           node.kind != ast::NodeKind::AsyncFunctionDef && node.kind != ast::NodeKind::ClassDef;
  });
}

void WebInference::collectDefinitions() {
  addDefinition({.kind = Definition::Kind::Unbound});
  for (const ast::Arg* arg : parameters(*function_.def->args)) collectBindings(*arg);
  for (const ast::Stmt* stmt : function_.def->body) collectBindings(*stmt);
  for (std::size_t i = 0; i < function_.regions.size(); ++i) {
    regions_of_stmt_[function_.regions[i].stmt].push_back(i);
    addRegionDefinitions(function_.regions[i]);
  }
}

// A name in `depend` stands for one place in memory, whatever values it has between: its definitions are one web.
void WebInference::collectPlaces() {
  places_.assign(locals_.size(), {});
  is_place_.assign(locals_.size(), false);
  for (const Region& region : function_.regions) {
    for (std::size_t i = 0; i < region.clause_exprs.size(); ++i) {
      bool places = region.directive->clauses[i].kind == omp::ClauseKind::Depend &&
                    region.directive->kind != omp::DirectiveKind::Ordered;
      if (!places) continue;
      for (const ast::Expr* expr : region.clause_exprs[i]) {
        const auto* name = expr ? ast::as<ast::NameExpr>(expr) : nullptr;
        auto local = name ? local_of_name_.find(name->id) : local_of_name_.end();
        if (local == local_of_name_.end()) continue;
        is_place_[local->second] = true;
        pins_[local->second] = &places_[local->second];
      }
    }
  }
}

WebId WebInference::webOf(DefinitionId definition) {
  if (!definition || definitions_[definition].kind < Definition::Kind::Stored) return {};
  DefinitionId root = classes_.find(definition);
  auto [it, is_new] = web_of_class_.try_emplace(root, WebId{static_cast<std::uint32_t>(function_.webs.size())});
  if (is_new) {
    const Definition& facts = definitions_[root];
    function_.webs.push_back({.name = locals_[facts.local], .first = facts.loc});
  }
  return it->second;
}

void WebInference::makeWebs() {
  std::vector<std::uint32_t> sizes(definitions_.size(), 0);
  for (DefinitionId id = 1; id < definitions_.size(); ++id) {
    if (definitions_[id].kind >= Definition::Kind::Stored) ++sizes[classes_.find(id)];
  }
  function_.web_of_node.assign(function_.slotCount(), WebId{});
  std::vector<DefinitionId> first_of_local(locals_.size(), 0);
  for (DefinitionId id = 1; id < definitions_.size(); ++id) {
    const Definition& facts = definitions_[id];
    if (facts.kind != Definition::Kind::Stored) continue;
    if (!first_of_local[facts.local]) first_of_local[facts.local] = id;
    Web& web = function_.webs[webOf(id).index];
    web.is_parameter |= facts.is_parameter;
    web.loop_variable = sizes[classes_.find(id)] == 1 && facts.header_of && !facts.used_outside_loop;
  }
  // Every web of a stored definition exists by now, so the order of this walk does not number anything.
  for (const auto& [node, definition] : definition_of_node_) {
    if (WebId web = webOf(definition)) function_.web_of_node[function_.slot(*node)] = web;
  }
  for (const Use& use : uses_) {
    // A use that nothing reaches (dead code, an error) still has a variable.
    DefinitionId definition = use.definition ? use.definition : first_of_local[use.local];
    if (use.node) function_.web_of_node[function_.slot(*use.node)] = webOf(definition);
    if (use.sees_value && (use.sees_unbound || use.private_unbound) && use.definition) {
      function_.webs[webOf(use.definition).index].maybe_unbound = true;
    }
  }
  for (Region& region : function_.regions) {
    for (SharingEntry& sharing : region.sharing) {
      auto it = entries_.find(&sharing);
      if (it == entries_.end()) continue;
      sharing.outside = sharing.sharing == Sharing::Private ? WebId{} : webOf(it->second.outside);
      sharing.inside = isSharedKind(sharing.sharing) ? sharing.outside : webOf(it->second.inside);
      // Whether the last iteration gave it a value comes out with the value.
      bool comes_out = sharing.sharing == Sharing::LastPrivate || sharing.sharing == Sharing::FirstLastPrivate;
      if (comes_out && sharing.inside && sharing.outside && function_.webs[sharing.outside.index].maybe_unbound) {
        function_.webs[sharing.inside.index].maybe_unbound = true;
      }
    }
  }
}

void WebInference::reportUses() {
  for (const Use& use : uses_) {
    std::string_view name = names_.text(locals_[use.local]);
    if (!use.sees_value && use.private_unbound) {
      emitter_.report(use.loc, diag::PrivateReadFirst, name)
          .note(definitions_[use.private_unbound].loc, diag::PrivateHere, name);
    } else if (!use.sees_value && use.sees_unbound) {
      emitter_.report(use.loc, diag::CertainlyUnbound, name);
    } else if (use.private_unbound) {
      emitter_.report(use.loc, diag::PrivateMaybeReadFirst, name)
          .note(definitions_[use.private_unbound].loc, diag::PrivateHere, name);
    } else if (use.sees_unbound) {
      emitter_.report(use.loc, diag::MaybeUnbound, name);
    }
  }
}

void WebInference::run() {
  collectDefinitions();
  state_.sets.assign(locals_.size(), sets_.single(0));
  pins_.assign(locals_.size(), nullptr);
  collectPlaces();
  scopes_.assign(locals_.size(), nullptr);
  for (const ast::Arg* arg : parameters(*function_.def->args)) {
    if (const DefinitionId* definition = definitionOf(*arg)) define(*definition);
  }
  visitBlock(function_.def->body);
  function_.falls_off_end = state_.reachable;
  makeWebs();
  reportUses();
}

void inferWebs(FunctionInfo& function, const ast::ParsedModule& parsed, const support::NameTable& names,
               diag::Emitter& emitter) {
  WebInference(function, parsed, names, emitter).run();
}

} // namespace pyompcc::sema
