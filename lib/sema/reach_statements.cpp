// lib/sema/reach_statements.cpp
//
// What reaches each statement: one walk over the structure, a loop body at most twice for each loop around it.
#include "lib/ast/walk.h"
#include "lib/sema/web_inference.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

bool isConstantTrue(const ast::Expr& test) {
  const auto* constant = ast::as<ast::Constant>(&test);
  if (!constant) return false;
  using Kind = ast::ConstantValue::Kind;
  return constant->value.kind == Kind::True || (constant->value.kind == Kind::Int && constant->value.integer != 0);
}

// Does the pattern match whatever the subject is (Python language reference 8.6.3)?
bool isIrrefutable(const ast::Pattern& pattern) {
  if (const auto* capture = ast::as<ast::MatchAs>(&pattern))
    return !capture->pattern || isIrrefutable(*capture->pattern);
  const auto* alternatives = ast::as<ast::MatchOr>(&pattern);
  return alternatives && isIrrefutable(*alternatives->patterns.back());
}

} // namespace

void WebInference::visitBlock(std::span<ast::Stmt*> block) {
  for (const ast::Stmt* stmt : block) visitStmt(*stmt);
}

// The place after this statement is not reached; `target` collects the state, if the statement goes somewhere.
void WebInference::leave(std::optional<State>* target) {
  if (target) {
    if (!*target) *target = State{.reachable = false, .sets = state_.sets};
    joinInto(**target, state_);
  }
  state_.reachable = false;
}

void WebInference::visitStmt(const ast::Stmt& stmt) {
  using namespace ast;
  switch (stmt.kind) {
  case NodeKind::If: return visitIf(static_cast<const If&>(stmt));
  case NodeKind::For: return visitFor(static_cast<const For&>(stmt));
  case NodeKind::While: return visitWhile(static_cast<const While&>(stmt));
  case NodeKind::With: return visitWith(static_cast<const With&>(stmt));
  case NodeKind::AugAssign: return visitAugAssign(static_cast<const AugAssign&>(stmt));
  case NodeKind::Match: return visitMatch(static_cast<const Match&>(stmt));
  case NodeKind::Break: return leave(loops_.empty() ? nullptr : &loops_.back()->breaks);
  case NodeKind::Continue: return leave(loops_.empty() ? nullptr : &loops_.back()->continues);
  case NodeKind::Try: return visitTry(static_cast<const Try&>(stmt));
  case NodeKind::Assign: {
    const auto& node = static_cast<const Assign&>(stmt);
    visitExpr(node.value);
    for (const Expr* target : node.targets) visitTarget(*target);
    return;
  }
  case NodeKind::AnnAssign: {
    const auto& node = static_cast<const AnnAssign&>(stmt);
    visitExpr(node.value);
    if (node.value) visitTarget(*node.target);
    return;
  }
  case NodeKind::Delete: {
    for (const Expr* target : static_cast<const Delete&>(stmt).targets) visitTarget(*target);
    return;
  }
  case NodeKind::Return: {
    visitExpr(static_cast<const Return&>(stmt).value);
    return leave(nullptr);
  }
  case NodeKind::Raise: {
    visitExpr(static_cast<const Raise&>(stmt).exc);
    visitExpr(static_cast<const Raise&>(stmt).cause);
    return leave(nullptr);
  }
  case NodeKind::Assert: {
    visitExpr(static_cast<const Assert&>(stmt).test);
    // The message is computed only where the test fails, and nothing comes after it.
    State passed = state_;
    visitExpr(static_cast<const Assert&>(stmt).msg);
    state_ = std::move(passed);
    return;
  }
  case NodeKind::ExprStmt: {
    auto regions = regions_of_stmt_.find(&stmt);
    if (regions != regions_of_stmt_.end()) return visitRegions(regions->second, {});
    return visitExpr(static_cast<const ExprStmt&>(stmt).value);
  }
  case NodeKind::FunctionDef:
  case NodeKind::AsyncFunctionDef:
  case NodeKind::ClassDef:
    if (const DefinitionId* definition = definitionOf(stmt)) define(*definition);
    return;
  default: return;
  }
}

// `elif` chains are as deep as the file is long, so they are walked in a loop.
void WebInference::visitIf(const ast::If& first) {
  State end{.reachable = false, .sets = {}};
  const ast::If* branch = &first;
  while (true) {
    visitExpr(branch->test);
    State otherwise = state_;
    visitBlock(branch->body);
    joinInto(end, state_);
    state_ = std::move(otherwise);
    const ast::If* next = branch->orelse.size() == 1 ? ast::as<ast::If>(branch->orelse[0]) : nullptr;
    if (!next) break;
    branch = next;
  }
  visitBlock(branch->orelse);
  if (end.sets.empty()) end.sets = state_.sets;
  joinInto(end, state_);
  state_ = std::move(end);
}

// `header` visits what is evaluated at the start of each turn, and returns the state in which the loop ends without
// `break`, if it can.
//
// What flows along the back edge into the head: a walk of the body adds its own definitions to a set or replaces the
// set by them, so one walk from the entry finds all of them, whatever else reaches the entry. They are kept, so that a
// loop is walked once more only for each loop around it.
template <class Header>
void WebInference::visitLoop(const ast::Stmt& loop, std::span<ast::Stmt*> body, std::span<ast::Stmt*> orelse,
                             Header&& header) {
  LoopContext context;
  auto turn = [&] {
    context = {};
    std::optional<State> exhausted = header();
    loops_.push_back(&context);
    const auto* for_loop = ast::as<ast::For>(&loop);
    if (for_loop) open_bodies_.push_back(for_loop);
    visitBlock(body);
    if (for_loop) open_bodies_.pop_back();
    loops_.pop_back();
    return exhausted;
  };
  if (!back_edges_.contains(&loop)) {
    State entry = state_;
    turn();
    if (context.continues) joinInto(state_, *context.continues);
    std::vector<std::pair<std::uint32_t, SetId>> back_edge;
    for (std::uint32_t local = 0; state_.reachable && local < state_.sets.size(); ++local) {
      // What the entry has already, it need not get along the back edge.
      SetId inside = 0;
      std::vector<DefinitionId> members;
      sets_.forEachMember(state_.sets[local], entry.sets[local], [&](DefinitionId d) { members.push_back(d); });
      for (DefinitionId d : members) {
        bool is_inside = definitions_[d].position >= loop.begin && definitions_[d].position < loop.end;
        if (is_inside) inside = sets_.join(inside, sets_.single(d));
      }
      if (inside) back_edge.emplace_back(local, inside);
    }
    back_edges_[&loop] = std::move(back_edge);
    state_ = std::move(entry);
  }
  for (auto [local, set] : back_edges_[&loop]) state_.sets[local] = sets_.join(state_.sets[local], set);
  become(turn());
  visitBlock(orelse);
  if (context.breaks) joinInto(state_, *context.breaks);
}

void WebInference::visitFor(const ast::For& loop) {
  visitExpr(loop.iter);
  visitLoop(loop, loop.body, loop.orelse, [&]() -> std::optional<State> {
    State exhausted = state_;
    visitTarget(*loop.target);
    return exhausted;
  });
}

void WebInference::visitWhile(const ast::While& loop) {
  visitLoop(loop, loop.body, loop.orelse, [&]() -> std::optional<State> {
    visitExpr(loop.test);
    if (isConstantTrue(*loop.test)) return std::nullopt;
    return state_;
  });
}

/// Everything that is assigned or deleted in the block, in whatever state it is left.
void WebInference::addAssignedIn(std::span<ast::Stmt*> block, State& state) {
  if (block.empty() || !state.reachable) return;
  for (DefinitionId id = 1; id < definitions_.size(); ++id) {
    const Definition& definition = definitions_[id];
    bool counts = definition.kind == Definition::Kind::Stored || definition.kind == Definition::Kind::Unbound;
    if (!counts || definition.position < block.front()->begin || definition.position >= block.back()->end) continue;
    state.sets[definition.local] = sets_.join(state.sets[definition.local], sets_.single(id));
  }
}

// An exception may come from anywhere in the body: a handler sees what reached the body and everything assigned in it.
void WebInference::visitTry(const ast::Try& stmt) {
  State raised = state_;
  addAssignedIn(stmt.body, raised);
  visitBlock(stmt.body);
  visitBlock(stmt.orelse);
  State after = state_;
  State unhandled = raised;
  for (const ast::ExceptHandler* handler : stmt.handlers) {
    state_ = raised;
    visitExpr(handler->type);
    if (const DefinitionId* definition = definitionOf(*handler)) define(*definition);
    visitBlock(handler->body);
    // Python takes the name away where the handler ends (language reference 8.4.1).
    if (handler->name) define(handler_ends_.at(handler));
    joinInto(after, state_);
    addAssignedIn(handler->body, unhandled);
  }
  addAssignedIn(stmt.orelse, unhandled);
  if (!stmt.finalbody.empty()) visitFinally(stmt, unhandled);
  state_ = std::move(after);
  visitBlock(stmt.finalbody);
}

// `finally` also runs where an exception or a jump leaves the statement; a jump then goes on with what it assigned.
void WebInference::visitFinally(const ast::Try& stmt, const State& raised) {
  bool jumps = false;
  ast::forEachNode(stmt, [&](const ast::Node& node) {
    jumps |= node.kind == ast::NodeKind::Break || node.kind == ast::NodeKind::Continue;
    return true;
  });
  state_ = raised;
  visitBlock(stmt.finalbody);
  if (!jumps || loops_.empty() || !state_.reachable) return;
  State end = state_;
  leave(&loops_.back()->breaks);
  state_ = std::move(end);
  leave(&loops_.back()->continues);
}

// The alternatives of a pattern give the same names values, one of them does.
void WebInference::visitPattern(const ast::Node& pattern) {
  if (const auto* alternatives = ast::as<ast::MatchOr>(&pattern)) {
    State before = state_;
    State end{.reachable = false, .sets = state_.sets};
    for (const ast::Pattern* alternative : alternatives->patterns) {
      state_ = before;
      visitPattern(*alternative);
      joinInto(end, state_);
    }
    state_ = std::move(end);
    return;
  }
  if (const auto* value = ast::as<ast::MatchValue>(&pattern)) return visitExpr(value->value);
  ast::forEachChild(pattern, [&](const ast::Node& child) { visitPattern(child); });
  if (const DefinitionId* definition = definitionOf(pattern)) define(*definition);
}

void WebInference::visitMatch(const ast::Match& match) {
  visitExpr(match.subject);
  State end{.reachable = false, .sets = state_.sets};
  for (const ast::MatchCase* match_case : match.cases) {
    State otherwise = state_;
    visitPattern(*match_case->pattern);
    visitExpr(match_case->guard);
    // The names of a pattern keep their values where the guard is false.
    if (isIrrefutable(*match_case->pattern)) otherwise.reachable = false;
    if (match_case->guard) joinInto(otherwise, state_);
    visitBlock(match_case->body);
    joinInto(end, state_);
    state_ = std::move(otherwise);
  }
  joinInto(end, state_);
  state_ = std::move(end);
}

void WebInference::visitWith(const ast::With& with) {
  auto regions = regions_of_stmt_.find(&with);
  if (regions != regions_of_stmt_.end()) return visitRegions(regions->second, with.body);
  for (const ast::WithItem* item : with.items) {
    visitExpr(item->context_expr);
    if (item->optional_vars) visitTarget(*item->optional_vars);
  }
  visitBlock(with.body);
}

void WebInference::visitAugAssign(const ast::AugAssign& assign) {
  const auto* name = ast::as<ast::NameExpr>(assign.target);
  if (!name) {
    visitTarget(*assign.target);
    return visitExpr(assign.value);
  }
  if (auto it = local_of_name_.find(name->id); it != local_of_name_.end()) {
    use(&assign, &assign, it->second, parsed_.loc(*name));
  }
  visitExpr(assign.value);
  visitTarget(*name);
}

} // namespace pyompcc::sema
