// lib/ir/walk.h
//
// Visits and rewrites expressions, statements, blocks and variables: what the passes of lib/transform are written with.
#pragma once

#include "lib/ir/ir.h"
#include "lib/support/check.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace pyompcc::ir {

/// How deep nodes may be nested. Lowering keeps to it (long spines are cut by temporaries), verify() checks it, and all
/// recursion over the representation stops there. Two levels for each link of a chain of `elif`, of which CPython takes
/// about 2,900; the compiler runs on a stack that has room for far more.
inline constexpr int MaxDepth = 8000;

/// Parents before children, or after them.
enum class Order : std::uint8_t { Pre, Post };

/// What a statement or expression does to a variable.
enum class Access : std::uint8_t {
  Read,     ///< its value; for an array, its descriptor: elements may be written through it
  Write,    ///< a new value
  ReadWrite ///< an update, an exchange
};

/// Calls `visit(Expr*&)` for every direct child of an expression, in printing order; the slot may be assigned.
template <class Visit> void forEachChild(const Expr& node, Visit&& visit);
/// The same for the expressions that stand directly in a statement: those of its blocks are left out, those of the
/// clauses of a region are not.
template <class Visit> void forEachChild(const Stmt& node, Visit&& visit);
/// Calls `visit(Block&)` for every block of a statement.
template <class Visit> void forEachChildBlock(const Stmt& node, Visit&& visit);

/// Calls `visit(Expr&)` for every expression in `root` (an Expr, Stmt, Block or Function), itself included.
template <class Root, class Visit> void forEachExpr(Root& root, Visit&& visit, Order order = Order::Pre);
/// Calls `visit(Stmt&)` for every statement in `root` (a Stmt, Block or Function), itself included.
template <class Root, class Visit> void forEachStmt(Root& root, Visit&& visit, Order order = Order::Pre);
/// Calls `visit(Block&)` for every block in `root` (a Stmt, Block or Function), itself included.
template <class Root, class Visit> void forEachBlock(Root& root, Visit&& visit, Order order = Order::Pre);
/// Calls `visit(Var&, Access)` for every use of a variable by the code in `root`. Lists of a region's variables and
/// declarations of blocks are not uses.
template <class Root, class Visit> void forEachVar(Root& root, Visit&& visit);

/// Replaces every expression in `root` (a Stmt, Block or Function), innermost first, by what `rewrite(Expr*)` returns:
/// the same node, or another of the same type. The target of an Update is visited too and has to stay a VarRef or Load.
template <class Root, class Rewrite> void rewriteExprs(Root& root, Rewrite&& rewrite);
/// Rebuilds the statement lists in `root` (a Stmt, Block or Function), innermost first: `rewrite(Stmt*, std::vector<
/// Stmt*>& out)` appends to `out` what shall stand for the statement: itself, others, or nothing.
template <class Root, class Rewrite> void rewriteStmts(Root& root, Rewrite&& rewrite);

#include "lib/ir/walk_inl.h"

} // namespace pyompcc::ir
