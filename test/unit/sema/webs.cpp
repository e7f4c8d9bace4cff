// test/unit/sema/webs.cpp
//
// Webs: which values share a variable, and what is read before it is assigned.
#include "test/unit/sema/analysis.h"

#include <catch2/catch.hpp>

using pyompcc::sema::Analysis;
using Kinds = std::vector<std::string>;

namespace {

// The number of webs of `name` in the first function.
std::size_t webCount(const Analysis& analysis, std::string_view name) {
  std::size_t count = 0;
  for (const auto& web : analysis.program.functions[0]->webs) count += analysis.names.text(web.name) == name ? 1 : 0;
  return count;
}

const pyompcc::sema::Web& webOf(const Analysis& analysis, std::string_view name) {
  for (const auto& web : analysis.program.functions[0]->webs) {
    if (analysis.names.text(web.name) == name) return web;
  }
  throw std::runtime_error("no such web");
}

} // namespace

TEST_CASE("values without a common use are webs of their own") {
  Analysis analysis("def f():\n    x = 1\n    y = x\n    x = 2.0\n    return x + y\n");
  CHECK(webCount(analysis, "x") == 2);
  CHECK(analysis.kinds().empty());
}

TEST_CASE("branches that meet at a use are one web") {
  Analysis analysis("def f(c):\n    x = 1\n    if c:\n        x = 2\n    return x\n");
  CHECK(webCount(analysis, "x") == 1);
}

TEST_CASE("an augmented assignment reads one web and writes another") {
  Analysis analysis("def f(n):\n    k = n // 2\n    n += 0.5\n    return n + k\n");
  CHECK(webCount(analysis, "n") == 2);
}

TEST_CASE("a loop joins what it carries") {
  Analysis analysis("def f(n):\n    s = 0\n    for i in range(n):\n        s += 0.5\n    return s\n");
  CHECK(webCount(analysis, "s") == 1);
  CHECK(webOf(analysis, "i").loop_variable);
  CHECK(analysis.kinds().empty());
}

TEST_CASE("values carried over two loops arrive at the inner use") {
  Analysis analysis(
      "def f(n):\n    last = 0\n    for i in range(n):\n        for j in range(n):\n            k = last\n"
      "            last = j\n    return k\n");
  CHECK(webCount(analysis, "last") == 1);
  CHECK(analysis.kinds() == Kinds{"7: MaybeUnbound"});
  CHECK(webOf(analysis, "k").maybe_unbound);
}

TEST_CASE("loop variables of two loops are two webs") {
  Analysis analysis("def f(n):\n    s = 0\n    for i in range(n):\n        s += i\n    for i in range(n):\n        s "
                    "+= i\n    return s\n");
  CHECK(webCount(analysis, "i") == 2);
  CHECK(webOf(analysis, "i").loop_variable);
}

TEST_CASE("a loop variable that is read after its loop is an ordinary one") {
  Analysis analysis("def f(n):\n    i = 0\n    for i in range(n):\n        pass\n    return i\n");
  CHECK(webCount(analysis, "i") == 1);
  CHECK_FALSE(webOf(analysis, "i").loop_variable);
  CHECK_FALSE(webOf(analysis, "i").maybe_unbound);
}

TEST_CASE("a loop variable that is assigned in its body is an ordinary one") {
  Analysis analysis("def f(n):\n    s = 0\n    for i in range(n):\n        if i > 3:\n            i = 3\n        s += "
                    "i\n    return s\n");
  CHECK_FALSE(webOf(analysis, "i").loop_variable);
}

TEST_CASE("a read that no assignment reaches is an error") {
  CHECK(Analysis("def f():\n    y = x\n    x = 1\n    return y\n").kinds() == Kinds{"2: CertainlyUnbound"});
  CHECK(Analysis("def f():\n    x = 1\n    del x\n    return x\n").kinds() == Kinds{"4: CertainlyUnbound"});
}

TEST_CASE("a read that an assignment may reach is a warning") {
  CHECK(Analysis("def f(c):\n    if c:\n        x = 1\n    return x\n").kinds() == Kinds{"4: MaybeUnbound"});
}

TEST_CASE("break and return decide what arrives") {
  CHECK(Analysis("def f(c):\n    while True:\n        x = 1\n        if c:\n            break\n    return x\n")
            .kinds()
            .empty());
  CHECK(Analysis("def f(c):\n    if c:\n        x = 1\n    else:\n        raise ValueError\n    return x\n")
            .kinds()
            .empty());
  CHECK(Analysis("def f(c):\n    while c:\n        x = 1\n        break\n    return x\n").kinds() ==
        Kinds{"5: MaybeUnbound"});
}

TEST_CASE("the end of a body is reached or not") {
  CHECK(Analysis("def f():\n    pass\n").program.functions[0]->falls_off_end);
  CHECK_FALSE(Analysis("def f():\n    return 1\n").program.functions[0]->falls_off_end);
  CHECK_FALSE(Analysis("def f(c):\n    while True:\n        c = c + 1\n").program.functions[0]->falls_off_end);
}

TEST_CASE("what an expression assigns may be left out") {
  CHECK(Analysis("def f(c):\n    if (x := c) > 1:\n        return x\n    return -x\n").kinds().empty());
  CHECK(Analysis("def f(c):\n    y = c and (x := 1)\n    return x + y\n").kinds() == Kinds{"3: MaybeUnbound"});
  CHECK(Analysis("def f(c):\n    y = (x := 1) if c else (x := 2)\n    return x + y\n").kinds().empty());
}

TEST_CASE("dead code has variables too") {
  Analysis analysis("def f():\n    x = 1\n    return x\n    x = x + 1\n    return x\n");
  CHECK(analysis.kinds().empty());
  CHECK(webCount(analysis, "x") == 2);
}

TEST_CASE("private names have webs of their own in the region") {
  Analysis analysis(
      "from pyomp_cc import openmp\ndef f(n):\n    x = 1.0\n    with openmp(\"parallel private(x)\"):\n        x = 2\n"
      "        y = x\n    return x\n");
  CHECK(webCount(analysis, "x") == 2);
  CHECK(analysis.kinds().empty());
}

TEST_CASE("a private name that is read first is an error, and a warning where it may be assigned") {
  CHECK(Analysis("from pyomp_cc import openmp\ndef f(n):\n    x = 1.0\n    with openmp(\"parallel private(x)\"):\n"
                 "        y = x\n    return x\n")
            .kinds() == Kinds{"5: PrivateReadFirst"});
  CHECK(Analysis("from pyomp_cc import openmp\ndef f(n):\n    x = 1.0\n    with openmp(\"parallel private(x)\"):\n"
                 "        if n > 1:\n            x = 2.0\n        y = x\n    return x\n")
            .kinds() == Kinds{"7: PrivateMaybeReadFirst"});
}

TEST_CASE("a reduced name is read and written outside, and one variable inside") {
  Analysis analysis(
      "from pyomp_cc import openmp\ndef f(n):\n    s = 0.0\n    with openmp(\"parallel for reduction(+:s)\"):\n"
      "        for i in range(n):\n            s += i\n    return s\n");
  const auto& region = analysis.program.functions[0]->regions.at(0);
  CHECK(webCount(analysis, "s") == 2);
  bool found = false;
  for (const auto& entry : region.sharing) {
    if (analysis.names.text(entry.name) != "s") continue;
    found = true;
    CHECK(entry.inside);
    CHECK(entry.outside);
    CHECK(entry.inside != entry.outside);
  }
  CHECK(found);
  CHECK(analysis.kinds().empty());
}

TEST_CASE("a shared name is one web in the region, before and behind it") {
  Analysis analysis("from pyomp_cc import openmp\ndef f(n):\n    x = 0\n    with openmp(\"parallel shared(x)\"):\n"
                    "        with openmp(\"single\"):\n            x = 1\n        y = x\n    return x\n");
  CHECK(webCount(analysis, "x") == 1);
}

TEST_CASE("elif chains of any length are walked") {
  std::string text = "def f(n):\n    if n == 0:\n        x = 0\n";
  for (int i = 1; i < 20000; ++i)
    text += "    elif n == " + std::to_string(i) + ":\n        x = " + std::to_string(i) + "\n";
  Analysis analysis(text + "    else:\n        x = -1\n    return x\n");
  CHECK(webCount(analysis, "x") == 1);
}

TEST_CASE("deeply nested loops are walked in time") {
  std::string text = "def f(n):\n    s = 0\n";
  for (int i = 0; i < 18; ++i)
    text += std::string(4 + static_cast<std::size_t>(i) * 4, ' ') + "for i" + std::to_string(i) + " in range(n):\n";
  text += std::string(4 + 18 * 4, ' ') + "s += i3\n    return s\n";
  Analysis analysis(text);
  CHECK(webCount(analysis, "s") == 1);
}
