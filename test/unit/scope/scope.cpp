// test/unit/scope/scope.cpp
//
// Symbol tables and the errors that only newer versions of Python can have; compare_symbols.py and compare_errors.py of
// test/front hold the rest against CPython.
#include "lib/diag/kinds.h"
#include "lib/parse/parse.h"
#include "lib/scope/check_syntax.h"
#include "lib/scope/dump_symbols.h"

#include <catch2/catch.hpp>

using namespace pyompcc;

namespace {

struct Analysed {
  Analysed(std::string text, int python) {
    support::FileId file = sources.add(support::SourceFile("a.py", std::move(text)));
    parsed = parse::parse(sources[file], file, names, emitter, python);
    REQUIRE(!emitter.hasErrors());
    table = scope::buildSymbolTable(parsed, python, names, emitter);
    scope::checkSyntax(parsed, table, python, names, emitter);
    symbols = scope::dumpSymbols(table, sources[file], names);
  }

  bool has(diag::Kind kind) const {
    for (const diag::Diagnostic& diagnostic : emitter.sorted()) {
      if (diagnostic.kind == kind) return true;
    }
    return false;
  }

  support::SourceSet sources;
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule parsed;
  scope::SymbolTable table;
  std::string symbols;
};

constexpr auto Nested = "def f(n):\n"
                        "    def g():\n"
                        "        nonlocal n\n"
                        "        n = [x + __y for x in z]\n"
                        "    return g\n";

} // namespace

TEST_CASE("Names are local, global, free or cells") {
  CHECK(Analysed(Nested, 11).symbols == "module top 0\n"
                                        "- f: local assigned\n"
                                        "  function f 1\n"
                                        "  - g: local assigned used\n"
                                        "  - n: cell parameter\n"
                                        "    function g 2 nested\n"
                                        "    - n: free assigned declared_nonlocal\n"
                                        "    - z: global implicit used\n"
                                        "      function listcomp 4 nested\n"
                                        "      - .0: local parameter\n"
                                        "      - __y: global implicit used\n"
                                        "      - x: local assigned used comprehension_target\n");
}

TEST_CASE("A comprehension is part of its function since 3.12") {
  CHECK(Analysed(Nested, 12).symbols == "module top 0\n"
                                        "- f: local assigned\n"
                                        "  function f 1\n"
                                        "  - g: local assigned used\n"
                                        "  - n: cell parameter\n"
                                        "    function g 2 nested\n"
                                        "    - __y: global implicit used\n"
                                        "    - n: free assigned declared_nonlocal\n"
                                        "    - x: local assigned used comprehension_target\n"
                                        "    - z: global implicit used\n");
}

TEST_CASE("Type parameters have rules of their own") {
  CHECK(Analysed("def f[T, T](): pass\n", 12).has(diag::Kind::TypeParameterRepeated));
  CHECK(Analysed("def f[T]():\n    def g(): nonlocal T\n", 12).has(diag::Kind::NonlocalTypeParameter));
  CHECK(Analysed("def f[S = int, T](): pass\n", 13).has(diag::Kind::TypeParameterDefaultMissing));
  CHECK(Analysed("class C:\n    type A = [x for x in y]\n", 12).has(diag::Kind::ScopeInClassAnnotation));
  CHECK(!Analysed("class C:\n    type A = [x for x in y]\n", 13).emitter.hasErrors());
}

TEST_CASE("Since 3.14 there is a warning about what leaves a finally block") {
  auto warns = [](std::string text, int python) {
    return Analysed("def f(x):\n  while x:\n    try: x()\n    finally:\n" + text, python)
        .has(diag::Kind::JumpInFinally);
  };
  for (const char* leaving :
       {"      return 1\n", "      break\n", "      continue\n", "      with x: return\n", "      for y in x: return\n",
        "      for y in x: pass\n      else: break\n", "      try: return\n      except: pass\n"}) {
    INFO(leaving);
    CHECK(warns(leaving, 14));
    CHECK_FALSE(warns(leaving, 13));
  }
  for (const char* staying : {"      for y in x: break\n", "      while x: continue\n", "      def g(): return 1\n",
                              "      pass\n    return 1\n", "      pass\n    break\n"}) {
    INFO(staying);
    CHECK_FALSE(warns(staying, 14));
  }
}

TEST_CASE("A nested asynchronous comprehension needs a coroutine directly around it before 3.11") {
  constexpr auto Source = "async def f(y): return [[x async for x in y] for z in y]\n";
  CHECK(Analysed(Source, 10).has(diag::Kind::AsyncOutsideFunction));
  CHECK(!Analysed(Source, 11).emitter.hasErrors());
}
