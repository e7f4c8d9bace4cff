// test/unit/ir/print.cpp
//
// What printed modules look like.
#include "lib/ir/print.h"

#include "test/unit/ir/sample.h"

#include <catch2/catch.hpp>

using namespace pyompcc::ir;
using pyompcc::ir::test::Sample;

TEST_CASE("modes are visible where they matter") {
  Sample sample;
  Var* n = sample.param("n", sample.types.integer());
  Var* a = sample.param("a", sample.array(2));
  CHECK(print(*sample.op(BinaryOp::Add, sample.ref(n), sample.integer(1))) == "(n + 1)");
  CHECK(print(*sample.op(BinaryOp::Add, sample.ref(n), sample.integer(1), Arithmetic::Checked)) == "add.checked(n, 1)");
  CHECK(print(*sample.element(a, {sample.ref(n), sample.integer(0)}, Bounds::Hoisted)) == "a[n, 0].hoisted");
  CHECK(print(*sample.element(a, {sample.ref(n)}, Bounds::Proved)) == "view a[n]");
  CHECK(print(*sample.number(2.0)) == "2.0");
  CHECK(print(*sample.text("a\"b\n")) == "\"a\\\"b\\n\"");
}

TEST_CASE("a function is printed with its variables") {
  Sample sample;
  Var* n = sample.param("n", sample.types.integer());
  Var* total = sample.var("total", sample.types.floating());
  Var* i = sample.var("i", sample.types.integer(), VarKind::Index);
  sample.add(sample.assign(total, sample.number(0.0), true));
  sample.add(sample.loop(i, sample.integer(0), sample.ref(n), sample.integer(1),
                         {sample.update(sample.ref(total), BinaryOp::Add, sample.number(0.5))}));
  sample.add(sample.result(sample.ref(total)));
  CHECK(print(sample.module) == "module sample\n"
                                "\n"
                                "def f(n: int) -> float:\n"
                                "  # can_raise\n"
                                "  local total: float\n"
                                "  index i: int\n"
                                "  total: float = 0.0\n"
                                "  for i in range(0, n, 1):\n"
                                "    total += 0.5\n"
                                "  return total\n");
}
