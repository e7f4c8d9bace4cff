// test/unit/emit/expressions.cpp
//
// Expressions: operators, functions by mode, parentheses, literals, conversions.
#include "lib/ir/runtime_function.h"
#include "test/unit/emit/printed.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace pyompcc::ir;
using pyompcc::emit::test::printed;
using pyompcc::ir::test::Sample;
using pyompcc::sema::DType;

namespace {

struct Scalars : Sample {
  Var* i = param("i", types.integer());
  Var* j = param("j", types.integer());
  Var* x = param("x", types.floating());
  Var* y = param("y", types.floating());
  Var* p = param("p", types.boolean());
  Var* q = param("q", types.boolean());
  Var* k = param("k", types.scalar(DType::Int32));
  Var* b = param("b", types.scalar(DType::Int8));
  Var* h = param("h", types.scalar(DType::Float32));

  /// The text, which clang is shown when the test ends.
  std::string said(Expr* expr) {
    std::string text = printed(*this, expr);
    all.add(*this);
    return text;
  }
  ~Scalars() { CHECK(all.complaints() == ""); }
  pyompcc::emit::test::Printed all;
};

} // namespace

TEST_CASE("an operation is written by its mode") {
  Scalars s;
  CHECK(s.said(s.op(BinaryOp::Add, s.ref(s.i), s.ref(s.j))) == "i + j");
  CHECK(s.said(s.op(BinaryOp::Add, s.ref(s.i), s.integer(1), Arithmetic::Checked)) == "py::add(i, 1)");
  CHECK(s.said(s.op(BinaryOp::FloorDiv, s.ref(s.i), s.integer(2))) == "py::proved::floordiv(i, 2)");
  CHECK(s.said(s.op(BinaryOp::Mod, s.integer(7), s.integer(2), Arithmetic::Checked)) == "py::mod(Int{7}, 2)");
  CHECK(s.said(s.op(BinaryOp::TrueDiv, s.ref(s.x), s.ref(s.y))) == "x / y");
  CHECK(s.said(s.op(BinaryOp::TrueDiv, s.ref(s.x), s.ref(s.y), Arithmetic::Checked)) == "py::div(x, y)");
  CHECK(s.said(s.op(BinaryOp::Pow, s.ref(s.x), s.ref(s.y))) == "std::pow(x, y)");
  CHECK(s.said(s.op(BinaryOp::Add, s.ref(s.k), s.scalar(1, DType::Int32), Arithmetic::Wrapping)) ==
        "py::wrapping::add(k, 1)");
  CHECK(s.said(s.op(BinaryOp::Mul, s.ref(s.b), s.scalar(3, DType::Int8), Arithmetic::Wrapping)) ==
        "py::wrapping::mul(b, std::int8_t{3})");
  CHECK(s.said(s.op(BinaryOp::FloorDiv, s.ref(s.h), s.ref(s.h), Arithmetic::Wrapping)) == "py::proved::floordiv(h, h)");
  CHECK(s.said(s.unary(UnaryOp::Negate, s.ref(s.i), Arithmetic::Checked)) == "py::neg(i)");
  CHECK(s.said(s.unary(UnaryOp::Abs, s.ref(s.x))) == "std::abs(x)");
  CHECK(s.said(s.unary(UnaryOp::Abs, s.ref(s.i))) == "py::proved::abs(i)");
}

TEST_CASE("the quotient of two ints is always rounded once") {
  Scalars s;
  Expr* quotient = s.op(BinaryOp::TrueDiv, s.ref(s.i), s.ref(s.j));
  quotient->type = s.types.floating();
  CHECK(s.said(quotient) == "py::div(i, j)");
}

TEST_CASE("parentheses stand where C++ or its readers need them") {
  Scalars s;
  auto add = [&](Expr* left, Expr* right) { return s.op(BinaryOp::Add, left, right); };
  auto mul = [&](Expr* left, Expr* right) { return s.op(BinaryOp::Mul, left, right); };
  auto sub = [&](Expr* left, Expr* right) { return s.op(BinaryOp::Sub, left, right); };
  CHECK(s.said(add(mul(s.ref(s.x), s.ref(s.y)), s.ref(s.x))) == "x * y + x");
  CHECK(s.said(mul(add(s.ref(s.x), s.ref(s.y)), s.ref(s.x))) == "(x + y) * x");
  CHECK(s.said(sub(sub(s.ref(s.x), s.ref(s.y)), s.ref(s.x))) == "x - y - x");
  CHECK(s.said(sub(s.ref(s.x), sub(s.ref(s.y), s.ref(s.x)))) == "x - (y - x)");
  CHECK(s.said(s.unary(UnaryOp::Negate, s.unary(UnaryOp::Negate, s.ref(s.x)))) == "-(-x)");
  CHECK(s.said(sub(s.ref(s.x), s.number(-1.5))) == "x - -1.5");
  CHECK(s.said(s.op(BinaryOp::BitOr, s.op(BinaryOp::BitAnd, s.ref(s.i), s.ref(s.j)), s.ref(s.i))) == "(i & j) | i");
  CHECK(s.said(s.op(BinaryOp::BitAnd, add(s.ref(s.i), s.ref(s.j)), s.integer(255))) == "(i + j) & 255");
  Expr* less = s.compare(CompareOp::Lt, s.ref(s.x), s.ref(s.y));
  Expr* both = s.logical(LogicalOp::And, less, s.ref(s.p));
  CHECK(s.said(both) == "x < y && p");
  CHECK(s.said(s.logical(LogicalOp::Or, both, s.ref(s.q))) == "(x < y && p) || q");
  CHECK(s.said(s.compare(CompareOp::Eq, less, s.ref(s.p))) == "(x < y) == p");
  CHECK(s.said(s.unary(UnaryOp::Not, less)) == "!(x < y)");
  CHECK(s.said(s.select(less, s.ref(s.x), s.ref(s.y))) == "x < y ? x : y");
  CHECK(s.said(add(s.select(s.ref(s.p), s.ref(s.x), s.ref(s.y)), s.number(1.0))) == "(p ? x : y) + 1.0");
}

TEST_CASE("literals keep value and type") {
  Scalars s;
  CHECK(s.said(s.number(0.1)) == "0.1");
  CHECK(s.said(s.number(1e22)) == "1e+22");
  CHECK(s.said(s.number(-0.0)) == "-0.0");
  CHECK(s.said(s.number(std::numeric_limits<double>::infinity())) == "std::numeric_limits<double>::infinity()");
  CHECK(s.said(s.integer(INT64_MIN)) == "INT64_MIN");
  CHECK(s.said(s.op(BinaryOp::Mul, s.integer(100000), s.integer(100000))) == "Int{100000} * 100000");
  CHECK(s.said(s.op(BinaryOp::Mul, s.select(s.ref(s.p), s.integer(1), s.integer(2)), s.integer(5))) ==
        "Int(p ? 1 : 2) * 5");
  Expr* half = s.number(0.5);
  half->type = s.types.scalar(DType::Float32);
  CHECK(s.said(s.op(BinaryOp::Mul, s.ref(s.h), half)) == "h * 0.5f");
  CHECK(s.said(s.call(RuntimeFunction::Min, s.types.integer(), {s.ref(s.i), s.integer(0)})) == "py::min(i, Int{0})");
}

TEST_CASE("conversions that C++ makes by itself are left out") {
  Scalars s;
  Type floating = s.types.floating();
  Expr* sum = s.op(BinaryOp::Add, s.convert(floating, s.ref(s.i)), s.number(0.5));
  CHECK(s.said(sum) == "i + 0.5");
  Expr* product = s.op(BinaryOp::Mul, s.convert(floating, s.ref(s.i)), s.convert(floating, s.ref(s.j)));
  CHECK(s.said(product) == "double(i) * j");
  CHECK(s.said(s.convert(floating, s.ref(s.i))) == "i");
  CHECK(s.said(s.call(RuntimeFunction::Sqrt, floating, {s.convert(floating, s.ref(s.i))})) == "py::sqrt(double(i))");
  CHECK(s.said(s.convert(s.types.integer(), s.ref(s.x), Arithmetic::Checked)) == "py::to_int(x)");
  CHECK(s.said(s.convert(s.types.scalar(DType::Int32), s.ref(s.i), Arithmetic::Checked)) == "py::to<std::int32_t>(i)");
  CHECK(s.said(s.convert(s.types.scalar(DType::Int8), s.ref(s.k), Arithmetic::Wrapping)) == "std::int8_t(k)");
  CHECK(s.said(s.convert(s.types.boolean(), s.ref(s.x))) == "x != 0");
}

TEST_CASE("an int and a float are compared exactly") {
  Scalars s;
  CHECK(s.said(s.compare(CompareOp::LtE, s.ref(s.i), s.ref(s.x))) == "py::le(i, x)");
}

TEST_CASE("small integers come back from C++'s int") {
  Scalars s;
  CHECK(s.said(s.op(BinaryOp::BitAnd, s.ref(s.b), s.ref(s.b))) == "std::int8_t(b & b)");
  CHECK(s.said(s.unary(UnaryOp::Invert, s.ref(s.b))) == "std::int8_t(~b)");
}

TEST_CASE("elements, rows, shapes and tuples") {
  Sample s;
  pyompcc::emit::test::Printed all;
  Var* a = s.param("a", s.array(2));
  Var* i = s.param("i", s.types.integer());
  auto said = [&](Expr* expr) {
    std::string text = printed(s, expr);
    all.add(s);
    return text;
  };
  CHECK(said(s.element(a, {s.ref(i), s.integer(0)})) == "a.at(i, 0)");
  CHECK(said(s.element(a, {s.ref(i), s.integer(0)}, Bounds::Proved)) == "a(i, 0)");
  CHECK(said(dimension(s.module, s.types, s.ref(a), 1)) == "a.shape(1)");
  CHECK(said(s.tuple({s.ref(i), s.number(1.0)})) == "{i, 1.0}");
  Expr* covers =
      s.call(RuntimeFunction::Covers, s.types.boolean(), {s.ref(a), s.integer(0), s.ref(i)}, Arithmetic::Plain);
  CHECK(said(covers) == "a.covers(0, i)");
  CHECK(all.complaints() == "");
}
