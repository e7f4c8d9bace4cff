// test/unit/lower/lower.cpp
//
// What Python leaves implicit, spelled out.
#include "test/unit/lower/lowered.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using Catch::Contains;
using pyompcc::lower::Checks;
using pyompcc::lower::Lowered;

namespace {

std::string lowered(const std::string& body, std::vector<std::string> exports, const Checks& checks = {}) {
  return Lowered("import math\nimport numpy as np\nfrom pyomp_cc import openmp\n" + body, std::move(exports), checks)
      .text();
}

} // namespace

TEST_CASE("conversions") {
  CHECK_THAT(lowered("def f(n, x): return n + x\n", {"f(int, float)"}), Contains("return (float(n) + x)"));
  CHECK_THAT(lowered("def f(x): return int(x)\n", {"f(float)"}), Contains("return int.checked(x)"));
  CHECK_THAT(lowered("def f(x): return x + 1\n", {"f(float)"}), Contains("return (x + 1.0)"));
  CHECK_THAT(lowered("def f(a, n): a[0] = n\n", {"f(int32[:], int)"}), Contains("a[0].checked = int32.checked(n)"));
  CHECK_THAT(lowered("def f(a, n): a[0] = n\n", {"f(int64[:], int)"}), Contains("a[0].checked = int64(n)"));
  CHECK_THAT(lowered("def f(a): return a[0] + a[1]\n", {"f(int64[:])"}), Contains("add.wrapping("));
  CHECK_THAT(lowered("def f(n):\n    if n:\n        return 1\n    return 0\n", {"f(int)"}), Contains("if (n != 0):"));
}

TEST_CASE("tests that are asked for") {
  Checks none{false, false, false, false};
  std::string text = lowered("def f(a, n):\n    assert n > 0\n    return a[n + 1]\n", {"f(float64[:], int)"}, none);
  CHECK_THAT(text, Contains("return a[(n + 1)]"));
  CHECK_THAT(text, !Contains("raise "));
  CHECK_THAT(lowered("def f(a, n):\n    assert n > 0, 'n'\n    return a[n + 1]\n", {"f(float64[:], int)"}),
             Contains("raise AssertionError(\"n\")") && Contains("a[add.checked(n, 1)].checked"));
}

TEST_CASE("chained comparisons evaluate the middle once") {
  CHECK_THAT(lowered("def f(a, b, c): return a < b < c\n", {"f(int, int, int)"}),
             Contains("return ((a < b) and (b < c))"));
  std::string text = lowered("def g(n): return n + 1\ndef f(a, b, c): return a < g(b) < c\n", {"f(int, int, int)"});
  CHECK(text.find("g(b)") == text.rfind("g(b)"));
}

TEST_CASE("values of and and or") {
  CHECK_THAT(lowered("def f(a, b): return a or b\n", {"f(int, int)"}), Contains("return (a if (a != 0) else b)"));
  CHECK_THAT(lowered("def f(a, b): return a and b\n", {"f(int, int)"}), Contains("return (b if (a != 0) else a)"));
  CHECK_THAT(lowered("def f(a, b):\n    if a or b:\n        return 1\n    return 0\n", {"f(bool, bool)"}),
             Contains("if (a or b):"));
}

TEST_CASE("a condition that needs statements moves into its loop") {
  std::string text = lowered("def f(n, flag):\n    if flag:\n        k = 0\n    while k < n:\n        k = k + 1\n"
                             "    return k\n",
                             {"f(int, bool)"});
  CHECK_THAT(text, Contains("while True:\n    CheckBound.checked(k_is_bound, \"k\")\n    if (k >= n):\n      break") ||
                       Contains("while True:\n    CheckBound.checked(k_is_bound, \"k\")\n    if (not (k < n)):\n"));
  CHECK_THAT(text, Contains("k_is_bound = False"));
  CHECK_THAT(text, Contains("k_is_bound = True"));
}

TEST_CASE("swaps and parallel assignments") {
  CHECK_THAT(lowered("def f(a, b):\n    a, b = b, a\n    return a - b\n", {"f(float, float)"}),
             Contains("swap a, b") || Contains("next = a"));
  std::string text =
      lowered("def f(a, b, n):\n    for i in range(n):\n        a, b = b, a + b\n    return a\n", {"f(int, int, int)"});
  CHECK_THAT(text, Contains("next = add.checked(a, b)\n    a = b\n    b = next"));
  CHECK_THAT(lowered("def f(a): a[0], a[1] = a[1], a[0]\n", {"f(float64[:])"}), Contains("next = a[0].checked"));
}

TEST_CASE("an augmented assignment may change the type") {
  std::string text = lowered("def f(n):\n    n /= 2\n    return n\n", {"f(int)"});
  CHECK_THAT(text, Contains("local n: float"));
  CHECK_THAT(text, Contains("n = "));
  CHECK_THAT(lowered("def f(n):\n    n += 2\n    return n\n", {"f(int)"}), Contains("checked"));
  CHECK_THAT(lowered("def f(a, x): a[0] += x\n", {"f(float64[:], float)"}), Contains("a[0].checked += "));
}

TEST_CASE("loop variables") {
  std::string after = lowered("def f(n):\n    i = 0\n    for i in range(n):\n        pass\n    return i\n", {"f(int)"});
  CHECK_THAT(after, Contains("for i_index in range(0, n, 1):\n    i = i_index"));
  CHECK_THAT(lowered("def f(n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s\n", {"f(int)"}),
             Contains("for i in range(0, n, 1):"));
  CHECK_THAT(lowered("def f(n):\n    for i in range(n):\n        n = 3\n    return n\n", {"f(int)"}),
             Contains("i_stop = n\n"));
}

TEST_CASE("steps known at run time, and steps of zero") {
  std::string text = lowered("def f(a, b, c):\n    s = 0\n    for i in range(a, b, c):\n        s += i\n    return s\n",
                             {"f(int, int, int)"});
  CHECK_THAT(text, Contains("CheckStep.checked(c)"));
  CHECK_THAT(text, Contains("for i in range(a, b, c):"));
  CHECK_THAT(lowered("def f(n):\n    for i in range(0, n, 3):\n        pass\n", {"f(int)"}),
             Contains("CheckRange.checked(n, 3)"));
  CHECK_THAT(lowered("def f(n):\n    for i in range(0, n, 0):\n        pass\n", {"f(int)"}),
             Contains("raise ValueError(\"range() arg 3 must not be zero\")"));
}

TEST_CASE("comments and the largest value go along") {
  std::string text = lowered("def f(a):\n    # the first one\n    best = a[0]\n    for i in range(len(a)):\n"
                             "        best = max(best, a[i])  # and the others\n    return best\n",
                             {"f(float64[:])"});
  CHECK_THAT(text, Contains("#the first one\n  best = a[0].checked"));
  CHECK_THAT(text, Contains("#and the others\n    value = a[i].checked\n    if (value > best):") ||
                       Contains("#and the others\n    value = a[i].checked\n    if bool((value > best)):"));
}

TEST_CASE("the smallest int") {
  std::string text = lowered("def f(n): return n - 9223372036854775807 - 1\ndef g(): return -9223372036854775808\n",
                             {"f(int)", "g()"});
  CHECK_THAT(text, Contains("return -9223372036854775808"));
}

TEST_CASE("sums of a thousand terms") {
  std::string sum = "x";
  for (int i = 0; i < 1000; ++i) sum += " + x";
  std::string text = lowered("def f(x): return " + sum + "\n", {"f(float)"});
  CHECK_THAT(text, Contains("+ x) + x)"));
}

TEST_CASE("what the interpreter still runs") {
  Lowered file("import math\nfrom pyomp_cc import njit as jit, openmp\nN = 3\n\n@jit\n"
               "def f(x: float, n=N) -> float:\n    return x * n\n\nprint(f(1.0))\n",
               {"f(float, int)"});
  std::string rest = file.module.residual_source;
  CHECK_THAT(rest, Catch::StartsWith("import math\njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp\nN = 3\n\n"
                                     "f = __pyomp_cc__.function(\"f\", (N,)"));
  CHECK_THAT(rest, Catch::EndsWith(")\n\n\n\nprint(f(1.0))\n"));
}
