// test/unit/support/source.cpp
//
// Lines and columns for every kind of line end.
#include "lib/support/source.h"

#include <catch2/catch.hpp>

using pyompcc::support::SourceFile;

TEST_CASE("lines of a source text") {
  SourceFile file("a.py", "one\ntwo\r\nthree\rfour");
  REQUIRE(file.lineCount() == 4);
  CHECK(file.line(1) == "one");
  CHECK(file.line(2) == "two");
  CHECK(file.line(3) == "three");
  CHECK(file.line(4) == "four");
  CHECK(file.lineColumn(0).line == 1);
  CHECK(file.lineColumn(4).line == 2);
  CHECK(file.lineColumn(9).line == 3);
  CHECK(file.lineColumn(17).column == 2);
  CHECK(file.lineColumn(1000).line == 4);
}

TEST_CASE("an empty source text has one empty line") {
  SourceFile file("a.py", "");
  CHECK(file.lineCount() == 1);
  CHECK(file.line(1).empty());
  CHECK(file.lineColumn(0).column == 0);
}
