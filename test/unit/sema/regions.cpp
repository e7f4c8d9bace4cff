// test/unit/sema/regions.cpp
//
// Contexts, directive strings and the structure of regions.
#include "test/unit/sema/whole.h"

#include <catch2/catch.hpp>

using pyompcc::sema::Strings;
using pyompcc::sema::Whole;

namespace {

std::string inFunction(std::string_view statements) {
  return "from pyomp_cc import njit, openmp\nN = 4\nT = 'parallel'\n@njit\ndef f(n: int):\n" + std::string(statements);
}

// The first line of the dump behind the function's name.
std::string firstRegion(const Whole& whole) {
  std::string text = whole.directives();
  std::size_t begin = text.find(": ");
  return begin == std::string::npos ? text : text.substr(begin + 2, text.find('\n', begin) - begin - 2);
}

} // namespace

TEST_CASE("a directive is any text that the compiler can compute") {
  auto directive = [](std::string_view expr) {
    return firstRegion(Whole(inFunction("    with openmp(" + std::string(expr) + "):\n        pass\n")));
  };
  CHECK(directive("'parallel num_threads(2)'") == "parallel num_threads(2)");
  CHECK(directive("'parallel ' + 'num_threads(2)'") == "parallel num_threads(2)");
  CHECK(directive("'parallel ' 'num_threads(2)'") == "parallel num_threads(2)");
  CHECK(directive("T + f' num_threads({N})'") == "parallel num_threads(4)");
  CHECK(directive("'''parallel\n  num_threads(2)'''") == "parallel num_threads(2)");
  CHECK(directive("r'parallel' if n else 'parallel'").find("parallel") == std::string::npos);
}

TEST_CASE("an error points into the piece that is wrong") {
  CHECK(Whole(inFunction("    with openmp('parallel ' + 'privat(n)'):\n        pass\n")).kinds() ==
        Strings{"6:32 ClauseUnknownNearest"});
  CHECK(Whole(inFunction("    with openmp('parallel '\n                'privat(n)'):\n        pass\n")).kinds() ==
        Strings{"7:18 ClauseUnknownNearest"});
  CHECK(Whole(inFunction("    with openmp('parallel\\t privat(n)'):\n        pass\n")).kinds() ==
        Strings{"6:29 ClauseUnknownNearest"});
  CHECK(Whole(inFunction("    with openmp('parallel num_threads(n +)'):\n        pass\n")).kinds().size() == 1);
}

TEST_CASE("openmp is known by any name, and only in its place") {
  for (std::string_view import : {"from numba.openmp import openmp_context as omp", "import pyomp_cc\nomp = 1",
                                  "from pyomp_cc import *", "from pyomp_cc import openmp as omp"}) {
    std::string name = import.find("as omp") != std::string_view::npos ? "omp" : "openmp";
    if (import.substr(0, 6) == "import") name = "pyomp_cc.openmp";
    Whole whole(std::string(import) + "\ndef f(n: int):\n    with " + name + "('parallel'):\n        pass\n");
    CHECK(whole.kinds().empty());
    CHECK(firstRegion(whole) == "parallel");
  }
  CHECK(Whole(inFunction("    x = openmp\n")).kinds() == Strings{"6:9 ContextOutOfPlace"});
  CHECK(Whole(inFunction("    with openmp('parallel') as x:\n        pass\n")).kinds() ==
        Strings{"6:10 ContextNotAlone"});
  CHECK(Whole(inFunction("    openmp('parallel')\n")).kinds() == Strings{"6:5 DirectiveNeedsBlock"});
  CHECK(Whole(inFunction("    openmp('barrier')\n")).kinds().empty());
  CHECK(Whole(inFunction("    with openmp('barrier'):\n        return\n")).kinds().empty());
}

TEST_CASE("a loop directive stands on one loop over a range") {
  CHECK(Whole(inFunction("    with openmp('for'):\n        pass\n")).kinds() == Strings{"7:9 DirectiveNeedsLoop"});
  CHECK(Whole(inFunction("    with openmp('for'):\n        for i in n:\n            pass\n")).kinds() ==
        Strings{"7:18 IterationType"});
}

TEST_CASE("no statement jumps out of a region") {
  CHECK(Whole(inFunction("    with openmp('parallel'):\n        return\n")).kinds() == Strings{"7:9 JumpOutOfRegion"});
  CHECK(Whole(inFunction("    for i in range(n):\n        with openmp('critical'):\n            break\n")).kinds() ==
        Strings{"8:13 JumpOutOfRegion"});
  CHECK(Whole(inFunction("    with openmp('for'):\n        for i in range(n):\n            break\n")).kinds() ==
        Strings{"8:13 BreakInWorkSharing"});
  CHECK(Whole(inFunction("    with openmp('for'):\n        for i in range(n):\n            while True:\n               "
                         " break\n            continue\n"))
            .kinds()
            .empty());
}

TEST_CASE("constructs nest as OpenMP lets them") {
  CHECK(Whole(inFunction("    with openmp('single'):\n        openmp('barrier')\n")).kinds() ==
        Strings{"7:17 NestedConstruct"});
  CHECK(
      Whole(inFunction("    with openmp('single'):\n        with openmp('parallel'):\n            openmp('barrier')\n"))
          .kinds()
          .empty());
  CHECK(Whole(inFunction("    with openmp('scope'):\n        pass\n")).kinds().empty());
  CHECK(Whole(inFunction("    with openmp('assume'):\n        pass\n")).kinds() == Strings{"6:18 ClauseMissing"});
  CHECK(Whole(inFunction("    with openmp('assume no_parallelism'):\n        pass\n")).kinds().empty());
}
