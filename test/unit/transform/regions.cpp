// test/unit/transform/regions.cpp
//
// Exceptions of regions, data sharing, tasks, ownership and declarations.
#include "test/unit/transform/transformed.h"

#include <catch2/catch.hpp>

using Catch::Contains;
using pyompcc::transform::after;
using pyompcc::transform::Until;

TEST_CASE("functions that can raise, and those that run long") {
  std::string text = after(Until::Raise,
                           "def f(x): return x + 1.0\ndef g(n): return n + 1\n"
                           "def h(n):\n    while n > 0:\n        n = n // 2\n    return n\n"
                           "def k(n): return g(n)\n",
                           {"f(float)", "g(int)", "h(int)", "k(int)"});
  CHECK_THAT(text, Contains("def f(x: float) -> float:\n  return"));
  CHECK_THAT(text, Contains("def g(n: int) -> int:\n  # can_raise\n"));
  CHECK_THAT(text, Contains("def h(n: int) -> int:\n  # releases_gil\n"));
  CHECK_THAT(text, Contains("def k(n: int) -> int:\n  # can_raise\n"));
}

TEST_CASE("iterations that can raise are guarded in their order") {
  std::string text = after(Until::Guard, R"py(
def f(a, n):
    with openmp("parallel for"):
        for i in range(n):
            a[i] = 1 // n
)py",
                           {"f(int64[:], int)"});
  CHECK_THAT(text, Contains("guard raised by i:"));
  CHECK_THAT(text, Contains("  rethrow raised"));
  std::string calm = after(Until::Guard, R"py(
def f(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            a[i] = 1.0
)py",
                           {"f(float64[:])"});
  CHECK_THAT(calm, !Contains("guard"));
}

TEST_CASE("what follows a guarded piece of a parallel region is guarded too") {
  std::string text = after(Until::Guard, R"py(
def f(a, n, m):
    with openmp("parallel"):
        k = n // m
        with openmp("for"):
            for i in range(len(a)):
                a[i] = 1.0
        with openmp("single"):
            a[0] = k
)py",
                           {"f(float64[:], int, int)"});
  CHECK_THAT(text, Contains("guard raised by part, thread:"));
  CHECK_THAT(text, Contains("failed = stopped raised"));
  CHECK_THAT(text, Contains("if failed:"));
}

TEST_CASE("a wait for tasks raises what they raised") {
  std::string text = after(Until::Outline, R"py(
def f(n):
    if n < 2:
        return n
    with openmp("task shared(x)"):
        x = f(n - 1)
    y = f(n - 2)
    with openmp("taskwait"):
        return x + y
)py",
                           {"f(int)"});
  CHECK_THAT(text, Contains("out of line:"));
  CHECK_THAT(text, Contains("rethrow raised"));
  CHECK(text.find("out of line:") < text.find("region \"task "));
}

TEST_CASE("what a region only reads is copied") {
  std::string text = after(Until::Share, R"py(
def f(a, c):
    n = len(a)
    t = 0
    with openmp("parallel for"):
        for i in range(n):
            a[i] = c
            with openmp("critical"):
                t += 1
    return t
)py",
                           {"f(float64[:], float)"});
  CHECK_THAT(text, Contains("firstprivate c  # only read"));
  CHECK_THAT(text, Contains("firstprivate n  # only read"));
  CHECK_THAT(text, Contains("shared t  # "));
  std::string asked = after(Until::Share, R"py(
def f(a, c):
    with openmp("parallel for shared(c)"):
        for i in range(len(a)):
            a[i] = c
)py",
                            {"f(float64[:], float)"});
  CHECK_THAT(asked, Contains("shared c  # clause"));
}

TEST_CASE("arrays that are made here or returned own their memory") {
  std::string text = after(Until::Own, R"py(
def f(a, n):
    b = np.zeros((n, n))
    row = b[0]
    row[0] = 1.0
    view = a[0]
    return b, view[0]
)py",
                           {"f(float64[:, :], int)"});
  CHECK_THAT(text, Contains("local b: float64[:, ::1] owns written"));
  CHECK_THAT(text, Contains("local row: float64[::1] written") || Contains("local row: float64[:] written"));
  CHECK_THAT(text, !Contains("a: float64[:, :] written"));
  CHECK_THAT(text, !Contains("view: float64[:] owns"));
}

TEST_CASE("variables are declared where they are first assigned") {
  std::string text = after(Until::Place, R"py(
def f(n):
    total = 0.0
    last = 0.0
    for i in range(n):
        x = i * 0.5
        total += x - last
        last = x
    return total
)py",
                           {"f(int)"});
  CHECK_THAT(text, Contains("  total: float = 0.0"));
  CHECK_THAT(text, Contains("  last: float = 0.0"));
  CHECK_THAT(text, Contains("    x: float = "));
  CHECK_THAT(text, Contains("    last = x"));
}

TEST_CASE("a variable assigned in both branches is declared before them") {
  std::string text = after(Until::Place, R"py(
def f(n):
    if n > 0:
        x = 1.0
    else:
        x = 2.0
    return x
)py",
                           {"f(int)"});
  CHECK_THAT(text, Contains("  declare x: float\n  if (n > 0):"));
}

TEST_CASE("two types of one name are two variables") {
  std::string text = after(Until::Place, R"py(
def f(n):
    x = n
    y = x // 2
    x = 0.5
    return x * y
)py",
                           {"f(int)"});
  CHECK_THAT(text, Contains("  x: int = n"));
  CHECK_THAT(text, Contains("  x_2: float = 0.5"));
}

TEST_CASE("one type of one name is one variable") {
  std::string text =
      after(Until::Place, "def f(n):\n    x = n // 2\n    y = x // 2\n    x = 5\n    return x * y\n", {"f(int)"});
  CHECK_THAT(text, Contains("  x: int = (n // 2)") || Contains("  x: int = floordiv"));
  CHECK_THAT(text, Contains("  x = 5"));
}
