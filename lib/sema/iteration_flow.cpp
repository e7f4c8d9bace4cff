// lib/sema/iteration_flow.cpp
//
// Walks the body of a loop in the order of execution, with the names that are certainly assigned.
#include "lib/sema/iteration_flow.h"

#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"

#include <optional>
#include <utility>

namespace pyompcc::sema {
namespace {

using support::Name;
using Names = std::unordered_set<Name>;

Names intersection(const Names& a, const Names& b) {
  Names result;
  for (Name name : a) {
    if (b.contains(name)) result.insert(name);
  }
  return result;
}

class FlowWalk {
 public:
  IterationFlow run(const ast::For& loop) {
    Names assigned;
    store(*loop.target, assigned);
    bool ends = block(loop.body, assigned);
    if (ends) meet(at_end_, assigned);
    if (at_end_) flow_.settled = *at_end_;
    return std::move(flow_);
  }

 private:
  // The end of an iteration, or of a loop inside, is reached with these names assigned.
  static void meet(std::optional<Names>& at, const Names& assigned) {
    at = at ? intersection(*at, assigned) : assigned;
  }

  void bind(Name name, Names& assigned) {
    if (seen_.insert(name).second) flow_.bound.push_back(name);
    assigned.insert(name);
  }

  void store(const ast::Expr& target, Names& assigned) {
    ast::forEachNode(target, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (name && name->ctx != ast::ExprContext::Load) bind(name->id, assigned);
      return true;
    });
  }

  // Names that an expression reads. What `:=` assigns counts as assigned where it is evaluated in any case.
  void read(const ast::Node& root, Names& assigned) {
    Names inner;
    ast::forEachNode(root, [&](const ast::Node& node) {
      if (const auto* generator = ast::as<ast::Comprehension>(&node)) {
        ast::forEachNode(*generator->target, [&](const ast::Node& part) {
          if (const auto* name = ast::as<ast::NameExpr>(&part)) inner.insert(name->id);
          return true;
        });
      }
      return true;
    });
    std::vector<Name> walrus;
    ast::forEachNode(root, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (!name || inner.contains(name->id)) return true;
      if (name->ctx != ast::ExprContext::Load) {
        walrus.push_back(name->id);
      } else if (!assigned.contains(name->id)) {
        flow_.carried.insert(name->id);
      }
      return true;
    });
    bool certain = root.kind == ast::NodeKind::NamedExpr || root.kind == ast::NodeKind::Compare;
    for (Name name : walrus) {
      if (seen_.insert(name).second) flow_.bound.push_back(name);
      if (certain) assigned.insert(name);
    }
  }

  void assign(const ast::Expr& target, Names& assigned) {
    // The parts that are read: a[i] = ...
    ast::forEachNode(target, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (name && name->ctx == ast::ExprContext::Load) read(node, assigned);
      return true;
    });
    store(target, assigned);
  }

  // Returns whether control comes to the end of the block.
  bool block(std::span<ast::Stmt* const> body, Names& assigned) {
    for (const ast::Stmt* stmt : body) {
      if (!statement(*stmt, assigned)) return false;
    }
    return true;
  }

  bool branches(std::span<ast::Stmt* const> body, std::span<ast::Stmt* const> orelse, Names& assigned) {
    Names other = assigned;
    bool first = block(body, assigned);
    bool second = block(orelse, other);
    if (first && second) assigned = intersection(assigned, other);
    if (!first) assigned = std::move(other);
    return first || second;
  }

  // A loop inside may run no round.
  void innerLoop(std::span<ast::Stmt* const> body, std::span<ast::Stmt* const> orelse, Names around, Names& assigned) {
    std::optional<Names> outer = std::exchange(at_end_, std::nullopt);
    ++inner_loops_;
    block(body, around);
    --inner_loops_;
    at_end_ = std::move(outer);
    Names behind = assigned;
    block(orelse, behind);
  }

  bool statement(const ast::Stmt& stmt, Names& assigned);
  void tried(const ast::Try& stmt, Names& assigned);

  IterationFlow flow_;
  Names seen_;
  std::optional<Names> at_end_;
  int inner_loops_ = 0;
};

void FlowWalk::tried(const ast::Try& stmt, Names& assigned) {
  Names before = assigned;
  Names inside = assigned;
  block(stmt.body, inside);
  block(stmt.orelse, inside);
  for (const ast::ExceptHandler* handler : stmt.handlers) {
    Names handled = before;
    if (handler->name) bind(handler->name, handled);
    block(handler->body, handled);
  }
  block(stmt.finalbody, assigned);
}

bool FlowWalk::statement(const ast::Stmt& stmt, Names& assigned) {
  switch (stmt.kind) {
  case ast::NodeKind::Assign: {
    const auto& assignment = static_cast<const ast::Assign&>(stmt);
    read(*assignment.value, assigned);
    for (const ast::Expr* target : assignment.targets) assign(*target, assigned);
    return true;
  }
  case ast::NodeKind::AnnAssign: {
    const auto& assignment = static_cast<const ast::AnnAssign&>(stmt);
    if (!assignment.value) return true;
    read(*assignment.value, assigned);
    assign(*assignment.target, assigned);
    return true;
  }
  case ast::NodeKind::AugAssign: {
    const auto& update = static_cast<const ast::AugAssign&>(stmt);
    const auto* name = ast::as<ast::NameExpr>(update.target);
    if (name && !assigned.contains(name->id)) flow_.carried.insert(name->id);
    read(*update.value, assigned);
    assign(*update.target, assigned);
    return true;
  }
  case ast::NodeKind::If: {
    const auto& choice = static_cast<const ast::If&>(stmt);
    read(*choice.test, assigned);
    return branches(choice.body, choice.orelse, assigned);
  }
  case ast::NodeKind::For: {
    const auto& loop = static_cast<const ast::For&>(stmt);
    read(*loop.iter, assigned);
    Names around = assigned;
    store(*loop.target, around);
    innerLoop(loop.body, loop.orelse, std::move(around), assigned);
    return true;
  }
  case ast::NodeKind::While: {
    const auto& loop = static_cast<const ast::While&>(stmt);
    read(*loop.test, assigned);
    innerLoop(loop.body, loop.orelse, assigned, assigned);
    return true;
  }
  case ast::NodeKind::With: {
    const auto& with = static_cast<const ast::With&>(stmt);
    for (const ast::WithItem* item : with.items) {
      read(*item->context_expr, assigned);
      if (item->optional_vars) assign(*item->optional_vars, assigned);
    }
    return block(with.body, assigned);
  }
  case ast::NodeKind::Try: tried(static_cast<const ast::Try&>(stmt), assigned); return true;
  case ast::NodeKind::Match: {
    const auto& match = static_cast<const ast::Match&>(stmt);
    read(*match.subject, assigned);
    for (const ast::MatchCase* one : match.cases) {
      Names inside = assigned;
      ast::forEachNode(*one->pattern, [&](const ast::Node& node) {
        forEachBinding(node, [&](Name name, const ast::Node&) { bind(name, inside); });
        return true;
      });
      if (one->guard) read(*one->guard, inside);
      block(one->body, inside);
    }
    return true;
  }
  case ast::NodeKind::Continue:
    if (inner_loops_ == 0) meet(at_end_, assigned);
    return false;
  case ast::NodeKind::Break:
  case ast::NodeKind::Return: return false;
  case ast::NodeKind::Raise: read(stmt, assigned); return false;
  case ast::NodeKind::FunctionDef: {
    const auto& def = static_cast<const ast::FunctionDef&>(stmt);
    for (const ast::Stmt* inside : def.body) read(*inside, assigned);
    bind(def.name, assigned);
    return true;
  }
  default: read(stmt, assigned); return true;
  }
}

} // namespace

IterationFlow iterationFlow(const ast::For& loop) { return FlowWalk().run(loop); }

} // namespace pyompcc::sema
