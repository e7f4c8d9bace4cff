// test/unit/sema/sharing.cpp
//
// Data sharing of names in regions.
#include "test/unit/sema/whole.h"

#include <catch2/catch.hpp>

using pyompcc::sema::Strings;
using pyompcc::sema::Whole;

namespace {

// A function with one array and one int, after the imports.
std::string function(std::string_view body) {
  std::string text = "from pyomp_cc import njit, openmp\n@njit\ndef f(a: \"float64[::1]\", n: int):\n";
  std::size_t begin = 0;
  while (begin < body.size()) {
    std::size_t end = body.find('\n', begin);
    text += "    " + std::string(body.substr(begin, end - begin)) + "\n";
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  return text;
}

} // namespace

TEST_CASE("clauses win, loop variables are private, names that stay inside too") {
  Whole whole(function("s = 0.0\n"
                       "with openmp('parallel for reduction(+:s)'):\n"
                       "    for i in range(n):\n"
                       "        t = a[i]\n"
                       "        s += t\n"
                       "return s"));
  CHECK(whole.kinds().empty());
  CHECK(whole.directives() == "f\n"
                              "  line 5: parallel for reduction(+: s)\n"
                              "    i: private        loop variable\n"
                              "    n: shared         used outside too\n"
                              "    t: private        used inside only\n"
                              "    a: shared         used outside too\n"
                              "    s: reduction(+)   clause\n");
}

TEST_CASE("a name that is also used outside is private where no value goes in or out") {
  Whole whole(function("for j in range(n):\n"
                       "    a[j] = 0.0\n"
                       "with openmp('parallel for'):\n"
                       "    for i in range(n):\n"
                       "        for j in range(i):\n"
                       "            a[i] += j\n"
                       "j = 3\n"
                       "return j"));
  CHECK(whole.kinds().empty());
  CHECK(whole.directives().find("j: private   used inside only") != std::string::npos);
}

TEST_CASE("a value that goes in or out makes a name shared") {
  Whole in(function("t = 1.0\n"
                    "with openmp('parallel'):\n"
                    "    x = t\n"));
  CHECK(in.directives().find("t: shared    used outside too") != std::string::npos);
  CHECK(in.directives().find("x: private   used inside only") != std::string::npos);
  Whole out(function("t = 0\n"
                     "with openmp('parallel'):\n"
                     "    t = n\n"
                     "return t"));
  CHECK(out.directives().find("t: shared   used outside too") != std::string::npos);
  Whole maybe(function("t = 0\n"
                       "while n > 0:\n"
                       "    with openmp('parallel'):\n"
                       "        if n > 3: t = n\n"
                       "    n -= t\n"));
  CHECK(maybe.directives().find("t: shared   used outside too") != std::string::npos);
}

TEST_CASE("what one thread assigns for the others stays shared where the name is used outside") {
  Whole whole(function("t = 1\n"
                       "with openmp('parallel'):\n"
                       "    with openmp('single'):\n"
                       "        t = n\n"
                       "    a[0] = t\n"
                       "t = 2"));
  CHECK(whole.directives().find("t: shared   used outside too") != std::string::npos);
}

TEST_CASE("a task captures what is private around it and shares what the team shares") {
  Whole whole(function("r = 0\n"
                       "with openmp('parallel'):\n"
                       "    k = n\n"
                       "    with openmp('task'):\n"
                       "        r = k\n"
                       "    x = k\n"
                       "return r"));
  CHECK(whole.directives() == "f\n"
                              "  line 5: parallel\n"
                              "    k: private   used inside only\n"
                              "    n: shared    used outside too\n"
                              "    r: shared    used outside too\n"
                              "    x: private   used inside only\n"
                              "    line 7: task\n"
                              "      r: shared         used outside too\n"
                              "      k: firstprivate   captured by the task\n");
  Whole orphan(function("with openmp('task'):\n    a[0] = n\n"));
  CHECK(orphan.directives().find("n: firstprivate   captured by the task") != std::string::npos);
}

TEST_CASE("default(none) names all that are missing, once") {
  Whole whole(function("s = 0\n"
                       "with openmp('parallel default(none)'):\n"
                       "    t = n + s\n"
                       "return s"));
  CHECK(whole.kinds() == Strings{"5:27 DefaultNone"});
  CHECK(whole.emitter.sorted()[0].text.find("`n`, `s`") != std::string::npos);
  Whole enough(function("with openmp('parallel default(none) shared(n)'):\n    t = n\n"));
  CHECK(enough.kinds().empty());
}

TEST_CASE("clauses name variables of the function") {
  CHECK(Whole(function("with openmp('parallel private(q)'):\n    pass\n")).kinds() ==
        Strings{"4:35 ClauseItemUnknown"});
  CHECK(Whole(function("total = 1\nwith openmp('parallel shared(totl)'):\n    pass\n")).kinds() ==
        Strings{"5:34 ClauseItemUnknownNear"});
  CHECK(Whole(function("q = 1\nwith openmp('parallel shared(q) private(q)'):\n    pass\n")).kinds() ==
        Strings{"5:45 ListedTwice"});
}

TEST_CASE("what a work-sharing loop reduces is shared in its team") {
  Whole whole(function("with openmp('parallel'):\n"
                       "    s = 0\n"
                       "    with openmp('for reduction(+:s)'):\n"
                       "        for i in range(n):\n"
                       "            s += i\n"));
  CHECK(whole.kinds() == Strings{"6:38 OriginalIsPrivate"});
  Whole shared(function("s = 0\n"
                        "with openmp('parallel'):\n"
                        "    with openmp('for reduction(+:s)'):\n"
                        "        for i in range(n):\n"
                        "            s += i\n"
                        "return s"));
  CHECK(shared.kinds().empty());
}
