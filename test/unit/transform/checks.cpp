// test/unit/transform/checks.cpp
//
// Run-time tests that are proved, and those that move out of loops.
#include "test/unit/transform/transformed.h"

#include <catch2/catch.hpp>

using Catch::Contains;
using pyompcc::transform::after;
using pyompcc::transform::Until;

TEST_CASE("what cannot fail is not tested") {
  CHECK_THAT(after(Until::Prove, "def f(x): return 4.0 / (1.0 + x * x)\n", {"f(float)"}), !Contains("checked"));
  CHECK_THAT(after(Until::Prove, "def f(n):\n    if n < 2:\n        return n\n    return n - 1\n", {"f(int)"}),
             Contains("return (n - 1)"));
  CHECK_THAT(after(Until::Prove, "def f(a):\n    for i in range(len(a)):\n        a[i] = 1.0\n", {"f(float64[:])"}),
             Contains("a[i] = float64(1.0)"));
  CHECK_THAT(after(Until::Prove, "def f(n):\n    s = 0\n    while s < n:\n        s += 1\n    return s\n", {"f(int)"}),
             Contains("s += 1"));
  CHECK_THAT(after(Until::Prove, "def f(n): return n % 7 + 1\n", {"f(int)"}), !Contains("checked"));
}

TEST_CASE("tests of a matrix product are made before it") {
  std::string text = after(Until::Hoist, R"py(
def f(a, b, c, n):
    for i in range(n):
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += a[i, k] * b[k, j]
            c[i, j] = s
)py",
                           {"f(float64[:, :], float64[:, :], float64[:, :], int)"});
  for (const char* array : {"a", "b", "c"}) {
    CHECK_THAT(text, Contains("Covers(" + std::string(array) + ", 0, n, 0, n)"));
  }
  CHECK_THAT(text, Contains("(a[i, k].hoisted * b[k, j].hoisted)"));
  CHECK_THAT(text, !Contains("checked"));
}

TEST_CASE("tests of a stencil are merged") {
  std::string text = after(Until::Hoist, R"py(
def f(a, b, n):
    for i in range(1, n - 1):
        b[i] = a[i - 1] + a[i] + a[i + 1]
)py",
                           {"f(float64[:], float64[:], int)"});
  CHECK_THAT(text, Contains("Covers(a, 0, n)"));
  CHECK_THAT(text, Contains("Covers(b, 1, n - 1)") || Contains("Covers(b, 1, (n - 1))"));
}

TEST_CASE("a loop that returns keeps its tests") {
  std::string text = after(Until::Hoist, R"py(
def f(a, n):
    for i in range(n):
        if a[i] > 0.0:
            return i
    return -1
)py",
                           {"f(float64[:], int)"});
  CHECK_THAT(text, !Contains("hoisted"));
  CHECK_THAT(text, Contains("a[i].checked"));
}

TEST_CASE("an array that the loop replaces keeps its tests") {
  std::string text = after(Until::Hoist, R"py(
def f(a, b, n):
    for i in range(n):
        a[i] = 1.0
        a, b = b, a
)py",
                           {"f(float64[:], float64[:], int)"});
  CHECK_THAT(text, Contains("a[i].checked"));
  CHECK_THAT(text, !Contains("Covers"));
}

TEST_CASE("a filter in place follows its loop") {
  std::string text = after(Until::Hoist, R"py(
def f(a, low, high):
    place = low
    for i in range(low, high):
        if a[i] < 0.5:
            a[place] = a[i]
            place += 1
    return place
)py",
                           {"f(float64[:], int, int)"});
  CHECK_THAT(text, Contains("hoisted Covers(a, low, high):"));
  CHECK_THAT(text, Contains("a[place].hoisted = a[i].hoisted"));
  CHECK_THAT(text, Contains("place += 1"));
}

TEST_CASE("a reduction of plain arithmetic is made simd") {
  std::string text = after(Until::Vectorize, R"py(
def f(n):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            x = i * 0.5
            s += 4.0 / (1.0 + x * x)
    return s
)py",
                           {"f(int)"});
  CHECK_THAT(text, Contains("reduction(+: s)\" simd:"));
  std::string calls = after(Until::Vectorize, R"py(
def f(n):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += math.sin(i * 0.5)
    return s
)py",
                            {"f(int)"});
  CHECK_THAT(calls, !Contains(" simd"));
}
