// lib/ir/walk_inl.h
//
// The bodies of the templates in walk.h, which includes this file inside its namespace.

template <class Visit> void forEachChild(const Expr& node, Visit&& visit) {
  auto one = [&](Expr*& child) {
    if (child) visit(child);
  };
  auto all = [&](std::span<Expr*> children) {
    for (Expr*& child : children) one(child);
  };
  // Nodes are never const objects: they live in the arena of their module.
  Expr& mutable_node = const_cast<Expr&>(node);
  switch (node.kind) {
#define IR_EXPR(Name, Fields)                                                                                          \
  case ExprKind::Name: {                                                                                               \
    [[maybe_unused]] auto& self = static_cast<Name&>(mutable_node);                                                    \
    Fields break;                                                                                                      \
  }
#define IR_STMT(Name, Fields)
#define CHILD(name) one(self.name);
#define OPTCHILD(name) one(self.name);
#define CHILDREN(name) all(self.name);
#define BLOCK(name)
#define OPTBLOCK(name)
#define VAR(name)
#define OPTVAR(name)
#define VARS(name)
#define ATTR(Type, name)
#include "grammar/ir_nodes.def"
  }
}

template <class Visit> void forEachChild(const Stmt& node, Visit&& visit) {
  auto one = [&](Expr*& child) {
    if (child) visit(child);
  };
  auto all = [&](std::span<Expr*> children) {
    for (Expr*& child : children) one(child);
  };
  Stmt& mutable_node = const_cast<Stmt&>(node);
  switch (node.kind) {
#define IR_EXPR(Name, Fields)
#define IR_STMT(Name, Fields)                                                                                          \
  case StmtKind::Name: {                                                                                               \
    [[maybe_unused]] auto& self = static_cast<Name&>(mutable_node);                                                    \
    Fields break;                                                                                                      \
  }
#define CHILD(name) one(self.name);
#define OPTCHILD(name) one(self.name);
#define CHILDREN(name) all(self.name);
#define BLOCK(name)
#define OPTBLOCK(name)
#define VAR(name)
#define OPTVAR(name)
#define VARS(name)
#define ATTR(Type, name)
#include "grammar/ir_nodes.def"
  }
  if (auto* region = as<Region>(&mutable_node); region && region->facts) {
    one(region->facts->place);
    for (RegionClause& clause : region->facts->clauses) {
      for (Expr*& value : clause.values) one(value);
    }
  }
}

template <class Visit> void forEachChildBlock(const Stmt& node, Visit&& visit) {
  auto one = [&](Block* child) {
    if (child) visit(*child);
  };
  switch (node.kind) {
#define IR_EXPR(Name, Fields)
#define IR_STMT(Name, Fields)                                                                                          \
  case StmtKind::Name: {                                                                                               \
    [[maybe_unused]] const auto& self = static_cast<const Name&>(node);                                                \
    Fields break;                                                                                                      \
  }
#define CHILD(name)
#define OPTCHILD(name)
#define CHILDREN(name)
#define BLOCK(name) one(self.name);
#define OPTBLOCK(name) one(self.name);
#define VAR(name)
#define OPTVAR(name)
#define VARS(name)
#define ATTR(Type, name)
#include "grammar/ir_nodes.def"
  }
}

namespace walk_detail {

inline void enter(int depth) {
  PYOMPCC_CHECK(depth < MaxDepth, "the representation is nested more than {} deep", MaxDepth);
}

/// `Node` is Expr or const Expr: what the visitor gets.
template <class Node, class Visit> void exprsBelow(Node& expr, Visit& visit, Order order, int depth) {
  enter(depth);
  if (order == Order::Pre) visit(expr);
  forEachChild(expr, [&](Expr*& child) { exprsBelow<Node>(*child, visit, order, depth + 1); });
  if (order == Order::Post) visit(expr);
}

/// Visits blocks and statements; `on_block` and `on_stmt` see each before or after what is inside it.
template <class OnBlock, class OnStmt>
void stmtsBelow(Stmt& stmt, OnBlock& on_block, OnStmt& on_stmt, Order order, int depth);

template <class OnBlock, class OnStmt>
void blocksBelow(Block& block, OnBlock& on_block, OnStmt& on_stmt, Order order, int depth) {
  enter(depth);
  if (order == Order::Pre) on_block(block);
  // By number: a visitor may append to the block.
  for (std::size_t i = 0; i < block.stmts.size(); ++i) stmtsBelow(*block.stmts[i], on_block, on_stmt, order, depth + 1);
  if (order == Order::Post) on_block(block);
}

template <class OnBlock, class OnStmt>
void stmtsBelow(Stmt& stmt, OnBlock& on_block, OnStmt& on_stmt, Order order, int depth) {
  enter(depth);
  if (order == Order::Pre) on_stmt(stmt);
  forEachChildBlock(stmt, [&](Block& block) { blocksBelow(block, on_block, on_stmt, order, depth + 1); });
  if (order == Order::Post) on_stmt(stmt);
}

template <class OnBlock, class OnStmt> void below(Stmt& root, OnBlock& on_block, OnStmt& on_stmt, Order order) {
  stmtsBelow(root, on_block, on_stmt, order, 0);
}
template <class OnBlock, class OnStmt> void below(Block& root, OnBlock& on_block, OnStmt& on_stmt, Order order) {
  blocksBelow(root, on_block, on_stmt, order, 0);
}
template <class OnBlock, class OnStmt>
void below(const Function& root, OnBlock& on_block, OnStmt& on_stmt, Order order) {
  if (root.body) blocksBelow(*root.body, on_block, on_stmt, order, 0);
}

template <class Rewrite> void rewriteSlot(Expr*& slot, Rewrite& rewrite, int depth) {
  enter(depth);
  forEachChild(*slot, [&](Expr*& child) { rewriteSlot(child, rewrite, depth + 1); });
  slot = rewrite(slot);
}

} // namespace walk_detail

template <class Root, class Visit> void forEachStmt(Root& root, Visit&& visit, Order order) {
  auto ignore = [](Block&) {};
  // A visitor that takes const references may walk const roots; nodes themselves are never const objects.
  walk_detail::below(const_cast<std::remove_const_t<Root>&>(root), ignore, visit, order);
}

template <class Root, class Visit> void forEachBlock(Root& root, Visit&& visit, Order order) {
  auto ignore = [](Stmt&) {};
  walk_detail::below(const_cast<std::remove_const_t<Root>&>(root), visit, ignore, order);
}

template <class Root, class Visit> void forEachExpr(Root& root, Visit&& visit, Order order) {
  if constexpr (std::is_base_of_v<Expr, Root>) {
    using Node = std::conditional_t<std::is_const_v<Root>, const Expr, Expr>;
    walk_detail::exprsBelow<Node>(root, visit, order, 0);
  } else {
    forEachStmt(
        root,
        [&](Stmt& stmt) {
          forEachChild(stmt, [&](Expr*& child) { walk_detail::exprsBelow<Expr>(*child, visit, order, 0); });
        },
        order);
  }
}

template <class Root, class Visit> void forEachVar(Root& root, Visit&& visit) {
  auto in_expr = [&](const Expr& expr) {
    if (auto* ref = as<VarRef>(&expr)) visit(*ref->var, Access::Read);
  };
  if constexpr (std::is_base_of_v<Expr, Root>) {
    forEachExpr(root, in_expr);
  } else {
    forEachStmt(root, [&](Stmt& stmt) {
      auto* update = as<Update>(&stmt);
      forEachChild(stmt, [&](Expr*& child) {
        auto* target = update && child == update->target ? as<VarRef>(child) : nullptr;
        if (target) {
          visit(*target->var, Access::ReadWrite);
        } else {
          forEachExpr(*child, in_expr);
        }
      });
      auto* region = as<Region>(&stmt);
      if (auto* place = region ? as<VarRef>(region->facts->place) : nullptr) visit(*place->var, Access::ReadWrite);
      if (auto* assign = as<Assign>(&stmt)) visit(*assign->target, Access::Write);
      if (auto* loop = as<For>(&stmt)) visit(*loop->index, Access::Write);
      if (auto* loop = as<ForEach>(&stmt)) {
        for (Var* item : loop->items) visit(*item, Access::Write);
      }
      if (auto* jam = as<Jam>(&stmt)) {
        for (Var* index : jam->indices) visit(*index, Access::Write);
      }
      if (auto* swap = as<Swap>(&stmt)) {
        visit(*swap->left, Access::ReadWrite);
        visit(*swap->right, Access::ReadWrite);
      }
    });
  }
}

template <class Root, class Rewrite> void rewriteExprs(Root& root, Rewrite&& rewrite) {
  forEachStmt(
      root, [&](Stmt& stmt) { forEachChild(stmt, [&](Expr*& child) { walk_detail::rewriteSlot(child, rewrite, 0); }); },
      Order::Post);
}

template <class Root, class Rewrite> void rewriteStmts(Root& root, Rewrite&& rewrite) {
  forEachBlock(
      root,
      [&](Block& block) {
        std::vector<Stmt*> rebuilt;
        rebuilt.reserve(block.stmts.size());
        for (Stmt* stmt : block.stmts) rewrite(stmt, rebuilt);
        block.stmts = std::move(rebuilt);
      },
      Order::Post);
}
