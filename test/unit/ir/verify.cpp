// test/unit/ir/verify.cpp
//
// Each rule of the representation, kept and broken.
#include "lib/ir/verify.h"

#include "lib/ir/walk.h"
#include "test/unit/ir/sample.h"

#include <catch2/catch.hpp>

using namespace pyompcc::ir;
using pyompcc::ir::test::Sample;

TEST_CASE("a sound function passes") {
  Sample sample;
  Var* n = sample.param("n", sample.types.integer());
  Var* i = sample.var("i", sample.types.integer(), VarKind::Index);
  sample.add(sample.loop(i, sample.integer(0), sample.ref(n), sample.integer(1), {sample.module.make<Break>({})}));
  sample.add(sample.result(sample.ref(n)));
  CHECK_NOTHROW(verify(sample.module, "test"));
}

TEST_CASE("operands have one type") {
  Sample sample;
  Var* n = sample.param("n", sample.types.integer());
  sample.add(sample.evaluate(sample.op(BinaryOp::Add, sample.ref(n), sample.number(1.0))));
  CHECK_THROWS_WITH(verify(sample.module, "simplify"), Catch::Contains("simplify") && Catch::Contains("(n + 1.0)"));
}

TEST_CASE("a value has its variable's type") {
  Sample sample;
  Var* x = sample.var("x", sample.types.floating());
  sample.add(sample.assign(x, sample.integer(1), true));
  CHECK_THROWS(verify(sample.module, "test"));
}

TEST_CASE("a running loop variable is not assigned") {
  Sample sample;
  Var* i = sample.var("i", sample.types.integer(), VarKind::Index);
  sample.add(
      sample.loop(i, sample.integer(0), sample.integer(3), sample.integer(1), {sample.assign(i, sample.integer(1))}));
  CHECK_THROWS(verify(sample.module, "test"));
}

TEST_CASE("hoisted operations stand inside Hoisted") {
  Sample sample;
  Var* n = sample.param("n", sample.types.integer());
  Expr* sum = sample.op(BinaryOp::Add, sample.ref(n), sample.integer(1), Arithmetic::Hoisted);
  Stmt* stmt = sample.evaluate(sum);
  sample.add(sample.hoisted({sample.truth(true)}, {stmt}));
  CHECK_NOTHROW(verify(sample.module, "test"));
  sample.add(stmt);
  CHECK_THROWS(verify(sample.module, "test"));
}

TEST_CASE("break needs a loop, and cannot leave a block that becomes a lambda") {
  Sample sample;
  Var* i = sample.var("i", sample.types.integer(), VarKind::Index);
  Var* raised = sample.var("raised", sample.types.none(), VarKind::Raised);
  Guard* guard = sample.guard(raised, sample.ref(i), false, {sample.module.make<Continue>({})});
  sample.add(sample.of<DeclareRaised>(raised));
  sample.add(sample.loop(i, sample.integer(0), sample.integer(3), sample.integer(1), {guard}));
  CHECK_NOTHROW(verify(sample.module, "test"));
  guard->body->stmts.push_back(sample.module.make<Break>({}));
  CHECK_THROWS(verify(sample.module, "test"));
}

TEST_CASE("variables belong to their function") {
  Sample sample;
  Sample other;
  Var* foreign = other.param("n", other.types.integer());
  sample.add(sample.evaluate(sample.ref(foreign)));
  CHECK_THROWS(verify(sample.module, "test"));
}

TEST_CASE("nesting is bounded") {
  Sample sample;
  Expr* deep = sample.number(1.0);
  for (int i = 0; i < MaxDepth + 1; ++i) deep = sample.unary(UnaryOp::Negate, deep);
  sample.add(sample.evaluate(deep));
  CHECK_THROWS(verify(sample.module, "test"));
}
