// test/unit/sema/names.cpp
//
// What names stand for, constants, and constructs that are not compiled.
#include "test/unit/sema/whole.h"

#include <catch2/catch.hpp>

using pyompcc::sema::Strings;
using pyompcc::sema::Whole;

namespace {

// The constants of a file, `name=value` each.
Strings constants(std::string text) {
  Whole whole(std::move(text));
  Strings found;
  for (const auto& constant : whole.program.modules[0].constants) {
    std::string value = typeName(constant.type);
    if (value == "int" || value == "bool") value = std::to_string(constant.folded.integer);
    if (value == "float") value = fmt::format("{}", constant.folded.number);
    if (value == "str") value = constant.folded.text;
    found.push_back(fmt::format("{}={}", whole.names.text(constant.name), value));
  }
  return found;
}

Strings rejected(std::string_view statements) {
  return Whole("from pyomp_cc import njit\nimport os\nW = os.sep\n@njit\ndef f(n: int):\n" + std::string(statements))
      .kinds();
}

} // namespace

TEST_CASE("constants of a module are folded as Python computes them") {
  CHECK(constants("A = 4\nB = -A // 3\nC = A ** 3 % 5\nD = A / 8\n") == Strings{"A=4", "B=-2", "C=4", "D=0.5"});
  CHECK(constants("A = 1 << 40\nB = ~A\nC = True\nD = not C\n") ==
        Strings{"A=1099511627776", "B=-1099511627777", "C=1", "D=0"});
  CHECK(constants("import math\nA = 2 * math.pi\n") == Strings{"A=6.283185307179586"});
  CHECK(constants("A = 'x' + 'y'\nB = f'{A}{3}'\nC = (1, 2.0)\n") == Strings{"A=xy", "B=xy3", "C=tuple[int, float]"});
  CHECK(constants("A = 2.0 ** 0.5\nB = 7 % -3\nC = 2 ** -1\n") == Strings{"A=1.4142135623730951", "B=-2", "C=0.5"});
}

TEST_CASE("what is bound twice, conditionally or out of reach is no constant") {
  CHECK(constants("A = 1\nA = 2\nB = 1\nif B:\n    C = 3\nfor D in range(3): pass\nE = 1\nE += 1\n") == Strings{"B=1"});
  CHECK(constants("A = 1\ndef f():\n    global A\n    A = 2\n").empty());
  CHECK(constants("A = 10 ** 10 ** 10\nB = 2 ** 63\nC = 1 // 0\nD = 1 << 10**9\nE = f(3)\n").empty());
  std::string doubling = "A0 = 'aaaaaaaaaaaaaaaa'\n";
  for (int i = 1; i < 60; ++i) doubling += fmt::format("A{} = A{} + A{}\n", i, i - 1, i - 1);
  CHECK(constants(doubling).size() < 15);
}

TEST_CASE("names without a value at compile time") {
  CHECK(rejected("    total = n\n    return totl\n") == Strings{"7:12 UnknownNameNear"});
  CHECK(rejected("    return quite_unknown\n") == Strings{"6:12 UnknownName"});
  CHECK(rejected("    return W\n") == Strings{"6:12 GlobalNotConstant"});
}

TEST_CASE("constructs that are not compiled are named at their place") {
  for (std::string_view statement : {"    global n2\n", "    import math\n", "    class A: pass\n"}) {
    CAPTURE(statement);
    Strings kinds = rejected(statement);
    REQUIRE(!kinds.empty());
    CHECK(kinds[0].substr(0, 2) == "6:");
    CHECK(kinds[0].find("UnsupportedConstruct") != std::string::npos);
  }
  Strings opened = rejected("    with open('x'): pass\n");
  REQUIRE(!opened.empty());
  CHECK(opened[0] == "6:10 UnsupportedObject");
  CHECK(Whole("from pyomp_cc import njit\n@njit\ndef f(*a): return 1\n").kinds() == Strings{"3:5 NoSignature"});
}

TEST_CASE("decorators that are not compiled") {
  CHECK(Whole("from numba import stencil\n@stencil\ndef f(a: int): return a\n").kinds() ==
        Strings{"2:2 UnsupportedDecorator"});
  CHECK(Whole("from numba import njit\n@njit(error_model='numpy')\ndef f(a: int): return a\n").kinds() ==
        Strings{"2:7 DecoratorOptionValue"});
  CHECK(
      Whole("from numba import njit\nimport functools\n@functools.wraps\n@njit(cache=True)\ndef f(a: int): return a\n")
          .kinds() == Strings{"3:2 ForeignDecorator"});
  CHECK(Whole("import functools\n@functools.cache\ndef f(a: int): return a\n").kinds().empty());
  Whole fast("from numba import njit\n@njit(fastmath=True)\ndef f(a: int): return a\n");
  CHECK(fast.program.functions[0]->fastmath);
}
