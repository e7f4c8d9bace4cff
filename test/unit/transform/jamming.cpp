// test/unit/transform/jamming.cpp
//
// Which nests of loops are jammed, and which must not be.
#include "test/unit/transform/transformed.h"

#include <catch2/catch.hpp>

using Catch::Contains;
using pyompcc::transform::after;
using pyompcc::transform::Until;

namespace {

std::string jammed(const std::string& body, const std::string& signature) {
  return after(Until::Jam, body, {signature});
}

} // namespace

TEST_CASE("a product of matrices is jammed in both outer loops, blocks of rows shared out") {
  std::string text = jammed(R"py(
def f(a, b, c):
    with openmp("parallel for"):
        for i in range(c.shape[0]):
            for k in range(a.shape[1]):
                x = a[i, k]
                for j in range(c.shape[1]):
                    c[i, j] += x * b[k, j]
)py",
                            "f(float64[:, ::1], float64[:, ::1], float64[:, ::1])");
  CHECK_THAT(text, Contains("blocks = SharedBlocks(0, c.shape[0])"));
  CHECK_THAT(text, Contains("Apart(c, a, b):"));
  CHECK_THAT(text, Contains("private block  # loop variable"));
  CHECK_THAT(text, Contains("jam i in (0, c.shape[0]) block block of blocks, k in (0, a.shape[1]), "
                            "j in (0, c.shape[1]) apart c, a, b:\n          x = a[i, k].hoisted"));
}

TEST_CASE("inside a region the two inner loops are jammed") {
  std::string text = jammed(R"py(
def f(a, b, c):
    with openmp("parallel"):
        with openmp("for schedule(dynamic, 3)"):
            for i in range(c.shape[0]):
                for k in range(a.shape[1]):
                    for j in range(c.shape[1]):
                        c[i, j] += a[i, k] * b[k, j]
)py",
                            "f(float64[:, ::1], float64[:, ::1], float64[:, ::1])");
  CHECK_THAT(text, Contains("for i in range(0, c.shape[0], 1)"));
  CHECK_THAT(text, Contains("jam k in (0, a.shape[1]), j in (0, c.shape[1]) apart c, a, b:"));
}

TEST_CASE("iterations that a clause hands out one by one are not made into blocks") {
  for (const char* clause : {"schedule(static, 1)", "schedule(dynamic)", "reduction(+:s)", "lastprivate(s)"}) {
    std::string text = jammed("def f(a, b, c):\n    s = 0.0\n    with openmp(\"parallel for " + std::string(clause) +
                                  R"py("):
        for i in range(c.shape[0]):
            for k in range(a.shape[1]):
                for j in range(c.shape[1]):
                    c[i, j] += a[i, k] * b[k, j]
    return s
)py",
                              "f(float64[:, ::1], float64[:, ::1], float64[:, ::1])");
    CHECK_THAT(text, !Contains("blocks"));
  }
}

TEST_CASE("what does not name an element for each round of the innermost loop alone is left") {
  for (const char* update : {
           "c[k, j] += a[i, k]",                         // another element for each round of the middle loop
           "c[i, k + j] += a[i, k]",                     // rounds meet in other elements
           "c[i, 0] += a[i, j]",                         // the same for all rounds of the innermost
           "c[i, j] += c[i, k] * a[i, k]",               // reads elements of other rounds
           "c[i, j] += float(a[i, k]) / float(b[k, j])", // may divide by zero
           "c[i, j] = a[i, k]",                          // keeps nothing to save
           "c[i, j] += a[i, k]; s += a[i, k]",           // a variable from round to round
       }) {
    std::string text = jammed("def f(a, b, c):\n    s = 0.0\n    for t in range(3):\n"
                              "        for i in range(10):\n            for k in range(10):\n"
                              "                for j in range(10):\n                    " +
                                  std::string(update) + "\n    return s\n",
                              "f(float64[:, ::1], float64[:, ::1], float64[:, ::1])");
    INFO(update);
    CHECK_THAT(text, !Contains("jam "));
  }
}

TEST_CASE("integers that are tested, and bounds that a loop around decides, are left") {
  CHECK_THAT(jammed(R"py(
def f(n, a, c):
    for t in range(3):
        for k in range(n):
            for j in range(k):
                c[j] += a[k, j]
)py",
                    "f(int, float64[:, ::1], float64[::1])"),
             !Contains("jam "));
  CHECK_THAT(jammed(R"py(
def f(xs, c):
    for t in range(3):
        for k in range(5):
            for j in range(c.shape[0]):
                c[j] += xs[k]
)py",
                    "f(list[float], float64[::1])"),
             !Contains("jam "));
}
