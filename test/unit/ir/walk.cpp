// test/unit/ir/walk.cpp
//
// Order and completeness of walks, and rewriting.
#include "lib/ir/walk.h"

#include "test/unit/ir/sample.h"

#include <catch2/catch.hpp>

using namespace pyompcc::ir;
using pyompcc::ir::test::Sample;

namespace {

// while x < 3: x = x + 1
Sample& counting(Sample& sample, Var*& x) {
  x = sample.var("x", sample.types.integer());
  sample.add(sample.assign(x, sample.integer(0), true));
  Stmt* step = sample.assign(x, sample.op(BinaryOp::Add, sample.ref(x), sample.integer(1), Arithmetic::Checked));
  sample.add(sample.repeat(sample.compare(CompareOp::Lt, sample.ref(x), sample.integer(3)), {step}));
  return sample;
}

} // namespace

TEST_CASE("statements are visited parents first, or last") {
  Sample sample;
  Var* x = nullptr;
  counting(sample, x);
  std::vector<StmtKind> kinds;
  forEachStmt(*sample.function, [&](Stmt& stmt) { kinds.push_back(stmt.kind); });
  CHECK(kinds == std::vector{StmtKind::Assign, StmtKind::While, StmtKind::Assign});
  kinds.clear();
  forEachStmt(*sample.function, [&](Stmt& stmt) { kinds.push_back(stmt.kind); }, Order::Post);
  CHECK(kinds == std::vector{StmtKind::Assign, StmtKind::Assign, StmtKind::While});
}

TEST_CASE("every expression is visited") {
  Sample sample;
  Var* x = nullptr;
  counting(sample, x);
  int constants = 0;
  forEachExpr(*sample.function, [&](Expr& expr) { constants += expr.kind == ExprKind::IntConst; });
  CHECK(constants == 3);
}

TEST_CASE("uses of variables say what happens to them") {
  Sample sample;
  Var* x = nullptr;
  counting(sample, x);
  sample.add(sample.update(sample.ref(x), BinaryOp::Add, sample.integer(2)));
  int reads = 0;
  int writes = 0;
  int both = 0;
  forEachVar(*sample.function, [&](Var& var, Access access) {
    REQUIRE(&var == x);
    reads += access == Access::Read;
    writes += access == Access::Write;
    both += access == Access::ReadWrite;
  });
  CHECK(reads == 2);
  CHECK(writes == 2);
  CHECK(both == 1);
}

TEST_CASE("expressions are replaced from the inside") {
  Sample sample;
  Var* x = nullptr;
  counting(sample, x);
  rewriteExprs(*sample.function, [&](Expr* expr) {
    const auto* constant = as<IntConst>(expr);
    return constant ? sample.integer(constant->value + 1) : expr;
  });
  std::vector<std::int64_t> values;
  forEachExpr(*sample.function, [&](Expr& expr) {
    if (const auto* value = constantInt(&expr)) values.push_back(*value);
  });
  CHECK(values == std::vector<std::int64_t>{1, 4, 2});
}

TEST_CASE("statement lists are rebuilt") {
  Sample sample;
  Var* x = nullptr;
  counting(sample, x);
  rewriteStmts(*sample.function, [&](Stmt* stmt, std::vector<Stmt*>& out) {
    if (stmt->kind == StmtKind::While) return;
    out.push_back(stmt);
    out.push_back(sample.evaluate(sample.ref(x)));
  });
  REQUIRE(sample.function->body->stmts.size() == 2);
  CHECK(sample.function->body->stmts[1]->kind == StmtKind::ExprStmt);
}

TEST_CASE("walks stop at the bound of nesting") {
  Sample sample;
  Expr* deep = sample.number(1.0);
  for (int i = 0; i < MaxDepth + 1; ++i) deep = sample.unary(UnaryOp::Negate, deep);
  sample.add(sample.evaluate(deep));
  CHECK_THROWS(forEachExpr(*sample.function, [](Expr&) {}));
}
