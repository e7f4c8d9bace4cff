// test/unit/runtime/floating.cpp
//
// Floats: Python's division, powers, rounding, conversion, and exact comparison with ints.
#include <catch2/catch.hpp>

#include <limits>
#include <pyomp/core.hpp>

using py::Int;

namespace {
constexpr double Infinity = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr Int Least = std::numeric_limits<Int>::min();
constexpr Int Most = std::numeric_limits<Int>::max();
} // namespace

TEST_CASE("floor division and remainder have Python's signs") {
  CHECK(py::floordiv(7.5, -2.0) == -4.0);
  CHECK(py::mod(7.5, -2.0) == -0.5);
  CHECK(py::mod(-1.0, 3.0) == 2.0);
  CHECK(std::signbit(py::mod(-3.0, 3.0)) == false);
  CHECK(std::signbit(py::mod(3.0, -3.0)) == true);
  CHECK(py::mod(5.0, Infinity) == 5.0);
  CHECK(py::mod(-5.0, Infinity) == Infinity);
  CHECK(py::floordiv(-5.0, Infinity) == -1.0);
  CHECK(py::floordiv(1.0, 0.1) == 9.0);
  CHECK(std::signbit(py::floordiv(-0.0, 1.0)));
  CHECK_THROWS_AS(py::floordiv(1.0, 0.0), py::ZeroDivisionError);
  CHECK_THROWS_AS(py::mod(1.0, -0.0), py::ZeroDivisionError);
  CHECK_THROWS_AS(py::div(0.0, 0.0), py::ZeroDivisionError);
  CHECK(py::proved::floordiv(1.0, 0.0) == Infinity);
}

TEST_CASE("the quotient of two ints is rounded once") {
  CHECK(py::div(Int{1}, Int{3}) == 1.0 / 3.0);
  CHECK(py::div(Most, Most) == 1.0);
  CHECK(py::div(Least, Int{-1}) == 0x1p63);
  CHECK(py::div(Int{9007199254740993}, Int{1}) == 9007199254740992.0);
  CHECK(py::div(Int{9007199254740995}, Int{1}) == 9007199254740996.0);
  // 9223372036854775807 / 3 is 3074457345618258602.33..., which rounds to ...258432.
  CHECK(py::div(Most, Int{3}) == 3074457345618258432.0);
  CHECK(py::div(Int{3}, Most) == 3.2526065174565133e-19);
  CHECK_THROWS_AS(py::div(Int{1}, Int{0}), py::ZeroDivisionError);
}

TEST_CASE("powers") {
  CHECK(py::pow(2.0, 0.5) == std::pow(2.0, 0.5));
  CHECK(py::pow(0.0, 0.0) == 1.0);
  CHECK(py::pow(Infinity, 2.0) == Infinity);
  CHECK(std::isnan(py::pow(NaN, 2.0)));
  CHECK_THROWS_AS(py::pow(0.0, -1.0), py::ZeroDivisionError);
  CHECK_THROWS_AS(py::pow(10.0, 400.0), py::OverflowError);
  CHECK_THROWS_AS(py::pow(-1.0, 0.5), py::ValueError);
}

TEST_CASE("conversion to int") {
  CHECK(py::to_int(-2.9) == -2);
  CHECK(py::to_int(-0x1p63) == Least);
  CHECK_THROWS_AS(py::to_int(0x1p63), py::OverflowError);
  CHECK_THROWS_AS(py::to_int(Infinity), py::OverflowError);
  CHECK_THROWS_AS(py::to_int(NaN), py::ValueError);
  CHECK(py::wrapping::to<std::int32_t>(1e10) == 1410065408);
}

TEST_CASE("rounding is half to even") {
  CHECK(py::round(0.5) == 0);
  CHECK(py::round(1.5) == 2);
  CHECK(py::round(-2.5) == -2);
  CHECK(py::round_digits(2.675, 2) == 2.67);
  CHECK(py::round_digits(1234.5, -2) == 1200.0);
  CHECK(py::round_digits(50.0, -2) == 0.0);
  CHECK(py::round_digits(51.0, -2) == 100.0);
  CHECK(py::round_digits(-51.0, -2) == -100.0);
  CHECK(py::round_digits(150.0, -2) == 200.0);
  CHECK(py::round_digits(1e300, 5) == 1e300);
  CHECK_THROWS_AS(py::round_digits(1.7e308, -308), py::OverflowError);
}

TEST_CASE("ints and floats are compared exactly") {
  CHECK(py::lt(Int{9007199254740993}, 9007199254740994.0));
  CHECK(py::gt(Int{9007199254740993}, 9007199254740992.0));
  CHECK(py::ne(Most, 0x1p63));
  CHECK(py::eq(Least, -0x1p63));
  CHECK(py::lt(Most, Infinity));
  CHECK(py::gt(Int{0}, -0.5));
  CHECK(py::ge(0.5, Int{0}));
  CHECK_FALSE(py::le(Int{0}, NaN));
  CHECK_FALSE(py::ge(NaN, Int{0}));
  CHECK(py::ne(NaN, Int{0}));
}

TEST_CASE("min and max keep what Python's comparison keeps") {
  CHECK(std::isnan(py::max(NaN, 1.0)));
  CHECK(py::max(1.0, NaN) == 1.0);
  CHECK(std::signbit(py::min(-0.0, 0.0)));
}

TEST_CASE("functions of the math module") {
  CHECK(py::sqrt(4.0) == 2.0);
  CHECK(std::isnan(py::sqrt(NaN)));
  CHECK_THROWS_AS(py::sqrt(-1.0), py::ValueError);
  CHECK_THROWS_AS(py::log(0.0), py::ValueError);
  CHECK(py::log(Infinity) == Infinity);
  CHECK_THROWS_AS(py::log1p(-1.0), py::ValueError);
  CHECK_THROWS_AS(py::exp(1000.0), py::OverflowError);
  CHECK(py::exp(Infinity) == Infinity);
  CHECK_THROWS_AS(py::sin(Infinity), py::ValueError);
  CHECK_THROWS_AS(py::acos(1.5), py::ValueError);
  CHECK_THROWS_AS(py::atanh(1.0), py::ValueError);
  CHECK_THROWS_AS(py::gamma(0.0), py::ValueError);
  CHECK_THROWS_AS(py::lgamma(-2.0), py::ValueError);
  CHECK_THROWS_AS(py::fmod(1.0, 0.0), py::ValueError);
  CHECK_THROWS_AS(py::math_pow(0.0, -1.0), py::ValueError);
  CHECK_THROWS_AS(py::math_pow(10.0, 400.0), py::OverflowError);
  CHECK_THROWS_AS(py::floor(NaN), py::ValueError);
  CHECK(py::isqrt(Most) == 3037000499);
  CHECK_THROWS_AS(py::isqrt(-1), py::ValueError);
  CHECK(py::gcd(-12, 18) == 6);
  CHECK_THROWS_AS(py::gcd(Least, 0), py::OverflowError);
}
