// test/unit/runtime/integer.cpp
//
// Integers that raise where they do not fit, NumPy's that wrap, and the ends of the 64-bit range for both.
#include <catch2/catch.hpp>

#include <limits>
#include <pyomp/core.hpp>

using py::Int;

namespace {
constexpr Int Least = std::numeric_limits<Int>::min();
constexpr Int Most = std::numeric_limits<Int>::max();
} // namespace

TEST_CASE("checked arithmetic gives the result or OverflowError") {
  CHECK(py::add(Most, Least) == -1);
  CHECK(py::sub(-1, Least) == Most);
  CHECK(py::mul(Least / 2, 2) == Least);
  CHECK_THROWS_AS(py::add(Most, 1), py::OverflowError);
  CHECK_THROWS_AS(py::sub(Least, 1), py::OverflowError);
  CHECK_THROWS_AS(py::mul(Most, 2), py::OverflowError);
  CHECK_THROWS_AS(py::neg(Least), py::OverflowError);
  CHECK_THROWS_AS(py::abs(Least), py::OverflowError);
  CHECK(py::pow(Int{-2}, 63) == Least);
  CHECK(py::pow(Int{0}, 0) == 1);
  CHECK_THROWS_AS(py::pow(Int{2}, 63), py::OverflowError);
}

TEST_CASE("quotients round to minus infinity and remainders have the divisor's sign") {
  struct Row {
    Int a, b, quotient, rest;
  };
  auto row = GENERATE(Row{7, 2, 3, 1}, Row{-7, 2, -4, 1}, Row{7, -2, -4, -1}, Row{-7, -2, 3, -1}, Row{6, -3, -2, 0},
                      Row{0, 5, 0, 0}, Row{Least, 1, Least, 0}, Row{Most, -1, -Most, 0});
  CHECK(py::floordiv(row.a, row.b) == row.quotient);
  CHECK(py::mod(row.a, row.b) == row.rest);
  CHECK(py::divmod(row.a, row.b) == std::tuple(row.quotient, row.rest));
  CHECK(py::wrapping::floordiv(row.a, row.b) == row.quotient);
  CHECK(py::wrapping::mod(row.a, row.b) == row.rest);
}

TEST_CASE("division by zero and of the least by -1") {
  CHECK_THROWS_AS(py::floordiv(1, Int{0}), py::ZeroDivisionError);
  CHECK_THROWS_AS(py::mod(1, Int{0}), py::ZeroDivisionError);
  CHECK_THROWS_AS(py::floordiv(Least, -1), py::OverflowError);
  CHECK(py::mod(Least, -1) == 0);
  CHECK(py::wrapping::floordiv(Least, Int{-1}) == Least);
  CHECK(py::wrapping::floordiv(Int{5}, Int{0}) == 0);
  CHECK(py::wrapping::mod(std::int32_t{5}, std::int32_t{0}) == 0);
}

TEST_CASE("shifts") {
  CHECK(py::shl(-1, 63) == Least);
  CHECK(py::shl(0, 1000) == 0);
  CHECK(py::shr(-1, 1000) == -1);
  CHECK(py::shr(5, 1) == 2);
  CHECK_THROWS_AS(py::shl(1, 63), py::OverflowError);
  CHECK_THROWS_AS(py::shl(1, -1), py::ValueError);
  CHECK_THROWS_AS(py::shr(1, -1), py::ValueError);
  CHECK(py::wrapping::shl(std::int8_t{64}, std::int8_t{1}) == -128);
  CHECK(py::wrapping::shl(Int{1}, Int{64}) == 0);
  CHECK(py::wrapping::shr(Int{-8}, Int{99}) == -1);
}

TEST_CASE("NumPy's integers wrap") {
  CHECK(py::wrapping::add(std::int32_t{2147483647}, std::int32_t{1}) == std::numeric_limits<std::int32_t>::min());
  CHECK(py::wrapping::mul(std::uint16_t{65535}, std::uint16_t{65535}) == 1);
  CHECK(py::wrapping::neg(std::int8_t{-128}) == -128);
  CHECK(py::wrapping::pow(Int{3}, Int{41}) == -420491770248316829);
  CHECK(py::wrapping::to<std::int8_t>(Int{300}) == 44);
  CHECK_THROWS_AS(py::wrapping::pow(Int{3}, Int{-1}), py::ValueError);
}

TEST_CASE("storing a Python int in a narrower element raises when it does not fit") {
  CHECK(py::to<std::int8_t>(Int{-128}) == -128);
  CHECK_THROWS_AS(py::to<std::int8_t>(Int{128}), py::OverflowError);
  CHECK_THROWS_AS(py::to<std::uint64_t>(Int{-1}), py::OverflowError);
  CHECK(py::to<std::uint64_t>(Most) == static_cast<std::uint64_t>(Most));
}

TEST_CASE("ranges count their rounds without overflow") {
  CHECK(py::trip_count(0, 10, 3) == 4);
  CHECK(py::trip_count(10, 0, -3) == 4);
  CHECK(py::trip_count(0, 0, 1) == 0);
  CHECK(py::trip_count(5, 0, 1) == 0);
  CHECK(py::trip_count(Most - 1, Most, Most) == 1);
  CHECK(py::trip_count(Most, Least, Least) == 2);
  CHECK_THROWS_AS(py::check_step(0), py::ValueError);
}

TEST_CASE("bounds saturate") {
  CHECK(py::saturated::add(Most, 1) == Most);
  CHECK(py::saturated::sub(Least, 1) == Least);
  CHECK(py::saturated::mul(Least, 2) == Least);
  CHECK(py::saturated::mul(Least, -2) == Most);
  CHECK(py::fits(1023, 10));
  CHECK_FALSE(py::fits(-1024, 10));
}

TEST_CASE("an exception knows the line of the call") {
  int line = 0;
  try {
    line = __LINE__ + 1;
    (void)py::floordiv(1, Int{0});
  } catch (const py::ArithmeticError& error) {
    CHECK(error.line() == line);
    CHECK(error.kind() == py::ExceptionKind::ZeroDivisionError);
    CHECK(error.message() == "integer division or modulo by zero");
  }
  CHECK_FALSE(py::ValueError().message().has_value());
}
