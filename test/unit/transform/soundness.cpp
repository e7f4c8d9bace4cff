// test/unit/transform/soundness.cpp
//
// Run-time tests that can fail, and so have to stay.
#include "test/unit/transform/transformed.h"

#include <catch2/catch.hpp>

using Catch::Contains;
using pyompcc::transform::after;
using pyompcc::transform::Until;

TEST_CASE("a counter is not bounded by its loop once that is over") {
  std::string text = after(Until::Hoist, R"py(
def f(x, n):
    a = np.zeros(n)
    k = 0
    for i in range(n):
        if x[i] > 0.0:
            a[k] = x[i]
            k += 1
    return a[k]
)py",
                           {"f(float64[:], int)"});
  CHECK_THAT(text, Contains("a[k] = x[i].hoisted"));
  CHECK_THAT(text, Contains("return a[k].checked"));
}

TEST_CASE("a counter that is read behind its increment may have overtaken the loop") {
  std::string text = after(Until::Hoist, R"py(
def f(x, n):
    a = np.zeros(n)
    k = 0
    s = 0.0
    for i in range(n):
        k += 1
        s += a[k]
    return s
)py",
                           {"f(float64[:], int)"});
  CHECK_THAT(text, Contains("s += a[k].checked"));
}

TEST_CASE("a counter that starts at a parameter may be anywhere") {
  std::string text = after(Until::Prove, R"py(
def f(n, k):
    a = np.zeros(n)
    for i in range(n):
        a[k] = 1.0
        k += 1
    return a
)py",
                           {"f(int, int)"});
  CHECK_THAT(text, Contains("a[k].checked = "));
  CHECK_THAT(text, Contains("k +=.checked 1"));
}

TEST_CASE("a length that has changed since the array was made says nothing of it") {
  std::string text = after(Until::Prove, R"py(
def f(n, c):
    a = np.zeros(n)
    if c > 0:
        n = n + 1
    for i in range(n):
        a[i] = 1.0
    return a
)py",
                           {"f(int, int)"});
  CHECK_THAT(text, Contains("a[i].checked = "));
}

TEST_CASE("a loop bound keeps the value that it was given") {
  std::string branch = after(Until::Hoist, R"py(
def f(a, n, c):
    m = n
    if c > 0:
        n = 3
    s = 0.0
    for i in range(m):
        s += a[i]
    return s * n
)py",
                             {"f(float64[:], int, int)"});
  CHECK_THAT(branch, Contains("hoisted Covers(a, 0, m):"));
  std::string renamed = after(Until::Place, R"py(
def f(a, n):
    m = n
    n = n - 5
    s = 0.0
    for i in range(m):
        s += a[i]
    return s * n
)py",
                              {"f(float64[:], int)"});
  CHECK_THAT(renamed, Contains("hoisted Covers(a, 0, m):"));
}

TEST_CASE("an array that is not made in every round keeps its size") {
  std::string text = after(Until::Prove, R"py(
def f(n):
    k = 0
    s = 0.0
    while k < n:
        m = abs(n - 2 * k)
        if k == 0:
            a = np.zeros(m)
        for i in range(m):
            s += a[i]
        k += 1
    return s
)py",
                           {"f(int)"});
  CHECK_THAT(text, Contains("s += a[i].checked"));
}

TEST_CASE("an index that is assigned again is tested") {
  std::string text = after(Until::Hoist, R"py(
def f(a):
    s = 0.0
    for i in range(len(a)):
        j = i
        if s > 3.0:
            j = 2 * i
        s += a[j]
    for i in range(len(a)):
        i = i + 1
        s += a[i]
    return s
)py",
                           {"f(float64[:])"});
  CHECK_THAT(text, Contains("s += a[j].checked"));
  CHECK_THAT(text, !Contains("s += a[i]\n"));
}

TEST_CASE("a fraction of nothing is no index") {
  std::string body = R"py(
def f(x, n):
    h = np.zeros(n)
    for i in range(len(x)):
        v = x[i]
        if v >= 0.0 and v < 1.0:
            h[int(v * n)] += 1.0
    return h
)py";
  CHECK_THAT(after(Until::Prove, body, {"f(float64[:], int)"}), Contains(".checked += float64(1.0)"));
  std::string guarded = body;
  guarded.insert(guarded.find("    h = "), "    if n < 1:\n        raise ValueError\n");
  CHECK_THAT(after(Until::Prove, guarded, {"f(float64[:], int)"}),
             Contains("h[int((v * float64(n)))] += float64(1.0)"));
}

TEST_CASE("a fraction in single precision may round up to one") {
  std::string text = after(Until::Prove, R"py(
def f(x, h):
    if x >= 0.0 and x < 1.0:
        y = np.float32(x)
        return h[int(y * len(h))]
    return 0.0
)py",
                           {"f(float, float64[:])"});
  CHECK_THAT(text, Contains("].checked"));
}

TEST_CASE("a square in single precision may vanish") {
  std::string text = after(Until::Prove, R"py(
def f(x):
    if x > 1e-30:
        y = x * x
        return 1.0 / float(y)
    return 0.0
)py",
                           {"f(float32)"});
  CHECK_THAT(text, Contains("return div.checked(1.0, float(y))"));
}

TEST_CASE("a comparison that does not hold says nothing of nan") {
  std::string text = after(Until::Prove, R"py(
def f(x, h):
    if x < 0.0 or x >= 1.0:
        return 0.0
    return h[int(x * 10.0)]
)py",
                           {"f(float, float64[:])"});
  CHECK_THAT(text, Contains("int.checked("));
}

TEST_CASE("the upper half of uint64 is no int") {
  CHECK_THAT(after(Until::Prove, "def f(a): return int(a[0])\n", {"f(uint64[:])"}), Contains("int.checked(a[0]"));
}

TEST_CASE("an empty range hides no other") {
  std::string text = after(Until::Hoist, R"py(
def f(a, k, n, m):
    s = 0.0
    for r in range(2):
        for i in range(k, n):
            s += a[i]
        for i in range(k, m):
            s += a[i]
        for i in range(0, m):
            s += a[i]
    return s
)py",
                           {"f(float64[:], int, int, int)"});
  CHECK_THAT(text, Contains("hoisted Covers(a, k, n), Covers(a, k, m), Covers(a, 0, m):"));
}

TEST_CASE("divisors that may be zero are tested") {
  CHECK_THAT(after(Until::Prove, "def f(x): return 1.0 / (x * x)\n", {"f(float)"}), Contains("div.checked"));
  CHECK_THAT(after(Until::Prove, "def f(x, y): return 1.0 / (1.0 + x * y)\n", {"f(float, float)"}),
             Contains("div.checked"));
  CHECK_THAT(after(Until::Prove, "def f(n, m): return n // m\n", {"f(int, int)"}), Contains("floordiv.checked"));
}

TEST_CASE("sums of what a branch no longer knows are tested") {
  std::string text = after(Until::Prove, R"py(
def f(n, c):
    if n < 2:
        return 0
    if c != 7:
        n = c
    return n - 1
)py",
                           {"f(int, int)"});
  CHECK_THAT(text, Contains("return sub.checked(n, 1)"));
}
