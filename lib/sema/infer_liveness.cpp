// lib/sema/infer_liveness.cpp
//
// Live names at the borders of regions, backwards over structured statements.
#include "lib/sema/infer_liveness.h"

#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"

#include <span>

namespace pyompcc::sema {
namespace {

constexpr int MaxDepth = 200;

class LivenessInference {
 public:
  LivenessInference(const FunctionInfo& function, const RegionMap& regions,
                    const std::unordered_map<support::Name, std::size_t>& index,
                    std::span<const std::vector<support::Name>> listed)
      : function_(function), regions_(regions), index_(index), listed_(listed), nothing_(index.size()),
        all_(index.size(), true) {}

  Liveness run() {
    liveness_.entry.assign(function_.regions.size(), all_);
    liveness_.exit.assign(function_.regions.size(), all_);
    record_ = true;
    body(function_.def->body, nothing_, {&nothing_, &nothing_}, 0);
    return std::move(liveness_);
  }

 private:
  // What is live where `break` and `continue` go.
  struct Jumps {
    const NameSet* on_break;
    const NameSet* on_continue;
  };

  NameSet body(std::span<ast::Stmt* const> stmts, NameSet live, const Jumps& jumps, int depth) {
    for (auto it = stmts.rbegin(); it != stmts.rend(); ++it) {
      live = stmt(**it, std::move(live), jumps, depth);
      // An exception may go to a handler from anywhere.
      if (caught_) live.addAll(*caught_);
    }
    return live;
  }

  NameSet stmt(const ast::Stmt& node, NameSet live, const Jumps& jumps, int depth) {
    using ast::as;
    if (depth > MaxDepth) return all_;
    if (const auto* assign = as<ast::Assign>(&node)) {
      for (const ast::Expr* target : assign->targets) removeTarget(*target, live);
      for (const ast::Expr* target : assign->targets) addUses(*target, live);
      addUses(*assign->value, live);
      return live;
    }
    if (const auto* assign = as<ast::AnnAssign>(&node)) {
      if (assign->value) removeTarget(*assign->target, live);
      addUses(*assign->target, live);
      if (assign->value) addUses(*assign->value, live);
      return live;
    }
    if (const auto* assign = as<ast::AugAssign>(&node)) {
      if (const auto* name = as<ast::NameExpr>(assign->target)) add(name->id, live);
      addUses(*assign->target, live);
      addUses(*assign->value, live);
      return live;
    }
    if (as<ast::Return>(&node) || as<ast::Raise>(&node)) {
      NameSet result = nothing_;
      addUses(node, result);
      return result;
    }
    if (as<ast::Break>(&node)) return *jumps.on_break;
    if (as<ast::Continue>(&node)) return *jumps.on_continue;
    if (const auto* branch = as<ast::If>(&node)) return conditional(*branch, live, jumps, depth);
    if (const auto* loop = as<ast::While>(&node)) {
      return iterate(nullptr, *loop->test, loop->body, loop->orelse, live, jumps, depth);
    }
    if (const auto* loop = as<ast::For>(&node)) {
      NameSet result = iterate(loop->target, *loop->target, loop->body, loop->orelse, live, jumps, depth);
      addUses(*loop->iter, result);
      return result;
    }
    if (const auto* with = as<ast::With>(&node); with || regions_.at(node) >= 0)
      return region(node, with, live, jumps, depth);
    if (const auto* handled = as<ast::Try>(&node)) return exceptions(*handled, live, jumps, depth);
    if (const auto* match = as<ast::Match>(&node)) return cases(*match, live, jumps, depth);
    bool simple = as<ast::Delete>(&node) || as<ast::ExprStmt>(&node) || as<ast::Assert>(&node) || as<ast::Pass>(&node);
    if (!simple) return all_;
    addUses(node, live);
    return live;
  }

  // if a: A elif b: B else: C, without a recursion for each elif.
  NameSet conditional(const ast::If& first, const NameSet& after, const Jumps& jumps, int depth) {
    std::vector<const ast::If*> chain{&first};
    while (chain.back()->orelse.size() == 1) {
      const auto* next = ast::as<ast::If>(chain.back()->orelse[0]);
      if (!next) break;
      chain.push_back(next);
    }
    NameSet live = body(chain.back()->orelse, after, jumps, depth + 1);
    for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
      live.addAll(body((*it)->body, after, jumps, depth + 1));
      addUses(*(*it)->test, live);
    }
    return live;
  }

  // Any case may be the one that is taken, or none.
  NameSet cases(const ast::Match& match, const NameSet& after, const Jumps& jumps, int depth) {
    NameSet live = after;
    for (const ast::MatchCase* match_case : match.cases) {
      NameSet taken = body(match_case->body, after, jumps, depth + 1);
      if (match_case->guard) addUses(*match_case->guard, taken);
      forEachBindingBelow(*match_case->pattern, [&](std::size_t name) { taken.remove(name); });
      live.addAll(taken);
    }
    addUses(*match.subject, live);
    return live;
  }

  NameSet exceptions(const ast::Try& handled, const NameSet& after, const Jumps& jumps, int depth) {
    const NameSet* outer = caught_;
    NameSet end = body(handled.finalbody, after, jumps, depth + 1);
    if (outer) end.addAll(*outer);
    NameSet on_break = *jumps.on_break;
    NameSet on_continue = *jumps.on_continue;
    on_break.addAll(end);
    on_continue.addAll(end);
    Jumps through{&on_break, &on_continue};
    caught_ = &end;
    NameSet in_handlers = end;
    for (const ast::ExceptHandler* handler : handled.handlers) {
      in_handlers.addAll(body(handler->body, end, through, depth + 1));
    }
    NameSet behind = body(handled.orelse, end, through, depth + 1);
    behind.addAll(in_handlers);
    caught_ = &in_handlers;
    NameSet live = body(handled.body, std::move(behind), through, depth + 1);
    live.addAll(in_handlers);
    caught_ = outer;
    return live;
  }

  template <class Visit> void forEachBindingBelow(const ast::Node& root, Visit&& visit) const {
    ast::forEachNode(root, [&](const ast::Node& node) {
      forEachBinding(node, [&](support::Name name, const ast::Node&) {
        if (auto found = index_.find(name); found != index_.end()) visit(found->second);
      });
      return true;
    });
  }

  // One pass over the body finds the fixpoint, for what a body makes live does not depend on what is live behind it; a
  // second pass then records the regions inside.
  NameSet iterate(const ast::Expr* target, const ast::Expr& head_uses, std::span<ast::Stmt* const> stmts,
                  std::span<ast::Stmt* const> orelse, const NameSet& after, const Jumps& jumps, int depth) {
    NameSet head = body(orelse, after, jumps, depth + 1);
    addUses(head_uses, head);
    bool recording = record_;
    record_ = false;
    for (int pass = 0; pass < (recording ? 2 : 1); ++pass) {
      record_ = recording && pass == 1;
      NameSet live = body(stmts, head, {&after, &head}, depth + 1);
      if (target) removeTarget(*target, live);
      head.addAll(live);
    }
    record_ = recording;
    return head;
  }

  // The block of a region may run for other threads, later, or not at all: what is live behind it stays live.
  NameSet region(const ast::Stmt& node, const ast::With* with, const NameSet& after, const Jumps& jumps, int depth) {
    NameSet live = after;
    NameSet inside = with ? body(with->body, after, jumps, depth + 1) : after;
    int region = regions_.at(node);
    if (region >= 0 && record_) {
      liveness_.exit[static_cast<std::size_t>(region)] = after;
      liveness_.entry[static_cast<std::size_t>(region)] = inside;
    }
    live.addAll(inside);
    if (region >= 0) {
      for (const auto& exprs : function_.regions[static_cast<std::size_t>(region)].clause_exprs) {
        for (const ast::Expr* expr : exprs) {
          if (expr) addUses(*expr, live);
        }
      }
      // A listed name may be read where the region begins.
      for (support::Name name : listed_[static_cast<std::size_t>(region)]) add(name, live);
    } else {
      for (const ast::WithItem* item : with->items) addUses(*item, live);
    }
    return live;
  }

  void add(support::Name name, NameSet& live) const {
    if (auto found = index_.find(name); found != index_.end()) live.add(found->second);
  }

  // Every name that is read below `node`.
  void addUses(const ast::Node& node, NameSet& live) const {
    ast::forEachNode(node, [&](const ast::Node& child) {
      const auto* name = ast::as<ast::NameExpr>(&child);
      if (name && name->ctx != ast::ExprContext::Store) add(name->id, live);
      return true;
    });
  }

  void removeTarget(const ast::Expr& target, NameSet& live) const {
    ast::forEachNode(target, [&](const ast::Node& child) {
      if (const auto* name = ast::as<ast::NameExpr>(&child); name && name->ctx == ast::ExprContext::Store) {
        if (auto found = index_.find(name->id); found != index_.end()) live.remove(found->second);
      }
      return true;
    });
  }

  const FunctionInfo& function_;
  const RegionMap& regions_;
  const std::unordered_map<support::Name, std::size_t>& index_;
  std::span<const std::vector<support::Name>> listed_;
  NameSet nothing_;
  NameSet all_;
  Liveness liveness_;
  bool record_ = false;
  const NameSet* caught_ = nullptr; ///< what is live where an exception goes, inside `try`
};

} // namespace

Liveness inferLiveness(const FunctionInfo& function, const RegionMap& regions,
                       const std::unordered_map<support::Name, std::size_t>& index,
                       std::span<const std::vector<support::Name>> listed) {
  return LivenessInference(function, regions, index, listed).run();
}

} // namespace pyompcc::sema
