// test/unit/diag/render.cpp
//
// Diagnostics as text, JSON and SARIF.
#include "lib/diag/render.h"

#include "lib/diag/rows/lex.h"

#include <catch2/catch.hpp>

using namespace pyompcc;

namespace {

struct Reported {
  Reported() {
    file = sources.add(support::SourceFile("a \"b\".py", "x = 1\n\xC3\xA9 = (1, 2]\n"));
    emitter.report({file, 16, 17}, diag::BracketMismatch, "]", "(").note({file, 11, 12}, diag::BracketOpenedHere, "(");
  }
  support::SourceSet sources;
  support::FileId file;
  diag::Emitter emitter;
};

} // namespace

TEST_CASE("Text shows the line and a caret") {
  Reported r;
  CHECK(diag::renderText(r.emitter.sorted(), r.sources) ==
        "a \"b\".py:2:10: error: closing `]` does not match opening `(` [BracketMismatch]\n"
        "    \xC3\xA9 = (1, 2]\n             ^\n"
        "a \"b\".py:2:5: note: `(` opened here [BracketOpenedHere]\n"
        "    \xC3\xA9 = (1, 2]\n        ^\n");
}

TEST_CASE("JSON is one object a line") {
  Reported r;
  CHECK(
      diag::renderJson(r.emitter.sorted(), r.sources) ==
      "{\"severity\": \"error\", \"kind\": \"BracketMismatch\", \"text\": \"closing `]` does not match opening `(`\", "
      "\"file\": \"a \\\"b\\\".py\", \"line\": 2, \"column\": 10, \"end\": {\"line\": 2, \"column\": 11}, \"notes\": "
      "[{\"severity\": \"note\", \"kind\": \"BracketOpenedHere\", \"text\": \"`(` opened here\", \"file\": \"a "
      "\\\"b\\\".py\", \"line\": 2, \"column\": 5, \"end\": {\"line\": 2, \"column\": 6}}]}\n");
}

TEST_CASE("SARIF has a run with rules and results") {
  Reported r;
  std::string log = diag::renderSarif(r.emitter.sorted(), r.sources);
  CHECK(log.find("\"version\": \"2.1.0\"") != std::string::npos);
  CHECK(log.find("\"rules\": [{\"id\": \"BracketMismatch\"}]") != std::string::npos);
  CHECK(log.find("\"uri\": \"a%20%22b%22.py\"") != std::string::npos);
  CHECK(log.find("\"relatedLocations\"") != std::string::npos);
}
